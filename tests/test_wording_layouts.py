"""The documents of samples/wordings, laid out anew: pages end in their tables, bars stand for tabs, titles are bold.

What comes out must be what the documents give as they are, for nearly all of them: a few cannot be laid out so
without losing what they say (a cell that holds a bar of its own, a header of two rows that is repeated by half).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.grammar.columns import column_field

FOLDER = Path(__file__).parent.parent / "samples" / "wordings"
ROW = re.compile(r"\s*[|｜]?\s*\d{1,3}\s*[\t|｜　 ]")
TASK = {"number", "content", "section", "leader", "category", "target", "units", "deadline", "progress"}
PAGE_NUMBERS = ("— {} —", "- {} -", "{}", "第{}页 共9页")


@cache
def documents() -> tuple[tuple[str, str], ...]:
    """Name and text of every document."""
    return tuple((path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.rglob("*.txt")))


def told(text: str) -> list[dict[str, Any]]:
    """The tasks without their places, without white space."""
    found = [task.model_dump(include=TASK) for task in pipeline.parse(text.encode(), "laid out.txt").tasks]
    return [
        {key: "".join(value.split()) if isinstance(value, str) else value for key, value in task.items()}
        for task in found
    ]


@cache
def as_they_are(name: str) -> list[dict[str, Any]]:
    return told(dict(documents())[name])


def with_page_ends(text: str) -> str | None:
    """Page numbers, and the header again, between the rows of the only table."""
    lines = text.split("\n")
    heads = [
        at
        for at, line in enumerate(lines)
        if sum(map(bool, map(column_field, re.split(r"[\t|]", line)))) >= 3
    ]
    if len(heads) != 1:
        return None
    rows = [at for at in range(heads[0] + 2, len(lines)) if ROW.match(lines[at]) and '"' not in lines[at]]
    if len(rows) < 4:
        return None
    chance = random.Random(len(text))
    ends = sorted(chance.sample(rows, 3))
    style = chance.choice(PAGE_NUMBERS)
    for page, at in reversed(list(enumerate(ends, start=1))):
        lines[at:at] = ["", style.format(page), "", lines[heads[0]]]
    return "\n".join(lines)


def with_bars(text: str) -> str | None:
    """Bars between cells instead of tabs, none at the ends."""
    headed = any(sum(map(bool, map(column_field, line.split("\t")))) >= 4 for line in text.split("\n"))
    return text.replace("\t", "|") if headed and '"' not in text else None


def with_markdown(text: str) -> str | None:
    """Headings and titles in bold, numbers with a stroke before their dot."""
    if "\t" in text or "|" in text:
        return None
    bold = re.sub(r"^([一二三四五六七八九十]+、[^。；：\n]{2,20})$", r"**\1**", text, flags=re.MULTILINE)
    return re.sub(r"^(\d+)\.(?=[^\d])", r"\1\\.", bold, flags=re.MULTILINE)


def laid_out(how: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    """Name and text of the documents that can be laid out so, and have tasks."""
    for name, text in documents():
        other = how(text)
        if other is not None and other != text and as_they_are(name):
            yield name, other


@pytest.mark.parametrize(
    ("how", "fewest", "share"),
    [(with_page_ends, 30, 0.85), (with_bars, 35, 0.9), (with_markdown, 80, 0.98)],
)
def test_the_tasks_do_not_depend_on_the_layout(
    how: Callable[[str], str | None], fewest: int, share: float
) -> None:
    unlike = []
    count = 0
    for name, text in laid_out(how):
        count += 1
        if told(text) != as_they_are(name):
            unlike.append(name)
    assert count >= fewest
    assert len(unlike) <= count * (1 - share), unlike
