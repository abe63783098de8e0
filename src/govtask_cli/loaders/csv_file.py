"""CSV: tasks, statements or findings, one a row, as they were written or corrected in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from govtask_cli.errors import ReadError
from govtask_cli.inputs import read_file
from govtask_cli.loaders import table_records
from govtask_cli.loaders.gathering import Gathering
from govtask_cli.loaders.loaded import Complaints, Loaded
from govtask_cli.loaders.rows import Cell, Row, rows
from govtask_cli.records import Record
from govtask_cli.writers import tables
from govtask_cli.writers.csv_file import original_text
from govtask_cli.writers.tables import Table

_MADE_BY: Final[tuple[tuple[Table[Any], Callable[[Row], Record | None]], ...]] = (
    (tables.TASKS, table_records.task),
    (tables.STATEMENTS, table_records.statement),
    (tables.FINDINGS, table_records.finding),
)
"""A table, and what makes a record of one of its rows."""
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""Excel in China saves CSV in the second."""


def load(path: Path) -> Loaded:
    """The records, gathered by the document that they name. Raises ReadError with every wrong cell."""
    complaints = Complaints(path)
    lines = list(csv.reader(io.StringIO(_decoded(path), newline=""), strict=False))
    heads = set(lines[0]) if lines else set()
    table, make = _table(heads, path)
    gathering = Gathering(path, "csv")
    for row in rows(_grid(lines), table.columns, complaints, takes_other=table is tables.TASKS):
        record = make(row)
        if record is not None:
            gathering.add(row.text("document"), record)
    complaints.settle()
    return gathering.loaded()


def _decoded(path: Path) -> str:
    data = read_file(path)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(str(path), "is neither UTF-8 nor GB18030 (编码不明)", "save it as UTF-8")


def _table(heads: set[str], path: Path) -> tuple[Table[Any], Callable[[Row], Record | None]]:
    """Which table it is: the one whose columns that are always there all are."""
    for table, make in _MADE_BY:
        always = [column for column in table.columns if column.always]
        if all(column.zh in heads or column.en in heads for column in always):
            return table, make
    raise ReadError(
        str(path),
        "has not the headings of tasks, statements or findings (表头不符)",
        "write it with govtask parse -f csv; units and measures are parts of tasks",
    )


def _grid(lines: Sequence[Sequence[str]]) -> Iterator[list[Cell | None]]:
    heads = lines[0]
    for number, line in enumerate(lines, start=1):
        yield [
            Cell(original_text(text), f"row {number}, {heads[at] if at < len(heads) else f'column {at + 1}'}")
            if text != ""
            else None
            for at, text in enumerate(line)
        ]
