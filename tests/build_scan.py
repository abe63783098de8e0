"""Pictures of pages for tests: what recognition would make of a page, and pages as a scanner delivers them.

`pictured` needs no recognition and no picture; `scanned` needs OpenCV, which the extra govtask-cli[ocr] brings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govtask_cli.document import Document, Source
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.layout import laid_out
from govtask_cli.readers.geometry.sheet import Glyph, Sheet
from govtask_cli.readers.geometry.writing import write
from govtask_cli.readers.options import DEFAULT
from govtask_cli.readers.scan.page import Scan
from govtask_cli.readers.scan.scanner import Scanner

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 12.0
_CHARACTER = re.compile(r"(?P<char>.)(?P<doubt>\[\?\])?")


def pictured(example: str) -> Document:
    """The document of a page in a picture that begins with [picture], of a page with text otherwise. [?] stands behind a
    character in doubt; [ink] is a spot that gives no text; [coarse] makes the characters 12 dots high."""
    recognised = "[picture]" in example
    glyphs: list[Glyph] = []
    for at, line in enumerate(re.sub(r"\[(?:picture|ink|coarse)\]\n?", "", example).splitlines(), start=1):
        glyphs += line_of_glyphs(line, 60.0 + at * 24, recognised=recognised)
    sheet = Sheet(1, 595.0, 842.0, {0: glyphs}, recognised=recognised)
    page = laid_out(sheet)
    assembly = Assembly()
    scanner = Scanner("picture", "example.png", DEFAULT, range(1, 2))
    if recognised:
        dots = 12.0 if "[coarse]" in example else 30.0
        scanner.remember(Scan(sheet, turned=0.0, unread=example.count("[ink]"), mended=0, glyph=dots))
    scanner.write([page], assembly)
    write([page], assembly, "picture")
    return assembly.document(Source("example.png", "", "png", pages=1))


def line_of_glyphs(line: str, base: float, *, recognised: bool = True) -> list[Glyph]:
    """The glyphs of a line, each an em wide but for ASCII."""
    glyphs: list[Glyph] = []
    x = 72.0
    for match in _CHARACTER.finditer(line):
        wide = SIZE * (0.5 if match["char"].isascii() else 1.0)
        sure = (0.4 if match["doubt"] else 0.99) if recognised else None
        glyphs.append(Glyph(match["char"], x, x + wide, base, SIZE, sure))
        x += wide
    return glyphs


def scanned(pixels: NDArray[Any], seed: int, angle: float) -> NDArray[Any]:
    """A clean picture of a page as a scanner delivers it: askew by some degrees, a little blurred, grayish, with noise
    and specks."""
    import cv2
    import numpy as np

    chance = np.random.default_rng(seed)
    high, wide = pixels.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
    turned = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255,))
    blurred = cv2.GaussianBlur(turned, (0, 0), 0.6).astype(np.float64)
    made = 245 - (255 - blurred) * 0.88 + chance.normal(0, 8, blurred.shape)
    for _ in range(40):
        y, x = int(chance.integers(2, high - 2)), int(chance.integers(2, wide - 2))
        made[y : y + 2, x : x + 2] = 60
    return np.clip(made, 0, 255).astype(np.uint8)
