"""Why a document was understood as it was: put together from what the families said when they read it.

Nothing is recognised or read again: claims and readings are those of the records. What they do not keep
(markers, labels, headers) is asked of the same pure functions that they asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govtask_cli.document import Paragraph, Part, Text, texts
from govtask_cli.explanation import (
    EXPLANATION_VERSION,
    ExplainedField,
    ExplainedHeading,
    ExplainedPart,
    Explanation,
    Fate,
    MarkerCount,
    MarkerPlace,
    RoleCount,
    StatedRule,
    TextFate,
    WordCount,
)
from govtask_cli.families.explained_tables import SeenTable, seen_tables
from govtask_cli.families.hints import hints, missing
from govtask_cli.families.item_heads import heads, paragraphs
from govtask_cli.families.understood import Understood, UnderstoodPart
from govtask_cli.grammar.assigning import clause_brackets
from govtask_cli.grammar.folding import count
from govtask_cli.grammar.labels import UNIT_LABELS, label_at_start
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.outline import Place, places
from govtask_cli.grammar.responsibility import assignments, segments
from govtask_cli.grammar.role_words import role_marks
from govtask_cli.grammar.units import rule_word
from govtask_cli.records import DocumentInfo, SourceInfo

_LISTS: Final = frozenset({"task_list", "livelihood"})
_PLACES: Final[dict[Place, MarkerPlace]] = {
    Place.HEADING: "heading",
    Place.ITEM: "item",
    Place.POINT: "point",
}
_UNIT_COLUMNS: Final = frozenset({"lead", "units", "support"})


def explained(found: Understood, source: SourceInfo, info: DocumentInfo) -> Explanation:
    """The reasons for what `found` gave, of the document that `source` and `info` describe."""
    tables = [tuple(seen_tables(each.part, is_read=_family(each) == "task_table")) for each in found.parts]
    parts = tuple(_part(each, seen) for each, seen in zip(found.parts, tables, strict=True))
    is_empty = not any(part.tasks or part.statements or part.forms for part in parts)
    return Explanation(
        explanation_version=EXPLANATION_VERSION,
        source=source,
        kind=found.known.kind,
        because=found.known.because,
        document=tuple(_fields(info, found)),
        first_leads=tuple(_rules(each.part for each in found.parts)),
        parts=parts,
        missing=missing(parts, _assigned(found)) if is_empty else (),
        hints=hints(
            (each.part for each in found.parts), [each for seen in tables for each in seen], is_empty=is_empty
        ),
    )


def _assigned(found: Understood) -> int:
    """How many paragraphs of the document name units."""
    return sum(head.has_units for each in found.parts for head in heads(paragraphs(each.part)))


def _family(each: UnderstoodPart) -> str | None:
    return each.claim.family.name if each.claim is not None else None


def _fields(info: DocumentInfo, found: Understood) -> Iterator[ExplainedField]:
    """The fields of the document that have a value, in the order of the records."""
    for name in DocumentInfo.model_fields:
        value = getattr(info, name)
        if name in {"kind", "origins"} or not value:
            continue
        if name == "period":
            value = f"{value.label} ({value.start} – {value.end})"
        elif name == "contacts":
            value = "；".join(" ".join(filter(None, (each.name, *each.phones))) for each in value)
        said = found.front.said.get(name)
        yield ExplainedField(name, value, info.origins.get(name), said if said != value else None)


def _rules(parts: Iterable[Part]) -> Iterator[StatedRule]:
    """The paragraphs that state that the unit listed first leads."""
    for part in parts:
        for block in part.blocks:
            word = rule_word(block.text.plain) if isinstance(block, Paragraph) else None
            if isinstance(block, Paragraph) and word is not None:
                yield StatedRule(word, block.text.plain, str(block.text.origin))


def _part(each: UnderstoodPart, tables: Sequence[SeenTable]) -> ExplainedPart:
    part, reading, family = each.part, each.reading, _family(each)
    held = [text for text in (*part.head, *(text for block in part.blocks for text in texts(block))) if text]
    place = held[0].origin.to(held[-1].origin) if held else Text().origin
    headings = reading.headings if reading is not None else ()
    clauses = list(_clauses(part)) if family in _LISTS else list(_cell_clauses(tables))
    tasks = reading.tasks if reading is not None else ()
    roles = Counter((unit.role, unit.basis) for task in tasks for unit in task.units)
    forms = reading.forms if reading is not None else ()
    return ExplainedPart(
        number=part.index + 1,
        title=part.title.plain or None,
        origin=str(place._replace(column=None)),
        lines=place.lines,
        family=family,
        fate=_fate(each),
        evidence=each.claim.evidence if each.claim is not None else (),
        tasks=len(tasks),
        statements=len(reading.statements) if reading is not None else 0,
        forms=len(forms),
        headings=tuple(
            ExplainedHeading(text.plain, str(text.origin), leader, kind) for text, leader, kind in headings
        ),
        markers=tuple(_markers(part) if family in _LISTS | {None} else _heading_markers(headings)),
        tables=tuple(seen.explained for seen in tables) if family != "plan_form" else (),
        clauses=_counted(word for text in clauses for word in _labels(text)),
        role_words=_counted(word for text in clauses for word in _role_words(text)),
        roles=tuple(RoleCount(role, basis, number) for (role, basis), number in roles.most_common()),
        labels=tuple(label for form in forms for label in (*form.fields, *form.rows)),
        unused=tuple(_unused(each)),
    )


def _fate(each: UnderstoodPart) -> Fate:
    """What became of a part; one of which nothing is left over gave its text to the document's fields."""
    if each.reading is not None:
        return "read"
    kinds = {note.kind for note in each.left}
    if kinds & {"unclaimed", "unread_table"}:
        return "unclaimed"
    return "appendix" if "appendix" in kinds else "notice" if kinds else "front"


