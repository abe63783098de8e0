"""PROG004: no progress in a month that calls for one

The task is to be reported monthly, quarterly, half-yearly or yearly, the period reported on ends in a month in which a
report is due, most tasks that are due have one, and this one has none.

How to mend: ask the unit for its report, or correct the frequency (报送频次).

Bad:
    河湾区2031年重点工作完成情况（6月）

    序号\t工作内容\t牵头单位\t报送频次\t6月完成情况
    1\t新建口袋公园3个。\t区城管局\t每月\t已建成1个。
    2\t改造雨污管网6公里。\t区住建局\t每月\t/
    3\t新增停车位500个。\t区住建局\t每季度\t已新增200个。
    4\t新建幼儿园2所。\t区教育局\t每年\t/

Good:
    河湾区2031年重点工作完成情况（6月）

    序号\t工作内容\t牵头单位\t报送频次\t6月完成情况
    1\t新建口袋公园3个。\t区城管局\t每月\t已建成1个。
    2\t改造雨污管网6公里。\t区住建局\t每月\t已完成2公里。
    3\t新增停车位500个。\t区住建局\t每季度\t已新增200个。
    4\t新建幼儿园2所。\t区教育局\t每年\t/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Frequency, Result

CODE: Final = "PROG004"
_EVERY: Final[dict[Frequency, int]] = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
"""A report is due in months that this divides."""
_SAID: Final[dict[Frequency, str]] = {
    "monthly": "monthly (每月)",
    "quarterly": "quarterly (每季度)",
    "semiannual": "half-yearly (每半年)",
    "annual": "yearly (每年)",
}


def empty_progress(result: Result) -> Iterator[Finding]:
    """One finding for each task that is due and silent, where most that are due are not."""
    period = result.document.period
    if period is None:
        return
    month = int(period.end[5:7])
    due = [
        task for task in result.tasks if task.frequency is not None and month % _EVERY[task.frequency] == 0
    ]
    silent = [task for task in due if not (task.progress or task.completion or task.status)]
    if len(silent) * 2 > len(due):
        return
    for task in silent:
        if task.frequency is not None:
            message = (
                f"{named(task)} is reported {_SAID[task.frequency]} and has no progress for {period.label}, "
                f"while {len(due) - len(silent)} of {len(due)} that are due have some; ask for it"
            )
            yield about(CODE, "warning", message, task, "progress")
