"""What every reader of spreadsheets makes of a file, and how that becomes a document.

A sheet is read as rows of texts; here it becomes paragraphs (titles, captions, notes) and tables. What a
person does not see (hidden rows, columns and sheets, texts under merged cells) becomes notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Final, NamedTuple

from govtask_cli.document import Document, Origin, Run, Source, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.options import Limits
from govtask_cli.readers.sheet_cells import CellsText, Place, SheetTable, column_letters
from govtask_cli.readers.sheet_grid import Area, Covered, Row, Spot, grid_of
from govtask_cli.readers.sheet_layout import Piece, arranged, caption_texts
from govtask_cli.readers.sheet_sight import Unseen, View, seen, texts_of
from govtask_cli.readers.text import INVISIBLE

STEP: Final = "sheet"
_APART: Final = 3
"""Blank lines between two sheets: as wide as between two pages."""
_NAMELESS: Final = re.compile(r"(?:sheet|table|工作表|表格?)?[\s_]*[0-9]*(?:\s*\([0-9]+\))?", re.IGNORECASE)
"""Names that a program gives to a sheet."""
_CAPTION: Final = re.compile("[:：]|^\\s*[（(].*[）)]\\s*$", re.DOTALL)
_SPREAD: Final = 2
"""So many places of a grid for each cell that a file may hold: most tables have a few empty cells."""
_BATCH: Final = 500
_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Remark(NamedTuple):
    """A text on a sheet that is in none of its cells: a comment, a page header; row 0 is the whole sheet."""

    kind: str
    message: str
    text: str
    spot: Spot = (0, 0)


@dataclass(slots=True)
class Sheet:
    """One sheet as it was read.

    rows: those that hold text, in order. unvalued: formulas without a stored value. faults: cells that show an
    error (#REF!). place: where a cell stands; None names it by sheet and letters.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unvalued: dict[Spot, str] = field(default_factory=dict)
    faults: dict[Spot, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    place: Place | None = None

    def origin(self, row: int, column: int) -> Origin:
        """The place of a cell; row 0 stands for the whole sheet."""
        if self.place is not None:
            return self.place(row, column)
        return Origin(sheet=self.name, cell=f"{column_letters(column)}{row}" if row else None)


def document(sheets: Sequence[Sheet], source: Source, limits: Limits) -> Document:
    """The document that the sheets of a file make. Raises ReadError where none of them holds anything, or they
    hold more than `limits` allow."""
    total = sum(len(row.texts) for sheet in sheets for row in sheet.rows)
    if total > limits.cells:
        raise too_much(source.name, f"holds {total} cells, more than {limits.cells} (单元格过多)")
    assembly = Assembly()
    for sheet in sheets:
        try:
            _lay(assembly, sheet, limits.cells)
        except ValueError as error:
            raise too_much(source.name, f"{error} on the sheet {sheet.name} (表格过大)") from error
    if not assembly.blocks and not assembly.notes:
        raise ReadError(
            source.name, "holds nothing (没有内容)", "check that it was saved or downloaded whole"
        )
    return assembly.document(source)


def too_much(name: str, cause: str) -> ReadError:
    """The error for a file that claims an absurd size."""
    return ReadError(name, cause, "delete what is not needed, or copy the tables into a new workbook")


def _lay(assembly: Assembly, sheet: Sheet, most: int) -> None:
    """Everything of one sheet, in reading order, then its notes."""
    rows = list(_printable(sheet, assembly))
    if sheet.hidden:
        texts = [spot for row in rows for spot in texts_of(row)]
        message = f"the sheet {sheet.name} is hidden and was not read"
        if texts:
            _drop(assembly, sheet, Unseen("hidden_sheet", message, texts))
        return
    view = seen(rows, sheet.areas, sheet.hidden_rows, sheet.hidden_columns, most)
    covered = Covered(view.areas, view.rows, most)
    pieces = list(arranged(view.rows, view.gaps(), covered))
    apart = _APART if assembly.blocks else 0
    if _wants_name(sheet, pieces):
        assembly.paragraph(assembly.text(sheet.name, sheet.origin(0, 0)), gap=apart)
        apart = 0
    for piece in pieces:
        if piece.table:
            _check_spread(piece, most)
            _table(assembly, sheet, piece, view, covered, apart)
        else:
            _lines(assembly, sheet, piece, view, apart)
        apart = 0
    for unseen in view.unseen:
        _drop(assembly, sheet, unseen)
    _remark(assembly, sheet)


def _wants_name(sheet: Sheet, pieces: Sequence[Piece]) -> bool:
    """Whether the name of a sheet must serve as the title of its first table: none stands above it."""
    if not any(piece.table for piece in pieces) or _NAMELESS.fullmatch(sheet.name.strip()):
        return False
    head = pieces[0]
    return head.table or all(_CAPTION.search(text) for row in head.rows for text in row.texts)


def _printable(sheet: Sheet, assembly: Assembly) -> Iterator[Row]:
    """The rows without what prints nothing; every line break is \\n."""
    for begin in range(0, len(sheet.rows), _BATCH):
        rows = sheet.rows[begin : begin + _BATCH]
        if "".join(chain.from_iterable(row.texts for row in rows)).isprintable():
            yield from rows
        else:
            for row in rows:
                yield from _cleaned(row, sheet, assembly)


def _cleaned(row: Row, sheet: Sheet, assembly: Assembly) -> Iterator[Row]:
    """The row without what prints nothing, if anything is left."""
    joined = "".join(row.texts)
    if joined.isprintable():
        yield row
        return
    texts = [_BREAKS.sub("\n", text) for text in row.texts]
    if INVISIBLE.search(joined):
        gone = [
            ("".join(INVISIBLE.findall(text)), (row.number, column))
            for text, column in zip(texts, row.columns, strict=True)
        ]
        _drop(assembly, sheet, Unseen("control", "characters that print nothing were dropped", gone))
        texts = [INVISIBLE.sub("", text) for text in texts]
    kept = [at for at, text in enumerate(texts) if text and not text.isspace()]
    if kept:
        yield Row(row.number, tuple(row.columns[at] for at in kept), [texts[at] for at in kept])


def _table(assembly: Assembly, sheet: Sheet, piece: Piece, view: View, covered: Covered, apart: int) -> None:
    start = assembly.reserve(list(chain.from_iterable(row.texts for row in piece.rows)))
    make = grid_of(piece.rows, start, covered, view.home, sheet.origin)
    assembly.blocks.append(SheetTable.of(make, piece.gaps[0] + apart))


def _check_spread(piece: Piece, most: int) -> None:
    """Raise ValueError where a few cells are scattered over a grid too big to make."""
    columns = {column for cells in {row.columns for row in piece.rows} for column in cells}
    if len(piece.rows) * len(columns) > most * _SPREAD:
        raise ValueError(f"a table of {len(piece.rows)} rows and {len(columns)} columns")


def _lines(assembly: Assembly, sheet: Sheet, piece: Piece, view: View, apart: int) -> None:
    """One paragraph for each line of each text."""
    for row, gap in zip(piece.rows, piece.gaps, strict=True):
        above = gap + apart
        apart = 0
        for text, column in caption_texts(row):
            origin = sheet.origin(*view.home.get((row.number, column), (row.number, column)))
            for line in text.split("\n"):
                assembly.paragraph(assembly.text(line, origin), gap=above)
                above = 0


def _drop(assembly: Assembly, sheet: Sheet, unseen: Unseen) -> None:
    """A note of texts that are gone from the document."""
    cells = [cell for cell in unseen.texts if cell[0]]
    text = CellsText(cells, sheet.origin, assembly.reserve([plain for plain, _ in cells]))
    assembly.note(STEP, unseen.kind, unseen.message, text, dropped=True)


def _remark(assembly: Assembly, sheet: Sheet) -> None:
    """The notes of what stands beside the cells, and of cells that do not show what they should."""
    for remark in sheet.remarks:
        _drop(assembly, sheet, Unseen(remark.kind, remark.message, [(remark.text, remark.spot)]))
    for group in _stretches(sheet.unvalued):
        (row, column), formula = group[0], sheet.unvalued[group[0]]
        said = f"{len(group)} formulas have" if len(group) > 1 else "a formula has"
        text = Text((Run(f"={formula}", sheet.origin(row, column)),))
        assembly.note(STEP, "formula_without_value", f"{said} no stored value", text)
    for group in _stretches(sheet.faults):
        (row, column), shown = group[0], sheet.faults[group[0]]
        said = f"{len(group)} cells show" if len(group) > 1 else "a cell shows"
        text = Text((Run(shown, sheet.origin(row, column)),))
        assembly.note(STEP, "cell_error", f"{said} an error instead of a value", text)


def _stretches(spots: Iterable[Spot]) -> Iterator[list[Spot]]:
    """Places that stand one below the other in one column belong together."""
    ordered = sorted((column, row) for row, column in spots)
    for _, group in groupby(enumerate(ordered), key=lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        yield [(row, column) for _, (column, row) in group]
