"""Small signs that the recognition mixes up, set right by the ink itself: how high a dot stands, which way a stroke
leans, whether two dashes touch, whether there is any ink at all where a sign is said to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from govtask_cli.readers.scan.glyphs import Strip
from govtask_cli.readers.scan.pixels import Gray
from govtask_cli.readers.scan.recognition import Reading

DOTS: Final = frozenset("·・•‧∙.．")
_DOT: Final = 0.3
"""Ems: a dot is no larger."""
_LOW: Final = 0.7
"""A dot stands on the line that is so far down in the height of its glyphs."""
_LEANS: Final = 0.12
"""A stroke whose upper third stands so much of its height to the right of its lower third is a slash,"""
_THIN: Final = 0.25
"""where it is nowhere wider than so much of its height: a figure has a foot or a flag."""
_BY_INK: Final = 0.8
"""How sure a sign is that the ink alone tells."""
_REACH: Final = 0.5
"""Ems around the middle of a sign in which its ink stands."""
_TIGHT_HAN: Final = 1.3
"""Ems between the middles of two Han characters that leave no room for a dot between them."""
_SHORT: Final = 0.65
"""Ems: a dash between figures that is no longer joins them (6%-7%)."""


class _Blob(NamedTuple):
    """A piece of ink that hangs together, in the pixels of its strip."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size(self) -> int:
        return max(self.right - self.left, self.bottom - self.top)


def mended(strip: Strip, ink: Gray, em: float) -> tuple[Strip, int]:
    """The strip with its small signs set right, and how many were. `ink`: that of the strip."""
    text = strip.reading.text
    if len(text) <= 1:
        return _stroke(strip, ink, em)
    if not (DOTS & set(text) or "一" in text or "_" in text or text[0].isdecimal()):
        return strip, 0
    blobs = _blobs(ink)
    signs = list(zip(text, strip.reading.middles, strip.reading.sure, strict=True))
    changed = _dots(_inked(signs, blobs, em), blobs, em, ink.shape[0])
    changed = _dashes(_numbered(changed, blobs, em, ink.shape[0]), blobs, em)
    if changed == signs:
        return strip, 0
    return replace(strip, reading=_reading(changed)), max(abs(len(changed) - len(signs)), 1)


_Sign = tuple[str, float, float]


def _reading(signs: Sequence[_Sign]) -> Reading:
    return Reading(
        "".join(sign[0] for sign in signs), tuple(sign[1] for sign in signs), tuple(sign[2] for sign in signs)
    )


def _blobs(ink: Gray) -> list[_Blob]:
    """The pieces of ink of a strip, from left to right."""
    import cv2
    import numpy as np

    count, _, found, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    blobs = []
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in found[index])
        if area > 1:
            blobs.append(_Blob(left, top, left + wide, top + high))
    return sorted(blobs)


def _stroke(strip: Strip, ink: Gray, em: float) -> tuple[Strip, int]:
    """A sign that stands alone: a slash where it is a single stroke that leans."""
    import numpy as np

    large = [blob for blob in _blobs(ink) if blob.size > _DOT * em]
    if len(large) != 1:
        return strip, 0
    blob = large[0]
    ink = ink[blob.top : blob.bottom, blob.left : blob.right]
    ys, xs = np.nonzero(ink)
    high = ink.shape[0]
    upper, lower = xs[ys < high / 3], xs[ys > high - 1 - high / 3]
    if not len(upper) or not len(lower):
        return strip, 0
    lean = (float(upper.mean()) - float(lower.mean())) / high
    widest = int((ink > 0).sum(axis=1).max())
    if strip.reading.text == "/" or lean <= _LEANS or widest > _THIN * high:
        return strip, 0
    sure = max((_BY_INK, *strip.reading.sure))
    return replace(strip, reading=Reading("/", (blob.middle,), (sure,))), 1


def _inked(signs: Sequence[_Sign], blobs: Sequence[_Blob], em: float) -> list[_Sign]:
    """The signs without low lines under which there is no ink."""

    def has_ink(middle: float) -> bool:
        return any(blob.left <= middle + _REACH * em and blob.right >= middle - _REACH * em for blob in blobs)

    return [sign for sign in signs if sign[0] != "_" or has_ink(sign[1])]


