"""UNIT002: a task has supporting units and none that leads

Units are named, but all of them only support: the one that answers for the task is missing. Nobody is asked when it
is late. A task without any units is UNIT001.

How to mend: name the lead unit (牵头单位) in the source.

Bad:
    云岭区2031年重点工作任务分解表

    序号\t工作任务\t牵头单位\t配合单位
    1\t新增绿地3公顷。\t区城管局\t区财政局
    2\t治理河道4公里。\t\t区水务局、区财政局
    3\t完成植树2000株。\t区林业局\t各街道

Good:
    云岭区2031年重点工作任务分解表

    序号\t工作任务\t牵头单位\t配合单位
    1\t新增绿地3公顷。\t区城管局\t区财政局
    2\t治理河道4公里。\t区水务局\t区财政局
    3\t完成植树2000株。\t区林业局\t各街道
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "UNIT002"


def no_lead(result: Result) -> Iterator[Finding]:
    """One finding for each task whose units all support."""
    for task in result.tasks:
        if task.units and all(unit.role == "support" for unit in task.units):
            listed = "、".join(unit.name for unit in task.units)
            message = f"{named(task)} has supporting units ({listed}) and none that leads (牵头单位); name it"
            yield about(CODE, "warning", message, task, "units")
