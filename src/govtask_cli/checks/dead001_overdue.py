"""DEAD001: past its deadline at the end of the period reported on, and not done

The deadline lies before the last day that the report covers, and the report itself says that the task is not done:
it is behind schedule (否), its completion is below 100 %, or its status is 未完成, 进行中 and the like. Days are
compared with the report's period, never with today: a check must say the same tomorrow.

How to mend: ask for the reason and a new deadline; see whether the deadline was misprinted.

Bad:
    禾川县2031年9月重点工作完成情况

    序号\t工作内容\t责任单位\t完成时限\t9月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园20个。\t县住建局\t6月底前\t已建成12个。\t否\t用地尚未交付。
    2\t改造管网40公里。\t县水利局\t12月底前\t完成改造21公里。\t否\t雨季停工。

Good:
    禾川县2031年9月重点工作完成情况

    序号\t工作内容\t责任单位\t完成时限\t9月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园20个。\t县住建局\t11月底前\t已建成12个。\t否\t用地尚未交付。
    2\t改造管网40公里。\t县水利局\t12月底前\t完成改造21公里。\t否\t雨季停工。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "DEAD001"
_OPEN: Final = ("未完成", "进行中", "推进中", "实施中", "在建", "滞后", "未开工", "未启动", "红灯", "黄灯")
_SHARE: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,4})?[%％]")


def overdue(result: Result) -> Iterator[Finding]:
    """One finding for each task whose deadline the reported period has passed and that is said to be open."""
    period = result.document.period
    if period is None:
        return
    for task in result.tasks:
        if task.deadline is None or task.deadline.date is None or task.deadline.date >= period.end:
            continue
        why = _open(task)
        if why:
            message = (
                f"{named(task)} was due on {task.deadline.date} ({task.deadline.text}), and at the end of the period "
                f"({period.label}, {period.end}) it is {why}; ask for the reason and a new deadline"
            )
            yield about(CODE, "warning", message, task, "deadline")


def _open(task: Task) -> str:
    """Why the report says that the task is not done; "" where it does not say so."""
    if task.on_schedule is False:
        return "behind schedule (否)"
    if task.completion is not None and _SHARE.fullmatch(task.completion.strip()):
        return f"done to {task.completion.strip()}"
    if task.status is not None and task.status.strip().startswith(_OPEN):
        return task.status.strip()
    return ""
