"""One form of prose to decide by: simplified characters, full-width marks. What is stored stays as printed.

Every character is replaced by one, so a place in the one form is the same place in the other.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from govtask_cli.lexicon import lexicon

_WIDE: Final = (("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"))
_TELLTALE: Final = "業會們來發為個對開進實經與產"
"""Traditional characters of which no paragraph of prose lacks all."""


def one_form(plain: str) -> str:
    """`plain` with full-width commas, colons and brackets, and without traditional characters."""
    for wide, narrow in _WIDE:
        plain = plain.replace(narrow, wide)
    if any(sign in plain for sign in _TELLTALE):
        plain = plain.translate(_simplified())
    return plain


@cache
def _simplified() -> dict[int, int]:
    table = lexicon("script")["simplified"]
    return str.maketrans(table["from"], table["to"])
