"""READ020: a part of the page that stands in another file

The text of a web page shows something that is not in the page itself: a frame (iframe), an embedded PDF or picture
viewer. Nothing is fetched, so what it shows was not read; on many government sites it is the annex, or the whole
document.

How to mend: open the page in a browser and save the embedded file itself, or save the page as a whole
(.mht, .mhtml): frames that were saved with the page are read.

Bad:
    <html><body><h1>北山区2031年重点工作任务分解</h1>
    <p>1.新建水厂2座。（责任单位：区水务局）</p>
    <p>2.整治河道3条。（责任单位：区城管局）</p>
    <iframe src="/attach/annex.pdf"></iframe></body></html>

Good:
    <html><body><h1>北山区2031年重点工作任务分解</h1>
    <p>1.新建水厂2座。（责任单位：区水务局）</p>
    <p>2.整治河道3条。（责任单位：区城管局）</p></body></html>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ020"
_ADDRESS: Final = 80


def embedded_file(result: Result) -> Iterator[Finding]:
    """One finding for each file that the text of a page shows."""
    for note in result.notes:
        if note.kind == "embedded_file":
            yield at_note(
                CODE,
                "warning",
                (
                    f"the page shows {quoted(note.text, _ADDRESS)}, which stands in a file of its own and was not "
                    "read; read that file too"
                ),
                note,
            )
