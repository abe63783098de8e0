"""CELL001: a cell that the source cuts off

A text cell ends in the middle of a sentence while the cells around it end with a full stop: the table was
exported or printed with cells too small for their text, and the rest is lost.

How to mend: look the full text up in the original table. The record keeps what is there.

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

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from govtask_cli.checks.quotation import ending, named
from govtask_cli.records import Finding, NoteRecord, Result, Task

CODE: Final = "CELL001"

_FINAL: Final = tuple("。！？；…!?;.”’」』》")
_CLOSING: Final = "）)】］]〕"
_OPENING: Final = "（(【［[〔“‘《"
_INNER: Final = frozenset("，。；、：,;:")
_STATUS: Final = 4
"""Cells of at most so many characters are a status, not a sentence."""
_SHARE: Final = 0.75
"""So much of a column must end with a stop before a cell without one is odd."""
_STATE_COLUMNS: Final = ("progress", "shortfall", "problems", "next_steps", "effect")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text cell of a task: which column, and what stands in it."""

    task: Task
    column: str
    text: str

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does; a bracket may close behind the stop."""
        text = self.text.rstrip().rstrip(_CLOSING)
        return text.endswith(_FINAL)


def cut_cell(result: Result) -> Iterator[Finding]:
    """One finding for each cell noted as cut, and for each that lacks the stop which the others have."""
    noted = [note for note in result.notes if note.kind == "cut_cell"]
    yield from (_noted(note) for note in noted)
    places = {note.origin for note in noted}
    for _, members in groupby(result.tasks, key=lambda task: task.part):
        tasks = list(members)
        for columns in (("content",), _STATE_COLUMNS):
            for cell in _odd_ones([cell for task in tasks for cell in _filled(task, columns)]):
                if _origin(cell) not in places:
                    yield _seen(cell)


def _filled(task: Task, columns: tuple[str, ...]) -> Iterator[Filled]:
    """The text cells of a table row. A list item's content is no cell: what follows shows it whole."""
    for column in columns:
        text = getattr(task, column)
        if text and (column != "content" or "content" in task.origins):
            yield Filled(task, column, text)


def _odd_ones(cells: list[Filled]) -> Iterator[Filled]:
    """Cells without a final stop where nearly all sentences of the same columns have one."""
    times = Counter(cell.text for cell in cells)
    sentences = [cell for cell in cells if len(cell.text) > _STATUS and times[cell.text] == 1]
    stopped = sum(cell.stops for cell in sentences)
    if stopped >= 2 and stopped >= _SHARE * len(sentences):
        yield from (cell for cell in sentences if not cell.stops)


def _origin(cell: Filled) -> str:
    return cell.task.origins.get(cell.column, cell.task.origin)


def _seen(cell: Filled) -> Finding:
    sentence = not _INNER.isdisjoint(cell.text) or any(bracket in cell.text for bracket in _OPENING)
    return Finding(
        code=CODE,
        severity="warning" if sentence else "info",
        message=(
            f"{cell.column} of {named(cell.task)} ends without a stop, unlike its neighbours: "
            f"{ending(cell.text)}; the source may have cut the cell off, look the full text up"
        ),
        origin=_origin(cell),
        lines=cell.task.lines,
    )


def _noted(note: NoteRecord) -> Finding:
    return Finding(
        code=CODE,
        severity="warning",
        message=f"a cell is cut off: {ending(note.text)}; look the full text up in the original table",
        origin=note.origin,
        lines=note.lines,
    )
