"""PDF files with text: pages by pdfium, laid out by `geometry`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.layout import Page, laid_out
from govtask_cli.readers.geometry.writing import write
from govtask_cli.readers.options import DEFAULT, ReadOptions

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

STEP: Final = "pdf"


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a PDF file."""
    from govtask_cli.readers.pdf_page import sheet_of

    document = _opened(data, name, options)
    pages = [laid_out(sheet_of(document[at], at + 1)) for at in range(len(document))]
    assembly = Assembly()
    write(pages, assembly, STEP)
    source = Source(name, hashlib.sha256(data).hexdigest(), "pdf", pages=len(document))
    return assembly.document(source)


def _opened(data: bytes, name: str, options: ReadOptions) -> PdfDocument:
    from pypdfium2 import PdfDocument

    return PdfDocument(data, password=options.password)
