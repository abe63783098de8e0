"""What the records of a document say, text by text, each with its place: for checks that look at words alone."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final, NamedTuple

from govtask_cli.records import Finding, Lines, Result, Severity, Task

FIELDS: Final = ("content", "progress", "shortfall", "problems", "next_steps", "effect")
"""The fields of a task that hold sentences."""

_TEXTS: Final = attrgetter(*FIELDS)


class Saying(NamedTuple):
    """A text of a record: its words, its place, and the task and field that it stands in (None for a statement)."""

    text: str
    origin: str
    lines: Lines | None
    task: Task | None = None
    field: str = ""

    def finding(self, code: str, severity: Severity, message: str) -> Finding:
        """A finding at this place."""
        return Finding(code=code, severity=severity, message=message, origin=self.origin, lines=self.lines)


def sayings(result: Result, sign: str = "") -> Iterator[Saying]:
    """The sentences of tasks and statements that hold `sign`, in document order.

    Most texts lack what a check looks for, and to ask for it here costs a tenth of what a saying costs.
    """
    for task in result.tasks:
        for field, text in zip(FIELDS, _TEXTS(task), strict=True):
            if text is not None and sign in text:
                yield Saying(text, task.origins.get(field, task.origin), task.lines, task, field)
    for statement in result.statements:
        if sign in statement.text:
            line = statement.line
            yield Saying(statement.text, statement.origin, None if line is None else (line, line))


def words(result: Result) -> Iterator[str]:
    """The same texts without their places, for a quick look at the whole document."""
    for task in result.tasks:
        yield from filter(None, _TEXTS(task))
    for statement in result.statements:
        yield statement.text
