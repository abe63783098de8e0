"""Pages set in two columns: where the gutter runs, and which lines stand on which side of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govtask_cli.readers.geometry.sheet import Glyph

_FIRST, _LAST = 0.3, 0.7
"""The gutter stands in the middle of a page, between these shares of its width."""
_STEP: Final = 4.0
_GUTTER: Final = 1.2
"""Ems of room that a gutter has at least."""
_FEWEST: Final = 6
"""Lines on either side of a gutter."""
_BROAD: Final = 9.0
"""Ems that a line of prose has at least."""
_FULL: Final = 0.5
"""The share of lines of a column of prose that fill it: other texts side by side are a table without rules."""

Row = list[Glyph]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that are read one after the other: from what height on they stand, and in which column (0, 1)."""

    top: float
    column: int
    rows: tuple[Row, ...]


def stretches(rows: Sequence[Row], width: float, breaks: Sequence[float]) -> list[Stretch]:
    """The rows of a page in reading order: the left column before the right one wherever the page has two, and none
    beyond one of the heights `breaks`, at which tables stand."""
    gutter = _gutter(rows, width)
    found: list[Stretch] = []
    for zone in _zones(rows, breaks):
        if gutter is None:
            found.append(Stretch(_top(zone), 0, tuple(zone)))
        else:
            for two, band in _bands(zone, gutter):
                left, right = _sides(band, gutter) if two else (band, [])
                found.extend(
                    Stretch(_top(band), column, tuple(side))
                    for column, side in enumerate((left, right))
                    if side
                )
    return found


def _top(rows: Sequence[Row]) -> float:
    return rows[0][0].base - rows[0][0].size


def _zones(rows: Sequence[Row], breaks: Sequence[float]) -> list[list[Row]]:
    """The rows between two breaks, together."""
    zones: list[list[Row]] = []
    passed = -1
    for row in rows:
        above = sum(height < row[0].base for height in breaks)
        if above != passed:
            zones.append([])
            passed = above
        zones[-1].append(row)
    return zones


def _gutter(rows: Sequence[Row], width: float) -> float | None:
    """The x of a gutter beside which two columns of prose stand; None where there is none."""
    inks = [ink for row in rows if (ink := [glyph for glyph in row if not glyph.char.isspace()])]
    if len(inks) < _FEWEST:
        return None
    x = _likely(inks, width)
    if x is None:
        return None
    left = [[glyph for glyph in ink if glyph.right <= x] for ink in inks if _beside(ink, x)[0]]
    right = [[glyph for glyph in ink if glyph.left >= x] for ink in inks if _beside(ink, x)[1]]
    return x if _is_prose(left) and _is_prose(right) else None


def _likely(inks: Sequence[Row], width: float) -> float | None:
    """The x in the middle of the page with most lines on its emptier side, none of which crosses it."""
    first, past = int(width * _FIRST / _STEP), int(width * _LAST / _STEP)
    lefts, rights = [0] * (past - first + 1), [0] * (past - first + 1)

    def count(sides: list[int], begin: float, end: float) -> None:
        low, high = max(math.ceil(begin / _STEP), first), min(math.floor(end / _STEP) + 1, past)
        if low < high:
            sides[low - first] += 1
            sides[high - first] -= 1

    for ink in inks:
        count(rights, 0.0, ink[0].left)
        reach = ink[0].right
        for glyph in ink:
            if glyph.left - reach >= _GUTTER * glyph.size:
                count(lefts, reach, glyph.left)
                count(rights, reach, glyph.left)
            reach = max(reach, glyph.right)
        count(lefts, reach, width)
    best, found, left, right = _FEWEST - 1, None, 0, 0
    for step, (more_left, more_right) in enumerate(zip(lefts, rights, strict=True), start=first):
        left, right = left + more_left, right + more_right
        if min(left, right) > best:
            best, found = min(left, right), step * _STEP
    return found


def _beside(ink: Row, x: float) -> tuple[bool, bool]:
    """Whether a row has text to the left and to the right of a gutter at x; neither where it crosses it."""
    before = [glyph for glyph in ink if glyph.left < x]
    after = [glyph for glyph in ink if glyph.left >= x]
    if before and before[-1].right > x:
        return False, False
    if before and after and after[0].left - before[-1].right < _GUTTER * before[-1].size:
        return False, False
    return bool(before), bool(after)


def _is_prose(rows: Sequence[Row]) -> bool:
    """Whether the lines of a column are long, and most of them fill it."""
    broad = sum(row[-1].right - row[0].left > _BROAD * row[0].size for row in rows)
    if broad * 2 < len(rows):
        return False
    edge = max(row[-1].right for row in rows)
    full = sum(edge - row[-1].right < 2 * row[-1].size for row in rows)
    apart = sum(any(b.left - a.right > 2 * a.size for a, b in pairwise(row)) for row in rows)
    return full >= _FULL * len(rows) and apart * 4 < len(rows)


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[bool, list[Row]]]:
    """The rows that cross the gutter and those that do not, in turn."""
    bands: list[tuple[bool, list[Row]]] = []
    for row in rows:
        two = any(_beside([glyph for glyph in row if not glyph.char.isspace()], gutter))
        if not bands or bands[-1][0] != two:
            bands.append((two, []))
        bands[-1][1].append(row)
    return bands


def _sides(rows: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    left = [[glyph for glyph in row if glyph.left < gutter] for row in rows]
    right = [[glyph for glyph in row if glyph.left >= gutter] for row in rows]
    return [row for row in left if row], [row for row in right if row]
