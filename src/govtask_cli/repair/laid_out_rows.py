"""The rows of a table that blanks keep apart: a number stands at the top of its row, or in the middle of its height.

Blank lines between rows tell them, where every number has its own stretch of lines. Where there are none and numbers
stand in the middle, the lines between two of them are parted so that every number is as near to the middle of its row
as can be; merged cells before the numbers go with the rows in whose middle, or at whose top, they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.repair.laid_out_columns import Dealt, Stretch, counts

Row = list[list[Stretch]]
_FEW: Final = 4
"""A stretch without a number is one of so many at least."""
_CUT: Final = 0.25
"""What it costs to give a line to the row that the page before broke off."""


class Rows:
    """Rows with the lines they take and the merged cells that stand before their numbers."""

    def __init__(
        self, rows: list[Row], tops: list[int], ends: list[int], groups: list[list[tuple[float, Stretch]]]
    ):
        self.rows, self.tops, self.ends, self.groups = rows, tops, ends, groups


def rows_of(
    lines: Sequence[Dealt], number: int, content: int, *, goes_on: bool, apart: Sequence[bool]
) -> tuple[list[Dealt], Rows]:
    """The lines that belong to the row of the page before (where one `goes_on`), and the rows. `apart` tells of each
    line whether a blank line stands above it."""
    groups: list[list[tuple[float, Stretch]]] = [[] for _ in range(number)]
    body: list[Dealt] = []
    opens: list[bool] = []
    opened = False
    for line, parted in zip(lines, apart, strict=True):
        opened |= parted
        alone = not any(line[number:])
        for column in range(number):
            stretch = line[column]
            if stretch is not None:
                groups[column].append((len(body) - 0.5 if alone else float(len(body)), stretch))
        if not alone:
            body.append([None if column < number else each for column, each in enumerate(line)])
            opens.append(opened)
            opened = False
    middles = [at for at, line in enumerate(body) if _is_number(line[number])]
    if not middles:
        return (list(body) if goes_on else []), Rows([], [], [], groups)
    on_top = (middles[0] == 0 or goes_on) and all(body[at][content] is not None for at in middles)
    tops = _parted(middles, opens, goes_on=goes_on) or (
        list(middles) if on_top else _tops(middles, len(body), goes_on=goes_on)
    )
    ends = [*tops[1:], len(body)]
    rows = [_row(body[top:end]) for top, end in zip(tops, ends, strict=True)]
    return body[: tops[0]], Rows(rows, tops, ends, groups)


def _parted(middles: Sequence[int], opens: Sequence[bool], *, goes_on: bool) -> list[int]:
    """The first line of each row, where blank lines stand between all of them; nothing where they do not tell."""
    tops = [at for at, opened in enumerate(opens) if opened or at == 0]
    if goes_on and middles[0] >= next(iter(tops[1:]), len(opens)):
        del tops[0]  # the rest of the row that the page before broke off
    tops = _with_numbers(tops, middles, len(opens))
    places = [bisect_left(middles, top) for top in [*tops, len(opens)]]
    each_has_one = all(end - begin == 1 for begin, end in pairwise(places))
    return tops if len(tops) > 1 and each_has_one else []


def _with_numbers(tops: list[int], middles: Sequence[int], size: int) -> list[int]:
    """The tops without those of a few stretches that have no number, since a page ends inside their row: each goes with
    the stretch above or below, whose number is then nearer to the middle."""
    bare = [
        at
        for at, (top, end) in enumerate(pairwise([*tops, size]))
        if bisect_left(middles, top) == bisect_left(middles, end)
    ]
    if len(bare) * _FEW > len(tops):
        return tops
    bounds = [*tops, size]

    def off(first: int, last: int) -> float:
        """How far the number of the stretches from `first` to `last` is from their middle."""
        if first < 0 or last >= len(tops):
            return float("inf")
        number = bisect_left(middles, bounds[first])
        if number >= len(middles) or middles[number] >= bounds[last + 1]:
            return float("inf")
        return abs((bounds[first] + bounds[last + 1] - 1) / 2 - middles[number])

    dropped = {
        bounds[at]
        if off(at - 1, at) + off(at + 1, at + 1) <= off(at, at + 1) + off(at - 1, at - 1)
        else bounds[at + 1]
        for at in bare
    }
    return [top for top in tops if top not in dropped]


def _is_number(stretch: Stretch | None) -> bool:
    return stretch is not None and counts(stretch.text.plain)


def _row(lines: Sequence[Dealt]) -> Row:
    """The stretches of each column, from the top."""
    return [[stretch for stretch in column if stretch is not None] for column in zip(*lines, strict=True)]


def _tops(middles: Sequence[int], size: int, *, goes_on: bool) -> list[int]:
    """The first line of each row, so that the numbers are nearest to the middles of their rows."""
    opening = range(middles[0] + 1) if goes_on else range(1)
    states: dict[int, tuple[float, list[int]]] = {top: (_CUT * top, [top]) for top in opening}
    for at, middle in enumerate(middles):
        following = middles[at + 1] if at + 1 < len(middles) else None
        ends = range(middle + 1, following + 1) if following is not None else range(size, size + 1)
        reached: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            options = [
                (cost + abs((top + end - 1) / 2 - middle), [*tops, end])
                for top, (cost, tops) in states.items()
            ]
            reached[end] = min(options, key=lambda option: option[0])
        states = reached
    (_, tops) = next(iter(states.values()))
    return tops[:-1]


def grouped(found: Rows, number: int) -> Iterator[Row]:
    """The rows with their merged cells: one is given to the first of the rows that it covers."""
    for column in range(number):
        starts = _first_rows(found, found.groups[column])
        for start, stretch in starts:
            found.rows[start][column].append(stretch)
    yield from found.rows


def _first_rows(found: Rows, group: Sequence[tuple[float, Stretch]]) -> Iterator[tuple[int, Stretch]]:
    """For each merged cell the first of its rows: the one at whose top it stands, or the one that follows the rows of
    the cell before, so that it stands in the middle of its own."""
    if not found.rows:
        return
    tops = {top: row for row, top in enumerate(found.tops)}
    on_top = all(place in tops for place, _ in group)
    row = 0
    for at, (place, stretch) in enumerate(group):
        if on_top:
            yield tops[int(place)], stretch
            continue
        if row >= len(found.rows):
            return
        yield row, stretch
        left = len(group) - at - 1
        last = max(
            range(row, max(len(found.rows) - left, row + 1)), key=lambda end: -_off(found, row, end, place)
        )
        row = last + 1


def _off(found: Rows, first: int, last: int, place: float) -> float:
    """How far a place is from the middle of the rows from `first` to `last`."""
    return abs((found.tops[first] + found.ends[last] - 1) / 2 - place)
