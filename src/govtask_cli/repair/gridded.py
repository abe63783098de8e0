"""Tables that a program saved as text with one cell in each line and a blank line for each empty one.

As long as no cell has several paragraphs the cells can be counted out: the numbers of the rows stand below the header
of their column, always as many cells apart as the table is wide, or a multiple of that where rows share a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.repair.flattened import table_end
from govtask_cli.repair.lines import is_row_number

STEP: Final = "gridded"
_NARROWEST, _WIDEST = 4, 24
_FEWEST_ROWS: Final = 3
_KNOWN: Final = 3
_GROUPING: Final = frozenset({"category", "leader", "name"})
_SHORT: Final = 16
"""A cell of a header is no longer."""
_HEAD: Final = 6
"""The header of the numbers has no more characters."""
_BEFORE: Final = 2
"""So many columns may stand before the number."""
_WINDOW: Final = 160
"""Lines below a header that tell whether the cells can be counted out."""
_EMPTIES: Final = 12
"""Blank lines in a row that still stand for empty cells."""


def rebuild_gridded(document: Document) -> Document:
    """Every such table becomes a `Table`; the rest stays as it is."""
    blocks = document.blocks
    heads = {at for at in range(len(blocks)) if _is_number_head(blocks, at)}
    if not heads:
        return document
    kept: list[Block] = []
    notes: list[Note] = []
    at = 0
    while at < len(blocks):
        number = next((place for place in range(at, at + _BEFORE + 1) if place in heads), None)
        found = _table(blocks, at, number) if number is not None else None
        if found is None:
            kept.append(blocks[at])
            at += 1
            continue
        table, at = found
        kept.append(table)
        head = next(cell.text for cell in table.grid[0] if cell is not None and cell.text)
        told = f"a table of {len(table.grid)} rows of one cell a line was counted out"
        notes.append(Note(STEP, "rebuilt", told, head))
    return document.mended(kept, notes)


def _table(blocks: Sequence[Block], at: int, number: int) -> tuple[Table, int] | None:
    """The table whose first header cell stands at `at` and that of its numbers at `number`, and where it ends."""
    if any(_field(blocks, place) not in _GROUPING for place in range(at, number)):
        return None
    first = blocks[at]
    if at and isinstance(first, Paragraph) and not first.gap and _field(blocks, at - 1) is not None:
        return None  # the header begins above
    width = None
    near = blocks[at : number + _WINDOW]
    for lines, begin in ((near, 0), (blocks, at)):  # most headers are not those of such a table
        cells, ends = _cells(lines, begin, table_end(lines, begin + number - at + 1))
        width = _width(cells, number - at)
        if width is None:
            return None
    assert width is not None
    rows = -(-len(cells) // width)
    cells += [EMPTY] * (rows * width - len(cells))
    grid = tuple(
        tuple(Cell(cell) for cell in cells[begin : begin + width]) for begin in range(0, rows * width, width)
    )
    return Table(grid, gap=first.gap if isinstance(first, Paragraph) else 0), ends


def _is_number_head(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    return isinstance(block, Paragraph) and len(block.text) <= _HEAD and _field(blocks, at) == "number"


def _field(blocks: Sequence[Block], at: int) -> str | None:
    """The field that a line names, if it is the cell of a header."""
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Paragraph) or len(block.text) > _SHORT:
        return None
    return column_field(block.text.plain.strip())


def _cells(blocks: Sequence[Block], begin: int, end: int) -> tuple[list[Text], int]:
    """The cells in order, and where they end: at a stretch of blank lines that is none of empty cells."""
    cells: list[Text] = []
    for at in range(begin, end):
        block = blocks[at]
        if not isinstance(block, Paragraph) or (cells and block.gap > _EMPTIES):
            return cells, at
        cells += [EMPTY] * (block.gap if cells else 0)
        cells.append(block.text.strip())
    return cells, end


def _width(cells: Sequence[Text], number: int) -> int | None:
    """How many cells a row has; None where the numbers do not stand below one another, or nothing is empty."""
    if all(cells):
        return None
    found = {
        width: rows
        for width in range(_NARROWEST, _WIDEST + 1)
        if (rows := _numbered(cells, number, width)) >= _FEWEST_ROWS and _heads(cells[:width])
    }
    return max(found, key=lambda width: (found[width], -width), default=None)


def _numbered(cells: Sequence[Text], number: int, width: int) -> int:
    """How many rows of this width are numbered; 0 where anything else than the next number, a header that is
    repeated, or nothing at all stands in their column, but for rows that one cell spans."""
    last = 0
    head = cells[number].plain
    for at in range(number + width, len(cells), width):
        plain = cells[at].plain
        if plain in {"", head}:
            continue
        if is_row_number(plain) and int(plain.rstrip(".、")) == last + 1:
            last += 1
        elif any(cells[at + 1 : at - number + width]):
            return 0
    return last


def _heads(cells: Sequence[Text]) -> bool:
    """Whether cells are those of a header: short, and several of them known."""
    known = sum(column_field(cell.plain) is not None for cell in cells if cell)
    return known >= _KNOWN and all(len(cell) <= _SHORT for cell in cells)
