"""Words as data: one TOML file a subject, read once, when first asked for.

Shape is code and lives in `grammar`, `repair` and `families`; what a word means lives here.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of `<name>.toml` in this folder."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, table: str) -> tuple[str, ...]:
    """The list `words` of one table, longest first, so that an alternation prefers the longer word."""
    return tuple(sorted(lexicon(name)[table]["words"], key=lambda word: (-len(word), word)))
