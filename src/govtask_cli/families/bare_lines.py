"""Lines without a number that head items or are items: bare headings, leaders and bodies above items, paragraphs that
a bracket below them assigns, and what closes a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import Paragraph
from govtask_cli.families.inherited import bodies_in
from govtask_cli.families.item_heads import FEWEST_BARE, SHORT, STOPS, names_field
from govtask_cli.grammar.dates import is_date_line, is_deadline
from govtask_cli.grammar.labels import label_at_start, names_units
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.outline import Head, Place, places, rank
from govtask_cli.grammar.responsibility import assignments, is_only_clauses
from govtask_cli.grammar.signs import BULLETS, COUNTED
from govtask_cli.grammar.titles import is_body, is_remark, names_copies

_BARE: Final = 16
_NO_BARE: Final = re.compile("[。；;：:，,、？！0-9（(|]")
_TITLES: Final = {rank("（一）"), rank("1."), rank("（1）")}
_BAREST: Final = 8
_BULLET: Final = re.compile(rf"[{BULLETS}]\s*")
_SPACED: Final = 4
"""Blank lines part paragraphs where they stand above more than every fourth item."""


def bare_headings(lines: Sequence[Paragraph], found: Sequence[Place]) -> frozenset[int]:
    """The lines without a marker that are headings of sections: several short ones, each set apart by a blank line above
    it, between whole items, with an item right below."""
    headings: list[int] = []
    # A Word file has no blank lines, or only where its pages end.
    gaps = [line.gap > 0 for line, place in zip(lines, found, strict=True) if place is Place.ITEM]
    spaced = sum(gaps) * _SPACED > len(gaps)
    bodies = _bodies_above(lines, found)
    if bodies:
        return bodies
    for at, (line, below) in enumerate(pairwise(lines)):
        plain, counted = COUNTED.subn("", line.text.plain.strip())
        apart = line.gap or counted or not spaced
        set_off = line.gap > 0 and below.gap > 0
        if found[at] is not Place.TEXT or found[at + 1] is not Place.ITEM or not apart:
            continue
        if (
            len(plain) > (_BARE if spaced or set_off else _BAREST)
            or _NO_BARE.search(plain) is not None
            or (is_body(plain) and not counted and not set_off)
            or is_deadline(plain)
        ):
            continue
        above = lines[at - 1].text.plain.rstrip() if at else "。"
        if marker(below.text.plain) is None or label_at_start(plain) is not None or assignments(plain):
            continue
        whole = above[-1:] in STOPS + "）)】]〕：:" or label_at_start(above) is not None
        if not at or whole or lines[at - 1].gap or found[at - 1] is not Place.TEXT:
            headings.append(at)
    return frozenset(headings) if len(headings) >= FEWEST_BARE else frozenset()


def placed(lines: Sequence[Paragraph], seen: Sequence[Head]) -> tuple[tuple[Place, ...], frozenset[int]]:
    """The place of each line, and the lines without a marker that are items: a bracket below says who answers."""
    found = places(seen)
    fields = _below_fields(lines)
    found = [Place.HEADING if at + 1 in fields else place for at, place in enumerate(found)]
    opened = _unnumbered(lines, found, fields)
    heading = _above_several(seen, _above_unnumbered(seen, found, opened))
    return _titled(lines, seen, heading), opened


def _below_fields(lines: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs without a marker right below headings that name fields, where there are several."""
    fields = [
        at + 1
        for at, (line, below) in enumerate(pairwise(lines))
        if names_field(line.text.plain)
        and marker(below.text.plain) is None
        and label_at_start(below.text.plain) is None
    ]
    return frozenset(fields) if len(fields) >= FEWEST_BARE else frozenset()


def _unnumbered(lines: Sequence[Paragraph], found: Sequence[Place], fields: frozenset[int]) -> frozenset[int]:
    """The paragraphs without a marker right below which a bracket on a line of its own says who answers for them; and
    those right below headings that name fields: 一、卫生健康方面."""
    below_fields = {
        at
        for at in fields
        if found[at] is Place.TEXT
        and lines[at].text.plain.rstrip()[-1:] in STOPS
        and not assignments(lines[at].text.plain)
    }
    return frozenset(below_fields).union(
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if found[at] is Place.TEXT
        and line.text.plain.rstrip()[-1:] in STOPS
        and label_at_start(line.text.plain) is None
        and is_only_clauses(below.text.plain)
        and not assignments(line.text.plain)
    )


