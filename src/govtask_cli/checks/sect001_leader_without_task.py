"""SECT001: a leader without tasks

A heading names an official who leads, and no task stands under it. The tasks were left out, or their heading was
printed in the wrong place, so that another official has got them.

How to mend: put the tasks under their heading, or take the heading out.

Bad:
    北山区2031年重点工作任务分解

    一、秦海区长牵头重点工作
    1.新建水厂2座。
    责任单位：区水务局
    二、钱方副区长牵头重点工作
    三、孙理副区长牵头重点工作
    1.新建小学4所。
    责任单位：区教育局

Good:
    北山区2031年重点工作任务分解

    一、秦海区长牵头重点工作
    1.新建水厂2座。
    责任单位：区水务局
    二、钱方副区长牵头重点工作
    1.新建公园3个。
    责任单位：区城管局
    三、孙理副区长牵头重点工作
    1.新建小学4所。
    责任单位：区教育局
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "SECT001"


def leader_without_task(result: Result) -> Iterator[Finding]:
    """One finding for each heading with a leader that the reading noted as empty."""
    for note in result.notes:
        if note.kind == "empty_heading":
            yield at_note(
                CODE,
                "warning",
                (
                    f"{quoted(note.text)} names a leader (牵头领导), and no task stands under it; "
                    "see whether its tasks are missing or stand under another heading"
                ),
                note,
            )
