"""What strips say becomes glyphs: every character gets its place, as a program that sets type would give it.

The recognition tells about where the middle of each character stands. Han characters of one line stand at equal
distances, which makes their places sure; what stands between them fills the room that they leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from govtask_cli.readers.geometry.sheet import ASCENT, Glyph
from govtask_cli.readers.scan.pixels import Box
from govtask_cli.readers.scan.recognition import Reading

_OF_BOX: Final = 0.78
"""Ems in the height of a box, where no other line of the page tells."""
_ALIKE: Final = 0.16
"""Sizes that differ by no more are one size, measured twice."""
_LATIN: Final = 0.5
"""The width of letters and figures, in ems."""
_APART: Final = 1.6
"""Ems between the middles of neighbours, beyond which there is room between them."""
_OPENING: Final = frozenset("（(《【〔〖「『“‘[［〈{")


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of a page: its box, what it says, and from where to where it holds ink."""

    box: Box
    reading: Reading
    left: float
    right: float


def glyphs_of(strips: Sequence[Strip]) -> list[Glyph]:
    """The glyphs of all strips of a page, in its pixels."""
    sizes = _sizes(strips)
    return [glyph for strip, size in zip(strips, sizes, strict=True) for glyph in _placed(strip, size)]


def is_square(char: str) -> bool:
    """Whether a character fills an em for itself: Han, and signs of their width."""
    return char >= "\u2e80" and not "\uff61" <= char <= "\uffdc"


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _pitches(strip: Strip) -> list[float]:
    """The distance of Han characters in the runs of a strip that have three or more, one for each pair."""
    text, middles = strip.reading.text, strip.reading.middles
    found: list[float] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _is_han(text[at]) and _is_han(text[at - 1]):
            continue
        if at - begin >= 3 and _is_han(text[begin]):
            found += [(middles[at - 1] - middles[begin]) / (at - 1 - begin)] * (at - 1 - begin)
        begin = at
    return found


def _sizes(strips: Sequence[Strip]) -> list[float]:
    """The size of the glyphs of each strip: lines that are about alike get one size."""
    measured = [_pitches(strip) for strip in strips]
    heights = [float(strip.box.bottom - strip.box.top) for strip in strips]
    shares = [median(own) / high for own, high in zip(measured, heights, strict=True) if len(own) >= 3]
    share = min(max(median(shares), 0.6), 1.0) if shares else _OF_BOX
    rough = [
        median(own) if len(own) >= 2 and 0.7 < median(own) / (high * share) < 1.35 else high * share
        for own, high in zip(measured, heights, strict=True)
    ]
    return _evened(rough, [1 + len(strip.reading.text) for strip in strips])


def _evened(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Sizes that are about alike become the one that most glyphs have."""
    evened = [0.0] * len(sizes)
    waiting = set(range(len(sizes)))
    while waiting:
        ranked = sorted(waiting, key=lambda at: sizes[at])
        best = max(
            (
                sum(
                    weights[other] for other in ranked if abs(sizes[other] - sizes[at]) <= _ALIKE * sizes[at]
                ),
                -at,
            )
            for at in ranked
        )
        centre = sizes[-best[1]]
        group = [at for at in ranked if abs(sizes[at] - centre) <= _ALIKE * centre]
        spread = [sizes[at] for at in group for _ in range(weights[at])]
        common = median(spread)
        for at in group:
            evened[at] = common
        waiting.difference_update(group)
    return evened


def _placed(strip: Strip, size: float) -> list[Glyph]:
    """The glyphs of one strip."""
    text = strip.reading.text
    shown = [at for at, char in enumerate(text) if not char.isspace()]
    if not shown:
        return []
    chars = [text[at] for at in shown]
    spots = _spots(chars, [strip.box.left + strip.reading.middles[at] for at in shown], size, strip)
    base = (strip.box.top + strip.box.bottom) / 2 + (ASCENT - 0.5) * size
    return [
        Glyph(char, left, right, base, size, strip.reading.sure[at])
        for char, at, (left, right) in zip(chars, shown, spots, strict=True)
    ]


def _spots(
    chars: Sequence[str], middles: Sequence[float], size: float, strip: Strip
) -> list[tuple[float, float]]:
    """From where to where each character reaches."""
    middles = _at_equal_distances(chars, middles, size)
    widths = [size if is_square(char) else _LATIN * size for char in chars]
    spots = [[middle - wide / 2, middle + wide / 2] for middle, wide in zip(middles, widths, strict=True)]
    for at, (left, right) in enumerate(pairwise(spots)):
        both = is_square(chars[at]) and is_square(chars[at + 1])
        reach = _APART if both else 1.3 if is_square(chars[at]) or is_square(chars[at + 1]) else 0.95
        if right[0] < left[1] or middles[at + 1] - middles[at] < reach * size:
            edge = _edge(chars[at], chars[at + 1], left[1], right[0])
            left[1] = right[0] = edge
    _to_ink(spots, chars, size, strip)
    return [(left, max(right, left + 1.0)) for left, right in spots]


def _edge(before: str, after: str, end: float, begin: float) -> float:
    """Where one character ends and the next begins: Han characters keep their em."""
    if _is_han(before) and not _is_han(after):
        return end
    if _is_han(after) and not _is_han(before):
        return begin
    return (end + begin) / 2


def _at_equal_distances(chars: Sequence[str], middles: Sequence[float], size: float) -> list[float]:
    """The middles with those of neighbouring Han characters put at equal distances."""
    evened = list(middles)
    begin = 0
    for at in range(1, len(chars) + 1):
        both = at < len(chars) and _is_han(chars[at - 1]) and _is_han(chars[at])
        if both and middles[at] - middles[at - 1] < _APART * size:
            continue
        count = at - begin
        if count > 1:
            step = (middles[at - 1] - middles[begin]) / (count - 1)
            if abs(step - size) < 0.15 * size:
                step = size
            first = sum(middles[begin:at]) / count - step * (count - 1) / 2
            evened[begin:at] = [first + step * number for number in range(count)]
        begin = at
    return evened


def _to_ink(spots: list[list[float]], chars: Sequence[str], size: float, strip: Strip) -> None:
    """The first and last character end where the ink does, or where their em does that begins or ends there."""
    first, last = spots[0], spots[-1]
    bearing = 0.04 * size
    if chars[0] in _OPENING and is_square(chars[0]):
        first[0] = min(first[0], first[1] - size)
    elif strip.left < first[1]:
        first[0] = strip.left - bearing
    if _is_han(chars[-1]) or chars[-1].isalnum():
        if strip.right > last[0]:
            last[1] = strip.right + bearing
    else:
        full = is_square(chars[-1]) or (len(chars) > 1 and _is_han(chars[-2]))
        last[1] = last[0] + (1.0 if full else _LATIN) * size
