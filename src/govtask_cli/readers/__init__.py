"""Bytes of one file to a `Document`: one reader for each format, chosen by content, not by suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import doc, docx, html, mht, office, text
from govtask_cli.readers.options import DEFAULT, Limits, ReadOptions
from govtask_cli.readers.resting import collector_at_rest
from govtask_cli.readers.sniff import FORMATS, sniff
from govtask_cli.readers.suffixes import wrong_suffix


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads some formats.

    formats: their names in `sniff.FORMATS`. library: what does the work, by its name on the package index (""
    for Python itself). module: what must be importable, None for Python itself. extra: the extra of the package
    that installs it, None where it comes with govtask. ready: whether a program that it needs is installed.
    `read(data, name, options)` returns the document or raises ReadError; libraries are imported inside it, so that
    reading a text never loads them.
    """

    formats: tuple[str, ...]
    read: Callable[[bytes, str, ReadOptions], Document]
    library: str = ""
    module: str | None = None
    extra: str | None = None
    ready: Callable[[], bool] | None = None


def _xlsx(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import xlsx

    return xlsx.read(data, name, options)


def _xls(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import xls

    return xls.read(data, name, options)


def _ods(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import ods

    return ods.read(data, name, options)


def _csv(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import csv_file

    return csv_file.read(data, name, options)


def _pdf(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import pdf

    return pdf.read(data, name, options)


def _ofd(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import ofd

    return ofd.read(data, name, options)


def _picture(data: bytes, name: str, options: ReadOptions) -> Document:
    from govtask_cli.readers import picture

    return picture.read(data, name, options)


READERS: Final[tuple[Reader, ...]] = (
    Reader(("txt",), text.read),
    Reader(("docx",), docx.read, library="lxml", module="lxml"),
    Reader(("doc",), doc.read, library="LibreOffice, else olefile", module="olefile"),
    Reader(("rtf", "odt"), doc.read, library="LibreOffice", ready=office.is_there),
    Reader(("html",), html.read, library="selectolax", module="selectolax"),
    Reader(("xlsx",), _xlsx, library="lxml", module="lxml"),
    Reader(("xls",), _xls, library="olefile", module="olefile"),
    Reader(("ods",), _ods, library="lxml", module="lxml"),
    Reader(("csv",), _csv),
    Reader(("mht",), mht.read, library="selectolax", module="selectolax"),
    Reader(("ofd",), _ofd, library="lxml", module="lxml"),
    Reader(("pdf",), _pdf, library="pypdfium2", module="pypdfium2"),
    Reader(("png", "jpg", "tif"), _picture, library="rapidocr", module="rapidocr", extra="ocr"),
)
"""The formats that are read."""
_HEAD: Final = 4096
_DELIMITERS: Final = (b",", b";", b'"')


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
    if found.name == "txt" and _shows_csv(data, name, chosen):
        found = FORMATS["csv"]
    for reader in READERS:
        if found.name in reader.formats:
            with collector_at_rest():
                document = reader.read(data, name, chosen)
            remark = wrong_suffix(name, found)
            return document if remark is None else document.mended(document.blocks, (remark,))
    raise ReadError(name, f"{found.title}, which cannot be read (无法读取)", found.cure)


def _shows_csv(data: bytes, name: str, options: ReadOptions) -> bool:
    """Whether a text is a CSV: only where a delimiter stands in its first lines."""
    head = data[:_HEAD]
    if not any(sign in head for sign in _DELIMITERS):
        return False
    from govtask_cli.readers import csv_file
    from govtask_cli.readers.encoding import decode

    return csv_file.shape_of(csv_file.normal(decode(data, name, options.encoding).text)) is not None


__all__ = ["READERS", "Limits", "ReadOptions", "Reader", "read"]
