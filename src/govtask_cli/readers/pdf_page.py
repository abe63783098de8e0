"""One page of a PDF file as a `Sheet`: its glyphs with their places, and its ruling lines, through pdfium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as pdfium

from govtask_cli.readers.geometry.sheet import Box, Glyph, Sheet, place
from govtask_cli.readers.geometry.strokes import Strokes

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_OBJECTS: Final = 60_000
"""So many objects of a page are looked at for ruling lines; one that has more is a drawing."""
_MOST_SEGMENTS: Final = 120_000
_MOST_NOTES: Final = 1_000
_LONGEST_NOTE: Final = 100_000
_DEEPEST: Final = 8
"""Forms inside forms."""
_SLANT: Final = 0.06
"""Radians by which a line of text may stand askew (a scanned page that was set straight)."""
_LINE_END_HYPHEN: Final = 0x02
_NO_CHARACTER: Final = frozenset({0xFFFD, 0xFFFE, 0xFFFF})
_LOOKS: Final = 48
_WHITE: Final = 250
_WIDEST: Final = 1.3
"""A glyph that is wider than so many times its height is no square one, whose width is the em."""
_QUARTER: Final = math.pi / 2

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Found:
    """What the objects of a page tell, in the coordinates of the file (y upwards)."""

    strokes: Strokes = field(default_factory=Strokes)
    pictures: float = 0.0
    turned: bool = False
    asides: list[Box] = field(default_factory=list)
    objects: int = 0
    segments: int = 0

    @property
    def crowded(self) -> bool:
        return self.objects > _MOST_OBJECTS or self.segments > _MOST_SEGMENTS


def sheet_of(page: PdfPage, number: int) -> Sheet:
    """The glyphs and rules of a page; `number` counts from 1."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    found = _Found()
    _look_at(_objects(page.raw), _PLAIN, found, 0)
    across, down = found.strokes.rules(left, top)
    text = _Glyphs(left, top, width, height, found)
    textpage = page.get_textpage()
    try:
        text.gather(textpage.raw)
    finally:
        textpage.close()
    return Sheet(
        number=number,
        width=width,
        height=height,
        glyphs=text.glyphs,
        slanted=tuple(text.slanted),
        aside=tuple(text.aside),
        hidden="".join(text.hidden),
        notes=tuple(_notes_on(page.raw)),
        across=across,
        down=down,
        pictures=min(found.pictures / max(width * height, 1.0), 1.0),
        unnamed=text.unnamed,
        outlined=found.strokes.shapes,
        crowded=found.crowded,
    )


