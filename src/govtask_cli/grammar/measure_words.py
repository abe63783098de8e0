"""The words of the measures lexicon as patterns: numbers with their units, and the words that bound them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, NamedTuple

from govtask_cli.lexicon import any_word, lexicon, words
from govtask_cli.records import Relation

UnitKind = Literal[
    "count", "people", "money", "extent", "capacity", "share", "time", "scale", "fraction", "rank"
]

BLANK: Final = r"[ \t\u00a0\u3000]?"
DIGIT: Final = "[0-9０-９]"
HAN: Final = "一二两三四五六七八九十百千"
_ARABIC: Final = (
    rf"{DIGIT}+(?:[,，]{DIGIT}{{3}}(?!{DIGIT}))*"
    rf"(?:[.．]{DIGIT}+|{BLANK}[.．]{BLANK}{DIGIT}+(?={BLANK}[^0-9０-９.．]))?"
)
_ROLES: Final[tuple[tuple[str, Relation], ...]] = (("at_least", ">="), ("at_most", "<="), ("about", "~"))
_LEADING: Final = (
    "at_least", "at_most", "about", "reaching", "increase", "increase_share", "decrease", "decrease_share",
)  # fmt: skip


class Patterns(NamedTuple):
    """What the lexicon's words become, compiled once."""

    number: re.Pattern[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    kinds: dict[str, UnitKind]
    before: dict[str, Relation]
    behind: dict[str, Relation]


@cache
def vocabulary(table: str) -> tuple[str, ...]:
    """The words of one table of the measures lexicon, longest first."""
    return words("measures", table)


@cache
def any_of(table: str) -> str:
    """The words of one table as a pattern."""
    return f"(?:{any_word(vocabulary(table))})"


@cache
def members(table: str) -> frozenset[str]:
    """The same words as a set."""
    return frozenset(vocabulary(table))


@cache
def work_words() -> frozenset[str]:
    """Words that say growth of a share but work done on a road: 提升."""
    return frozenset((*vocabulary("increase_share"), *vocabulary("decrease_share")))


@cache
def patterns() -> Patterns:
    """The patterns, compiled when first asked for."""
    before = {word: relation for table, relation in _ROLES for word in vocabulary(table)}
    behind = {word: relation for table, relation in _ROLES for word in vocabulary(f"after_{table}")}
    return Patterns(_number_pattern(), _lead_pattern(), _after_pattern(behind), _kinds(), before, behind)


def _kinds() -> dict[str, UnitKind]:
    kinds: tuple[UnitKind, ...] = ("count", "people", "money", "extent", "capacity", "share", "time")
    return {word: kind for kind in kinds for word in vocabulary(f"unit_{kind}")}


def _number_pattern() -> re.Pattern[str]:
    guards: dict[str, str] = lexicon("measures")["guards"]["patterns"]
    units = sorted(_kinds(), key=lambda word: (-len(word), word))
    guarded = "|".join(
        re.escape(word) + (f"(?!{guards[word]})" if guards.get(word) else "") for word in units
    )
    guarded = guarded or any_word(())
    counts = any_word(word for word in vocabulary("unit_count") if len(word) == 1)
    per = any_word(vocabulary("per"))
    return re.compile(
        rf"""
        (?P<han_fraction>(?<![{HAN}])[{HAN}]{{1,4}}分之[{HAN}]{{1,4}}(?:点[〇零一二三四五六七八九]{{1,3}})?)
      | (?<![0-9./A-Za-z])(?P<above>[0-9]{{1,2}})/(?P<below>[0-9]{{1,2}})(?![0-9/%A-Za-z月日号])
      | (?: (?P<arabic>{_ARABIC})
          | (?<![{HAN}万亿])(?P<han>[{HAN}][〇零{HAN}]{{0,7}}|(?<=[近超破约逾达过])万) )
        {BLANK}(?P<odd>[余多])?(?P<scale>(?:[十百万亿]|千(?![瓦米克伏])){{0,3}})(?P<odd_scale>[余多])?
        (?:{BLANK}(?P<unit>(?P<base>{guarded})(?:[（(](?:{counts})[)）])?(?:[/／每](?:{per})(?:[·.](?:{per}))?)?))?
        """,
        re.VERBOSE,
    )


def _lead_pattern() -> re.Pattern[str]:
    """The words before a figure, for text read backwards: nearest word first."""
    guards: dict[str, str] = lexicon("measures")["guards_before"]["patterns"]
    leading = {word for table in _LEADING for word in vocabulary(table)}
    longest_first = sorted(leading, key=lambda word: (-len(word), word))
    alternatives = (
        re.escape(word[::-1]) + (f"(?!{guards[word]})" if word in guards else "") for word in longest_first
    )
    return re.compile(rf"[ \t\u00a0\u3000]{{0,2}}(?P<word>{'|'.join(alternatives)})")


def _after_pattern(behind: dict[str, Relation]) -> re.Pattern[str]:
    longest_first = sorted(behind, key=lambda word: (-len(word), word))
    return re.compile(rf"{BLANK}(?P<word>{any_word(longest_first)})(?![部容外地需资在游上陆])")
