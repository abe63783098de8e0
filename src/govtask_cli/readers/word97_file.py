"""The binary Word format (.doc of Word 97 to 2003, .wps of Kingsoft): its streams, pieces of text, property runs.

After [MS-DOC]. The main stream holds the characters, in pieces that the table stream puts in order, and pages of
512 bytes that say which characters and paragraphs have which properties; places in it are called FC, places among
the characters of the document CP. Every number is read with its bounds checked: files are cut and damaged.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from govtask_cli.errors import ReadError

_MAGIC: Final = 0xA5EC
_WORD97: Final = 0xC1
_ENCRYPTED: Final = 0x0100
_PAGE: Final = 512
_COUNTS: Final = 0x4C
"""Where the header counts the characters of the text, the footnotes, the headers … one after the other."""
_PLACES: Final = 0x9A
"""Where the header lists the parts of the table stream: offset and size of each."""
_COMPRESSED: Final = 0x40000000
_FEWEST: Final = 0x3E0
_FKP_NUMBER: Final = 0x3FFFFF
_SAVE: Final = "open it in Word or WPS and save it as .docx, or install LibreOffice Writer"

STYLES, SECTIONS, CHARACTERS, PARAGRAPHS, PIECES, LISTS, OVERRIDES = 1, 6, 12, 13, 33, 73, 74
SHAPES, BOXES = 40, 56
"""Numbers of the parts in that list."""


class Piece(NamedTuple):
    """Characters that stand together: their first and past-the-last CP, their FC, bytes for each, their properties."""

    begin: int
    end: int
    place: int
    width: int
    properties: bytes


class Stretch(NamedTuple):
    """Characters from one CP to another that have the same properties."""

    begin: int
    end: int
    properties: bytes


class BinaryFile:
    """The parts of a binary Word file. Raises ReadError for what is damaged, encrypted or older than Word 97."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        streams = _streams(data, name)
        self.main = streams["WordDocument"]
        if len(self.main) < _FEWEST or self.short(self.main, 0) != _MAGIC:
            raise ReadError(name, "is no Word document of Word 97 or later (不是 Word 97–2003 文档)", _SAVE)
        flags = self.short(self.main, 10)
        if flags & _ENCRYPTED:
            raise encrypted(name)
        if self.short(self.main, 2) < _WORD97:
            raise ReadError(name, "is older than Word 97 (Word 97 以前的文档)", _SAVE)
        self.table = streams.get("1Table" if flags & 0x0200 else "0Table", b"")
        self.data = streams.get("Data", b"")
        self.counts = [self.long(self.main, _COUNTS + 4 * at) for at in range(8)]
        self.pieces = self._pieces()
        self.text = "".join(self._decoded(piece) for piece in self.pieces)
        if not self.text:
            raise self.damaged("it has no pieces of text")

    def damaged(self, why: str) -> ReadError:
        """The error for a file that contradicts itself."""
        return ReadError(self.name, f"is damaged (文件损坏): {why}", _SAVE)

    def part(self, number: int) -> bytes:
        """A part of the table stream; empty where there is none."""
        at = _PLACES + 8 * number
        if at + 8 > len(self.main):
            return b""
        begin, size = struct.unpack_from("<II", self.main, at)
        return self.table[begin : begin + size]

    def behind(self, number: int) -> bytes:
        """What stands in the table stream behind a part."""
        at = _PLACES + 8 * number
        begin, size = struct.unpack_from("<II", self.main, at)
        return self.table[begin + size :]

    def short(self, data: bytes, at: int) -> int:
        """A number of two bytes."""
        if not 0 <= at <= len(data) - 2:
            raise self.damaged("a number stands outside its part")
        return int.from_bytes(data[at : at + 2], "little")

    def long(self, data: bytes, at: int) -> int:
        """A number of four bytes."""
        if not 0 <= at <= len(data) - 4:
            raise self.damaged("a number stands outside its part")
        return int.from_bytes(data[at : at + 4], "little")

    def plc(self, number: int, size: int) -> list[tuple[int, bytes]]:
        """A part that is a list: (CP, data of `size` bytes) for each entry, last the CP where it ends."""
        data = self.part(number)
        count = max(len(data) - 4, 0) // (4 + size)
        ends = 4 * (count + 1)
        places = struct.unpack_from(f"<{count + 1}I", data) if len(data) >= ends else ()
        return [(cp, data[ends + size * at : ends + size * (at + 1)]) for at, cp in enumerate(places)]

    def runs(self, number: int) -> list[Stretch]:
        """The property runs of characters or paragraphs, in the order of the text."""
        known: list[tuple[int, int, bytes]] = []
        seen: set[int] = set()
        for _, data in self.plc(number, 4)[:-1]:
            page = int.from_bytes(data, "little") & _FKP_NUMBER
            if page not in seen:
                seen.add(page)
                known.extend(self._page(page * _PAGE, paragraphs=number == PARAGRAPHS))
        known.sort(key=lambda run: run[0])
        begins = [begin for begin, _, _ in known]
        found: list[Stretch] = []
        for piece in self.pieces:
            past = piece.place + (piece.end - piece.begin) * piece.width
            at = max(bisect_right(begins, piece.place) - 1, 0)
            while at < len(known) and known[at][0] < past:
                begin, end, properties = known[at]
                first = piece.begin + max(begin - piece.place, 0) // piece.width
                last = min(piece.begin + -(-(end - piece.place) // piece.width), piece.end)
                if first < last:
                    found.append(Stretch(first, last, properties + piece.properties))
                at += 1
        return found

    def _page(self, at: int, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
        """The runs of one page: first FC, past-the-last FC, properties."""
        page = self.main[at : at + _PAGE]
        if len(page) < _PAGE:
            return
        count, entry = page[-1], 13 if paragraphs else 1
        if 4 * (count + 1) + entry * count >= _PAGE:
            return
        places = struct.unpack_from(f"<{count + 1}I", page)
        for run in range(count):
            offset = 2 * page[4 * (count + 1) + entry * run]
            size = 0
            if offset and paragraphs:
                size = 2 * page[offset] - 1 if page[offset] else 2 * page[min(offset + 1, _PAGE - 1)]
                offset += 1 if page[offset] else 2
            elif offset:
                size = page[offset]
                offset += 1
            if places[run] < places[run + 1]:
                yield places[run], places[run + 1], page[offset : offset + size]

    def _pieces(self) -> list[Piece]:
        """The pieces of the text, in its order."""
        data = self.part(PIECES)
        at = 0
        groups: list[bytes] = []
        while at + 3 <= len(data) and data[at] == 1:
            size = self.short(data, at + 1)
            groups.append(data[at + 3 : at + 3 + size])
            at += 3 + size
        if at >= len(data) or data[at] != 2:
            raise self.damaged("it lacks the table of its pieces")
        size = self.long(data, at + 1)
        table = data[at + 5 : at + 5 + size]
        count = max(len(table) - 4, 0) // 12
        pieces: list[Piece] = []
        for each in range(count):
            begin, end = self.long(table, 4 * each), self.long(table, 4 * each + 4)
            entry = 4 * (count + 1) + 8 * each
            place, modifier = self.long(table, entry + 2), self.short(table, entry + 6)
            width = 1 if place & _COMPRESSED else 2
            place = (place & ~_COMPRESSED) // 2 if width == 1 else place
            if begin != (pieces[-1].end if pieces else 0) or end < begin:
                raise self.damaged("its pieces do not follow one another")
            if place + (end - begin) * width > len(self.main):
                raise self.damaged("a piece of its text is missing")
            pieces.append(Piece(begin, end, place, width, _modified(modifier, groups)))
        return pieces

    def _decoded(self, piece: Piece) -> str:
        """The characters of a piece, one for each CP: what takes two (rare Han) stays cut in halves for now."""
        data = self.main[piece.place : piece.place + (piece.end - piece.begin) * piece.width]
        if piece.width == 1:
            return data.decode("cp1252", "replace")
        text = data.decode("utf-16-le", "surrogatepass")
        if len(text) == piece.end - piece.begin:
            return text
        return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def is_encrypted(data: bytes) -> bool:
    """Whether a binary Word file has a password; what is damaged has none."""
    try:
        main = _streams(data, "")["WordDocument"]
    except ReadError:
        return False
    magic, flags = int.from_bytes(main[:2], "little"), int.from_bytes(main[10:12], "little")
    return magic == _MAGIC and bool(flags & _ENCRYPTED)


def encrypted(name: str) -> ReadError:
    """The error for a file with a password."""
    cure = "open it in Word or WPS and save it without a password"
    return ReadError(name, "is encrypted with a password (文件已加密)", cure)


def _streams(data: bytes, name: str) -> dict[str, bytes]:
    """The streams of the container that make a Word document."""
    import olefile

    found: dict[str, bytes] = {}
    try:
        with olefile.OleFileIO(data) as file:
            for stream in ("WordDocument", "0Table", "1Table", "Data"):
                if file.exists(stream):
                    found[stream] = file.openstream(stream).read()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise ReadError(name, f"a damaged Office file (文件损坏): {error}", _SAVE) from error
    if "WordDocument" not in found:
        raise ReadError(name, "holds no Word document (不是 Word 文档)", _SAVE)
    return found


_SHORT_FORMS: Final = {0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C, 0x18: 0x2416, 0x19: 0x2417}
"""Properties that a piece names by one byte: deleted, inserted, hidden, in a table, end of a row."""


def _modified(modifier: int, groups: list[bytes]) -> bytes:
    """The properties that a piece gives to all its characters, as a program wrote them that saved in haste."""
    if modifier & 1:
        return groups[modifier >> 1] if modifier >> 1 < len(groups) else b""
    form = _SHORT_FORMS.get(modifier >> 1 & 0x7F)
    return b"" if form is None else struct.pack("<HB", form, modifier >> 8)
