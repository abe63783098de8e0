"""Tables without vertical lines: columns are the room that no line of text crosses.

What opens one is a row of three pieces or more that stand apart (its header); what belongs to it are the rows below
that leave the room between the columns free. Rows of the table are parted by lines across, by wider room between
lines of text, or where the first column says something.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final

from govtask_cli.readers.geometry.lattice import Lattice, Region, snapped
from govtask_cli.readers.geometry.sheet import ASCENT, Glyph, Rule

_COLUMNS: Final = 3
_FEW: Final = 6
_PAIRS: Final = 2
"""So many names with their values on one line show a table of them, however few lines it has."""
_HEADS: Final = 3
"""So many lines (a running head) may stand above a table that goes on from the page before."""
_ROWS: Final = 3
"""So many rows of so many pieces are no accident."""
_APART: Final = 0.6
"""Ems of room between two columns."""
_LEFT: Final = 0.35
"""Ems of room between two columns that must be left when all rows are seen."""
_FAR: Final = 4.0
"""Ems between two lines that do not belong to one table."""
_NEAR: Final = 2.6
"""A line of one piece that stands so many ems below stands below the table."""
_PITCH: Final = 1.3
"""Lines of one cell stand so many ems apart at least; what is nearer stands in different columns."""
_TALL: Final = 1.25
"""Room between rows is so many times that between the lines of one cell."""
_EDGE: Final = 4.0
"""Points between the text and the edge that is drawn around it here."""
_ACROSS: Final = 0.6

Row = list[Glyph]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table without vertical lines, and the room between its columns."""

    lattice: Lattice
    rooms: tuple[Span, ...]


@dataclass(slots=True)
class _Found:
    """Rows of glyphs that make a table: which ones, the room between its columns, which rows span it."""

    begin: int
    end: int
    rooms: list[Span]
    spanning: set[int]


def unruled(rows: Sequence[Row], across: Sequence[Rule], before: Sequence[Span] = ()) -> list[OpenTable]:
    """The tables without vertical lines among the rows of a page, none inside another. before: the room between the
    columns of a table at the end of the page before, which may go on here without a header."""
    pieces = [_pieces(row) for row in rows]
    found: list[OpenTable] = []
    at = 0
    while at < len(rows):
        table = None
        if before and not found and at < _HEADS:
            table = _grown(rows, pieces, at, before)
        if table is None and len(pieces[at]) >= _COLUMNS and not _is_labelled(rows[at], pieces[at]):
            table = _grown(rows, pieces, at)
        if table is None:
            at += 1
            continue
        found.append(OpenTable(_lattice(rows, pieces, table, across), tuple(table.rooms)))
        at = table.end
    return found


def _pieces(row: Row) -> list[Span]:
    """The stretches of a row that stand apart."""
    spans: list[Span] = []
    for glyph in row:
        if glyph.char.isspace():
            continue
        if spans and glyph.left - spans[-1][1] < _APART * glyph.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], glyph.right))
        else:
            spans.append((glyph.left, glyph.right))
    return spans


def _grown(
    rows: Sequence[Row], pieces: Sequence[list[Span]], begin: int, before: Sequence[Span] = ()
) -> _Found | None:
    """The table that a row opens, or that goes on there from the page before; None where the rows do not share its
    columns."""
    rooms = list(before) or [(left[1], right[0]) for left, right in pairwise(pieces[begin])]
    if before and not all(_is_free(room, pieces[begin], rows[begin][0].size) for room in before):
        return None
    spanning: set[int] = set()
    full = 1
    at, end = begin + 1, begin + 1
    while at < len(rows):
        size = rows[at][0].size
        far = rows[at][0].base - rows[at - 1][0].base
        if far > _FAR * size or (far > _NEAR * size and len(pieces[at]) == 1):
            break
        left = [_free(room, pieces[at]) for room in rooms]
        if all(room[1] - room[0] >= _LEFT * size for room in left):
            rooms = left
            full += len(pieces[at]) >= (2 if before else _COLUMNS)
            end = at + 1
        elif len(pieces[at]) == 1 and at - 1 not in spanning:
            spanning.add(at)
        else:
            break
        at += 1
    if before:
        rooms = [_free(room, pieces[begin]) for room in rooms]
    cut = len(rooms) > _COLUMNS and len(rows) - end <= 1  # a page ends below a header, but for its number
    least = 2 if before or len(rooms) >= _COLUMNS else _ROWS
    if _labels(rows[begin]) >= _PAIRS:
        least = 1 + (end == begin + 1)
    elif end > begin + 1 and len(rooms) >= _COLUMNS and _are_rests(pieces[begin + 1], pieces[begin]):
        least = 1
    if not cut and (full < least or not (before or _says_something(rows[begin:end], rooms))):
        return None
    return _Found(begin, end, rooms, {row for row in spanning if row < end})


def _free(room: Span, spans: Sequence[Span]) -> Span:
    """The widest stretch of a room that the pieces of a row leave free."""
    best = (room[0], room[0])
    at = room[0]
    for left, right in spans:
        if right <= at or left >= room[1]:
            continue
        if left - at > best[1] - best[0]:
            best = (at, left)
        at = max(at, right)
    return (at, room[1]) if room[1] - at > best[1] - best[0] else best


