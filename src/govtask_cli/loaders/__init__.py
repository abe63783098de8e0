"""File → results: what the writers wrote, read back and validated by the same models, perhaps corrected by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govtask_cli.errors import UsageError
from govtask_cli.loaders.loaded import Loaded


def _json(path: Path) -> Loaded:
    from govtask_cli.loaders import json_file

    return json_file.load(path)


def _jsonl(path: Path) -> Loaded:
    from govtask_cli.loaders import json_lines

    return json_lines.load(path)


def _csv(path: Path) -> Loaded:
    from govtask_cli.loaders import csv_file

    return csv_file.load(path)


def _xlsx(path: Path) -> Loaded:
    from govtask_cli.loaders import workbook

    return workbook.load(path)


def _sqlite(path: Path) -> Loaded:
    from govtask_cli.loaders import sqlite_file

    return sqlite_file.load(path)


@dataclass(frozen=True, slots=True)
class Loader:
    """A format that can be read back: its name, its suffixes, what reads it."""

    name: str
    suffixes: tuple[str, ...]
    load: Callable[[Path], Loaded]


LOADERS: Final = (
    Loader("json", (".json",), _json),
    Loader("jsonl", (".jsonl", ".ndjson"), _jsonl),
    Loader("csv", (".csv",), _csv),
    Loader("xlsx", (".xlsx",), _xlsx),
    Loader("sqlite", (".sqlite", ".sqlite3", ".db"), _sqlite),
)


def load(path: Path) -> Loaded:
    """The results in a file; its suffix names the format. Raises ReadError, naming every wrong cell, and UsageError."""
    for loader in LOADERS:
        if path.suffix.lower() in loader.suffixes:
            return loader.load(path)
    known = ", ".join(suffix for loader in LOADERS for suffix in loader.suffixes)
    raise UsageError(str(path), "its suffix names no format that is read back", f"there are: {known}")


__all__ = ["LOADERS", "Loaded", "Loader", "load"]
