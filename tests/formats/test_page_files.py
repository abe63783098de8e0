"""PDF files as LibreOffice writes them, held against pdfplumber."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
from pypdfium2 import PdfDocument

from build_pdf import page_of, pdf
from govtask_cli import pipeline
from govtask_cli.readers.geometry.layout import Grid, laid_out
from govtask_cli.readers.pdf_page import sheet_of
from installed import needs_fonts, needs_libreoffice
from originals import original
from test_invariance import made
from test_page_formats import TABLES
from typeset import Style, typeset

pytestmark = pytest.mark.formats
Cells = list[list[list[str | None]]]


def printed(stem: str) -> bytes:
    """A sample as a Word file, printed to PDF by LibreOffice."""
    return made("pdf by LibreOffice")[stem]


def ours(data: bytes) -> Cells:
    """The cells of all tables, by the lattice; None under the first place of a merged cell."""
    tables: Cells = []
    document = PdfDocument(data)
    for at in range(len(document)):
        for item in laid_out(sheet_of(document[at], at + 1)).items:
            if isinstance(item, Grid) and not item.rooms:
                rows = [
                    [_cell(item, index, r, c) for c, index in enumerate(row)]
                    for r, row in enumerate(item.lattice.rows)
                ]
                tables.append(rows)
    return tables


def _cell(grid: Grid, index: int, row: int, column: int) -> str | None:
    region = grid.lattice.regions[index]
    first = (region.row, region.column) == (row, column)
    return "".join("".join(line.text.split()) for line in grid.lines[index]) if first else None


def theirs(data: bytes) -> Cells:
    """The cells of all tables, by pdfplumber."""
    import pdfplumber

    tables: Cells = []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            for table in page.extract_tables():
                tables.append(
                    [[None if cell is None else "".join(cell.split()) for cell in row] for row in table]
                )
            page.close()
    return tables


@needs_libreoffice
@needs_fonts
@pytest.mark.parametrize("stem", TABLES)
def test_the_cells_are_those_of_pdfplumber(stem: str) -> None:
    assert ours(printed(stem)) == theirs(printed(stem))


@needs_libreoffice
@needs_fonts
def test_tables_take_a_third_of_the_time_of_pdfplumber() -> None:
    documents = [printed(stem) for stem in TABLES]

    def spent(read: Callable[[bytes], object]) -> float:
        begin = time.process_time()
        for data in documents:
            read(data)
        return time.process_time() - begin

    ratios = sorted(spent(theirs) / spent(lambda data: pipeline.read(data, "made.pdf")) for _ in range(5))
    assert ratios[2] > 3, f"pdfplumber takes {ratios[2]:.1f} times as long as the whole reader"


@pytest.mark.parametrize("filled", [False, True])
def test_the_cells_of_own_pages_are_those_of_pdfplumber(filled: bool) -> None:
    for stem in TABLES:
        leaves = typeset(original(stem).blocks, Style(size=12 if filled else 10.5))
        data = pdf(page_of(leaf, filled=filled) for leaf in leaves)
        assert ours(data) == theirs(data)
