"""Where text stands in a picture: the boxes that were found, cut at rules and into single characters where they stand
one below the other, and the ink that no box holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.readers.geometry.sheet import Rule
from govtask_cli.readers.scan.pixels import Box, Gray, part

_TALL: Final = 1.6
"""A box so many times as high as wide holds characters one below the other."""
_LOWEST: Final = 0.45
"""Ems that a line of text is high at least, with the room around it."""
_LEVEL: Final = 0.6
"""The share of their height that two boxes on one line have in common."""
_MOSTLY: Final = 0.7
_SLIVER: Final = 0.35
"""Ems; what a rule cuts off of a box and is no wider is its margin."""
_SPECK: Final = 0.12
"""Ems: ink that is no larger in either direction is dirt."""
_DIRT: Final = 0.2
_ALONE: Final = 0.45
"""Ems around a dot without any other ink that show that it belongs to no glyph."""
_BESIDE, _ABOVE = 0.3, 0.15
"""Ems around a box in which ink is a part of its glyphs, or dirt."""
_MOST_SPECKS: Final = 20_000
_LEAST: Final = 0.3
_MOST: Final = 3.0
"""Ems between which ink outside of all boxes may be glyphs."""
_NEAR: Final = 0.5
"""Ems of room between two glyphs of one line."""
_FEW: Final = 4
"""Pixels of ink that are none."""
_GROWN: Final = 1.1
_CLOSE: Final = 0.45
"""Ems by which a box grows at most, over gaps that are no wider."""
_EDGE: Final = 0.15
"""The share of the height of a box at its edges in which the ink of its neighbours may stand."""
_MOST_LEFT: Final = 400


def sound(boxes: Sequence[Box], em: float) -> list[Box]:
    """The boxes without slivers, and without those that stand inside another."""
    return [
        box
        for box in boxes
        if min(box.bottom - box.top, box.right - box.left) >= _LOWEST * em
        and not any(other is not box and _holds(other, box) for other in boxes)
    ]


def _holds(outer: Box, inner: Box) -> bool:
    """Whether a box holds most of another that is smaller."""
    wide = min(outer.right, inner.right) - max(outer.left, inner.left)
    high = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    if wide <= 0 or high <= 0 or _area(outer) <= _area(inner):
        return False
    return wide * high >= _MOSTLY * _area(inner)


def _area(box: Box) -> int:
    return (box.right - box.left) * (box.bottom - box.top)


def cut_at(boxes: Iterable[Box], down: Sequence[Rule], em: float) -> list[Box]:
    """The boxes without those parts of them that a vertical rule parts from the rest: cells have one each."""
    return [piece for box in boxes for piece in _cut(box, down, em)]


def _cut(box: Box, down: Sequence[Rule], em: float) -> Iterator[Box]:
    middle = (box.top + box.bottom) / 2
    walls = sorted(
        round(rule.at) for rule in down if box.left < rule.at < box.right and rule.begin <= middle <= rule.end
    )
    edges = [box.left, *walls, box.right]
    for at, (left, right) in enumerate(pairwise(edges)):
        left, right = left + 2 * (at > 0), right - 2 * (at < len(walls))
        if right - left > _SLIVER * em:
            yield box._replace(left=left, right=right)


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those that stand on one line and overlap put together."""
    made: list[Box] = []
    for box in sorted(boxes):
        for at, other in enumerate(made):
            shared = min(box.bottom, other.bottom) - max(box.top, other.top)
            level = shared > _LEVEL * max(box.bottom - box.top, other.bottom - other.top)
            if level and box.left < other.right and not is_stacked(box) and not is_stacked(other):
                made[at] = Box(
                    other.left,
                    min(box.top, other.top),
                    max(box.right, other.right),
                    max(box.bottom, other.bottom),
                )
                break
        else:
            made.append(box)
    return sorted(made, key=lambda each: (each.top, each.left))


def grown(boxes: Sequence[Box], ink: Gray, em: float) -> list[Box]:
    """The boxes grown to the left and right to the ink that stands close to them and in no other: a sign at the end
    of a line, the half of a character; those without any ink are left out."""
    import numpy as np

    taken = np.zeros(ink.shape, dtype=bool)
    for box in boxes:
        taken[box.top : box.bottom, box.left : box.right] = True
    free = (ink > 0) & ~taken
    reach, gap = round(_GROWN * em), round(_CLOSE * em)
    made: list[Box] = []
    for box in sorted(boxes, key=_area, reverse=True):
        edge = round(_EDGE * (box.bottom - box.top))
        rows = slice(box.top + edge, box.bottom - edge)
        after = np.flatnonzero(free[rows, box.right : box.right + reach].sum(axis=0))
        before = np.flatnonzero(free[rows, max(box.left - reach, 0) : box.left].sum(axis=0)[::-1])
        right, left = _last_ink(after.tolist(), gap), _last_ink(before.tolist(), gap)
        whole = box._replace(left=max(box.left - left, 0), right=min(box.right + right, ink.shape[1]))
        free[whole.top : whole.bottom, whole.left : whole.right] = False
        if int((part(ink, box) > 0).sum()) > _FEW:
            made.append(whole)
    return made


