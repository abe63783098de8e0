"""READ033: text that was recognised in a picture

The text of a page lies over a picture that shows the whole page: a scanner or another program recognised it (OCR).
Such text may hold wrong characters, above all in names, figures and tables.

How to mend: compare names and figures with the printed page.

The examples part pages by ----; what stands between [ and ] is drawn and no text.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    [picture]

Good:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ033"


def recognised_text(result: Result) -> Iterator[Finding]:
    """One finding for a document with such pages."""
    for note in result.notes:
        if note.kind == "recognised_text":
            yield at_note(
                CODE,
                "info",
                f"{note.message}; it was probably recognised (OCR), check names and figures",
                note,
            )
