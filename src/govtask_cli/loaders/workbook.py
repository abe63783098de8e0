"""Excel: a workbook that `parse` wrote, perhaps corrected by an analyst, as results again.

任务 says what the tasks are. 任务与单位 adds what it says of their units, 指标 gives their figures, 区县指标 what
regions shall do; rows of these find their task by its place in the source. Where 任务 has other units, it counts, and
that is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from govtask_cli.errors import ReadError
from govtask_cli.loaders import facts, table_records
from govtask_cli.loaders.gathering import Gathering
from govtask_cli.loaders.loaded import Complaints, Loaded
from govtask_cli.loaders.rows import Cell, Row, rows
from govtask_cli.loaders.workbook_cells import Book
from govtask_cli.records import Measure, Record, Statement, Task, Unit
from govtask_cli.writers import tables
from govtask_cli.writers.allocation_sheet import NO_SHARE
from govtask_cli.writers.columns import LIST
from govtask_cli.writers.tables import Table

Key = tuple[str | None, str]
"""Document and place in the source."""
_ALLOCATION: Final = ("区县指标", "Allocation")
_FACTS: Final = ("文件信息", "Document")
_OWN: Final = {
    "文件": "document", "Document": "document", "序号": "number", "Number": "number", "类别": "category",
    "Category": "category", "任务内容": "content", "Task": "content", "目标": "target", "Target": "target",
    "出处": "origin", "Origin": "origin", "标“/”的地区": "struck", "Regions marked “/”": "struck",
}  # fmt: skip
"""Columns of 区县指标 that are no regions."""
Made = TypeVar("Made", bound=Record)


def load(path: Path) -> Loaded:
    """The results. Raises ReadError with every wrong cell, by sheet and cell."""
    complaints = Complaints(path)
    gathering = Gathering(path, "xlsx")
    with Book(path) as book:
        facts.take(book.grid(*_FACTS), gathering, complaints)  # it has all documents in their order
        loading = _Loading(book, complaints, gathering)
        loading.tasks()
        loading.statements()
        for name, finding in loading.made(tables.FINDINGS, table_records.finding):
            gathering.add(name, finding)
        if next(book.grid(tables.FORMS.zh, tables.FORMS.en), None) is not None:
            gathering.remarks.append("计划表: plan forms (推进计划表) are not read back from a workbook")
    complaints.settle()
    loaded = gathering.loaded()
    if not loaded.results:
        raise ReadError(
            str(path), "has none of the sheets that govtask writes (无任务表)", "see README, Excel"
        )
    return loaded


class _Loading:
    """The sheets on their way to results."""

    def __init__(self, book: Book, complaints: Complaints, gathering: Gathering) -> None:
        self.book, self.complaints, self.gathering = book, complaints, gathering
        self.figures: dict[Key, list[tuple[Row, Measure]]] = defaultdict(list)
        for row in self.rows(tables.MEASURES):
            if (measure := table_records.measure(row)) is not None:
                self.figures[_key(row)].append((row, measure))

    def rows(self, table: Table[Any]) -> Iterator[Row]:
        """The rows of the sheet of a table."""
        grid = self.book.grid(table.zh, table.en)
        return rows(grid, table.columns, self.complaints, takes_other=table is tables.TASKS)

    def made(
        self, table: Table[Any], make: Callable[[Row], Made | None]
    ) -> Iterator[tuple[str | None, Made]]:
        """The records of a sheet with the names of their documents."""
        for row in self.rows(table):
            if (record := make(row)) is not None:
                yield row.text("document"), record

    def tasks(self) -> None:
        """Tasks with their units, figures and shares."""
        found = [
            (row, task) for row in self.rows(tables.TASKS) if (task := table_records.task(row)) is not None
        ]
        places: dict[Key, list[int]] = defaultdict(list)
        for index, (row, _) in enumerate(found):
            places[_key(row)].append(index)
        extra: list[dict[str, Any]] = [{} for _ in found]
        self._units(found, places, extra)
        self._shares(found, places, extra)
        for key, listed in self.figures.items():
            for row, measure in listed if key in places else []:
                index = _nearest(row, found, places[key], "text")
                extra[index].setdefault("measures", []).append(measure)
        for (row, task), more in zip(found, extra, strict=True):
            self.gathering.add(row.text("document"), task.model_copy(update=more))
        self.taken = set(places)

    def statements(self) -> None:
        """Statements with their figures; a figure that belongs to nothing is wrong."""
        used: set[int] = set()
        for row in self.rows(tables.STATEMENTS):
            statement = table_records.statement(row)
            if statement is None:
                continue
            mine = [
                pair for pair in self.figures.get(_key(row), []) if pair[0].text("text") == statement.text
            ]
            used |= {id(measure) for _, measure in mine}
            whole = Statement(**{**statement.__dict__, "measures": [measure for _, measure in mine]})
            self.gathering.add(row.text("document"), whole)
        for key, listed in self.figures.items():
            for row, measure in listed if key not in self.taken else []:
                if id(measure) not in used:
                    row.wrong("origin", "no task and no statement stands at this place (出处无对应)")

    def _units(
        self, found: list[tuple[Row, Task]], places: dict[Key, list[int]], extra: list[dict[str, Any]]
    ) -> None:
        """What 任务与单位 knows of the units that 任务 names."""
        known: dict[tuple[int, str, str], Unit] = {}
        for row in self.rows(tables.UNITS):
            unit = table_records.unit(row)
            if unit is None:
                continue
            listed = places.get(_key(row), [])
            names = [index for index in listed if (unit.name, unit.role) in _named(found[index][1])]
            if names:
                known[(_nearest(row, found, names, "content"), unit.name, unit.role)] = unit
            else:
                told = f"{row.at('unit')}: {unit.name} is no such unit of its task on the sheet of tasks, which counts"
                self.gathering.remarks.append(told)
        for index, (_, task) in enumerate(found):
            extra[index]["units"] = [known.get((index, each.name, each.role), each) for each in task.units]

    def _shares(
        self, found: list[tuple[Row, Task]], places: dict[Key, list[int]], extra: list[dict[str, Any]]
    ) -> None:
        """The cells of the regions."""
        grid = self.book.grid(*_ALLOCATION)
        heads = [cell.text if cell is not None else "" for cell in next(grid, [])]
        shares: list[tuple[Row, int, dict[str, str]]] = []
        for line in grid:
            cells = {head: cell for head, cell in zip(heads, line, strict=False) if cell is not None}
            own = {key: cells[head] for head, key in _OWN.items() if head in cells}
            row = Row(own, {}, line[0].place if line and line[0] else _ALLOCATION[0], self.complaints, {})
            if not own:
                continue
            listed = places.get(_key(row), [])
            if not listed:
                place = own.get("origin", own.get("content", own.get("number")))
                self.complaints.add(
                    place.place if place else row.place, "no task stands at this place (出处无对应)"
                )
                continue
            struck = (row.text("struck") or "").split(LIST)
            regions = [head for head in heads if head and head not in _OWN]
            shares.append(
                (
                    row,
                    _nearest(row, found, listed, "content"),
                    {region: "/" if region in struck else _text(cells.get(region)) for region in regions},
                )
            )
        # The sheet has the regions of all tables; those of one are the ones that it gives anything.
        given: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for row, index, share in shares:
            table = row.text("document"), found[index][1].part
            given[table] |= {region for region, cell in share.items() if cell}
        for row, index, share in shares:
            mine = given[row.text("document"), found[index][1].part]
            extra[index]["allocation"] = {region: cell for region, cell in share.items() if region in mine}


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.text in NO_SHARE - {"/"} else cell.text


def _key(row: Row) -> Key:
    return row.text("document"), row.text("origin") or ""


def _named(task: Task) -> set[tuple[str, str]]:
    return {(unit.name, unit.role) for unit in task.units}


def _nearest(row: Row, found: list[tuple[Row, Task]], among: list[int], text: str) -> int:
    """Of the tasks at one place, the one with the row's text, else with its number, else the first."""
    for index in among:
        if found[index][1].content == row.text(text):
            return index
    for index in among:
        number = found[index][1].number
        if number is not None and str(number) == row.text("number"):
            return index
    return among[0]
