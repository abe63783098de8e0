"""One picture of a page to a `Sheet`, with what was done to it and how sure its reading is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.readers.geometry.sheet import Glyph, Rule, Sheet
from govtask_cli.readers.scan.boxes import (
    cut_at,
    em_of,
    grown,
    is_stacked,
    left_over,
    merged,
    sound,
    specks,
    unstacked,
)
from govtask_cli.readers.scan.glyphs import Strip, glyphs_of
from govtask_cli.readers.scan.pictures import INCH, Picture
from govtask_cli.readers.scan.pixels import Box, Gray, part
from govtask_cli.readers.scan.recognition import NOTHING, Reading, read_strips, text_boxes
from govtask_cli.readers.scan.ruling import Ruling, ink_of, ruling_of
from govtask_cli.readers.scan.signs import DOTS, mended
from govtask_cli.readers.scan.straighten import straightened

_ALONE: Final = frozenset("/-—–－√✓○●△▲×+")
"""Signs that may stand alone in a cell."""
_DPI_OF_BOXES: Final = 150.0
"""Dots per inch at which lines of text are looked for: more cost time and memory and find no more."""
_PLAUSIBLE: Final = 0.7
"""What stands outside of all boxes is text where its characters are on the average so sure."""
_LEAST_SURE: Final = 0.5
"""What a box says is text where its characters are on the average so sure; what is less is told as unread ink."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What recognition made of a page. turned: degrees by which it was set straight. unread: how many stretches of
    ink gave no text. mended: how many signs were set right by their ink. glyph: pixels of an em of most glyphs in the
    file, 0 where there is none."""

    sheet: Sheet
    turned: float
    unread: int
    mended: int
    glyph: float


def scan_of(picture: Picture, number: int) -> Scan:
    """The page of a picture; `number` counts from 1."""
    point = picture.dpi / INCH
    gray, turned = straightened(picture.pixels)
    ink = ink_of(gray, point)
    ruling = ruling_of(ink, point)
    strips, unread, signs = _strips(gray, ink, ruling, min(_DPI_OF_BOXES / picture.dpi, 1.0))
    glyphs = glyphs_of(strips)
    high, wide = gray.shape
    sizes = sorted(glyph.size for glyph in glyphs)
    sheet = Sheet(
        number=number,
        width=wide / point,
        height=high / point,
        glyphs={0: [_in_points(glyph, point) for glyph in glyphs]},
        across=_rules(ruling.across, point),
        down=_rules(ruling.down, point),
        pictures=1.0,
        recognised=True,
    )
    size = sizes[len(sizes) // 2] * picture.scanned_at / picture.dpi if sizes else 0.0
    return Scan(sheet, turned, unread, signs, size)


def _strips(gray: Gray, ink: Gray, ruling: Ruling, scale: float) -> tuple[list[Strip], int, int]:
    """Every strip with text, how many more hold ink that says nothing, and how many signs were set right."""
    import numpy as np

    paper = np.uint8(np.median(gray))
    clean = gray.copy()
    clean[ruling.mask > 0] = paper
    rest = ink & ~ruling.mask
    found = text_boxes(clean, scale)
    em = em_of(found)
    dirt = specks(rest, em)
    clean[dirt > 0] = paper
    rest &= ~dirt
    whole = merged(cut_at(sound(found, em), ruling.down, em))
    boxes = _single(cut_at(grown(whole, rest, em), ruling.down, em), rest)
    strips = _read(clean, rest, boxes)
    more = _read(clean, rest, cut_at(left_over(rest, boxes, em), ruling.down, em))
    counts = unread = 0
    kept: list[Strip] = []
    for strip, least in (*((each, _LEAST_SURE) for each in strips), *((each, _PLAUSIBLE) for each in more)):
        made, changes = mended(strip, part(rest, strip.box), em)
        if _is_text(made.reading, least):
            kept.append(made)
            counts += changes
        elif not made.reading.text or not DOTS.issuperset(made.reading.text):
            unread += 1  # dots alone are dirt
    return kept, unread, counts


def _single(boxes: Sequence[Box], ink: Gray) -> list[Box]:
    """The boxes, those with characters one below the other cut into one for each."""
    return [single for box in boxes for single in (unstacked(box, ink) if is_stacked(box) else [box])]


def _read(clean: Gray, ink: Gray, boxes: Sequence[Box]) -> list[Strip]:
    """What the boxes say, and where their ink begins and ends."""
    readings = read_strips([part(clean, box) for box in boxes])
    return [_strip(box, reading, ink) for box, reading in zip(boxes, readings, strict=True)]


def _strip(box: Box, reading: Reading, ink: Gray) -> Strip:
    import numpy as np

    columns = np.flatnonzero((part(ink, box) > 0).sum(axis=0) > 1)
    if not len(columns):
        return Strip(box, NOTHING if not reading.text else reading, box.left, box.right)
    return Strip(box, reading, float(box.left + columns[0]), float(box.left + columns[-1] + 1))


def _is_text(reading: Reading, least: float) -> bool:
    """Whether a strip says something, and its characters are on the average at least so sure. Of signs without
    letters and figures only some stand alone, where no box held them."""
    if DOTS.issuperset(reading.text.strip()) or sum(reading.sure) < least * len(reading.sure):
        return False
    return least < _PLAUSIBLE or any(char.isalnum() or char in _ALONE for char in reading.text)


def _in_points(glyph: Glyph, point: float) -> Glyph:
    return Glyph(
        glyph.char,
        glyph.left / point,
        glyph.right / point,
        glyph.base / point,
        glyph.size / point,
        glyph.sure,
    )


def _rules(rules: Sequence[Rule], point: float) -> tuple[Rule, ...]:
    return tuple(Rule(rule.at / point, rule.begin / point, rule.end / point) for rule in rules)
