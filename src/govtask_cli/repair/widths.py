"""Hard-wrapped documents: the width at which their lines break, and whether an indent opens their paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import Block, Paragraph

RAGGED: Final = 5
"""Columns by which full lines differ: an indent of two characters, a stop that hangs over."""
_EXACT: Final = 0
"""Lines that are cut after so many characters, whatever their width, do not differ at all."""
_HANGING: Final = 1
"""But a stop may hang over the end, or go to the next line with the sign before it; indents show it."""
_STRAYS: Final = 20
_WIDEST: Final = 62
_NARROWEST: Final = 28
_FEWEST: Final = 14
_MANY: Final = 8
"""So many full lines, and hardly any that are nearly as long, show a frame among whatever many short ones."""
_LEAST, _MOST = 2, 8
"""Columns of an indent that opens a paragraph; a deeper one centres a title or a signature."""
_SURELY: Final = 0.5
"""From this share of lines of the same number of characters on, of which none has more, lines are cut so."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a hard-wrapped document is set: the size of a full line, in columns or in characters; by how much
    full lines differ; whether an indent opens a paragraph."""

    size_of: Callable[[Paragraph], int]
    width: int
    ragged: int
    indented: bool

    def is_full(self, size: int) -> bool:
        """Whether a line of this size fills the line, so that it goes on in the next."""
        return size >= self.width - self.ragged

    def opens(self, paragraph: Paragraph) -> bool:
        """Whether a line surely opens a paragraph: it is indented where paragraphs are."""
        return paragraph.opens or (self.indented and indent(paragraph) >= _LEAST)


def columns(paragraph: Paragraph) -> int:
    """How wide a line prints, its indent included: a Han character takes two columns (as it takes two bytes in GBK)."""
    return len(paragraph.text.plain.rstrip().encode("gbk", "replace"))


def characters(paragraph: Paragraph) -> int:
    """How many characters a line has, its indent included."""
    return len(paragraph.text.plain.rstrip())


def indent(paragraph: Paragraph) -> int:
    """Columns of blanks before the text."""
    plain = paragraph.text.plain
    return len(plain[: len(plain) - len(plain.lstrip())].encode("gbk", "replace"))


def frame_of(blocks: Sequence[Block]) -> Frame | None:
    """The frame of a hard-wrapped document, or None: no line is much longer, and most long lines are as wide."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    narrow = [line for line in lines if len(line.text.plain) <= _WIDEST]
    if len(narrow) * 10 < len(lines) * 9:
        return None
    by_columns, columns_full = _full(narrow, columns, _NARROWEST, RAGGED)
    by_characters, characters_full = _cut_after(narrow)
    if not columns_full and characters_full < _SURELY:
        return None
    opening = sum(_LEAST <= indent(line) <= _MOST for line in narrow)
    indented = len(narrow) * 3 <= opening * 20 and opening * 10 <= len(narrow) * 9
    if characters_full >= _SURELY:
        return Frame(characters, by_characters, _HANGING if indented else _EXACT, indented)
    return Frame(columns, by_columns, RAGGED, indented)


def _full(
    lines: Sequence[Paragraph], size_of: Callable[[Paragraph], int], least: int, ragged: int
) -> tuple[int, float]:
    """The size of a full line, and the share of the long lines that are full; no share where lines have no frame."""
    sizes = sorted(size for line in lines if (size := size_of(line)) >= least)
    if len(sizes) < _FEWEST:
        return 0, 0.0
    width = sizes[-max(len(sizes) // 20, 1)]
    full = sum(width - ragged <= size <= width + ragged for size in sizes)
    nearly = sum(size * 4 >= width * 3 for size in sizes)
    if width > _WIDEST * 2 or sizes[-1] > width + ragged * 2:
        return 0, 0.0
    if full * 5 < len(sizes) * 2 and (full < _MANY or full * 4 < nearly * 3):
        return 0, 0.0
    return width, full / len(sizes)


def _cut_after(lines: Sequence[Paragraph]) -> tuple[int, float]:
    """The number of characters after which lines are cut, and the share of the long lines that have it, or one more."""
    sizes = Counter(size for line in lines if (size := characters(line)) >= _NARROWEST // 2)
    if sizes.total() < _FEWEST:
        return 0, 0.0
    width = max(sizes, key=lambda size: (sizes[size], size))
    wider = sum(count for size, count in sizes.items() if size > width + _HANGING)
    if wider * _STRAYS > sizes.total() and wider > 1:  # a centred title may be wider
        return 0, 0.0
    return width, (sizes[width] + sizes[width + _HANGING]) / sizes.total()
