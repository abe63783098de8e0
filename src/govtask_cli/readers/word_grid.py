"""The grid of a Word table: rows of cells with their spans, merged cells in all their places, columns that are real."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.document import EMPTY, Cell, Origin, Text

_SLIVER: Final = 57
"""A column narrower than a millimetre (in twentieths of a point) is a rounding error of an office program."""
MOST_COLUMNS: Final = 128
"""Word itself knows 63."""
Row = list[Cell | None]


class PlainCell:
    """A cell of plain text: the pieces of its text, its columns, and whether it begins a vertical merge (True) or
    goes on with one (False)."""

    __slots__ = ("down", "pieces", "span")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.span = 1
        self.down: bool | None = None


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
        return Origin(None, None, None, None, self.name, f"{_letters(len(self._row))}{self._number}")

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

    def covers(self, cells: Iterable[PlainCell]) -> bool:
        """Whether a cell of the next row that is merged away holds text."""
        return any(cell.down is False and any(map(str.strip, cell.pieces)) for cell in cells)

    def add(self, number: int, cells: Iterable[PlainCell], text_of: Callable[[str, Origin], Text]) -> int:
        """A row whose cells hold plain text. How many columns it has."""
        self.open_row(number)
        row, name = self._row, self.name
        for cell in cells:
            plain = "".join(cell.pieces).strip()
            origin = Origin(None, None, None, None, name, f"{_letters(len(row))}{number}")
            if cell.down is None and cell.span == 1:  # most cells: the short way
                row.append(Cell(text_of(plain, origin) if plain else EMPTY))
            else:
                self.put(text_of(plain, origin) if plain else EMPTY, cell.span, cell.down)
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


@cache
def _letters(column: int) -> str:
    """A, B … Z, AA: the name of a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
