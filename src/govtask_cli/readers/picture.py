"""Pictures of pages (.png, .jpg, .tif of several pages): recognised, then laid out like the pages of a PDF."""

from __future__ import annotations

import hashlib
from typing import Final

from govtask_cli.document import Document, Source
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.layout import Page, laid_out
from govtask_cli.readers.geometry.troubles import Troubles
from govtask_cli.readers.geometry.writing import write
from govtask_cli.readers.options import DEFAULT, ReadOptions, chosen_pages
from govtask_cli.readers.scan.scanner import Scanner
from govtask_cli.readers.sniff import sniff

STEP: Final = "picture"


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a picture file; `options.pages` chooses from the pages of a tif.

    Raises ReadError where the extra is missing, and for what is damaged, too large or shows no text.
    """
    from govtask_cli.readers.scan.recognition import need

    need(name, "is a picture of text (图片), which needs to be recognised")
    from govtask_cli.readers.scan.pictures import opened

    kind = sniff(data).name
    pages: list[Page] = []
    troubles = Troubles(STEP)
    with opened(data, name, kind, options) as file:
        total = file.pages
        with Scanner(STEP, name, options, chosen_pages(total, name, options)) as scanner:
            for number in scanner.chosen:
                sheet = scanner.sheet(file.page(number), number)
                if not sheet.glyphs[0]:
                    troubles.pictures.append(number)
                pages.append(laid_out(sheet, pages[-1] if pages else None))
    if not any(page.items for page in pages):
        raise scanner.no_text()
    assembly = Assembly()
    troubles.write(assembly)
    scanner.write(pages, assembly)
    write(pages, assembly, STEP)
    source = Source(name, hashlib.sha256(data).hexdigest(), kind, pages=total)
    return assembly.document(source)
