"""READ001: a tracked change

The document was handed on with its tracked changes (修订): words that somebody put in or took out and that nobody
has accepted or refused yet. What was put in is read, what was taken out is not, as if all changes were accepted;
without this a target of 150 that was changed to 130 would read 150130.

How to mend: ask which text holds. In Word or WPS accept or refuse the changes (审阅 → 修订), save, and read again.

The examples show a text that was taken out as [-…-] and one that was put in as {+…+}.

Bad:
    河湾区2031年重点工作任务分解

    1.新建农村公路[-150-]{+130+}公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）

Good:
    河湾区2031年重点工作任务分解

    1.新建农村公路130公里。（责任单位：区交通局）
    2.整治河道3条。（责任单位：区水务局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "READ001"

_KINDS: Final = frozenset({"tracked_deletion", "tracked_insertion"})


def tracked_change(result: Result) -> Iterator[Finding]:
    """One finding for each stretch that was put in or taken out."""
    for note in result.notes:
        if note.kind in _KINDS:
            yield at_note(
                CODE,
                "warning",
                f"{note.message}: {quoted(note.text)}; the text is not final, ask which one holds",
                note,
            )
