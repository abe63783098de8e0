"""One text, however it was laid out, gives the same tasks: wrapped lines, blank lines, indents, page numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.records import Result
from sample_files import parsed, text

LISTS = [
    "items-chinese",
    "livelihood-list",
    "notice-brackets",
    "notice-leaders",
    "notice-nested",
    "notice-roles",
    "notice-traditional",
    "quarter-inline",
]
"""Samples that hold lists and no tables of which one line is one row."""

WHOLE = [stem for stem in LISTS if stem != "notice-leaders"]
"""Those whose paragraphs no page has cut."""


def wrapped(line: str, width: int) -> str:
    """A paragraph typed with an indent and cut into lines of `width` characters."""
    if not line.strip():
        return ""
    typed = "　　" + line.strip()
    return "\n".join(typed[at : at + width] for at in range(0, len(typed), width))


def tasks(result: Result) -> list[dict[str, Any]]:
    """What must not change: all but the places, and white space inside the texts."""
    fields = {"number", "content", "section", "leader", "units", "deadline", "progress", "problems", "parent"}
    found = [task.model_dump(include=fields) for task in result.tasks]
    for task in found:
        for field in ("content", "section", "progress", "problems"):
            task[field] = "".join((task[field] or "").split())
    return found


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "a blank line more": lambda lines: "\n\n".join(lines),
    "indented": lambda lines: "\n".join("　　" + line if line.strip() else line for line in lines),
    "blanks at the ends": lambda lines: "\n".join(line + "  " for line in lines),
    "page numbers": lambda lines: "\n".join(
        line + (f"\n\n— {at // 7 + 1} —\n" if at % 7 == 6 else "") for at, line in enumerate(lines)
    ),
    "form feeds": lambda lines: "\n".join(
        line + ("\f" if at % 7 == 6 else "") for at, line in enumerate(lines)
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("stem", LISTS)
def test_the_tasks_do_not_depend_on_blanks_and_pages(stem: str, layout: str) -> None:
    content = LAYOUTS[layout](text(stem).split("\n"))
    assert tasks(pipeline.parse(content.encode(), "laid out.txt")) == tasks(parsed(stem))


@pytest.mark.parametrize("width", [26, 28, 30, 32, 38, 44])
@pytest.mark.parametrize("stem", WHOLE)
def test_the_tasks_do_not_depend_on_the_width_of_lines(stem: str, width: int) -> None:
    content = "\n".join(wrapped(line, width) for line in text(stem).split("\n"))
    assert tasks(pipeline.parse(content.encode(), "wrapped.txt")) == tasks(parsed(stem))
