"""READ021: text that is struck out

Words of a web page are struck out (删除线): somebody marked them as no longer valid and left them in place. They
are not read, as if they were deleted; what stands beside them is.

How to mend: ask which text holds, and take the struck words out of the page or make them plain.

Bad:
    <html><body><h1>北山区2031年重点工作任务分解</h1>
    <p>1.新建水厂<del>2</del>3座。（责任单位：区水务局）</p>
    <p>2.整治河道3条。（责任单位：区城管局）</p></body></html>

Good:
    <html><body><h1>北山区2031年重点工作任务分解</h1>
    <p>1.新建水厂3座。（责任单位：区水务局）</p>
    <p>2.整治河道3条。（责任单位：区城管局）</p></body></html>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ021"


def struck_text(result: Result) -> Iterator[Finding]:
    """One finding for each stretch that was struck out."""
    for note in result.notes:
        if note.kind == "struck_text":
            yield at_note(
                CODE, "warning", f"{note.message}: {quoted(note.text)}; see whether it is still valid", note
            )
