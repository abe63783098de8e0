"""TABLE002: a column was taken for the tasks or the units by its cells, not by its header

No header word of the table is known to name tasks. One column holds sentences where the others hold names and
dates, so it was read as the tasks; its header says nothing that the lexicon knows. So is the first column of an
unknown header that holds nothing but names of bodies where no header names units.

How to mend: see whether the column does hold the tasks or the units; if so, add its header to a lexicon file
(`[headers.content]`, `[headers.units]`, see `govtask explain`), else give the right column a name such as 工作任务.

Bad:
    临浦区2031年攻坚行动分解表

    序号\t攻坚名目\t牵头单位\t配合单位\t完成时限
    1\t新建口袋公园3个，绿道8公里。\t区城管局\t区住建局\t9月底前
    2\t改造雨污管网6公里，改造小区12个。\t区住建局\t区水务局\t11月底前

Good:
    临浦区2031年攻坚行动分解表

    序号\t工作任务\t牵头单位\t配合单位\t完成时限
    1\t新建口袋公园3个，绿道8公里。\t区城管局\t区住建局\t9月底前
    2\t改造雨污管网6公里，改造小区12个。\t区住建局\t区水务局\t11月底前
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "TABLE002"


def assumed_column(result: Result) -> Iterator[Finding]:
    """One finding for each table whose tasks or units were found by the shape of a column."""
    for note in result.notes:
        if note.kind == "assumed_units":
            yield at_note(
                CODE,
                "warning",
                (
                    f"no header of the table is known to name units: the column {quoted(note.text)} was read as the "
                    "responsible units (责任单位), since it holds nothing but names of bodies; see whether it is, and "
                    "add the word to a lexicon file under [headers.units], [headers.lead] or [headers.support]"
                ),
                note,
            )
        if note.kind == "assumed_content":
            yield at_note(
                CODE,
                "warning",
                (
                    f"no header of the table is known to name tasks: the column {quoted(note.text)} was read as "
                    "the tasks (任务内容), since it holds the longest text; see whether it is, and add the word to "
                    "a lexicon file under [headers.content]"
                ),
                note,
            )
