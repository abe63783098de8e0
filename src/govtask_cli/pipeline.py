"""The corridor, on one screen: bytes → Document → repaired → parts → records → findings."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from govtask_cli.checks import check
from govtask_cli.document import NO_START, Document, Label, Note, Part, Run, Setting, Table, Text, texts
from govtask_cli.families import Reading, family_of
from govtask_cli.families.front_matter import Front, read_front
from govtask_cli.grammar.folding import count
from govtask_cli.grammar.parts import cut_parts
from govtask_cli.grammar.titles import is_appendix_title, is_notice_title, speaks_of
from govtask_cli.readers import read as read_bytes
from govtask_cli.records import Coverage, DocumentInfo, Kind, NoteRecord, Result, SourceInfo
from govtask_cli.repair import repair as mend

STEP = "pipeline"


def read(data: bytes, name: str, *, encoding: str | None = None) -> Document:
    """Bytes as a document of blocks with their places; the format is chosen by content."""
    return read_bytes(data, name, encoding=encoding)


def repair(document: Document) -> Document:
    """The document with its damage mended, a note for every change."""
    return mend(document)


def outline(document: Document) -> tuple[Part, ...]:
    """The parts of a repaired document."""
    return cut_parts(document)[0]


def parse(data: bytes, name: str, *, encoding: str | None = None) -> Result:
    """All that the bytes of one file give. Raises a GovtaskError where they cannot be read."""
    with _collector_at_rest():
        return records(read(data, name, encoding=encoding))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Nothing here makes cycles, and walking over all runs and records again and again would cost a long
    document more than its share: the cycle collector rests while one document is read."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


def records(document: Document) -> Result:
    """The records of a document as it was read."""
    document = mend(document)
    parts, dropped = cut_parts(document)
    front = read_front(parts)
    setting = Setting(front.year, front.first_leads, speaks_of("progress", front.title or ""))
    readings = [_read_part(part, setting, front) for part in parts]
    notes = [*document.notes, *dropped, *(note for reading in readings for note in reading.notes)]
    tasks = [task for reading in readings for task in reading.tasks]
    statements = [statement for reading in readings for statement in reading.statements]
    forms = [form for reading in readings for form in reading.forms]
    kind = _kind(front, readings, parts)
    result = Result(
        source=SourceInfo(**{key: getattr(document.source, key) for key in SourceInfo.model_fields}),
        document=_info(front, kind),
        tasks=tasks,
        statements=statements,
        forms=forms,
        notes=[_note(note) for note in notes],
        coverage=_coverage(document.read, notes),
    )
    return result.model_copy(update={"findings": check(result)})


def _read_part(part: Part, setting: Setting, front: Front) -> Reading:
    """One part read by its family; what nobody claimed is noted."""
    family = family_of(part)
    reading = family.read(part, setting) if family is not None else Reading()
    used = [*reading.used, *front.used, *(part.head if family is not None or part.title else ())]
    explained = [note.text for note in reading.notes if note.dropped]
    left = list(_unclaimed(part, reading.used, (*used, *explained), family is not None))
    return Reading(reading.tasks, reading.statements, reading.forms, (*reading.notes, *left), reading.used)


def _unclaimed(part: Part, inside: Sequence[Text], used: Sequence[Text], is_read: bool) -> Iterable[Note]:
    """A note for every stretch of a part that no record holds: a notice's prose, an appendix, or unknown text."""
    spans = _merged(span for text in used for span in text.spans())
    bounds = [place for text in inside for span in text.spans() for place in span]
    where = (min(bounds, default=0), max(bounds, default=0)) if is_read else None
    for block in part.blocks:
        if isinstance(block, Label):
            continue
        if isinstance(block, Table) and not is_read:
            cells = Text.join(texts(block), " ")
            yield Note(STEP, "unread_table", "a table without a header (表头) that names its tasks", cells)
            continue
        for text in texts(block):
            for rest in _rest(text, spans):
                if count(rest.plain.strip("。；，、;,：:. ")):
                    yield _left_over(part, rest, where)
    if not is_read and not part.title:
        for text in part.head:
            yield _left_over(part, text, where)


def _left_over(part: Part, text: Text, read: tuple[int, int] | None) -> Note:
    """What a stretch is that no record holds; `read` is where the records of the part begin and end."""
    title = part.title.plain
    kind, message = "unclaimed", "text that no family understood"
    if is_appendix_title(title):
        kind, message = "appendix", "an appendix (名词解释 and the like) holds no tasks"
    elif read is None:
        if (part.index == 0 and not speaks_of("tasks", title)) or is_notice_title(title):
            kind, message = "notice", "prose of the covering notice holds no tasks"
    elif text.runs[0].start < read[0]:
        kind, message = "preamble", "words above the first item (引言) hold no task"
    elif text.runs[0].start >= read[1]:
        kind, message = "closing", "closing words behind the last item (结束语) hold no task"
    return Note(STEP, kind, message, text, dropped=kind != "unclaimed")


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without overlaps."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _rest(text: Text, spans: Sequence[tuple[int, int]]) -> Iterator[Text]:
    """The stretches of a text whose characters stand in none of the spans."""
    at = 0
    begin: int | None = None
    for run in text.runs:
        for offset, is_free in _cut(run, spans):
            if is_free and begin is None:
                begin = at + offset
            elif not is_free and begin is not None:
                yield text.cut(begin, at + offset)
                begin = None
        at += len(run.text)
    if begin is not None:
        yield text.cut(begin)


def _cut(run: Run, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
    """(offset in the run, lies in no span) for the stretches of a run."""
    if run.start == NO_START:
        return
    at, end = run.start, run.start + len(run.text)
    index = max(bisect_right(spans, (at, at)) - 1, 0)
    while at < end:
        while index < len(spans) and spans[index][1] <= at:
            index += 1
        free_until = min(spans[index][0], end) if index < len(spans) else end
        if at < free_until:
            yield at - run.start, True
            at = free_until
        else:
            used_until = min(spans[index][1], end)
            yield at - run.start, False
            at = used_until


def _kind(front: Front, readings: Sequence[Reading], parts: Sequence[Part]) -> Kind:
    """What the document is: by its records first, by the words of its titles second."""
    tasks = [task for reading in readings for task in reading.tasks]
    statements = sum(len(reading.statements) for reading in readings)
    if not tasks:
        return "work_report" if statements else "unknown"
    if statements > len(tasks):
        return "work_report"
    titles = [front.title or "", *(part.title.plain for part in parts)]
    title = front.title or ""
    if speaks_of("progress", title) or sum(task.progress is not None for task in tasks) * 2 > len(tasks):
        return "progress"
    if any(speaks_of("livelihood", each) for each in titles) and not any(
        _is_plain_breakdown(each) for each in titles
    ):
        return "livelihood"
    return "breakdown"


def _is_plain_breakdown(title: str) -> bool:
    """Whether a title assigns tasks other than livelihood matters."""
    return speaks_of("breakdown", title) and not (speaks_of("livelihood", title) and "重点" not in title)


def _info(front: Front, kind: Kind) -> DocumentInfo:
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
        period=front.period if kind == "progress" else None,
        contacts=front.contacts,
        origins=front.origins,
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
