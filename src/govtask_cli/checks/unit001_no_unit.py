"""UNIT001: a task without a responsible unit

The other tasks of the part name who is responsible and this one does not, so nobody answers for it: the
source forgot the line, left its label empty, or prints it in a form that was not recognised. A list in which
no task has units (livelihood lists often have none) gives no finding, nor does a point under an item that has
units.

How to mend: add the unit in the source. If the unit is printed there, report the wording of the label.

Bad:
    禾川县2031年重点工作任务分解

    一、民生保障
    1.新增公办学位600个。
    责任单位：县教育局
    2.改造农贸市场2座。
    3.新建村卫生室4所。
    责任单位：县卫健局

Good:
    禾川县2031年重点工作任务分解

    一、民生保障
    1.新增公办学位600个。
    责任单位：县教育局
    2.改造农贸市场2座。
    责任单位：县商务局
    3.新建村卫生室4所。
    责任单位：县卫健局
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, NoteRecord, Result, Severity, Task

CODE: Final = "UNIT001"


def no_unit(result: Result) -> Iterator[Finding]:
    """One finding for each task without units in a part that has some, and for each empty label elsewhere."""
    labels = {note.lines[0]: note for note in result.notes if note.kind == "empty_clause" and note.lines}
    told: set[int] = set()
    for _, members in groupby(result.tasks, key=lambda task: task.part):
        tasks = list(members)
        having = sum(bool(task.units) for task in tasks)
        if having:
            severity: Severity = "warning" if 2 * having >= len(tasks) else "info"
            for task in _without(tasks):
                empty = [line for line in _lines(task) if line in labels]
                told.update(empty)
                yield _finding(task, having, len(tasks), "warning" if empty else severity, bool(empty))
    for note in result.notes:
        if note.kind == "empty_clause" and not (note.lines and note.lines[0] in told):
            yield _empty(note)


def _lines(task: Task) -> range:
    return range(task.lines[0], task.lines[1] + 1) if task.lines else range(0)


def _without(tasks: list[Task]) -> Iterator[Task]:
    """Tasks for which nobody answers: neither they, nor the item they stand under, nor their own points."""
    families: list[list[Task]] = []
    for task in tasks:
        if task.parent is None or not families:
            families.append([])
        families[-1].append(task)
    for head, *points in families:
        if head.units:
            continue
        if not points or not all(point.units for point in points):
            yield from (task for task in (head, *points) if not task.units)


def _finding(task: Task, having: int, total: int, severity: Severity, labelled: bool) -> Finding:
    cure = (
        "its label is there but empty" if labelled else "look whether the source prints it in another place"
    )
    return Finding(
        code=CODE,
        severity=severity,
        message=(
            f"{named(task)} names no responsible unit, while {having} of {total} tasks of its part do; "
            f"{cure}; add the unit"
        ),
        origin=task.origin,
        lines=task.lines,
    )


def _empty(note: NoteRecord) -> Finding:
    return at_note(
        CODE,
        "warning",
        f"{quoted(note.text)} announces a responsible unit and names none; add it in the source",
        note,
    )
