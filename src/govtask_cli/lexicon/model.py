"""What a table of the lexicon may hold. A test holds the built-in files to it; a user's file is held to it when read."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from govtask_cli.lexicon.entries import Table

SUBJECTS: Final = (
    "headers", "labels", "units", "offices", "deadlines", "schedule", "progress", "measures", "furniture",
    "headings", "forms", "report", "script", "web",
)  # fmt: skip
"""The files of this model."""

SOURCES: Final = "sources"
"""The file that counts for all of them."""

LISTS: Final = ("words", "tails", "heads")
"""The keys that hold lists of words, in every table that has them."""

_COLUMNS: Final = frozenset(LISTS)
_NO_COLUMN: Final = frozenset({"region", "builder", "piece", "total", "step", "duty"})
_CLAUSES: Final = frozenset(
    ("lead", "support", "units", "owner", "leader", "deadline", "progress", "problems", "next_steps", "target", "place")
)  # fmt: skip


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no pattern: {error}") from error
    return pattern


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, strict=True)]
Pattern = Annotated[str, Field(strict=True), AfterValidator(_compiled)]
Example = Annotated[str, StringConstraints(pattern="^.+ → .+$", max_length=200, strict=True)]
Count = Annotated[int, Field(strict=True, ge=1)]
Counts = dict[Word, Count]
"""A table of `sources.toml`: in how many public documents, at least, a word of the built-in table was seen. Nothing
reads that file when the program runs."""


class WordTable(Table):
    """What every table may hold; `lists` where one table sorts its words, `patterns` where a word has one."""

    about: str = ""
    words: tuple[Word, ...] | None = None
    tails: tuple[Word, ...] | None = None
    heads: tuple[Word, ...] | None = None
    lists: dict[str, tuple[Word, ...]] | None = None
    pattern: Pattern | None = None
    patterns: dict[Word, Pattern] | None = None
    signs: str | None = None


class Entry(WordTable):
    """A built-in table: with examples (`text → what comes out`) that a test runs."""

    about: str = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=1)


class OwnEntry(WordTable):
    """A table of a user's file: it adds to the built-in one, takes words away, or takes the place of its lists."""

    remove: tuple[Word, ...] = ()
    replace: bool = False


def keys_read(subject: str, table: str, built_in: frozenset[str]) -> frozenset[str]:
    """The keys that the program reads in a table: those that it has, and all lists for the column of a table."""
    return built_in | _COLUMNS if subject == "headers" and table not in _NO_COLUMN else built_in


def has_one_meaning(subject: str, table: str) -> bool:
    """Whether a word of this table can stand in no other table of its file: a header, the label of a clause."""
    return table not in _NO_COLUMN if subject == "headers" else subject == "labels" and table in _CLAUSES
