"""A page of a PDF file as a picture, as a printer would print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pypdfium2.raw as pdfium

from govtask_cli.readers.scan.pictures import INCH, Picture, too_large

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_FINE, _COARSE = 200.0, 150.0
"""Dots per inch: at least and at most."""
_LARGEST: Final = 4_000.0
"""Pixels of the longer side: a page of many metres is printed smaller."""
_MOST_PICTURES: Final = 2_000


def picture_of(page: PdfPage, name: str, limit: int) -> Picture:
    """The page in gray, as fine as the picture on it. Raises ReadError where that has more pixels than `limit`, which
    it would have to be unpacked for."""
    import numpy as np

    wide, high = page.get_size()
    own = _finest(page, name, limit)
    dpi = min(max(own, _COARSE), _FINE, _LARGEST / max(wide, high, 1.0) * INCH)
    image = page.render(scale=dpi / INCH, grayscale=True)
    try:
        pixels = np.array(image.to_numpy(), dtype=np.uint8).reshape(image.height, image.width, -1)[:, :, 0]
    finally:
        image.close()
    return Picture(np.ascontiguousarray(pixels), dpi, own or dpi)


def _finest(page: PdfPage, name: str, limit: int) -> float:
    """The dots per inch of the largest picture on a page; 0 where there is none. Nothing is unpacked."""
    finest = largest = 0.0
    found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    for _, each in zip(range(_MOST_PICTURES), found, strict=False):
        wide, high = each.get_px_size()
        if wide * high > limit:
            raise too_large(name, wide, high, limit)
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > largest:
            largest = (right - left) * (top - bottom)
            finest = wide / max(right - left, 1.0) * INCH
    return finest
