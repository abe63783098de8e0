"""What every entry of the lexicon is: strict about its keys, with examples that a test runs."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Table(BaseModel):
    """A table of the lexicon. A misspelt key is an error, not a word that is never found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Table):
    """One entry. `examples`: what is printed → what must be made of it ("" for nothing)."""

    examples: dict[str, str] = Field(default_factory=dict)


class Words(Table):
    """A plain list of words."""

    words: tuple[str, ...] = ()
