"""What a user may say about how a file is read, and how much of a file is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from govtask_cli.errors import ReadError


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


def chosen_pages(total: int, name: str, options: ReadOptions) -> range:
    """The numbers of the pages to read of a file that has `total`. Raises ReadError where there are none, or more
    than are read at once."""
    if total < 1:
        raise ReadError(name, "has no pages (没有页面)", "check that it was saved or downloaded whole")
    first, last = options.pages or (1, total)
    if first > total:
        cause = f"has {total} pages and no page {first} (没有这一页)"
        raise ReadError(name, cause, f"choose from --pages 1-{total}")
    last = min(last, total)
    if last - first >= options.limits.pages:
        most = options.limits.pages
        cause = f"has {total} pages (页数过多), more than the {most} that are read at once"
        raise ReadError(name, cause, f"choose some with --pages, for example --pages 1-{most}")
    return range(first, last + 1)
