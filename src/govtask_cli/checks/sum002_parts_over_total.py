"""SUM002: parts that exceed their total

A total is followed by 其中 and its parts, and one part alone is greater than the total, or the parts that are listed
together add up to more. Less than the total is nothing odd: 其中 names only some. Parts of another kind (新建充电站10个，
其中充电桩100个) are not compared.

How to mend: ask the source which figure is right.

Bad:
    禾川县2031年重点工作任务分解

    1.新建停车场12个，其中公共停车场8个、专用停车场6个。
    责任单位：县住建局
    2.新增学位3000个，其中公办学位2600个。
    责任单位：县教育局

Good:
    禾川县2031年重点工作任务分解

    1.新建停车场12个，其中公共停车场8个、专用停车场4个。
    责任单位：县住建局
    2.新增学位3000个，其中公办学位2600个。
    责任单位：县教育局
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Measure, Result

CODE: Final = "SUM002"
_AMONG: Final = "其中"
_END: Final = re.compile("[。；;\\n]|其中")
_OVERLAP: Final = re.compile("[以及]上|包括|包含|[以]下|至少|均|各")
"""Words by which parts may lie one inside the other, or count for several."""

_KINDS: Final = (
    "级",
    "类",
    "型",
    "新建",
    "改建",
    "扩建",
    "续建",
    "公办",
    "民办",
    "城区",
    "城镇",
    "农村",
    "乡村",
)
"""How a part is called that does not repeat the thing."""


class Placed(NamedTuple):
    """A measure and where its words stand in the text."""

    measure: Measure
    begin: int
    end: int


def parts_over_total(result: Result) -> Iterator[Finding]:
    """One finding for each 其中 whose parts exceed what stands before it."""
    for task in result.tasks:
        if _AMONG in task.content:
            for said in _exceeding(task.content, task.measures):
                yield about(CODE, "warning", f"{named(task)}: {said}; ask which figure is right", task)
    for statement in result.statements:
        if _AMONG in statement.text:
            for said in _exceeding(statement.text, statement.measures):
                yield Finding(
                    code=CODE,
                    severity="warning",
                    message=f"{quoted(statement.text)}: {said}; ask which figure is right",
                    origin=statement.origin,
                    lines=(statement.line, statement.line) if statement.line is not None else None,
                )


def _exceeding(text: str, measures: Sequence[Measure]) -> Iterator[str]:
    placed = list(_placed(text, measures))
    for among in re.finditer(_AMONG, text):
        above = next((each for each in reversed(placed) if each.end <= among.start()), None)
        if above is None or _END.search(text, above.end, among.start()) is not None:
            continue
        end = _END.search(text, among.end())
        stretch = text[among.end() : end.start() if end else len(text)]
        parts = [
            each.measure
            for each in placed
            if among.end() <= each.begin < among.end() + len(stretch)
            and _is_part(each.measure, above.measure)
        ]
        yield from _compared(above.measure, parts, stretch)


def _is_part(part: Measure, total: Measure) -> bool:
    """Whether a measure counts what the total counts: the same unit, and the same thing or a kind of it (省级)."""
    if part.unit != total.unit or not total.name:
        return False
    return part.name.endswith((total.name[-1], *_KINDS))


def _placed(text: str, measures: Sequence[Measure]) -> Iterator[Placed]:
    """The measures whose words are found in the text, in order."""
    at = 0
    for measure in measures:
        begin = text.find(measure.raw, at)
        if begin >= 0:
            yield Placed(measure, begin, begin + len(measure.raw))
            at = begin


def _compared(total: Measure, parts: list[Measure], stretch: str) -> Iterator[str]:
    if total.unit in {"%", "％", "个百分点", ""} or total.relation != "=" or total.change != "level":
        return
    greater = next((part for part in parts if part.value > total.value and part.change == "level"), None)
    if greater is not None:
        yield f"{greater.raw} is more than the total, {total.raw}"
        return
    listed = [part for part in parts if part.relation == "=" and part.change == "level"]
    total_of_parts = sum((part.value for part in listed), Decimal(0))
    if len(listed) > 1 and total_of_parts > total.value and _OVERLAP.search(stretch) is None:
        figures = " + ".join(part.raw for part in listed)
        yield f"{figures} make {total_of_parts:f}, more than the total, {total.raw}"
