"""The passages of a report: its paragraphs, or stretches of one, with the marks that tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from govtask_cli.document import Text
from govtask_cli.grammar.markers import Marker, marker
from govtask_cli.grammar.script import one_form
from govtask_cli.grammar.sentences import ends_sentence, pieces, sentence_spans
from govtask_cli.grammar.stance import is_salutation
from govtask_cli.grammar.topics import is_ordinal, letters, opens_with, says

Shape = Literal[
    "title", "heading", "run_in", "prose", "tail", "furniture", "glossary", "glossary_title", "rest", "annex"
]
"""`run_in`: the first sentence is a heading. `tail`: a stray remnant without a sentence's stop.
`rest`: a heading such as 相关报道 after which nothing belongs to the report."""

CHAPTER: Final = 0
NUMBERED_CHAPTER: Final = 10
BARE: Final = 25
RANKS: Final = {
    "第一章": 5,
    "第一条": 10,
    "任务1": 30,
    "一是": 60,
    "一、": 10,
    "（一）": 20,
    "1.": 30,
    "1、": 30,
    "（1）": 40,
    "①": 50,
}
"""How deep a heading stands: a chapter without a number, by its marker, or a line without one."""

LONGEST_REMNANT: Final = 20
_LIST_GOES_ON: Final = re.compile("[二三四五六七八九十](?:、|季度|次?产|级|等|类|线|期)")
_INNER_HEADING: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、")
_DASHES: Final = re.compile("[—–－―-]{1,4}")
_CHAPTER_RUN: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、[^，。：]{2,30}(?:回顾|总结|安排|打算|任务|部署|目标|要求)"
)
_GLUED: Final = re.compile(
    rf"""
    ：(?=（一）[^；]{{2,80}}$)            # a list of one sentence stays one sentence
    | ^{_CHAPTER_RUN.pattern}(?=[0-9]{{4}}年|过去|今年|一年来|五年来|各位代表|根据|按照)
    """,
    re.VERBOSE,
)
_ENDS: Final = "。！？”"
OPEN: Final = "：；，、"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a stretch of one that opens with a heading of its own.

    `plains` are its sentences in the one form that decisions are made by; `rank` is 0 for a chapter.
    """

    text: Text
    sentences: tuple[Text, ...]
    plains: tuple[str, ...]
    shape: Shape = "prose"
    rank: int | None = None
    number: int | None = None

    @property
    def plain(self) -> str:
        """The whole passage in the form that decisions are made by."""
        return self.plains[0] if len(self.plains) == 1 else "".join(self.plains)

    @property
    def heads(self) -> bool:
        """Is it, or does it begin with, a heading?"""
        return self.shape in ("heading", "run_in")

    @property
    def is_chapter(self) -> bool:
        """Does it stand at the outermost depth?"""
        return self.rank is not None and self.rank <= NUMBERED_CHAPTER

    @property
    def dashed(self) -> bool:
        """Does it open with ——?"""
        return is_dashed(self.plains[0])

    @property
    def listed(self) -> bool:
        """Is it an item of a list: dash-led, 一是…, or numbered?"""
        return self.number is not None or self.dashed or is_ordinal(self.plains[0])

    @property
    def closed(self) -> bool:
        """Does it end with a sentence's stop?"""
        return ends_sentence(self.plains[-1])


def report_marker(plain: str) -> Marker | None:
    """The marker that heads a passage; none where 一、二季度 or 2030、2031年 only looks like one."""
    found = marker(plain)
    if found is None or found.kind == "一是" or found.number > 99:
        return None
    if found.kind == "一、" and _LIST_GOES_ON.match(plain, found.end):
        return None
    return found


def is_dashed(plain: str) -> bool:
    """—— at the head of a paragraph."""
    return _DASHES.match(plain) is not None


def is_remnant(plain: str) -> bool:
    """No stop, no comma, not a word that a sentence of the genre opens with."""
    if ends_sentence(plain) or letters(plain) > LONGEST_REMNANT or any(sign in plain for sign in OPEN):
        return False
    return not (opens_with(plain, "verb") or is_dashed(plain) or says(plain, "exhortation"))


def unjoined(text: Text) -> Iterator[Text]:
    """Lines that were joined over a remnant (an advertisement, then 一年来，我们…) fall apart again."""
    begin = at = 0
    for run, further in pairwise(text.runs):
        at += len(run.text)
        if run.origin == further.origin or not opens_with(one_form(further.text[:16]), "review_opener"):
            continue
        sentence = run.text[max(run.text.rfind(stop) for stop in "。！？") + 1 :].strip()
        if sentence != run.text.strip() and sentence and is_remnant(one_form(sentence)):
            yield text.cut(begin, at)
            begin = at
    yield text.cut(begin)


def stretches(text: Text) -> Iterator[Passage]:
    """A paragraph, cut before every （一） or 一、 that opens a sentence inside it."""
    text = text.strip()
    plain = one_form(text.plain)
    spans = [part for span in sentence_spans(plain) for part in _parted(plain, *span)]
    cut = tuple(pieces(text, spans))
    plains = tuple(plain[begin:end] for begin, end in spans)
    begins = [at for at in range(1, len(cut)) if _begins_inside(plains[at - 1], plains[at])]
    if not begins:
        if cut:
            yield Passage(text, cut, plains)
        return
    begins = sorted({*begins, *(at for at in range(1, len(cut)) if is_salutation(plains[at]))})
    for begin, end in zip([0, *begins], [*begins, len(cut)], strict=True):
        yield Passage(Text.join(cut[begin:end]), cut[begin:end], plains[begin:end])


def _begins_inside(before: str, plain: str) -> bool:
    """Does a heading stand at this sentence, or end with the one before it?"""
    if _INNER_HEADING.match(plain) and report_marker(plain):
        return True
    return before[-1] not in _ENDS and _CHAPTER_RUN.fullmatch(before) is not None


def _parted(plain: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where a heading is glued to it: …以下工作：（一）…, 一、工作回顾2030年…"""
    match = (
        _GLUED.search(plain[begin:end])
        if "、" in plain[begin : begin + 4] or "：（" in plain[begin:end]
        else None
    )
    if match is None:
        yield begin, end
    else:
        yield begin, begin + match.end()
        yield begin + match.end(), end
