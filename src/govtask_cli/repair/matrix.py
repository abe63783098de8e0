"""Tables of tasks by bodies: a column for each body, and a sign where it has to do with the task.

    任务          甲局  乙局  丙局
    新建水厂2座。   ●    ○

The columns become one of names with their roles. What a sign means stands in a legend near the table (●为牵头单位，
○为配合单位); without one the filled sign leads and the hollow one supports. A table with other signs stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import Cell, Document, Note, Paragraph, Run, Table, Text
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.signs import FILLED, HOLLOW, legend
from govtask_cli.grammar.units import is_unit_list
from govtask_cli.repair.cut_rows import header_row

STEP: Final = "matrix"
_LEADS: Final = re.compile("牵头|主办|主责|主要|责任|领办|负责")
_SUPPORTS: Final = re.compile("配合|协|参|会办|次")
_NOTHING: Final = frozenset({"", "/", "-", "—", "－", "无"})
_HEADER: Final = "责任单位"
_LEAD: Final = "（牵头）"
_SUPPORT: Final = "（配合）"
"""What the signs are read as, behind the names."""
_FEWEST: Final = 2
_NEAR: Final = 3
"""A legend stands so many lines above or below its table."""


def read_matrices(document: Document) -> Document:
    """Every such table, with one column for all bodies."""
    blocks = list(document.blocks)
    notes: list[Note] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            near = [*blocks[max(at - _NEAR, 0) : at], *blocks[at + 1 : at + 1 + _NEAR]]
            blocks[at] = _read(
                block, [each.text.plain for each in near if isinstance(each, Paragraph)], notes
            )
    return document.mended(blocks, notes)


def _read(table: Table, near: Iterable[str], notes: list[Note]) -> Table:
    top = header_row(table)
    if top is None:
        return table
    marked = [at for at in range(len(table.grid[top])) if _is_marked(table, top, at)]
    if len(marked) < _FEWEST:
        return table
    roles = _roles(near, {_plain(row[at]) for row in table.grid[top + 1 :] for at in marked} - _NOTHING)
    if roles is None:
        return table
    signs = [cell.text for row in table.grid[top + 1 :] for at in marked if (cell := row[at]) is not None]
    message = f"the signs in {len(marked)} columns were read as who leads and who supports"
    notes.append(Note(STEP, "matrix", message, Text.join(signs, " "), dropped=True))
    return replace(
        table, grid=tuple(_row(table, number, top, marked, roles) for number in range(len(table.grid)))
    )


def _is_marked(table: Table, top: int, at: int) -> bool:
    """Whether a column is headed by a body and holds nothing but signs."""
    header = _plain(table.grid[top][at])
    if not header or column_field(header) is not None or is_region(header) or not is_unit_list(header):
        return False
    said = {_plain(row[at]) for row in table.grid[top + 1 :]} - _NOTHING
    return bool(said) and all(len(sign) == 1 and sign in FILLED + HOLLOW for sign in said)


def _roles(near: Iterable[str], signs: set[str]) -> dict[str, str] | None:
    """Sign → the role that it gives; None where the signs of a table cannot be told apart."""
    told: dict[str, str] = {}
    for line in near:
        for sign, said in legend(line).items():
            if _SUPPORTS.search(said):
                told[sign] = _SUPPORT
            elif _LEADS.search(said):
                told[sign] = _LEAD
    if signs <= told.keys():
        return told
    filled, hollow = {sign for sign in signs if sign in FILLED}, {sign for sign in signs if sign in HOLLOW}
    if told or len(filled) > 1 or len(hollow) > 1 or not filled:
        return None
    return dict.fromkeys(filled, _LEAD) | dict.fromkeys(hollow, _SUPPORT)


def _row(
    table: Table, number: int, top: int, marked: Sequence[int], roles: dict[str, str]
) -> tuple[Cell | None, ...]:
    """A row with one column at its end in the place of those of the bodies."""
    row = table.grid[number]
    kept = [cell for at, cell in enumerate(row) if at not in marked]
    if number < top or len({id(cell) for cell in row}) == 1:
        return (*kept, kept[-1])
    heads = [(row[at], head) for at in marked if (head := table.grid[top][at]) is not None]
    if number == top:
        return (*kept, Cell(Text((Run(_HEADER, heads[0][1].text.origin),))))
    names = [
        Text.join([head.text, Text((Run(roles[_plain(sign)], sign.text.origin),))])
        for sign, head in heads
        if sign is not None and _plain(sign) in roles
    ]
    return (*kept, Cell(Text.join(names, "\n")))


def _plain(cell: Cell | None) -> str:
    return "".join(cell.text.plain.split()) if cell is not None else ""
