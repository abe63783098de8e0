"""JSON: one result, or an array of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from govtask_cli.errors import ReadError
from govtask_cli.inputs import read_file
from govtask_cli.loaders.loaded import Complaints, Loaded, dotted, why
from govtask_cli.records import Result


def load(path: Path) -> Loaded:
    """All results. Raises ReadError where it is no JSON, or where a field is wrong."""
    try:
        held: Any = json.loads(read_file(path))
    except ValueError as error:
        raise ReadError(
            str(path), f"is no JSON (不是 JSON): {error}", "write it with govtask parse"
        ) from error
    several = isinstance(held, list)
    complaints = Complaints(path)
    results: list[Result] = []
    for index, each in enumerate(held if several else [held]):
        try:
            results.append(Result.model_validate(each))
        except ValidationError as error:
            for place, reason in why(error):
                complaints.add(dotted([index, *place] if several else place) or "the whole", reason)
    complaints.settle()
    return Loaded(results, several)
