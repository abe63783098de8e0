"""The paragraphs of a list as the outline sees them: markers, clauses, what frames the list, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from govtask_cli.document import Paragraph, Part
from govtask_cli.families.inherited import bodies_in
from govtask_cli.grammar.labels import (
    UNIT_LABELS,
    first_point,
    goes_on_counting,
    label_at_start,
    names_units,
)
from govtask_cli.grammar.markers import Marker, marker
from govtask_cli.grammar.outline import Head, rank
from govtask_cli.grammar.progress import opens_with_project
from govtask_cli.grammar.responsibility import assignments, clause, heading_leader
from govtask_cli.grammar.signs import COUNTED
from govtask_cli.grammar.titles import is_remark
from govtask_cli.grammar.units import is_unit_list
from govtask_cli.lexicon import any_word, words

SHORT: Final = 45
"""A heading is not longer."""
STOPS: Final = "。；;！!?？"
_LED: Final = 60
_NAMED: Final = 30
_SENTENCE: Final = re.compile("[。；;：:0-9]")
_COMMAS: Final = re.compile("[，,。；;0-9]")
"""How many tasks stand below a heading: （3项）."""
FEWEST_BARE: Final = 2
_LABELS: Final = 4
"""A line that names the units of an item stands within so many lines below it."""
_OPENERS: Final = 3
_CHAPTERS: Final = frozenset({"第一章", "一、", "（一）"})
_CHAPTERS_ALONE: Final = frozenset({"第一章", "一、"})
"""These head other paragraphs, whatever those name; （一） is a task too where the paragraphs below it name bodies."""
_POINTS: Final = frozenset({"（1）", "①"})
_POINTED: Final = frozenset({"1.", "1、"})
_TITLED: Final = frozenset({"（一）", "任务1", "1.", "1、"})
_NUMBERED: Final = frozenset({"1.", "1、", "第一条", "任务1"})


def paragraphs(part: Part) -> list[Paragraph]:
    """The paragraphs of a part that hold text, without the sections that only frame its list (总体要求, 保障措施)."""
    lines = [block for block in part.blocks if isinstance(block, Paragraph) and block.text]
    framing = _framing(tuple(line.text.plain for line in lines))
    return [line for at, line in enumerate(lines) if at not in framing] if framing else lines


@lru_cache(maxsize=2)
def _framing(lines: tuple[str, ...]) -> frozenset[int]:
    """The lines of sections that frame a list and assign nothing. 总体要求 is one wherever there are items beside
    it; 保障措施 only where other items name units and its own do not."""
    found = {at: frame for at, plain in enumerate(lines) if (frame := _frame_of(plain)) is not None}
    if not found:
        return frozenset()
    seen = _heads(lines)
    spans = {at: range(at, _section_end(at, seen)) for at in found}
    spans = {at: span for at, span in spans.items() if not any(seen[inner].has_units for inner in span)}
    outside = set(range(len(lines))).difference(*spans.values())
    has_items = any(seen[at].kind is not None for at in outside)
    assigns = any(seen[at].has_units for at in outside)
    framing = (span for at, span in spans.items() if (has_items if found[at] == "frame" else assigns))
    return frozenset(at for span in framing for at in span)


def _section_end(at: int, seen: Sequence[Head]) -> int:
    """Where the section ends that the heading at `at` opens: at the next one of its depth."""
    depth = rank(seen[at].kind)
    below = range(at + 1, len(seen))
    return next((each for each in below if seen[each].kind and rank(seen[each].kind) <= depth), len(seen))


def _frame_of(plain: str) -> str | None:
    """The table of the lexicon whose word a numbered paragraph is, or opens with as a heading of its own."""
    if _frames()[0].search(plain[:SHORT]) is None:
        return None
    mark = marker(plain)
    if mark is None or mark.kind in _POINTS or label_at_start(plain) is not None:
        return None
    _, opening, closing = _frames()
    body = plain[mark.end :].strip()
    return "frame" if opening.match(body) else "frame_behind" if closing.fullmatch(body) else None


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Any word of a frame; a paragraph that such a word opens or is; one that is a frame behind the items."""
    opening, closing = (any_word(words("headings", table)) for table in ("frame", "frame_behind"))
    return (
        re.compile(f"{opening}|{closing}"),
        re.compile(rf"(?:{opening})(?:[和与及、](?:{opening}))*(?:[。:：]|$)"),
        re.compile(rf"(?:{closing})(?:[和与及、](?:{closing}))*[。:：]?"),
    )


