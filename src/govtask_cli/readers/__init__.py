"""Bytes of one file to a `Document`: one reader for each format, chosen by content, not by suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import html, text
from govtask_cli.readers.options import DEFAULT, Limits, ReadOptions
from govtask_cli.readers.sniff import sniff


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads some formats.

    formats: their names in `sniff.FORMATS`. library: what does the work, by its name on the package index (""
    for Python itself). module: what must be importable, None for Python itself. extra: the extra of the package
    that installs it, None where it comes with govtask. `read(data, name, options)` returns the document or raises
    ReadError; libraries are imported inside it, so that reading a text never loads them.
    """

    formats: tuple[str, ...]
    read: Callable[[bytes, str, ReadOptions], Document]
    library: str = ""
    module: str | None = None
    extra: str | None = None


def _pdf(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import pdf

    return pdf.read(data, name, options)


def _ofd(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import ofd

    return ofd.read(data, name, options)


READERS: Final[tuple[Reader, ...]] = (
    Reader(("txt",), text.read),
    Reader(("html",), html.read, library="selectolax", module="selectolax"),
    Reader(("ofd",), _ofd, library="lxml", module="lxml"),
    Reader(("pdf",), _pdf, library="pypdfium2", module="pypdfium2"),
)
"""The formats that are read."""


def read(
    data: bytes, name: str, *, encoding: str | None = None, options: ReadOptions | None = None
) -> Document:
    """The document in `data`; `name` is what messages and records call the file.

    `encoding` forces the encoding of a text. Raises ReadError for a format that is not read, for what is
    empty or damaged beyond reading, and UsageError for an unknown encoding.
    """
    chosen = options or DEFAULT
    if encoding is not None:
        chosen = replace(chosen, encoding=encoding)
    found = sniff(data)
    for reader in READERS:
        if found.name in reader.formats:
            return reader.read(data, name, chosen)
    raise ReadError(name, f"{found.title}, which is not read yet (暂不支持)", found.cure)


__all__ = ["READERS", "Limits", "ReadOptions", "Reader", "read"]
