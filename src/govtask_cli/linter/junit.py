"""Findings as a JUnit report: a suite for each document, a failed case for each finding, one passed case if none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as xml

from govtask_cli.linter.checked import Checked, lines
from govtask_cli.records import Finding

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def suites(documents: Iterable[Checked]) -> Iterator[str]:
    """One report."""
    root = xml.Element("testsuites", name="govtask")
    for one in documents:
        root.append(_suite(one))
    failures = sum(len(suite.findall("testcase/failure")) for suite in root)
    root.attrib |= {
        "tests": str(len(root.findall("testsuite/testcase"))),
        "failures": str(failures),
        "errors": str(len(root.findall("testsuite/testcase/error"))),
    }
    xml.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode")


def _suite(one: Checked) -> xml.Element:
    errors = int(one.error is not None)
    suite = xml.Element(
        "testsuite",
        name=_said(one.path),
        tests=str(len(one.findings) + errors or 1),
        failures=str(len(one.findings)),
        errors=str(errors),
        skipped="0",
    )
    if one.error is not None:
        xml.SubElement(_case(suite, one.path, "read"), "error", message=_said(one.error), type="ReadError")
    elif not one.findings:
        _case(suite, one.path, "govtask check")
    for finding in one.findings:
        _failure(suite, one.path, finding)
    return suite


def _case(suite: xml.Element, path: str, name: str) -> xml.Element:
    return xml.SubElement(suite, "testcase", name=_said(name), classname=_said(path))


def _failure(suite: xml.Element, path: str, finding: Finding) -> None:
    """A failed case; its text names file and place once more, since many viewers show nothing else."""
    span = lines(finding)
    where = f"{path}:{span[0]}" if span else path
    case = _case(suite, path, f"{finding.code} {finding.origin}".rstrip())
    failure = xml.SubElement(case, "failure", message=_said(finding.message), type=finding.severity)
    origin = f" ({finding.origin})" if finding.origin else ""
    failure.text = _said(f"{where}{origin}: {finding.code} {finding.severity}: {finding.message}")


def _said(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
