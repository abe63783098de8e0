"""Ruled tables as grids of cells; those that go on over a page get the same columns, so that they can be joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from govtask_cli.document import Cell, Origin, Text
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.lattice import Lattice, Region
from govtask_cli.readers.geometry.layout import Grid, Page
from govtask_cli.readers.geometry.lines import Line
from govtask_cli.readers.geometry.paragraphs import paragraphs_in, written

_SAME: Final = 5.0
"""The edges and columns of one table on two pages differ by no more points."""
_FEW: Final = 40
"""Lines in a table that show the room around them."""
_PADDING: Final = (1.0, 8.0)
"""Points between a cell's border and its text, at least and at most."""


def aligned(upper: Grid, lower: Grid) -> tuple[Grid, Grid] | None:
    """Two tables that stand on neighbouring pages between the same edges, cut into the same columns; None where
    their edges differ."""
    above, below = upper.lattice.xs, lower.lattice.xs
    if _stand_alike(above, below):
        return upper, lower
    if abs(above[0] - below[0]) > _SAME or abs(above[-1] - below[-1]) > _SAME:
        return None
    below = tuple(_nearest(x, above) for x in below)
    xs = tuple(sorted({*above, *below}))
    return _cut(upper, above, xs), _cut(lower, below, xs)


def _stand_alike(above: Sequence[float], below: Sequence[float]) -> bool:
    """Whether two tables have as many columns, each about where its fellow stands: those without lines differ."""
    if len(above) != len(below):
        return False
    middles = [
        ((a + b) / 2, (c + d) / 2) for (a, b), (c, d) in zip(pairwise(above), pairwise(below), strict=True)
    ]
    return all(
        c < one < d and a < other < b
        for (one, other), (a, b), (c, d) in zip(middles, pairwise(above), pairwise(below), strict=True)
    )


def _nearest(x: float, others: Sequence[float]) -> float:
    near = min(others, key=lambda other: abs(other - x))
    return near if abs(near - x) <= _SAME else x


def _cut(grid: Grid, own: Sequence[float], xs: tuple[float, ...]) -> Grid:
    """A table with more columns: cells that go over the new lines span them."""
    if tuple(own) == xs and grid.lattice.xs == xs:
        return grid
    places = [bisect_left(xs, x) for x in own]
    regions = tuple(
        Region(
            region.row,
            places[region.column],
            region.rowspan,
            places[region.column + region.colspan] - places[region.column],
        )
        for region in grid.lattice.regions
    )
    rows = tuple(
        tuple(index for at, index in enumerate(row) for _ in range(places[at + 1] - places[at]))
        for row in grid.lattice.rows
    )
    drawn = tuple((left, right) for _, _, left, right in grid.cells())
    return replace(grid, lattice=Lattice(xs, grid.lattice.ys, regions, rows), drawn=drawn)


def cells_of(grid: Grid, page: Page, assembly: Assembly, padding: float) -> list[list[Cell]]:
    """The rows of a table; a merged cell is one cell in several places. padding: the room between borders and text."""
    columns = _columns(grid) if grid.rooms else {}
    made: list[Cell] = []
    for region, lines, left, right in grid.cells():
        margins = (left + padding, right - padding)
        if region.colspan == 1:
            margins = columns.get(region.column, margins)
        made.append(Cell(_text(lines, *margins, page, assembly), region.rowspan, region.colspan))
    return [[made[index] for index in row] for row in grid.lattice.rows]


def _columns(grid: Grid) -> dict[int, tuple[float, float]]:
    """From where to where the text of each column goes, which is all that shows how wide one without lines is."""
    reach: dict[int, tuple[float, float]] = {}
    for region, lines in zip(grid.lattice.regions, grid.lines, strict=True):
        for line in lines if region.colspan == 1 else ():
            left, right = reach.get(region.column, (line.left, line.right))
            reach[region.column] = min(left, line.left), max(right, line.right)
    return reach


def paddings(grids: Sequence[Grid]) -> list[float]:
    """The room between borders and text in each table of a document: a small one has that of the large ones, where
    these have the same."""
    own = [_padding(grid) for grid in grids]
    few = [sum(map(len, grid.lines)) < _FEW for grid in grids]
    usual = {round(padding, 1) for padding, is_small in zip(own, few, strict=True) if not is_small}
    shared = usual.pop() if len(usual) == 1 else None
    return [
        shared if is_small and shared is not None else padding
        for padding, is_small in zip(own, few, strict=True)
    ]


def _padding(grid: Grid) -> float:
    """The room between borders and text: what most lines leave at their left; where they stand in the middle, about
    the least that any line leaves."""
    rooms: list[float] = []
    lefts: Counter[float] = Counter()
    for _, lines, left, right in grid.cells():
        for line in lines:
            lefts[round((line.left - left) * 2) / 2] += 1
            rooms += (line.left - left, right - line.right)
    room, count = max(lefts.items(), key=lambda pair: pair[1], default=(0.0, 0))
    if count * 3 < sum(lefts.values()):
        rooms.sort()
        room = rooms[len(rooms) // 20]
    return min(max(room, _PADDING[0]), _PADDING[1])


def _text(lines: Sequence[Line], left: float, right: float, page: Page, assembly: Assembly) -> Text:
    """The text of a cell: its lines joined to paragraphs, between which a line break stands."""
    pieces: list[tuple[str, Origin]] = []
    for paragraph in paragraphs_in(lines, left, right):
        if pieces:
            pieces.append(("\n", pieces[-1][1]))
        pieces.extend((text, place_of(page, line)) for text, line in written(paragraph))
    return assembly.joined(pieces)


def place_of(page: Page, line: Line) -> Origin:
    """Where a line stands."""
    left, top, right, bottom = line.box
    return Origin(
        page=page.number,
        line=page.number_of(line),
        box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)),
        sure=line.sure,
    )