class _Glyphs:
    """The glyphs of a page, by the direction in which they stand."""

    def __init__(self, left: float, top: float, width: float, height: float, found: _Found) -> None:
        self.left, self.top, self.width, self.height = left, top, width, height
        self.found = found
        self.glyphs: dict[int, list[Glyph]] = {}
        self.slanted: list[Glyph] = []
        self.aside: list[Glyph] = []
        self.hidden: list[str] = []
        self.unnamed = 0

    def gather(self, textpage: Any) -> None:
        """All characters but those that pdfium makes up itself (blanks and line ends)."""
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        character, loose, origin = (
            pdfium.FPDFText_GetUnicode,
            pdfium.FPDFText_GetLooseCharBox,
            pdfium.FPDFText_GetCharOrigin,
        )
        upright = self.glyphs.setdefault(0, [])
        spot, same = (float("nan"), 0.0), 0
        left, top, plain = self.left, self.top, not self.found.turned and not self.found.asides
        right, low = left + self.width, top - self.height
        count = pdfium.FPDFText_CountChars(textpage)
        doubtful = self._has_nameless(textpage, count)
        for index in range(count):
            code = character(textpage, index)
            if code < 0x2E80 or code >= 0xE000 or doubtful:
                code = self._named(textpage, index, code)
                if not code:
                    continue
            loose(textpage, index, box)
            origin(textpage, index, x, y)
            if not (left <= x.value <= right and low <= y.value <= top):
                self.hidden.append(chr(code))
            elif plain or not self._stands_apart(textpage, index, code, box, x.value, y.value):
                wide, high = box.right - box.left, box.top - box.bottom
                size = wide if high < wide < _WIDEST * high else high
                glyph = Glyph(chr(code), x.value - left, x.value - left + wide, top - y.value, size)
                if (x.value, y.value) == spot:
                    _parted(upright, glyph, same)
                    same += 1
                else:
                    upright.append(glyph)
                    spot, same = (x.value, y.value), 1

    def _has_nameless(self, textpage: Any, count: int) -> bool:
        """Whether some of the glyphs, looked at here and there, have no character."""
        nameless = pdfium.FPDFText_HasUnicodeMapError
        return any(nameless(textpage, index) == 1 for index in range(0, count, max(count // _LOOKS, 1)))

    def _named(self, textpage: Any, index: int, code: int) -> int:
        """The character to take; 0 for what pdfium put in, and for a glyph that the font gives none (pdfium then
        takes the number of the glyph for it)."""
        if code == _LINE_END_HYPHEN:
            return ord("-")
        if code <= 0x20:
            drawn = code in {0x09, 0x20} and pdfium.FPDFText_IsGenerated(textpage, index) != 1
            return 0x20 if drawn else 0
        if code in _NO_CHARACTER or pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            self.unnamed += 1
            return 0
        return code

    def _stands_apart(self, textpage: Any, index: int, code: int, box: Any, x: float, y: float) -> bool:
        """Whether a glyph is no upright one of the text; it is kept where it belongs."""
        angle = (
            -pdfium.FPDFText_GetCharAngle(textpage, index) if self.found.turned else 0.0
        )  # given clockwise
        turns = round(angle / _QUARTER)
        wide, high = box.right - box.left, box.top - box.bottom
        if turns % 2:
            wide, high = high, wide
        size = wide if high < wide < _WIDEST * high else high
        flat, steep = place(x - self.left, self.top - y, turns % 4, self.width, self.height)
        glyph = Glyph(chr(code), flat, flat + wide, steep, size)
        if abs(angle - turns * _QUARTER) > _SLANT:
            self.slanted.append(glyph)
        elif any(a - 1 <= x <= c + 1 and b - 1 <= y <= d + 1 for a, b, c, d in self.found.asides):
            self.aside.append(glyph)
        elif turns % 4:
            self.glyphs.setdefault(turns % 4, []).append(glyph)
        else:
            return False
        return True


def _parted(glyphs: list[Glyph], further: Glyph, count: int) -> None:
    """One shape that stands for several characters (a ligature, a long dash): each gets its share of it."""
    characters = [glyph.char for glyph in glyphs[-count:]] + [further.char]
    share = (further.right - further.left) / len(characters)
    glyphs[-count:] = [
        further._replace(char=each, left=further.left + at * share, right=further.left + (at + 1) * share)
        for at, each in enumerate(characters)
    ]


def _objects(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield pdfium.FPDFPage_GetObject(page, index)


def _inside(form: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        yield pdfium.FPDFFormObj_GetObject(form, index)


def _look_at(objects: Iterator[Any], matrix: Matrix, found: _Found, depth: int) -> None:
    """Gather what the objects draw; `matrix` takes their coordinates to those of the page."""
    for each in objects:
        found.objects += 1
        if found.crowded:
            return
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(each, _times(_matrix_of(each), matrix), found)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            a, b, c, d, _, _ = _times(_matrix_of(each), matrix)
            found.turned = found.turned or abs(b) > 0.02 * abs(a) or abs(c) > abs(d) or a <= 0
            if pdfium.FPDFPageObj_CountMarks(each) > 0 and _is_artifact(each):
                found.asides.append(_bounds(each, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(each, matrix)
            found.pictures += (right - left) * (top - bottom)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            _look_at(_inside(each), _times(_matrix_of(each), matrix), found, depth + 1)


def _matrix_of(each: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(each, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """One transformation after another."""
    if then == _PLAIN:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _bounds(each: Any, matrix: Matrix) -> Box:
    """The box of an object on the page (left, bottom, right, top)."""
    corners = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(each, *corners):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (corner.value for corner in corners)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def _is_artifact(each: Any) -> bool:
    """Whether the file marks a text as furniture of the page (Artifact, of type Pagination)."""
    for index in range(pdfium.FPDFPageObj_CountMarks(each)):
        mark = pdfium.FPDFPageObj_GetMark(each, index)
        if _name_of(mark) == "Artifact" and _parameter(mark, b"Type") in {"Pagination", None}:
            return True
    return False


def _name_of(mark: Any) -> str:
    buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, size)
    return buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0")


def _parameter(mark: Any, key: bytes) -> str | None:
    buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    if not pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, target, 64, size):
        return None
    return buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0")


def _notes_on(page: Any) -> Iterator[str]:
    """What somebody wrote on a page beside its text: comments, stamps, the values of form fields."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_LINK:  # its title says where it leads
            pdfium.FPDFPage_CloseAnnot(note)
            continue
        for key in (b"Contents", b"V"):
            size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
            if 2 < size <= _LONGEST_NOTE:
                buffer = ctypes.create_string_buffer(size)
                target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
                pdfium.FPDFAnnot_GetStringValue(note, key, target, size)
                yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
                break
        pdfium.FPDFPage_CloseAnnot(note)


def _path(each: Any, matrix: Matrix, found: _Found) -> None:
    """The straight lines that a path draws, piece by piece."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(each, mode, stroke)
    filled, stroked = mode.value != pdfium.FPDF_FILLMODE_NONE, bool(stroke.value)
    if not filled and not stroked:
        return
    if filled and not stroked and _is_white(each):
        return
    count = pdfium.FPDFPath_CountSegments(each)
    found.segments += count
    if found.crowded:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(each, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            found.strokes.add(points, filled=filled, stroked=stroked, curved=curved)
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    found.strokes.add(points, filled=filled, stroked=stroked, curved=curved)


def _is_white(each: Any) -> bool:
    """Whether a shape is filled with white, or not seen at all: a background and no border."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(each, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE
