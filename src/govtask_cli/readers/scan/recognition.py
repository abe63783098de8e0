"""RapidOCR behind two questions: where does text stand in a picture, and what do these strips of it say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from govtask_cli.errors import ReadError
from govtask_cli.readers.scan.pixels import Box, Gray

LIBRARY: Final = "rapidocr"
MODULES: Final = ("rapidocr", "onnxruntime")
INSTALL: Final = "install the recognition of text with: pip install 'govtask-cli[ocr]'"
_SETTINGS: Final = {
    "Global.log_level": "critical",
    "Global.text_score": 0.0,
    "Global.max_side_len": 4_000,
    "Global.min_side_len": 1,
}
"""Nothing is left out for being unsure: that is told, not hidden. The size of pictures is settled before."""

_LEAST: Final = 736
"""Pixels of each side below which the engine would enlarge a picture: it is given a margin instead."""


class Reading(NamedTuple):
    """What a strip says: its characters, where in the strip the middle of each stands (pixels), and how sure the
    recognition is of each (0 to 1)."""

    text: str
    middles: tuple[float, ...]
    sure: tuple[float, ...]


NOTHING: Final = Reading("", (), ())


def is_there() -> bool:
    """Whether the extra is installed. Loads nothing."""
    try:
        return all(find_spec(module) is not None for module in MODULES)
    except (ImportError, ValueError):
        return False


def need(name: str, what: str) -> None:
    """Raise ReadError where the extra is missing."""
    if not is_there():
        raise ReadError(name, what, INSTALL)


@cache
def _engine(library: str) -> Any:
    """The engine of a library with its models: they take a second to load, so that a process does it once."""
    return import_module(library).RapidOCR(params=dict(_SETTINGS))


def text_boxes(gray: Gray, scale: float = 1.0) -> list[Box]:
    """Where lines of text stand in a picture, looked for in one that is `scale` times as large."""
    import cv2
    import numpy as np

    high, wide = gray.shape
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    paper = int(np.median(small))
    below, beside = max(_LEAST - small.shape[0], 0), max(_LEAST - small.shape[1], 0)
    padded = cv2.copyMakeBorder(small, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=(paper,))
    found = _engine(LIBRARY)(_coloured(padded), use_det=True, use_cls=False, use_rec=False)
    quads = getattr(found, "boxes", None)
    if quads is None:
        return []
    boxes: list[Box] = []
    for quad in np.asarray(quads).reshape(-1, 4, 2) / min(scale, 1.0):
        left, top = np.floor(quad.min(axis=0)).astype(int)
        right, bottom = np.ceil(quad.max(axis=0)).astype(int)
        box = Box(max(int(left), 0), max(int(top), 0), min(int(right), wide), min(int(bottom), high))
        if box.right - box.left > 1 and box.bottom - box.top > 1:
            boxes.append(box)
    return boxes


def read_strips(strips: Sequence[Gray]) -> list[Reading]:
    """What each strip says: one line of text, upright, from left to right."""
    if not strips:
        return []
    engine = _engine(LIBRARY)
    engine.return_word_box = True
    found = engine.recognize_txt([_coloured(strip) for strip in strips])
    if len(found.txts) != len(strips) or len(found.word_results) != len(strips):
        raise RuntimeError("the recognition of text answers for another number of strips")
    return [
        _reading(text, info, strip.shape[1])
        for text, info, strip in zip(found.txts, found.word_results, strips, strict=True)
    ]


def _reading(text: str, info: Any, width: int) -> Reading:
    """A reading; blanks have no place of their own, and stand behind the character before them."""
    columns = [column for columns in info.word_cols for column in columns]
    if not text.strip() or info.line_txt_len == 0 or len(columns) != len("".join(text.split())):
        return NOTHING
    step = width / info.line_txt_len
    middles: list[float] = []
    places = iter(columns)
    for char in text:
        last = middles[-1] if middles else 0.0
        middles.append(last if char.isspace() else (next(places) + 0.5) * step)
    return Reading(text, tuple(middles), tuple(float(each) for each in info.confs))


def _coloured(gray: Any) -> Any:
    """The same in three colours, as the models take it."""
    import cv2
    import numpy as np

    return cv2.cvtColor(np.ascontiguousarray(gray), cv2.COLOR_GRAY2BGR)
