"""Results built by hand for the tests of the checks."""

from __future__ import annotations

from typing import Any

from govtask_cli.checks import check
from govtask_cli.records import DocumentInfo, Finding, NoteRecord, Result, SourceInfo, Task, Unit

UNIT = Unit(name="区水务局", role="lead")


def result(*tasks: Task, notes: tuple[NoteRecord, ...] = (), **fields: Any) -> Result:
    """A breakdown with these tasks."""
    return Result(
        source=SourceInfo(name="example.txt", sha256="0" * 64, format="txt"),
        document=DocumentInfo(kind=fields.pop("kind", "breakdown"), title=fields.pop("title", "任务分解")),
        tasks=list(tasks),
        notes=list(notes),
        **fields,
    )


def task(line: int, number: int | None = None, **fields: Any) -> Task:
    """A task on one line, with a unit and its number printed, unless `fields` say otherwise."""
    place = f"第{line}行"
    known: dict[str, Any] = {
        "part": "任务分解",
        "number": number,
        "content": f"办理事项{line}。",
        "units": [UNIT],
        "lines": (line, line),
        "origin": place,
        "origins": {} if number is None else {"number": place},
    }
    return Task(**(known | fields))


def numbered(*numbers: int | None, **fields: Any) -> list[Task]:
    """Tasks with these numbers on lines 1, 2, 3 …"""
    return [task(line, number, **fields) for line, number in enumerate(numbers, 1)]


def in_sections(**sections: list[int]) -> list[Task]:
    """Tasks with these numbers under these headings."""
    pairs = [(name, number) for name, numbers in sections.items() for number in numbers]
    return [task(line, number, section=name, path=[name]) for line, (name, number) in enumerate(pairs, 1)]


def note(kind: str, line: int, text: str = "甲乙丙", message: str = "") -> NoteRecord:
    return NoteRecord(
        step="test", kind=kind, message=message, text=text, origin=f"第{line}行", lines=(line, line)
    )


def found(read: Result, code: str) -> list[Finding]:
    return [finding for finding in check(read) if finding.code == code]


def places(read: Result, code: str) -> list[int | None]:
    """The first lines of a code's findings."""
    return [finding.lines[0] if finding.lines else None for finding in found(read, code)]
