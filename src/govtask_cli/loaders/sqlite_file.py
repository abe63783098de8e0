"""SQLite: the tables of `writers.sqlite_file`, whatever was edited in them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from govtask_cli.errors import ReadError
from govtask_cli.inputs import head
from govtask_cli.loaders.loaded import Complaints, Loaded, dotted, why
from govtask_cli.records import Record, Result
from govtask_cli.writers import sqlite_tables as tables
from govtask_cli.writers.sqlite_tables import SqlTable, fields_from

_HEAD: Final = b"SQLite format 3\0"
_LISTS: Final = (tables.TASKS, tables.STATEMENTS, tables.FORMS, tables.FINDINGS, tables.NOTES)


def load(path: Path) -> Loaded:
    """All documents with their records. Raises ReadError where it is no such database, or where a value is wrong."""
    if not head(path, len(_HEAD)).startswith(_HEAD):
        raise ReadError(
            str(path), "is no SQLite database (不是 SQLite 数据库)", "write it with govtask parse"
        )
    complaints = Complaints(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            results = list(_results(base, complaints))
    except sqlite3.Error as error:
        raise ReadError(
            str(path), f"cannot be read as govtask wrote it: {error}", "write it anew with govtask parse"
        ) from error
    complaints.settle()
    return Loaded(results, len(results) != 1)


def _results(base: sqlite3.Connection, complaints: Complaints) -> Iterator[Result]:
    """A result for each row of documents."""
    units = _by(base, tables.UNITS, "task_id", complaints)
    of_tasks = _by(base, tables.MEASURES, "task_id", complaints)
    of_statements = _by(base, tables.MEASURES, "statement_id", complaints)
    lists = {table.name: _by(base, table, "document_id", complaints) for table in _LISTS}
    for _, fields in lists["tasks"].items():
        for key, task in fields:
            task["units"] = [unit for _, unit in units[key]]
            task["measures"] = [measure for _, measure in of_tasks[key]]
    for _, fields in lists["statements"].items():
        for key, statement in fields:
            statement["measures"] = [measure for _, measure in of_statements[key]]
    for row in _rows(base, tables.DOCUMENTS):
        source, document, coverage = (
            _fields(model, row, tables.DOCUMENTS, complaints) for model in tables.DOCUMENTS.models
        )
        made = {name: [fields for _, fields in found[row["id"]]] for name, found in lists.items()}
        try:
            yield Result.model_validate(
                {"source": source, "document": document, "coverage": coverage, **made}
            )
        except ValidationError as error:
            for place, reason in why(error):
                complaints.add(f"{_place(place, lists, row)}, {dotted(place[2:] or place)}", reason)


def _place(place: tuple[int | str, ...], lists: dict[str, Any], row: sqlite3.Row) -> str:
    """tasks row 12: the table and the id of the row in which something is wrong."""
    match place:
        case (str(name), int(index), *_) if name in lists:
            return f"{name} row {lists[name][row['id']][index][0]}"
        case _:
            return f"documents row {row['id']}"


def _by(
    base: sqlite3.Connection, table: SqlTable, owner: str, complaints: Complaints
) -> dict[int, list[tuple[int, dict[str, Any]]]]:
    """Rows as the fields of records, with their ids, by what they belong to."""
    found: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    (model,) = table.models
    for row in _rows(base, table):
        if row[owner] is not None:
            found[row[owner]].append((row["id"], _fields(model, row, table, complaints)))
    return found


def _rows(base: sqlite3.Connection, table: SqlTable) -> Iterator[sqlite3.Row]:
    yield from base.execute(table.select())


def _fields(model: type[Record], row: sqlite3.Row, table: SqlTable, complaints: Complaints) -> dict[str, Any]:
    try:
        return fields_from(model, dict(row))
    except ValueError as error:
        complaints.add(f"{table.name} row {row['id']}", str(error))
        return {}
