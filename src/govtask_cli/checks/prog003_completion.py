"""PROG003: a completion that does not follow from its own figures

A percentage of completion (完成率, 占年度任务的, the column 完成比例) contradicts the figures that it stands beside: 120
of 200 is not 85 %. Told only where the task has one plain figure with that unit and no figure of the sentence gives the
percentage: a target of 600 以上 may be 620 in the unit's own plan, and of two targets nobody knows which one was meant.

How to mend: ask the reporting unit which figure is right.

Bad:
    禾川县2031年上半年重点工作完成情况

    序号\t工作内容\t责任单位\t完成情况
    1\t新增停车位200个。\t县住建局\t已新增120个，完成率85%。
    2\t改造管网40公里。\t县水利局\t完成改造22公里，占年度任务的55%。

Good:
    禾川县2031年上半年重点工作完成情况

    序号\t工作内容\t责任单位\t完成情况
    1\t新增停车位200个。\t县住建局\t已新增120个，完成率60%。
    2\t改造管网40公里。\t县水利局\t完成改造22公里，占年度任务的55%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.completion import Amount, amounts, is_of_a_month, targets
from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Measure, Result, Task

CODE: Final = "PROG003"

_CLAIM: Final = re.compile(
    r"(?:^|[，,；;。（(\s])(?:完成率|完成比例|(?:完成了?|占|为)(?:全年|年度|年初|本年)(?:目标|任务|计划)(?:任务|总数|总量|数)?的?)"
    r"(?:达到?|为|约)?\s*(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,2})?)%"
)
_CELL: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)[%％]")
_STOPS: Final = "。；;\n"
_ROOM: Final = 1.0
"""Percentage points that rounding may cost."""


def completion(result: Result) -> Iterator[Finding]:
    """One finding for each percentage that no pair of figures gives."""
    for task in result.tasks:
        if task.progress is None or is_of_a_month(task.progress):
            continue
        text = task.progress
        if "%" in text and ("完成" in text or "占" in text or "为" in text):
            for claim in _CLAIM.finditer(text):
                start = max(text.rfind(stop, 0, claim.start() + 1) for stop in _STOPS) + 1
                done = amounts(text[start : claim.start()])
                yield from _compared(
                    task, claim["figure"], done, quoted(claim[0].strip("，,；;。（( \n"), 40), "progress"
                )
        cell = _CELL.fullmatch((task.completion or "").strip())
        if cell is not None:
            done = amounts(text)
            if len(done) == 1 and len(targets(task)) == 1:
                yield from _compared(task, cell[1], done, f"its completion {cell[0]}", "completion")


def _compared(task: Task, claim: str, done: list[Amount], said: str, field: str) -> Iterator[Finding]:
    aims = targets(task)
    single = [aim for aim in aims if aim.relation == "=" and aim.value and _is_alone(aim, aims)]
    pairs = [(one, aim) for one in done for aim in single if one.unit.startswith(aim.unit)]
    if any(one.unit.startswith(aim.unit) for one in done for aim in aims if aim not in single):
        return
    shares = [float(one.value / aim.value * 100) for one, aim in pairs]
    if pairs and all(abs(share - float(claim)) > _ROOM for share in shares):
        one, aim = pairs[-1]
        message = (
            f"{named(task)}: {one.value:f}{aim.unit} of {aim.value:f}{aim.unit} is {shares[-1]:.1f}%, "
            f"and {said} says {claim}%; ask which figure is right"
        )
        yield about(CODE, "warning", message, task, field)


def _is_alone(aim: Measure, aims: list[Measure]) -> bool:
    return sum(other.unit == aim.unit for other in aims) == 1
