"""A report's paragraphs told apart by shape: headings, run-in headings, prose, what belongs to the site.

No meaning yet: what a heading stands for, and which sentence is a topic, is decided in `report_reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import Paragraph, Part, Text
from govtask_cli.families.report_passages import (
    BARE,
    CHAPTER,
    LONGEST_REMNANT,
    NUMBERED_CHAPTER,
    OPEN,
    RANKS,
    Passage,
    Shape,
    is_dashed,
    is_remnant,
    report_marker,
    stretches,
    unjoined,
)
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.markers import Marker
from govtask_cli.grammar.script import one_form
from govtask_cli.grammar.stance import heading_kind, is_salutation
from govtask_cli.grammar.topics import has_figure, letters, opens_with, says
from govtask_cli.lexicon import words

_LONGEST_HEADING: Final = 80
_LONGEST_BARE: Final = 36
_LONGEST_RUN_IN: Final = {5: 60, 10: 60, 20: 60, 30: 36, 40: 30, 50: 30, 60: 30}
_LONGEST_NAME: Final = 4
_PART: Final = re.compile(r"第[一二三四五六七八九十]{1,2}(?:部分|篇|章)")
_COUNTED_HEAD: Final = re.compile("[0-9]{1,3}(?:件|项|个|大|类)[^，。]{0,4}(?:实事|行动|工程|任务|工作|重点)")
_SESSION: Final = re.compile("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月")
_DEFINED: Final = re.compile(
    r"""
    (?:\W{0,2}[0-9]{1,3}\W{0,3} | [①-⑳]\s*)?        # 1. [26] ①
    (?:[“"《][^“”"《》]{1,40}[”"》] | (?<=\W)[^，。：“”]{2,30}(?=：))
    [^，。：]{0,6}：?\s*
    (?:是?指|即指|主要是?指|泛指|特指)
    """,
    re.VERBOSE,
)


def passages(part: Part) -> list[Passage]:
    """The passages of a part, its title lines first; tables and labels are not looked at."""
    texts = [*part.head, *(block.text for block in part.blocks if isinstance(block, Paragraph))]
    raw = [stretch for text in texts for piece in unjoined(text) for stretch in stretches(piece)]
    first = next((at for at, stretch in enumerate(raw) if _begins(stretch)), len(raw))
    raw[first:] = _joined_headings(raw[first:])
    bare = _bare_headings(raw, first)
    found: list[Passage] = []
    for at, stretch in enumerate(raw):
        if at < first:
            titled = _is_title_line(stretch.plain, part)
            found.append(replace(stretch, shape="title" if titled else _foreign(stretch) or "tail"))
        elif at in bare:
            found.append(replace(stretch, shape="heading", rank=bare[at]))
        else:
            found.extend(_shaped(stretch, raw[at + 1] if at + 1 < len(raw) else None))
    return found


def _begins(stretch: Passage) -> bool:
    """Does the report itself begin here (a sentence, a salutation, a heading), no longer its title lines?"""
    plain = stretch.plain
    if stretch.closed or is_salutation(plain) or report_marker(plain) or _PART.match(plain):
        return True
    return _is_chapter_name(plain)


def _is_line(stretch: Passage) -> bool:
    """Short, without a stop, a marker or a dash: what a heading without a number looks like."""
    plain = stretch.plain
    return (
        4 <= letters(plain) <= _LONGEST_BARE
        and not stretch.closed
        and plain[-1] not in OPEN
        and not is_dashed(plain)
        and not report_marker(plain)
        and not opens_with(plain, "furniture", "annex")
        and not says(plain, "glossary", "title")
    )


def _is_chapter_name(plain: str) -> bool:
    """2030年工作回顾 on a line of its own, without a number."""
    return (
        letters(plain) <= _LONGEST_BARE
        and plain.endswith(words("report", "chapter_end"))
        and not is_dashed(plain)
        and not says(plain, "title")
        and heading_kind(plain) is not None
    )


def _is_title_line(plain: str, part: Part) -> bool:
    plain = "".join(plain.split())
    return (
        plain == "".join(one_form(part.title.plain).split())
        or says(plain, "title", "office")
        or _SESSION.search(plain) is not None
        or "政府" in plain
        or letters(plain) <= _LONGEST_NAME
    )


def _joined_headings(lines: Sequence[Passage]) -> list[Passage]:
    """A heading without a number that was set in two lines becomes one again."""
    found: list[Passage] = []
    for at, stretch in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if (
            found
            and below is not None
            and below.closed
            and _is_line(stretch)
            and _is_line(found[-1])
            and not _is_chapter_name(stretch.plain)
            and not _is_chapter_name(found[-1].plain)
            and letters(found[-1].plain) + letters(stretch.plain) <= _LONGEST_BARE
        ):
            above = found.pop()
            text = Text.join((above.text, stretch.text))
            found.append(Passage(text, (text,), (above.plain + stretch.plain,)))
        else:
            found.append(stretch)
    return found


def _bare_headings(lines: Sequence[Passage], first: int) -> dict[int, int]:
    """Headings without a number, by index, with their rank.

    A chapter's name is known by its words, or by 一、 that begins anew below it. Others must be of one kind:
    at least two different short lines above prose; a single one may as well be an advertisement.
    """
    found: dict[int, int] = {}
    others: dict[int, str] = {}
    opens_anew = False
    for at in range(len(lines) - 2, first - 1, -1):
        stretch, below = lines[at], lines[at + 1]
        mark = report_marker(stretch.plain)
        if mark is not None:
            opens_anew = mark.kind == "一、" and mark.number == 1
        elif not _is_line(stretch):
            continue
        elif _PART.match(stretch.plain) or _is_chapter_name(stretch.plain):
            found[at] = CHAPTER
            opens_anew = False
        elif opens_anew and (below.closed or report_marker(below.plain)) and not has_figure(stretch.plain):
            others[at] = stretch.plain
            found[at] = CHAPTER
            opens_anew = False
        elif below.closed and not has_figure(stretch.plain):
            others[at] = stretch.plain
    if len(set(others.values())) >= 2:
        return dict.fromkeys(others, BARE) | found
    return {at: rank for at, rank in found.items() if at not in others}


def _shaped(stretch: Passage, below: Passage | None) -> Iterator[Passage]:
    plain = stretch.plain
    mark = report_marker(plain)
    if foreign := _foreign(stretch):
        yield replace(stretch, shape=foreign)
    elif mark is not None:
        yield _numbered(stretch, mark, below)
    elif _PART.match(plain) and not stretch.closed:
        yield replace(stretch, shape="heading", rank=CHAPTER)
    else:
        yield from _without_remnant(stretch, last=below is None or _foreign(below) is not None)


def _foreign(stretch: Passage) -> Shape | None:
    """Site text and glossaries."""
    plain = stretch.plains[0]
    if not stretch.closed and letters(plain) <= LONGEST_REMNANT:
        if says(plain, "glossary"):
            return "glossary_title"
        if opens_with(plain, "annex"):
            return "annex"
    if opens_with(plain, "furniture"):
        return "rest" if opens_with(plain, "furniture_rest") else "furniture"
    return "glossary" if _DEFINED.match(plain) else None


def _numbered(stretch: Passage, mark: Marker, below: Passage | None) -> Passage:
    """A heading, a run-in heading (a sentence, with or without its text), or an item that is prose."""
    rank = RANKS[mark.kind]
    first = stretch.plains[0]
    size = letters(first)
    figure = has_figure(_COUNTED_HEAD.sub("", first[mark.end :]))
    named = first.endswith("。") and size <= _LONGEST_RUN_IN[rank] and not figure
    if rank == NUMBERED_CHAPTER and first.endswith("。") and size <= _LONGEST_HEADING:
        named = named or heading_kind(first) is not None
    if len(stretch.plains) > 1:
        shape: Shape = "run_in" if named else "prose"
    elif stretch.closed:
        alone = below is not None and not _is_sibling(below.plain, mark) and rank < RANKS["1."]
        shape = "run_in" if named and alone else "prose"
    else:
        shape = "prose" if first[-1] in "；，、" or size > _LONGEST_HEADING else "heading"
    return replace(stretch, shape=shape, rank=rank, number=mark.number)


def _is_sibling(plain: str, mark: Marker) -> bool:
    other = report_marker(plain)
    return other is not None and other.kind == mark.kind


def _without_remnant(stretch: Passage, *, last: bool) -> Iterator[Passage]:
    """Prose; a short remnant glued after its last stop, or standing alone, becomes a passage of its own."""
    plain = stretch.plains[-1]
    if not is_remnant(plain) or (last and not _is_noise(plain)):
        yield stretch
    elif len(stretch.plains) == 1:
        yield replace(stretch, shape="tail")
    else:
        kept = stretch.sentences[:-1]
        yield Passage(Text.join(kept), kept, stretch.plains[:-1])
        yield Passage(stretch.sentences[-1], stretch.sentences[-1:], (plain,), "tail")


def _is_noise(plain: str) -> bool:
    """No Han character to speak of: a hash, an address, a page number."""
    return sum("\u4e00" <= sign <= "\u9fff" for sign in plain) < 3 or is_date_line(plain)
