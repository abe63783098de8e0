"""JSON Lines: tasks, statements or findings, one a line, of one document or of several."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from govtask_cli.errors import ReadError
from govtask_cli.inputs import read_file
from govtask_cli.loaders.gathering import Gathering
from govtask_cli.loaders.loaded import Complaints, Loaded, dotted, why
from govtask_cli.records import Finding, Record, Statement, Task

_KNOWN_BY: Final[tuple[tuple[str, type[Record]], ...]] = (
    ("content", Task),
    ("text", Statement),
    ("code", Finding),
)
"""A key that only one kind of record has. Rows of units and measures repeat their task, and have `role` or `raw`."""


def load(path: Path) -> Loaded:
    """The records, gathered by the document that they name. Raises ReadError."""
    complaints = Complaints(path)
    gathering = Gathering(path, "jsonl")
    # Not splitlines: a text may hold what some take for the end of a line.
    for number, line in enumerate(read_file(path).split(b"\n"), start=1):
        if line.strip():
            _take(line, f"line {number}", gathering, complaints)
    complaints.settle()
    return gathering.loaded()


def _take(line: bytes, place: str, gathering: Gathering, complaints: Complaints) -> None:
    try:
        held: Any = json.loads(line)
    except ValueError as error:
        complaints.add(place, f"is no JSON: {error}")
        return
    if not isinstance(held, dict):
        complaints.add(place, "is no record: write an object")
        return
    model = _model(held, gathering.path)
    name = held.pop("document", None)
    try:
        gathering.add(name, model.model_validate(held))
    except ValidationError as error:
        for inside, reason in why(error):
            complaints.add(f"{place}, {dotted(inside)}", reason)


def _model(held: dict[str, Any], path: Path) -> type[Record]:
    if not {"unit", "role"} <= held.keys() and not {"raw", "value"} <= held.keys():
        for key, model in _KNOWN_BY:
            if key in held:
                return model
    raise ReadError(
        str(path),
        "holds rows of units or measures, which are parts of tasks (不是完整记录)",
        "convert the tasks: --records tasks, or .json, .xlsx, .sqlite",
    )