def heads(lines: Sequence[Paragraph]) -> Sequence[Head]:
    """The paragraphs as the outline sees them; a unit line, or a bracket on a line of its own, counts for the
    outermost numbered paragraph above it that is no heading and has no units yet."""
    return _heads(tuple(line.text.plain for line in lines))


@lru_cache(maxsize=2)
def _heads(lines: tuple[str, ...]) -> tuple[Head, ...]:
    """The last part is asked about by the families one after the other."""
    found: list[Head] = []
    waiting: list[int] = []
    announcing: set[int] = set()
    heading: set[int] = set()  # waiting ones below which paragraphs without a number name their own units
    led: list[int] = []
    above = -1  # the last line that is no label
    openers, bodies = _openers(lines), bodies_below(lines)
    point: Marker | None = None  # the last point of a value under a label: 进展情况：（1）…
    named = False  # whether a label has said who answers for the item above
    for at, plain in enumerate(lines):
        label = label_at_start(plain)
        mark = None if label is not None else marker(plain)
        if label is not None:
            point = first_point(plain)
            if point is None and goes_on_counting(plain, None) and not _awaits_second(found):
                point = Marker("1.", 1, 0)
        elif mark is None and point is not None and goes_on_counting(plain, point):
            point = point._replace(number=point.number + 1)
        elif (
            mark is not None
            and point is not None
            and (mark.kind, mark.number) == (point.kind, point.number + 1)
            and not (named and _names_units_below(lines, at))
            and not assignments(plain)
        ):
            mark, point = None, mark
        else:
            point = None
        named = label in UNIT_LABELS or (named and mark is None)
        assigned = label is None and bool(assignments(plain)) and not names_leader_alone(plain)
        if assigned and mark is not None and mark.kind in _CHAPTERS and _is_name_with_bodies(plain, mark):
            led.append(len(found))
        body = plain[mark.end :] if mark is not None else plain
        announces = mark is not None and body.rstrip()[-1:] in {":", "："} and _announces(mark, lines, at)
        short = len(body) <= SHORT and body.rstrip()[-1:] not in STOPS and not assigned and not announces
        if announces:
            announcing.add(len(found))
        if len(found) in openers:
            waiting[:] = [len(found)]
        elif assigned and mark is not None:
            waiting.clear()
        elif mark is not None:
            waiting.append(len(found))
        elif waiting and (
            names_units(plain)
            if label is not None
            else len(found) in bodies
            or (_is_bare_clause(plain) and waiting[-1] not in heading)
            or (assigned and _is_unfinished(found[waiting[-1]]) and not names_field(lines[waiting[-1]]))
        ):
            owner = _owner(waiting, found, announcing)
            if (
                label is not None
                and owner == above
                and found[owner].kind in _CHAPTERS
                and found[owner].is_short
            ):
                led.append(owner)
            found[owner] = found[owner]._replace(has_units=True)
            assigned = False
            waiting.clear()
        elif assigned and waiting:
            heading.add(waiting[-1])
        if label is None:
            above = len(found)
        found.append(Head(mark.kind if mark else None, mark.number if mark else 0, assigned, short))
    for at in _led_headings(found, led):
        found[at] = found[at]._replace(has_units=False, is_short=True)
    return _closed_by_last(_of_one_kind(found))


def _awaits_second(found: Sequence[Head]) -> bool:
    """Whether the next item would be the second, which no second point can be told from."""
    return next((head.number for head in reversed(found) if head.kind == "1."), 0) == 1


