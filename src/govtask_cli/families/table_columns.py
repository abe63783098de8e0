"""The columns of a task table: which field each holds, decided once for the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Final

from govtask_cli.document import Cell, Table
from govtask_cli.grammar.columns import column_field, is_builder, is_region
from govtask_cli.grammar.dates import year_of
from govtask_cli.grammar.roles import likely_holder
from govtask_cli.grammar.schedule import yes_or_no
from govtask_cli.grammar.units import is_unit_list

_HEADER_ROWS: Final = 5
_SHORT: Final = 14
_SIBLINGS: Final = 2
"""So many region columns make an allocation; a single one is a column of its own."""
_HOLDERS: Final = frozenset({"lead", "units"})
_SURE: Final = 3
"""So many known words, units among them, make a header row that names no tasks by a known word."""
_INDEX: Final = re.compile(r"[(（]?([0-9]{1,2})[)）]?")
_FEWEST_COUNTED: Final = 3
_DIGITS: Final = 4
_AIM: Final = re.compile("目标|指标值|任务[数量]")
_FIGURE: Final = re.compile(r"\D{0,2}\d[\d.,，万亿—-]*\D{0,6}")
_PART_OF_YEAR: Final = re.compile("季度|半年|[0-9一二三四五六七八九十]月|本月|当月|阶段")
_IN_TIME: Final = re.compile("按期|如期|按时|及时|序时|时序|进度|达标|达到|达成|达效")
_MOST: Final = 0.8
_NONE: Final = frozenset({"", "/", "-", "—", "无"})
_SENTENCE: Final = 10
"""Characters that a task has on the average where its column has an unknown header; a name has fewer."""
_LONGER: Final = 1.5
_ASSIGNED: Final = frozenset({"lead", "support", "units"})
"""A unit column may be parted by kinds of units, which are no regions: 区级部门, 镇街."""
_PART_OF: Final = {
    "investment": frozenset({"target", "progress"}),
    "progress": frozenset({"target", "content", "next_steps"}),
}
"""Fields that a lower header does not hold under one over several columns."""
_ONCE: Final = frozenset(
    {"number", "content", "name", "category", "leader", "frequency", "deadline", "on_schedule"}
)


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column: header as printed without white space, and its field (None: nothing is known of it).

    `above` is the header over the merged cell that it stands under, "" where there is none.
    """

    word: str
    field: str | None
    above: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of a table and the number of its header rows."""

    columns: tuple[ColumnOf, ...]
    header: int
    assumed: int | None = None
    """The column that was taken for the tasks by its text alone."""
    assumed_units: int | None = None
    """The column that was taken for the units by the names in it alone."""

    @cached_property
    def _places(self) -> dict[str | None, tuple[int, ...]]:
        """Field → the indexes of its columns: asked for in every row, found once."""
        found: dict[str | None, list[int]] = {}
        for at, column in enumerate(self.columns):
            found.setdefault(column.field, []).append(at)
        return {field: tuple(places) for field, places in found.items()}

    def first(self, field: str) -> int | None:
        """The index of the first column of `field`."""
        return next(iter(self.all(field)), None)

    def all(self, field: str) -> tuple[int, ...]:
        """The indexes of all columns of `field`."""
        return self._places.get(field, ())


def layout(table: Table) -> Layout | None:
    """The layout of a table with a header that names tasks; None for any other grid."""
    at = _header_row(table)
    if at is None:
        return None
    header = table.header if table.header is not None and table.header > at else at + 1
    words = [_word(cell) for cell in table.grid[at]]
    fields = [column_field(word) if word else None for word in words]
    above = [""] * len(words)
    while header < len(table.grid) and header - at < _HEADER_ROWS:
        upper, lower = table.grid[header - 1], table.grid[header]
        told = _below(upper, lower)
        if not _is_sub_header(words, fields, upper, told):
            break
        words, fields, above = _under(words, fields, above, told)
        header += 1
    if header < len(table.grid) and _counts_columns(table.grid[header]):
        header += 1
    _mark_likely(table, header, words, fields)
    _mark_numbers(table, header, fields)
    _mark_builders(words, fields)
    _unmark_figures(table, header, fields)
    _mark_regions(words, fields)
    assumed = _settle(table, header, words, fields)
    if "content" not in fields:
        return None
    units = _assume_units(table, header, words, fields)
    return Layout(tuple(map(ColumnOf, words, fields, above)), header, assumed, units)


def _header_row(table: Table) -> int | None:
    for at, row in enumerate(table.grid[:_HEADER_ROWS]):
        fields = {column_field(word) for word in {_word(cell) for cell in row} if word}
        known = len(fields - {None})
        if (known >= 2 and fields & {"content", "name", "target"}) or (known >= _SURE and fields & _HOLDERS):
            return at
    return None


def _counts_columns(row: Sequence[Cell | None]) -> bool:
    """Whether a row below the header only counts the columns: （1） （2） （3）."""
    numbers = [_INDEX.fullmatch(_word(cell)) for cell in row]
    return len(row) >= _FEWEST_COUNTED and all(
        match is not None and int(match[1]) == at for at, match in enumerate(numbers, start=1)
    )


def _below(upper: Sequence[Cell | None], lower: Sequence[Cell | None]) -> list[str]:
    """The words of a row under another; "" for cells that only go on from above, or in a row that spans the table."""
    if len({id(cell) for cell in lower}) == 1:
        return [""] * len(lower)
    return ["" if cell is over else _word(cell) for cell, over in zip(lower, upper, strict=True)]


def _is_sub_header(
    words: list[str], fields: list[str | None], upper: Sequence[Cell | None], told: list[str]
) -> bool:
    """Whether a row stands under merged header cells: only short words, none under number or content unless the
    source shows that the cell above is merged."""
    said = [(at, word) for at, word in enumerate(told) if word]
    if len(said) < _SIBLINGS:
        return False
    if all(is_region(word) for _, word in said):
        return True
    if any(len(word) > _SHORT or word[-1] in "。；/" or word.isdecimal() for _, word in said):
        return False
    if all(_is_wide(upper, at) for at, _ in said):
        return True
    if any(fields[at] in {"number", "content", "name", "leader"} for at, _ in said):
        return False
    return any(not words[at] or _is_wide(upper, at) for at, _ in said)


def _is_wide(row: Sequence[Cell | None], at: int) -> bool:
    """Whether the cell of a column is merged with its neighbour in the row."""
    cell = row[at]
    beside = (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2])
    return cell is not None and any(each is cell for each in beside)


def _under(
    words: list[str], fields: list[str | None], above: list[str], told: list[str]
) -> tuple[list[str], list[str | None], list[str]]:
    """Words and fields with the lower header row: its word names the column, its parent helps to know the field.
    Last the words of the parents."""
    parent: str | None = None
    parent_word = ""
    new_words, new_fields, new_above = list(words), list(fields), list(above)
    for at, word in enumerate(told):
        if words[at]:
            parent, parent_word = fields[at], words[at]
        if word:
            own = column_field(word) or (None if is_region(word) and parent not in _ASSIGNED else parent)
            if own in _PART_OF.get(parent or "", ()):  # 年度投资 over 年度计划 and 累计完成
                own = parent
            new_words[at], new_fields[at], new_above[at] = word, own, parent_word
    return new_words, new_fields, new_above


def _word(cell: Cell | None) -> str:
    return "".join(_plain(cell).split())


def _plain(cell: Cell | None) -> str:
    return cell.text.plain if cell is not None else ""


def _mark_likely(table: Table, header: int, words: list[str], fields: list[str | None]) -> None:
    """Unknown columns that are named for a role (牵头厅局) and hold nothing but names of bodies, or for being in time
    (按期推进) and hold nothing but 是 and 否."""
    timed, assigned = "on_schedule" in fields, not _ASSIGNED.isdisjoint(fields)
    for at, (word, field) in enumerate(zip(words, fields, strict=True)):
        if not word or field not in {None, "target_unit"}:
            continue
        spare = None if assigned else "units"  # 单位, of names and not of measures
        holder = likely_holder(word) if field is None else spare
        if holder is not None:
            said = _said(table, header, at)
            if said and sum(map(is_unit_list, said)) >= _MOST * len(said):
                fields[at], assigned = holder, True
        elif field is None and not timed and _IN_TIME.search(word) is not None:
            said = _said(table, header, at)
            if said and all(yes_or_no(each) is not None for each in said):
                fields[at], timed = "on_schedule", True


def _said(table: Table, header: int, at: int) -> list[str]:
    """The cells of a column that say anything, as printed."""
    return [said for row in table.grid[header:] if (said := _plain(row[at]).strip()) not in _NONE]


def _assume_units(table: Table, header: int, words: list[str], fields: list[str | None]) -> int | None:
    """The first unknown column that holds nothing but names of bodies, where no header names units: it is taken for
    them, and its index given."""
    if not _ASSIGNED.isdisjoint(fields) or "owner" in fields:
        return None
    for at, (word, field) in enumerate(zip(words, fields, strict=True)):
        if field is not None or not word:
            continue
        filled = _said(table, header, at)
        if len(filled) >= _FEWEST_COUNTED and all(map(is_unit_list, filled)):
            fields[at] = "units"
            return at
    return None


def _mark_numbers(table: Table, header: int, fields: list[str | None]) -> None:
    """An unknown first column that counts the rows holds their numbers, where no other does."""
    rows = [row for row in table.grid[header:] if len({id(cell) for cell in row if cell and cell.text}) > 1]
    said = [_word(row[0]).removesuffix("号") for row in rows]
    counted = [int(word) for word in said if word.isdecimal() and len(word) <= _DIGITS]
    if "number" in fields or fields[0] is not None or len(counted) < _FEWEST_COUNTED:
        return
    steps = sum(below == above + 1 for above, below in pairwise(counted))
    if len(counted) >= _MOST * sum(map(bool, said)) and steps >= _MOST * (len(counted) - 1):
        fields[0] = "number"


def _mark_builders(words: list[str], fields: list[str | None]) -> None:
    """建设单位 beside 牵头单位 or 责任单位 owns the project."""
    builders = {at for at, word in enumerate(words) if word and is_builder(word)}
    others = {field for at, field in enumerate(fields) if at not in builders}
    for at in builders if others & _HOLDERS else ():
        fields[at] = "owner" if "owner" not in fields else None


def _filled(table: Table, header: int, at: int) -> list[str]:
    """The words of the cells of a column that say anything; without those that are merged with the next column."""
    return [
        word for row in table.grid[header:] if (word := _word(row[at])) not in _NONE and not _is_wide(row, at)
    ]


def _unmark_figures(table: Table, header: int, fields: list[str | None]) -> None:
    """A column of units or of a second target that holds nothing but figures is one of regions, where it stands beside
    others: 其他乡镇, 县直单位."""
    for at, field in enumerate(fields):
        may = field in _ASSIGNED or (field == "target" and "target" in fields[:at])
        if may and at and fields[at - 1] in {None, "region"}:
            filled = _filled(table, header, at)
            if filled and all(_FIGURE.fullmatch(word) for word in filled):
                fields[at] = "region"


def _mark_regions(words: list[str], fields: list[str | None]) -> None:
    """Unknown columns that are named for regions, where there are several, hold the allocation."""
    regions = [
        at
        for at, (word, field) in enumerate(zip(words, fields, strict=True))
        if field is None and is_region(word)
    ]
    if len(regions) < _SIBLINGS:
        return
    for at in regions:
        fields[at] = "region"


def _choose_target(words: list[str], fields: list[str | None]) -> None:
    """Of several targets that of the year; those of a quarter or a month beside it are columns of their own."""
    targets = [at for at, field in enumerate(fields) if field == "target"]
    parts = [at for at in targets if _PART_OF_YEAR.search(words[at])]
    if 0 < len(parts) < len(targets):
        for at in parts:
            fields[at] = None


def _leave_past(table: Table, header: int, words: list[str], fields: list[str | None]) -> None:
    """Figures under 2030年完成 beside 2031年目标值 are no progress of this year's tasks."""
    years = [year_of(word) for word in words]
    latest = max((year for year in years if year is not None), default=0)
    for at, year in enumerate(years):
        if fields[at] != "progress" or year is None or year >= latest:
            continue
        if all(_FIGURE.fullmatch(word) for word in _filled(table, header, at)):
            fields[at] = None


