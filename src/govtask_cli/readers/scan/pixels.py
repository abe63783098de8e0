"""Pixels of a picture, and parts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Gray: TypeAlias = "NDArray[np.uint8]"
"""Rows of pixels: 0 is black in a picture, and no ink where 255 is ink."""


class Box(NamedTuple):
    """A part of a picture, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int


def part(pixels: Gray, box: Box) -> Gray:
    """The pixels in a box."""
    return pixels[box.top : box.bottom, box.left : box.right]
