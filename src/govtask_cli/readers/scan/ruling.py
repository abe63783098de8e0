"""The ruling lines of a picture, by what remains when everything shorter than a line is worn away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from govtask_cli.readers.geometry.sheet import Rule
from govtask_cli.readers.scan.pixels import Gray

_NEIGHBOURHOOD: Final = 14.0
"""Points around a pixel with whose mean it is compared."""
_DARKER: Final = 18
"""Ink is so much darker than its neighbourhood (of 255)."""
_LONG: Final = 60.0
"""Points of a line that is surely a rule; shorter ones must run from one rule to another: strokes of glyphs do not."""
_SHORT_ACROSS, _SHORT_DOWN = 14.0, 8.0
_THICK: Final = 3.5
"""Points; what is thicker is a bar."""
_TOUCH: Final = 0.8
"""Points by which a short rule may fall short of those that it joins: glyphs keep more room from them."""
_STROKE: Final = 16.0
"""Points that a stroke of a glyph is long at most."""
_MOST: Final = 4_000
_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a picture in its pixels, and where their ink is (255)."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    mask: Gray


def ink_of(gray: Gray, point: float) -> Gray:
    """Where a picture is darker than its neighbourhood: 255 there, else 0. `point`: pixels of a point."""
    import cv2
    import numpy as np

    block = max(int(_NEIGHBOURHOOD * point) | 1, 3)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _DARKER)
    return ink.astype(np.uint8)


def ruling_of(ink: Gray, point: float) -> Ruling:
    """The rules among the ink of a picture that stands straight."""
    across = _pieces(ink, point, _SHORT_ACROSS)
    down = _pieces(ink.T, point, _SHORT_DOWN)
    kept_across, kept_down = _joined_to_others(across, down, point)
    return Ruling(
        tuple(piece.rule for piece in kept_across),
        tuple(piece.rule for piece in kept_down),
        _mask(ink, kept_across, kept_down),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A straight piece of ink: the rule that it may be, and the rows that it covers."""

    rule: Rule
    first: int
    last: int


def _pieces(ink: Gray, point: float, shortest: float) -> list[_Piece]:
    """The level pieces of ink that are long and thin."""
    import cv2
    import numpy as np

    spread = cv2.dilate(np.ascontiguousarray(ink), np.ones((3, 1), np.uint8))
    kernel = np.ones((1, max(round(shortest * point), 3)), np.uint8)
    worn = cv2.morphologyEx(spread, cv2.MORPH_OPEN, kernel)
    count, _, boxes, middles = cv2.connectedComponentsWithStats(worn, connectivity=8)
    pieces: list[_Piece] = []
    for index in range(1, min(count, _MOST)):
        left, top, wide, high, area = (int(value) for value in boxes[index])
        if area / wide - 2 > _THICK * point or high > max(3 * _THICK * point, wide / 20 + 5):
            continue
        at = float(middles[index][1])
        pieces.append(_Piece(Rule(at, float(left), float(left + wide)), top, top + high))
    return pieces


def _joined_to_others(
    across: list[_Piece], down: list[_Piece], point: float
) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces that are surely rules, and those that run from one of these to another."""
    kept = [[p for p in side if p.rule.end - p.rule.begin >= _LONG * point] for side in (across, down)]
    waiting = [[p for p in side if p.rule.end - p.rule.begin < _LONG * point] for side in (across, down)]
    touch = _TOUCH * point
    for _ in range(_ROUNDS):
        for side in (0, 1):
            others = [piece.rule for piece in kept[1 - side]]
            fits = [_ends_at(piece.rule, others, touch) for piece in waiting[side]]
            kept[side] += [piece for piece, fit in zip(waiting[side], fits, strict=True) if fit]
            waiting[side] = [piece for piece, fit in zip(waiting[side], fits, strict=True) if not fit]
    trimmed = [
        [_trimmed(piece, [other.rule for other in kept[1 - side]], point) for piece in kept[side]]
        for side in (0, 1)
    ]
    return trimmed[0], trimmed[1]


def _ends_at(rule: Rule, others: list[Rule], touch: float) -> bool:
    """Whether a rule begins at one of the others and ends at another."""
    near = _crossing(rule, others, touch)
    middle = (rule.begin + rule.end) / 2
    begins = any(rule.begin - touch <= at < middle for at in near)
    return begins and any(middle < at <= rule.end + touch for at in near)


def _crossing(rule: Rule, others: list[Rule], touch: float) -> list[float]:
    """Where the others cross a rule, or would if it were longer."""
    return [other.at for other in others if other.begin - 4 * touch <= rule.at <= other.end + 4 * touch]


def _trimmed(piece: _Piece, others: list[Rule], point: float) -> _Piece:
    """A piece without the stroke of a glyph that carries it on beyond the last of the others that it crosses."""
    rule = piece.rule
    inside = [at for at in _crossing(rule, others, _TOUCH * point) if rule.begin - 1 <= at <= rule.end + 1]
    if not inside:
        return piece
    begin, end = min(inside), max(inside)
    if rule.begin < begin <= rule.begin + _STROKE * point:
        rule = rule._replace(begin=begin)
    if rule.end > end >= rule.end - _STROKE * point:
        rule = rule._replace(end=end)
    return replace(piece, rule=rule)


def _mask(ink: Gray, across: list[_Piece], down: list[_Piece]) -> Gray:
    """Where the ink of rules is, and a pixel around it."""
    import numpy as np

    mask = np.zeros_like(ink)
    for piece in across:
        mask[max(piece.first - 1, 0) : piece.last + 1, int(piece.rule.begin) : round(piece.rule.end) + 1] = (
            255
        )
    for piece in down:
        mask[int(piece.rule.begin) : round(piece.rule.end) + 1, max(piece.first - 1, 0) : piece.last + 1] = (
            255
        )
    return mask
