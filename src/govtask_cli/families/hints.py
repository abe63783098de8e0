"""What a document lacks that gave no record, and which of its words a lexicon could learn.

A hint is a guess for a person to judge: the list that a word seems to belong to follows from the values below
or behind it. Nothing here changes what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from govtask_cli.document import Paragraph, Part, Text
from govtask_cli.explanation import ExplainedPart, ExplainedTable, Hint
from govtask_cli.families.explained_tables import SeenTable, looks_like_header
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.dates import deadline_of
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.leaders import leader_of, office_of
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.schedule import frequency_of, yes_or_no
from govtask_cli.grammar.titles import names_copies
from govtask_cli.grammar.units import is_unit_list

_SAMPLE: Final = 20
"""Values of a column that are looked at."""
_MOST: Final = 0.6
"""The share of values that must look alike."""
_TASK: Final = 8
"""Texts of tasks have so many characters or more, on average."""
_EXAMPLE: Final = 20
_NAMING: Final = frozenset({"content", "name", "target"})
_FEWEST_HEADERS: Final = 3
_FEWEST_LABELS: Final = 2
_ANY_YEAR: Final = 2000
_LABEL: Final = re.compile(
    r"(?:^|[（(\[【。；;，,\s])(?P<label>[\u4e00-\u9fff]{2,10})[:：]\s*(?P<value>[^（）()\[\]【】。；;：:]{2,200})"
)
_SENT_TO: Final = frozenset({"主送", "发送"})


def missing(parts: Sequence[ExplainedPart], assigned: int) -> tuple[str, ...]:
    """What a document would have to hold to give records, a sentence for each kind of part; `assigned` of its
    paragraphs name units."""
    numbered = sum(mark.count for part in parts for mark in part.markers)
    tables = [table for part in parts for table in part.tables]
    said = [
        f"no list (清单): numbered paragraphs (编号段落): {numbered}, that name units (责任单位): {assigned}"
    ]
    if assigned:
        said[0] += "; these stand under the title of a notice (通知) or an appendix (附录)"
    if not tables:
        said.append("no table (表格)")
    said += [_lacking(table) for table in tables]
    said.append("no work report (政府工作报告): neither a title nor chapters say so")
    return tuple(said)


def _lacking(table: ExplainedTable) -> str:
    """Why a table was not read: its header, or what stands below it."""
    known = [f"{column.header} → {column.field}" for column in table.columns if column.field]
    header = "、".join(column.header for column in table.columns) or "no row looks like a header"
    names_tasks = any(column.field in _NAMING for column in table.columns)
    lacks = (
        "another known header word, or a row with a task" if names_tasks else "a header word that names tasks"
    )
    return f"the table (表格) at {table.origin} lacks {lacks} (表头): {header}; known: {'、'.join(known) or 'none'}"


def hints(parts: Iterable[Part], tables: Iterable[SeenTable], *, is_empty: bool) -> tuple[Hint, ...]:
    """Words that look like headers or labels and that the lexicon does not know, each once.

    `is_empty`: the document gave no record, so that lines of header cells may be a table nobody rebuilt.
    """
    parts = list(parts)
    found = [hint for table in tables for hint in _column_hints(table)]
    for part in parts:
        found += _flattened(part) if is_empty else ()
    found += _label_hints(parts)
    unique: dict[str, Hint] = {}
    for hint in found:
        unique.setdefault(hint.word, hint)
    return tuple(unique.values())


def _column_hints(table: SeenTable) -> Iterator[Hint]:
    """A hint for each column of a table that nothing is known of."""
    columns = table.explained.columns
    taken = {column.field for column in columns}
    sizes = [
        _mean(below) if column.word is None else 0 for column, below in zip(columns, table.below, strict=True)
    ]
    for at, (column, below) in enumerate(zip(columns, table.below, strict=True)):
        if column.word is not None or not looks_like_header(column.header):
            continue
        values = [text.plain for text in below]
        longest = sizes[at] == max(sizes) and sizes[at] >= _TASK
        names_tasks = longest and not taken & _NAMING
        field = "content" if names_tasks else _field_of(values, taken, is_first=not at)
        yield _hint(column.header, column.origin, values, field)


def _mean(below: Sequence[Text]) -> float:
    return sum(map(len, below)) / len(below) if below else 0


def _hint(word: str, origin: str, values: Sequence[str], field: str | None) -> Hint:
    example = values[0] if values else ""
    example = example if len(example) <= _EXAMPLE else example[:_EXAMPLE] + "…"
    return Hint(word, f"headers.{field}" if field else None, origin, example)


def _is_deadline(value: str) -> bool:
    found = deadline_of(value, _ANY_YEAR)
    return found is not None and found.date is not None


def _is_leader(value: str) -> bool:
    return leader_of(value, whole=True) is not None or office_of(value) is not None


_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("units", is_unit_list),
    ("deadline", _is_deadline),
    ("leader", _is_leader),
    ("frequency", lambda value: frequency_of(value) is not None),
    ("on_schedule", lambda value: yes_or_no(value) is not None),
)
"""Field → what a value of it looks like."""


def _field_of(values: Sequence[str], taken: Collection[str | None], *, is_first: bool) -> str | None:
    """The field that most of these values look like; a field that the table has already only for units."""
    filled = [value.strip() for value in values[:_SAMPLE] if value.strip() not in {"", "/"}]
    if is_first and filled and "number" not in taken and all(value.isdecimal() for value in filled):
        return "number"
    for field, looks in _LOOKS:
        if (
            filled
            and (field == "units" or field not in taken)
            and sum(map(looks, filled)) >= _MOST * len(filled)
        ):
            return field
    return None


def _flattened(part: Part) -> Iterator[Hint]:
    """Header cells one to a line, where the first of them or most are known: a table that nobody rebuilt."""
    lines = [block.text for block in part.blocks if isinstance(block, Paragraph) and block.text]
    words = ["".join(text.plain.split()) for text in lines]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and looks_like_header(words[end]) and marker(words[end]) is None:
            end += 1
        header = words[at:end]
        known = [column_field(word) for word in header]
        if len(header) >= _FEWEST_HEADERS and len(header) - known.count(None) >= 2:
            body = [text.plain.strip() for text in lines[end:]]
            yield from _line_hints(lines[at:end], header, known, body)
            return
        at = end + 1


def _line_hints(
    lines: Sequence[Text], header: Sequence[str], known: Sequence[str | None], body: Sequence[str]
) -> Iterator[Hint]:
    """Hints for the unknown words of header lines; each column's cells stand one row apart below them."""
    width = len(header)
    columns = [body[at : _SAMPLE * width : width] for at in range(width)]
    sizes = [sum(map(len, column)) / len(column) if column else 0 for column in columns]
    for at, (text, word, field) in enumerate(zip(lines, header, known, strict=True)):
        if field is None and not is_region(word):
            names_tasks = sizes[at] == max(sizes) and sizes[at] >= _TASK and "content" not in known
            guess = "content" if names_tasks else _field_of(columns[at], known, is_first=not at)
            yield _hint(word, str(text.origin), columns[at], guess)


def _label_hints(parts: Iterable[Part]) -> Iterator[Hint]:
    """Labels that nothing is known of and behind which lists of units stand, where there are several."""
    seen: dict[str, list[tuple[Text, str]]] = {}
    for part in parts:
        for block in part.blocks:
            for match in _LABEL.finditer(block.text.plain) if isinstance(block, Paragraph) else ():
                label, value = match["label"], match["value"].strip()
                known = (
                    label in _SENT_TO
                    or names_copies(f"{label}：")
                    or label_at_start(f"{label}：") is not None
                )
                if isinstance(block, Paragraph) and not known and is_unit_list(value):
                    seen.setdefault(label, []).append((block.text, value))
    for label, said in seen.items():
        if len(said) >= _FEWEST_LABELS:
            text, value = said[0]
            yield Hint(label, "labels.units", str(text.origin), value[:_EXAMPLE])
