"""The corridor, on one screen: bytes → Document → repaired → parts → records → findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtask_cli.checks import check
from govtask_cli.document import Document, Note, Part, Setting
from govtask_cli.families import claim
from govtask_cli.families.front import Front
from govtask_cli.families.front_matter import read_front
from govtask_cli.families.kind import kind_of
from govtask_cli.families.leftovers import claimed, leftovers
from govtask_cli.families.understood import Understood, UnderstoodPart
from govtask_cli.families.unit_names import with_canonical_names
from govtask_cli.families.year_and_period import period_of_tasks, whole_year
from govtask_cli.grammar.folding import count
from govtask_cli.grammar.parts import cut_parts
from govtask_cli.grammar.titles import speaks_of
from govtask_cli.lexicon import in_use
from govtask_cli.readers import ReadOptions as ReadOptions
from govtask_cli.readers import read as read_bytes
from govtask_cli.readers.resting import collector_at_rest
from govtask_cli.records import Coverage, DocumentInfo, Kind, NoteRecord, Result, SourceInfo, Task
from govtask_cli.repair import repair as mend

if TYPE_CHECKING:
    from govtask_cli.explanation import Explanation


def read(
    data: bytes, name: str, *, encoding: str | None = None, options: ReadOptions | None = None
) -> Document:
    """Bytes as a document of blocks with their places; the format is chosen by content."""
    return read_bytes(data, name, encoding=encoding, options=options)


def repair(document: Document) -> Document:
    """The document with its damage mended, a note for every change."""
    return mend(document)


def outline(document: Document) -> tuple[Part, ...]:
    """The parts of a repaired document."""
    return cut_parts(document)[0]


def parse(
    data: bytes, name: str, *, encoding: str | None = None, options: ReadOptions | None = None
) -> Result:
    """All that the bytes of one file give; `options` say how it is read. Raises a GovtaskError where it cannot be."""
    with in_use(), collector_at_rest():
        return records(read(data, name, encoding=encoding, options=options))


def explain(
    data: bytes, name: str, *, encoding: str | None = None, options: ReadOptions | None = None
) -> Explanation:
    """Why the bytes of one file give what `parse` gives. Raises a GovtaskError where they cannot be read."""
    from govtask_cli.families.explained import explained

    with in_use(), collector_at_rest():
        document = mend(read(data, name, encoding=encoding, options=options))
        found = understood(outline(document))
        tasks = [task for reading in found.readings for task in reading.tasks]
        return explained(found, _source(document), _info(found.front, found.known.kind, tasks))


def records(document: Document) -> Result:
    """The records of a document as it was read."""
    document = mend(document)
    parts, dropped = cut_parts(document)
    found = understood(parts)
    readings = list(found.readings)
    notes = [*document.notes, *dropped, *found.notes]
    tasks = [task for reading in readings for task in reading.tasks]
    titles = (part.title.plain for part in parts)
    front = found.front
    result = Result(
        source=_source(document),
        document=_info(front, found.known.kind, tasks),
        tasks=with_canonical_names(tasks, (front.issuer, front.title, *titles), _year_of_issue(front)),
        statements=[statement for reading in readings for statement in reading.statements],
        forms=[form for reading in readings for form in reading.forms],
        notes=[_note(note) for note in notes],
        coverage=_coverage(document.read, notes),
    )
    return result.model_copy(update={"findings": check(result)})


def understood(parts: Sequence[Part]) -> Understood:
    """What the families make of the parts of a document."""
    front = read_front(parts)
    setting = Setting(front.year, front.first_leads, speaks_of("progress", front.title or ""))
    claims = [claim(part) for part in parts]
    readings = [
        found.family.read(part, setting) if found is not None else None
        for part, found in zip(parts, claims, strict=True)
    ]
    spans = claimed(parts, readings, front.used)
    known = [reading for reading in readings if reading is not None]
    return Understood(
        front=front,
        parts=tuple(
            UnderstoodPart(part, found, reading, tuple(leftovers(part, reading, spans)))
            for part, found, reading in zip(parts, claims, readings, strict=True)
        ),
        known=kind_of(known, front.title or "", [part.title.plain for part in parts]),
    )


def _source(document: Document) -> SourceInfo:
    return SourceInfo(**{key: getattr(document.source, key) for key in SourceInfo.model_fields})


def _year_of_issue(front: Front) -> int | None:
    """The year in which the names of offices were current: that of the document's date, else that of its tasks."""
    day = front.issued_on or front.published_on
    return int(day[:4]) if day is not None else front.year


def _info(front: Front, kind: Kind, tasks: Sequence[Task]) -> DocumentInfo:
    """The document's fields; what assigns nothing has no year of tasks."""
    return DocumentInfo(
        kind=kind,
        title=front.title,
        issuer=front.issuer,
        document_number=front.document_number,
        index_number=front.index_number,
        issued_on=front.issued_on,
        published_on=front.published_on,
        year=front.year if kind != "unknown" else None,
        period=(front.period or front.named_period or period_of_tasks(tasks, front.year) or whole_year(front))
        if kind == "progress"
        else None,
        contacts=front.contacts,
        origins={key: place for key, place in front.origins.items() if key != "year" or kind != "unknown"},
    )


def _note(note: Note) -> NoteRecord:
    place = note.text.origin
    return NoteRecord(
        step=note.step,
        kind=note.kind,
        message=note.message,
        text=note.text.plain,
        dropped=note.dropped,
        origin=str(place),
        lines=place.lines,
    )


def _coverage(read: int, notes: Sequence[Note]) -> Coverage:
    """read = used + dropped + unexplained, in characters other than white space."""
    by_kind: Counter[str] = Counter()
    unexplained = 0
    for note in notes:
        if note.dropped:
            by_kind[note.kind] += count(note.text.plain)
        elif note.kind in {"unclaimed", "unread_table"}:
            unexplained += count(note.text.plain)
    dropped = sum(by_kind.values())
    return Coverage(
        read=read,
        used=read - dropped - unexplained,
        dropped=dropped,
        unexplained=unexplained,
        dropped_by=dict(sorted(by_kind.items())),
    )
