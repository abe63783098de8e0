"""The samples, and what the program makes of them: parsed once for all tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from govtask_cli import pipeline
from govtask_cli.document import Document
from govtask_cli.readers.encoding import decode
from govtask_cli.records import Result

FOLDER = Path(__file__).parent.parent / "samples"
STEMS = sorted(path.stem for path in FOLDER.glob("*.txt"))
DECOYS = [stem for stem in STEMS if stem.startswith("decoy-")]
"""Documents that neither assign nor report tasks."""


def data(stem: str) -> bytes:
    """The bytes of a sample."""
    return (FOLDER / f"{stem}.txt").read_bytes()


@cache
def text(stem: str) -> str:
    """A sample decoded: what offsets count."""
    return decode(data(stem), f"{stem}.txt").text


@cache
def parsed(stem: str) -> Result:
    """The records of a sample; nobody may change them."""
    return pipeline.parse(data(stem), f"{stem}.txt")


def document(content: str) -> Document:
    """Any text as it is read."""
    return pipeline.read(content.encode(), "made.txt")


@cache
def gold(stem: str) -> dict[str, Any]:
    """What a person wrote down that a sample must give."""
    return dict(json.loads((FOLDER / f"{stem}.gold.json").read_text(encoding="utf-8")))
