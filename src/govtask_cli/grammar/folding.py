"""What is compared is folded: width, compatibility forms and white space. What is stored is what was printed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")


def fold(text: str) -> str:
    """`text` in NFKC without white space: what two spellings of one word have in common."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _SPACE.sub("", text)


def count(text: str) -> int:
    """Characters other than white space: what coverage counts."""
    return len("".join(text.split()))
