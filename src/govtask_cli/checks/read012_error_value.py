"""READ012: a cell that shows an error

A formula of the workbook could not be calculated, and its cell shows #REF!, #N/A, #VALUE! or another error. The
record holds it as it is shown, which nobody should take for a value.

How to mend: put the formula right, or type the value. In the examples a cell that begins with # is such a cell.

Bad:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位\t投资（万元）
    1\t新建口袋公园3个。\t区城管局\t1200
    2\t改造雨污管网6公里。\t区住建局\t#REF!

Good:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位\t投资（万元）
    1\t新建口袋公园3个。\t区城管局\t1200
    2\t改造雨污管网6公里。\t区住建局\t2400
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ012"


def error_value(result: Result) -> Iterator[Finding]:
    """One finding for each stretch of such cells, one below the other."""
    for note in result.notes:
        if note.kind == "cell_error":
            yield at_note(
                CODE, "error", f"{note.message}: {note.text}; put the formula right or type the value", note
            )
