"""Cells of a sheet, made when somebody asks for them: a sheet may hold half a million, each with its place.

What is read of a sheet are strings. A `Cell` with its `Text`, `Run` and `Origin` takes ten times as long to
make as the string took to read, and five times its memory, so a `SheetTable` makes its grid on first sight
and a `CellText` its run. Both are then what their base classes are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from govtask_cli.document import Cell, Origin, Run, Table, Text

Grid = tuple[tuple[Cell | None, ...], ...]
Place = Callable[[int, int], Origin]
"""The origin of a cell by its row and column, both counted from 1."""


class CellText(Text):
    """The text of one cell: one run, made on first sight. `plain` is not empty."""

    __slots__ = ("_column", "_place", "_row", "_start")

    def __init__(self, plain: str, place: Place, row: int, column: int, start: int) -> None:
        self.plain = plain
        self._ends = None
        self._place = place
        self._row = row
        self._column = column
        self._start = start

    def __getattr__(self, name: str) -> Any:
        if name != "runs":
            raise AttributeError(name)
        self.runs = (Run(self.plain, self._place(self._row, self._column), self._start),)
        return self.runs


class CellsText(Text):
    """The texts of many cells as one, with a blank between two: runs made on first sight."""

    __slots__ = ("_cells", "_place", "_start")

    def __init__(self, cells: Sequence[tuple[str, tuple[int, int]]], place: Place, start: int) -> None:
        self.plain = " ".join([text for text, _ in cells])
        self._ends = None
        self._cells = cells
        self._place = place
        self._start = start

    def __getattr__(self, name: str) -> Any:
        if name != "runs":
            raise AttributeError(name)
        runs: list[Run] = []
        at = self._start
        for text, spot in self._cells:
            origin = self._place(*spot)
            if runs:
                runs.append(Run(" ", runs[-1].origin))
            runs.append(Run(text, origin, at))
            at += len(text) + 1
        self.runs = tuple(runs)
        return self.runs


class SheetTable(Table):
    """A table whose grid is made on first sight."""

    __slots__ = ("_make",)

    _make: Callable[[], Grid] | None

    @classmethod
    def of(cls, make: Callable[[], Grid], gap: int) -> SheetTable:
        """The table whose grid `make` gives."""
        table = cls.__new__(cls)
        for name, value in (("header", None), ("gap", gap), ("_make", make)):
            object.__setattr__(table, name, value)
        return table

    def __getattr__(self, name: str) -> Any:
        if name != "grid" or self._make is None:
            raise AttributeError(name)
        object.__setattr__(self, "grid", self._make())
        object.__setattr__(self, "_make", None)
        return self.grid


@cache
def column_letters(column: int) -> str:
    """The name of a column: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
