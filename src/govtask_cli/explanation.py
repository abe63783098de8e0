"""What `govtask explain` tells: by which words each part, column and role was understood.

Like `records`, these are values that leave the program: frozen, and nothing else. What is not known is None.
`origin` says a place as a Chinese reader names it (第3行, 第4行第2格).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govtask_cli.records import Basis, Kind, Leader, Role, SourceInfo, StatementKind

EXPLANATION_VERSION = "1.0"

Fate = Literal["read", "front", "notice", "appendix", "unclaimed"]
"""What became of a part: read by a family, used for the document's fields alone, dropped as prose of the
covering notice or as an appendix, or not understood."""

How = Literal["word", "parts", "head", "tail", "region"]
"""A header is the lexicon word, is put together of several (joined by +), begins or ends with it, or names a
region by its ending."""

Choice = Literal["stands_in", "beside_content", "second"]
"""Why a column has another field than its word says: no column names the tasks, so this one does; a longer
column names them; or the table has such a column already."""

MarkerPlace = Literal["heading", "item", "point"]


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """A field of the document: its value, where it stands, and the words that it was read from."""

    name: str
    value: str | int
    origin: str | None
    said: str | None


@dataclass(frozen=True, slots=True)
class ExplainedHeading:
    """A heading, or a line that names a leader; `kind` only in work reports."""

    text: str
    origin: str
    leader: Leader | None
    kind: StatementKind | None


@dataclass(frozen=True, slots=True)
class MarkerCount:
    """How many paragraphs a kind of marker (一、 or 1. and so on) opens, and what they are."""

    marker: str
    place: MarkerPlace
    count: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of the lexicon that clauses or unit cells hold: what it means there, and how often."""

    word: str
    means: str
    count: int


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many units have this role for this reason."""

    role: Role
    basis: Basis
    count: int


@dataclass(frozen=True, slots=True)
class TextFate:
    """Text of a part that no record holds: the kind of note about it, and its characters, white space apart."""

    kind: str
    characters: int
    dropped: bool


@dataclass(frozen=True, slots=True)
class ExplainedColumn:
    """One column: its header as printed, the field that it holds, and the lexicon word that says so.

    field None: nothing is known, and its cells are kept in `other`. parent: the header above this one, where
    that is what the word was found in.
    """

    header: str
    origin: str
    field: str | None
    word: str | None
    how: How | None
    parent: str | None = None
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class ExplainedTable:
    """One table. `is_read` is False where no header names its tasks: the columns are those of the row that
    looks most like a header, or none."""

    origin: str
    is_read: bool
    header_rows: int
    rows: int
    columns: tuple[ExplainedColumn, ...]


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One part: which family claimed it, by which words, and what it read there. `number` counts from 1.

    `clauses` are the labels, `role_words` the words such as 牵头 inside lists of units; `labels` are those of a form.
    """

    number: int
    title: str | None
    origin: str
    lines: tuple[int, int] | None
    family: str | None
    fate: Fate
    evidence: tuple[str, ...]
    tasks: int
    statements: int
    forms: int
    headings: tuple[ExplainedHeading, ...]
    markers: tuple[MarkerCount, ...]
    tables: tuple[ExplainedTable, ...]
    clauses: tuple[WordCount, ...]
    role_words: tuple[WordCount, ...]
    roles: tuple[RoleCount, ...]
    labels: tuple[str, ...]
    unused: tuple[TextFate, ...]


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A sentence by which the document states that the unit listed first leads, and the words that say so."""

    word: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that looks like a table header or a label and is in no list of the lexicon.

    table: the list it seems to belong to (headers.content, labels.units), None where its values do not tell.
    example: what stands below it or behind it.
    """

    word: str
    table: str | None
    origin: str
    example: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to tell about one document. `because` says why it is of its kind, `missing` what it lacks
    where it gave no record."""

    explanation_version: str
    source: SourceInfo
    kind: Kind
    because: str
    document: tuple[ExplainedField, ...]
    first_leads: tuple[StatedRule, ...]
    parts: tuple[ExplainedPart, ...]
    missing: tuple[str, ...]
    hints: tuple[Hint, ...]
