"""Ruling lines become lattices: the cells of ruled tables, with the merged ones in one piece."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from govtask_cli.readers.geometry.sheet import Box, Rule

_SNAP: Final = 3.0
"""Rules so near are one: a double line, the borders that two cells draw each for itself."""
_GAP: Final = 3.0
"""Room between two pieces of one rule."""
_OPEN: Final = 8.0
"""A rule that goes so far beyond the last vertical one shows a cell that is open at its side."""
_MOST_RULES: Final = 4_000
_MOST_CELLS: Final = 200_000
"""More rules or cells than any table of a page has: a drawing."""


class Region(NamedTuple):
    """A cell: its first row and column, and how many of each it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: the x of its vertical and the y of its horizontal lines, its cells, and for every row which
    of them stands in each column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    rows: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """Its place on the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float) -> int | None:
        """The index of the cell in which a point stands; None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.rows[row][column]


def lattices(
    across: Sequence[Rule], down: Sequence[Rule], before: Lattice | None = None
) -> list[Lattice] | None:
    """The ruled tables of a page, from top to bottom, none inside another; None where it draws too many lines.
    before: the table at the end of the page before, which may go on here with a single cell."""
    flat, steep = snapped(across), snapped(down)
    if len(flat) > _MOST_RULES or len(steep) > _MOST_RULES:
        return None
    found: list[Lattice] = []
    for lines, posts in _connected(flat, steep):
        lattice = _lattice(lines, posts)
        if lattice is not None:
            found.append(lattice)
    return _outermost(found, before)


