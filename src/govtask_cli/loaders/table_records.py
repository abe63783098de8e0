"""Rows as records: the way back from `writers.columns`."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from govtask_cli.loaders.loaded import why
from govtask_cli.loaders.rows import Row
from govtask_cli.records import Deadline, Finding, Leader, Measure, Record, Statement, Task, Unit
from govtask_cli.writers import words

Made = TypeVar("Made", bound=Record)

_TEXTS = (
    "part", "section", "category", "name", "target", "target_unit", "owner", "progress", "completion", "shortfall",
    "problems", "next_steps", "effect", "status", "investment", "place",
)  # fmt: skip
"""Fields of a task that a column of the same name holds as they are."""


def task(row: Row) -> Task | None:
    """A task; None where something is wrong, which the row has told."""
    made: dict[str, Any] = {key: row.text(key) for key in _TEXTS}
    leader, office = row.text("leader"), row.text("leader_title")
    made |= {
        "content": row.needed("content"),
        "number": row.whole("number"),
        "parent": row.whole("parent"),
        "leader": Leader(name=leader, title=office) if leader or office else None,
        "units": [*_units(row, "lead_units", "lead"), *_units(row, "support_units", "support")],
        "deadline": _deadline(row),
        "deadlines_in_text": [Deadline(text=text) for text in row.names("deadlines_in_text")],
        "frequency": row.word("frequency", words.FREQUENCIES),
        "on_schedule": row.word("on_schedule", words.YES_NO),
        "allocation": row.pairs("allocation"),
        "path": _path(row),
        "lines": row.lines(),
        "origin": row.text("origin") or "",
        "other": (row.pairs("other") or {}) | {head: cell.text for head, cell in row.other.items()},
    }
    return _made(Task, made, row)


def statement(row: Row) -> Statement | None:
    """A statement, without its measures."""
    chapter = row.text("chapter")
    made = {
        "path": [*([chapter] if chapter else []), *row.headings("topic")],
        "kind": row.word("kind", words.STATEMENT_KINDS, "frame"),
        "text": row.needed("text"),
        "origin": row.text("origin") or "",
        "line": row.whole("line") or (row.lines() or (None,))[0],
    }
    return _made(Statement, made, row)


def finding(row: Row) -> Finding | None:
    """A finding."""
    made = {
        "code": row.needed("code"),
        "severity": row.word("severity", words.SEVERITIES, "warning"),
        "message": row.needed("message"),
        "origin": row.text("origin") or "",
        "lines": row.lines(),
    }
    return _made(Finding, made, row)


def unit(row: Row) -> Unit | None:
    """A unit of a task."""
    made = {
        "name": row.needed("unit"),
        "role": row.word("role", words.ROLES, "support"),
        "alias": row.text("alias"),
        "basis": row.word("basis", words.BASES, "first"),
        "canonical": row.text("canonical"),
    }
    return _made(Unit, made, row)


def measure(row: Row) -> Measure | None:
    """A figure."""
    value = row.figure("value")
    if value is None:
        return None
    made = {
        "name": row.needed("name"),
        "value": value,
        "unit": row.text("unit") or "",
        "relation": row.word("relation", words.RELATIONS, "="),
        "change": row.word("change", words.CHANGES, "level"),
        "raw": row.needed("raw"),
    }
    return _made(Measure, made, row)


def _units(row: Row, key: str, role: Any) -> list[Unit]:
    return [Unit(name=name, role=role, basis="label") for name in row.names(key)]


def _deadline(row: Row) -> Deadline | None:
    text, day = row.text("deadline"), row.day("deadline_date")
    if text is None and day is not None:
        row.wrong("deadline", "must not be empty where its day is given (完成时限不能为空)")
        return None
    return Deadline(text=text, date=day) if text is not None else None


def _path(row: Row) -> list[str]:
    """All headings: those above the section's own, then that."""
    section = row.text("section")
    return [*row.headings("path"), *([section] if section else [])]


def _made(model: type[Made], fields: dict[str, Any], row: Row) -> Made | None:
    """The record; what its model refuses is told with the cell."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        for place, reason in why(error):
            row.wrong(str(place[0]) if place else "", reason)
        return None
