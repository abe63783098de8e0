"""READ053: a picture that is too coarse

The characters of a page that was recognised (OCR) are so few dots high that their strokes run together: the recognition
then takes one character for another and is sure of it.

How to mend: scan the page anew at 200 to 300 dpi, or fetch the picture in its full size; messengers make pictures
smaller.

The examples show what a picture shows; [coarse] says that its characters are 12 dots high.

Bad:
    [picture]
    [coarse]
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

CODE: Final = "READ053"


def coarse_picture(result: Result) -> Iterator[Finding]:
    """One finding for a document with such pages."""
    for note in result.notes:
        if note.kind == "coarse_picture":
            yield at_note(CODE, "warning", f"{note.message}; scan it anew at 200 to 300 dpi", note)
