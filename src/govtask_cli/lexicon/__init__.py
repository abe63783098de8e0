"""Words as data: one TOML file a subject, read once, when first asked for.

Shape is code and lives in `grammar`, `repair` and `families`; what a word means lives here. `model` says what
a table may hold; `own` reads the lexicon that users bring, which `in_use` puts into force.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from govtask_cli.lexicon.bodies import Bodies
    from govtask_cli.lexicon.own import Own

FOLDER: Final = Path(__file__).parent
_NEVER: Final = "(?!)"
_held: Final = RLock()
_own: Own | None = None
"""The user's words in force; set and taken back by `in_use` alone, while it holds the lock."""


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of `<name>.toml` in this folder, with the user's words where a lexicon of theirs is in use."""
    tables = built_in(name)
    return tables if _own is None else _own.over(name, tables)


@cache
def words(name: str, table: str) -> tuple[str, ...]:
    """The list `words` of one table, longest first, so that an alternation prefers the longer word."""
    return tuple(sorted(lexicon(name)[table]["words"], key=lambda word: (-len(word), word)))


def built_in(name: str) -> dict[str, Any]:
    """The tables of `<name>.toml` as they come with the program."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def own_bodies() -> tuple[Bodies, ...]:
    """The users' tables of offices that are in use, the last one on top."""
    return () if _own is None else _own.bodies


def any_word(listed: Iterable[str]) -> str:
    """The words as the source of one pattern, in their order; no words give a pattern that never matches."""
    return "|".join(map(re.escape, listed)) or _NEVER


@contextmanager
def in_use(own: Own | None = None) -> Iterator[None]:
    """The user's words are in force inside; None leaves in force what is.

    Many patterns are made of words and kept: they are forgotten when the words change. Other threads wait,
    since they read the same patterns.
    """
    with _held:
        before = _own
        if own is None or own == before:
            yield
            return
        _put(own)
        try:
            yield
        finally:
            _put(before)


def _put(own: Own | None) -> None:
    """Change the words, and forget all that was made of the former ones, wherever it is kept."""
    global _own
    _own = own
    package = __name__.partition(".")[0]
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == package:
            for held in tuple(vars(module).values()):
                forget = getattr(held, "cache_clear", None)
                if callable(forget):
                    forget()
