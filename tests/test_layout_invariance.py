"""One text, however it was laid out, gives the same tasks: wrapped lines, blank lines, indents, page numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize("width", [20, 22, 24, 26, 28, 30, 32, 35, 38, 40, 44, 50, 56, 60])
@pytest.mark.parametrize("stem", WHOLE)
def test_the_tasks_do_not_depend_on_the_width_of_lines(stem: str, width: int) -> None:
    content = "\n".join(wrapped(line, width) for line in text(stem).split("\n"))
    assert tasks(pipeline.parse(content.encode(), "wrapped.txt")) == tasks(parsed(stem))


@pytest.mark.parametrize("width", [22, 28, 34, 40, 52])
@pytest.mark.parametrize("stem", WHOLE)
def test_the_tasks_do_not_depend_on_an_indent_of_wrapped_paragraphs(stem: str, width: int) -> None:
    unindented = "\n".join(
        "\n".join(line.strip()[at : at + width] for at in range(0, len(line.strip()), width))
        for line in text(stem).split("\n")
    )
    assert tasks(pipeline.parse(unindented.encode(), "wrapped.txt")) == tasks(parsed(stem))


@settings(deadline=None, max_examples=25)
@given(
    stem=st.sampled_from([stem for stem in WHOLE if stem not in ("notice-nested", "quarter-inline")]),
    seed=st.integers(0, 10_000),
)
def test_the_tasks_do_not_depend_on_where_a_page_ends(stem: str, seed: int) -> None:
    """Lines of units are left whole: 市机关|事务局 and 市机关、|事务局 cannot be told apart."""
    chance = random.Random(seed)
    printed: list[str] = []
    for line in text(stem).split("\n"):
        if len(line) > 30 and chance.random() < 0.5 and "：" not in line and "單位" not in line:
            at = chance.randrange(8, len(line) - 6)
            printed += [line[:at], "", f"- {len(printed) // 9 + 1} -", "", line[at:]]
        else:
            printed.append(line)
    assert tasks(pipeline.parse("\n".join(printed).encode(), "pages.txt")) == tasks(parsed(stem))


TABLES = "progress-monthly"
"""A sample whose tables have seven columns each."""
ONE_LINE = ["notice-brackets", "notice-traditional"]
FRONTS = ["notice-brackets", "notice-leaders", "notice-nested", "notice-traditional", "notice-wrapped"]
"""Samples of which the title, 文号, signature and date stand on lines of their own."""


@pytest.mark.parametrize("stem", ONE_LINE)
def test_a_document_in_one_line_without_blanks_gives_its_tasks(stem: str) -> None:
    content = "".join(line.strip() for line in text(stem).split("\n"))
    assert tasks(pipeline.parse(content.encode(), "one line.txt")) == tasks(parsed(stem))


@pytest.mark.parametrize("stem", FRONTS)
def test_the_front_of_a_document_in_one_line_is_the_same(stem: str) -> None:
    content = "".join(line.strip() for line in text(stem).split("\n"))
    fields = {"title", "issuer", "document_number", "issued_on", "year", "kind"}
    found = pipeline.parse(content.encode(), "one line.txt").document
    assert found.model_dump(include=fields) == parsed(stem).document.model_dump(include=fields)


@pytest.mark.parametrize("stem", LISTS)
def test_a_document_in_one_line_with_blanks_gives_its_tasks(stem: str) -> None:
    content = "  ".join(line.strip() for line in text(stem).split("\n") if line.strip())
    assert tasks(pipeline.parse(content.encode(), "one line.txt")) == tasks(parsed(stem))


NARROW = str.maketrans("，；：（）", ",;:()")


@pytest.mark.parametrize("stem", LISTS)
def test_the_units_do_not_depend_on_the_width_of_punctuation(stem: str) -> None:
    narrow = pipeline.parse(text(stem).translate(NARROW).encode(), "narrow.txt")
    assert assigned(narrow) == assigned(parsed(stem))


@pytest.mark.parametrize("signs", ["【】", "[]", "［］", "〔〕"])
@pytest.mark.parametrize("stem", ["notice-leaders", "notice-brackets", "notice-nested"])
def test_the_units_do_not_depend_on_the_form_of_brackets(stem: str, signs: str) -> None:
    square = re.sub(r"[（(]((?:责任|牵头|主办|配合)[^（）()]*)[）)]", rf"{signs[0]}\1{signs[1]}", text(stem))
    assert assigned(pipeline.parse(square.encode(), "square.txt")) == assigned(parsed(stem))


@pytest.mark.parametrize("sign", ["，", ",", "；", ";", "、 ", "  "])
@pytest.mark.parametrize("stem", ["items-chinese", "notice-leaders", "notice-roles", "quarter-inline"])
def test_the_units_do_not_depend_on_what_divides_them(stem: str, sign: str) -> None:
    label = r"((?:责任|牵头|配合|主办|协办)(?:责任)?(?:单位|部门)[：:])([^：:。）)<\n\]］】；;]*)"
    divided = re.sub(label, lambda found: found[1] + found[2].replace("、", sign), text(stem))
    assert divided != text(stem)
    assert assigned(pipeline.parse(divided.encode(), "divided.txt")) == assigned(parsed(stem))


def assigned(result: Result) -> list[tuple[int | None, list[tuple[str, str]]]]:
    """The number of every task, its units and their roles, with brackets of one width."""
    return [
        (task.number, [(unit.name.translate(NARROW), unit.role) for unit in task.units])
        for task in result.tasks
    ]


@settings(deadline=None, max_examples=20)
@given(order=st.permutations(range(7)), bars=st.booleans())
def test_the_rows_do_not_depend_on_the_order_of_columns(order: list[int], bars: bool) -> None:
    """Every table of a document has its columns in the same other order, between tabs or between bars."""
    lines = text(TABLES).split("\n")
    shuffled = [in_order(line, order, bars=bars) if "\t" in line else line for line in lines]
    assert rows(pipeline.parse("\n".join(shuffled).encode(), "shuffled.txt")) == rows(parsed(TABLES))


def in_order(line: str, order: list[int], *, bars: bool) -> str:
    cells = line.split("\t")
    moved = [cells[at] for at in order]
    return f"| {' | '.join(moved)} |" if bars else "\t".join(moved)


def rows(result: Result) -> list[dict[str, Any]]:
    """The tasks but for their places, lists of units sorted."""
    found = [task.model_dump(exclude={"origins", "origin", "lines"}) for task in result.tasks]
    for task in found:
        task["units"] = sorted((unit["name"], unit["role"]) for unit in task["units"])
    return found