def closes(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether a line is a date, the body that signs above one, or tells who gets a copy."""
    plain = lines[at].text.plain
    below = lines[at + 1].text.plain if at + 1 < len(lines) else ""
    return is_date_line(plain) or names_copies(plain) or (is_date_line(below) and is_body(plain))


def _above_unnumbered(
    seen: Sequence[Head], found: Sequence[Place], opened: frozenset[int]
) -> tuple[Place, ...]:
    """The places, where short numbered lines right above such paragraphs head them: 一、工业经济方面."""
    return tuple(
        Place.HEADING if place is Place.ITEM and seen[at].is_short and at + 1 in opened else place
        for at, place in enumerate(found)
    )


def _above_several(seen: Sequence[Head], found: Sequence[Place]) -> tuple[Place, ...]:
    """The places, where every item is a short numbered line that names no units, and below some of them several
    paragraphs without a number do: the lines head these."""
    items = [at for at, place in enumerate(found) if place is Place.ITEM]
    bounds = [*items, len(found)]
    below = [sum(head.has_units for head in seen[at + 1 : end]) for at, end in pairwise(bounds)]
    loose = all(seen[at].is_short and not seen[at].has_units for at in items)
    if loose and below and min(below) > 0 and max(below) > 1:
        return tuple(Place.HEADING if place is Place.ITEM else place for place in found)
    return tuple(found)


def _titled(lines: Sequence[Paragraph], seen: Sequence[Head], found: Sequence[Place]) -> tuple[Place, ...]:
    """The places, where the innermost numbered lines are the titles of items and head none: below each stands one
    paragraph without a number that says who answers for it."""
    ranks = [rank(head.kind) for head in seen if head.kind is not None]
    if not ranks or max(ranks) not in _TITLES or any(place is Place.ITEM for place in found):
        return tuple(found)
    titles = {at for at, head in enumerate(seen) if head.kind is not None and rank(head.kind) == max(ranks)}
    if len(titles) < FEWEST_BARE:
        return tuple(found)
    for at in titles:
        below = at + 1
        if below >= len(lines) or found[below] is not Place.TEXT:
            return tuple(found)
        if len(assignments(lines[below].text.plain)) != 1:  # none, or several tasks in one paragraph
            return tuple(found)
        if below + 1 < len(lines) and found[below + 1] is not Place.HEADING and not closes(lines, below + 1):
            return tuple(found)
    return tuple(Place.ITEM if at in titles else place for at, place in enumerate(found))


def leaders_above(lines: Sequence[Paragraph], found: Sequence[Place]) -> frozenset[int]:
    """The labelled lines that name nobody but the leader of the items below them: the first item stands below one, and
    right below each an item or a heading."""
    first = next((at for at, place in enumerate(found) if place is Place.ITEM), 0)
    naming = {
        at
        for at in range(len(lines) - 1)
        if found[at] is Place.TEXT
        and label_at_start(lines[at].text.plain) == "leader"
        and not names_units(lines[at].text.plain)
    }
    below = all(found[at + 1] in {Place.ITEM, Place.HEADING} for at in naming)
    return frozenset(naming) if len(naming) >= FEWEST_BARE and below and first - 1 in naming else frozenset()


def _bodies_above(lines: Sequence[Paragraph], found: Sequence[Place]) -> frozenset[int]:
    """The lines that name the bodies of the items right below them (区水务局：), where every item stands below one."""
    first = next((at for at, place in enumerate(found) if place is Place.ITEM), 0)
    naming = {
        at
        for at in range(max(first - 1, 0), len(lines) - 1)
        if found[at] is Place.TEXT
        and found[at + 1] is Place.ITEM
        and len(lines[at].text) <= SHORT
        and not is_remark(lines[at].text.plain)
        and label_at_start(lines[at].text.plain) is None
        and bodies_in(lines[at].text.plain.strip())
    }
    return frozenset(naming) if len(naming) >= FEWEST_BARE and first - 1 in naming else frozenset()


def behind_bullet(plain: str) -> int:
    """Where the text of a paragraph begins behind a bullet."""
    match = _BULLET.match(plain)
    return match.end() if match is not None else 0