def _settle(table: Table, header: int, words: list[str], fields: list[str | None]) -> int | None:
    """One column for the content: the longest of several; a name beside it stays a name, a name alone is the content.
    The index of a column that is one by its text alone."""
    assumed: int | None = None

    @cache
    def length(at: int) -> int:
        return sum(len(_plain(row[at])) for row in table.grid[header:])

    if "name" in fields[: fields.index("number")] if "number" in fields else False:
        # 工程名称 before 序号 groups the rows
        fields[fields.index("name")] = "category" if "category" not in fields else None
    contents = [at for at, field in enumerate(fields) if field == "content"]
    rows = max(len(table.grid) - header, 1)
    unknown = [at for at, field in enumerate(fields) if field is None and words[at]]
    longest = max(unknown, key=length, default=None)
    known = len({*fields} - {None, "region"})
    if not contents and longest is not None and known >= _SURE and length(longest) >= _SENTENCE * rows:
        rival = max((length(at) for at, field in enumerate(fields) if field in {"name", "target"}), default=0)
        if length(longest) > rival:
            fields[longest] = "content"
            contents, assumed = [longest], longest
    if len(contents) == 1 and "target" in fields and "name" not in fields:
        # 重点工作 beside 年度目标任务: a name, and what is to be done; 年度目标 beside it is the target
        at, aim = contents[0], fields.index("target")
        if "任务" in words[aim] and length(aim) >= max(_SENTENCE * rows, _LONGER * length(at)):
            fields[at], fields[aim] = "name", "content"
            contents = [aim]
    if len(contents) == 1 and "name" in fields and "target" not in fields:
        # 项目名称 beside 目标任务 with figures alone: what is to be done is in the name
        aim = contents[0]
        if _AIM.search(words[aim]) and _holds_figures(table, header, aim):
            fields[aim], fields[fields.index("name")] = "target", "content"
            contents = [fields.index("content")]
    if not contents and "name" in fields and "target" in fields:
        # 项目名称 beside 年度建设目标 in sentences: there is what is to be done
        aim = fields.index("target")
        if length(aim) >= max(_SENTENCE * rows, _LONGER * length(fields.index("name"))):
            fields[aim] = "content"
            contents = [aim]
    if not contents:
        for spare in ("name", "target"):
            if spare in fields:
                fields[fields.index(spare)] = "content"
                break
    elif len(contents) > 1:
        chosen = max(contents, key=lambda at: (length(at), -at))
        for at in contents:
            if at == chosen:
                continue
            if _AIM.search(words[at]) and "target" not in fields and length(at) < length(chosen):
                fields[at] = "target"
            elif at < chosen and "category" not in fields and _groups_rows(table, header, at):
                fields[at] = "category"  # 民生实事 over several rows of 工作任务
            else:
                fields[at] = "name" if at < chosen and "name" not in fields else None
    _choose_target(words, fields)
    _leave_past(table, header, words, fields)
    for field in _ONCE:
        for at in [at for at, known in enumerate(fields) if known == field][1:]:
            fields[at] = None
    return assumed


def _groups_rows(table: Table, header: int, at: int) -> bool:
    """Whether most cells of a column stand for several rows: merged, or empty below the first."""
    cells = [row[at] for row in table.grid[header:]]
    own = sum(bool(_word(cell)) and cell is not above for above, cell in pairwise([None, *cells]))
    return 0 < own * 2 <= len(cells)


def _holds_figures(table: Table, header: int, at: int) -> bool:
    """Whether most cells of a column are a figure with its unit: 60公里."""
    filled = [word for row in table.grid[header:] if (word := _word(row[at]))]
    return sum(_FIGURE.fullmatch(word) is not None for word in filled) * 2 > len(filled)
