"""The front matter of a document: its fields, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from govtask_cli.document import Text
from govtask_cli.records import Contact, Period

NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:字)?[〔﹝\[（(【]\s*(?:19|20)[0-9]{2}\s*[〕﹞\]）)】]\s*第?\s*[0-9]{1,5}\s*号"
)
"""文号."""
STAMP: Final = re.compile(
    r"(?<![0-9])(?P<day>20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)\s*"
    r"(?:[0-9]{1,2}[:：][0-9]{2}|(?:文章|信息)?来源|作者|点击|浏览|阅读|字号)"
)
"""The day and the time or the source of a page."""


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
