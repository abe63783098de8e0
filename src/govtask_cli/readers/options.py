"""What a user may say about how a file is read, and how much of a file is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may unpack to before it is taken for an attack: bytes of one part, of all parts, the ratio of
    unpacked to packed bytes, and the number of parts; and how many pages and cells are read."""

    part: int = 64 << 20
    total: int = 256 << 20
    ratio: int = 200
    entries: int = 10_000
    pages: int = 2_000
    cells: int = 2_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """encoding: of a text or web page, where the one found would be wrong. password: of an encrypted file.
    pages: the first and last page to read, counted from 1."""

    encoding: str | None = None
    password: str | None = None
    pages: tuple[int, int] | None = None
    limits: Limits = field(default_factory=Limits)


DEFAULT: Final = ReadOptions()
