"""The tables that results give: which rows, under which columns, by which name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic

from govtask_cli.writers import columns
from govtask_cli.writers.columns import (
    Column,
    FindingRow,
    FormRow,
    MeasureRow,
    Row,
    StatementRow,
    TaskRow,
    UnitRow,
)
from govtask_cli.writers.options import Headers, Options, RecordKind

if TYPE_CHECKING:
    from govtask_cli.records import Result


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A kind of record as rows and columns; `zh` and `en` name its Excel sheet."""

    kind: RecordKind
    zh: str
    en: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[Result], Iterator[Row]]

    def title(self, headers: Headers) -> str:
        """The sheet's name."""
        return self.zh if headers == "zh" else self.en

    def shown(self, several: bool) -> tuple[Column[Row], ...]:
        """The columns, led by the document's name where there are several."""
        return (DOCUMENT, *self.columns) if several else self.columns


DOCUMENT: Final[Column[Any]] = Column("document", "文件", "Document", columns.document, 24, always=True)


def _tasks(result: Result) -> Iterator[TaskRow]:
    return (TaskRow(result, task) for task in result.tasks)


def _units(result: Result) -> Iterator[UnitRow]:
    return (UnitRow(result, task, unit) for task in result.tasks for unit in task.units)


def _measures(result: Result) -> Iterator[MeasureRow]:
    for task in result.tasks:
        for measure in task.measures:
            yield MeasureRow(result, task, None, measure)
    for statement in result.statements:
        for measure in statement.measures:
            yield MeasureRow(result, None, statement, measure)


def _statements(result: Result) -> Iterator[StatementRow]:
    return (StatementRow(result, statement) for statement in result.statements)


def _forms(result: Result) -> Iterator[FormRow]:
    """A row for each label, in the order of the form; a month with several columns has one for each."""
    for form in result.forms:
        for label in (*form.fields, *form.rows):
            filled = [key for key in form.values if key == label or key.startswith(f"{label} ")]
            for key in filled or [label]:
                yield FormRow(result, form, key, form.values.get(key))


def _findings(result: Result) -> Iterator[FindingRow]:
    return (FindingRow(result, finding) for finding in result.findings)


TASKS: Final = Table("tasks", "任务", "Tasks", columns.TASKS, _tasks)
UNITS: Final = Table("units", "任务与单位", "Tasks and units", columns.UNITS, _units)
MEASURES: Final = Table("measures", "指标", "Measures", columns.MEASURES, _measures)
STATEMENTS: Final = Table("statements", "陈述", "Statements", columns.STATEMENTS, _statements)
FORMS: Final = Table("forms", "计划表", "Plan forms", columns.FORMS, _forms)
FINDINGS: Final = Table("findings", "问题", "Findings", columns.FINDINGS, _findings)

TABLES: Final[tuple[Table[Any], ...]] = (TASKS, UNITS, MEASURES, STATEMENTS, FORMS, FINDINGS)


def table_for(results: Sequence[Result], options: Options) -> tuple[Table[Any], tuple[str, ...]]:
    """The table to write into a file of one kind of record, and remarks on documents that it leaves out."""
    if options.records is not None:
        return next(table for table in TABLES if table.kind == options.records), ()
    chosen: Table[Any] = STATEMENTS
    if any(result.tasks for result in results) or not any(result.statements for result in results):
        chosen = TASKS
    return chosen, tuple(_left_out(results, chosen))


def _left_out(results: Sequence[Result], chosen: Table[Any]) -> Iterator[str]:
    """A remark for each document whose statements do not go into a table of tasks."""
    for result in results:
        if chosen is TASKS and result.statements and not result.tasks:
            count = len(result.statements)
            yield (
                f"{result.source.name}: its {count} statements (陈述) are not in this table of tasks; "
                "write them with --records statements, or everything as .xlsx or .json"
            )
