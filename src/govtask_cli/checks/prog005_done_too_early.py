"""PROG005: said to be done with less than the target

The task is said to be done (the status 已完成, 100 %, 超额完成年度任务), and the one figure that its progress gives is
less than the one that the task demands: 已完成, and 12 of 20.

How to mend: ask the reporting unit what is missing.

Bad:
    禾川县2031年上半年重点工作完成情况

    序号\t工作内容\t责任单位\t完成情况
    1\t新建口袋公园20个。\t县住建局\t已建成12个，超额完成年度任务。
    2\t改造管网40公里。\t县水利局\t完成改造41公里，超额完成年度任务。

Good:
    禾川县2031年上半年重点工作完成情况

    序号\t工作内容\t责任单位\t完成情况
    1\t新建口袋公园20个。\t县住建局\t已建成22个，超额完成年度任务。
    2\t改造管网40公里。\t县水利局\t完成改造41公里，超额完成年度任务。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.completion import amounts, is_of_a_month, targets
from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "PROG005"
_DONE: Final = frozenset(
    {"已完成", "完成", "全部完成", "已全部完成", "超额完成", "已办结", "办结", "100%", "100％"}
)
_SAID: Final = re.compile(
    r"(?<![未没将拟])(?:(?:超额|全面|全部|提前|如期|已)+完成(?:了)?(?:全年|年度)的?(?:目标|任务|计划)(?:任务)?(?![的0-9]|总)"
    r"|(?:完成率|完成比例)(?:达到?|为)?100[%％])"
)

_SIGNS: Final = ("年度", "全年", "100%", "100％")
"""One of them stands in every such text."""


def done_too_early(result: Result) -> Iterator[Finding]:
    """One finding for each task that is done in words and not in figures."""
    for task in result.tasks:
        if task.progress is None:
            continue
        said = _said_done(task, task.progress)
        if said is None or is_of_a_month(task.progress):
            continue
        done, aims = amounts(task.progress), targets(task)
        if len(aims) != 1 or aims[0].relation not in ("=", ">="):
            continue
        same = [one for one in done if one.unit.startswith(aims[0].unit)]
        if len(same) == 1 and same[0].value < aims[0].value:
            message = (
                f"{named(task)} is said to be done ({quoted(said)}), with {same[0].value:f}{aims[0].unit} of "
                f"{aims[0].value:f}{aims[0].unit}; ask what is missing"
            )
            yield about(CODE, "warning", message, task, "progress")


def _said_done(task: Task, progress: str) -> str | None:
    """The words that say so."""
    for cell in (task.status, task.completion):
        if cell is not None and cell.strip() in _DONE:
            return cell.strip()
    if "完成" not in progress or not any(sign in progress for sign in _SIGNS):
        return None
    match = _SAID.search(progress)
    return match[0] if match is not None else None
