"""Glyphs that stand on one line become a `Line`: its text, with the blanks that only show as room between glyphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple

from govtask_cli.readers.geometry.sheet import ASCENT, Box, Glyph

_SAME_LINE: Final = 0.45
"""So many ems apart may the base lines of glyphs on one line be: indices, and fonts that stand a little higher."""
_TWICE: Final = 0.25
"""The same character drawn again so many ems away prints bold: it is one."""
_TINY: Final = 0.5
_NO_ROOM: Final = 0.05
_BETWEEN_WORDS: Final = 0.18
"""Ems of room between two Latin words or figures."""
_BESIDE_HAN: Final = 0.75
"""Ems of room beside a Han character that are a blank; less sets letters apart or lines flush."""
_HAN_WIDE: Final = 0.08
"""Room of one em, give or take so many, is a blank as wide as a Han character."""
_TWO_HAN: Final = 0.22
"""Ems of room between two Han characters, beyond that between the others of the line, that are a narrow blank."""
_WIDE: Final = 1.5
"""Ems of room that part two pieces of a line."""
_SPREAD: Final = 0.25
"""Ems of room between all the glyphs of a line that is set wide (分散对齐)."""
_OPENING: Final = frozenset("（(《【〔〖「『“‘[［〈{")
BOUND: Final = frozenset("，。、；：！？）)]］】》〉〕〗」』”’,.:;!?%％‰℃·…—/／")
"""What no line begins with: it goes to the next line together with the character before it."""
QUOTES: Final = frozenset("“”‘’\"'")
_SIGNS: Final = frozenset("/+±＋$￥¥№")
"""What no line ends with: it stands before a figure."""
DOUBTFUL: Final = 0.8
"""A character that was recognised and is less sure may well be another one."""
_CIRCLED: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_WORD: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:/+-")


class Piece(NamedTuple):
    """A stretch of a line that stands apart from the others: text[begin:end], from `left` to `right`."""

    begin: int
    end: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. head: how wide its beginning is that no line end can part, and that none should. blank: whether
    it ends in one. sure: how sure its characters are on the average where they were recognised in a picture (0 to 1);
    doubtful: those that are not."""

    text: str
    left: float
    right: float
    base: float
    size: float
    head: tuple[float, float]
    blank: bool
    pieces: tuple[Piece, ...]
    sure: float | None = None
    doubtful: str = ""

    @property
    def top(self) -> float:
        """How high its glyphs reach."""
        return self.base - ASCENT * self.size

    @property
    def box(self) -> Box:
        """Its place on the page."""
        return self.left, self.top, self.right, self.base + (1 - ASCENT) * self.size


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of glyphs of one column or cell, from top to bottom; a line of blanks alone is none."""
    lines: list[Line] = []
    for row in rows_of(glyphs):
        line = line_of(row)
        if line is not None:
            lines.append(line)
    return lines


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by the line they stand on, each row from left to right."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    base = reach = 0.0
    for glyph in sorted(glyphs, key=_base):
        size = glyph.size
        if not row or glyph.base - base > _SAME_LINE * max(reach, size):
            row = []
            rows.append(row)
            base, reach = glyph.base, size
        elif size > reach:
            reach = size
        row.append(glyph)
    for row in rows:
        row.sort(key=_left)
    return rows


def _base(glyph: Glyph) -> float:
    return glyph.base


def _left(glyph: Glyph) -> float:
    return glyph.left


def line_of(row: Sequence[Glyph]) -> Line | None:
    """The line of glyphs on one base line, from left to right; None where they print nothing."""
    ink = _once(glyph for glyph in row if not glyph.char.isspace())
    if not ink:
        return None
    size = max(median_low([glyph.size for glyph in ink]), _TINY)
    blanks = [glyph for glyph in row if glyph.char.isspace()]
    text, pieces = _written(ink, blanks, size)
    sure = [glyph.sure for glyph in ink if glyph.sure is not None] if ink[0].sure is not None else []
    return Line(
        text=text,
        left=ink[0].left,
        right=max(glyph.right for glyph in ink),
        base=median_low([glyph.base for glyph in ink]),
        size=size,
        head=_heads(ink),
        blank=bool(blanks) and blanks[-1].left >= ink[-1].left,
        pieces=pieces,
        sure=sum(sure) / len(sure) if sure else None,
        doubtful="".join(glyph.char for glyph in ink if _is_doubtful(glyph)) if sure else "",
    )


def _is_doubtful(glyph: Glyph) -> bool:
    """Whether a character may well be another one; of punctuation only the width is mostly in doubt."""
    return glyph.sure is not None and glyph.sure < DOUBTFUL and (glyph.char.isalnum() or glyph.char in "%/")


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those that are drawn a second time to print bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if kept and kept[-1].char == glyph.char and glyph.left - kept[-1].left < _TWICE * glyph.size:
            continue
        kept.append(glyph)
    return kept


def _written(ink: Sequence[Glyph], blanks: Sequence[Glyph], size: float) -> tuple[str, tuple[Piece, ...]]:
    """The text of a line, and the pieces that stand apart."""
    spread, usual = _set_wide(ink, size), _between_han(ink, size)
    text: list[str] = [ink[0].char]
    pieces: list[Piece] = []
    begin, left, length = 0, ink[0].left, len(ink[0].char)
    at = 0
    for before, glyph in pairwise(ink):
        drawn = ""
        while at < len(blanks) and blanks[at].left < glyph.left:
            if blanks[at].left >= before.left:
                drawn += blanks[at].char
            at += 1
        room = (glyph.left - before.right) / size
        if not drawn and room - usual > _TWO_HAN and _is_han(before.char) and _is_han(glyph.char):
            drawn = "\u3000" if abs(room - 1) < _HAN_WIDE else " "
        put = _blank(before.char, glyph.char, room - spread, drawn)
        if room - spread > _WIDE:
            pieces.append(Piece(begin, length, left, before.right))
            begin, left = length + len(put), glyph.left
        text += (put, glyph.char)
        length += len(put) + len(glyph.char)
    pieces.append(Piece(begin, length, left, ink[-1].right))
    return "".join(text), tuple(pieces)


def _blank(before: str, after: str, room: float, drawn: str) -> str:
    """What stands between two glyphs: the blanks that are drawn there, or one that shows as room of so many ems."""
    if drawn:
        return drawn if room > _NO_ROOM else ""
    if room > _WIDE:
        return "  "
    if before.isascii() and after.isascii():
        return " " if room > _BETWEEN_WORDS else ""
    if abs(room - 1) < _HAN_WIDE:
        return "\u3000"
    return " " if room > _BESIDE_HAN else ""


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _between_han(ink: Sequence[Glyph], size: float) -> float:
    """The least ems of room between Han characters of a line that is set flush, which is the same between all."""
    rooms = [
        after.left - before.right
        for before, after in pairwise(ink)
        if _is_han(before.char) and _is_han(after.char)
    ]
    return max(min(rooms, default=0.0) / size, 0.0)


def _set_wide(ink: Sequence[Glyph], size: float) -> float:
    """The ems of room that the glyphs of a line have between them where it is set wide as a whole."""
    if len(ink) < 3 or ink[-1].right - ink[0].left < (1 + _SPREAD) * sum(g.right - g.left for g in ink):
        return 0.0
    rooms = sorted(after.left - before.right for before, after in pairwise(ink))
    usual = rooms[len(rooms) // 4] / size
    return usual if usual > _SPREAD else 0.0


def _heads(ink: Sequence[Glyph]) -> tuple[float, float]:
    """How wide the beginning of a line is that goes to one line as a whole: a word or figure, or a character, with
    the brackets before and the punctuation behind it. First at least; then as some programs have it, to which
    quotation marks hold on to both sides, and a figure to the comma before it."""
    last = len(ink) - 1
    at = _past_unit(ink, 0)
    while at < last and ink[at + 1].char in BOUND:
        at += 1
    least = ink[at].right
    while at < last and _holds(ink[at].char, ink[at + 1].char):
        at = _past_unit(ink, at + 1)
    return least - ink[0].left, ink[at].right - ink[0].left


def _holds(before: str, after: str) -> bool:
    return (
        after in BOUND
        or before in QUOTES
        or after in QUOTES
        or before in _SIGNS
        or (before in BOUND and (after in _WORD or after in _CIRCLED))
    )


def _past_unit(ink: Sequence[Glyph], at: int) -> int:
    """The last glyph of the word, or of the character with the brackets before it, that begins at a glyph."""
    last = len(ink) - 1
    while at < last and ink[at].char in _OPENING:
        at += 1
    if ink[at].char in _WORD:
        while at < last and ink[at + 1].char in _WORD:
            at += 1
    return at