def _last_ink(columns: Sequence[int], gap: int) -> int:
    """How far ink goes on from the edge of a box, without a break that is longer than `gap`; 0 where it does not."""
    far = 0
    for column in columns:
        if column - far > gap:
            break
        far = column + 3
    return far


def em_of(boxes: Sequence[Box]) -> float:
    """About how big a glyph is: boxes reach a little beyond their glyphs."""
    heights = sorted(min(box.bottom - box.top, box.right - box.left) for box in boxes)
    return max(heights[len(heights) // 2] * 0.78, 4.0) if heights else 24.0


def is_stacked(box: Box) -> bool:
    """Whether characters stand one below the other in a box."""
    return box.bottom - box.top > _TALL * (box.right - box.left)


def unstacked(box: Box, ink: Gray) -> list[Box]:
    """A box for each of the characters that stand one below the other: as many as squares fit in, cut where there is
    the least ink."""
    import numpy as np

    wide, high = box.right - box.left, box.bottom - box.top
    part = ink[box.top : box.bottom, box.left : box.right] > 0
    columns = np.flatnonzero(part.any(axis=0))
    glyph = int(columns[-1] - columns[0]) + 1 if len(columns) else wide
    count = max(round(high / max(glyph * 1.12, 1.0)), 1)
    rows = part.sum(axis=1)
    step = high / count
    edges = [0]
    for at in range(1, count):
        begin = max(round(at * step - step / 4), edges[-1] + 1)
        end = max(round(at * step + step / 4), begin + 1)
        edges.append(begin + int(np.argmin(rows[begin:end])))
    edges.append(high)
    return [
        box._replace(top=box.top + top, bottom=box.top + bottom)
        for top, bottom in pairwise(edges)
        if bottom - top > 2
    ]


def left_over(ink: Gray, boxes: Iterable[Box], em: float) -> list[Box]:
    """The ink outside of all boxes that may be glyphs, line by line."""
    import cv2
    import numpy as np

    rest = ink.copy()
    beside, above = round(_BESIDE * em), round(_ABOVE * em)
    for box in boxes:
        rest[max(box.top - above, 0) : box.bottom + above, max(box.left - beside, 0) : box.right + beside] = 0
    rest = _without_specks(rest, em)
    gap = max(round(_NEAR * em), 1)
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((1, 2 * gap + 1), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((gap + 1, 1), np.uint8))
    count, _, found, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    high, wide = ink.shape
    left: list[Box] = []
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in found[index])
        if (
            max(w, h) < _LEAST * em
            or h > _MOST * em
            or x <= 2
            or y <= 2
            or x + w >= wide - 2
            or y + h >= high - 2
        ):
            continue
        margin = round(0.2 * em)
        middle, half = y + h // 2, max(h // 2 + margin, round(0.55 * em))
        left.append(
            Box(
                max(x - margin, 0),
                max(middle - half, 0),
                min(x + w + margin, wide),
                min(middle + half, high),
            )
        )
    return left[:_MOST_LEFT]


def specks(ink: Gray, em: float) -> Gray:
    """Where dirt is: dots that are small and have no other ink near them."""
    import cv2
    import numpy as np

    _, labels, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = np.maximum(found[:, 2], found[:, 3]) <= _DIRT * em
    small[0] = False
    alone = small.copy()
    reach = round(_ALONE * em)
    whole = (labels > 0).astype(np.uint8)
    for index in np.flatnonzero(small)[:_MOST_SPECKS]:
        x, y, w, h, area = (int(value) for value in found[index])
        around = whole[max(y - reach, 0) : y + h + reach, max(x - reach, 0) : x + w + reach]
        alone[index] = int(around.sum()) == area
    return np.where(alone[labels], np.uint8(255), np.uint8(0))


def _without_specks(ink: Gray, em: float) -> Gray:
    """The ink but for dots that are too small to be a glyph or a part of one."""
    import cv2
    import numpy as np

    _, labels, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = np.maximum(found[:, 2], found[:, 3]) > _SPECK * em
    large[0] = False
    return np.where(large[labels], np.uint8(255), np.uint8(0))