def _closed_by_last(found: tuple[Head, ...]) -> tuple[Head, ...]:
    """The same, where below every numbered title the last point alone says who answers: for all that stands below the
    title, so that the title opens the item and no point does."""
    deepest = max((rank(head.kind) for head in found if head.kind in _TITLED), default=-1)
    if deepest < 0:
        return found
    titles = [at for at, head in enumerate(found) if rank(head.kind) == deepest and not head.has_units]
    groups = [(at, range(at + 1, _section_end(at, found))) for at in titles]
    groups = [(at, inner) for at, inner in groups if inner]
    last: list[tuple[int, int]] = []
    several = 0
    for at, inner in groups:
        points = [place for place in inner if found[place].kind is not None]
        if not points or any(found[place].kind not in _POINTS for place in points):
            return found
        if not found[points[-1]].has_units or any(found[place].has_units for place in points[:-1]):
            return found
        last.append((at, points[-1]))
        several += len(points) > 1
    if len(last) < FEWEST_BARE or several * 2 < len(last):
        return found
    changed = list(found)
    for at, point in last:
        changed[at] = changed[at]._replace(has_units=True, is_short=False)
        changed[point] = changed[point]._replace(has_units=False)
    return tuple(changed)


def names_field(plain: str) -> bool:
    """Whether a numbered line is a heading that names a field of work: 一、卫生健康方面."""
    mark = marker(plain)
    return mark is not None and plain[mark.end :].rstrip().endswith(words("headings", "field"))


def _names_units_below(lines: Sequence[str], at: int) -> bool:
    """Whether the line below says under a label who answers: what stands above is an item, whatever its number."""
    return at + 1 < len(lines) and label_at_start(lines[at + 1]) in UNIT_LABELS


def _announces(mark: Marker, lines: Sequence[str], at: int) -> bool:
    """Whether a numbered paragraph that ends in a colon is an item with its points below, and no heading."""
    below = marker(lines[at + 1]) if at + 1 < len(lines) else None
    return mark.kind in _NUMBERED or (mark.kind == "（一）" and below is not None and below.kind == "①")


def _is_name_with_bodies(plain: str, mark: Marker) -> bool:
    """Whether a line is a name and a bracket with bodies, and no sentence: 一、水务建设（牵头单位：甲局）."""
    found = assignments(plain)
    name = COUNTED.sub("", plain[mark.end : found[0].begin].strip()).strip()
    whole = len(found) == 1 and found[0].end == len(plain.rstrip())
    return whole and 0 < len(name) <= _NAMED and _SENTENCE.search(name) is None


def _led_headings(found: Sequence[Head], led: Sequence[int]) -> list[int]:
    """Those of the paragraphs `led` that head the numbered ones below them, few of which name bodies of their own."""
    heading: list[int] = []
    below: list[Head] = []
    for at in led:
        inner = found[at + 1 : _section_end(at, found)]
        deeper = [head for head in inner if head.kind is not None]
        if deeper and not deeper[0].is_short:
            heading.append(at)
            below.extend(deeper)
    named = sum(head.has_units for head in below)
    chapters = all(found[at].kind in _CHAPTERS_ALONE for at in heading)
    few = chapters or named * 2 < len(below)
    return heading if len(heading) >= FEWEST_BARE and few else []


def names_leader_alone(plain: str) -> bool:
    """Whether a short line with a bracket names an official and no body: （一）工程建设部（分管领导：丁一副总经理）."""
    if len(plain) > _LED or plain[-1:] in STOPS:
        return False
    found = assignments(plain)
    if plain[-1:] not in {"）", ")", "】", "〕"}:  # 由丁一县长牵头落实的工作
        bodies = any(clause(each.inner).units for each in found)
        return bool(found) and not bodies and heading_leader(plain) is not None
    if not found or _COMMAS.search(COUNTED.sub("", plain[: found[0].begin].rstrip())) is not None:
        return False
    return all(
        each.leader is not None and not each.units for each in (clause(every.inner) for every in found)
    )


