"""Cases in the field's language, one TOML file a subject (tests/cases): a new case needs no Python."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.document import Cell, Document, Origin, Paragraph, Run, Source, Table, Text, texts
from govtask_cli.grammar import titles
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.dates import deadline_of, deadlines_in, iso_date, period_of
from govtask_cli.grammar.leaders import leader_of, leader_value
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.numerals import chinese_decimal, chinese_fraction, chinese_integer
from govtask_cli.grammar.outline import Head, places
from govtask_cli.grammar.responsibility import clause
from govtask_cli.grammar.units import split_names
from govtask_cli.records import Deadline, Leader, Unit
from govtask_cli.repair.blanks import mend_blanks
from govtask_cli.repair.headers import segment
from sample_files import document

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases"
YEAR = 2031
LIST = """北沙市2031年重点工作任务分解

一、综合工作

{item}

{following}完善应急预案。（责任单位：市应急局）
"""
"""An item in its list: most items of a list carry units, and the next one does."""


def read(file: str) -> dict[str, Any]:
    """The tables of a case file."""
    return tomllib.loads((CASES / f"{file}.toml").read_text(encoding="utf-8"))


def cases(file: str, table: str = "case") -> pytest.MarkDecorator:
    """Run a test once for each case of a table."""
    found: list[Case] = read(file)[table]
    return pytest.mark.parametrize("case", found, ids=[name(case) for case in found])


def name(case: Case) -> str:
    """What a case is called in a report."""
    return str(case.get("why") or case.get("text") or "nothing").strip()[:30] or "nothing"


def with_alias(name: str, alias: str | None) -> str:
    return f"{name}|{alias}" if alias is not None else name


def with_roles(units: Iterable[Unit]) -> list[str]:
    return [f"{unit.role} {with_alias(unit.name, unit.alias)}" for unit in units]


def named(leader: Leader | None) -> list[str] | None:
    return None if leader is None else [leader.name or "", leader.title or ""]


def said(deadline: Deadline | None) -> tuple[str | None, str | None]:
    return (None, None) if deadline is None else (deadline.text, deadline.date)


def leader_in(case: Case) -> list[str] | None:
    """Name and office that a case expects; the office may be left out where none is printed."""
    return [*case["leader"], ""][:2] if "leader" in case else None


@cases("units")
def test_names_of_units(case: Case) -> None:
    assert [with_alias(each.name, each.alias) for each in split_names(case["text"])] == case["names"]


@cases("units")
def test_names_of_units_know_their_place(case: Case) -> None:
    for each in split_names(case["text"]):
        assert each.name in "".join(case["text"][each.begin : each.end].split())


@cases("clauses", "clause")
def test_clauses(case: Case) -> None:
    found = clause(case["text"], year=case.get("year"), first_leads=case.get("first_leads", False))
    assert with_roles(found.units) == case["units"]
    assert named(found.leader) == leader_in(case)
    assert said(found.deadline) == (case.get("deadline"), case.get("date"))
    assert found.owner == case.get("owner")
    if "basis" in case:
        assert {unit.basis for unit in found.units} == {case["basis"]}


@cases("clauses", "item")
def test_items(case: Case) -> None:
    item, number = case["text"].strip("\n"), case.get("number", 1)
    following = f"{number + 1}{'、' if '、' in item[:2] else '.'}"
    tasks = pipeline.parse(LIST.format(item=item, following=following).encode(), "list.txt").tasks
    assert [task.number for task in tasks] == [number, number + 1]
    task = tasks[0]
    assert task.content == case["content"]
    assert with_roles(task.units) == case["units"]
    assert named(task.leader) == leader_in(case)
    assert said(task.deadline) == (case.get("deadline"), case.get("date"))


@cases("leaders", "heading")
def test_leaders_in_headings(case: Case) -> None:
    assert named(leader_of(case["text"])) == leader_in(case)


@cases("leaders", "value")
def test_leaders_in_cells(case: Case) -> None:
    assert named(leader_value(case["text"])) == leader_in(case)


@cases("dates", "date")
def test_dates(case: Case) -> None:
    assert iso_date(case["text"]) == case.get("date")


@cases("dates", "period")
def test_periods(case: Case) -> None:
    found = period_of(case["text"], case.get("year", YEAR))
    expected = {key: case[key] for key in ("label", "start", "end") if key in case}
    assert (found.model_dump() if found is not None else {}) == expected


@cases("dates", "deadline")
def test_deadlines(case: Case) -> None:
    text = case.get("said", case["text"])
    expected = (text, case.get("date")) if text else (None, None)
    assert said(deadline_of(case["text"], case.get("year", YEAR))) == expected


@cases("dates", "inside")
def test_deadlines_inside_a_sentence(case: Case) -> None:
    found = deadlines_in(case["text"], YEAR)
    assert [[part for part in (each.text, each.date) if part] for each in found] == case["deadlines"]


@pytest.mark.parametrize(("header", "field"), read("columns")["fields"].items())
def test_columns(header: str, field: str) -> None:
    assert (column_field(header) or "") == field


@pytest.mark.parametrize("header", read("columns")["regions"]["yes"])
def test_columns_of_regions(header: str) -> None:
    assert is_region(header)
    assert column_field(header) is None


@pytest.mark.parametrize("header", read("columns")["regions"]["no"])
def test_columns_of_no_region(header: str) -> None:
    assert not is_region(header)


def test_titles_covers_every_kind() -> None:
    assert {kind for case in read("titles")["case"] for kind in case["is"]} == set(KINDS)


KINDS: dict[str, Callable[[str], bool]] = {
    "title": titles.is_title,
    "notice": lambda text: titles.is_title(text) and titles.is_notice_title(text),
    "annex mark": titles.is_annex_mark,
    "annex title": titles.is_annex_title,
    "appendix": titles.is_appendix_title,
    "body": titles.is_body,
}


@cases("titles")
def test_titles(case: Case) -> None:
    assert sorted(kind for kind, holds in KINDS.items() if holds(case["text"])) == sorted(case["is"])


def head(words: str) -> Head:
    """A paragraph as `outline` sees it: kind of marker, number, what it is like."""
    parts = words.split()
    if parts[0] == "text":
        return Head(None, has_units="units" in parts, is_short="short" in parts)
    return Head(parts[0], int(parts[1]), "units" in parts, "short" in parts)  # type: ignore[arg-type]


@cases("outline")
def test_outline(case: Case) -> None:
    assert [place.value for place in places([head(words) for words in case["heads"]])] == case["places"]


@cases("markers")
def test_markers(case: Case) -> None:
    found = marker(case["text"])
    expected = (case["kind"], case["number"], case["rest"]) if "kind" in case else None
    assert (found and (found.kind, found.number, case["text"][found.end :])) == expected


@cases("numerals", "integer")
def test_integers(case: Case) -> None:
    assert chinese_integer(case["text"]) == case.get("value")


@cases("numerals", "decimal")
def test_decimals(case: Case) -> None:
    expected = Decimal(case["value"]) if "value" in case else None
    assert chinese_decimal(case["text"]) == expected


@cases("numerals", "fraction")
def test_fractions(case: Case) -> None:
    expected = (Decimal(case["value"]), case["unit"]) if "value" in case else None
    assert chinese_fraction(case["text"]) == expected


@cases("blanks")
def test_blanks(case: Case) -> None:
    text = Text((Run(case["text"], Origin(line=1), 0),))
    block = Table(((Cell(text),),)) if case.get("cell") else Paragraph(text)
    made = Document(Source("made.txt", "", "txt"), (block,), read=len("".join(case["text"].split())))
    (mended,) = (piece.plain for block in mend_blanks(made).blocks for piece in texts(block))
    assert mended == case["mended"]


@cases("wrapped")
def test_wrapped_paragraphs(case: Case) -> None:
    repaired = pipeline.repair(document(case["text"].strip("\n") + "\n"))
    assert [piece.plain for block in repaired.blocks for piece in texts(block)] == case["paragraphs"]


@cases("flattened_headers")
def test_flattened_headers(case: Case) -> None:
    columns = segment(case["lines"], case.get("values"))
    assert columns is not None
    assert [f"{column.word} {column.field or '-'}" for column in columns] == case["columns"]
    assert [line for column in columns for line in column.lines] == list(range(len(case["lines"])))
