"""READ032: a page that draws too many lines

A page draws so many lines (a map, a diagram, a pattern) that its tables were not looked for. The text of a table
there was read line by line, and its cells may be mixed.

How to mend: look at the page. Where it holds a table, ask for the document as a spreadsheet or Word file.

The examples part pages by ----; what stands between [ and ] is drawn and no text.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    [lines]

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

CODE: Final = "READ032"


def crowded_page(result: Result) -> Iterator[Finding]:
    """One finding for a document with such pages."""
    for note in result.notes:
        if note.kind == "crowded_page":
            yield at_note(CODE, "warning", f"{note.message}; look whether they hold tables", note)
