"""The columns of a task table: which field each holds, decided once for the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise
from typing import Final

from govtask_cli.document import Cell, Table
from govtask_cli.families.column_marks import (
    ASSIGNED,
    FEWEST_COUNTED,
    FIGURE,
    HOLDERS,
    SIBLINGS,
    assume_units,
    filled_in,
    is_wide,
    mark_builders,
    mark_likely,
    mark_numbers,
    mark_regions,
    mark_steps,
    plain_of,
    unmark_figures,
    word_of,
)
from govtask_cli.grammar.columns import column_field, header_match, is_duty, is_region
from govtask_cli.grammar.dates import year_of
from govtask_cli.grammar.markers import marker

_HEADER_ROWS: Final = 5
_SHORT: Final = 14
_LAST_YEAR: Final = ("上年", "去年", "上一年")
_ASSIGNING: Final = frozenset(
    {"lead", "support", "leader", "deadline", "target", "progress", "frequency", "completion"}
)
"""Fields that no list of telephone numbers has."""
_SURE: Final = 3
"""So many known words, units among them, make a header row that names no tasks by a known word."""
_INDEX: Final = re.compile(r"[(（]?([0-9]{1,2})[)）]?")
_BRACKETED: Final = re.compile("[（(][^（）()]*[)）]")
_AIM: Final = re.compile("目标|指标值|任务[数量]")
_PART_OF_YEAR: Final = re.compile("季度|半年|[0-9一二三四五六七八九十]月|本月|当月|阶段")
_SENTENCE: Final = 10
"""Characters that a task has on the average where its column has an unknown header; a name has fewer."""
_LONGER: Final = 1.5
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
    words = _begun(table, at)
    fields = [column_field(word) if word else None for word in words]
    above = [""] * len(words)
    while header < len(table.grid) and header - at < _HEADER_ROWS:
        upper, lower = table.grid[header - 1], table.grid[header]
        told = [
            "" if _BRACKETED.fullmatch(word) else word for word in _below(upper, lower)
        ]  # 链长 / （牵头领导）
        if (whole := _gone_on(words, told)) is not None:
            words, fields = whole, [column_field(word) if word else None for word in whole]
        elif _is_sub_header(words, fields, upper, told, _regions_below(table, header)):
            words, fields, above = _under(words, fields, above, told)
        else:
            break
        header += 1
    if header < len(table.grid) and _counts_columns(table.grid[header]):
        header += 1
    mark_likely(table, header, words, fields)
    mark_numbers(table, header, fields)
    mark_builders(words, fields)
    unmark_figures(table, header, fields)
    mark_regions(table, header, words, fields, above)
    mark_steps(words, fields)
    assumed = _settle(table, header, words, fields)
    if "content" not in fields or _is_directory(words, fields):
        return None
    units = assume_units(table, header, words, fields)
    return Layout(tuple(map(ColumnOf, words, fields, above)), header, assumed, units)


def _is_directory(words: list[str], fields: list[str | None]) -> bool:
    """Whether a table only tells whom to call for what: 责任单位, 受理内容, 联系电话."""
    if "contact" not in fields or not _ASSIGNING.isdisjoint(fields):
        return False
    told = header_match(words[fields.index("content")])
    return told is not None and told.how == "tail"


def _header_row(table: Table) -> int | None:
    for at, row in enumerate(table.grid[:_HEADER_ROWS]):
        fields = {column_field(word) for word in {word_of(cell) for cell in row} if word}
        known = len(fields - {None})
        if (known >= 2 and fields & {"content", "name", "target"}) or (known >= _SURE and fields & HOLDERS):
            return at
    return None


def _counts_columns(row: Sequence[Cell | None]) -> bool:
    """Whether a row below the header only counts the columns: （1） （2） （3）."""
    numbers = [_INDEX.fullmatch(word_of(cell)) for cell in row]
    return len(row) >= FEWEST_COUNTED and all(
        match is not None and int(match[1]) == at for at, match in enumerate(numbers, start=1)
    )


def _below(upper: Sequence[Cell | None], lower: Sequence[Cell | None]) -> list[str]:
    """The words of a row under another; "" for cells that only go on from above, or in a row that spans the table."""
    if len({id(cell) for cell in lower}) == 1:
        return [""] * len(lower)
    return ["" if cell is over else word_of(cell) for cell, over in zip(lower, upper, strict=True)]


def _begun(table: Table, at: int) -> list[str]:
    """The words of a header row, each with its beginning where the row above holds nothing but such: 责任部室 over
    （企业）, which is known with it alone."""
    words = [word_of(cell) for cell in table.grid[at]]
    upper = _below(table.grid[at], table.grid[at - 1]) if at else []
    begun = [place for place, word in enumerate(upper) if word]
    if any(
        not words[place]
        or column_field(words[place]) is not None
        or column_field(upper[place] + words[place]) is None
        for place in begun
    ):
        return words
    return [f"{first}{word}" for first, word in zip(upper, words, strict=True)] if begun else words


def _gone_on(words: list[str], told: list[str]) -> list[str] | None:
    """The words of a header whose lower row holds the rest of some of them (1—10月 over 完成情况), each known only when
    it is whole; None where the row holds anything else."""
    said = [at for at, word in enumerate(told) if word]
    if not said or any(
        len(told[at]) > _SHORT
        or marker(told[at]) is not None
        or not words[at]
        or column_field(words[at]) is not None
        or column_field(words[at] + told[at]) is None
        for at in said
    ):
        return None
    if len({words[at] for at in said}) < len(said):
        return None  # one merged cell over several
    return [f"{word}{rest}" for word, rest in zip(words, told, strict=True)]


def _regions_below(table: Table, header: int) -> list[int]:
    """The columns of the regions that the next row of a header names, where it names nothing else: it tells over which
    columns the last word of this row stands."""
    told = _below(*table.grid[header : header + 2]) if header + 1 < len(table.grid) else []
    said = [(at, word) for at, word in enumerate(told) if word]
    return [at for at, _ in said] if said and all(is_region(word) for _, word in said) else []


def _is_sub_header(
    words: list[str],
    fields: list[str | None],
    upper: Sequence[Cell | None],
    told: list[str],
    regions: Sequence[int],
) -> bool:
    """Whether a row stands under merged header cells: only short words, none under number or content unless the
    source shows that the cell above is merged."""
    said = [(at, word) for at, word in enumerate(told) if word]
    if len(said) < SIBLINGS:
        return False
    if all(is_region(word) for _, word in said):
        return True
    if any(len(word) > _SHORT or word[-1] in "。；/" or word.isdecimal() for _, word in said):
        return False
    if all(is_wide(upper, at) for at, _ in said) or _under_words(
        words, sorted({*(at for at, _ in said), *(at for at in regions if not words[at])})
    ):
        return True
    if any(fields[at] in {"number", "content", "name", "leader"} for at, _ in said):
        return False
    return any(not words[at] or is_wide(upper, at) for at, _ in said)


def _under_words(words: list[str], places: list[int]) -> bool:
    """Whether the words of a lower header row stand under words and the empty cells behind them that these are merged
    with: 任务分工 over 牵头单位 and 责任单位, 分解任务 over three regions."""

    def over(place: int) -> int:
        return next((at for at in range(place, -1, -1) if words[at]), -1)

    for anchor, group in groupby(places, key=over):
        run = list(group)
        end = run[-1] + 1
        if run != list(range(anchor, end)) or len(run) < SIBLINGS or (end < len(words) and not words[end]):
            return False
    return True


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
            own = column_field(word) or (None if is_region(word) and parent not in ASSIGNED else parent)
            if own in _PART_OF.get(parent or "", ()):  # 年度投资 over 年度计划 and 累计完成
                own = parent
            new_words[at], new_fields[at], new_above[at] = word, own, parent_word
    return new_words, new_fields, new_above


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
        past = words[at].startswith(_LAST_YEAR) or (year is not None and year < latest)
        if fields[at] != "progress" or not past:
            continue
        if all(FIGURE.fullmatch(word) for word in filled_in(table, header, at)):
            fields[at] = None


def _settle(table: Table, header: int, words: list[str], fields: list[str | None]) -> int | None:
    """One column for the content: the longest of several; a name beside it stays a name, a name alone is the content.
    The index of a column that is one by its text alone."""
    assumed: int | None = None

    @cache
    def length(at: int) -> int:
        return sum(len(plain_of(row[at])) for row in table.grid[header:])

    if "name" in fields[: fields.index("number")] if "number" in fields else False:
        # 工程名称 before 序号 groups the rows
        fields[fields.index("name")] = "category" if "category" not in fields else None
    contents = [at for at, field in enumerate(fields) if field == "content"]
    duties = [at for at in contents if is_duty(words[at])]
    # 负责事项 beside 工作任务: who does which part of it
    for at in duties if len(duties) < len(contents) else ():
        fields[at] = None
        contents.remove(at)
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
    own = sum(bool(word_of(cell)) and cell is not above for above, cell in pairwise([None, *cells]))
    return 0 < own * 2 <= len(cells)


def _holds_figures(table: Table, header: int, at: int) -> bool:
    """Whether most cells of a column are a figure with its unit: 60公里."""
    filled = [word for row in table.grid[header:] if (word := word_of(row[at]))]
    return sum(FIGURE.fullmatch(word) is not None for word in filled) * 2 > len(filled)
