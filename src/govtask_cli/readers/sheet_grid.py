"""Rows of texts with merged areas, as the grid of a table: a merged cell is one cell in several places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from govtask_cli.document import EMPTY, Cell
from govtask_cli.readers.sheet_cells import CellText, Grid, Place

Spot = tuple[int, int]
"""Row and column, both counted from 1."""


class Row(NamedTuple):
    """The cells of one row that hold text: its number, their columns in order, their texts (none of them blank)."""

    number: int
    columns: tuple[int, ...]
    texts: list[str]


class Area(NamedTuple):
    """A merged area: its first and last row and column, all counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Covered:
    """Which places are covered by the merged cell that begins at another."""

    def __init__(self, areas: Iterable[Area], rows: Sequence[Row], most: int) -> None:
        """`rows` are those that hold text: what lies beyond them is not counted. Raises ValueError where the areas
        cover more than `most` places."""
        self.anchors: dict[Spot, Spot] = {}
        self.rows: dict[int, list[Spot]] = {}
        areas = list(areas)
        if not areas:
            return
        numbers = [row.number for row in rows]
        width = max((row.columns[-1] for row in rows), default=0)
        for area in areas:
            right = min(area.right, width)
            within = numbers[bisect_left(numbers, area.top) : bisect_left(numbers, area.bottom + 1)]
            most -= (right - area.left + 1) * len(within) if right >= area.left else 0
            if most < 0:
                raise ValueError("merged areas cover too many cells")
            for row in within:
                for column in range(area.left, right + 1):
                    if (row, column) != (area.top, area.left) and (row, column) not in self.anchors:
                        self.anchors[row, column] = (area.top, area.left)
                        self.rows.setdefault(row, []).append((row, column))

    def from_above(self, row: int) -> bool:
        """Whether a merged cell of an earlier row reaches into this one."""
        return any(self.anchors[spot][0] < row for spot in self.rows.get(row, ()))

    def room_beside(self, spot: Spot) -> bool:
        """Whether another merged cell of the same row begins to the right of a place: room to fill in."""
        row, column = spot
        anchors = (self.anchors[other] for other in self.rows.get(row, ()))
        return any(top == row and left > column for top, left in anchors)

    def width(self, spot: Spot) -> int:
        """How many columns the cell at a place takes in its row, as far as texts go."""
        return 1 + sum(self.anchors[other] == spot for other in self.rows.get(spot[0], ()))


def grid_of(
    rows: Sequence[Row],
    start: int,
    covered: Covered,
    home: dict[Spot, Spot],
    place: Place,
) -> Callable[[], Grid]:
    """What makes the grid of a table: a cell for every place of the columns that hold text.

    `start` is the offset of the first character, with one between two texts; `home` where a text that is seen
    in another cell really stands.
    """

    def make() -> Grid:
        columns = sorted({column for cells in {row.columns for row in rows} for column in cells})
        at = {column: index for index, column in enumerate(columns)}
        known: dict[Spot, Cell] = {}
        wanted = spans(rows, covered, at)
        grid: list[tuple[Cell | None, ...]] = []
        at_character = start
        for row in rows:
            cells: list[Cell | None] = [Cell(EMPTY) if each not in row.columns else None for each in columns]
            for column, text in zip(row.columns, row.texts, strict=True):
                spot = (row.number, column)
                whence = home.get(spot, spot) if home else spot
                plain = CellText(text.strip(), place, *whence, at_character)
                at_character += len(text) + 1
                if spot in wanted:
                    known[spot] = cells[at[column]] = Cell(plain, *wanted[spot])
                else:
                    cells[at[column]] = Cell(plain)
            for spot in covered.rows.get(row.number, ()):
                merged = known.get(covered.anchors[spot])
                if merged is not None and spot[1] in at:
                    cells[at[spot[1]]] = merged
            grid.append(tuple(cells))
        return tuple(grid)

    return make


def spans(rows: Sequence[Row], covered: Covered, at: dict[int, int]) -> dict[Spot, tuple[int, int]]:
    """How many rows and columns of a table each merged cell takes."""
    numbers = {row.number for row in rows}
    taken: dict[Spot, tuple[set[int], set[int]]] = {}
    for number in numbers & covered.rows.keys():
        for spot in covered.rows[number]:
            anchor = covered.anchors[spot]
            down, across = taken.setdefault(anchor, ({anchor[0]}, {anchor[1]}))
            down.add(number)
            if spot[1] in at:
                across.add(spot[1])
    return {anchor: (len(down), len(across)) for anchor, (down, across) in taken.items()}
