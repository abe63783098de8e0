"""The front matter of a document: its fields, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from govtask_cli.document import Text
from govtask_cli.records import Contact, Period


@dataclass(slots=True)
class Front:
    """What the front matter says; `origins` and `used` hold where each field stands, `said` the words there."""

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issued_on: str | None = None
    published_on: str | None = None
    year: int | None = None
    period: Period | None = None
    named_period: Period | None = None
    """A period that a title or a line below it names; the document's where it proves to report."""
    contacts: list[Contact] = field(default_factory=list)
    first_leads: bool = False
    origins: dict[str, str] = field(default_factory=dict)
    used: list[Text] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, text: Text) -> None:
        """Fill a field that is still empty, and remember where its value stands."""
        if value is None or getattr(self, name) is not None:
            return
        setattr(self, name, value)
        self.origins[name] = str(text.origin)
        self.said[name] = text.plain
        self.used.append(text)

    def place(self, name: str, said: Said) -> None:
        """Remember where a value stands that is read out of words which say more than it."""
        self.said[name] = said.plain
        if said.origin is not None:
            self.origins[name] = said.origin


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may name the year or the period, and where they stand."""

    plain: str
    origin: str | None