def _dots(signs: Sequence[_Sign], blobs: Sequence[_Blob], em: float, height: int) -> list[_Sign]:
    """Dots by how high they stand; those that are none are left out."""
    kept: list[_Sign] = []
    shown = [sign for sign in signs if not sign[0].isspace()]
    small = [blob for blob in blobs if blob.size <= _DOT * em]
    for sign in signs:
        if sign[0] not in DOTS:
            kept.append(sign)
            continue
        at = shown.index(sign)
        before = shown[at - 1] if at else None
        after = shown[at + 1] if at + 1 < len(shown) else None
        near = [blob for blob in small if abs(blob.middle - sign[1]) <= _REACH * em]
        if _is_figure(before) and _is_figure(after):
            if not near or any(_dot_of(".", blob, blobs, em, height) == "." for blob in near):
                kept.append(sign)
            continue
        if not near or _is_dirt(before, after, em):
            continue
        blob = min(near, key=lambda each: abs(each.middle - sign[1]))
        numbers = all(char.isdecimal() for char, _, _ in shown[:at]) and 0 < at <= 3
        heads = numbers and after is not None and _is_han(after[0])
        dot = "." if heads else _dot_of(sign[0], blob, blobs, em, height)
        if dot != "·" or after is not None:
            kept.append((dot, *sign[1:]))
    return kept


def _is_figure(sign: _Sign | None) -> bool:
    return sign is not None and sign[0].isdecimal()


def _is_dirt(before: _Sign | None, after: _Sign | None, em: float) -> bool:
    """Whether no dot can stand between two signs: beside a figure or letter it may, and between Han characters that
    leave it room."""
    if before is not None and before[0].isascii() and before[0].isalnum():
        return after is not None and after[0] in "%％)）"
    if before is None or after is None:
        return True
    if _is_han(before[0]) and _is_han(after[0]):
        return after[1] - before[1] < _TIGHT_HAN * em
    return not (after[0].isascii() and after[0].isalnum() and _is_han(before[0]))


def _dot_of(char: str, blob: _Blob, blobs: Sequence[_Blob], em: float, height: int) -> str:
    """The dot that stands as high as this one."""
    large = [other for other in blobs if other.bottom - other.top > 0.45 * em]
    top = min((other.top for other in large), default=0)
    bottom = max((other.bottom for other in large), default=height)
    place = ((blob.top + blob.bottom) / 2 - top) / max(bottom - top, 1)
    if place >= _LOW:
        return "．" if char == "．" else "."
    return char if char not in ".．" else "·"


def _numbered(signs: Sequence[_Sign], blobs: Sequence[_Blob], em: float, height: int) -> list[_Sign]:
    """With the dot behind a number at the head of a line, where it stands in the picture and was not read."""
    end = 0
    while end < len(signs) and signs[end][0].isdecimal():
        end += 1
    rest = [sign for sign in signs[end:] if not sign[0].isspace()]
    if not 0 < end <= 2 or not rest or not _is_han(rest[0][0]):
        return list(signs)
    begin, stop = signs[end - 1][1] + 0.15 * em, rest[0][1] - 0.4 * em
    dots = [blob for blob in blobs if blob.size <= _DOT * em and begin < blob.middle < stop]
    found = [blob for blob in dots if _dot_of(".", blob, blobs, em, height) == "."]
    if len(found) != 1 or rest[0][1] - signs[end - 1][1] < 0.9 * em:
        return list(signs)
    sure = min(signs[end - 1][2], rest[0][2])
    return [*signs[:end], (".", found[0].middle, sure), *signs[end:]]


def _dashes(signs: Sequence[_Sign], blobs: Sequence[_Blob], em: float) -> list[_Sign]:
    """Dashes in the place of the Han numeral one: over two ems, where two strokes would not touch, and between
    figures."""
    made = list(signs)
    for at in range(1, len(made) - 1):
        around = made[at - 1][0], made[at + 1][0]
        if made[at][0] == "一" and all(
            char.isascii() and (char.isdecimal() or char == "%") for char in around
        ):
            wide = [blob.right - blob.left for blob in blobs if blob.left <= made[at][1] <= blob.right]
            made[at] = ("-" if wide and max(wide) <= _SHORT * em else "—", *made[at][1:])
    for at in range(len(made) - 1):
        if made[at][0] == made[at + 1][0] == "一":
            begin, end = made[at][1], made[at + 1][1]
            if any(b.left <= begin and b.right >= end and b.bottom - b.top < _DOT * em for b in blobs):
                made[at], made[at + 1] = ("—", *made[at][1:]), ("—", *made[at + 1][1:])
    return made


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"
