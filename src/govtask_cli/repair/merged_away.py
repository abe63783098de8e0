"""Rows that lack cells, since these are merged with those above and given only once (pages copied from the web, pipe
tables): dealt to the columns whose kind of text they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.document import EMPTY, Block, Note, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.repair.fitting import CellLine, is_count, misfit

STEP: Final = "tables"
_BETWEEN: Final = 2
"""Blocks above a row of which one may be the table that it goes on with: a section may stand between."""
_SURELY: Final = 3.0
"""By so much the cells suit other columns better than those in which they stand."""
_FEWEST: Final = 3
"""Columns whose fields are known in a table of tasks; labels and their values side by side are fewer."""
_NO_TASK: Final = 2.0
"""A row with a number of its own has its own task: merged cells stand elsewhere."""
_SHARED: Final = 1.0
"""Rows rather have a task of their own than share one."""
_INFINITE: Final = float("inf")


def width_above(blocks: Sequence[Block]) -> int:
    """The width of the table right above, between which and the next rows at most a heading stands; else 0."""
    last = next((block for block in blocks[-_BETWEEN:][::-1] if isinstance(block, Table)), None)
    return len(last.grid[0]) if last is not None else 0


def filled_up(line: list[Text], fields: Sequence[str | None], notes: list[Note]) -> list[Text | None]:
    """The row with what it lacks: empty cells at its beginning, None amid it, both of which the row above fills. As it
    stands where it does not surely lack any."""
    given: list[Text | None] = [*line]
    # A program gave every row the same number of bars: | 新建公厕3座 | 城管局 | |
    while len(line) > 1 and line[0] and not line[-1]:
        line = line[:-1]
    missing = len(fields) - len(line)
    if not 0 < missing <= len(fields) // 2 or len(line) < 2:
        return given
    known = sum(field is not None for field in fields)
    if known < _FEWEST or column_field(str(line[0])) is not None:  # the label of a form, another header
        return given
    cells = [CellLine(cell, fold(cell.plain)) for cell in line]
    standing = sum(misfit(cell, field) for cell, field in zip(cells, fields, strict=False))
    if standing < _SURELY:
        return given
    cost, columns = _dealt(cells, fields)
    if cost + _SURELY > standing:
        return given
    notes.append(Note(STEP, "merged", "cells that are given once for several rows were added", line[0]))
    row: list[Text | None] = [EMPTY if at < columns[0] else None for at in range(len(fields))]
    for column, text in zip(columns, line, strict=True):
        row[column] = text
    return row


def _dealt(cells: Sequence[CellLine], fields: Sequence[str | None]) -> tuple[float, list[int]]:
    """The least cost at which the cells stand in the columns in order, and the column of each."""
    best = [0.0] + [_INFINITE] * len(cells)
    taken: list[list[bool]] = []
    own = "content" if is_count(cells[0].word) and "number" in fields else None
    for field in fields:
        takes = [False] * (len(cells) + 1)
        absent = _NO_TASK if field is not None and field == own else _SHARED if field == "content" else 0.0
        lacking = [cost + absent for cost in best] if absent else [*best]
        for count in range(len(cells), 0, -1):
            here = best[count - 1] + misfit(cells[count - 1], field)
            takes[count] = here < _INFINITE and here <= lacking[count]
            lacking[count] = here if takes[count] else lacking[count]
        best = lacking
        taken.append(takes)
    columns: list[int] = []
    count = len(cells)
    for column in range(len(fields) - 1, -1, -1):
        if count and taken[column][count]:
            columns.append(column)
            count -= 1
    return best[len(cells)], columns[::-1]
