"""Task lists: numbered items with the units that answer for them (brackets, labelled lines)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from govtask_cli.document import Part
from govtask_cli.families.inherited import bodies_in
from govtask_cli.families.item_heads import heads, names_field, paragraphs
from govtask_cli.families.items import read_items
from govtask_cli.families.reading import Family
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.outline import Head
from govtask_cli.grammar.progress import opens_with_project, target_and_progress
from govtask_cli.grammar.titles import (
    explains,
    forwards,
    invites,
    is_appendix_title,
    is_notice_title,
    is_remark,
    is_rules_title,
    is_speech,
    speaks_of,
)

_FEWEST: Final = 2
_FEWEST_PROJECTS: Final = 3
_FEWEST_SPEECHES: Final = 3
_ASSIGNED: Final = 3
"""So many numbered paragraphs of a notice that name who does them are its tasks."""


def _only_requires(title: str, marked: Sequence[Head], assigned: int) -> bool:
    """Whether numbered paragraphs are the requirements of a notice: fewer than most of them say who does them."""
    if not is_notice_title(title) or speaks_of("tasks", title) or speaks_of("progress", title):
        return False
    told = sum(not head.is_short or head.has_units for head in marked)
    return assigned < _ASSIGNED or assigned * 2 <= told


def recognises(part: Part) -> tuple[str, ...]:
    """Numbered paragraphs that carry units; or, under a title that speaks of tasks, numbered paragraphs at all."""
    title = part.title.plain
    if title and is_rules_title(title) and _has_articles(part):
        return ()
    named = title or _first_line(part)
    if (title and is_appendix_title(title)) or invites(named) or _is_talk(part):
        return ()
    if speaks_of("duties", named) and not speaks_of("tasks", named):
        return ()
    seen = heads(paragraphs(part))
    marked = [head for head in seen if head.kind is not None]
    assigned = sum(head.has_units for head in marked)
    by_unit = _lists_by_unit(part, seen)
    if by_unit:
        return (f"{by_unit} headings that name the units of the tasks below them",)
    if title and _only_requires(title, marked, assigned):
        return ()
    loose = sum(head.has_units for head in seen if head.kind is None)
    if assigned and assigned >= loose:
        return (f"{assigned} numbered paragraphs with units",)
    names_tasks = speaks_of("tasks", title) and not is_notice_title(title) and not explains(title)
    if not assigned and not loose and title and names_tasks and not _sends(part):
        items = [
            head
            for head in _without_notes(part)
            if head.kind is not None and (not head.is_short or head.kind in {"1.", "1、", "任务1"})
        ]
        if len(items) >= _FEWEST and not _is_prose(part) and not _requires(part):
            return (f"{len(items)} numbered paragraphs under “{title}”",)
        fields = sum(names_field(line.text.plain) for line in paragraphs(part))
        if fields >= _FEWEST and not items and not _requires(part):
            return (f"{fields} headings that name fields of work under “{title}”",)
    if not assigned and not loose and title and speaks_of("progress", title):
        told = sum(
            target_and_progress(line.text.plain)[1] is not None
            for line, head in zip(paragraphs(part), seen, strict=True)
            if head.kind is not None
        )
        if told >= _FEWEST and told * 2 > sum(not head.is_short for head in marked):
            return (f"{told} numbered paragraphs that tell how far they are",)
    if not marked and not loose and speaks_of("progress", title or _first_line(part)):
        projects = sum(opens_with_project(line.text.plain) for line in paragraphs(part))
        if projects >= _FEWEST_PROJECTS:
            return (f"{projects} paragraphs that tell a project by its name and its state",)
    return ()


def _lists_by_unit(part: Part, seen: Sequence[Head]) -> int:
    """How many headings name a body whose tasks stand below them; 0 where one does not, or text stands between."""
    lines = paragraphs(part)
    kinds = Counter(head.kind for head in seen if head.kind is not None)
    if len(kinds) != _FEWEST:
        return 0
    outer = next(head.kind for head in seen if head.kind is not None)
    headings = [line.text.plain for line, head in zip(lines, seen, strict=True) if head.kind == outer]
    named = len(headings) >= _FEWEST and all(bodies_in(heading) for heading in headings)
    return len(headings) if named and kinds[outer] < sum(kinds.values()) - kinds[outer] else 0


def _is_talk(part: Part) -> bool:
    """Whether the part is an interview: lines that open with who speaks."""
    return sum(is_speech(line.text.plain) for line in paragraphs(part)) >= _FEWEST_SPEECHES


def _first_line(part: Part) -> str:
    """The line that stands above all others, where the part has no title."""
    return next((line.text.plain for line in paragraphs(part)), "")


def _without_notes(part: Part) -> Iterator[Head]:
    """The paragraphs without the numbered notes below 说明： or 备注：."""
    lines = paragraphs(part)
    noting = False
    for line, head in zip(lines, heads(lines), strict=True):
        if head.kind is None:
            noting = is_remark(line.text.plain) and line.text.plain.rstrip()[-1] in ":："
        if not noting:
            yield head


def _requires(part: Part) -> bool:
    """Whether half of the numbered paragraphs speak of how bodies are to work: requirements of a notice, no tasks."""
    lines = [line.text.plain for line in paragraphs(part) if marker(line.text.plain) is not None]
    return sum(speaks_of("required", line) for line in lines) * 2 >= len(lines) > 0


def _sends(part: Part) -> bool:
    """Whether the part is the notice that sends a paper."""
    return any(forwards(line.text.plain) for line in paragraphs(part))


def _has_articles(part: Part) -> bool:
    """Whether the part is parted as a statute is: 第一章, 第一条."""
    return any(head.kind in {"第一章", "第一条"} for head in heads(paragraphs(part)))


def _is_prose(part: Part) -> bool:
    """Whether the part is a report in prose: far more text without a marker than with one."""
    lines = paragraphs(part)
    bare = sum(
        len(line.text.plain) for line, head in zip(lines, heads(lines), strict=True) if head.kind is None
    )
    return bare * 2 > sum(len(line.text.plain) for line in lines)


TASK_LIST: Final = Family("task_list", recognises, read_items)
