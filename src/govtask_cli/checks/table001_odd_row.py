"""TABLE001: a table row with too few or too many cells

A row that has not as many cells as its header: a cell was lost or split when the table was exported, so what
stands in the row may have been read under the wrong heading. A table without any header that names its tasks
is told here too (as a warning): nothing of it was read.

How to mend: compare the row with the source and put the missing cell ("/" or empty) in its place, or take the
surplus separator out.

Bad:
    临浦区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t/
    2\t改造雨污管网6公里。\t区住建局
    3\t新增停车位500个。\t区住建局\t已新增200个。\t/
    4\t新建幼儿园2所。\t区教育局\t主体已封顶。\t/

Good:
    临浦区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t/
    2\t改造雨污管网6公里。\t区住建局\t/\t/
    3\t新增停车位500个。\t区住建局\t已新增200个。\t/
    4\t新建幼儿园2所。\t区教育局\t主体已封顶。\t/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, NoteRecord, Result

CODE: Final = "TABLE001"


def odd_row(result: Result) -> Iterator[Finding]:
    """One finding for each row that the reading of a table noted as odd, and for each table that was not read."""
    for note in result.notes:
        if note.kind == "unread_table":
            yield at_note(
                CODE,
                "warning",
                (
                    f"{note.message} was not read: {quoted(note.text)}; if it holds tasks, give its columns names "
                    "such as 序号, 工作任务, 责任单位"
                ),
                note,
            )
        if note.kind == "odd_row" and not _is_in_form(note, result):
            yield at_note(
                CODE,
                "error",
                (
                    f"{note.message}: {quoted(note.text)}; its values may stand under the wrong headings, "
                    "compare the row with the source"
                ),
                note,
            )


def _is_in_form(note: NoteRecord, result: Result) -> bool:
    """Whether a row stands in a plan form, whose rows are as long as their labels ask."""
    if note.lines is None:
        return False
    first, last = note.lines
    return any(
        form.lines is not None and form.lines[0] <= first and last <= form.lines[1] for form in result.forms
    )
