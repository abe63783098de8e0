"""Headers that a table repeats in its middle, below the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Cell, Note, Text
from govtask_cli.grammar.folding import fold

STEP: Final = "pages"
_LONGEST: Final = 40
"""A header of more characters is none."""
_BELOW: Final = 2
"""So many rows a header has at most below the one that names its columns."""
Row = tuple[Cell | None, ...]


def words_of(row: Row) -> list[str]:
    """The folded words of a row."""
    return [fold(cell.text.plain) if cell is not None else "" for cell in row]


def repeats(grid: Sequence[Row], at: int, top: int, header: list[str], before: int) -> int:
    """How many rows of a repeated header stand up to this row, it included; 0 where it is none. A header may have
    rows above the one that names the columns (a title), and some below it (the names of regions)."""
    row = grid[at]
    if _is_like(row, header):
        return top + 1
    if top < before <= top + _BELOW and before < at and _is_like(row, words_of(grid[before])):
        return before + 1
    if before < top and at + top - before < len(grid) and _is_like(row, words_of(grid[before])):
        return before + 1 if _is_like(grid[at + top - before], header) else 0
    return 0


def _is_like(row: Row, words: list[str]) -> bool:
    """Whether a row says the same; most rows already differ in a cell that is longer."""
    return (
        all(
            cell is None or len(cell.text.plain) < _LONGEST or len(word) >= _LONGEST
            for cell, word in zip(row, words, strict=True)
        )
        and words_of(row) == words
    )


def header_note(row: Row) -> Note:
    """What is told of a header that is dropped."""
    text = Text.join((cell.text for cell in once(row)), " ")
    return Note(
        STEP, "repeated_header", "a table header repeated in the middle was dropped", text, dropped=True
    )


def once(row: Row) -> list[Cell]:
    """The cells of a row, each once."""
    return list({id(cell): cell for cell in row if cell is not None}.values())
