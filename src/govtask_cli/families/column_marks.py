"""Columns that their cells or their neighbours tell: bodies, numbers, regions, builders, steps of a progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import Cell, Table
from govtask_cli.grammar.columns import is_builder, is_region, is_step
from govtask_cli.grammar.roles import likely_holder
from govtask_cli.grammar.schedule import yes_or_no
from govtask_cli.grammar.units import is_unit_list

SIBLINGS: Final = 2
"""So many region columns make an allocation; a single one is a column of its own."""
HOLDERS: Final = frozenset({"lead", "units"})
FEWEST_COUNTED: Final = 3
_REGION: Final = 8
"""The name of a region has no more characters."""
_DIGITS: Final = 4
FIGURE: Final = re.compile(r"\D{0,2}\d[\d.,，万亿—-]*\D{0,6}")
_IN_TIME: Final = re.compile("按期|如期|按时|及时|序时|时序|进度|达标|达到|达成|达效")
_MOST: Final = 0.8
_NONE: Final = frozenset({"", "/", "-", "—", "无"})
ASSIGNED: Final = frozenset({"lead", "support", "units"})
"""A unit column may be parted by kinds of units, which are no regions: 区级部门, 镇街."""


def is_wide(row: Sequence[Cell | None], at: int) -> bool:
    """Whether the cell of a column is merged with its neighbour in the row."""
    cell = row[at]
    beside = (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2])
    return cell is not None and any(each is cell for each in beside)


def word_of(cell: Cell | None) -> str:
    """The text of a cell without white space; "" where there is none."""
    return "".join(plain_of(cell).split())


def plain_of(cell: Cell | None) -> str:
    """The text of a cell as printed; "" where there is none."""
    return cell.text.plain if cell is not None else ""


def mark_likely(table: Table, header: int, words: list[str], fields: list[str | None]) -> None:
    """Unknown columns that are named for a role (牵头厅局) and hold nothing but names of bodies, or for being in time
    (按期推进) and hold nothing but 是 and 否."""
    timed, assigned = "on_schedule" in fields, not ASSIGNED.isdisjoint(fields)
    for at, (word, field) in enumerate(zip(words, fields, strict=True)):
        if not word or field not in {None, "target_unit"}:
            continue
        spare = None if assigned else "units"  # 单位, of names and not of measures
        holder = likely_holder(word) if field is None else spare
        if holder is not None:
            said = said_in(table, header, at)
            if said and sum(map(is_unit_list, said)) >= _MOST * len(said):
                fields[at], assigned = holder, True
        elif field is None and not timed and _IN_TIME.search(word) is not None:
            said = said_in(table, header, at)
            if said and all(yes_or_no(each) is not None for each in said):
                fields[at], timed = "on_schedule", True


def said_in(table: Table, header: int, at: int) -> list[str]:
    """The cells of a column that say anything, as printed."""
    return [said for row in table.grid[header:] if (said := plain_of(row[at]).strip()) not in _NONE]


def assume_units(table: Table, header: int, words: list[str], fields: list[str | None]) -> int | None:
    """The first unknown column that holds nothing but names of bodies, where no header names units: it is taken for
    them, and its index given."""
    if not ASSIGNED.isdisjoint(fields) or "owner" in fields:
        return None
    for at, (word, field) in enumerate(zip(words, fields, strict=True)):
        if field is not None or not word:
            continue
        filled = said_in(table, header, at)
        if len(filled) >= FEWEST_COUNTED and all(map(is_unit_list, filled)):
            fields[at] = "units"
            return at
    return None


def mark_numbers(table: Table, header: int, fields: list[str | None]) -> None:
    """An unknown first column that counts the rows holds their numbers, where no other does."""
    rows = [row for row in table.grid[header:] if len({id(cell) for cell in row if cell and cell.text}) > 1]
    said = [word_of(row[0]).removesuffix("号") for row in rows]
    counted = [int(word) for word in said if word.isdecimal() and len(word) <= _DIGITS]
    if "number" in fields or fields[0] is not None or len(counted) < FEWEST_COUNTED:
        return
    steps = sum(below == above + 1 for above, below in pairwise(counted))
    if len(counted) >= _MOST * sum(map(bool, said)) and steps >= _MOST * (len(counted) - 1):
        fields[0] = "number"


def mark_builders(words: list[str], fields: list[str | None]) -> None:
    """建设单位 beside 牵头单位 or 责任单位 owns the project."""
    builders = {at for at, word in enumerate(words) if word and is_builder(word)}
    others = {field for at, field in enumerate(fields) if at not in builders}
    for at in builders if others & HOLDERS else ():
        fields[at] = "owner" if "owner" not in fields else None


def filled_in(table: Table, header: int, at: int) -> list[str]:
    """The words of the cells of a column that say anything; without those that are merged with the next column."""
    return [
        word
        for row in table.grid[header:]
        if (word := word_of(row[at])) not in _NONE and not is_wide(row, at)
    ]


def _holds_figures_alone(table: Table, header: int, at: int) -> bool:
    """Whether the cells of a column that say anything, of which there are some, are figures."""
    filled = filled_in(table, header, at)
    return bool(filled) and all(FIGURE.fullmatch(word) for word in filled)


def unmark_figures(table: Table, header: int, fields: list[str | None]) -> None:
    """A column of units or of a second target that holds nothing but figures is one of regions, where it stands beside
    others: 其他乡镇, 县直单位."""
    for at, field in enumerate(fields):
        may = field in ASSIGNED or (field == "target" and "target" in fields[:at])
        beside = may and at and fields[at - 1] in {None, "region"}
        if beside and _holds_figures_alone(table, header, at):
            fields[at] = "region"


def mark_regions(
    table: Table, header: int, words: list[str], fields: list[str | None], above: Sequence[str]
) -> None:
    """Unknown columns that are named for regions, or stand with others like them under one header right behind the
    target, where there are several, hold the allocation; so do their neighbours whose cells are figures and blanks
    alone: 高新园."""
    shares = {
        parent
        for at, (parent, field) in enumerate(zip(above, fields, strict=True))
        if parent and field is None and at and fields[at - 1] == "target" and above[at - 1] != parent
    }
    regions = [
        at
        for at, (word, field) in enumerate(zip(words, fields, strict=True))
        if field is None
        and word
        and (is_region(word) or (above[at] in shares and _holds_figures_alone(table, header, at)))
    ]
    if len(regions) < SIBLINGS:
        return
    for at in regions:
        fields[at] = "region"
    for at in (*range(regions[0] - 1, -1, -1), *range(regions[0] + 1, len(fields))):
        beside = fields[at + 1] if at < regions[0] else fields[at - 1]
        named = beside == "region" and 1 < len(words[at]) <= _REGION
        if fields[at] is None and named and _holds_figures_alone(table, header, at):
            fields[at] = "region"


def mark_steps(words: list[str], fields: list[str | None]) -> None:
    """What is done before the building begins (前期手续) is progress beside the column that tells how far that is."""
    if "progress" not in fields:
        return
    for at, (word, field) in enumerate(zip(words, fields, strict=True)):
        if field is None and word and is_step(word):
            fields[at] = "progress"
