"""Assignments in running sentences: who leads, who supports, which official answers, until when, how often."""

from __future__ import annotations

import pytest

from govtask_cli import parse
from govtask_cli.grammar.responsibility import clause
from govtask_cli.records import Result

TITLE = "北山区2031年重点工作任务分解"


def parsed(text: str, title: str = TITLE) -> Result:
    return parse(f"{title}\n\n{text}\n".encode(), name="list.txt")


@pytest.mark.parametrize(
    ("sentence", "units", "leader", "deadline"),
    [
        (
            "此项由区水务局负总责，区发改局、区财政局做好指导。",
            [("区水务局", "lead"), ("区发改局", "support"), ("区财政局", "support")],
            None,
            None,
        ),
        (
            "此件由区交通局主办，区财政局会办，副区长秦海领衔督办，9月底前办结。",
            [("区交通局", "lead"), ("区财政局", "support")],
            ("秦海", "副区长"),
            "2031-09-30",
        ),
        (
            "包联区级领导为区委常委、副区长秦海，牵头部门为区工信局，工作专班由区发改局、东岭镇组成。",
            [("区工信局", "lead"), ("区发改局", "support"), ("东岭镇", "support")],
            ("秦海", "区委常委、副区长"),
            None,
        ),
        (
            "第一责任人为镇长秦海，直接责任人为水利站站长方圆；具体工作由水利站承办，各村协办，务必于3月底前办结。",
            [("水利站", "lead"), ("各村", "support")],
            ("秦海", "镇长"),
            "2031-03-31",
        ),
        (
            "该工程牵头的是区住建局，参与的是东岭镇政府、区城投集团。",
            [("区住建局", "lead"), ("东岭镇政府", "support"), ("区城投集团", "support")],
            None,
            None,
        ),
        ("主责在区民政局，各街道协力推进。", [("区民政局", "lead"), ("各街道", "support")], None, None),
        (
            "由区水务局抓总，区水务集团组织实施。",
            [("区水务局", "lead"), ("区水务集团", "support")],
            None,
            None,
        ),
        (
            "区水务局牵头抓好落实，区财政局做好资金保障。",
            [("区水务局", "lead"), ("区财政局", "support")],
            None,
            None,
        ),
        (
            "请区水务局牵头，会同区财政局研究落实。",
            [("区水务局", "lead"), ("区财政局", "support")],
            None,
            None,
        ),
        ("责任领导由秦海同志担任，区水务局具体负责。", [("区水务局", "lead")], ("秦海", None), None),
        ("责任到区水务局，区财政局配合。", [("区水务局", "lead"), ("区财政局", "support")], None, None),
        ("任务交由区水务局办理，区财政局协办。", [("区水务局", "lead"), ("区财政局", "support")], None, None),
        ("由区委组织部牵头，区人社局参加。", [("区委组织部", "lead"), ("区人社局", "support")], None, None),
    ],
)
def test_who_does_what(
    sentence: str, units: list[tuple[str, str]], leader: tuple[str, str] | None, deadline: str | None
) -> None:
    (task,) = parsed(f"1.新建水厂2座，铺设管网3公里。{sentence}").tasks
    assert task.content == "新建水厂2座，铺设管网3公里。"
    assert [(unit.name, unit.role) for unit in task.units] == units
    assert (task.leader and (task.leader.name, task.leader.title)) == leader
    assert (task.deadline and task.deadline.date) == deadline


@pytest.mark.parametrize(
    "sentence",
    [
        "由区财政局安排资金3亿元，区水务局组织实施。",
        "今年的主要任务是稳增长。",
        "以上任务由区督查室负责督办。",
        "本办法由区政府办公室负责解释。",
        "列第一位的为牵头单位，其他单位为配合单位。",
        "一是加快建设先进制造基地。",
        "各牵头部门要将落实情况报区政府办公室。",
    ],
)
def test_what_is_no_assignment(sentence: str) -> None:
    (task,) = parsed(f"1.新建水厂2座。{sentence}（区水务局负责）").tasks
    assert task.content == f"新建水厂2座。{sentence}"
    assert [unit.name for unit in task.units] == ["区水务局"]


