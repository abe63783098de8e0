"""READ030: a page that holds no text

Beside pages with text the document has pages that hold a picture (a scan, 扫描件), or glyphs that are drawn as
outlines, or that are damaged. What stands on them is in none of the records.

How to mend: look at these pages. Ask for the document as a file with text, or have the text recognised (OCR) with the
extra govtask-cli[ocr].

The examples part pages by ----; what stands between [ and ] is drawn and no text.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    ----
    [picture]

Good:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    ----
    3.新建小学4所。（责任单位：区教育局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ030"

_KINDS: Final = frozenset({"page_without_text", "page_unread"})


def page_without_text(result: Result) -> Iterator[Finding]:
    """One finding for each kind of page that gave no text."""
    for note in result.notes:
        if note.kind in _KINDS:
            yield at_note(CODE, "error", f"{note.message}; what stands there was not read", note)
