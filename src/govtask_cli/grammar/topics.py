"""Topic sentences: a short sentence that announces what the sentences after it detail.

The first level opens its paragraph; the second stands inside a long paragraph of a plan and divides it.
Both are told by shape (length, commas, figures, what follows) and by a few words of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from govtask_cli.lexicon import any_word, words

SHORTEST: Final = 4
LONGEST: Final = 22
LONGEST_OF_TWO_HALVES: Final = 22
LONGEST_OPENER: Final = 48
LONGEST_DIVIDER: Final = 20
SHARE_OF_DIVIDERS: Final = 0.5
"""In a divided paragraph more than this share of the terse sentences are dividers; else they are a list."""

_NOT_LETTER: Final = re.compile(r"[\W_]+")
_COMMA: Final = re.compile("[，,；;：:]")
_QUOTED: Final = re.compile(r'[“"][^“”"]{0,40}[”"]')
_NAMED_FIGURE: Final = re.compile(
    r"(?<![A-Za-z])[A-Za-z]+[-.]?[0-9]+(?:\.[0-9]+)?|(?<![0-9])[0-9]+(?:[A-Za-z]+|国道|省道|县道|乡道|号)"
)
_FIGURE: Final = re.compile("[0-9０-９]")
_CHARACTERISED: Final = re.compile("(?:一年|五年|三年|之年|元年|时期|阶段|起点|关口)。$")
_YEAR_OPENER: Final = re.compile("(?:[0-9]{4}|[二两][〇零一二三四五六七八九]{3})年[，,]我们")
_ORDINAL: Final = re.compile("[一二三四五六七八九十]{1,2}[是要]")
_LEADING: Final = re.compile(r"[\W_]+")


def letters(plain: str) -> int:
    """How many characters are left when punctuation, quotes, brackets and blanks are not counted."""
    return len(_NOT_LETTER.sub("", plain))


def has_figure(plain: str) -> bool:
    """Does a figure stand in `plain`, other than in a name (“3+5”行动, 5G, 329国道)?"""
    return _FIGURE.search(_NAMED_FIGURE.sub("", _QUOTED.sub("", plain))) is not None


def _characterises(sentence: str) -> bool:
    """Whether a sentence says what a time is: 2031年是…的关键一年。"""
    ended = _CHARACTERISED.search(sentence)
    return ended is not None and "是" in sentence[: ended.start()]


@cache
def _any_of(*tables: str) -> re.Pattern[str]:
    listed = [word for table in tables for word in words("report", table)]
    return re.compile(any_word(sorted(listed, key=len, reverse=True)))


def says(plain: str, *tables: str) -> bool:
    """Does a word of these tables of the lexicon stand in `plain`?"""
    return _any_of(*tables).search(plain) is not None


def opens_with(plain: str, *tables: str) -> bool:
    """Does `plain`, leaving marks such as * and —— aside, begin with a word of these tables?"""
    lead = _LEADING.match(plain)
    return _any_of(*tables).match(plain, lead.end() if lead else 0) is not None


def topics(
    plains: Sequence[str], *, review: bool, headed: bool, announced: bool, divided: bool
) -> dict[int, int]:
    """Which of a paragraph's sentences are topics, and on which level (0 or 1).

    `headed`: its first sentence is a run-in heading. `announced`: its first sentence may be a topic.
    `divided`: it may have a second level.
    """
    heads: dict[int, int] = {}
    if len(plains) < 2 or (len(plains) == 2 and plains[1].endswith("：")):
        return heads
    counted = opens_as_ordinal(plains[0])
    if counted and is_ordinal(plains[1]):
        return heads
    if not headed and (counted or (announced and opens_as_topic(plains[0], review=review))):
        heads[0] = 0
    if inner := _ordinals(plains):
        heads.update(dict.fromkeys(inner, 0 if counted or not (heads or headed) else 1))
    elif divided:
        heads.update(dict.fromkeys(_dividers(plains, 1 if heads or headed else 0, review=review), 1))
    return heads


def is_ordinal(sentence: str) -> bool:
    """一是…, 二要…"""
    return _ORDINAL.match(sentence) is not None


def opens_as_topic(sentence: str, *, review: bool) -> bool:
    """Is `sentence` (the first of a paragraph, others follow) the topic of its paragraph?"""
    if not sentence.endswith("。") or _characterises(sentence):
        return False
    if review and is_review_opener(sentence):
        return True
    commas = len(_COMMA.findall(sentence[:-1]))
    longest = LONGEST_OF_TWO_HALVES if commas == 1 else LONGEST
    if commas > 1 or not SHORTEST <= letters(sentence) <= longest or has_figure(sentence):
        return False
    return not (review and _ends_with(sentence, "done_end"))


def is_review_opener(sentence: str) -> bool:
    """一年来，我们…，…。 of a paragraph of its own: one act, not the summing up of the year."""
    opened = opens_with(sentence, "review_opener") or _YEAR_OPENER.match(sentence) is not None
    return (
        opened
        and "，" in sentence.replace(",", "，")
        and letters(sentence) <= LONGEST_OPENER
        and not has_figure(_YEAR_OPENER.sub("", sentence))
        and not says(sentence, "preamble", "lead_in", "thanks", "reflection")
    )


def opens_as_ordinal(sentence: str) -> bool:
    """一是…。 (also 一要…。) at a paragraph's head: a topic, of any length that is one sentence's own."""
    return (
        sentence.endswith("。")
        and _ORDINAL.match(sentence) is not None
        and "；" not in sentence
        and letters(sentence) <= LONGEST_OPENER
        and not has_figure(sentence)
    )


def _dividers(plains: Sequence[str], first: int, *, review: bool) -> tuple[int, ...]:
    """The second level: which sentences head a part of their paragraph; its own topic stands before `first`.

    A divider is short, has neither comma nor figure, is no single act, and a fuller sentence follows.
    One alone divides nothing, and where most short sentences head nothing the paragraph is a mere list.
    Before the first divider there is at most one sentence, which frames the whole; in a review, where
    short sentences mostly are results, there is none.
    """
    terse = [index for index in range(max(first, 1), len(plains)) if _is_terse(plains[index])]
    found = [
        index
        for index in terse
        if index + 1 < len(plains)
        and not _is_terse(plains[index + 1])
        and _heads(plains[index], review=review)
    ]
    if len(found) < 2 or len(found) <= SHARE_OF_DIVIDERS * len(terse):
        return ()
    before = found[0] - first
    if before > (0 if review else 1) or (before == 1 and not _frames(plains, first, found)):
        return ()
    return tuple(found)


def _frames(plains: Sequence[str], at: int, found: Sequence[int]) -> bool:
    """Does the sentence before the first divider frame them, by its opening or by naming their subjects?"""
    if at == 0 or opens_with(plains[at], "framing"):
        return True
    named = [index for index in found if any(pair in plains[at] for pair in _pairs(plains[index]))]
    return len(named) >= 2


def _pairs(divider: str) -> Iterator[str]:
    """Two-character pieces of what a divider is about: its verbs and adverbs left out."""
    bare = _any_of("adverb", "verb", "action").sub("", _NOT_LETTER.sub("", divider))
    return (bare[at : at + 2] for at in range(len(bare) - 1))


def _ordinals(plains: Sequence[str]) -> tuple[int, ...]:
    """二是抓招商。 inside a paragraph, where a fuller sentence follows it."""
    return tuple(
        index
        for index in range(1, len(plains) - 1)
        if _ORDINAL.match(plains[index])
        and opens_as_topic(plains[index], review=False)
        and not _ORDINAL.match(plains[index + 1])
    )


def _is_terse(sentence: str) -> bool:
    return (
        sentence.endswith("。")
        and not _COMMA.search(sentence)
        and SHORTEST <= letters(sentence) <= LONGEST_DIVIDER
        and not has_figure(sentence)
        and not _characterises(sentence)
    )


def _heads(sentence: str, *, review: bool) -> bool:
    """No framing sentence, no single act, no item of a list."""
    bare = _LEADING.sub("", sentence, count=1) if _LEADING.match(sentence) else sentence
    if _any_of("framing").match(bare) or _ORDINAL.match(bare):
        return False
    while (adverb := _any_of("adverb").match(bare)) and not _any_of("action").match(bare):
        bare = bare[adverb.end() :]
    if _any_of("action").match(bare) or _ends_with(sentence, "act_end"):
        return False
    return not (review and _ends_with(sentence, "done_end"))


def _ends_with(sentence: str, table: str) -> bool:
    return sentence.rstrip("。”’）)").endswith(words("report", table))
