"""Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govtask_cli.linter.checked import Checked, lines, place
from govtask_cli.records import Finding, Severity

_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def commands(documents: Iterable[Checked]) -> Iterator[str]:
    """A command for each finding and for each document that could not be read."""
    for one in documents:
        if one.error is not None:
            yield f"::error file={_property(one.path)},title=govtask::{_data(one.error)}"
        for finding in one.findings:
            yield _annotation(one.path, finding)


def _annotation(path: str, finding: Finding) -> str:
    span = lines(finding)
    where_in_file = f",line={span[0]},endLine={span[1]}" if span else ""
    where = place(finding)
    said = f"{where}: {finding.message}" if where else finding.message
    title = _property(f"govtask ({finding.code})")
    return f"::{_LEVELS[finding.severity]} file={_property(path)}{where_in_file},title={title}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
