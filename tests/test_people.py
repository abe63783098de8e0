"""Bodies and the people in them: columns and labels of both, people in brackets, leaders as headings."""

from __future__ import annotations

import pytest

from govtask_cli import parse
from govtask_cli.grammar.responsibility import clause
from govtask_cli.records import Result

TITLE = "北山区2031年重点工作任务分解"


def parsed(text: str, title: str = TITLE) -> Result:
    return parse(f"{title}\n\n{text}\n".encode(), name="list.txt")


@pytest.mark.parametrize(
    "header", ["责任单位及责任人", "责任单位（责任人）", "责任单位、责任人", "责任单位/责任人"]
)
@pytest.mark.parametrize("glue", [" ", "\u3000"])
def test_a_column_of_bodies_and_people(header: str, glue: str) -> None:
    rows = f"1\t新建水厂2座\t区水务局{glue}王明\t10月底前\n2\t新建公厕6座\t区城管局{glue}李强\t全年"
    first, second = parsed(f"序号\t工作任务\t{header}\t完成时限\n{rows}").tasks
    assert [[unit.name for unit in task.units] for task in (first, second)] == [["区水务局"], ["区城管局"]]
    assert first.other == {header: f"区水务局{glue}王明"}


def test_a_person_in_a_bracket_is_no_second_name() -> None:
    found = clause("责任单位：区水务局（王明）、区财政局（李强）、区发改局（区粮食局）").units
    assert [(unit.name, unit.alias) for unit in found] == [
        ("区水务局", None),
        ("区财政局", None),
        ("区发改局", "区粮食局"),
    ]


def test_the_quarter_of_a_plan_is_no_next_step() -> None:
    header = "序号\t重点任务\t一季度\t二季度\t三季度\t四季度\t责任单位"
    (task,) = parsed(f"{header}\n1\t新建水厂2座\t设计\t开工\t封顶\t完工\t区水务局").tasks
    assert task.next_steps is None
    assert task.other == {"一季度": "设计", "二季度": "开工", "三季度": "封顶", "四季度": "完工"}


def test_what_stands_behind_a_bracket_and_a_colon_is_the_progress() -> None:
    (task,) = parsed("1.新建水厂2座（责任单位：区水务局）：已完成1座。", "北山区2031年重点工作进展情况").tasks
    assert (task.content, task.progress) == ("新建水厂2座", "已完成1座。")


def test_the_rest_of_a_bracket_that_comes_again_is_no_running_head() -> None:
    items = "\n".join(
        f"{at}.新建水厂{at}座，改造泵站{at}座。（区水务局、区财政局，各镇政府按职\n责分工负责）\n\n— {at} —\n"
        for at in range(1, 5)
    )
    tasks = parsed(items).tasks
    assert [[unit.name for unit in task.units] for task in tasks] == [
        ["区水务局", "区财政局", "各镇政府"]
    ] * 4


def test_lines_that_name_the_leader_of_the_items_below_them() -> None:
    text = (
        "牵头领导：秦海（副区长）\n1.新建水厂2座。（区水务局）\n2.改造泵站5座。（区水务局）\n"
        "牵头领导：林越（副区长）\n3.新建公厕6座。（区城管局）\n4.增设车位300个。（区城管局）"
    )
    tasks = parsed(text).tasks
    assert [task.leader and task.leader.name for task in tasks] == ["秦海", "秦海", "林越", "林越"]
    assert [task.section for task in tasks] == ["牵头领导：秦海（副区长）"] * 2 + [
        "牵头领导：林越（副区长）"
    ] * 2


def test_lines_that_name_the_leader_of_the_item_above_them() -> None:
    text = "1.新建水厂2座。\n牵头领导：秦海\n责任单位：区水务局\n2.新建公厕6座。\n牵头领导：林越\n责任单位：区城管局"
    assert [task.leader and task.leader.name for task in parsed(text).tasks] == ["秦海", "林越"]
