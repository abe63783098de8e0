"""CELL001: a cell or a text that the source cuts off

A text cell ends in the middle of a sentence while the cells around it end with a full stop: the table was
exported or printed with cells too small for their text, and the rest is lost. A cell that ends with a comma
or an opening bracket is cut whatever the others do; a short phrase, a figure or a bracket at the end may be
whole and is only remarked on. Prose or a list item that breaks off has the same code.

How to mend: look the full text up in the original. The record keeps what is there.

Bad:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况
    1\t新建口袋公园3个。\t区城管局\t已建成1个，另有2个正在施工。
    2\t改造雨污管网6公里。\t区住建局\t已完成2公里，剩余路段正在办理施工许
    3\t新增停车位500个。\t区住建局\t已新增200个，完成率40%。
    4\t新建幼儿园2所。\t区教育局\t两所主体均已封顶，正在装修。

Good:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况
    1\t新建口袋公园3个。\t区城管局\t已建成1个，另有2个正在施工。
    2\t改造雨污管网6公里。\t区住建局\t已完成2公里，剩余路段正在办理施工许可。
    3\t新增停车位500个。\t区住建局\t已新增200个，完成率40%。
    4\t新建幼儿园2所。\t区教育局\t两所主体均已封顶，正在装修。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from govtask_cli.checks.quotation import ending, named
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, NoteRecord, Result, Task

CODE: Final = "CELL001"

_NOTED: Final = {"cut_cell": "a cell is cut off", "cut_text": "the text breaks off"}
_FINAL: Final = tuple("。！？；…!?;.”’」』》")
_CLOSING: Final = "）)】］]〕〗"
_OPENING: Final = "（(【［[〔〖“‘《"
_INNER: Final = frozenset("，。；、：,;:")
_DANGLING: Final = tuple("，、," + _OPENING)
_WHOLE: Final = re.compile(rf"(?:[{re.escape(_CLOSING)}]|[0-9][%％‰]?[^\W\d_]{{0,2}})$")
"""An end that may well be one: a closing bracket, or a figure with its unit."""
_STATUS: Final = 4
"""Cells of at most so many characters are a status, not a sentence."""
_COLUMNS: Final = (
    (("content",), 0.9),
    (("progress", "shortfall", "problems", "next_steps", "effect"), 0.75),
)
"""Columns that are written in one manner, and how many of their cells must end with a stop before one without
is odd. A content is often a noun phrase, so more of them are asked for."""


class Filled(NamedTuple):
    """A text cell of a task: which column, and what stands in it."""

    task: Task
    column: str
    text: str

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does; a bracket may close behind the stop."""
        text = self.text.rstrip().rstrip(_CLOSING)
        return text.endswith(_FINAL)

    @property
    def breaks_off(self) -> bool:
        """Whether it ends where no sentence can."""
        text = self.text.rstrip()
        return text.endswith(_DANGLING) or (self.column != "content" and text.endswith((":", "：")))

    @property
    def ends_here(self) -> bool:
        """Whether the source goes no further: behind a list item's content its units may follow."""
        return self.column != "content" or not self.task.units or _content_has_a_cell(self.task)

    @property
    def may_be_whole(self) -> bool:
        """Whether it is a phrase, or ends with a figure or a bracket."""
        phrase = _INNER.isdisjoint(self.text) and not any(bracket in self.text for bracket in _OPENING)
        return phrase or _WHOLE.search(self.text.rstrip()) is not None


def cut_cell(result: Result) -> Iterator[Finding]:
    """One finding for each text noted as cut, and for each cell that lacks the stop which the others have."""
    noted = [note for note in result.notes if note.kind in _NOTED]
    yield from (_noted(note) for note in noted)
    places = {note.origin for note in noted}
    for _, members in groupby(result.tasks, key=lambda task: task.part):
        tasks = list(members)
        for columns, share in _COLUMNS:
            for cell in _odd_ones([cell for task in tasks for cell in _filled(task, columns)], share):
                if _origin(cell) not in places:
                    yield _seen(cell)


def _filled(task: Task, columns: tuple[str, ...]) -> Iterator[Filled]:
    """The text cells of a task."""
    for column in columns:
        text = getattr(task, column)
        if text:
            yield Filled(task, column, text)


def _content_has_a_cell(task: Task) -> bool:
    """Whether the content stands apart from its number; in a list it follows on the number's own line."""
    number, content = task.origins.get("number"), task.origins.get("content")
    if number is None or content is None or number == content:
        return False
    return content.partition("–")[0] != number.removesuffix("行")


def _odd_ones(cells: list[Filled], share: float) -> Iterator[Filled]:
    """Cells that break off, and those without a stop where nearly all sentences beside them have one."""
    times = Counter(cell.text for cell in cells)
    sentences = [cell for cell in cells if len(cell.text) > _STATUS and times[cell.text] == 1]
    open_ended = [cell for cell in sentences if not cell.stops]
    stopped = len(sentences) - len(open_ended)
    custom = stopped >= 2 and stopped >= share * (len(sentences) - 1)
    yield from (cell for cell in open_ended if (custom or cell.breaks_off) and cell.ends_here)


def _origin(cell: Filled) -> str:
    return cell.task.origins.get(cell.column, cell.task.origin)


def _seen(cell: Filled) -> Finding:
    return Finding(
        code=CODE,
        severity="info" if cell.may_be_whole else "warning",
        message=(
            f"{cell.column} of {named(cell.task)} "
            + ("breaks off" if cell.breaks_off else "ends without a stop, unlike its neighbours")
            + f": {ending(cell.text)}; the source may have cut it off, look the full text up"
        ),
        origin=_origin(cell),
        lines=cell.task.lines,
    )


def _noted(note: NoteRecord) -> Finding:
    return at_note(
        CODE,
        "warning",
        f"{note.message or _NOTED[note.kind]}: {ending(note.text)}; look the original up",
        note,
    )
