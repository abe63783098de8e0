"""What a family is, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from govtask_cli.document import Note, Part, Setting, Text
from govtask_cli.records import Form, Leader, Statement, StatementKind, Task


class SeenHeading(NamedTuple):
    """A heading that a family opened, or a line that names a leader; `kind` is what a report's heading announces."""

    text: Text
    leader: Leader | None = None
    kind: StatementKind | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of one part; the notes of reading it; and every text that was understood.

    What stands in `used` went into a record or served as its structure (a marker, a label, a bracket).
    What a part holds beyond that is unclaimed: the pipeline notes it and a check makes it a finding.
    """

    tasks: tuple[Task, ...] = ()
    statements: tuple[Statement, ...] = ()
    forms: tuple[Form, ...] = ()
    notes: tuple[Note, ...] = ()
    used: tuple[Text, ...] = ()
    headings: tuple[SeenHeading, ...] = ()


def empty_headings(reading: Reading) -> Iterator[Note]:
    """A note for each heading that names a leader and has no task under it, where the reading found tasks at all."""
    if not reading.tasks:
        return
    named = [heading for heading in reading.headings if heading.leader is not None]
    if named:
        filled = {words for task in reading.tasks for words in task.path}
        leading = {task.leader for task in reading.tasks}
        for heading in named:
            if heading.text.plain not in filled and heading.leader not in leading:
                yield Note("families", "empty_heading", "no task stands under this heading", heading.text)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of part. `recognises` gives the words or shapes that speak for it; none means no."""

    name: str
    recognises: Callable[[Part], tuple[str, ...]]
    read: Callable[[Part, Setting], Reading]


@dataclass(frozen=True, slots=True)
class Claim:
    """The family that recognised a part, and the words or shapes that spoke for it."""

    family: Family
    evidence: tuple[str, ...]
