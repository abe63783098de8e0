"""One form of text to decide by: simplified characters, full-width marks. What is stored stays as printed.

Every character is replaced by one, so a place in the one form is the same place in the other. The table of
traditional characters is OpenCC's; it is read only when a text holds one of the frequent ones.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from govtask_cli.lexicon import lexicon

_PARAGRAPH: Final = 600
"""Texts up to this length are asked about by one step after the other, and remembered."""
_WIDE: Final = (("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"))


def simplified(text: str) -> str:
    """`text` without traditional characters, each replaced by one: 增長80萬個 → 增长80万个."""
    return _remembered(text) if len(text) <= _PARAGRAPH else _simplified(text)


@lru_cache(maxsize=2048)
def _remembered(text: str) -> str:
    return _simplified(text)


def _simplified(text: str) -> str:
    return text if _frequent().isdisjoint(text) else text.translate(_table())


def one_form(plain: str) -> str:
    """`plain` with full-width commas, colons and brackets, and without traditional characters."""
    for wide, narrow in _WIDE:
        if narrow in plain:
            plain = plain.replace(narrow, wide)
    return simplified(plain)


@cache
def _frequent() -> frozenset[str]:
    """Traditional characters of official prose: a text without any of them is not written in them."""
    return frozenset(lexicon("script")["traditional"]["signs"])


@cache
def _table() -> dict[int, int]:
    """Traditional → simplified, one character for one: the first choice of OpenCC's TSCharacters."""
    from importlib.resources import files

    data = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in data.splitlines() if "\t" in line)
    chosen = ((char, choices.split(" ")[0]) for char, choices in pairs)
    return {ord(char): ord(simple) for char, simple in chosen if len(char) == len(simple) == 1}
