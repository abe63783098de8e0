"""Header words of tables: which field a column of that name holds, and by which word of the lexicon."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.persons import without_people
from govtask_cli.grammar.roles import holder_of, parts_in, text_of
from govtask_cli.lexicon import any_word, lexicon

FIELDS: Final = (
    "number", "frequency", "on_schedule", "shortfall", "problems", "next_steps", "leader", "lead", "support", "owner",
    "head", "contact", "units", "category", "completion", "progress", "target", "content", "name", "target_unit",
    "deadline", "effect", "status", "investment", "place", "remark",
)  # fmt: skip
"""In the order in which tails and heads are tried: the more telling first."""

_CORPS: Final = re.compile("第?[0-9〇一二三四五六七八九十百]{1,4}[师团连]")
"""191团 of the production corps."""
_LONGEST: Final = 60
"""No header has more characters, blanks included."""
_STOP: Final = "。"
"""A sentence is no header, however it begins."""
_TOTAL: Final = 12
_HOLDERS: Final = frozenset({"lead", "support", "units", "owner", "leader", "deadline", "number"})
_REMARK: Final = re.compile(r"[(（\[【<][^()（）\[\]【】<>]*[)）\]】>]$")


How = Literal["word", "parts", "head", "tail"]
"""Whether a lexicon word is the whole header, its beginning or its end, or several put together make it."""


class HeaderMatch(NamedTuple):
    """Why a header means a field: the word of the lexicon, as it stands there (several joined by + where they are
    its parts), and how it matched."""

    field: str
    word: str
    how: How


@cache
def _exact() -> dict[str, HeaderMatch]:
    """Header word → its match; a word listed twice belongs to the first field that lists it."""
    found: dict[str, HeaderMatch] = {}
    for field in FIELDS:
        for word in lexicon("headers")[field].get("words", ()):
            found.setdefault(fold(word), HeaderMatch(field, word, "word"))
    return found


@cache
def _affixes(how: Literal["head", "tail"]) -> tuple[tuple[str, HeaderMatch], ...]:
    """(affix, match) pairs, longest affix first."""
    pairs = [
        (fold(word), HeaderMatch(field, word, how))
        for field in FIELDS
        for word in lexicon("headers")[field].get(f"{how}s", ())
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _any_affix(how: Literal["head", "tail"]) -> tuple[str, ...]:
    """All of them, to be asked about at once: most lines have none."""
    return tuple(affix for affix, _ in _affixes(how))


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST and _STOP not in text


def column_field(header: str) -> str | None:
    """The field of a column headed `header` (as printed), or None where no word of it is known.

    A whole word beats a start, a start beats an end: 未完成情况说明 is a shortfall, 11月完成情况 a progress.
    """
    return _column_field(header) if _may_head(header) else None


def header_match(header: str) -> HeaderMatch | None:
    """Why `column_field` says what it says of `header`; None where it says nothing."""
    if not _may_head(header):
        return None
    word = fold(header)
    known = _known(word)
    if known is None:
        bare = without_people(word)
        bare = _REMARK.sub("", word) if bare == word else bare
        known = _known(bare) if bare and bare != word else None
    told = text_of(word) if known is None else None
    return HeaderMatch(told, word, "parts") if told is not None else known


def header_holder(cell: str) -> str | None:
    """The field of a cell that is, as a whole, the header of a column of units, leaders or dates."""
    known = header_match(cell) if len(cell) <= _TOTAL else None
    return known.field if known is not None and known.how != "tail" and known.field in _HOLDERS else None


@lru_cache(maxsize=4096)
def _column_field(header: str) -> str | None:
    """Steps and families ask about the same headers again and again."""
    found = header_match(header)
    return found.field if found is not None else None


def _known(word: str) -> HeaderMatch | None:
    if word in _exact():
        return _exact()[word]
    holder = holder_of(word, alone=False)
    if holder is not None:
        return HeaderMatch(holder, "+".join(parts_in(word)), "parts")
    if word.startswith(_any_affix("head")):
        return next(found for affix, found in _affixes("head") if word.startswith(affix))
    if len(word) <= 24 and word.endswith(_any_affix("tail")):
        return next(found for affix, found in _affixes("tail") if word.endswith(affix))
    return None


def is_region(header: str) -> bool:
    """Whether a column of this name can hold the figures of one region: 青石区, 市本级, 高新区管委会."""
    return region_tail(header) is not None


@lru_cache(maxsize=1024)
def region_tail(header: str) -> str | None:
    """The ending in the lexicon by which `header` names a region; None where it does not."""
    word = fold(header)
    if not 2 <= len(word) <= 12 or is_piece(word) or any(sign in word for sign in "。，；、:"):
        return None
    tail = next((tail for tail in lexicon("headers")["region"]["tails"] if word.endswith(tail)), None)
    tail = tail or (word[-1] if _CORPS.fullmatch(word) is not None else None)
    return tail if tail is not None and column_field(header) is None else None


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table of headers, folded."""
    return frozenset(fold(word) for word in lexicon("headers")[table]["words"])


@lru_cache(maxsize=1024)
def is_piece(word: str) -> bool:
    """Whether this is only the second half of a header that was split over two lines."""
    return fold(word) in _listed("piece")


@lru_cache(maxsize=1024)
def is_builder(header: str) -> bool:
    """Whether a column of units names who builds a project, where another one names who is responsible."""
    return fold(header) in _listed("builder")


@lru_cache(maxsize=1024)
def is_shared(word: str) -> bool:
    """Whether a header word may stand over the columns of roles: 任务分工."""
    return fold(word).endswith(tuple(_listed("shared")))


def is_step(header: str) -> bool:
    """Whether a column tells what is done before the building begins: 前期手续 beside 在建形象进度."""
    return fold(header) in _listed("step")


@lru_cache(maxsize=1024)
def is_duty(header: str) -> bool:
    """Whether a column tells who does which part of a task, where another one holds the task."""
    return fold(header) in _listed("duty")


def is_total(cell: str) -> bool:
    """Whether a cell says that its row adds up those above it: 合计, 小计（3个）."""
    word = fold(cell)
    return len(word) <= _TOTAL and _total().fullmatch(word) is not None


@cache
def _total() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word(lexicon('headers')['total']['words'])})[:：]?(?:[(（].*[)）]|[0-9].*)?")