def _unused(each: UnderstoodPart) -> Iterator[TextFate]:
    read = [note for note in each.reading.notes if note.dropped] if each.reading is not None else []
    sizes: Counter[tuple[str, bool]] = Counter()
    for note in (*read, *each.left):
        sizes[note.kind, note.dropped] += count(note.text.plain)
    for (kind, dropped), size in sizes.items():
        yield TextFate(kind, size, dropped)


def _markers(part: Part) -> Iterator[MarkerCount]:
    """The kinds of markers of a list, and what the outline made of them, outer before inner."""
    seen = heads(paragraphs(part))
    found = Counter(
        (head.kind, _PLACES[place])
        for head, place in zip(seen, places(seen), strict=True)
        if head.kind is not None and place in _PLACES
    )
    for (kind, place), number in found.items():
        yield MarkerCount(kind, place, number)


def _heading_markers(headings: Iterable[tuple[Text, object, object]]) -> Iterator[MarkerCount]:
    """The kinds of markers of the headings that a table or a report has."""
    marks = [marker(text.plain) for text, *_ in headings]
    found = Counter(mark.kind for mark in marks if mark is not None)
    for kind, number in found.items():
        yield MarkerCount(kind, "heading", number)


def _clauses(part: Part) -> Iterator[str]:
    """All that assigns responsibility in a list: labelled lines, brackets, labelled clauses."""
    for line in paragraphs(part):
        plain = line.text.plain
        if label_at_start(plain) is not None:
            yield plain
        else:
            yield from (found.inner for found in assignments(plain))


def _cell_clauses(tables: Sequence[SeenTable]) -> Iterator[str]:
    """The cells of unit columns, and the brackets in the cells that name the tasks."""
    for seen in tables:
        for column, below in zip(seen.explained.columns, seen.below, strict=True):
            for text in below if seen.explained.is_read else ():
                if column.field in _UNIT_COLUMNS:
                    yield text.plain
                elif column.field == "content":
                    yield from (found.inner for found in clause_brackets(text.plain))


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """The labels of a clause with what they announce."""
    return ((label.word, label.kind) for label, _ in segments(text) if label is not None)


def _role_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a clause or a unit cell that say who leads and who supports."""
    for label, value in segments(text):
        if label is None or label.kind in UNIT_LABELS:
            for mark in role_marks(value):
                yield mark[0], "lead" if mark["lead"] else "support"


def _counted(words: Iterable[tuple[str, str]]) -> tuple[WordCount, ...]:
    return tuple(WordCount(word, means, number) for (word, means), number in Counter(words).most_common())
