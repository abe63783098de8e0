"""NUM001: a number is printed twice

Two different tasks of one list carry the same number, so "task 7" in a reply or a follow-up table is
ambiguous, and often the number between them is missing (see NUM002). Rows that share one merged number
cell are one number, not a repeat; counting may start anew with each section.

How to mend: correct the number in the source, or tell the two tasks apart by their `origin`. The records keep
the numbers as printed.

Bad:
    青禾区2031年重点工作任务分解

    一、产业发展
    1.新建标准厂房3万平方米。
    责任单位：区经信局
    2.培育专精特新企业5家。
    责任单位：区科技局
    2.改造老旧厂房2处。
    责任单位：区住建局

Good:
    青禾区2031年重点工作任务分解

    一、产业发展
    1.新建标准厂房3万平方米。
    责任单位：区经信局
    2.培育专精特新企业5家。
    责任单位：区科技局
    3.改造老旧厂房2处。
    责任单位：区住建局
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.numbering import number, runs
from govtask_cli.checks.quotation import quoted
from govtask_cli.records import Finding, Result, Task

CODE: Final = "NUM001"


def repeated_number(result: Result) -> Iterator[Finding]:
    """One finding for each task whose number an earlier task of its run already has."""
    for run in runs(result.tasks):
        first: dict[int, Task] = {}
        for task in run.tasks:
            earlier = first.setdefault(number(task), task)
            if earlier is not task:
                yield _finding(earlier, task)


def _finding(earlier: Task, task: Task) -> Finding:
    where = f" ({earlier.origin})" if earlier.origin else ""
    return Finding(
        code=CODE,
        severity="warning",
        message=(
            f"number {task.number} stands twice: {quoted(earlier.content)}{where} has it already, and here "
            f"{quoted(task.content)} has it again; correct one in the source or cite the task by its place"
        ),
        origin=task.origins.get("number", task.origin),
        lines=task.lines,
    )
