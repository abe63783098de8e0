"""TEXT001: text that was not understood

A stretch of the document went into no record: no family knew its shape. It may be a task in an unusual form,
or a remark that matters. The same code is given to a bracket that never closes (where its clause ends is a
guess) and to characters that were lost when the file was decoded.

How to mend: read the place in the source and add by hand what is missing. Close the bracket. For lost
characters, name the right encoding with `--encoding`.

Bad:
    云岭区2031年重点工作任务分解

    一、生态环境
    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区财政局
    2.治理河道4公里。（牵头单位：区水务局；配合单位：各街道）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）

Good:
    云岭区2031年重点工作任务分解

    一、生态环境
    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区财政局）
    2.治理河道4公里。（牵头单位：区水务局；配合单位：各街道）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import ending, quoted
from govtask_cli.records import Finding, NoteRecord, Result, Severity

CODE: Final = "TEXT001"
Place = tuple[str, tuple[int, ...]]
_FIGURE: Final = re.compile("[0-9]+")


def unclaimed_text(result: Result) -> Iterator[Finding]:
    """One finding for each stretch that no record holds, each open bracket, and all lost characters."""
    if result.tasks or result.statements or result.forms:  # otherwise DOC001 says it for the whole document
        for stretch in _stretches(result):
            yield _unclaimed(stretch)
    for note in result.notes:
        if note.kind == "unclosed_bracket":
            yield _open_bracket(note)
    lost = [note for note in result.notes if note.kind == "replaced"]
    if lost:
        yield _lost(lost)


def _stretches(result: Result) -> Iterator[list[NoteRecord]]:
    """Unclaimed notes, those together that have no record between them."""
    starts = [_place(task.origin, task.lines) for task in result.tasks]
    starts += [_place(form.origin, form.lines) for form in result.forms]
    starts += [
        _place(said.origin, None if said.line is None else (said.line, said.line))
        for said in result.statements
    ]
    starts.sort()
    held: list[NoteRecord] = []
    for note in result.notes:
        if note.kind not in {"unclaimed", "remnant"}:
            continue
        if held and not _adjoin(held[-1], note, starts):
            yield held
            held = []
        held.append(note)
    if held:
        yield held


def _adjoin(above: NoteRecord, below: NoteRecord, starts: list[Place]) -> bool:
    first, last = _place(above.origin, above.lines), _place(below.origin, below.lines)
    if first[0] != last[0] or last < first:
        return False
    if below.lines is not None:
        last = ("", (below.lines[1],))
    return bisect_left(starts, first) == bisect_right(starts, last)


def _place(origin: str, lines: tuple[int, int] | None) -> Place:
    """Where something begins, to be compared with other places of its document: its sheet, and its line or the figures
    of its origin (第3页第12行 is 3, 12), of a cell its row. What stands nowhere stands before everything."""
    if lines is not None:
        return "", (lines[0],)
    sheet, _, cell = origin.partition("至")[0].rpartition("!")
    return sheet, tuple(int(figure) for figure in _FIGURE.findall(cell))


def _unclaimed(stretch: list[NoteRecord]) -> Finding:
    size = sum(len("".join(note.text.split())) for note in stretch)
    first, last = stretch[0], stretch[-1]
    lines = (first.lines[0], last.lines[1]) if first.lines and last.lines else None
    return _finding(
        "warning",
        f"{size} characters belong to no record, from {quoted(first.text)}"
        + (f" to {ending(last.text)}" if len(stretch) > 1 else "")
        + "; read the place and add by hand what matters",
        first.origin,
        lines,
    )


def _open_bracket(note: NoteRecord) -> Finding:
    return _finding(
        "warning",
        f"a bracket opens and never closes: {quoted(note.text)}; its end is a guess, close it in the source",
        note.origin,
        note.lines,
    )


def _lost(notes: list[NoteRecord]) -> Finding:
    count = sum(len(note.text) for note in notes)
    noun = "character" if count == 1 else "characters"
    return _finding(
        "error",
        f"{count} {noun} could not be decoded, first {quoted(notes[0].text)} at {notes[0].origin}; "
        "name the right encoding with --encoding, or ask for an undamaged file",
        notes[0].origin,
        notes[0].lines,
    )


def _finding(severity: Severity, message: str, origin: str, lines: tuple[int, int] | None) -> Finding:
    return Finding(code=CODE, severity=severity, message=message, origin=origin, lines=lines)
