"""DOC004: an annex that is named and not there

The notice names an annex (附件：…), other annexes follow it in this document, and no part has the title of this one.
Where none of the annexes follows, they are files of their own and nothing is missing here.

How to mend: add the annex, or take it from the list.

Bad:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知
    禾政办发〔2031〕5号

    现将任务分解印发给你们，请认真贯彻落实。

    附件：1.2031年重点工作任务分解表
    2.2031年民生实事任务清单

    禾川县人民政府办公室
    2031年3月5日

    附件1
    2031年重点工作任务分解表

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局

Good:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知
    禾政办发〔2031〕5号

    现将任务分解印发给你们，请认真贯彻落实。

    附件：1.2031年重点工作任务分解表

    禾川县人民政府办公室
    2031年3月5日

    附件1
    2031年重点工作任务分解表

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, NoteRecord, Result

CODE: Final = "DOC004"
_NAMED: Final = re.compile(
    r"^附[件表录錄][:：]?\s*(?:[0-9一二三四五六七八九十]{1,2}\s*[.．、:：])?\s*(?P<title>.+)$"
)
_NEXT: Final = re.compile(r"^(?P<number>[0-9]{1,2})\s*[.．、]\s*(?P<title>.+)$")
_PLACE: Final = re.compile(r"^(?:第(?P<page>[0-9]+)页)?[^0-9]*(?P<line>[0-9]+)")
_SHORTEST: Final = 4
_LONGEST: Final = 80
"""A title is no shorter and no longer than so many characters."""


def missing_annex(result: Result) -> Iterator[Finding]:
    """One finding for each title in the list of annexes that nothing in the document has, where others are there."""
    listed = list(_listed(result.notes))
    if len(listed) < 2:
        return
    titles = _titles(result, {id(note) for note, _ in listed})
    missing = [(note, title) for note, title in listed if not any(_same(title, each) for each in titles)]
    if len(missing) == len(listed):
        return
    for note, title in missing:
        yield at_note(
            CODE,
            "warning",
            f"the annex {quoted(title, 40)} (附件) is named and does not follow; add it, or mend the list",
            note,
        )


def _listed(notes: list[NoteRecord]) -> Iterator[tuple[NoteRecord, str]]:
    """The list of annexes: its first line, and the lines below it that count on."""
    expected = 0
    above = (0, 0)
    for note in sorted(notes, key=_place):
        if note.kind not in {"reference", "notice"}:
            continue
        text = note.text.strip()
        first, after = _NAMED.match(text), _NEXT.match(text)
        if note.kind == "reference" and first is not None:
            expected = expected + 1 if expected else 2
        elif after is not None and int(after["number"]) == expected and _is_below(_place(note), above):
            expected += 1
        else:
            continue
        above = _place(note)
        match = first or after
        if match is not None and len(match["title"]) >= _SHORTEST:
            yield note, match["title"]


def _place(note: NoteRecord) -> tuple[int, int]:
    """The page and the line of a note; 0 where its format has none. Lines count on every page anew."""
    found = _PLACE.match(note.origin)
    return (int(found["page"] or 0), int(found["line"])) if found is not None else (0, 0)


def _is_below(place: tuple[int, int], above: tuple[int, int]) -> bool:
    """Whether no more than a line stands between two places, or a page ends there."""
    (page, line), (page_above, line_above) = place, above
    return line - line_above <= 2 if page == page_above else page == page_above + 1


def _titles(result: Result, listing: set[int]) -> set[str]:
    """What the document has: titles of parts and forms, and the lines that no record holds."""
    titles = {task.part for task in result.tasks} | {form.title for form in result.forms}
    titles |= {heading for task in result.tasks for heading in task.path}
    titles |= {note.text for note in result.notes if id(note) not in listing and len(note.text) < _LONGEST}
    return {_bare(title) for title in titles if title}


def _same(title: str, other: str) -> bool:
    bare = _bare(title)
    return bare == other or (len(other) >= _SHORTEST and (bare in other or other in bare))


def _bare(title: str) -> str:
    """A title without white space, quotation marks and a stop."""
    return re.sub(r"[\s《》“”（）()。；;.]|^附[件表]?[0-9一二三四五]{0,2}[:：]?", "", title)
