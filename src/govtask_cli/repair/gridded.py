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
from govtask_cli.repair.lines import row_number

STEP: Final = "gridded"
_NARROWEST, _WIDEST = 4, 24
_FEWEST_ROWS: Final = 3
_KNOWN: Final = 3
_HEAD_LINES: Final = 8
"""Lines of a header that tell how many blank lines stand between any two cells."""
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
    near = blocks[at : number + _WINDOW]
    usual = min((block.gap for block in near[1:_HEAD_LINES] if isinstance(block, Paragraph)), default=0)
    first = blocks[at]
    if at and isinstance(first, Paragraph) and first.gap <= usual and _field(blocks, at - 1) is not None:
        return None  # the header begins above
    found: tuple[int, int] | None = None
    for lines, begin in ((near, 0), (blocks, at)):  # most headers are not those of such a table
        cells, ends = _cells(lines, begin, table_end(lines, begin + number - at + 1), usual)
        found = _width(cells, number - at)
        if found is None:
            return None
    assert found is not None
    width, head = found
    cells = _headed(cells, width, head)
    rows = -(-len(cells) // width)
    cells += [EMPTY] * (rows * width - len(cells))
    grid = tuple(
        tuple(Cell(cell) for cell in cells[begin : begin + width]) for begin in range(0, rows * width, width)
    )
    return Table(grid, gap=first.gap if isinstance(first, Paragraph) else 0), ends


def _headed(cells: list[Text], width: int, head: int) -> list[Text]:
    """The cells, those of the header's first row with the empty ones that lie below a header over several columns."""
    short = head - width
    if not 0 < short < width:
        return cells
    below = cells[short:head]
    parent = next(at for at, cell in enumerate(below) if cell)
    filled = [EMPTY] * (width - short)
    return [*cells[: parent + 1], *filled, *cells[parent + 1 :]]


def _is_number_head(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    return isinstance(block, Paragraph) and len(block.text.plain) <= _HEAD and _field(blocks, at) == "number"


def _field(blocks: Sequence[Block], at: int) -> str | None:
    """The field that a line names, if it is the cell of a header."""
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Paragraph) or len(block.text.plain) > _SHORT:
        return None
    return column_field(block.text.plain.strip())


def _cells(blocks: Sequence[Block], begin: int, end: int, usual: int) -> tuple[list[Text], int]:
    """The cells in order, and where they end: at a stretch of blank lines that is none of empty cells. So many blank
    lines as are `usual` stand between any two cells."""
    cells: list[Text] = []
    for at in range(begin, end):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            return cells, at
        empty = (block.gap - usual) // (usual + 1) if cells else 0
        if empty > _EMPTIES:
            return cells, at
        cells += [EMPTY] * max(empty, 0)
        cells.append(block.text.strip())
    return cells, end


def _width(cells: Sequence[Text], number: int) -> tuple[int, int] | None:
    """How many cells a row has, and the header; None where the numbers do not stand below one another, or nothing is
    empty."""
    if all(cells):
        return None
    start = next((at for at, cell in enumerate(cells) if cell.plain.rstrip(".、") == "1"), number) - number
    found: dict[tuple[int, int], int] = {}
    for width in range(_NARROWEST, min(_WIDEST, start) + 1):
        rows = _numbered(cells, start + number, width, cells[number].plain)
        if rows >= _FEWEST_ROWS and _heads(cells[:width]) and _fits(cells, width, start):
            found[width, start] = rows
    return max(found, key=lambda each: (found[each], -each[0]), default=None)


def _fits(cells: Sequence[Text], width: int, head: int) -> bool:
    """Whether a header of so many cells is one of whole rows; or of two, where the first lacks the cells that lie
    below one header over several columns."""
    if head % width == 0:
        return True
    short = head - width
    if not 0 < short < width:
        return False
    below = [at for at, cell in enumerate(cells[short:head]) if cell]
    together = below == list(range(below[0], below[0] + width - short + 1)) if below else False
    return together and below[0] < short


def _numbered(cells: Sequence[Text], first: int, width: int, head: str) -> int:
    """How many rows of this width are numbered, from the cell `first` on; 0 where anything else than the next number,
    a header that is repeated, or nothing at all stands in their column, but for rows that one cell spans."""
    last = 0
    number = first % width
    for at in range(first, len(cells), width):
        plain = cells[at].plain
        if not plain and at + 1 < len(cells) and row_number(cells[at + 1].plain) == last + 1:
            return 0  # blank lines that are no cell stand above the row
        if plain in {"", head}:
            continue
        if row_number(plain) == last + 1:
            last += 1
        elif any(cells[at + 1 : at - number + width]):
            return 0
    return last


def _heads(cells: Sequence[Text]) -> bool:
    """Whether cells are those of a header: short, and several of them known."""
    known = sum(column_field(cell.plain) is not None for cell in cells if cell)
    return known >= _KNOWN and all(len(cell) <= _SHORT for cell in cells)
