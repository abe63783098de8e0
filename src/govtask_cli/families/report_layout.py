"""A report's paragraphs told apart by shape: headings, run-in headings, prose, what belongs to the site.

No meaning yet: what a heading stands for, and which sentence is a topic, is decided in `work_report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from govtask_cli.document import Paragraph, Part, Text
from govtask_cli.grammar.markers import Marker, marker
from govtask_cli.grammar.sentences import ends_sentence, sentences
from govtask_cli.grammar.stance import heading_kind, is_salutation
from govtask_cli.grammar.topics import has_figure, letters, opens_with, says

Shape = Literal[
    "title", "heading", "run_in", "prose", "tail", "furniture", "glossary", "glossary_title", "rest", "annex"
]
"""`run_in`: the first sentence is a heading. `tail`: a stray remnant without a sentence's stop.
`rest`: a heading such as 相关报道 after which nothing belongs to the report."""

CHAPTER: Final = 0
CHAPTER_RANK: Final = 10
BARE: Final = 25
RANKS: Final = {"第一条": 10, "一、": 10, "（一）": 20, "1.": 30, "1、": 30, "（1）": 40, "①": 50}

_LONGEST_HEADING: Final = 80
_LONGEST_BARE: Final = 36
_LONGEST_RUN_IN: Final = {10: 60, 20: 60, 30: 36, 40: 30, 50: 30}
_LONGEST_REMNANT: Final = 20
_PART: Final = re.compile(r"第[一二三四五六七八九十]{1,2}(?:部分|篇|章)")
_LIST_GOES_ON: Final = re.compile("(?:[二三四五六七八九十]|季度|产业|次产业|产|级|等|类|线|期)")
_INNER_HEADING: Final = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、")
_DASHES: Final = re.compile("[—–－―-]{1,4}")
_SESSION: Final = re.compile("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月")
_DEFINED: Final = re.compile(
    r"""
    (?:\W{0,2}[0-9]{1,3}\W{0,3} | [①-⑳]\s*)?        # 1. [26] ①
    (?:[“"《][^“”"《》]{1,40}[”"》] | (?<=\W)[^，。：:“”]{2,30}(?=[：:]))
    [^，。：:]{0,6}[：:]?\s*
    (?:是?指|即指|主要是?指|泛指|特指)
    """,
    re.VERBOSE,
)
_OPEN: Final = "：:；;，,、"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a stretch of one that opens with a heading of its own. `rank`: 0 is a chapter."""

    text: Text
    sentences: tuple[Text, ...]
    shape: Shape
    rank: int | None = None
    number: int | None = None

    @property
    def plain(self) -> str:
        return self.text.plain

    @property
    def heads(self) -> bool:
        """Is it, or does it begin with, a heading?"""
        return self.shape in ("heading", "run_in")

    @property
    def is_chapter(self) -> bool:
        return self.rank is not None and self.rank <= CHAPTER_RANK

    @property
    def listed(self) -> bool:
        """Is it an item of a list: dash-led, 一是…, or numbered?"""
        return self.number is not None or self.dashed

    @property
    def dashed(self) -> bool:
        return _DASHES.match(self.plain) is not None


def passages(part: Part) -> list[Passage]:
    """The passages of a part, in order; tables and labels are not looked at."""
    stretches = [
        stretch for block in part.blocks if isinstance(block, Paragraph) for stretch in _stretches(block.text)
    ]
    if not stretches:
        return []
    first = next((i for i, (text, _) in enumerate(stretches) if _begins(text.plain)), len(stretches))
    bare = _bare_headings(stretches, first)
    found: list[Passage] = []
    for index, (text, cut) in enumerate(stretches):
        following = stretches[index + 1][0] if index + 1 < len(stretches) else None
        if index < first:
            found.append(Passage(text, cut, "title" if _is_title_line(text.plain, part) else "tail"))
        elif index in bare:
            found.append(Passage(text, cut, "heading", bare[index]))
        else:
            found.extend(_shaped(text, cut, following))
    return found


def report_marker(plain: str) -> Marker | None:
    """The marker that heads a passage; none where 一、二季度 or 2030、2031年 only looks like one."""
    found = marker(plain)
    if found is None or found.kind == "一是" or found.number > 99:
        return None
    if found.kind in ("一、", "1、") and _LIST_GOES_ON.match(plain, found.end):
        return None
    return found


def _stretches(text: Text) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """A paragraph, cut before every （一） or 一、 that opens a sentence inside it."""
    text = text.strip()
    cut = sentences(text)
    held: list[Text] = []
    for sentence in cut:
        if held and _INNER_HEADING.match(sentence.plain) and report_marker(sentence.plain):
            yield Text.join(held), tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield (text if len(held) == len(cut) else Text.join(held)), tuple(held)


def _begins(plain: str) -> bool:
    """Does the report itself begin here (a sentence, a salutation, a heading), no longer its title lines?"""
    if ends_sentence(plain) or is_salutation(plain) or report_marker(plain) or _PART.match(plain):
        return True
    return _is_chapter_name(plain)


def _is_chapter_name(plain: str) -> bool:
    """2030年工作回顾 on a line of its own, without a number."""
    return (
        letters(plain) <= _LONGEST_BARE
        and not ends_sentence(plain)
        and plain[-1:] not in _OPEN
        and not _DASHES.match(plain)
        and not says(plain, "title")
        and not opens_with(plain, "furniture", "annex")
        and plain.endswith(
            ("回顾", "总结", "安排", "任务", "打算", "部署", "重点", "工作", "目标", "思路", "要求", "建议")
        )
        and heading_kind(plain) is not None
    )


def _is_title_line(plain: str, part: Part) -> bool:
    return (
        plain == part.title.plain
        or says(plain, "title", "office")
        or _SESSION.search(plain) is not None
        or "政府" in plain
    )


def _bare_headings(stretches: Sequence[tuple[Text, tuple[Text, ...]]], first: int) -> dict[int, int]:
    """Headings without a number, by index, with their rank.

    A chapter's name is known by its words. Others must be of one kind: at least two different short lines
    above prose; a single one may as well be an advertisement.
    """
    chapters: dict[int, int] = {}
    others: dict[int, str] = {}
    for index in range(first, len(stretches) - 1):
        plain = stretches[index][0].plain
        if ends_sentence(plain) or report_marker(plain):
            continue
        if _PART.match(plain) or _is_chapter_name(plain):
            chapters[index] = CHAPTER
        elif (
            4 <= letters(plain) <= _LONGEST_BARE
            and plain[-1] not in _OPEN
            and not _DASHES.match(plain)
            and not has_figure(plain)
            and not opens_with(plain, "furniture", "annex")
            and not says(plain, "glossary", "title")
            and ends_sentence(stretches[index + 1][0].plain)
        ):
            others[index] = plain
    if len(set(others.values())) >= 2:
        chapters.update(dict.fromkeys(others, BARE))
    return chapters


def _shaped(text: Text, cut: tuple[Text, ...], following: Text | None) -> Iterator[Passage]:
    plain = text.plain
    if foreign := _foreign(plain):
        yield Passage(text, cut, foreign)
        return
    mark = report_marker(plain)
    if mark is not None:
        yield _numbered(text, cut, mark, following)
    elif _PART.match(plain) and not ends_sentence(plain):
        yield Passage(text, cut, "heading", CHAPTER)
    else:
        yield from _without_remnant(
            text, cut, last=following is None or _foreign(following.plain) is not None
        )


def _foreign(plain: str) -> Shape | None:
    """Site text and glossaries."""
    if letters(plain) <= _LONGEST_REMNANT and not ends_sentence(plain):
        if says(plain, "glossary"):
            return "glossary_title"
        if opens_with(plain, "annex"):
            return "annex"
    if opens_with(plain, "furniture"):
        return "rest" if opens_with(plain, "furniture_rest") else "furniture"
    return "glossary" if _DEFINED.match(plain) else None


def _numbered(text: Text, cut: tuple[Text, ...], mark: Marker, following: Text | None) -> Passage:
    """A heading, a run-in heading with its text, or an item that is prose."""
    rank = RANKS[mark.kind]
    first = cut[0].plain
    alone = len(cut) == 1
    size = letters(first)
    if alone and not ends_sentence(first):
        goes_on = first[-1] in "；;，,、" or size > _LONGEST_HEADING
        return Passage(text, cut, "prose" if goes_on else "heading", rank, mark.number)
    named = first.endswith("。") and size <= _LONGEST_RUN_IN[rank] and not has_figure(first[mark.end :])
    if rank == RANKS["一、"]:
        named = named or (
            first.endswith("。") and size <= _LONGEST_HEADING and heading_kind(first) is not None
        )
    if alone:
        below = following is not None and not _sibling(following.plain, mark)
        return Passage(
            text, cut, "heading" if named and below and rank < RANKS["1."] else "prose", rank, mark.number
        )
    return Passage(text, cut, "run_in" if named else "prose", rank, mark.number)


def _sibling(plain: str, mark: Marker) -> bool:
    other = report_marker(plain)
    return other is not None and other.kind == mark.kind


def _without_remnant(text: Text, cut: tuple[Text, ...], *, last: bool) -> Iterator[Passage]:
    """Prose; a short remnant glued after its last stop, or standing alone, becomes a passage of its own."""
    remnant = cut[-1]
    plain = remnant.plain
    foreign = not ends_sentence(plain) and plain[-1] not in _OPEN and letters(plain) <= _LONGEST_REMNANT
    inner = any(sign in plain for sign in "，,；;：:")
    if (
        not foreign
        or inner
        or opens_with(plain, "verb")
        or _DASHES.match(plain)
        or says(plain, "exhortation")
    ):
        yield Passage(text, cut, "prose")
    elif len(cut) == 1:
        yield Passage(text, cut, "prose" if last and letters(plain) > 0 and not _is_noise(plain) else "tail")
    elif last and not _is_noise(plain):
        yield Passage(text, cut, "prose")
    else:
        yield Passage(Text.join(cut[:-1]), cut[:-1], "prose")
        yield Passage(remnant, (remnant,), "tail")


def _is_noise(plain: str) -> bool:
    """No Han character to speak of: a hash, an address, a page number."""
    return sum("\u4e00" <= sign <= "\u9fff" for sign in plain) < 3
