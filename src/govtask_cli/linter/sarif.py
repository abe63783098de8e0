"""Findings as SARIF 2.1.0, which code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from govtask_cli import __version__
from govtask_cli.addresses import is_address
from govtask_cli.checks.manual import Page, pages
from govtask_cli.linter.checked import Checked, fingerprint, lines
from govtask_cli.records import Finding, Severity

SCHEMA: Final = (
    "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
)
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT: Final = "%SRCROOT%"


def log(documents: Iterable[Checked]) -> Iterator[str]:
    """One log with one run: the rules that found something, their findings, and what could not be read."""
    held = list(documents)
    used = {finding.code for one in held for finding in one.findings}
    rules = [page for page in pages() if page.code in used]
    at = {page.code: index for index, page in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules)},
        "invocations": [_invocation(held)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one.path, finding, at[finding.code]) for one in held for finding in one.findings],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _driver(rules: list[Page]) -> dict[str, Any]:
    return {
        "name": "govtask",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": page.code,
                "name": "".join(word.capitalize() for word in page.name.split("_")),
                "shortDescription": {"text": page.title},
                "fullDescription": {"text": page.text},
                "help": {"text": page.text, "markdown": page.markdown()},
            }
            for page in rules
        ],
    }


def _invocation(documents: list[Checked]) -> dict[str, Any]:
    failed = [one for one in documents if one.error is not None]
    notes = [
        {
            "level": "error",
            "message": {"text": one.error},
            "locations": [{"physicalLocation": _artifact(one.path)}],
        }
        for one in failed
    ]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _result(path: str, finding: Finding, index: int) -> dict[str, Any]:
    physical = _artifact(path)
    span = lines(finding)
    if span is not None:
        physical["region"] = {"startLine": span[0], "endLine": span[1]}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.origin:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.origin}]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"govtask/v1": fingerprint(finding)},
    }


def _artifact(path: str) -> dict[str, Any]:
    """A relative path below the root of the sources, an absolute one as a file address; an address as it is."""
    if is_address(path):
        return {"artifactLocation": {"uri": quote(path, safe="/:%")}}
    if Path(path).is_absolute():
        return {"artifactLocation": {"uri": Path(path).as_uri()}}
    return {"artifactLocation": {"uri": quote(path, safe="/"), "uriBaseId": _ROOT}}
