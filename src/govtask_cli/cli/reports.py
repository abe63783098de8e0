"""What a run says about a document, in a line for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtask_cli.records import Coverage
    from govtask_cli.workers.job import Counts


def counted(count: int, noun: str, chinese: str = "") -> str:
    """1 task (任务), 2 tasks (任务)."""
    plural = noun if count == 1 else noun + "s"
    return f"{count:,} {plural} ({chinese})" if chinese else f"{count:,} {plural}"


def summary(counts: Counts, name: str, target: str) -> str:
    """notice.txt: 108 tasks (任务), 9 sections, 2 findings → tasks.xlsx"""
    said: list[str] = []
    if counts.tasks or not counts.statements:
        said += [counted(counts.tasks, "task", "任务"), counted(counts.sections, "section")]
    if counts.statements:
        said += [counted(counts.statements, "statement", "陈述"), counted(counts.chapters, "chapter")]
    if counts.forms:
        said.append(counted(counts.forms, "form", "表单"))
    said.append(counted(sum(counts.findings.values()), "finding"))
    return f"{name}: {', '.join(said)} → {target}"


def coverage(counts: Coverage, name: str) -> str:
    """notice.txt: 1,200 characters read: 1,100 used, 100 dropped (furniture 80, markup 20), 0 unexplained"""
    reasons = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.dropped_by.items()))
    return (
        f"{name}: {counts.read:,} characters read (字符，不计空白): {counts.used:,} used, "
        f"{counts.dropped:,} dropped{f' ({reasons})' if reasons else ''}, {counts.unexplained:,} unexplained"
    )