def test_how_often_is_reported() -> None:
    found = clause("牵头部门为区工信局，推进情况每季度末报送一次。", year=2031)
    assert found.text_labels == {"frequency": "每季度末报送一次"}


def test_the_unit_of_a_heading_leads_the_tasks_below_it() -> None:
    result = parsed(
        "一、区教育局承担任务（2项）\n1.新建学校4所。配合单位有区财政局，8月底前投用。\n2.改造教室60间。\n"
        "二、区水务局（1项）\n3.新建水厂2座。\n"
    )
    assert [[(unit.name, unit.role) for unit in task.units] for task in result.tasks] == [
        [("区教育局", "lead"), ("区财政局", "support")],
        [("区教育局", "lead")],
        [("区水务局", "lead")],
    ]
    assert result.tasks[1].origins["units"] == result.tasks[1].origins["section"]


def test_headings_of_fields_lead_nothing() -> None:
    result = parsed(
        "一、工业园区\n1.新建厂房4栋。\n二、民生保障\n2.新建水厂2座。（区水务局负责）\n3.新建学校1所。"
    )
    assert [len(task.units) for task in result.tasks] == [0, 1, 0]


def test_a_report_below_the_clause_is_the_progress() -> None:
    result = parsed(
        "1.新建水厂2座。（责任单位：区水务局）\n上半年，建成水厂1座。\n2.新建学校4所。（责任单位：区教育局）\n到三季度末，4所学校全部开工。",
        "北山区2031年重点工作推进情况",
    )
    assert [(task.content, task.progress) for task in result.tasks] == [
        ("新建水厂2座。", "上半年，建成水厂1座。"),
        ("新建学校4所。", "到三季度末，4所学校全部开工。"),
    ]


def test_labels_with_a_verb() -> None:
    result = parsed(
        "1.新建水厂2座。该工程牵头的是区水务局。\n推进情况是：已建成1座。\n卡点在于：用地未批。\n"
        "2.新建学校4所。该工程牵头的是区教育局。\n推进情况是：全部开工。\n卡点在于：资金不足。",
        "北山区2031年重点工程推进情况通报",
    )
    assert [(task.progress, task.problems) for task in result.tasks] == [
        ("已建成1座。", "用地未批。"),
        ("全部开工。", "资金不足。"),
    ]


@pytest.mark.parametrize(
    "listed",
    ["落实单位：区水务局（主）、区财政局（协）", "[区水务局/区财政局]", "☆牵头：区水务局 ☆配合：区财政局"],
)
def test_signs_beside_names(listed: str) -> None:
    (task,) = parsed(f"1.新建水厂2座。{listed}").tasks
    assert (task.content, [(unit.name, unit.role) for unit in task.units]) == (
        "新建水厂2座。",
        [("区水务局", "lead"), ("区财政局", "support")],
    )


@pytest.mark.parametrize(
    ("front", "units"),
    [
        ("区水务局：", [("区水务局", "lead")]),
        ("【区水务局、区财政局】", [("区水务局", "lead"), ("区财政局", "support")]),
        ("由区水务局牵头、区财政局配合，", [("区水务局", "lead"), ("区财政局", "support")]),
        ("区水务局要会同区财政局，", [("区水务局", "lead"), ("区财政局", "support")]),
    ],
)
def test_bodies_in_front_of_what_they_do(front: str, units: list[tuple[str, str]]) -> None:
    result = parsed(f"1.{front}新建水厂2座。\n2.{front}整治河道3条。")
    assert [task.content for task in result.tasks] == ["新建水厂2座。", "整治河道3条。"]
    assert [(unit.name, unit.role) for unit in result.tasks[0].units] == units


