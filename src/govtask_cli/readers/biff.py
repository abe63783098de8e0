"""The records of an old workbook (BIFF 5 to 8): their order, and the strings in them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from
from typing import Final, NamedTuple

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
_OLDER: Final = frozenset({0x09, 0x209, 0x409})
_CODECS: Final = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 10008: "gb18030", 10002: "big5"}


class Damaged(ValueError):
    """Records that end too soon or contradict themselves."""


class Biff(NamedTuple):
    """One record: its kind, its bytes, and those of the records that continue it."""

    kind: int
    body: bytes
    rest: tuple[bytes, ...] = ()


def records(stream: bytes, start: int) -> Iterator[Biff]:
    """The records from `start` to the end of the substream that begins there; charts inside are left out.

    Raises Damaged where the stream breaks off.
    """
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if len(body) < size:
            raise Damaged("a record breaks off")
        if kind == BOF or kind in _OLDER:
            depth += 1
            if kind in _OLDER:
                raise Damaged("it is older than Excel 5")
        rest: list[bytes] = []
        while at + 4 <= len(stream) and unpack_from("<H", stream, at)[0] == CONTINUE:
            size = unpack_from("<H", stream, at + 2)[0]
            rest.append(stream[at + 4 : at + 4 + size])
            at += 4 + size
        if depth < 2:
            yield Biff(kind, body, tuple(rest))
        if kind == EOF:
            depth -= 1
            if depth < 1:
                return
    raise Damaged("its end is missing")


class Strings:
    """Reads strings of one workbook: Unicode in BIFF 8, a code page before it."""

    def __init__(self) -> None:
        self.wide = True
        self.codec = "gb18030"

    def use_page(self, page: int) -> None:
        """Take over the code page that the workbook names."""
        name = _CODECS.get(page, f"cp{page}")
        try:
            self.codec = codecs.lookup(name).name
        except LookupError:
            self.codec = "gb18030"

    def one(self, body: bytes, at: int, *, short: bool = False, rest: tuple[bytes, ...] = ()) -> str:
        """The string that begins at an offset of a record; `short`: one byte gives its length, else two."""
        try:
            size = body[at] if short else unpack_from("<H", body, at)[0]
            at += 1 if short else 2
            if not self.wide:
                return (body[at:] + b"".join(rest))[:size].decode(self.codec, "replace")
            return _Pieces((body, *rest), at).characters(size)
        except (StructError, IndexError) as error:
            raise Damaged("a string breaks off") from error

    def shared(self, record: Biff) -> list[str]:
        """The strings of the table that cells share."""
        try:
            count = unpack_from("<I", record.body, 4)[0]
            pieces = _Pieces((record.body, *record.rest), 8)
            most = sum(map(len, pieces.bodies)) // 3 + 1
            return [pieces.rich() for _ in range(min(count, most))]
        except (StructError, IndexError) as error:
            raise Damaged("the table of strings breaks off") from error


class _Pieces:
    """A stretch of bytes over several records; where characters go on in the next, a flag of their own comes first."""

    def __init__(self, bodies: tuple[bytes, ...], at: int) -> None:
        self.bodies, self.at, self.index = bodies, at, 0

    def _next(self) -> None:
        self.index += 1
        self.at = 0
        if self.index >= len(self.bodies):
            raise IndexError

    def _number(self, size: int) -> int:
        if self.at >= len(self.bodies[self.index]):
            self._next()
        body = self.bodies[self.index]
        self.at += size
        if self.at > len(body):
            raise IndexError
        return int.from_bytes(body[self.at - size : self.at], "little")

    def _skip(self, size: int) -> None:
        while size > 0:
            left = len(self.bodies[self.index]) - self.at
            if size <= left:
                self.at += size
                return
            size -= left
            self._next()

    def characters(self, size: int) -> str:
        """So many characters, led by the flag that says how wide they are."""
        wide = self._number(1) & 1
        return self._chars(size, wide)

    def _chars(self, size: int, wide: int) -> str:
        said: list[str] = []
        while size > 0:
            body = self.bodies[self.index]
            if self.at >= len(body):
                self._next()
                wide = self._number(1) & 1
                continue
            width = 2 if wide else 1
            taken = min(size, max((len(body) - self.at) // width, 1))
            raw = body[self.at : self.at + taken * width]
            if len(raw) < taken * width:
                raise IndexError
            said.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self.at += taken * width
            size -= taken
        return "".join(said)

    def rich(self) -> str:
        """One string of the shared table, without its fonts and its reading aids."""
        size = self._number(2)
        flags = self._number(1)
        runs = self._number(2) if flags & 8 else 0
        aids = self._number(4) if flags & 4 else 0
        said = self._chars(size, flags & 1)
        self._skip(runs * 4 + aids)
        return said
