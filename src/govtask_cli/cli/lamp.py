"""What `govtask show` prints, as lines: blocks in reading order, dropped text where it stood, records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from govtask_cli.document import Block, Document, Label, Note, Paragraph, Part, Table, Text, texts

if TYPE_CHECKING:
    from govtask_cli.records import Result, Statement, Task

Style = Literal["plain", "dropped", "heading", "warning"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line to print: where it stands in the source, a sign for what it is, the text, a remark."""

    place: str
    sign: str
    text: str
    style: Style = "plain"
    remark: str = ""


def document(document: Document) -> Iterator[Line]:
    """Every block, and every note where its text stood."""
    source = document.source
    encoding = f", {source.encoding}" if source.encoding else ""
    yield Line("", "#", f"{source.name}: {source.format}{encoding}, {document.read:,} characters", "heading")
    notes = sorted(document.notes, key=lambda note: _start(note.text))
    at = 0
    for block in document.blocks:
        start = min((_start(text) for text in texts(block) if text.runs), default=0)
        while at < len(notes) and _start(notes[at].text) < start:
            yield _note(notes[at])
            at += 1
        yield from _block(block)
    for note in notes[at:]:
        yield _note(note)


def outline(parts: Iterable[Part]) -> Iterator[Line]:
    """Every part with its blocks."""
    for number, part in enumerate(parts, start=1):
        said = f"part {number}: {part.title.plain or '(no title)'}"
        yield Line(str(part.title.origin), "§", said, "heading", f"{len(part.blocks)} blocks")
        for block in part.blocks:
            yield from _block(block)


def records(result: Result) -> Iterator[Line]:
    """Every record in a line or two."""
    info = result.document
    yield Line("", "#", f"{result.source.name}: {info.kind}, {info.title or '(no title)'}", "heading")
    section: str | None = None
    for task in result.tasks:
        if task.section != section and task.section:
            yield Line("", "§", task.section, "heading", task.part or "")
        section = task.section
        yield from _task(task)
    path: list[str] = []
    for statement in result.statements:
        if statement.path != path:
            path = statement.path
            yield Line("", "§", " › ".join(path), "heading")
        yield _statement(statement)
    for form in result.forms:
        yield Line(form.origin, "▤", f"{form.title or '(no title)'}: {'、'.join(form.fields)}")
    for finding in result.findings:
        yield Line(finding.origin, "!", f"{finding.code} {finding.message}", "warning", finding.severity)


def _start(text: Text) -> int:
    """Where a text began among the characters that were read; 0 where it has no place."""
    return next((start for start, _ in text.spans()), 0)


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield Line(str(block.text.origin), "¶", block.text.plain)
        case Label():
            yield Line(str(block.name.origin), "=", f"{block.name.plain.rstrip(':：')}: {block.value.plain}")
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[Line]:
    """A line for each row; 〃 where a merged cell goes on, ∅ where the source has no cell."""
    seen: set[int] = set()
    for number, row in enumerate(table.grid):
        cells: list[str] = []
        place = ""
        for cell in row:
            if cell is None:
                cells.append("∅")
            elif id(cell) in seen:
                cells.append("〃")
            else:
                seen.add(id(cell))
                cells.append(cell.text.plain)
                place = place or str(cell.text.origin)
        style: Style = "heading" if number < (table.header or 0) else "plain"
        yield Line(place, "▦", " │ ".join(cells), style)


def _note(note: Note) -> Line:
    style: Style = "dropped" if note.dropped else "plain"
    place = str(note.text.origin)
    return Line(
        place,
        "✂" if note.dropped else "✎",
        note.text.plain,
        style,
        f"{note.step}, {note.kind}: {note.message}",
    )


def _task(task: Task) -> Iterator[Line]:
    number = "–" if task.number is None else str(task.number)
    remark = "; ".join(f"{name} {value}" for name, value in _extras(task) if value)
    yield Line(task.origin, number.rjust(3), task.content, remark=remark)
    for role in ("lead", "support"):
        units = "、".join(unit.name for unit in task.units if unit.role == role)
        if units:
            yield Line("", "   ", f"{'牵头' if role == 'lead' else '配合'} {units}")
    if task.progress:
        yield Line("", "   ", f"进展 {task.progress}")


def _extras(task: Task) -> Iterator[tuple[str, str | None]]:
    yield "目标", task.target
    yield "时限", task.deadline.text if task.deadline else None
    yield "频次", task.frequency
    yield "指标", "、".join(measure.raw for measure in task.measures)


def _statement(statement: Statement) -> Line:
    figures = "、".join(measure.raw for measure in statement.measures)
    return Line(
        statement.origin,
        {"review": "<", "plan": ">", "frame": "·"}[statement.kind],
        statement.text,
        remark=figures,
    )
