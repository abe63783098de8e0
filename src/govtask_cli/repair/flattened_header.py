"""The header of a flattened table: which of its lines are its columns, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from govtask_cli.document import Block, Paragraph, Text
from govtask_cli.grammar.columns import column_field, is_piece, is_region, is_shared
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.schedule import is_part_of_year
from govtask_cli.lexicon import words as words_of
from govtask_cli.repair.fitting import CellLine
from govtask_cli.repair.headers import Column
from govtask_cli.repair.lines import GROUPS, row_length, rows_of_width

_FEWEST_KNOWN: Final = 3
_FEWEST_BELOW: Final = 2
_ROLES: Final = frozenset({"lead", "support", "owner"})
_TELLING: Final = frozenset({"content", "name", "target"})


def set_apart(header: list[Paragraph], below: Sequence[Block]) -> list[Paragraph]:
    """The header with the lines of each word joined, where blank lines set the cells of the table `below` apart and part
    no two lines of one: 年度 / 目标."""
    usual = Counter(line.gap for line in below if isinstance(line, Paragraph)).most_common(1)[0][0]
    cells: list[list[Paragraph]] = []
    for line in header:
        if cells and line.gap < usual:
            cells[-1].append(line)
        else:
            cells.append([line])
    words = [fold("".join(line.text.plain for line in cell)) for cell in cells]
    known = [Column(word, column_field(word), ()) for word in words]
    if len(cells) == len(header) or not is_believable(known):
        return header
    return [Paragraph(Text.join(line.text.strip() for line in cell), cell[0].gap) for cell in cells]


def below_parent(words: Sequence[str]) -> Iterator[list[int]]:
    """The lines of a header of two rows in the order of its columns, where the second row holds the regions, the parts
    of a year, the roles or the kinds of progress below one word of the first, which is left out: 全区目标 / 任务分配 /
    责任单位 / 城南街道 / 城北街道; 推进计划 / 一季度 / 二季度; nothing for any other header."""
    whole = list(range(len(words)))
    for is_below in _BELOW:
        order = _ordered(words, whole, is_below)
        if order is None:
            continue
        yield order
        for is_other in _BELOW:
            both = _ordered(words, order, is_other) if is_other is not is_below else None
            if both is not None:
                yield both


def _ordered(words: Sequence[str], order: list[int], is_below: Callable[[str], bool]) -> list[int] | None:
    """The lines of a header in `order` with those that are `is_below` one word in its place; None where there are no
    such lines or no such word."""
    said = [words[at] for at in order]
    end = len(said)
    while end and not is_below(said[end - 1]) and is_below is not is_region:
        end -= 1  # a column may stand behind the quarters
    begin = end
    while begin and is_below(said[begin - 1]):
        begin -= 1
    over = [at for at in range(begin) if _may_head(said, at, is_below)]
    if over and is_below is is_part_of_year and over[-1] == begin - 1:
        over = over[-1:]
    if end - begin < _FEWEST_BELOW or len(over) != 1:
        return None
    parent = over[0]
    return [*order[:parent], *order[begin:end], *order[parent + 1 : begin], *order[end:]]


def _may_head(said: Sequence[str], at: int, is_below: Callable[[str], bool]) -> bool:
    """Whether a word of the first row may stand over such columns: one that nothing is known of, 进展情况 over kinds of
    progress, 责任单位 over roles."""
    field = column_field(said[at])
    if is_below is _is_progress:
        return field == "progress"
    if is_below is _is_role:
        return field == "units" or (field in {None, "content"} and is_shared(said[at]))
    return field is None and not is_piece(said[at]) and not is_below(said[at])


def _is_progress(word: str) -> bool:
    """Whether a word heads progress, or what is done before the building begins: 前期工作 / 形象进度."""
    return column_field(word) == "progress" or word in words_of("headers", "step")


def _is_role(word: str) -> bool:
    return column_field(word) in _ROLES


_BELOW: Final[tuple[Callable[[str], bool], ...]] = (is_region, is_part_of_year, _is_role, _is_progress)


def line_a_column(body: Sequence[CellLine], words: Sequence[str]) -> list[Column] | None:
    """The columns where every header line is one: nearly every row has as many lines as the header from its number on."""
    before = next((at for at, word in enumerate(words) if column_field(word) == "number"), None)
    if before is None or before > GROUPS:
        return None
    width = len(words) - before
    if row_length(body, before) != width and (before or not rows_of_width(body, width)):
        return None
    columns = [
        Column(word, column_field(word) or ("region" if is_region(word) else None), (at,))
        for at, word in enumerate(words)
    ]
    known = {column.field for column in columns} - {None}
    return columns if len(known) >= _FEWEST_KNOWN and known & _TELLING else None


def under_parent(columns: list[Column]) -> list[Column]:
    """The columns of a header of two rows whose second one stands behind the first: 责任单位 / 完成时限 / 牵头单位 /
    配合单位 are 牵头单位, 配合单位, 完成时限."""
    fields = [column.field for column in columns]
    last = next((at for at in range(len(fields) - 1, -1, -1) if fields[at] not in _ROLES), -1) + 1
    if last and fields[last - 1] == "leader" and "units" in fields[: last - 1]:
        last -= 1  # 责任分工 / 完成时限 / 包抓领导 / 牵头单位 / 配合单位
    own = columns[last:]
    parent = fields.index("units") if "units" in fields[:last] else -1
    if len(own) < 2 or parent < 0 or parent == last - 1 or not _ROLES.isdisjoint(fields[:last]):
        return columns
    return [*columns[:parent], *own, *columns[parent + 1 : last]]


def is_believable(columns: Sequence[Column]) -> bool:
    """Whether most header words are known, and one of them names the tasks."""
    columns = [column for column in columns if not is_part_of_year(column.word)]
    known = [column.field for column in columns if column.field is not None]
    tells = not _TELLING.isdisjoint(known)
    # A single column that nothing is known of beside three that are known holds the tasks.
    return len(known) * 2 > len(columns) and (tells or len(columns) - 1 == len(known) >= _FEWEST_KNOWN)
