"""The grid of a Word table: rows of cells with their spans, merged cells in all their places, columns that are real."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from govtask_cli.document import EMPTY, Cell, Origin, Text
from govtask_cli.readers.sheet_cells import column_letters

_SLIVER: Final = 57
"""A column narrower than a millimetre (in twentieths of a point) is a rounding error of an office program."""
MOST_COLUMNS: Final = 128
"""Word itself knows 63."""
Row = list[Cell | None]


class PlainRow:
    """A row whose cells hold plain text: the text of each, and of those that are merged (by their places) how many
    columns they have and whether they begin a vertical merge (True) or go on with one (False)."""

    __slots__ = ("merged", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.merged: dict[int, tuple[int, bool | None]] = {}

    def merge(self, *, span: int | None = None, down: bool | None = None) -> None:
        """Say of the last cell how it is merged."""
        before = self.merged.get(len(self.texts) - 1, (1, None))
        self.merged[len(self.texts) - 1] = (
            before[0] if span is None else span,
            before[1] if down is None else down,
        )


class _Place(NamedTuple):
    """One row of a cell that is merged vertically."""

    cell: Cell
    row: int
    column: int
    span: int


class Grid:
    """The rows of a table while they are read, cell by cell."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self._row: Row = []
        self._number = 0
        self._above: dict[int, list[_Place]] = {}
        self._below: dict[int, list[_Place]] = {}
        self._merged: list[list[_Place]] = []
        self._spans = False

    def open_row(self, number: int, before: int = 0) -> None:
        """Begin a row, the `number`th of the table (from 1); so many columns before its first cell are left out."""
        self._number = number
        self._row = [None] * before
        self._below = {}

    def close_row(self, after: int = 0) -> int:
        """End the row; so many columns behind its last cell are left out. How many columns it has."""
        row = self._row
        if after:
            row.extend([None] * after)
        self.rows.append(row)
        self._above = self._below
        return len(row)

    @property
    def origin(self) -> Origin:
        """The place of the next cell as spreadsheets name it: 表2!B7."""
        return Origin(
            None, None, None, None, self.name, f"{column_letters(len(self._row) + 1)}{self._number}"
        )

    @property
    def goes_down(self) -> bool:
        """Whether a cell that is merged vertically stands above the next cell."""
        return len(self._row) in self._above

    def put(self, text: Text, span: int = 1, down: bool | None = None) -> None:
        """The next cell of the row. down: whether it begins a vertical merge (True) or goes on with one (False)."""
        row = self._row
        column = len(row)
        places = self._above.get(column) if down is False else None
        cell = Cell(text, 1, span) if places is None else places[0].cell
        if down is not None:
            if places is None:
                places = []
                self._merged.append(places)
            places.append(_Place(cell, len(self.rows), column, span))
            self._below[column] = places
        row.append(cell)
        if span > 1:
            row.extend([cell] * (span - 1))
            self._spans = True

    def add(self, number: int, plain: PlainRow, text_of: Callable[[str, Origin], Text]) -> int:
        """A row of plain text. How many columns it has."""
        self.open_row(number)
        row, name, merged = self._row, self.name, plain.merged
        for at, held in enumerate(plain.texts):
            said = held.strip()
            text = EMPTY
            if said:
                text = text_of(
                    said, Origin(None, None, None, None, name, f"{column_letters(len(row) + 1)}{number}")
                )
            if at in merged:
                self.put(text, *merged[at])
            else:  # most cells: the short way
                row.append(Cell(text))
        return self.close_row()

    def widen(self, span: int) -> None:
        """The last cell goes on over so many columns more."""
        last = self._row[-1]
        if last is None:
            return
        wide = replace(last, colspan=last.colspan + span)
        self._row[-last.colspan :] = [wide] * wide.colspan
        self._spans = True

    def finished(self, widths: Sequence[int]) -> list[Row]:
        """All rows, with merged cells that say how far they go, and without columns that are none. widths: of the
        columns as the file gives them; none where it gives none."""
        for places in self._merged:
            if len(places) > 1:
                cell = replace(places[0].cell, rowspan=len(places))
                for place in places:
                    begin = place.column
                    self.rows[place.row][begin : begin + place.span] = [cell] * place.span
        if self._spans:
            self._narrow(widths)
        return self.rows

    def _narrow(self, widths: Sequence[int]) -> None:
        """Take out columns that no cell has for itself: those in which every row repeats the column before, and
        slivers that rounding left between two columns."""
        width = max(map(len, self.rows))
        self.rows = [row + [None] * (width - len(row)) for row in self.rows]
        kept = [0]
        for column in range(1, width):
            if not all(row[column] is row[kept[-1]] for row in self.rows):
                kept.append(column)
        if len(widths) == width:
            kept = [column for column in kept if widths[column] >= _SLIVER or self._is_used(column)] or kept
        if len(kept) < width:
            self.rows = _respanned([[row[column] for column in kept] for row in self.rows])

    def _is_used(self, column: int) -> bool:
        """Whether a row has a cell with text in this column alone."""
        for row in self.rows:
            cell = row[column]
            beside = row[max(column - 1, 0) : column] + row[column + 1 : column + 2]
            if cell is not None and cell.text and not any(other is cell for other in beside):
                return True
        return False


def _respanned(rows: list[Row]) -> list[Row]:
    """Rows whose merged cells say how many columns they have now."""
    new: dict[int, Cell] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if cell is not None and cell.colspan > 1 and id(cell) not in new:
                new[id(cell)] = replace(cell, colspan=sum(other is cell for other in row[at:]))
    return [[new.get(id(cell), cell) for cell in row] for row in rows]
