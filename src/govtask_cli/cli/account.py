"""What `govtask explain` prints for people, as lines: the document, its parts, their columns, words to add."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from govtask_cli.cli.lamp import Line
from govtask_cli.cli.reports import counted
from govtask_cli.cli.terms import DOCUMENT, FAMILIES, FATES, FIELDS, PLACES, UNUSED, beside
from govtask_cli.writers.words import BASES, KINDS, ROLES, STATEMENT_KINDS

if TYPE_CHECKING:
    from govtask_cli.explanation import (
        ExplainedColumn,
        ExplainedHeading,
        ExplainedPart,
        ExplainedTable,
        Explanation,
        Hint,
        WordCount,
    )

_HEADINGS: Final = 40
"""Headings of a part that are printed; a report may have hundreds."""


def account(told: Explanation) -> Iterator[Line]:
    """Everything about one document."""
    source = told.source
    encoding = f", {source.encoding}" if source.encoding else ""
    kind = beside(told.kind, KINDS[told.kind][0])
    read = _read(
        *(sum(getattr(part, what) for part in told.parts) for what in ("tasks", "statements", "forms"))
    )
    yield Line("", "#", f"{source.name}: {source.format}{encoding}; {kind}: {read}", "heading")
    yield _told("kind (文种)", f"{kind}, since {told.because}")
    for field in told.document:
        remark = f"read from “{field.said}”" if field.said else ""
        name = beside(field.name, DOCUMENT.get(field.name))
        yield Line(field.origin or "", "=", f"{name}: {field.value}", remark=remark)
    for rule in told.first_leads:
        yield Line(
            rule.origin, "=", f"the unit listed first leads (第一位牵头): {rule.word}", remark=rule.text
        )
    for part in told.parts:
        yield from _part(part)
    if told.missing:
        yield Line("", "!", "no record was read (没有读出记录)", "warning")
        yield from (Line("", "!", f"  {sentence}", "warning") for sentence in told.missing)
    if told.hints:
        yield from _hints(told.hints)


def _read(tasks: int, statements: int, forms: int) -> str:
    """24 tasks (任务), 1 form (表单)"""
    said = [(tasks, "task", "任务"), (statements, "statement", "陈述"), (forms, "form", "表单")]
    return ", ".join(counted(*each) for each in said if each[0]) or "no records"


def _part(part: ExplainedPart) -> Iterator[Line]:
    title = part.title or "(no title)"
    yield Line(part.origin, "§", f"part {part.number}: {title}", "heading")
    if part.family is None:
        yield Line("", "·", FATES[part.fate], "warning" if part.fate == "unclaimed" else "plain")
    else:
        family = beside(part.family, FAMILIES.get(part.family))
        yield _told("family", f"{family}, by {'; '.join(part.evidence)}")
        yield _told("read", _read(part.tasks, part.statements, part.forms))
    if part.fate in {"read", "unclaimed"}:
        yield from _shape(part)
    above: list[str] = []
    for table in part.tables:
        headers = [column.header for column in table.columns]
        yield from _table(table, is_alike=bool(above) and headers == above)
        above = headers
    if part.unused and part.fate != "front":
        said = (
            f"{beside(rest.kind, UNUSED.get(rest.kind))} {rest.characters:,} characters"
            f"{', dropped' if rest.dropped else ''}"
            for rest in part.unused
        )
        yield _told("no record holds", "; ".join(said))


def _told(what: str, text: str, remark: str = "") -> Line:
    return Line("", "·", f"{what}: {text}", remark=remark)


def _shape(part: ExplainedPart) -> Iterator[Line]:
    """Markers, headings, labels and roles."""
    if part.markers:
        said = (
            f"{mark.marker} {beside(mark.place, PLACES[mark.place])} ×{mark.count}" for mark in part.markers
        )
        yield _told("markers (编号)", "; ".join(said))
    for heading in part.headings[:_HEADINGS]:
        yield _heading(heading)
    if len(part.headings) > _HEADINGS:
        yield _told("headings (标题)", f"{len(part.headings) - _HEADINGS} more")
    if part.clauses:
        yield _told("labels (标签)", _words(part.clauses))
    if part.role_words:
        yield _told("role words (角色用语)", _words(part.role_words))
    if part.roles:
        said = (
            f"{beside(each.role, ROLES[each.role][0])} by {beside(each.basis, BASES[each.basis][0])} ×{each.count}"
            for each in part.roles
        )
        yield _told("roles (角色)", "; ".join(said))
    if part.labels:
        yield _told("labels of the form (表单栏目)", "、".join(part.labels))


def _words(words: Iterable[WordCount]) -> str:
    return "; ".join(
        f"{each.word} → {beside(each.means, FIELDS.get(each.means))} ×{each.count}" for each in words
    )


def _heading(heading: ExplainedHeading) -> Line:
    leader = heading.leader
    said = [f"leader (牵头领导): {' '.join(filter(None, (leader.name, leader.title)))}"] if leader else []
    if heading.kind is not None:
        said.append(beside(heading.kind, STATEMENT_KINDS[heading.kind][0]))
    return Line(heading.origin, "›", heading.text, remark="; ".join(said))


def _table(table: ExplainedTable, *, is_alike: bool) -> Iterator[Line]:
    """A table with its columns; `is_alike`: they are those of the table above it."""
    if table.is_read:
        said = f"{counted(table.header_rows, 'header row')}, {counted(table.rows, 'row')}"
        yield Line(table.origin, "▦", f"table (表格): {said}")
    else:
        yield Line(table.origin, "▦", "table (表格): not read by its header (表头)", "warning")
    if is_alike:
        yield Line("", " ", "  the same columns as above (同上)")
        return
    for column in table.columns:
        yield _column(column, is_read=table.is_read)


def _column(column: ExplainedColumn, *, is_read: bool) -> Line:
    why = _why(column)
    if column.field is None:
        kept = "→ other (其他栏目)" if is_read else "→ ?"
        return Line(column.origin, " ", f"  {column.header} {kept}", "warning", why)
    field = beside(column.field, FIELDS.get(column.field))
    return Line(column.origin, " ", f"  {column.header} → {field}", remark=why)


def _why(column: ExplainedColumn) -> str:
    """By which word of the lexicon a column is known, and why its field is another than the word's."""
    if column.word is None:
        return "no word of the lexicon"
    where = f"the header above it, {column.parent}, " if column.parent else ""
    match column.how:
        case "parts":
            why = f"{where}put together of {column.word.replace('+', ' + ')}"
        case "head":
            why = f"{where}begins with {column.word}"
        case "tail":
            why = f"{where}ends with {column.word}"
        case "region":
            why = f"a region, by its ending {column.word}"
        case _:
            why = f"{where}the whole word {column.word}"
    match column.choice:
        case "stands_in":
            why += "; no other column names the tasks"
        case "beside_content":
            why += "; a longer column names the tasks"
        case "second":
            why += "; the table has such a column already"
        case _:
            pass
    return why


def _hints(hints: Sequence[Hint]) -> Iterator[Line]:
    """Words to add, as the lines of a lexicon file; words whose list nobody can guess stand as comments."""
    yield Line("", "+", "words that no list of the lexicon holds; in a lexicon file (用词文件):", "heading")
    for table in dict.fromkeys(hint.table for hint in hints if hint.table is not None):
        words = [hint for hint in hints if hint.table == table]
        yield Line("", " ", f"[{table}]")
        yield Line("", " ", f"words = {json.dumps([hint.word for hint in words], ensure_ascii=False)}")
        yield from (_example(hint) for hint in words)
    for hint in hints:
        if hint.table is None:
            yield _example(hint, " (which list it belongs to, its values do not tell)")


def _example(hint: Hint, more: str = "") -> Line:
    example = f", for example {hint.example}" if hint.example else ""
    return Line("", " ", f"# {hint.word}: {hint.origin}{example}{more}")
