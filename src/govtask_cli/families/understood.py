"""A document as the families understood it: what records and explanations are both made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govtask_cli.document import Note, Part
from govtask_cli.families.front import Front
from govtask_cli.families.kind import KnownKind
from govtask_cli.families.reading import Claim, Reading


@dataclass(frozen=True, slots=True)
class UnderstoodPart:
    """A part, the family that claimed it, what that one read there, and the notes about what is left over.

    Claim and reading are None where no family recognised the part.
    """

    part: Part
    claim: Claim | None
    reading: Reading | None
    left: tuple[Note, ...]


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
            yield from each.reading.notes if each.reading is not None else ()
            yield from each.left
