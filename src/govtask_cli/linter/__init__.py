"""What `govtask check` does with findings: choose among them, know the old ones, report them.

Checks make findings (`checks`); this room decides which of them count and writes them for people, CI systems and
editors. `REPORTS` is the table of the forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from govtask_cli.linter import github, json_report, junit, sarif
from govtask_cli.linter.checked import Checked

__all__ = ["REPORTS", "Checked", "Report"]

Report = Callable[[Iterable[Checked]], Iterator[str]]
"""Checked documents → pieces of text without a line break at their end; some forms wait for the last document."""

REPORTS: Final[dict[str, Report]] = {
    "json": json_report.whole,
    "jsonl": json_report.lines,
    "github": github.commands,
    "sarif": sarif.log,
    "junit": junit.suites,
}
"""All forms for programs, by name; the form for people is the command's own."""
