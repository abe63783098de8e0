"""What is compared is folded: width, compatibility forms and white space. What is stored is what was printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from govtask_cli.grammar.script import simplified

_UNSEEN: Final = re.compile("[\u200b\ufeff]+")
_SHORT: Final = 80
"""Words and lines up to this length are folded again and again by one step after the other."""


def fold(text: str) -> str:
    """`text` simplified, in NFKC, without white space: what two spellings of one word have in common."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", simplified(text))
    text = "".join(text.split())
    return text if text.isascii() else _UNSEEN.sub("", text)


def count(text: str) -> int:
    """Characters other than white space: what coverage counts."""
    return len("".join(text.split()))
