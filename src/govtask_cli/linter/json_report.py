"""Findings as JSON: one array, or one object a line. A document that could not be read is an object with `error`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from govtask_cli.linter.checked import Checked, fingerprint


def whole(documents: Iterable[Checked]) -> Iterator[str]:
    """One array of all findings."""
    yield json.dumps([row for one in documents for row in _rows(one)], ensure_ascii=False, indent=2)


def lines(documents: Iterable[Checked]) -> Iterator[str]:
    """An object a line, as soon as a document is checked."""
    for one in documents:
        for row in _rows(one):
            yield json.dumps(row, ensure_ascii=False)


def _rows(one: Checked) -> Iterator[dict[str, Any]]:
    if one.error is not None:
        yield {"path": one.path, "error": one.error}
    for finding in one.findings:
        yield {"path": one.path, **finding.model_dump(mode="json"), "fingerprint": fingerprint(finding)}
