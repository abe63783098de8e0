"""PDF files with text: glyphs and rules of each page by pdfium, laid out by `geometry`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Origin, Run, Source, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.layout import Page, laid_out
from govtask_cli.readers.geometry.troubles import Troubles
from govtask_cli.readers.geometry.writing import write
from govtask_cli.readers.options import DEFAULT, ReadOptions, chosen_pages

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

STEP: Final = "pdf"
_PASSWORD, _SECURITY = 4, 5
"""Error codes of pdfium."""
_MOST_PARTS: Final = 100
_ANEW: Final = "fetch it again, or open it in a PDF reader and print it to a new PDF"


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a PDF file; `options.pages` and `options.password` as the user gave them.

    Raises ReadError for what is damaged or encrypted, has no pages or too many, or holds no text but pictures of it.
    """
    troubles = Troubles(STEP)
    pages: list[Page] = []
    with _opened(data, name, options) as document:
        total = len(document)
        parts = list(_parts(document))
        for number in chosen_pages(total, name, options):
            page = _page(document, number, pages[-1] if pages else None, troubles)
            if page is not None:
                pages.append(page)
    if not any(page.items or page.aside or page.slanted for page in pages):
        raise troubles.no_text(name)
    assembly = Assembly()
    troubles.write(assembly)
    for kind, message in parts:
        assembly.note(STEP, kind, message, Text((Run(" ", Origin(page=1)),)))
    write(pages, assembly, STEP)
    source = Source(name, hashlib.sha256(data).hexdigest(), "pdf", pages=total)
    return assembly.document(source)


def _parts(document: PdfDocument) -> Iterator[tuple[str, str]]:
    """What a file holds beside its pages: kind and a word on it."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfiumError

    for index in range(min(document.count_attachments(), _MOST_PARTS)):
        try:
            yield "attachment", f"the attachment {document.get_attachment(index).get_name()} was not read"
        except PdfiumError:
            yield "attachment", "an attachment was not read"
    for _ in range(min(pdfium.FPDF_GetSignatureCount(document), _MOST_PARTS)):
        yield "signature", "an electronic signature was not checked"


@contextmanager
def _opened(data: bytes, name: str, options: ReadOptions) -> Iterator[PdfDocument]:
    """The document, closed when it was read. Raises ReadError."""
    from pypdfium2 import PdfDocument, PdfiumError

    begin = data.find(b"%PDF-")
    try:
        document = PdfDocument(data[max(begin, 0) :], password=options.password)
    except PdfiumError as error:
        raise _refused(name, getattr(error, "err_code", None), options) from error
    try:
        yield document
    finally:
        document.close()


def _refused(name: str, code: int | None, options: ReadOptions) -> ReadError:
    """Why pdfium does not open a file."""
    if code == _PASSWORD and options.password is None:
        return ReadError(name, "is encrypted (加密的 PDF)", "give its password with --password")
    if code == _PASSWORD:
        return ReadError(
            name, "does not open with this password (密码不对)", "give the right one with --password"
        )
    if code == _SECURITY:
        cause = "is encrypted in a way that is not known here (加密方式不支持)"
        return ReadError(name, cause, "open it in its program and print it to a new PDF")
    return ReadError(name, "a damaged PDF file (PDF 文件损坏)", _ANEW)


def _page(document: PdfDocument, number: int, before: Page | None, troubles: Troubles) -> Page | None:
    """One page laid out, below the one before it; None where it is damaged."""
    from pypdfium2 import PdfiumError

    from govtask_cli.readers.pdf_page import sheet_of

    try:
        page = document[number - 1]
    except PdfiumError:
        troubles.unread.append(number)
        return None
    try:
        sheet = sheet_of(page, number)
    except PdfiumError:
        troubles.unread.append(number)
        return None
    finally:
        page.close()
    troubles.look_at(sheet)
    return laid_out(sheet, before)
