"""NUM002: a number is missing

A list counts 1, 2, 4: either the source left a task out, or a number was misprinted, or the task stands in
the document in a form that was not recognised. Counting may start anew with each section, go on over
sections, or go on from one part to the next; an excerpt (more numbers missing than printed) gives one remark.

How to mend: look at the place between the two numbers. Where the source has the task, correct its number
there; where it has none, note that the list is incomplete.

Bad:
    石桥镇2031年重点工作任务分解

    一、城乡建设
    1.拓宽镇区道路2公里。
    责任单位：镇城建办
    2.新建停车场1处。
    责任单位：镇城建办
    4.修缮文化站1座。
    责任单位：镇文化站

Good:
    石桥镇2031年重点工作任务分解

    一、城乡建设
    1.拓宽镇区道路2公里。
    责任单位：镇城建办
    2.新建停车场1处。
    责任单位：镇城建办
    3.修缮文化站1座。
    责任单位：镇文化站
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govtask_cli.checks.numbering import Run, number, runs
from govtask_cli.checks.quotation import named
from govtask_cli.records import Finding, Result, Severity, Task

CODE: Final = "NUM002"


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers from `first` to `last` that no task of a run has, and the tasks on both sides."""

    first: int
    last: int
    above: Task | None
    below: Task

    @property
    def size(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def missing_number(result: Result) -> Iterator[Finding]:
    """One finding for each gap in a run, at the task that follows it; one remark for an excerpt."""
    for run in runs(result.tasks):
        misfits = list(_misfits(run))
        for above, task, below in misfits:
            yield _misfit(above, task, below)
        gaps = list(_gaps(run, misfits))
        if sum(gap.size for gap in gaps) > len(run.tasks):
            yield _excerpt(run, gaps)
        else:
            yield from (_gap(gap) for gap in gaps)


def _misfits(run: Run) -> Iterator[tuple[Task, Task, Task]]:
    """Tasks whose number leaps ahead and is forgotten again: 5, 16, 7, each with its neighbours.

    Where the run has the number below it, 15, the task only stands in another order.
    """
    numbers = run.numbers
    if all(low < high for low, high in pairwise(numbers)):
        return
    printed = set(numbers)
    for above, task, below in zip(run.tasks, run.tasks[1:], run.tasks[2:], strict=False):
        leaps = number(task) > number(below) and number(below) - number(above) in (1, 2)
        if leaps and number(task) - 1 not in printed:
            yield above, task, below


def _gaps(run: Run, misfits: list[tuple[Task, Task, Task]]) -> Iterator[Gap]:
    odd = {id(task) for _, task, _ in misfits}
    first = {number(task): task for task in reversed(run.tasks) if id(task) not in odd}
    printed = sorted(first)
    # The number that a misfit stands for is told with the misfit.
    told = {number(above) + 1 for above, _, _ in misfits}
    if run.begins is not None and run.begins < printed[0]:
        yield Gap(run.begins, printed[0] - 1, None, first[printed[0]])
    for low, high in pairwise(printed):
        if high > low + 1 and not (high == low + 2 and low + 1 in told):
            yield Gap(low + 1, high - 1, first[low], first[high])


def _gap(gap: Gap) -> Finding:
    noun = "number" if gap.size == 1 else "numbers"
    verb = "is" if gap.size == 1 else "are"
    side = f"between {named(gap.above)} and {named(gap.below)}" if gap.above else f"before {named(gap.below)}"
    return _finding(
        "warning",
        f"{noun} {gap} {verb} missing {side}; see whether the source leaves a task out or misprints it",
        gap.below,
    )


def _misfit(above: Task, task: Task, below: Task) -> Finding:
    meant = number(above) + 1
    missing = f"number {meant} is missing and " if number(below) == meant + 1 else ""
    return _finding(
        "warning",
        f"{missing}number {task.number} stands between {above.number} and {below.number}: {named(task)}; "
        "see whether the source misprints it",
        task,
    )


def _excerpt(run: Run, gaps: list[Gap]) -> Finding:
    missing = ", ".join(str(gap) for gap in gaps[:5]) + (" …" if len(gaps) > 5 else "")
    return _finding(
        "info",
        f"most numbers up to {max(run.numbers)} are missing ({missing}); "
        "if this is no excerpt of a longer list, look for the tasks that were not read",
        gaps[0].below,
    )


def _finding(severity: Severity, message: str, task: Task) -> Finding:
    return Finding(
        code=CODE,
        severity=severity,
        message=message,
        origin=task.origins.get("number", task.origin),
        lines=task.lines,
    )
