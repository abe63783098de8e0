"""Header words of tables: which field a column of that name holds."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.roles import holder_of
from govtask_cli.lexicon import lexicon

FIELDS: Final = (
    "number", "frequency", "on_schedule", "shortfall", "problems", "next_steps", "leader", "lead", "support", "owner",
    "head", "contact", "units", "category", "completion", "progress", "target", "content", "name", "target_unit",
    "deadline", "effect", "status", "investment", "place", "remark",
)  # fmt: skip
"""In the order in which tails and heads are tried: the more telling first."""

_LONGEST: Final = 60
"""No header has more characters, blanks included."""
_REMARK: Final = re.compile(r"[(（\[【<][^()（）\[\]【】<>]*[)）\]】>]$")


@cache
def _exact() -> dict[str, str]:
    """Header word → field; a word listed twice belongs to the first field that lists it."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for word in lexicon("headers")[field].get("words", ()):
            found.setdefault(fold(word), field)
    return found


@cache
def _affixes(kind: str) -> tuple[tuple[str, str], ...]:
    """(affix, field) pairs, longest affix first."""
    pairs = [(fold(word), field) for field in FIELDS for word in lexicon("headers")[field].get(kind, ())]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def column_field(header: str) -> str | None:
    """The field of a column headed `header` (as printed), or None where no word of it is known.

    A whole word beats a start, a start beats an end: 未完成情况说明 is a shortfall, 11月完成情况 a progress.
    """
    return _column_field(header) if len(header) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _column_field(header: str) -> str | None:
    word = fold(header)
    known = _known(word)
    if known is None:
        bare = _REMARK.sub("", word)
        known = _known(bare) if bare and bare != word else None
    return known


def _known(word: str) -> str | None:
    if word in _exact():
        return _exact()[word]
    holder = holder_of(word)
    if holder is not None:
        return holder
    for affix, field in _affixes("heads"):
        if word.startswith(affix):
            return field
    for affix, field in _affixes("tails"):
        if word.endswith(affix) and len(word) <= 24:
            return field
    return None


@lru_cache(maxsize=1024)
def is_region(header: str) -> bool:
    """Whether a column of this name can hold the figures of one region: 青石区, 市本级, 高新区管委会."""
    word = fold(header)
    if not 2 <= len(word) <= 12 or is_piece(word) or any(sign in word for sign in "。，；、:"):
        return False
    return (
        any(word.endswith(tail) for tail in lexicon("headers")["region"]["tails"])
        and column_field(header) is None
    )


@lru_cache(maxsize=1024)
def is_piece(word: str) -> bool:
    """Whether this is only the second half of a header that was split over two lines."""
    return fold(word) in {fold(piece) for piece in lexicon("headers")["piece"]["words"]}
