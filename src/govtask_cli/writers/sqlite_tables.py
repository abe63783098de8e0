"""How records lie in tables of a database: the same description writes them and reads them back.

A field is a column of its name. A record in a record (leader, deadline, period) takes a column for each of its fields,
`lines` takes first_line and last_line, lists and small tables are JSON. Units and measures have tables of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from govtask_cli import records
from govtask_cli.records import Record

Sql = str | int | float | None

_INSIDE: Final[Mapping[str, tuple[type[Record], tuple[tuple[str, str], ...]]]] = {
    "leader": (records.Leader, (("name", "leader"), ("title", "leader_title"))),
    "deadline": (records.Deadline, (("text", "deadline"), ("date", "deadline_date"))),
    "period": (records.Period, (("label", "period"), ("start", "period_start"), ("end", "period_end"))),
}
"""Fields that are records: their own fields, and the columns of these."""
_LARGEST: Final = (1 << 63) - 1
_CHILDREN: Final = frozenset({"units", "measures"})
_NUMBERS: Final = frozenset(
    (
        "number",
        "parent",
        "line",
        "year",
        "pages",
        "read",
        "used",
        "dropped",
        "unexplained",
        "on_schedule",
        "value",
        "first_line",
        "last_line",
    )
)


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table: its name, the record types whose fields are its columns, the tables that it points to (their
    singular names; `may_lack` those that may be absent), which columns are indexed and which are searched."""

    name: str
    models: tuple[type[Record], ...]
    parents: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns before those of the records."""
        return (*(f"{parent}_id" for parent in self.parents), "position")

    def statements(self) -> tuple[str, ...]:
        """SQL that makes the table."""
        lines = ["id INTEGER PRIMARY KEY"]
        for parent in self.parents:
            empty = "" if parent in self.may_lack else " NOT NULL"
            lines.append(f"{parent}_id INTEGER{empty} REFERENCES {parent}s(id) ON DELETE CASCADE")
        lines.append("position INTEGER NOT NULL")
        for column in self.columns():
            lines.append(f"{_quoted(column)} {'NUMERIC' if column in _NUMBERS else 'TEXT'}")
        return (f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(lines) + "\n)",)

    def columns(self) -> tuple[str, ...]:
        """The columns of the records."""
        return tuple(column for model in self.models for column in columns_of(model))

    def insert(self) -> str:
        """SQL that puts a row in: id, keys, then the columns."""
        names = ("id", *self.keys, *self.columns())
        return f"INSERT INTO {self.name} ({', '.join(map(_quoted, names))}) VALUES ({', '.join('?' * len(names))})"

    def select(self) -> str:
        """SQL that gives all rows in the form of `insert`, in order."""
        names = ("id", *self.keys, *self.columns())
        return f"SELECT {', '.join(map(_quoted, names))} FROM {self.name} ORDER BY position, id"

    def finish(self) -> tuple[str, ...]:
        """SQL for indexes and full-text search, once the rows are in; triggers keep the search true to later edits."""
        made = [f"CREATE INDEX {self.name}_{each} ON {self.name}({each})" for each in self._indexes()]
        if not self.searched:
            return tuple(made)
        fts, named = f"{self.name}_fts", ", ".join(self.searched)
        new = ", ".join(f"new.{column}" for column in self.searched)
        old = ", ".join(f"old.{column}" for column in self.searched)
        put = f"INSERT INTO {fts}(rowid, {named}) VALUES (new.id, {new});"
        drop = f"INSERT INTO {fts}({fts}, rowid, {named}) VALUES ('delete', old.id, {old});"
        return (
            *made,
            f'CREATE VIRTUAL TABLE {fts} USING fts5({named}, content="{self.name}", content_rowid="id", '
            "tokenize='trigram')",
            f"INSERT INTO {fts}({fts}) VALUES ('rebuild')",
            f"CREATE TRIGGER {self.name}_put AFTER INSERT ON {self.name} BEGIN {put} END",
            f"CREATE TRIGGER {self.name}_drop AFTER DELETE ON {self.name} BEGIN {drop} END",
            f"CREATE TRIGGER {self.name}_edit AFTER UPDATE ON {self.name} BEGIN {drop} {put} END",
        )

    def _indexes(self) -> tuple[str, ...]:
        return (*(f"{parent}_id" for parent in self.parents), *self.indexed)


DOCUMENTS: Final = SqlTable(
    "documents",
    (records.SourceInfo, records.DocumentInfo, records.Coverage),
    indexed=("name", "kind", "year", "issuer"),
)
TASKS: Final = SqlTable(
    "tasks",
    (records.Task,),
    ("document",),
    indexed=("number", "leader", "deadline_date"),
    searched=("content", "name", "section", "progress", "shortfall", "problems", "next_steps"),
)
STATEMENTS: Final = SqlTable(
    "statements", (records.Statement,), ("document",), indexed=("kind",), searched=("text",)
)
UNITS: Final = SqlTable("units", (records.Unit,), ("task",), indexed=("name", "canonical"))
MEASURES: Final = SqlTable(
    "measures",
    (records.Measure,),
    ("document", "task", "statement"),
    ("task", "statement"),
    indexed=("name", "unit"),
)
FORMS: Final = SqlTable("forms", (records.Form,), ("document",))
FINDINGS: Final = SqlTable("findings", (records.Finding,), ("document",), indexed=("code", "severity"))
NOTES: Final = SqlTable("notes", (records.NoteRecord,), ("document",), indexed=("kind",))

TABLES: Final = (DOCUMENTS, TASKS, STATEMENTS, UNITS, MEASURES, FORMS, FINDINGS, NOTES)


@cache
def columns_of(model: type[Record]) -> tuple[str, ...]:
    """The columns that a record takes."""
    return tuple(column for field in _fields(model) for column in _columns(field))


@cache
def _fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(field for field in model.model_fields if field not in _CHILDREN)


def _columns(field: str) -> tuple[str, ...]:
    if field in _INSIDE:
        return tuple(column for _, column in _INSIDE[field][1])
    return ("first_line", "last_line") if field == "lines" else (field,)


def row_of(record: Record) -> list[Sql]:
    """The values of a record's columns; what has its default is NULL where that is nothing."""
    row: list[Sql] = []
    for field in _fields(type(record)):
        value = getattr(record, field)
        if field in _INSIDE:
            row += [None if value is None else getattr(value, each) for each, _ in _INSIDE[field][1]]
        elif field == "lines":
            row += list(value or (None, None))
        else:
            row.append(_sql(value))
    return row


