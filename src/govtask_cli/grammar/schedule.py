"""How often a task is reported, and whether it is on schedule: cells as values."""

from __future__ import annotations

from functools import cache
from typing import get_args

from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import lexicon, words
from govtask_cli.records import Frequency


@cache
def _frequencies() -> dict[str, Frequency]:
    return {
        word: frequency
        for frequency in get_args(Frequency)
        for word in lexicon("schedule")["frequency"]["lists"][frequency]
    }


def frequency_of(text: str) -> Frequency | None:
    """月度报 → monthly, 季报 → quarterly, 半年报 → semiannual, 年报 → annual; "/" and anything else → None."""
    return _frequencies().get(fold(text))


def yes_or_no(text: str) -> bool | None:
    """是 → True, 否 → False, "/" and anything else → None."""
    word = fold(text).rstrip("。")
    if word in words("schedule", "yes"):
        return True
    return False if word in words("schedule", "no") else None
