"""The lines of one row of a flattened table dealt to its columns, in order, at the least cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.repair.fitting import ODD, CellLine, fits_of, misfit
from govtask_cli.repair.headers import Column
from govtask_cli.repair.joints import ends_sentence

EMPTY_COST: Final = 4.0
"""What an empty cell costs."""
_HOLE_COST: Final = 0.5
"""What an empty cell costs where more blank lines than usual stand for it."""
_FIRST_POINT_COST: Final = 1.0
"""What it costs that the first point of a list stands amid a cell and not at its top."""
_LATER_POINT_COST: Final = 3.0
"""What it costs that a later point stands in another cell than the one before."""
_MORE_COST: Final = {
    "progress": 0.2,
    "shortfall": 0.4,
    "problems": 0.4,
    "next_steps": 0.4,
    "effect": 0.4,
    "units": 0.5,
    "support": 0.5,
    "lead": 0.7,
}
_TEXT: Final = frozenset({"content", "name"})
_GROUPING: Final = 0.1
"""Of two columns of texts the first is the one whose cells are merged."""


def deal(lines: Sequence[CellLine], columns: Sequence[Column]) -> tuple[float, list[tuple[int, int]]]:
    """The cost, and for each column the lines that it takes, [from, to), in order and at the least cost."""
    size, width = len(lines), len(columns)
    if size == width and not any(line.tight or line.holes for line in lines[1:]):
        straight = [misfit(line, column.field) for line, column in zip(lines, columns, strict=True)]
        if all(each < ODD for each in straight):
            return sum(straight), [(at, at + 1) for at in range(width)]
    infinite = float("inf")
    cost = [[infinite] * (size + 1) for _ in range(width + 1)]
    came = [[(0, 0)] * (size + 1) for _ in range(width + 1)]
    cost[0][0] = 0.0
    amid, apart = _of_points(lines)
    last_text = max((at for at, column in enumerate(columns, start=1) if column.field in _TEXT), default=0)
    for col in range(1, width + 1):
        field = columns[col - 1].field
        absent = EMPTY_COST - (_GROUPING if field in _TEXT and col < last_text else 0.0)
        more = _MORE_COST.get(field or "", 1.0)
        fits = fits_of(lines, field)
        # held[at]: cheapest with line `at` in this column already, as its first or a further line
        held, held_from = infinite, 0
        for at in range(size + 1):
            hole = at < size and lines[at].holes > 0
            best, origin = cost[col - 1][at] + (_HOLE_COST if hole else absent), at
            if at:
                tight = lines[at - 1].tight and at > 1
                started = infinite if tight else cost[col - 1][at - 1] + fits[at - 1] + apart[at - 1]
                further = held + fits[at - 1] + amid[at - 1] + (0.0 if tight else more)
                if started <= further:
                    held, held_from = started, at - 1
                else:
                    held = further
                if held < best:
                    best, origin = held, held_from
            cost[col][at], came[col][at] = best, (origin, at)
    spans: list[tuple[int, int]] = []
    at = size
    for col in range(width, 0, -1):
        origin, end = came[col][at]
        spans.append((origin, end))
        at = origin
    return cost[width][size], spans[::-1]


def _of_points(lines: Sequence[CellLine]) -> tuple[list[float], list[float]]:
    """What it costs that each line goes on with the cell above, and that it does not, by the points of lists."""
    seen: set[int] = set()
    amid, apart = [0.0] * len(lines), [0.0] * len(lines)
    for at, line in enumerate(lines):
        if line.point == 1:
            seen = {1}
            amid[at] = _FIRST_POINT_COST if at and ends_sentence(lines[at - 1].word) else 0.0
        elif line.point - 1 in seen:
            seen.add(line.point)
            apart[at] = _LATER_POINT_COST
    return amid, apart
