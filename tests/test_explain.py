"""What is said about why a document was understood: it must be what the records were made of."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import FrozenInstanceError
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.explanation import ExplainedColumn, Explanation
from govtask_cli.grammar.columns import column_field, header_match, region_tail
from govtask_cli.grammar.folding import count
from sample_files import DECOYS, STEMS, data, parsed
from test_families import EXPECTED

Case = dict[str, Any]
FOLDER = Path(__file__).parent / "cases"
CASES: list[Case] = tomllib.loads((FOLDER / "explained.toml").read_text(encoding="utf-8"))["case"]
WHY: dict[str, list[str]] = tomllib.loads((FOLDER / "columns.toml").read_text(encoding="utf-8"))["why"]
each_case = pytest.mark.parametrize("case", range(len(CASES)), ids=[case["why"][:40] for case in CASES])
each_sample = pytest.mark.parametrize("stem", STEMS)


@cache
def told(stem: str) -> Explanation:
    """Why a sample gives its records."""
    return pipeline.explain(data(stem), f"{stem}.txt")


@cache
def told_of(case: int) -> Explanation:
    """Why the document of a case gives its records, or none."""
    return pipeline.explain(CASES[case]["text"].encode(), "case.txt")


def columns(explanation: Explanation) -> list[ExplainedColumn]:
    """The columns of all tables."""
    return [column for part in explanation.parts for table in part.tables for column in table.columns]


@pytest.mark.parametrize(("header", "why"), WHY.items())
def test_a_header_is_known_by_a_word(header: str, why: list[str]) -> None:
    found = header_match(header)
    assert list(found or ()) == why
    assert column_field(header) == (found.field if found else None)


@pytest.mark.parametrize(
    ("header", "tail"), [("东河区", "区"), ("市本级", "本级"), ("责任单位", None), ("区", None)]
)
def test_a_region_is_known_by_its_ending(header: str, tail: str | None) -> None:
    assert region_tail(header) == tail


@each_sample
class TestSample:
    def test_the_parts_are_those_of_the_records(self, stem: str) -> None:
        parts = told(stem).parts
        assert [part.family for part in parts if part.family is not None] == EXPECTED[stem]
        assert sum(part.tasks for part in parts) == len(parsed(stem).tasks)
        assert sum(part.statements for part in parts) == len(parsed(stem).statements)
        assert sum(part.forms for part in parts) == len(parsed(stem).forms)
        titles = Counter(task.part for task in parsed(stem).tasks)
        assert titles == Counter({part.title: part.tasks for part in parts if part.tasks})

    def test_a_family_gives_its_reason_and_another_part_its_fate(self, stem: str) -> None:
        for part in told(stem).parts:
            assert (part.family is not None) == bool(part.evidence) == (part.fate == "read")

    def test_text_without_a_record_is_counted_as_the_notes_count_it(self, stem: str) -> None:
        said: Counter[str] = Counter()
        for part in told(stem).parts:
            said.update({rest.kind: rest.characters for rest in part.unused})
        noted: Counter[str] = Counter()
        for note in parsed(stem).notes:
            if note.kind in said:
                noted[note.kind] += count(note.text)
        kinds = {"notice", "appendix", "preamble", "closing", "unclaimed", "unread_table"}
        assert {kind: said[kind] for kind in kinds} == {kind: noted[kind] for kind in kinds}

    def test_roles_are_those_of_the_units(self, stem: str) -> None:
        said = Counter({(role.role, role.basis): 0 for part in told(stem).parts for role in part.roles})
        for part in told(stem).parts:
            said.update({(role.role, role.basis): role.count for role in part.roles})
        assert said == Counter((unit.role, unit.basis) for task in parsed(stem).tasks for unit in task.units)

    def test_roles_by_rule_need_a_rule_that_is_stated(self, stem: str) -> None:
        by_rule = any(role.basis == "rule" for part in told(stem).parts for role in part.roles)
        assert by_rule <= bool(told(stem).first_leads)
        for rule in told(stem).first_leads:
            assert rule.word in rule.text
            assert rule.origin

    def test_roles_by_word_need_a_role_word(self, stem: str) -> None:
        for part in told(stem).parts:
            if any(role.basis == "word" for role in part.roles):
                assert part.role_words or any(word.means == "lead" for word in part.clauses)

    def test_every_section_is_a_heading_that_was_seen(self, stem: str) -> None:
        seen = {heading.text for part in told(stem).parts for heading in part.headings}
        assert {task.section for task in parsed(stem).tasks} - {None} <= seen
        leaders = {heading.leader for part in told(stem).parts for heading in part.headings}
        above = [
            task for task in parsed(stem).tasks if task.origins.get("leader") == task.origins.get("section")
        ]
        assert all(task.leader in leaders for task in above if task.leader is not None)

    def test_every_chapter_of_a_report_is_a_heading_that_was_seen(self, stem: str) -> None:
        seen = {heading.text.rstrip("。：") for part in told(stem).parts for heading in part.headings}
        kinds = {heading.kind for part in told(stem).parts for heading in part.headings}
        for statement in parsed(stem).statements:
            assert not statement.path or statement.path[0] in seen or not seen
            assert statement.kind in kinds | {"frame"}

    def test_every_column_is_told_as_the_lexicon_has_it(self, stem: str) -> None:
        for column in columns(told(stem)):
            found = header_match(column.parent or column.header)
            if column.how == "region":
                assert column.field == "region"
                assert column.header.endswith(str(column.word))
            elif column.choice is None:
                assert (column.field, column.word, column.how) == (tuple(found) if found else (None,) * 3)
            assert column.origin

    def test_columns_without_a_field_are_those_in_other(self, stem: str) -> None:
        unknown = {column.header for column in columns(told(stem)) if column.field is None}
        kept = {"remark", "head", "contact"}
        known = {column.header for column in columns(told(stem)) if column.field in kept}
        assert {header for task in parsed(stem).tasks for header in task.other} <= unknown | known

    def test_the_document_is_that_of_the_records(self, stem: str) -> None:
        info = parsed(stem).document
        said = {field.name: field for field in told(stem).document}
        assert told(stem).kind == info.kind
        assert told(stem).source == parsed(stem).source
        for name in type(info).model_fields:
            value = getattr(info, name)
            if name not in {"kind", "origins"}:
                assert (name in said) == bool(value)
                assert not value or said[name].origin == info.origins.get(name)
        assert all(
            said[name].value == getattr(info, name) for name in said if name not in {"period", "contacts"}
        )

    def test_no_sample_needs_a_word(self, stem: str) -> None:
        assert told(stem).hints == ()


def test_the_year_names_the_words_it_was_read_from() -> None:
    (year,) = (field for field in told("report").document if field.name == "year")
    assert (year.value, year.origin, year.said) == (2033, "第1行", "2033年桐岭县政府工作报告")


@pytest.mark.parametrize("stem", DECOYS)
def test_a_decoy_says_what_it_lacks(stem: str) -> None:
    assert told(stem).kind == "unknown"
    assert [sentence.split()[1] for sentence in told(stem).missing] == ["list", "table", "work"]


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in DECOYS])
def test_a_document_with_records_lacks_nothing(stem: str) -> None:
    assert told(stem).missing == ()


@pytest.mark.parametrize(
    ("stem", "part", "markers"),
    [
        ("notice-leaders", 3, {("一、", "heading"): 6, ("1.", "item"): 26}),
        ("notice-roles", 3, {("一、", "heading"): 3, ("（一）", "heading"): 7, ("1.", "item"): 14}),
        ("table-pipes", 1, {("一、", "heading"): 3}),
        ("report", 1, {("一、", "heading"): 3, ("（一）", "heading"): 4}),
    ],
)
def test_markers_open_headings_and_items(stem: str, part: int, markers: dict[tuple[str, str], int]) -> None:
    found = told(stem).parts[part - 1]
    assert found.number == part
    assert {(mark.marker, mark.place): mark.count for mark in found.markers} == markers


def test_labels_and_role_words_are_counted() -> None:
    part = told("notice-leaders").parts[2]
    assert [(word.word, word.means, word.count) for word in part.clauses] == [("责任单位", "units", 26)]
    assert [(word.word, word.means, word.count) for word in part.role_words] == [("牵头", "lead", 6)]


def test_a_kind_has_its_reason() -> None:
    assert told("progress-monthly").because == "the title says 完成情况"
    assert told("report").because == "54 statements (陈述), 0 tasks (任务)"
    assert told("decoy-weather").because == "no tasks (任务) and no statements (陈述)"
    assert told("livelihood-list").because.startswith("the title above the tasks (任务) says ")


@each_case
def test_columns_of_a_document(case: int) -> None:
    found = [
        [column.header, column.field or "", column.word or "", column.how or "", column.choice or ""]
        for column in columns(told_of(case))
    ]
    assert found == CASES[case]["columns"]


@each_case
def test_parents_of_columns(case: int) -> None:
    found = [column.parent or "" for column in columns(told_of(case))]
    assert found == CASES[case].get("parents", [""] * len(found))


@each_case
def test_words_to_add(case: int) -> None:
    found = [[hint.word, hint.table or ""] for hint in told_of(case).hints]
    assert found == CASES[case].get("hints", [])


@each_case
def test_what_a_document_lacks(case: int) -> None:
    expected = CASES[case].get("lacks", [])
    assert len(told_of(case).missing) == len(expected)
    assert all(part in said for part, said in zip(expected, told_of(case).missing, strict=True))


def test_an_explanation_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        told("report").parts[0].tasks = 1  # type: ignore[misc]
