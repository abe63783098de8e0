"""READ052: ink in a picture that gave no text

On a page that was recognised (OCR) stands ink of the size of characters which is none that could be read: a stamp over
text, handwriting, a smudge. If it is text, it is in none of the records.

How to mend: look at the page; type what was left out, or scan it anew.

The examples show what a picture shows; [?] stands behind a character in doubt, [ink] is a spot that gives no text.

Bad:
    [picture]
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    [ink]

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

CODE: Final = "READ052"


def unread_ink(result: Result) -> Iterator[Finding]:
    """One finding for a document with such pages."""
    for note in result.notes:
        if note.kind == "unread_ink":
            yield at_note(
                CODE, "warning", f"{note.message}; if it is text, it is in none of the records", note
            )