def _labels(row: Row) -> int:
    """How many pieces of a row end in a colon: names of values that stand beside them."""
    ink = [glyph for glyph in row if not glyph.char.isspace()]
    return sum(
        glyph.char in "：:" and after.left - glyph.right >= _APART * glyph.size
        for glyph, after in pairwise(ink)
    )


def _is_labelled(row: Row, spans: Sequence[Span]) -> bool:
    """Whether the pieces of a row are names with their values right behind them (主办：甲局　会办：乙局), which is a line
    of text; the last one may go on below."""
    colons = [
        glyph.left
        for glyph, after in pairwise(glyph for glyph in row if not glyph.char.isspace())
        if glyph.char in "：:" and after.left - glyph.right < _APART * glyph.size
    ]
    return all(any(left < colon < right for colon in colons) for left, right in spans[:-1])


def _are_rests(lower: Sequence[Span], upper: Sequence[Span]) -> bool:
    """Whether each piece of a row stands below a longer one that it may carry on."""
    return all(any(left <= begin and end <= right for left, right in upper) for begin, end in lower)


def _is_free(room: Span, spans: Sequence[Span], size: float) -> bool:
    left, right = _free(room, spans)
    return right - left >= _LEFT * size


def _says_something(rows: Sequence[Row], rooms: Sequence[Span]) -> bool:
    """Whether some column holds more than a few characters a row: lists of names in columns are no tables."""
    longest = max(sum(1 for glyph in row if not glyph.char.isspace()) for row in rows)
    return longest >= 3 * min(len(rooms) + 1, _FEW)


def _lattice(
    rows: Sequence[Row], pieces: Sequence[list[Span]], table: _Found, across: Sequence[Rule]
) -> Lattice:
    """The table as a lattice whose lines stand in the room between columns and rows."""
    own = range(table.begin, table.end)
    left = min(pieces[at][0][0] for at in own) - _EDGE
    right = max(pieces[at][-1][1] for at in own) + _EDGE
    xs = [left, *(begin + min(_EDGE, (end - begin) / 2) for begin, end in table.rooms), right]
    groups = _groups(rows, pieces, table, xs, across)
    tops = [min(glyph.base - ASCENT * glyph.size for at in group for glyph in rows[at]) for group in groups]
    last = max(glyph.base + (1 - ASCENT) * glyph.size for glyph in rows[table.end - 1])
    ys = [top - 1.0 for top in tops] + [last + 1.0]
    width = len(xs) - 1
    regions: list[Region] = []
    grid: list[tuple[int, ...]] = []
    for number, group in enumerate(groups):
        if any(at in table.spanning for at in group):
            grid.append((len(regions),) * width)
            regions.append(Region(number, 0, 1, width))
        else:
            grid.append(tuple(range(len(regions), len(regions) + width)))
            regions.extend(Region(number, column, 1, 1) for column in range(width))
    return Lattice(tuple(xs), tuple(ys), tuple(regions), tuple(grid))


def _groups(
    rows: Sequence[Row],
    pieces: Sequence[list[Span]],
    table: _Found,
    xs: Sequence[float],
    across: Sequence[Rule],
) -> list[list[int]]:
    """The rows of glyphs by the row of the table that they belong to."""
    own = list(range(table.begin, table.end))
    if len(own) == 1:
        return [own]
    bases = {at: rows[at][0].base for at in own}
    lines = [y for y in _lines_across(across, xs[0], xs[-1]) if bases[own[0]] < y < bases[own[-1]]]
    if len(lines) >= _ROWS - 1:
        return _parted(own, lambda at: any(bases[at - 1] < line <= bases[at] for line in lines))
    first = {at for at in own if any(left < xs[1] for left, _ in pieces[at])}
    opening = first | table.spanning | {at + 1 for at in table.spanning}
    if _labels(rows[table.begin]) >= _PAIRS:
        return _parted(own, lambda at: at in opening)
    gaps = [bases[at] - bases[at - 1] for at in own[1:]]
    size = median_low([rows[at][0].size for at in own])
    usual = max(median_low(sorted(gaps)[: max(len(gaps) // 2, 1)]), _PITCH * size)
    by_room = _parted(own, lambda at: bases[at] - bases[at - 1] > _TALL * usual or at in table.spanning)
    alone = sum(len(first.intersection(group)) <= 1 for group in by_room[1:])
    if len(by_room) > 1 and alone * 10 >= len(by_room[1:]) * 8:
        return by_room
    return _parted(own, lambda at: at in opening)


def _lines_across(across: Sequence[Rule], left: float, right: float) -> list[float]:
    """The heights at which rules go over most of the width between two edges, in one piece or in several."""
    covered: dict[int, float] = {}
    for rule in snapped(across):
        length = min(rule.end, right) - max(rule.begin, left)
        if length > 0:
            covered[round(rule.at)] = covered.get(round(rule.at), 0.0) + length
    return [float(y) for y, length in covered.items() if length > _ACROSS * (right - left)]


def _parted(own: Sequence[int], opens: Callable[[int], bool]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at in own:
        if not groups or opens(at):
            groups.append([])
        groups[-1].append(at)
    return groups
