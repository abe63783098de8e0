"""Small documents in shapes that the samples do not have, from end to end (tests/cases/documents.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.records import Result, Task

Values = dict[str, Any]
FILE = Path(__file__).parent / "cases" / "documents.toml"
CASES: list[Values] = tomllib.loads(FILE.read_text(encoding="utf-8"))["document"]
each_case = pytest.mark.parametrize("case", range(len(CASES)), ids=[case["why"][:40] for case in CASES])


@cache
def read(case: int) -> Result:
    """The records of a document."""
    return pipeline.parse(CASES[case]["text"].encode(), "case.txt")


def shown(task: Task, field: str) -> Any:
    """A field of a task in the form in which cases state it; "" is what the document does not state."""
    if field == "units":
        return [f"{unit.role} {unit.name}{f'|{unit.alias}' if unit.alias else ''}" for unit in task.units]
    if field == "basis":
        (basis,) = {unit.basis for unit in task.units}
        return basis
    if field == "leader":
        return [task.leader.name or "", task.leader.title or ""] if task.leader else ""
    if field == "deadline":
        return task.deadline.text if task.deadline else ""
    if field == "date":
        return task.deadline.date if task.deadline else ""
    if field == "measures":
        return [f"{m.name} {m.relation}{m.value}{m.unit} {m.change}: {m.raw}" for m in task.measures]
    return stated(getattr(task, field))


def stated(value: Any) -> Any:
    """A value, or "" where the document states none."""
    return "" if value is None else value


@each_case
def test_every_task_is_found_once(case: int) -> None:
    expected = [task.get("number") for task in CASES[case]["task"]]
    assert [task.number for task in read(case).tasks] == expected


@each_case
def test_every_field_that_is_stated_is_right(case: int) -> None:
    tasks = read(case).tasks
    expected = CASES[case]["task"]
    found = [
        {field: shown(task, field) for field in fields} for task, fields in zip(tasks, expected, strict=False)
    ]
    assert found == expected


@each_case
def test_the_document_is_right(case: int) -> None:
    expected = CASES[case].get("document", {})
    found = read(case).document.model_dump()
    assert {field: stated(found[field]) for field in expected} == expected


@each_case
def test_what_is_dropped_is_noted(case: int) -> None:
    dropped = {"".join(note.text.split()) for note in read(case).notes if note.dropped}
    assert {"".join(text.split()) for text in CASES[case].get("dropped", ())} <= dropped


@each_case
def test_nothing_is_left_unexplained(case: int) -> None:
    assert [note.text for note in read(case).notes if note.kind == "unclaimed"] == []
