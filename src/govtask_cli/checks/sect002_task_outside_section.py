"""SECT002: a task outside every section

Nearly all tasks of the part stand under a heading, this one under none: its heading was lost or not recognised, so its
section and often its leader are missing.

How to mend: put the heading above the task. If it is printed there, report its wording.

Bad:
    北山区2031年重点工作任务分解

    1.新建公园3个。
    责任单位：区城管局
    一、生态环境
    2.新建水厂2座。
    责任单位：区水务局
    3.治理河道4公里。
    责任单位：区水务局
    4.完成植树2000株。
    责任单位：区林业局
    二、民生保障
    5.新建小学4所。
    责任单位：区教育局
    6.新建敬老院2所。
    责任单位：区民政局

Good:
    北山区2031年重点工作任务分解

    一、生态环境
    1.新建公园3个。
    责任单位：区城管局
    2.新建水厂2座。
    责任单位：区水务局
    3.治理河道4公里。
    责任单位：区水务局
    二、民生保障
    4.新建小学4所。
    责任单位：区教育局
    5.新建敬老院2所。
    责任单位：区民政局
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "SECT002"
_NEARLY_ALL: Final = 5
"""At most one task in so many stands outside."""


def task_outside_section(result: Result) -> Iterator[Finding]:
    """One finding for each task without a section in a part that has several and puts nearly all tasks into them."""
    for _, members in groupby(result.tasks, key=lambda task: task.part):
        tasks = [task for task in members if task.parent is None]
        outside = [task for task in tasks if not task.path and task.section is None]
        if not outside or len(outside) * _NEARLY_ALL > len(tasks):
            continue
        sections = len({task.section for task in tasks if task.section})
        if sections > 1:
            for task in outside:
                message = (
                    f"{named(task)} stands in no section, while {len(tasks) - len(outside)} of {len(tasks)} tasks of "
                    f"its part stand in {sections}; see whether a heading is missing above it"
                )
                yield about(CODE, "warning", message, task)
