"""What leaves the program: the records of the contract, schema version 1.0, and nothing else.

What a document does not state is None (an empty list for lists), never guessed and never "".
Extra keys beyond the contract are marked as such.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

SCHEMA_VERSION: Final = "1.0"

Kind = Literal["breakdown", "progress", "work_report", "livelihood", "unknown"]
Role = Literal["lead", "support"]
Basis = Literal["label", "word", "rule", "first"]
Frequency = Literal["monthly", "quarterly", "semiannual", "annual"]
Relation = Literal["=", ">=", "<=", "~"]
Change = Literal["increase", "decrease", "level"]
StatementKind = Literal["review", "plan", "frame"]
Severity = Literal["error", "warning", "info"]
Lines = tuple[int, int]


def _number(value: Decimal) -> int | float:
    """A JSON number: 1200 stays an integer, 5.1 a decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


Figure = Annotated[
    Decimal,
    PlainSerializer(_number, return_type=int | float, when_used="json"),
    Field(json_schema_extra={"type": "number"}),
]


class Record(BaseModel):
    """Frozen and strict about its keys: a misspelt field is an error, not a lost value."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceInfo(Record):
    """The file the records came from."""

    name: str
    sha256: str
    format: str
    encoding: str | None = None
    pages: int | None = None


class Period(Record):
    """What a progress report reports on: label as printed, first and last day (ISO)."""

    label: str
    start: str
    end: str


class Contact(Record):
    """联系人 and 联系电话."""

    name: str | None = None
    phones: list[str] = Field(default_factory=list)


class DocumentInfo(Record):
    """The document itself. `origins` (extra): the place of each field that was found."""

    kind: Kind = "unknown"
    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issued_on: str | None = None
    published_on: str | None = None
    year: int | None = None
    period: Period | None = None
    contacts: list[Contact] = Field(default_factory=list)
    origins: dict[str, str] = Field(default_factory=dict)


class Leader(Record):
    """The leading official: name and office, either of which may be all that is printed."""

    name: str | None
    title: str | None = None


class Unit(Record):
    """A responsible unit as printed. Extra: `basis` says how its role was decided; `canonical` is the full name of
    the office, one for all forms in which it is printed, and None for a set of bodies and what is not known."""

    name: str
    role: Role
    alias: str | None = None
    basis: Basis = "first"
    canonical: str | None = None


class Deadline(Record):
    """完成时限 as printed, and the day that follows from it (ISO) where one does."""

    text: str
    date: str | None = None


class Measure(Record):
    """A figure of a content: `raw` is its exact span, `value` a decimal, `unit` as printed."""

    name: str
    value: Figure
    unit: str
    relation: Relation = "="
    change: Change = "level"
    raw: str


class Task(Record):
    """One numbered item, table row or responsibility-bearing clause."""

    part: str | None = None
    section: str | None = None
    leader: Leader | None = None
    number: int | None = None
    content: str
    units: list[Unit] = Field(default_factory=list)
    category: str | None = None
    target: str | None = None
    allocation: dict[str, str] | None = None
    frequency: Frequency | None = None
    deadline: Deadline | None = None
    progress: str | None = None
    on_schedule: bool | None = None
    shortfall: str | None = None
    measures: list[Measure] = Field(default_factory=list)
    lines: Lines | None = None
    origin: str = ""
    # Extra keys, beyond the contract's table.
    path: list[str] = Field(default_factory=list)
    parent: int | None = None
    name: str | None = None
    owner: str | None = None
    target_unit: str | None = None
    problems: str | None = None
    next_steps: str | None = None
    completion: str | None = None
    effect: str | None = None
    status: str | None = None
    investment: str | None = None
    place: str | None = None
    deadlines_in_text: list[Deadline] = Field(default_factory=list)
    other: dict[str, str] = Field(default_factory=dict)
    origins: dict[str, str] = Field(default_factory=dict)


class Statement(Record):
    """One sentence of a work report with the headings and topic sentences that it stands under."""

    path: list[str]
    kind: StatementKind
    text: str
    measures: list[Measure] = Field(default_factory=list)
    line: int | None = None
    origin: str = ""


class Form(Record):
    """A plan form, blank or filled: its labels, the labels of its rows, and what is filled in."""

    title: str | None
    fields: list[str] = Field(default_factory=list)
    rows: list[str] = Field(default_factory=list)
    values: dict[str, str] = Field(default_factory=dict)
    lines: Lines | None = None
    origin: str = ""
    origins: dict[str, str] = Field(default_factory=dict)
    """Label → where its value stands."""


class Finding(Record):
    """A trouble of the document, found by the check that owns `code`."""

    code: str
    severity: Severity
    message: str
    origin: str = ""
    lines: Lines | None = None


class NoteRecord(Record):
    """A piece of text that was dropped or mended: where, by which step, and why."""

    step: str
    kind: str
    message: str
    text: str
    dropped: bool = False
    origin: str = ""
    lines: Lines | None = None


class Coverage(Record):
    """Characters other than white space: read = used + dropped + unexplained. `dropped_by` counts by note kind."""

    read: int = 0
    used: int = 0
    dropped: int = 0
    unexplained: int = 0
    dropped_by: dict[str, int] = Field(default_factory=dict)


class Result(Record):
    """All that one document gives."""

    schema_version: str = SCHEMA_VERSION
    source: SourceInfo
    document: DocumentInfo
    tasks: list[Task] = Field(default_factory=list)
    statements: list[Statement] = Field(default_factory=list)
    forms: list[Form] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    notes: list[NoteRecord] = Field(default_factory=list)
    coverage: Coverage = Coverage()
