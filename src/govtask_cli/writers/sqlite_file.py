"""SQLite: all records in tables that point to each other, with full-text search that knows Chinese.

Words are found by three characters and more (the trigram tokenizer of FTS5): select … from tasks_fts where tasks_fts
match '污水处理'. Datasette finds the search by itself.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from govtask_cli.errors import WriteError
from govtask_cli.writers import sqlite_tables as tables
from govtask_cli.writers.options import Options
from govtask_cli.writers.sqlite_tables import Sql, SqlTable, row_of

if TYPE_CHECKING:
    from govtask_cli.records import Measure, Record, Result

OLDEST: Final = (3, 34, 0)
"""The first SQLite with the trigram tokenizer."""
APPLICATION: Final = 0x676F7674
"""“govt”: says in the file whose it is."""
VERSION: Final = 1
"""Of the tables; it changes when their shape does."""


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """A database with a row for every record. Raises WriteError where SQLite is too old or the disk is full."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise WriteError(
            options.target,
            f"SQLite {sqlite3.sqlite_version} has no trigram search",
            "use Python with 3.34 or newer",
        )
    with tempfile.TemporaryDirectory(prefix="govtask-") as folder:
        path = Path(folder, "made.sqlite")
        base = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(base, results)
        except sqlite3.Error as error:
            raise WriteError(
                options.target, f"cannot be written: {error}", "free the disk, or choose another place"
            ) from error
        finally:
            base.close()
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)
    return ()


def _fill(base: sqlite3.Connection, results: Iterable[Result]) -> None:
    # Nobody else sees this file, and a half-written one is thrown away: no journal is needed.
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute(f"PRAGMA application_id = {APPLICATION}")
    base.execute(f"PRAGMA user_version = {VERSION}")
    base.execute("BEGIN")
    for table in tables.TABLES:
        for statement in table.statements():
            base.execute(statement)
    filler = _Filler(base)
    for position, result in enumerate(results):
        filler.add(result, position)
    for table in tables.TABLES:
        for statement in table.finish():
            base.execute(statement)
    base.execute("COMMIT")


class _Filler:
    """Rows on their way into the tables; each gets the next number of its table."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._inserts = {table.name: table.insert() for table in tables.TABLES}
        self._last = {table.name: 0 for table in tables.TABLES}

    def add(self, result: Result, position: int) -> None:
        """All rows of one document."""
        document = self._put(tables.DOCUMENTS, (position,), result.source, result.document, result.coverage)
        for at, task in enumerate(result.tasks):
            key = self._put(tables.TASKS, (document, at), task)
            for place, unit in enumerate(task.units):
                self._put(tables.UNITS, (key, place), unit)
            self._measures(task.measures, document, key, None)
        for at, statement in enumerate(result.statements):
            key = self._put(tables.STATEMENTS, (document, at), statement)
            self._measures(statement.measures, document, None, key)
        for table, listed in (
            (tables.FORMS, result.forms),
            (tables.FINDINGS, result.findings),
            (tables.NOTES, result.notes),
        ):
            for at, record in enumerate(listed):
                self._put(table, (document, at), record)

    def _measures(
        self, measures: Iterable[Measure], document: int, task: int | None, statement: int | None
    ) -> None:
        for place, measure in enumerate(measures):
            self._put(tables.MEASURES, (document, task, statement, place), measure)

    def _put(self, table: SqlTable, keys: tuple[Sql, ...], *made_of: Record) -> int:
        self._last[table.name] += 1
        row = [each for record in made_of for each in row_of(record)]
        self._base.execute(self._inserts[table.name], (self._last[table.name], *keys, *row))
        return self._last[table.name]
