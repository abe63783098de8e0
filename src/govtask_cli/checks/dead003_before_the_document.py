"""DEAD003: a deadline before the date of the document

A breakdown of tasks gives a deadline that was over when the document was issued: the year or the month was mistyped, or
the line was copied from last year's document. A progress report may well speak of past deadlines; it is not looked at.

How to mend: ask the source which deadline is meant.

Bad:
    禾川县人民政府办公室关于2031年重点工作任务分解的函
    禾政办函〔2031〕5号

    1.新建口袋公园20个。
    责任单位：县住建局
    完成时限：2030年12月底前
    2.改造管网40公里。
    责任单位：县水利局
    完成时限：2031年11月底前

    禾川县人民政府办公室
    2031年3月5日

Good:
    禾川县人民政府办公室关于2031年重点工作任务分解的函
    禾政办函〔2031〕5号

    1.新建口袋公园20个。
    责任单位：县住建局
    完成时限：2031年12月底前
    2.改造管网40公里。
    责任单位：县水利局
    完成时限：2031年11月底前

    禾川县人民政府办公室
    2031年3月5日
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "DEAD003"


def before_the_document(result: Result) -> Iterator[Finding]:
    """One finding for each deadline of a breakdown that lies before the day on which it was issued."""
    info = result.document
    if info.kind not in ("breakdown", "livelihood") or info.issued_on is None:
        return
    for task in result.tasks:
        if (
            task.deadline is not None
            and task.deadline.date is not None
            and task.deadline.date < info.issued_on
        ):
            message = (
                f"{named(task)} is due on {task.deadline.date} ({task.deadline.text}), before the document was "
                f"issued ({info.issued_on}); ask which deadline is meant"
            )
            yield about(CODE, "warning", message, task, "deadline")
