"""What a run says about a document, in a line for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtask_cli.records import Result


def counted(count: int, noun: str, chinese: str = "") -> str:
    """1 task (任务), 2 tasks (任务)."""
    plural = noun if count == 1 else noun + "s"
    return f"{count:,} {plural} ({chinese})" if chinese else f"{count:,} {plural}"


def summary(result: Result, target: str) -> str:
    """notice.txt: 108 tasks (任务), 9 sections, 2 findings → tasks.xlsx"""
    said: list[str] = []
    if result.tasks or not result.statements:
        sections = {(task.part, task.section) for task in result.tasks if task.section}
        said += [counted(len(result.tasks), "task", "任务"), counted(len(sections), "section")]
    if result.statements:
        chapters = {statement.path[0] for statement in result.statements if statement.path}
        said += [counted(len(result.statements), "statement", "陈述"), counted(len(chapters), "chapter")]
    if result.forms:
        said.append(counted(len(result.forms), "form", "表单"))
    said.append(counted(len(result.findings), "finding"))
    return f"{result.source.name}: {', '.join(said)} → {target}"


def coverage(result: Result) -> str:
    """notice.txt: 1,200 characters read: 1,100 used, 100 dropped (furniture 80, markup 20), 0 unexplained"""
    counts = result.coverage
    reasons = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.dropped_by.items()))
    return (
        f"{result.source.name}: {counts.read:,} characters read (字符，不计空白): {counts.used:,} used, "
        f"{counts.dropped:,} dropped{f' ({reasons})' if reasons else ''}, {counts.unexplained:,} unexplained"
    )
