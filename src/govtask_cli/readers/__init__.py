"""Bytes of one file to a `Document`: one reader for each format, chosen by content, not by suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import foreign, text


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name (`Source.format`), how its bytes are known, and what reads them.

    `read(data, name, encoding)` returns the document or raises ReadError; only text heeds `encoding`.
    """

    format: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str, str | None], Document]


READERS: Final = (Reader("txt", lambda data: foreign.named(data) is None, text.read),)
"""The formats that are read; the first that recognises the bytes reads them."""


def read(data: bytes, name: str, *, encoding: str | None = None) -> Document:
    """The document in `data`; `name` is what messages and records call the file.

    `encoding` forces the encoding of a text. Raises ReadError for a format that is not read, for what is
    empty or damaged beyond reading, and UsageError for an unknown encoding.
    """
    for reader in READERS:
        if reader.recognises(data):
            return reader.read(data, name, encoding)
    what, cure = foreign.named(data) or (
        "a file of an unknown format (格式不明)",
        "save it as plain text (.txt)",
    )
    raise ReadError(name, f"{what}, which is not read yet (暂不支持)", cure)
