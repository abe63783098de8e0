"""区县指标: what a livelihood table asks of each region, one column a region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from govtask_cli.writers.columns import LIST, place
from govtask_cli.writers.options import Options
from govtask_cli.writers.rows import RowStore
from govtask_cli.writers.sheet import Cell, Heading, Sheet, Struck, figure

if TYPE_CHECKING:
    from govtask_cli.records import Result, Task

NO_SHARE: Final = frozenset({"/", "／", "\\", "-", "－", "—", "——", "–"})
"""What stands in a region's cell that has no share in the task."""


def allocation_sheet(results: Sequence[Result], options: Options, store: RowStore) -> Sheet:
    """A row for each task with an allocation. Figures are numbers.

    "/" would spoil sums and pivot tables in a column of numbers: its cell is empty with a stroke drawn
    through it, and a column of text names the regions whose cell was printed so.
    """
    regions = _regions(results)
    rows = (
        _row(result, task, regions, options) for result in results for task in result.tasks if task.allocation
    )
    chinese = options.headers == "zh"
    headings = (
        *([Heading("文件" if chinese else "Document", 24)] if options.several else []),
        Heading("序号" if chinese else "Number", 7, "center"),
        Heading("类别" if chinese else "Category", 14),
        Heading("任务内容" if chinese else "Task", 48),
        Heading("目标" if chinese else "Target", 14),
        *(Heading(region, 12) for region in regions),
        Heading("标“/”的地区" if chinese else "Regions marked “/”", 30),
        Heading("出处" if chinese else "Origin", 18),
    )
    return Sheet("区县指标" if chinese else "Allocation", headings, store.keep(rows))


def _regions(results: Sequence[Result]) -> list[str]:
    """The regions' names in the order in which they are first met."""
    names: dict[str, None] = {}
    for result in results:
        for task in result.tasks:
            names.update(dict.fromkeys(task.allocation or {}))
    return list(names)


def _row(result: Result, task: Task, regions: list[str], options: Options) -> list[Cell]:
    shares = task.allocation or {}
    struck = [region for region, printed in shares.items() if printed.strip() in NO_SHARE]
    return [
        *([result.source.name] if options.several else []),
        task.number,
        task.category,
        task.content,
        share(task.target or ""),
        *(share(shares.get(region, "")) for region in regions),
        LIST.join(struck) or None,
        place(task.origin, task.lines),
    ]


def share(printed: str) -> Cell:
    """A printed cell as a number where it is one, struck where it says "no share", else as text."""
    text = printed.strip()
    if text in NO_SHARE:
        return Struck()
    return figure(text) or text or None
