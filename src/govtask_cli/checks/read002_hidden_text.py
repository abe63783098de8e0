"""READ002: hidden text

The file holds words that no screen or print shows: characters formatted as hidden (隐藏文字), a hidden row of a
table, text in a cell that is merged away. They are not read. Mostly they are left over from an earlier version; now
and then somebody hid what should have been deleted before the document was published.

How to mend: show them in Word or WPS (文件 → 选项 → 显示 → 隐藏文字) and delete them, or make them visible if they
belong to the text.

The examples show hidden words as {~…~}.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。{~待核实~}（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）

Good:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ002"


def hidden_text(result: Result) -> Iterator[Finding]:
    """One finding for each stretch that was hidden."""
    for note in result.notes:
        if note.kind == "hidden_text":
            yield at_note(
                CODE,
                "warning",
                f"{note.message}: {quoted(note.text)}; see whether it belongs to the document",
                note,
            )
