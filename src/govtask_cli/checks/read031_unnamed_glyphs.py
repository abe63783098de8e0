"""READ031: glyphs without characters

The fonts of the document do not say which characters some of its glyphs are: they print well, but cannot be copied or
read. Words and figures are missing from the records.

How to mend: open the document in a PDF reader and copy a line; where that gives no text or gibberish, ask for another
file, or have the text recognised (OCR).

The examples part pages by ----; what stands between [ and ] is drawn and no text.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
    [glyphs without characters]

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

CODE: Final = "READ031"


def unnamed_glyphs(result: Result) -> Iterator[Finding]:
    """One finding for a document in which glyphs have no characters."""
    for note in result.notes:
        if note.kind == "unnamed_glyphs":
            yield at_note(
                CODE, "error", f"{note.message}; words are missing, compare with the printed page", note
            )
