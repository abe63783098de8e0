"""MEAS001: a figure that contradicts another one in the same document

Two tasks, or two sentences of a report, say the same in the same words and give different figures:
新增公办幼儿园学位2000个 in the list and 新增公办幼儿园学位2500个 in the annex. Or the target column and the text of one
task differ. Words that differ, however little, are not compared, nor are
tasks of different units, since they may speak of something else.

How to mend: ask the source which figure is right.

Bad:
    禾川县2031年重点工作任务分解

    一、民生保障
    1.办好人民满意的教育，新增公办幼儿园学位2000个。
    责任单位：县教育局
    2.新建村卫生室4所。
    责任单位：县卫健局
    二、民生实事
    3.优化学前教育布局，新增公办幼儿园学位2500个。
    责任单位：县教育局

Good:
    禾川县2031年重点工作任务分解

    一、民生保障
    1.办好人民满意的教育，新增公办幼儿园学位2000个。
    责任单位：县教育局
    2.新建村卫生室4所。
    责任单位：县卫健局
    二、民生实事
    3.优化学前教育布局，新增公办幼儿园学位2000个。
    责任单位：县教育局
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Lines, Measure, Result, Statement, Task

CODE: Final = "MEAS001"

_CLAUSE: Final = frozenset("，。；、：:,;（）()\n！？")
_SHORTEST: Final = 6
"""A clause of fewer characters beside its figure says too little to be the same one elsewhere."""
_CELL: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)([^0-9.,，、;；~～—\-()（）/%％\s]{0,4})")
_LIST: Final = frozenset("、和及与")


class _Place(NamedTuple):
    """A text with its figures and where it stands."""

    record: Task | Statement
    text: str
    measures: list[Measure]

    @classmethod
    def of_task(cls, task: Task) -> _Place:
        return cls(task, task.content, task.measures)

    @classmethod
    def of_statement(cls, statement: Statement) -> _Place:
        return cls(statement, statement.text, statement.measures)

    @property
    def called(self) -> str:
        return named(self.record) if isinstance(self.record, Task) else quoted(self.record.text)

    @property
    def origin(self) -> str:
        record = self.record
        return record.origins.get("content", record.origin) if isinstance(record, Task) else record.origin

    @property
    def lines(self) -> Lines | None:
        record = self.record
        if isinstance(record, Task):
            return record.lines
        return None if record.line is None else (record.line, record.line)


def contradiction(result: Result) -> Iterator[Finding]:
    """One finding for each clause that comes again with another figure, and for each target that differs."""
    yield from _compared(_Place.of_task(task) for task in result.tasks if _stands_alone(task))
    for kind in ("review", "plan"):
        statements = (each for each in result.statements if each.kind == kind and each.measures)
        yield from _compared(_Place.of_statement(statement) for statement in statements)
    for task in result.tasks:
        if task.target is not None:
            yield from _against_target(task)


def _stands_alone(task: Task) -> bool:
    """Whether the task is no row of one project or place among others, whose figures differ as they must."""
    return bool(task.measures) and task.name is None and task.place is None and task.allocation is None


def _compared(places: Iterable[_Place]) -> Iterator[Finding]:
    """Figures of one name and unit that differ, as far as their clauses are the same."""
    figures: dict[tuple[str, str], list[tuple[Measure, _Place]]] = {}
    for place in places:
        for measure in place.measures:
            figures.setdefault((measure.name, measure.unit), []).append((measure, place))
    for same in figures.values():
        if len(same) > 1 and any(measure.value != same[0][0].value for measure, _ in same):
            yield from _contradicting(same)


def _contradicting(same: list[tuple[Measure, _Place]]) -> Iterator[Finding]:
    first: dict[str, tuple[Measure, _Place]] = {}
    for measure, place in same:
        clause = _clause(place.text, measure)
        if clause is None:
            continue
        earlier, there = first.setdefault(clause, (measure, place))
        if not _same_hands(place.record, there.record):
            continue
        if earlier.value != measure.value and earlier.relation == measure.relation:
            yield Finding(
                code=CODE,
                severity="warning",
                message=(
                    f"{place.called} says {quoted(measure.raw)}, and {there.called} ({there.origin}) says "
                    f"{quoted(earlier.raw)} in the same words; ask which figure is right"
                ),
                origin=place.origin,
                lines=place.lines,
            )


def _same_hands(record: Task | Statement, other: Task | Statement) -> bool:
    """Whether no unit tells two tasks apart: what one town builds and what another builds may differ."""
    if isinstance(record, Statement) or isinstance(other, Statement) or not (record.units and other.units):
        return True
    return record.units[0].name == other.units[0].name


def _clause(text: str, measure: Measure) -> str | None:
    """The clause of a measure less its figure; None where it is short or shares a list with other figures."""
    begin = text.find(measure.raw)
    if begin < 0:
        return None
    start, end = begin, begin + len(measure.raw)
    while start and text[start - 1] not in _CLAUSE:
        start -= 1
    while end < len(text) and text[end] not in _CLAUSE:
        end += 1
    if text[max(start - 1, 0) : start] in _LIST or text[end : end + 1] in _LIST:
        return None
    bare = re.sub(r"[0-9.,]+", "#", text[start:end])
    return bare if bare.count("#") == 1 and len(bare) - len(measure.unit) > _SHORTEST else None


def _against_target(task: Task) -> Iterator[Finding]:
    """A target cell of one figure against the one figure of the content that has its unit."""
    cell = _CELL.fullmatch((task.target or "").strip())
    if cell is None:
        return
    unit = cell[2] or task.target_unit
    same = [measure for measure in task.measures if measure.unit == unit]
    if unit and len(same) == 1 and same[0].relation == "=" and same[0].value != Decimal(cell[1]):
        message = (
            f"{named(task)} says {quoted(same[0].raw)}, and its target (目标) is {quoted(task.target or '')}; "
            "ask which figure is right"
        )
        yield about(CODE, "warning", message, task, "target")
