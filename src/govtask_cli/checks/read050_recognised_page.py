"""READ050: a page that was recognised in a picture

The page is a scan or a photo (扫描件), whose text govtask recognised itself (OCR). The origin of every value says so and
how sure its characters are. Such text may hold wrong characters even where the recognition is sure of them.

How to mend: compare names, figures and dates with the picture, those with a low figure first; or ask for the document
as a file with text.

The examples show what a picture shows; [?] stands behind a character in doubt, [ink] is a spot that gives no text.

Bad:
    [picture]
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）

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

CODE: Final = "READ050"


def recognised_page(result: Result) -> Iterator[Finding]:
    """One finding for a document with such pages."""
    for note in result.notes:
        if note.kind == "recognised_page":
            yield at_note(
                CODE, "info", f"{note.message}; compare names, figures and dates with the picture", note
            )