def snapped(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that stand on one line and touch are one. Those of different tables keep their own places."""
    whole: list[Rule] = []
    for group in _on_one_line(rules):
        held: list[Rule] = []
        end = 0.0
        for rule in sorted(group, key=lambda rule: rule.begin):
            if held and rule.begin - end > _GAP:
                whole.append(Rule(_longest(held).at, held[0].begin, end))
                held = []
            end = max(end, rule.end) if held else rule.end
            held.append(rule)
        whole.append(Rule(_longest(held).at, held[0].begin, end))
    return sorted(whole)


def _on_one_line(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """The rules that stand on each line."""
    held: list[Rule] = []
    for rule in sorted(rules):
        if held and (rule.at - held[-1].at > _SNAP or rule.at - held[0].at > 2 * _SNAP):
            yield held
            held = []
        held.append(rule)
    if held:
        yield held


def _longest(rules: Iterable[Rule]) -> Rule:
    return max(rules, key=lambda rule: rule.end - rule.begin)


def _levelled(rules: Iterable[Rule]) -> list[Rule]:
    """The rules of one table: all that stand on one line at one place."""
    return [
        rule._replace(at=longest.at)
        for group in _on_one_line(rules)
        for longest in (_longest(group),)
        for rule in group
    ]


def _connected(flat: Sequence[Rule], steep: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch one another, together."""
    parent = list(range(len(flat) + len(steep)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    heights = [rule.at for rule in flat]
    for index, post in enumerate(steep, start=len(flat)):
        first = bisect_left(heights, post.begin - _SNAP)
        last = bisect_right(heights, post.end + _SNAP)
        for at in range(first, last):
            line = flat[at]
            if line.begin - _SNAP <= post.at <= line.end + _SNAP:
                parent[root(at)] = root(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*flat, *steep)):
        lines, posts = groups.setdefault(root(index), ([], []))
        (lines if index < len(flat) else posts).append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _lattice(lines: Sequence[Rule], posts: Sequence[Rule]) -> Lattice | None:
    """The cells between connected rules; None where they enclose none."""
    lines, posts = _levelled(lines), _levelled(posts)
    xs = _places((post.at for post in posts), (end for line in lines for end in (line.begin, line.end)))
    ys = _places((line.at for line in lines), (end for post in posts for end in (post.begin, post.end)))
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_CELLS:
        return None
    walls = _walls(posts, xs, ys)
    floors = _walls(lines, ys, xs)
    regions, grid = _regions(rows, columns, walls, floors)
    return Lattice(tuple(xs), tuple(ys), tuple(regions), tuple(map(tuple, grid)))


def _places(rules: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Where the lines of a table stand in one direction; a side that no rule closes is closed where the rules of
    the other direction end."""
    places = sorted(set(rules))
    reach = sorted(ends)
    if reach[0] < places[0] - _OPEN:
        places.insert(0, reach[0])
    if reach[-1] > places[-1] + _OPEN:
        places.append(reach[-1])
    return places


def _walls(rules: Iterable[Rule], places: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """(place, step): between which two steps the rules of one direction stand, at which place."""
    middles = [(begin + end) / 2 for begin, end in pairwise(steps)]
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        at = bisect_left(places, rule.at)
        first, last = bisect_left(middles, rule.begin), bisect_right(middles, rule.end)
        walls.update((at, step) for step in range(first, last))
    return walls


def _regions(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> tuple[list[Region], list[list[int]]]:
    """The cells: the small ones between which no wall stands are one. What is no rectangle is parted into rows."""
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            for region in _grown(row, column, rows, columns, walls, floors):
                for r in range(region.row, region.row + region.rowspan):
                    for c in range(region.column, region.column + region.colspan):
                        if owner[r][c] < 0:
                            owner[r][c] = len(regions)
                regions.append(region)
    return regions, owner


def _grown(
    row: int, column: int, rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> list[Region]:
    """All that can be reached from a small cell without crossing a wall, as rectangles."""
    seen = {(row, column)}
    open_ends = [(row, column)]
    while open_ends:
        r, c = open_ends.pop()
        for nr, nc, shut in (
            (r, c + 1, (c + 1, r) in walls),
            (r, c - 1, (c, r) in walls),
            (r + 1, c, (r + 1, c) in floors),
            (r - 1, c, (r, c) in floors),
        ):
            if 0 <= nr < rows and 0 <= nc < columns and not shut and (nr, nc) not in seen:
                seen.add((nr, nc))
                open_ends.append((nr, nc))
    top, bottom = min(r for r, _ in seen), max(r for r, _ in seen)
    left, right = min(c for _, c in seen), max(c for _, c in seen)
    if len(seen) == (bottom - top + 1) * (right - left + 1):
        return [Region(top, left, bottom - top + 1, right - left + 1)]
    runs: list[Region] = []
    for r, c in sorted(seen):
        last = runs[-1] if runs else None
        if last is not None and last.row == r and last.column + last.colspan == c:
            runs[-1] = last._replace(colspan=last.colspan + 1)
        else:
            runs.append(Region(r, c, 1, 1))
    return runs


def _outermost(found: Sequence[Lattice], before: Lattice | None) -> list[Lattice]:
    """Without frames around a page or paragraph (one cell), and without tables that stand inside another's cell."""
    first = min((lattice.ys[0] for lattice in found), default=0.0)
    tables = [
        lattice
        for lattice in sorted(found, key=lambda each: each.ys[0])
        if len(lattice.regions) > 1
        or (before is not None and lattice.ys[0] == first and _is_as_wide(lattice, before))
    ]
    return [one for one in tables if not any(other is not one and _holds(other, one) for other in tables)]


def _is_as_wide(lattice: Lattice, other: Lattice) -> bool:
    """Whether two tables stand between the same edges."""
    return abs(lattice.xs[0] - other.xs[0]) <= _SNAP and abs(lattice.xs[-1] - other.xs[-1]) <= _SNAP


def _holds(outer: Lattice, inner: Lattice) -> bool:
    left, top, right, bottom = inner.box
    around = outer.box
    return (
        around[0] <= left
        and around[1] <= top
        and right <= around[2]
        and bottom <= around[3]
        and (outer.at((left + right) / 2, (top + bottom) / 2) is not None)
    )
