"""Depth of numbered paragraphs: which markers are headings, which are the items, which are points inside them.

`markers` only finds markers; here their list decides. Plain lists go in and come out: `items` looks at what
each paragraph is like (does it carry responsible units? is it a short line without a stop?) and at nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from govtask_cli.grammar.markers import MarkerKind

ORDER: Final[tuple[MarkerKind, ...]] = (
    "第一章",
    "第一条",
    "一、",
    "（一）",
    "任务1",
    "1.",
    "1、",
    "（1）",
    "①",
    "一是",
)
"""Outer before inner, where documents keep the usual order."""


class Place(Enum):
    """What a paragraph is in the outline."""

    HEADING = "heading"
    ITEM = "item"
    POINT = "point"
    TEXT = "text"


class Head(NamedTuple):
    """A paragraph as the outline sees it."""

    kind: MarkerKind | None
    number: int = 0
    has_units: bool = False
    is_short: bool = False


def places(heads: Sequence[Head]) -> list[Place]:
    """The place of each paragraph: headings above the items, items, points inside an item, text without a marker."""
    kinds = item_kinds(heads)
    depth = {kind: at for at, kind in enumerate(_depths(heads))}
    deepest = max((depth[kind] for kind in kinds), default=-1)
    found: list[Place] = []
    for at, head in enumerate(heads):
        if head.kind is None:
            found.append(Place.TEXT)
        elif head.kind in kinds:
            is_heading = head.is_short and not head.has_units and _has_deeper(heads, at, depth)
            found.append(Place.HEADING if is_heading else Place.ITEM)
        elif depth[head.kind] > deepest >= 0:
            found.append(Place.POINT)
        else:
            found.append(
                Place.HEADING
                if head.is_short or not kinds
                else Place.ITEM
                if head.has_units
                else Place.HEADING
            )
    return found


def item_kinds(heads: Sequence[Head]) -> frozenset[MarkerKind]:
    """The kinds of marker that open items: those whose paragraphs carry units, else the ones that are not headings.

    Several levels may carry units: all of them are items then. Where only paragraphs without a marker do
    (livelihood clauses), no marker opens an item.
    """
    with_units: dict[MarkerKind, int] = {}
    total: dict[MarkerKind, int] = {}
    long: dict[MarkerKind, int] = {}
    for head in heads:
        if head.kind is None:
            continue
        total[head.kind] = total.get(head.kind, 0) + 1
        with_units[head.kind] = with_units.get(head.kind, 0) + head.has_units
        long[head.kind] = long.get(head.kind, 0) + (not head.is_short)
    carrying = {kind for kind, count in with_units.items() if count * 3 >= total[kind]}
    if not carrying and any(with_units.values()):
        carrying = {max(with_units, key=lambda kind: with_units[kind])}
    if carrying:
        return frozenset(carrying)
    if any(head.has_units for head in heads):
        return frozenset()
    depths = _depths(heads)
    for kind in depths:
        if long[kind] * 2 >= total[kind]:
            return frozenset({kind})
    return frozenset(depths[-1:])


def _depths(heads: Sequence[Head]) -> list[MarkerKind]:
    """The kinds that occur, outer before inner: in the usual order, but a kind that never stands under
    another that occurs is outer. Order of first appearance decides between 1. and 1、 ."""
    seen: list[MarkerKind] = []
    for head in heads:
        if head.kind is not None and head.kind not in seen:
            seen.append(head.kind)
    ordered = sorted(seen, key=lambda kind: (rank(kind), seen.index(kind)))
    if "第一条" in seen:
        # 第一条 stands above 一、 in a statute, and below it in a list: what comes first is outer
        before = seen[: seen.index("第一条")]
        rest = [kind for kind in ordered if kind not in before and kind != "第一条"]
        return [*(kind for kind in ordered if kind in before), "第一条", *rest]
    return ordered


def rank(kind: MarkerKind | None) -> int:
    """How deep a kind usually stands; 1. and 1、 are as deep; a paragraph without a marker is outermost."""
    return -1 if kind is None else ORDER.index("1." if kind == "1、" else kind)


def _has_deeper(heads: Sequence[Head], at: int, depth: dict[MarkerKind, int]) -> bool:
    """Whether the next marked paragraph stands deeper than this one."""
    own = heads[at].kind
    for head in heads[at + 1 :]:
        if head.kind is not None:
            return own is not None and depth[head.kind] > depth[own]
    return False
