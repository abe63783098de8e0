"""READ051: characters that the recognition is not sure of

In a line that was recognised in a picture (OCR) stand characters that may well be others: the print is faint, small
or covered. They were stored as they were read.

How to mend: compare the line with the picture at the place named.

The examples show what a picture shows; [?] stands behind a character in doubt, [ink] is a spot that gives no text.

Bad:
    [picture]
    河湾区2031年重点工作任务分解

    1.新建农村公路13[?]0公里。（责任单位：区交通局）
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

CODE: Final = "READ051"
_SHOWN: Final = 30


def doubtful_text(result: Result) -> Iterator[Finding]:
    """A finding for each line with such characters."""
    for note in result.notes:
        if note.kind == "doubtful_text":
            shown = note.text if len(note.text) <= _SHOWN else note.text[:_SHOWN] + "…"
            yield at_note(CODE, "warning", f"“{shown}”: {note.message}; compare it with the picture", note)
