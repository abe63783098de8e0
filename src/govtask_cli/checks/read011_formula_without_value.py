"""READ011: a formula without a stored value

A program wrote formulas into the workbook and never calculated them, so what their cells show is not in the file:
the cells are read as empty, and the records lack what stands there.

How to mend: open the workbook in Excel or WPS, which calculates them, and save it. In the examples a cell that
begins with = is a formula whose value was not stored.

Bad:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位\t投资（万元）
    1\t新建口袋公园3个。\t区城管局\t1200
    2\t改造雨污管网6公里。\t区住建局\t=D2*2

Good:
    临浦区2031年重点工作任务分解表

    序号\t工作任务\t责任单位\t投资（万元）
    1\t新建口袋公园3个。\t区城管局\t1200
    2\t改造雨污管网6公里。\t区住建局\t2400
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ011"


def formula_without_value(result: Result) -> Iterator[Finding]:
    """One finding for each stretch of such cells, one below the other."""
    for note in result.notes:
        if note.kind == "formula_without_value":
            yield at_note(
                CODE,
                "error",
                (
                    f"{note.message}, the first {quoted(note.text)}; they were read as empty, open the workbook in "
                    "Excel or WPS and save it"
                ),
                note,
            )