def _sql(value: Any) -> Sql:
    match value:
        case None | [] | ():
            return None
        case bool():
            return int(value)
        case int() if abs(value) > _LARGEST:
            return float(value)
        case Decimal():
            return _sql(int(value)) if value == value.to_integral_value() else float(value)
        case str() | int() | float():
            return value
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            plain = [each.model_dump(mode="json") if isinstance(each, Record) else each for each in value]
            return json.dumps(plain, ensure_ascii=False)


def fields_from(model: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a record is made of, from the columns of its row: the way back from `row_of`.

    Raises ValueError where a column of JSON holds none.
    """
    made: dict[str, Any] = {}
    for field in _fields(model):
        if field in _INSIDE:
            parts = {each: row[column] for each, column in _INSIDE[field][1]}
            if any(value is not None for value in parts.values()):
                made[field] = parts
        elif field == "lines":
            if row["first_line"] is not None:
                made[field] = (row["first_line"], row["last_line"])
        elif row[field] is not None:
            made[field] = _value(model, field, row[field])
        elif model.model_fields[field].is_required():
            made[field] = [] if is_json(model, field) else None
    return made


def _value(model: type[Record], field: str, held: Any) -> Any:
    """A column's value as the field takes it."""
    if is_json(model, field):
        try:
            return json.loads(held)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{field}: is no JSON: {held!r}") from error
    if model.model_fields[field].annotation in (bool, bool | None):
        return bool(held) if held in (0, 1) else held
    return held


@cache
def is_json(model: type[Record], field: str) -> bool:
    """Whether a field is a list or a small table."""
    said = str(model.model_fields[field].annotation)
    return said.startswith(("list[", "dict["))


def _quoted(name: str) -> str:
    return f'"{name}"'
