"""SUM001: region columns that do not add up to the target

A livelihood table sets a target for the whole city and allocates it to regions. Where all figures are plain
numbers, the regions must add up to the target. "/" and an empty cell count as 0; a count in brackets, 17(71),
is added up separately. Rows with percentages (also where the column 计量单位 says so, or the task is a rate), "全覆盖"
or ">86%" cannot be added up and are left alone.

How to mend: ask the source which figure is wrong. An empty cell (rather than "/") is often where the missing
one belongs.

Bad:
    北原市2031年民生实事项目任务分解

    序号\t项目内容\t责任单位\t全市目标任务\t甲区\t乙区\t丙县
    1\t新建公厕12座。\t市城管局\t12\t5\t4\t2
    2\t新增学位900个。\t市教育局\t900\t400\t300\t200
    3\t改造村道30公里。\t市交通局\t30\t/\t12.5\t17.5

Good:
    北原市2031年民生实事项目任务分解

    序号\t项目内容\t责任单位\t全市目标任务\t甲区\t乙区\t丙县
    1\t新建公厕12座。\t市城管局\t12\t5\t4\t3
    2\t新增学位900个。\t市教育局\t900\t400\t300\t200
    3\t改造村道30公里。\t市交通局\t30\t/\t12.5\t17.5
    4\t提高课后服务覆盖率。\t市教育局\t100\t100\t100\t100
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from govtask_cli.checks.quotation import named
from govtask_cli.records import Finding, Result, Task

CODE: Final = "SUM001"

_SHARES: Final = frozenset({"%", "％", "‰"})
_NUMBER: Final = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_WORD: Final = "[^0-9%％‰.,，()（）<>＜＞≥≤/～~—-]*"
_CELL: Final = re.compile(
    rf"(?P<figure>{_NUMBER})(?P<unit>{_WORD})(?:[(（](?P<inner>{_NUMBER})(?P<inner_unit>{_WORD})[)）])?"
)


class Amount(NamedTuple):
    """A summable cell: its figure, the figure in brackets behind it, and the words that go with them."""

    figures: tuple[Decimal, ...]
    words: tuple[str, ...]


def region_sum(result: Result) -> Iterator[Finding]:
    """One finding for each task whose region figures are plain numbers with another sum than the target."""
    for task in result.tasks:
        if task.allocation and task.target is not None and not _is_share(task):
            yield from _compared(task, task.target, task.allocation)


def _is_share(task: Task) -> bool:
    """Whether what is allocated is a rate, which every region is to reach."""
    return task.target_unit in _SHARES or task.content.rstrip("。").endswith(("率", "占比", "比例"))


def _compared(task: Task, printed: str, allocation: dict[str, str]) -> Iterator[Finding]:
    target = _amount(printed)
    cells = {region: cell.strip() for region, cell in allocation.items()}
    filled = {region: cell for region, cell in cells.items() if cell not in ("", "/")}
    amounts = [_amount(cell) for cell in filled.values()]
    parts = [
        amount
        for amount in amounts
        if amount is not None and target is not None and amount.words == target.words
    ]
    if target is None or not parts or len(parts) < len(amounts):
        return
    sums = tuple(sum(figures, Decimal(0)) for figures in zip(*(part.figures for part in parts), strict=True))
    if sums == target.figures or _holds_total(target, parts, sums):
        return
    yield Finding(
        code=CODE,
        severity="warning",
        message=_message(
            task, printed, target, sums, filled, [region for region, cell in cells.items() if not cell]
        ),
        origin=task.origins.get("allocation", task.origin),
        lines=task.lines,
    )


def _amount(cell: str) -> Amount | None:
    match = _CELL.fullmatch("".join(cell.split()))
    if match is None:
        return None
    figures = (_decimal(match["figure"]),)
    if match["inner"] is None:
        return Amount(figures, (match["unit"],))
    return Amount((*figures, _decimal(match["inner"])), (match["unit"], match["inner_unit"]))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


def _holds_total(target: Amount, parts: list[Amount], sums: tuple[Decimal, ...]) -> bool:
    """Whether one of the columns repeats the total: then the others add up to it."""
    doubled = tuple(2 * figure for figure in target.figures)
    return len(parts) > 1 and sums == doubled and any(part.figures == target.figures for part in parts)


def _message(
    task: Task,
    printed: str,
    target: Amount,
    sums: tuple[Decimal, ...],
    filled: dict[str, str],
    empty: list[str],
) -> str:
    shown = _shown(sums)
    difference = _shown(tuple(abs(figure - aim) for figure, aim in zip(sums, target.figures, strict=True)))
    figures = " + ".join(f"{region} {cell}" for region, cell in filled.items())
    blank = ""
    if empty:
        noun = "cell is" if len(empty) == 1 else "cells are"
        blank = f" The {noun} empty, not “/”, at {', '.join(empty)}: perhaps the figure is missing there."
    return (
        f"{named(task)}: the regions add up to {shown}, the target is {printed.strip()} "
        f"(difference {difference}): {figures}.{blank} Ask the source which figure is right"
    )


def _shown(figures: tuple[Decimal, ...]) -> str:
    outer, *inner = (f"{figure:f}" for figure in figures)
    return outer + "".join(f"({figure})" for figure in inner)
