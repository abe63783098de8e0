"""READ010: rows, columns or sheets that are hidden

A workbook hides rows, columns or whole sheets (by a filter, by hand, or since they are of last year), or a text
stands under a merged cell. Nobody sees them on the sheet, so they give no records; but somebody may have hidden
them by mistake, or may rely on them.

How to mend: unhide them if they belong to the document, else delete them. The note of the finding holds all their
text. In the examples a row that begins with [隐藏] is hidden.

Bad:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位
    1\t新建口袋公园3个。\t区城管局
    [隐藏]2\t改造雨污管网6公里。\t区住建局
    2\t新增停车位500个。\t区住建局

Good:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位
    1\t新建口袋公园3个。\t区城管局
    2\t新增停车位500个。\t区住建局
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ010"

_KINDS: Final = frozenset({"hidden_rows", "hidden_columns", "hidden_sheet", "covered_cell"})


def hidden_cells(result: Result) -> Iterator[Finding]:
    """One finding for each stretch of hidden rows, each hidden column and each hidden sheet that holds text."""
    for note in result.notes:
        if note.kind in _KINDS:
            yield at_note(
                CODE,
                "warning",
                f"{note.message}: {quoted(note.text)}; unhide it if it belongs to the document",
                note,
            )