def _of_one_kind(found: Sequence[Head]) -> tuple[Head, ...]:
    """The same, where 1. and 1、 go on counting in one another's place: 5.…, 6、… are of one kind."""
    counted = [head for head in found if head.kind in _POINTED]
    kinds = {head.kind for head in counted}
    runs = all(below.number == above.number + 1 for above, below in pairwise(counted))
    if len(kinds) < len(_POINTED) or not runs:
        return tuple(found)
    return tuple(head._replace(kind="1.") if head.kind in _POINTED else head for head in found)


def _openers(lines: Sequence[str]) -> frozenset[int]:
    """The lines without a marker that open items of their own: several stand under one heading, each with lines of
    labels below it that name its units."""
    openers: list[int] = []
    under = most = 0
    for at, plain in enumerate(lines):
        label = label_at_start(plain)
        if label is None and marker(plain) is not None:
            under = 0
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if label is None and label_at_start(below) is not None and not assignments(plain):
            names = next((line for line in lines[at + 1 : at + 1 + _LABELS] if names_units(line)), None)
            if names is not None and label_at_start(names) is not None:
                openers.append(at)
                under += 1
                most = max(most, under)
    marked = any(marker(plain) is not None for plain in lines)
    return frozenset(openers) if most > 1 and marked and len(openers) >= _OPENERS else frozenset()


@lru_cache(maxsize=2)
def bodies_below(lines: tuple[str, ...]) -> frozenset[int]:
    """The lines that are nothing but names of bodies, each at the end of a numbered item that is a whole sentence; none
    where the first item stands below such a line too, since they head the items then."""
    first = next((at for at, plain in enumerate(lines) if marker(plain) is not None), len(lines))
    found = {
        at
        for at in range(first + 1, len(lines))
        if len(lines[at]) <= _LED
        and lines[at - 1].rstrip()[-1:] in STOPS
        and (at + 1 == len(lines) or marker(lines[at + 1]) is not None)
        and marker(lines[at]) is None
        and is_unit_list(lines[at].strip())
        and not assignments(lines[at])
    }
    if len(found) < _OPENERS or (first and bodies_in(lines[first - 1].strip())):
        return frozenset()
    return frozenset(found)


def _is_unfinished(head: Head) -> bool:
    """Whether an item without units goes on in the next paragraph: it is one, and no heading above clauses."""
    return not head.has_units and (not head.is_short or head.kind in _NUMBERED)


def _is_bare_clause(plain: str) -> bool:
    """Whether a paragraph is nothing but a bracket that assigns what stands above it."""
    found = assignments(plain)
    return bool(found) and not plain[: found[0].begin].strip(" 。；;")


def _owner(waiting: Sequence[int], found: Sequence[Head], announcing: set[int]) -> int:
    """The last waiting paragraph; above points (it ends in a colon, or they are ① or （1）) the one they belong to."""
    last = waiting[-1]
    for at in reversed(waiting[:-1]):
        above = rank(found[at].kind) < rank(found[last].kind) and not found[at].is_short
        if above and (at in announcing or found[last].kind in _POINTS):
            return at
    return last


def ending(seen: Sequence[Head], lines: Sequence[Paragraph]) -> int:
    """Where the closing words behind the last item begin: paragraphs without marker, clause or label there,
    in a list whose items are one paragraph each."""
    loose = [
        head.kind is None
        and (
            is_remark(line.text.plain)
            or (
                label_at_start(line.text.plain) is None
                and marker(line.text.plain) is None
                and not assignments(line.text.plain)
                and not opens_with_project(line.text.plain)
            )
        )
        for head, line in zip(seen, lines, strict=True)
    ]
    last = max((at for at, is_loose in enumerate(loose) if not is_loose), default=-1)
    first = next((at for at, is_loose in enumerate(loose) if not is_loose), 0)
    if not any(loose[first:last]):
        return last + 1
    closing = words("headings", "closing") + words("headings", "copies")
    return next(
        (
            at
            for at in range(last + 1, len(lines))
            if (plain := lines[at].text.plain).startswith(closing) or is_remark(plain)
        ),
        len(lines),
    )
