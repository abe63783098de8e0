"""Measures: what the figures of a content measure, and whether they say growth, decline or a level.

The name of a measure is the noun phrase that its figure belongs to, in the content's own words: before the
figure (新增学位300个) or behind it (建成5个公园). Figures of one list share what stands before the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from govtask_cli.grammar.changes import governing_change, own_change
from govtask_cli.grammar.clauses import Place, noun_follows, places
from govtask_cli.grammar.figures import Figure, figures, has_figures, masked, printed_unit
from govtask_cli.grammar.measure_words import vocabulary
from govtask_cli.grammar.names import (
    clause_before,
    clean,
    heads,
    is_predicate,
    name_before,
    name_behind,
    opens_with_verb,
    own_words,
    verb_before,
)
from govtask_cli.grammar.naming import names_something
from govtask_cli.grammar.script import simplified
from govtask_cli.records import Change, Measure, Relation

_EACH: Final = re.compile(r"(?<![年人亩户日平月地单车场次村校县])均(?![衡等价线匀])")
_ENDING: Final = re.compile(
    r"(?<![0-9.,，．])(?P<figure>[0-9][0-9,，]{0,14}(?:[.．][0-9]{1,6})?)(?P<bound>(?:以上|以下|以内|左右|余|多|\+)?)[。；;\s]*\Z"
)
_PART: Final = re.compile(r"\s?(?:其中|含|包括|包含|内含|共|总计|合计|另)")
_STRIVING: Final = re.compile(r"(?:力争|争取|确保)(?=[0-9])")
"""增长6.5%，力争7%: the second figure is one of the same list."""
_STATES: Final = frozenset(("达到", "达", "占", "占比", "约占", "为", "是", "总量"))


class Read(NamedTuple):
    """A figure that was read, and what it hands on to the next figures of its list."""

    figure: Figure
    end: int
    names: tuple[str, ...]
    base: str
    waiting: tuple[str, ...]
    change: Change
    governs: Change | None


def measures(content: str) -> list[Measure]:
    """The measures of one content, in document order. Figures that only name something give none."""
    if not has_figures(content):
        return []
    text = masked(simplified(content))
    found = figures(text)
    standing = [
        (figure, place)
        for figure, place in zip(found, places(text, found), strict=True)
        if not names_something(text, figure, place.opening(figure))
    ]
    if not standing:
        return []
    limits = [*(figure.begin for figure, _ in standing[1:]), len(text)]
    given: list[Measure] = []
    clauses: dict[int, Read] = {}  # the last figure of each open clause of the sentence
    last: Read | None = None
    sentence = -1
    for (figure, place), limit in zip(standing, limits, strict=True):
        if place.sentence != sentence:
            sentence, last = place.sentence, None
            clauses.clear()
        read, raw = _read(content, text, figure, place, limit, clauses.get(place.start), last)
        if read is not None:
            given.extend(_measures(read, raw, printed_unit(content, text, figure)))
            last = clauses[place.start] = read
    return given


def measures_under(content: str, unit: str) -> list[Measure]:
    """The measures of a cell whose column names a unit for its figures: 新增就业5.2以上 under 指标（万人）.

    A unit is lent to the figure that ends the cell and has none; `raw` stays as the cell has it.
    """
    bare = _ENDING.search(content)
    if bare is None or not unit:
        return measures(content)
    at = bare.end("figure")
    found = measures(content[:at] + unit + content[at:])
    lent = bare["figure"] + unit + bare["bound"]
    return [
        measure.model_copy(update={"raw": measure.raw.removesuffix(lent) + bare["figure"] + bare["bound"]})
        if measure.raw.endswith(lent)
        else measure
        for measure in found
    ]


def _read(
    content: str, text: str, figure: Figure, place: Place, limit: int, listed: Read | None, last: Read | None
) -> tuple[Read | None, str]:
    """What one figure says, and its raw words.

    `limit` is where the next figure begins, `listed` the figure before it in its clause, `last` the one
    before it in its sentence.
    """
    opening = place.opening(figure)
    begin = opening if listed is None else min(max(opening, listed.end), figure.begin)
    begin = own_words(text, begin, figure)
    start, end = name_before(text, begin, figure)
    names: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    past = figure.stop
    base = ""
    behind = name_behind(text, figure, limit) if _is_behind(text, figure, named=start < end) else (0, 0)
    if behind[0] < behind[1]:
        start, past = behind
        names, raw = (content[start:past],), content[figure.begin : past]
        each = _EACH.search(text, begin, figure.begin)
        if each is not None and len(owners := heads(text, begin, each.start())) > 1:
            names = tuple(content[a:b] + names[0] for a, b in owners)
    elif start < end:
        names, raw = (content[start:end],), content[start : figure.stop]
        listing = _listing(text, begin, figure)
        if listing:
            names = tuple(content[a:b] for a, b in heads(text, start, end))
        if listing != "each" and len(names) > 1:
            names, waiting = names[:1], names[1:]
    elif last is not None:
        base, waiting = last.base, ()
        if listed is last and last.waiting:
            base, waiting = last.waiting[0], last.waiting[1:]
        verb = "" if figure.kind == "rank" else content[slice(*verb_before(text, begin, figure))]
        goes_on = listed is last or _PART.match(text, opening) is not None
        names = (base + verb if goes_on else verb or base,)
        base = base if goes_on else names[0]
        raw = content[begin : figure.stop]
    else:
        start, end = verb_before(text, opening, figure)
        raw = content[min(start, figure.begin) : figure.stop]
        if start == end:
            start, end = clause_before(text, place.start)
        names = (content[start:end] or content[begin : figure.start].rstrip("的"),)
    if (
        listed is not None
        and figure.relation == "="
        and listed.waiting
        and not (figure.lead or listed.figure.bounded)
    ):
        figure = figure._replace(relation=listed.figure.relation)  # 分别不低于98%、95%
    names = tuple(map(clean, names))
    if not names[0]:
        return None, ""
    strives = last is not None and last.figure.unit == figure.unit and _STRIVING.match(text, opening)
    further = place.bracketed or _PART.match(text, opening) or strives
    before = listed or (last if further else None)
    change, governs = _change(text, begin, figure, before, names[-1])
    return Read(figure, past, names, clean(base) or names[-1], waiting, change, governs), raw


def _is_behind(text: str, figure: Figure, *, named: bool) -> bool:
    """Whether the name of a figure stands behind it: 建成5个公园, not 引进企业5家落户园区."""
    if figure.kind in ("share", "fraction") and text.startswith("的", figure.stop):
        return not is_predicate(figure)
    if not noun_follows(text, figure.stop) or (
        named and text.startswith(vocabulary("after_size"), figure.stop)
    ):
        return False
    return not named or not (is_predicate(figure) or figure.kind == "share")


def _listing(text: str, begin: int, figure: Figure) -> str:
    """Whether a figure is stated for each name before it (均), or for the first of several (分别)."""
    words = text[begin : figure.start]
    each = _EACH.search(words) is not None or words.rstrip().endswith("各")
    return "each" if each else "respectively" if "分别" in words else ""


def _change(
    text: str, begin: int, figure: Figure, before: Read | None, name: str
) -> tuple[Change, Change | None]:
    """The change of a figure, and the change that governs the rest of its list."""
    bare = begin == figure.begin
    own = own_change(figure, name)
    governs = governing_change(text[begin : figure.begin], figure)
    if governs is None and before is not None and (bare or not opens_with_verb(text, begin, figure.begin)):
        governs = before.governs
    if own is not None:
        return own, governs
    stated = bool(_STATES & set(figure.lead))
    if before is not None and bare and not stated and before.figure.unit == figure.unit:
        return before.change, governs
    if governs is not None and not (bare and stated):
        return governs, governs
    return "level", governs


def _measures(read: Read, raw: str, unit: str) -> Iterator[Measure]:
    """One measure for each name and each end of a range."""
    figure = read.figure
    values: list[tuple[Decimal, Relation]] = [(figure.value, figure.relation)]
    if figure.upper is not None:
        values = [(figure.value, ">="), (figure.upper, "<=")]
    for name in read.names:
        for value, relation in values:
            yield Measure(name=name, value=value, unit=unit, relation=relation, change=read.change, raw=raw)
