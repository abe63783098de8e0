"""A document as the families understood it: what records and explanations are both made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govtask_cli.document import Note, Part
from govtask_cli.families.front import Front
from govtask_cli.families.kind import KnownKind
from govtask_cli.families.reading import Claim, Reading, empty_headings


@dataclass(frozen=True, slots=True)
class UnderstoodPart:
    """A part, the family that claimed it, what that one read there, and the notes about what is left over.

    Claim and reading are None where no family recognised the part.
    """

    part: Part
    claim: Claim | None
    reading: Reading | None
    left: tuple[Note, ...]

    @property
    def is_bare(self) -> bool:
        """Whether a part behind the first one gave no record; else its title would be nowhere."""
        read = self.reading
        return self.part.index > 0 and (read is None or not (read.tasks or read.statements or read.forms))


@dataclass(frozen=True, slots=True)
class Understood:
    """All parts of a document, its front matter and its kind."""

    front: Front
    parts: tuple[UnderstoodPart, ...]
    known: KnownKind

    @property
    def readings(self) -> Iterator[Reading]:
        """What was read, part after part."""
        return (each.reading for each in self.parts if each.reading is not None)

    @property
    def notes(self) -> Iterator[Note]:
        """The notes of reading and of what is left over, part after part."""
        for each in self.parts:
            if each.reading is not None:
                yield from each.reading.notes
                yield from empty_headings(each.reading)
            title = "".join(each.part.title.plain.split())
            if each.is_bare and title and title != "".join((self.front.title or "").split()):
                yield Note("families", "bare_part", "a part without a task has this title", each.part.title)
            yield from each.left
