"""Recognition matrix: every family is asked about every part of every sample, and exactly one says yes."""

from __future__ import annotations

from functools import cache

import pytest

from govtask_cli import pipeline
from govtask_cli.document import Part
from govtask_cli.families import FAMILIES, family_of
from sample_files import DECOYS, STEMS, data, gold

EXPECTED: dict[str, list[str]] = {
    "decoy-procurement": [],
    "decoy-weather": [],
    "items-chinese": ["task_list"],
    "livelihood-list": ["task_list"],
    "notice-brackets": ["task_list"],
    "notice-leaders": ["task_list", "plan_form"],
    "notice-livelihood": ["task_list", "livelihood", "task_table", "livelihood", "task_table"],
    "notice-nested": ["task_list"],
    "notice-oneline": ["task_list"],
    "notice-roles": ["task_list"],
    "notice-traditional": ["task_list"],
    "notice-wrapped": ["task_list"],
    "progress-monthly": ["task_table"],
    "progress-web": ["task_table"],
    "quarter-inline": ["task_list"],
    "report": ["work_report"],
    "report-annex": ["work_report", "task_list"],
    "table-breakdown.gb18030": ["task_table"],
    "table-cells": ["task_table"],
    "table-pipes": ["task_table"],
}
"""The families of the parts that hold records, in the order of the document."""


@cache
def parts(stem: str) -> tuple[Part, ...]:
    """The parts of a sample."""
    return pipeline.outline(pipeline.repair(pipeline.read(data(stem), f"{stem}.txt")))


def answers(part: Part) -> list[str]:
    """Which families say yes."""
    return [family.name for family in FAMILIES if family.recognises(part)]


def test_every_sample_stands_in_the_matrix() -> None:
    assert sorted(EXPECTED) == STEMS


@pytest.mark.parametrize("stem", STEMS)
class TestSample:
    def test_no_two_families_claim_one_part(self, stem: str) -> None:
        both = {part.title.plain: answers(part) for part in parts(stem) if len(answers(part)) > 1}
        assert both == {}

    def test_every_part_with_records_has_its_family(self, stem: str) -> None:
        said = [name for part in parts(stem) for name in answers(part)]
        assert said == EXPECTED[stem]

    def test_a_family_that_says_yes_gives_the_reason(self, stem: str) -> None:
        for part in parts(stem):
            for family in FAMILIES:
                assert all(isinstance(reason, str) and reason for reason in family.recognises(part))

    def test_the_first_to_say_yes_reads(self, stem: str) -> None:
        for part in parts(stem):
            family = family_of(part)
            assert ([family.name] if family else []) == answers(part)[:1]


@pytest.mark.parametrize("stem", DECOYS)
def test_nobody_claims_a_decoy(stem: str) -> None:
    assert [answers(part) for part in parts(stem)] == [[]] * len(parts(stem))


def sends_an_annex(stem: str) -> bool:
    """Whether the tasks of a sample have a title of their own."""
    return any(task["part"] is not None for task in gold(stem).get("tasks", []))


@pytest.mark.parametrize("stem", [stem for stem in STEMS if sends_an_annex(stem)])
def test_nobody_claims_the_notice_above_an_annex(stem: str) -> None:
    covering = [part for part in parts(stem) if part.title.plain.endswith("通知")]
    assert [answers(part) for part in covering] == [[]] * len(covering)


def test_every_value_of_a_form_has_its_place() -> None:
    head = "南河县重点工作推进计划表\n\n填报单位：县水利局\n\n任务名称\t新建水厂2座\t责任人\t秦海\n"
    content = head + "月份\t计划\n3月\t完成立项\n6月\t开工\n9月\t主体完工\n"
    (form,) = pipeline.parse(content.encode(), "form.txt").forms
    assert form.values["责任人"] == "秦海"
    assert form.origins == {
        "填报单位": "第3行",
        "任务名称": "第5行第2格",
        "责任人": "第5行第4格",
        "3月": "第7行第2格",
        "6月": "第8行第2格",
        "9月": "第9行第2格",
    }
