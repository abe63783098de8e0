"""What a page draws, piece by piece, and the ruling lines among it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.readers.geometry.sheet import Rule

_THIN: Final = 3.0
"""A filled shape so thin is a ruling line."""
_SHORT: Final = 2.0
"""What is shorter is a dot, or the end of a line that is drawn as a thin shape."""
_STRAIGHT: Final = 0.8
"""A line that leans by more points is no ruling line."""
_CORNERS: Final = 5
"""A rectangle has so many points, the first of which closes it again."""

Point = tuple[float, float]


class Strokes:
    """Gathers lines in the coordinates of the file. `shapes` counts what is drawn as glyphs would be: filled outlines
    that are no rectangles."""

    def __init__(self) -> None:
        self.shapes = 0
        self._flat: list[Rule] = []
        self._steep: list[Rule] = []

    def add(self, points: Sequence[Point], *, filled: bool, stroked: bool, curved: bool) -> None:
        """Add one piece of a path: the points that it joins. Curves are no ruling lines."""
        if len(points) < 2:
            return
        if curved or (filled and not stroked and len(points) > _CORNERS):
            self.shapes += filled
            return
        if filled and not stroked and self._add_thin(points):
            return
        closed = [*points, points[0]] if filled and points[0] != points[-1] else points
        for (x, y), (u, v) in pairwise(closed):
            if abs(v - y) <= _STRAIGHT and abs(u - x) >= _SHORT:
                self._flat.append(Rule((y + v) / 2, min(x, u), max(x, u)))
            elif abs(u - x) <= _STRAIGHT and abs(v - y) >= _SHORT:
                self._steep.append(Rule((x + u) / 2, min(y, v), max(y, v)))

    def _add_thin(self, points: Sequence[Point]) -> bool:
        """Whether a filled shape is so thin that it is one line; a dot is none, but done with."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, high) > _THIN:
            return False
        if wide >= max(high, _SHORT):
            self._flat.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif high >= _SHORT:
            self._steep.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))
        return True

    def rules(self, left: float, top: float) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The horizontal and vertical lines on a page whose corner stands at `left`, `top` of the file, where y runs
        upwards."""
        across = (Rule(top - rule.at, rule.begin - left, rule.end - left) for rule in self._flat)
        down = (Rule(rule.at - left, top - rule.end, top - rule.begin) for rule in self._steep)
        return tuple(across), tuple(down)
