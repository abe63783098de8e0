"""Which sheets a workbook has, in order, and what stands in them. A sheet without rows is not written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.writers import tables
from govtask_cli.writers.allocation_sheet import allocation_sheet
from govtask_cli.writers.columns import LIST, Column, UnitRow, document
from govtask_cli.writers.facts_sheet import facts_sheet
from govtask_cli.writers.options import Options
from govtask_cli.writers.rows import RowStore
from govtask_cli.writers.sheet import Cell, Heading, Link, Sheet, figure
from govtask_cli.writers.tables import Table

if TYPE_CHECKING:
    from govtask_cli.records import Result, Unit

# In CSV a program wants these; on a sheet they repeat what stands beside them or on a sheet of its own.
NOT_ON_SHEETS: Final = frozenset({"first_line", "last_line", "line", "allocation"})
CENTRED: Final = frozenset(
    {"number", "role", "relation", "change", "severity", "frequency", "on_schedule", "kind"}
)

PRINTED: Final = frozenset({"target", "completion", "investment"})
"""Columns of cells that are often, but not always, a number."""


def sheets(results: Sequence[Result], options: Options, store: RowStore) -> tuple[Sheet, ...]:
    """Every sheet that has rows, which lie in the store."""
    made = (make(results, options, store) for make in SHEETS)
    return tuple(sheet for sheet in made if sheet.rows)


def _sheet(
    table: Table[Any],
    results: Sequence[Result],
    options: Options,
    store: RowStore,
    key: Callable[[Any], tuple[str, ...]] | None = None,
) -> Sheet:
    """A table as a sheet, sorted by `key` where it is given; columns that are empty in every row are left out."""
    columns = [column for column in table.shown(options.several) if column.key not in NOT_ON_SHEETS]
    filled = [column.always for column in columns]
    keys: list[tuple[str, ...]] = []

    def cells() -> Iterator[list[Cell]]:
        for result in results:
            for row in table.rows(result):
                if key is not None:
                    keys.append(key(row))
                made = [_cell(column, row, options) for column in columns]
                for index, cell in enumerate(made):
                    if cell is not None:
                        filled[index] = True
                yield made

    rows = store.keep(cells())
    shown = [index for index, is_filled in enumerate(filled) if is_filled]
    headings = tuple(
        Heading(column.heading(options.headers), column.width, "center" if column.key in CENTRED else None)
        for column in (columns[index] for index in shown)
    )
    if key is not None:
        rows = rows.in_order(sorted(range(len(keys)), key=keys.__getitem__))
    return Sheet(table.title(options.headers), headings, rows.with_columns(shown))


def _cell(column: Column[Any], row: Any, options: Options) -> Cell:
    """What a column shows for a row, as a number where it prints one in words: 60%, 1,200户."""
    value = column.value(row, options.headers)
    return (figure(value.strip()) or value) if column.key in PRINTED and isinstance(value, str) else value


def _office_first(row: UnitRow) -> tuple[str, str, str]:
    """The rows of one office of one document stand together. Each name is held once, however many rows have it."""
    return intern(_office(row.unit)), intern(document(row)), intern(row.unit.name)


def _office(unit: Unit) -> str:
    """What forms of one office have in common: its canonical name, or the printed one where that is not known."""
    return unit.canonical or unit.name


@dataclass(slots=True)
class _Total:
    """What one office does in one document: its rows, the forms of its name, the tasks it leads, supports, both."""

    canonical: str | None = None
    rows: int = 0
    names: set[str] = field(default_factory=set)
    led: int = 0
    supported: int = 0
    tasks: int = 0


def _totals(results: Sequence[Result], options: Options, store: RowStore) -> Sheet:
    """Per office (and document): how many tasks it leads and supports; the busiest first."""
    totals: dict[tuple[str, str], _Total] = {}
    for result in results:
        for task in result.tasks:
            roles: dict[str, set[bool]] = {}
            for unit in task.units:
                office = _office(unit)
                roles.setdefault(office, set()).add(unit.role == "lead")
                total = totals.setdefault((office, result.source.name), _Total())
                total.canonical = total.canonical or unit.canonical
                total.rows += 1
                total.names.add(intern(unit.name))
            for office, leads in roles.items():
                total = totals[office, result.source.name]
                total.led += True in leads
                total.supported += False in leads
                total.tasks += 1
    counts = (totals[key].rows for key in sorted(totals))
    first = dict(zip(sorted(totals), accumulate(counts, initial=1), strict=False))
    busiest = sorted(totals.items(), key=lambda item: (-item[1].led, -item[1].tasks, item[0][1], item[0][0]))
    target = tables.UNITS.title(options.headers)
    known = any(total.canonical for total in totals.values())
    cells: Iterator[list[Cell]] = (
        [
            *([key[1]] if options.several else []),
            Link(LIST.join(sorted(total.names)), target, first[key]),
            *([total.canonical] if known else []),
            total.led,
            total.supported,
            total.tasks,
        ]
        for key, total in busiest
    )
    chinese = options.headers == "zh"
    headings = (
        *([Heading("文件" if chinese else "Document", 24)] if options.several else []),
        Heading("单位" if chinese else "Unit", 36),
        *([Heading("规范名称" if chinese else "Canonical name", 36)] if known else []),
        Heading("牵头任务数" if chinese else "Tasks led", 12, "center"),
        Heading("配合任务数" if chinese else "Tasks supported", 12, "center"),
        Heading("任务合计" if chinese else "Tasks in all", 12, "center"),
    )
    return Sheet("单位汇总" if chinese else "Units", headings, store.keep(cells))


SHEETS: Final[tuple[Callable[[Sequence[Result], Options, RowStore], Sheet], ...]] = (
    partial(_sheet, tables.TASKS),
    partial(_sheet, tables.UNITS, key=_office_first),
    _totals,
    partial(_sheet, tables.MEASURES),
    allocation_sheet,
    partial(_sheet, tables.STATEMENTS),
    partial(_sheet, tables.FORMS),
    partial(_sheet, tables.FINDINGS),
    facts_sheet,
)
