"""NUM003: counting starts anew inside a section

The numbers of one section go 1, 2, 3, 1, 2 and no heading stands between: a heading was lost, or two lists were put
together, and two tasks of the section have the same number. Where categories or leaders change there, the numbers may
count anew.

How to mend: put the heading in, or number the tasks throughout.

Bad:
    青禾区2031年重点工作任务分解

    一、产业发展
    1.新建标准厂房3万平方米。
    责任单位：区经信局
    2.培育专精特新企业5家。
    责任单位：区科技局
    1.新建口袋公园3个。
    责任单位：区城管局
    2.改造老旧厂房2处。
    责任单位：区住建局

Good:
    青禾区2031年重点工作任务分解

    一、产业发展
    1.新建标准厂房3万平方米。
    责任单位：区经信局
    2.培育专精特新企业5家。
    责任单位：区科技局
    二、城市更新
    1.新建口袋公园3个。
    责任单位：区城管局
    2.改造老旧厂房2处。
    责任单位：区住建局
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govtask_cli.checks.numbering import runs
from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "NUM003"


def restart(result: Result) -> Iterator[Finding]:
    """One remark for each run of outer numbers that begins at 1 in the middle of a section."""
    scopes = Counter(task.section for task in result.tasks if task.number == 1 and task.parent is None)
    if max(scopes.values(), default=0) < 2:
        return
    outer = [run for run in runs(result.tasks) if run.tasks[0].parent is None]
    for above, run in pairwise(outer):
        last, first = above.tasks[-1], run.tasks[0]
        if (
            first.number == 1
            and len(above.tasks) > 1
            and len(run.tasks) > 1
            and _scope(last) == _scope(first)
        ):
            message = (
                f"counting starts anew at {named(first)} and no heading stands above it, while {named(last)} "
                "belongs to the same section; see whether a heading is missing"
            )
            yield about(CODE, "info", message, first, "number")


def _scope(task: Task) -> tuple[object, ...]:
    """What two tasks of one list have in common."""
    return task.part, task.section, task.path, task.category, task.leader
