"""Which sheets a workbook has, in order, and what stands in them. A sheet without rows is not written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.writers import tables
from govtask_cli.writers.allocation_sheet import allocation_sheet
from govtask_cli.writers.columns import LIST, Column, UnitRow, document
from govtask_cli.writers.facts_sheet import facts_sheet
from govtask_cli.writers.options import Options
from govtask_cli.writers.sheet import Cell, Heading, Link, Sheet, figure
from govtask_cli.writers.tables import Table

if TYPE_CHECKING:
    from govtask_cli.records import Result

# In CSV a program wants these; on a sheet they repeat what stands beside them or on a sheet of its own.
NOT_ON_SHEETS: Final = frozenset({"first_line", "last_line", "line", "allocation"})
CENTRED: Final = frozenset(
    {"number", "role", "relation", "change", "severity", "frequency", "on_schedule", "kind"}
)

PRINTED: Final = frozenset({"target", "completion", "investment"})
"""Columns of cells that are often, but not always, a number."""


def sheets(results: Sequence[Result], options: Options) -> tuple[Sheet, ...]:
    """Every sheet that has rows."""
    made = (make(results, options) for make in SHEETS)
    return tuple(sheet for sheet in made if sheet.rows)


def _sheet(table: Table[Any], rows: list[Any], options: Options) -> Sheet:
    """A table as a sheet; columns that are empty in every row are left out."""
    columns = [column for column in table.shown(options.several) if column.key not in NOT_ON_SHEETS]
    filled = [
        column for column in columns if column.always or any(column.get(row) is not None for row in rows)
    ]
    headings = tuple(
        Heading(column.heading(options.headers), column.width, "center" if column.key in CENTRED else None)
        for column in filled
    )
    cells = [[_cell(column, row, options) for column in filled] for row in rows]
    return Sheet(table.title(options.headers), headings, cells)


def _cell(column: Column[Any], row: Any, options: Options) -> Cell:
    """What a column shows for a row, as a number where it prints one in words: 60%, 1,200户."""
    value = column.value(row, options.headers)
    return (figure(value.strip()) or value) if column.key in PRINTED and isinstance(value, str) else value


def _rows(table: Table[Any], results: Sequence[Result]) -> list[Any]:
    return [row for result in results for row in table.rows(result)]


def _tasks(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.TASKS, _rows(tables.TASKS, results), options)


def _units(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.UNITS, sorted_units(results), options)


def sorted_units(results: Sequence[Result]) -> list[UnitRow]:
    """A row for each task and unit, so sorted that the rows of one office of one document stand together."""
    return sorted(_rows(tables.UNITS, results), key=lambda row: (_office(row), document(row), row.unit.name))


def _office(row: UnitRow) -> str:
    """What forms of one office have in common: its canonical name, or the printed one where that is not known."""
    return row.unit.canonical or row.unit.name


@dataclass(slots=True)
class _Total:
    """What one office does in one document: its first row, the forms of its name, the tasks it leads and supports."""

    first: int
    canonical: str | None
    names: dict[str, None] = field(default_factory=dict)
    led: set[int] = field(default_factory=set)
    supported: set[int] = field(default_factory=set)


def _totals(results: Sequence[Result], options: Options) -> Sheet:
    """Per office (and document): how many tasks it leads and supports; the busiest first."""
    totals: dict[tuple[str, str], _Total] = {}
    for index, row in enumerate(sorted_units(results), start=1):
        total = totals.setdefault((document(row), _office(row)), _Total(index, row.unit.canonical))
        total.names[row.unit.name] = None
        (total.led if row.unit.role == "lead" else total.supported).add(id(row.task))
    busiest = sorted(
        totals.items(), key=lambda item: (-len(item[1].led), -len(item[1].led | item[1].supported), item[0])
    )
    target = tables.UNITS.title(options.headers)
    known = any(total.canonical for total in totals.values())
    cells: list[list[Cell]] = [
        [
            *([name] if options.several else []),
            Link(LIST.join(total.names), target, total.first),
            *([total.canonical] if known else []),
            len(total.led),
            len(total.supported),
            len(total.led | total.supported),
        ]
        for (name, _), total in busiest
    ]
    chinese = options.headers == "zh"
    headings = (
        *([Heading("文件" if chinese else "Document", 24)] if options.several else []),
        Heading("单位" if chinese else "Unit", 36),
        *([Heading("规范名称" if chinese else "Canonical name", 36)] if known else []),
        Heading("牵头任务数" if chinese else "Tasks led", 12, "center"),
        Heading("配合任务数" if chinese else "Tasks supported", 12, "center"),
        Heading("任务合计" if chinese else "Tasks in all", 12, "center"),
    )
    return Sheet("单位汇总" if chinese else "Units", headings, cells)


def _measures(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.MEASURES, _rows(tables.MEASURES, results), options)


def _statements(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.STATEMENTS, _rows(tables.STATEMENTS, results), options)


def _forms(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.FORMS, _rows(tables.FORMS, results), options)


def _findings(results: Sequence[Result], options: Options) -> Sheet:
    return _sheet(tables.FINDINGS, _rows(tables.FINDINGS, results), options)


SHEETS: Final[tuple[Callable[[Sequence[Result], Options], Sheet], ...]] = (
    _tasks,
    _units,
    _totals,
    _measures,
    allocation_sheet,
    _statements,
    _forms,
    _findings,
    facts_sheet,
)
