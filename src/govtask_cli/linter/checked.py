"""One document that was checked: how it is called in reports, and what was found in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from govtask_cli.records import Finding, Lines

_PLACES: Final = re.compile(r"第[0-9]+(?:–[0-9]+)?[页行段格]|(?<=!)[A-Z]{1,3}[0-9]+")


_PAGE: Final = re.compile("第[0-9]+页")
_GRAVITY: Final = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Checked:
    """A document by the path that the user named (with /), its findings that count, and why it could not be read.

    known: how many more findings there are that the baseline accepts.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    known: int = 0


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same one tomorrow: code and message, without the places that an edit moves."""
    said = f"{finding.code}\n{_PLACES.sub('…', finding.message)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def lines(finding: Finding) -> Lines | None:
    """First and last line in the file, for editors; None where the lines are those of a page, or there are none."""
    return None if _PAGE.match(finding.origin) else finding.lines


def place(finding: Finding) -> str:
    """The origin, where it says more than the line (第3页第12行, 分解表!B7), else ""."""
    plain = finding.lines is not None and finding.origin in {
        f"第{finding.lines[0]}行",
        f"第{finding.lines[0]}–{finding.lines[1]}行",
    }
    return "" if plain else finding.origin


def is_as_grave(severity: str, limit: str) -> bool:
    """Whether a finding of this severity is as grave as `limit`, or graver."""
    return _GRAVITY.index(severity) >= _GRAVITY.index(limit)
