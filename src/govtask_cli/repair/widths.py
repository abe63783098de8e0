"""Hard-wrapped documents: the width at which their lines break, and whether an indent opens their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import Block, Paragraph

RAGGED: Final = 5
"""Columns by which full lines differ: an indent of two characters, a stop that hangs over."""
_WIDEST: Final = 60
_NARROWEST: Final = 28
_FEWEST: Final = 14
_LEAST, _MOST = 2, 8
"""Columns of an indent that opens a paragraph; a deeper one centres a title or a signature."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a hard-wrapped document is set: columns of a full line; whether an indent opens a paragraph."""

    width: int
    indented: bool

    def is_full(self, columns: int) -> bool:
        """Whether a line of so many columns fills the line, so that it goes on in the next."""
        return columns >= self.width - RAGGED

    def opens(self, paragraph: Paragraph) -> bool:
        """Whether a line surely opens a paragraph: it is indented where paragraphs are."""
        return paragraph.opens or (self.indented and indent(paragraph) >= _LEAST)


def columns(paragraph: Paragraph) -> int:
    """How wide a line prints, its indent included: a Han character takes two columns (as it takes two bytes in GBK)."""
    return len(paragraph.text.plain.rstrip().encode("gbk", "replace"))


def indent(paragraph: Paragraph) -> int:
    """Columns of blanks before the text."""
    plain = paragraph.text.plain
    return len(plain[: len(plain) - len(plain.lstrip())].encode("gbk", "replace"))


def frame_of(blocks: Sequence[Block]) -> Frame | None:
    """The frame of a hard-wrapped document, or None: no line is much longer, and most long lines are as wide."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    narrow = [line for line in lines if len(line.text) <= _WIDEST]
    if len(narrow) * 10 < len(lines) * 9:
        return None
    sizes = sorted(size for line in narrow if (size := columns(line)) >= _NARROWEST)
    if len(sizes) < _FEWEST:
        return None
    width = sizes[-max(len(sizes) // 20, 1)]
    full = sum(width - RAGGED <= size <= width + RAGGED for size in sizes)
    if width > _WIDEST * 2 or full * 5 < len(sizes) * 2 or sizes[-1] > width + RAGGED * 2:
        return None
    opening = sum(_LEAST <= indent(line) <= _MOST for line in narrow)
    return Frame(width, indented=len(narrow) * 3 <= opening * 20 and opening * 10 <= len(narrow) * 9)