@pytest.mark.parametrize(
    "front", ["冷链物流园：", "“小巨人”企业：", "区政府督查室要加强督查，", "采购单位：区教育局，"]
)
def test_what_is_built_stands_before_a_colon_too(front: str) -> None:
    (task,) = parsed(f"1.{front}新建水厂2座。（区水务局负责）").tasks
    assert [unit.name for unit in task.units] == ["区水务局"]


def test_what_headings_say_of_their_tasks() -> None:
    result = parsed(
        "一、6月底前完成的任务（1项）\n1.新建水厂2座。（区水务局）\n二、按季调度的任务（1项）\n2.整治河道3条。（区水务局）"
    )
    assert [(task.deadline and task.deadline.date, task.frequency) for task in result.tasks] == [
        ("2031-06-30", None),
        (None, "quarterly"),
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [("〔本部分牵头：区水务局；配合：区财政局〕\n", ""), ("", "\n以上任务由区水务局牵头，区财政局配合。")],
)
def test_who_has_all_tasks_of_a_section(above: str, below: str) -> None:
    result = parsed(
        f"一、水务\n{above}1.新建水厂2座。\n2.整治河道3条。{below}\n二、教育\n3.新建学校4所。（牵头单位：区教育局）"
    )
    assert [[(unit.name, unit.role) for unit in task.units] for task in result.tasks] == [
        [("区水务局", "lead"), ("区财政局", "support")],
        [("区水务局", "lead"), ("区财政局", "support")],
        [("区教育局", "lead")],
    ]


def test_who_oversees_has_no_task() -> None:
    result = parsed(
        "一、水务\n1.新建水厂2座。\n2.整治河道3条。（区水务局）\n以上任务由区督查室负责督办，按月通报。"
    )
    assert [[unit.name for unit in task.units] for task in result.tasks] == [[], ["区水务局"]]


def test_officials_behind_headings_of_units() -> None:
    result = parsed(
        "（一）工程部（分管领导：秦海副总经理）\n1.新建水厂2座。\n2.整治河道3条。\n（二）财务部（分管领导：方圆总会计师）\n1.压减成本3%。"
    )
    assert [
        (task.leader and task.leader.name, [unit.name for unit in task.units]) for task in result.tasks
    ] == [
        ("秦海", ["工程部"]),
        ("秦海", ["工程部"]),
        ("方圆", ["财务部"]),
    ]


def test_signs_that_a_legend_explains() -> None:
    result = parsed(
        "（符号说明：★为牵头单位，☆为配合单位，◎为完成时限）\n1.新建水厂2座。\n★区水务局 ☆区财政局 ◎6月底前\n"
        "2.整治河道3条。\n★区城管局 ☆区财政局 ◎全年"
    )
    assert [
        ([(unit.name, unit.role) for unit in task.units], task.deadline and task.deadline.text)
        for task in result.tasks
    ] == [
        ([("区水务局", "lead"), ("区财政局", "support")], "6月底前"),
        ([("区城管局", "lead"), ("区财政局", "support")], "全年"),
    ]


@pytest.mark.parametrize("legend", ["注：●为牵头单位，○为配合单位。", ""])
def test_a_matrix_of_tasks_and_bodies(legend: str) -> None:
    result = parsed(
        "序号\t工作任务\t区发改局\t区财政局\t区水务局\n1\t新建水厂2座。\t○\t\t●\n2\t整治河道3条。\t●\t○\t\n"
        f"3\t新建公路5公里。\t●\t\t\n{legend}"
    )
    assert [[(unit.name, unit.role) for unit in task.units] for task in result.tasks] == [
        [("区发改局", "support"), ("区水务局", "lead")],
        [("区发改局", "lead"), ("区财政局", "support")],
        [("区发改局", "lead")],
    ]
    assert result.coverage.unexplained == 0
