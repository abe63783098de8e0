"""Result → file: one module for each format, and the table of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from govtask_cli.errors import UsageError
from govtask_cli.writers import csv_file, json_file, json_lines, target
from govtask_cli.writers.options import Options, Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govtask_cli.records import Result

__all__ = ["WRITERS", "Options", "Writer", "target", "write_file", "writer_for"]


def _workbook(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """`excel.write`, loaded when it is called: the other formats need nothing of it."""
    from govtask_cli.writers import excel

    return excel.write(results, stream, options)


def _database(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """`sqlite_file.write`, loaded when it is called."""
    from govtask_cli.writers import sqlite_file

    return sqlite_file.write(results, stream, options)


def _parquet(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """`parquet.write`, loaded when it is called."""
    from govtask_cli.writers import parquet

    return parquet.write(results, stream, options)


WRITERS: Final[tuple[Writer, ...]] = (
    Writer("json", (".json",), json_file.write),
    Writer("jsonl", (".jsonl", ".ndjson"), json_lines.write, by_record=True),
    Writer("csv", (".csv",), csv_file.write, by_record=True),
    Writer("xlsx", (".xlsx",), _workbook, binary=True),
    Writer("sqlite", (".sqlite", ".sqlite3", ".db"), _database, binary=True),
    Writer("parquet", (".parquet",), _parquet, by_record=True, binary=True),
)


def writer_for(path: Path | None, name: str | None = None) -> Writer:
    """The writer called `name`; else the one for the suffix of `path`; else JSON. Raises UsageError."""
    if name is not None:
        found = next((writer for writer in WRITERS if writer.name == name), None)
        if found is None:
            known = ", ".join(writer.name for writer in WRITERS)
            raise UsageError(name, "is no output format", f"choose one of {known}")
        return found
    if path is None:
        return WRITERS[0]
    suffix = path.suffix.lower()
    found = next((writer for writer in WRITERS if suffix in writer.suffixes), None)
    if found is None:
        known = ", ".join(suffix for writer in WRITERS for suffix in writer.suffixes)
        raise UsageError(
            str(path), "its suffix names no output format", f"use one of {known}, or say it with -f"
        )
    return found


def write_file(
    results: Sequence[Result], path: Path, writer: Writer, options: Options, inputs: Sequence[Path] = ()
) -> tuple[str, ...]:
    """Write `path`, whole or not at all, and never onto one of `inputs`; gives the writer's remarks.

    Raises WriteError.
    """
    target.check(path, inputs)
    with target.replacing(path) as stream:
        return writer.write(results, stream, options)
