"""The pages of a picture file as gray pixels: opened with care, as what is small on the disk may be huge unpacked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.errors import ReadError
from govtask_cli.readers.options import ReadOptions
from govtask_cli.readers.scan.pixels import Gray

if TYPE_CHECKING:
    from PIL.Image import Image


INCH: Final = 72.0
FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "tif": "TIFF"}
"""Our name of a format, and that of the library which opens it."""
_SHORT_SIDE, _LONG_SIDE = 200.0, 1_300.0
"""Points that the longer side of a page measures, at least and at most; what a file says beyond that is not so."""
_A4: Final = 842.0
_FINE, _COARSE = 200.0, 150.0
"""Dots per inch to which finer and coarser pictures are brought: the recognition gains nothing by more."""
_TINY, _SLIM = 8, 25
"""A picture with fewer pixels on a side, or so many times as long as wide, shows no page."""
_ANEW: Final = "fetch it again, or scan it anew"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as gray pixels (0 black), how many of them an inch has, and how many it had in the file."""

    pixels: Gray
    dpi: float
    scanned_at: float


class PictureFile:
    """A picture file, opened: how many pages it has, and each as a picture."""

    def __init__(self, image: Image, name: str, options: ReadOptions) -> None:
        self.image, self.name, self.limit = image, name, options.limits.pixels
        self.pages = _count(image, options.limits.pages)

    def page(self, number: int) -> Picture:
        """The page with a number, counted from 1. Raises ReadError for what is damaged or too large."""
        from PIL import ImageOps

        with _trouble(self.name):
            self.image.seek(number - 1)
            wide, high = self.image.size
            if wide * high > self.limit:
                raise too_large(self.name, wide, high, self.limit)
            if min(wide, high) < _TINY or max(wide, high) > _SLIM * min(wide, high):
                cause = f"is a picture of {wide} × {high} pixels, which is no page (图片尺寸异常)"
                raise ReadError(self.name, cause, "check the picture")
            dpi = _dpi_of(self.image)
            frame = _on_paper(self.image)
            gray = (ImageOps.exif_transpose(frame) or frame).convert("L")
        import numpy as np

        return scaled(np.asarray(gray, dtype=np.uint8), dpi)


@contextmanager
def opened(data: bytes, name: str, kind: str, options: ReadOptions) -> Iterator[PictureFile]:
    """A picture file of the format `kind`, opened. Raises ReadError for what is damaged or too large."""
    from PIL import Image

    with _trouble(name):
        image: Any = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    with image:
        with _trouble(name):
            file = PictureFile(image, name, options)
        yield file


@contextmanager
def _trouble(name: str) -> Iterator[None]:
    """The errors of the library as our own."""
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # we count the pixels ourselves
        warnings.simplefilter("ignore", DecompressionBombWarning)
        try:
            yield
        except DecompressionBombError as error:
            cause = "is larger than any page (图片过大)"
            raise ReadError(name, cause, "scan it anew at 200 to 300 dpi") from error
        except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError, OverflowError,
                MemoryError, ZeroDivisionError, RuntimeError) as error:  # fmt: skip
            raise ReadError(name, "is a damaged picture (图片损坏)", _ANEW) from error


def too_large(name: str, wide: float, high: float, limit: int) -> ReadError:
    """The error for a picture with more pixels than are unpacked."""
    cause = (
        f"is a picture of {wide:.0f} × {high:.0f} pixels (图片过大), more than {limit // 1_000_000} million"
    )
    return ReadError(name, cause, "scan it anew at 200 to 300 dpi")


def _count(image: Any, most: int) -> int:
    """How many pages a file has; those of a tif are counted up to one more than are read at once, as it names each
    only in the one before it."""
    if image.format != "TIFF":
        return 1
    count = 0
    try:
        while count <= most:
            image.seek(count)
            count += 1
    except EOFError:
        image.seek(0)
    return count


def _dpi_of(image: Any) -> float:
    """The dots per inch that a file states, where the page then has the size of a page; else those of an A4 page."""
    stated = image.info.get("dpi") or (0.0, 0.0)
    longest = float(max(image.size))
    dpi = float(stated[image.size[1] >= image.size[0]] or 0.0)
    if dpi > 1 and _SHORT_SIDE <= longest / dpi * INCH <= _LONG_SIDE:
        return dpi
    return longest / _A4 * INCH


def _on_paper(image: Any) -> Any:
    """A picture with transparent parts, laid on white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        from PIL import Image

        whole = image.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        paper.alpha_composite(whole)
        paper.info.update(image.info)
        return paper
    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.getextrema()
        return image.point(lambda value: (value - low) * (255.0 / max(high - low, 1))).convert("L")
    return image


def scaled(gray: Gray, dpi: float) -> Picture:
    """A picture at the resolution at which text is recognised best."""
    import cv2

    wanted = min(max(dpi, _COARSE), _FINE)
    if abs(wanted - dpi) < 1:
        return Picture(gray, dpi, dpi)
    scale = wanted / dpi
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    made: Any = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=method)
    return Picture(made, wanted, dpi)
