"""A page that lay askew on the glass, set straight: its lines of text are those that stand out when it is straight."""

from __future__ import annotations

from typing import Final

from govtask_cli.readers.scan.pixels import Gray

_WIDEST: Final = 5.0
"""Degrees by which a page may lie askew."""
_COARSE, _FINE = 0.5, 0.05
_LEAST: Final = 0.08
"""Less is left as it is: to turn a picture costs sharpness."""
_SMALL: Final = 900
"""Pixels to which the longer side is reduced to find the angle."""
_FEWEST: Final = 50


def straightened(gray: Gray) -> tuple[Gray, float]:
    """The picture turned so that its lines run level, and by how many degrees it was turned (clockwise)."""
    angle = skew(gray)
    if abs(angle) < _LEAST:
        return gray, 0.0
    import cv2
    import numpy as np

    high, wide = gray.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    paper = int(np.median(gray))
    turned = cv2.warpAffine(gray, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return turned.astype(np.uint8), angle


def skew(gray: Gray) -> float:
    """Degrees by which the lines of a picture fall to the right; 0 where nothing stands out."""
    import cv2
    import numpy as np

    scale = min(_SMALL / max(gray.shape), 1.0)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ys, xs = np.nonzero(ink)
    if len(ys) < _FEWEST or len(ys) * 2 > ink.size:
        return 0.0
    middle = xs - ink.shape[1] / 2

    def standing_out(angle: float) -> float:
        rows = np.rint(ys - middle * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.sum(np.diff(counts) ** 2))

    coarse = np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE)
    best = max(coarse, key=lambda angle: (standing_out(angle), -abs(angle)))
    fine = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE)
    return float(max(fine, key=lambda angle: (standing_out(angle), -abs(angle))))
