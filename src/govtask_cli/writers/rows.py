"""Rows of cells on disk: a workbook of an archive has more of them than memory should hold."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from govtask_cli.shelf import Shelf

if TYPE_CHECKING:
    from govtask_cli.writers.sheet import Cell

_IN_MEMORY: Final = 4 << 20
"""So many bytes stay in memory: the workbook of one document needs no file."""


class RowStore(Shelf):
    """Keeps rows while a workbook is made. Used in `with`."""

    def __init__(self) -> None:
        super().__init__(_IN_MEMORY)

    def keep(self, rows: Iterable[Sequence[Cell]]) -> Rows:
        """The rows, each of which is made, kept and forgotten before the next is asked for."""
        return Rows(self, array("Q", map(self.put, rows)))


class Rows(Collection["Sequence[Cell]"]):
    """Kept rows, each read anew whenever it is asked for."""

    def __init__(self, store: RowStore, places: array[int], columns: Sequence[int] | None = None) -> None:
        self._store, self._places, self._columns = store, places, columns

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for place in self._places:
            row: Sequence[Cell] = self._store.get(place)
            yield row if self._columns is None else [row[column] for column in self._columns]

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)

    def with_columns(self, columns: Sequence[int]) -> Rows:
        """The same rows, showing these columns alone."""
        return Rows(self._store, self._places, columns)

    def in_order(self, order: Iterable[int]) -> Rows:
        """The same rows, those of these numbers (from 0) in turn."""
        return Rows(self._store, array("Q", (self._places[number] for number in order)), self._columns)
