"""One page of an OFD document as a `Sheet`: texts by the places of their codes, lines by the paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.geometry.sheet import Glyph, Sheet, place
from govtask_cli.readers.geometry.strokes import Strokes

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIZE: Final = 3.5
"""The size of glyphs that have none."""
_POINTS: Final = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_DEEPEST: Final = 40
_MOST_OBJECTS: Final = 60_000
_MOST_SEGMENTS: Final = 120_000
_SLANT: Final = 0.06
_QUARTER: Final = math.pi / 2
_WHITE: Final = 250
_WIDTHS: Final = (0.15, 1.05)
"""Ems that a Latin letter may be wide."""
_NARROW: Final = frozenset("fijlrtI.,:;'!|()[]/ ")
_BROAD: Final = frozenset("mwMWG%@&ABCDHKNOQRUVXY")
_NUMBERS: Final = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each command of a path."""
_STRAIGHT: Final = frozenset("MSL")

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class PageContent:
    """What stands on a page of a size in millimetres, gathered from its layers and templates.

    units: the graphic units that pages refer to, by their ids.
    """

    width: float
    height: float
    units: Mapping[str, _Element] = field(default_factory=dict)
    strokes: Strokes = field(default_factory=Strokes)
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    slanted: list[Glyph] = field(default_factory=list)
    pictures: float = 0.0
    unnamed: int = 0
    hidden: str = ""
    objects: int = 0
    segments: int = 0
    widths: dict[tuple[str | None, str], float] = field(default_factory=dict)

    @property
    def crowded(self) -> bool:
        """Whether it draws more than is looked at."""
        return self.objects > _MOST_OBJECTS or self.segments > _MOST_SEGMENTS

    def sheet(self, number: int) -> Sheet:
        """The page; `number` counts from 1."""
        across, down = self.strokes.rules(0.0, 0.0)
        return Sheet(
            number=number,
            width=self.width * _POINTS,
            height=self.height * _POINTS,
            glyphs=self.glyphs,
            slanted=tuple(self.slanted),
            hidden=self.hidden,
            across=across,
            down=down,
            pictures=min(self.pictures / max(self.width * self.height, 1.0), 1.0),
            unnamed=self.unnamed,
            outlined=self.strokes.shapes,
            crowded=self.crowded,
        )

    def add(self, content: _Element) -> None:
        """Add all objects in an element (a layer, a block, the content of a template)."""
        for each in content.iter("{*}TextObject"):
            self._measure(each)
        self._gather(content, _PLAIN, 0)

    def _gather(self, parent: _Element, matrix: Matrix, depth: int) -> None:
        for each in parent:
            self.objects += 1
            if self.objects > _MOST_OBJECTS * 4:
                return
            kind = name_of(each)
            if each.get("Visible") == "false":
                self.hidden += "".join(_said(code) for code in each.iter("{*}TextCode"))
            elif kind == "TextObject":
                self._text(each, _times(_matrix_of(each), matrix))
            elif kind == "PathObject":
                if not self.crowded:
                    self._path(each, _times(_matrix_of(each), matrix))
            elif kind == "ImageObject":
                _, _, wide, high = (*numbers(each.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
                self.pictures += abs(wide * high)
            elif kind == "CompositeObject" and depth < _DEEPEST:
                unit = self.units.get(each.get("ResourceID") or "")
                if unit is not None:
                    self._gather(unit, _times(_matrix_of(each), matrix), depth + 1)
            elif kind in {"PageBlock", "Layer", "Content", "Appearance"} and depth < _DEEPEST:
                self._gather(each, matrix, depth + 1)

    def _measure(self, each: _Element) -> None:
        """Learn how wide Latin letters are: as wide as the least step from one to the character behind it."""
        em = _number(each.get("Size"), _SIZE) * _number(each.get("HScale"), 1.0)
        font = each.get("Font")
        for code in each.iter("{*}TextCode"):
            text = _said(code)
            if em <= 0 or not any(char.isascii() for char in text):
                continue
            for char, step in zip(text, deltas(code.get("DeltaX"), len(text)), strict=False):
                if char.isascii() and _WIDTHS[0] * em < step < _WIDTHS[1] * em:
                    self.widths[font, char] = min(self.widths.get((font, char), 2.0), step / em)

    def _text(self, each: _Element, matrix: Matrix) -> None:
        """The glyphs of a text object; codes that say nothing stand for glyphs without characters."""
        size = _number(each.get("Size"), _SIZE)
        scale = _number(each.get("HScale"), 1.0)
        x = y = 0.0
        drawn = named = 0
        for child in each:
            kind = name_of(child)
            if kind == "CGTransform":
                drawn += int(_number(child.get("GlyphCount"), 1.0))
            elif kind == "TextCode":
                text = _said(child)
                x, y = _number(child.get("X"), x), _number(child.get("Y"), y)
                steps = _Steps(deltas(child.get("DeltaX"), len(text)), deltas(child.get("DeltaY"), len(text)))
                widths = [self._width(each.get("Font"), char) * size * scale for char in text]
                x, y = self._glyphs(text, x, y, steps, size, widths, matrix)
                named += len(text.strip())
        if drawn and not named:
            self.unnamed += drawn

    def _glyphs(
        self,
        text: str,
        x: float,
        y: float,
        steps: _Steps,
        size: float,
        widths: Sequence[float],
        matrix: Matrix,
    ) -> tuple[float, float]:
        """Add the glyphs of one code, and say where the next one would stand."""
        a, b, c, d, e, f = matrix
        angle = math.atan2(b, a)
        quarters = round(angle / _QUARTER)
        slanted = abs(angle - quarters * _QUARTER) > _SLANT
        turn = -quarters % 4
        wide, high = math.hypot(a, b) * _POINTS, math.hypot(c, d) * _POINTS * size
        held = self.slanted if slanted else self.glyphs.setdefault(turn, [])
        for at, char in enumerate(text):
            step = steps.x[at] if at < len(steps.x) else None
            own = widths[at]
            left, base = place(
                (a * x + c * y + e) * _POINTS,
                (b * x + d * y + f) * _POINTS,
                turn,
                self.width * _POINTS,
                self.height * _POINTS,
            )
            if char.isprintable() or char.isspace():
                held.append(Glyph(char, left, left + own * wide, base, high))
            down = steps.y[at] if at < len(steps.y) else 0.0
            x += own if step is None and not down else (step or 0.0)
            y += down
        return x, y

    def _width(self, font: str | None, char: str) -> float:
        """How many ems a glyph is wide."""
        if not char.isascii():
            return 1.0
        usual = 0.3 if char in _NARROW else 0.72 if char in _BROAD else 0.5
        return self.widths.get((font, char), usual)

    def _path(self, each: _Element, matrix: Matrix) -> None:
        """The straight lines of a path."""
        stroked = each.get("Stroke") != "false"
        filled = each.get("Fill") == "true"
        if filled and not stroked and _is_white(each):
            return
        data = next((child.text or "" for child in each if name_of(child) == "AbbreviatedData"), "")
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        curved = False
        for command, values in _commands(data):
            self.segments += 1
            if self.crowded:
                return
            if command in "MS":
                self.strokes.add(points, filled=filled, stroked=stroked, curved=curved)
                points, curved = [], False
            if command == "C":
                points.extend(points[:1])
                continue
            curved = curved or command not in _STRAIGHT
            x, y = values[-2:]
            points.append(((a * x + c * y + e) * _POINTS, -(b * x + d * y + f) * _POINTS))
        self.strokes.add(points, filled=filled, stroked=stroked, curved=curved)


@dataclass(frozen=True, slots=True)
class _Steps:
    """From each character of a code to the next one, in both directions."""

    x: Sequence[float]
    y: Sequence[float]


def name_of(each: _Element) -> str:
    """The name of an element without its name space; versions of the standard have different ones."""
    return each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers in an attribute; what is none is left out."""
    found: list[float] = []
    for word in (text or "").split():
        value = _number(word, math.nan)
        if not math.isnan(value):
            found.append(value)
    return found


def _number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise


def deltas(text: str | None, most: int) -> list[float]:
    """The steps between characters, at most so many: `g 3 4.2` stands for three steps of 4.2."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] == "g":
            times = int(_number(words[at + 1] if at + 1 < len(words) else None, 0.0))
            step = _number(words[at + 2] if at + 2 < len(words) else None, 0.0)
            found.extend([step] * min(times, most - len(found)))
            at += 3
        else:
            found.append(_number(words[at], 0.0))
            at += 1
    return found


def _said(code: _Element) -> str:
    """The characters of a text code, without the white space that only sets the XML out in lines."""
    text = code.text or ""
    return text.strip() if "\n" in text else text


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path, each with its numbers; what lacks some ends it."""
    words = data.split()
    at = 0
    while at < len(words):
        count = _NUMBERS.get(words[at])
        if count is None:
            at += 1
            continue
        values = [_number(word, 0.0) for word in words[at + 1 : at + 1 + count]]
        if len(values) < count:
            return
        yield words[at], values
        at += 1 + count


def _matrix_of(each: _Element) -> Matrix:
    """From the coordinates inside an object to those of what it stands in."""
    x, y = (*numbers(each.get("Boundary")), 0.0, 0.0)[:2]
    values = numbers(each.get("CTM"))
    if len(values) != 6:
        return 1.0, 0.0, 0.0, 1.0, x, y
    a, b, c, d, e, f = values
    return a, b, c, d, e + x, f + y


def _times(first: Matrix, then: Matrix) -> Matrix:
    """One transformation after another."""
    if then == _PLAIN:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _is_white(each: _Element) -> bool:
    """Whether a shape is filled with white: a background and no border."""
    for child in each:
        if name_of(child) == "FillColor":
            values = numbers(child.get("Value"))
            return len(values) == 3 and min(values) >= _WHITE
    return False
