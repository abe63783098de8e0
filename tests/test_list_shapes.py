"""Lists in forms that no survey counts: headings without markers, boxes, lights, officials and reports inside clauses."""

from __future__ import annotations

import pytest

from govtask_cli import parse
from govtask_cli.grammar.markers import marker
from govtask_cli.records import Result, Task

TITLE = "北山区2031年重点工作任务分解"


def parsed(text: str, title: str = TITLE) -> Result:
    return parse(f"{title}\n\n{text}\n".encode(), name="list.txt")


def units(task: Task) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in task.units]


def test_short_lines_set_apart_are_headings() -> None:
    result = parsed(
        "水务建设\n1.新建水厂2座。（区水务局负责）\n\n道路建设（2件）\n2.新建公路3公里。（区交通局负责）\n"
        "3.新建桥梁2座。（区交通局负责）"
    )
    assert [task.section for task in result.tasks] == ["水务建设", "道路建设（2件）", "道路建设（2件）"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("壹、水务建设", "一、"),
        ("（贰）水务建设", "（一）"),
        ("A　水务建设", "一、"),
        ("壹　水务建设", "一、"),
        ("A类：水务建设", "一、"),
        ("（其一）水务建设", "（一）"),
        ("第1件：新建水厂", "第一条"),
        ("A类企业3家", None),
        ("第一组　水务建设", "第一章"),
        ("板块一　水务建设", "第一章"),
        ("A股上市公司3家", None),
        ("专项债券2亿元", None),
    ],
)
def test_markers_of_sections(heading: str, kind: str | None) -> None:
    found = marker(heading)
    assert (found.kind if found is not None else None) == kind


def test_a_name_above_what_is_to_be_built() -> None:
    result = parsed(
        "1.北山水厂扩建工程\n◎ 建设内容：新建水池2座。\n◎ 牵头单位：区水务局\n◎ 交付时间：9月底前\n"
        "2.环城公路工程\n◎ 建设内容：新建公路3公里。\n◎ 牵头单位：区交通局\n◎ 交付时间：10月底前"
    )
    assert [(task.name, task.content) for task in result.tasks] == [
        ("北山水厂扩建工程", "新建水池2座。"),
        ("环城公路工程", "新建公路3公里。"),
    ]
    assert [task.deadline.date for task in result.tasks if task.deadline] == ["2031-09-30", "2031-10-31"]


def test_a_light_in_brackets_is_the_state() -> None:
    result = parsed(
        "1.新建水厂2座。（区水务局主抓，区财政局协同）【亮绿灯】\n推进情况：完成三成。\n"
        "2.新建公路3公里。（区交通局主抓）【亮黄灯】\n推进情况：完成一半。",
        "北山区2031年上半年重点工作进展情况",
    )
    assert [(task.content, task.status, task.progress) for task in result.tasks] == [
        ("新建水厂2座。", "亮绿灯", "完成三成。"),
        ("新建公路3公里。", "亮黄灯", "完成一半。"),
    ]
    assert units(result.tasks[0]) == [("区水务局", "lead"), ("区财政局", "support")]


def test_the_ticked_box_says_whether_it_is_on_schedule() -> None:
    result = parsed(
        "（1）新建水厂2座。\n　落实情况：完成三成。\n　时序进度：☑达到 □未达到\n"
        "　主管部门：区水务局　　参与部门：区财政局\n"
        "（2）新建公路3公里。\n　落实情况：完成一成。\n　时序进度：□达到 ☑未达到\n　欠进度原因：用地未批。\n"
        "　主管部门：区交通局",
        "北山区2031年上半年重点工作落实情况",
    )
    assert [(task.on_schedule, task.shortfall) for task in result.tasks] == [
        (True, None),
        (False, "用地未批。"),
    ]
    assert units(result.tasks[0]) == [("区水务局", "lead"), ("区财政局", "support")]


def test_an_official_a_deadline_and_how_often_to_report_in_one_clause() -> None:
    (task,) = parsed(
        "1.新建水厂2座。（秦海常务副区长牵头，区水务局主办，区财政局、区水利局协办，汛期前，按月报送）"
    ).tasks
    assert task.leader is not None
    assert (task.leader.name, task.leader.title) == ("秦海", "常务副区长")
    assert units(task) == [("区水务局", "lead"), ("区财政局", "support"), ("区水利局", "support")]
    assert (task.deadline.text if task.deadline else None, task.frequency) == ("汛期前", "monthly")


def test_a_line_that_assigns_in_brackets_of_its_own() -> None:
    first, second = parsed(
        "1.新建水厂2座。\n〔主责：区水务局　协同：区财政局　时限：6月底　报送：每半年〕\n"
        "2.新建公路3公里。\n〔主责：区交通局　时限：全年　报送：按季〕\n\n各单位要细化举措。"
    ).tasks
    assert units(first) == [("区水务局", "lead"), ("区财政局", "support")]
    assert (first.frequency, second.frequency) == ("semiannual", "quarterly")
    assert second.content == "新建公路3公里。"


def test_points_under_a_label_are_no_tasks() -> None:
    result = parsed(
        "1.新建水厂2座。\n责任单位：区水务局\n进展情况：1.1—6月完成桩基。\n2.设备已订购。\n3.管网完成三成。\n\n"
        "2.新建公路3公里。\n责任单位：区交通局\n进展情况：已开工。",
        "北山区2031年上半年重点工作进展情况",
    )
    assert [task.content for task in result.tasks] == ["新建水厂2座。", "新建公路3公里。"]
    assert result.tasks[0].progress == "1.1—6月完成桩基。\n2.设备已订购。\n3.管网完成三成。"


def test_headings_with_a_comma_are_no_cut_sentences() -> None:
    text = "".join(
        f"{at}．{head}\n{body}（{unit}负责）\n"
        for at, (head, body, unit) in enumerate(
            [
                ("强产业，在提质上求突破", "引进企业12家，新增税收3亿元。", "区商务局"),
                ("美环境，在宜居上求突破", "新建公园5座，改造管网30公里。", "区住建局"),
                ("惠民生，在共享上求突破", "新建学校4所，新增学位900个。", "区教育局"),
            ],
            start=1,
        )
    )
    contents = [task.content for task in parsed(text).tasks]
    assert not any("求突破引进" in content or "求突破新建" in content for content in contents)


def test_two_contacts_with_a_telephone_each() -> None:
    result = parsed("1.新建水厂2座。（区水务局负责）\n\n（联系人：苗青、赵白，联系电话：5538120、5538127）")
    assert [(contact.name, contact.phones) for contact in result.document.contacts] == [
        ("苗青", ["5538120"]),
        ("赵白", ["5538127"]),
    ]


def test_a_report_up_to_a_day() -> None:
    result = parsed(
        "1.新建水厂2座。\n责任单位：区水务局\n进展情况：完成三成。",
        "北山区2031年重点工作进展情况（截至10月20日）",
    )
    period = result.document.period
    assert period is not None
    assert (period.label, period.start, period.end) == ("截至10月20日", "2031-01-01", "2031-10-20")


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_bracket_on_a_line_of_its_own_belongs_to_the_item_above(gap: str) -> None:
    result = parsed(
        f"1.新建水厂2座。（牵头单位：区水务局）\n{gap}（完成时限：9月底前）\n{gap}"
        f"2.新建公路3公里。（牵头单位：区交通局）\n{gap}【亮红灯】"
    )
    first, second = result.tasks
    assert (first.deadline and first.deadline.date, second.status) == ("2031-09-30", "亮红灯")
    assert [units(task) for task in result.tasks] == [[("区水务局", "lead")], [("区交通局", "lead")]]


def test_a_counted_heading_needs_no_blank_line() -> None:
    result = parsed(
        "水务建设篇（1件）\n\n1.新建水厂2座。（区水务局负责）\n道路建设篇（1件）\n2.新建公路3公里。（区交通局负责）\n"
        "\n3.新建桥梁2座。（区交通局负责）"
    )
    assert [task.section for task in result.tasks] == [
        "水务建设篇（1件）",
        "道路建设篇（1件）",
        "道路建设篇（1件）",
    ]


HEADED: list[tuple[str, list[list[tuple[str, str]]]]] = [
    (
        "一、水务建设（牵头单位：区水务局）\n1.新建水厂2座。\n2.改造泵站5座。\n"
        "二、城市管理（区城管局牵头，区公安局配合）\n3.新建公厕12座。\n4.增设停车位300个。",
        [[("区水务局", "lead")]] * 2 + [[("区城管局", "lead"), ("区公安局", "support")]] * 2,
    ),
    (
        "区水务局：\n1.新建水厂2座。\n2.改造泵站5座。\n区城管局、区公安局：\n3.新建公厕12座。\n4.增设停车位300个。",
        [[("区水务局", "lead")]] * 2 + [[("区城管局", "lead"), ("区公安局", "support")]] * 2,
    ),
    (
        "1.新建水厂2座。\n区水务局\n2.改造泵站5座。\n区水务局\n3.新建公厕12座。\n区城管局、区公安局\n4.增设停车位300个。\n区公安局",
        [
            [("区水务局", "lead")],
            [("区水务局", "lead")],
            [("区城管局", "lead"), ("区公安局", "support")],
            [("区公安局", "lead")],
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_bodies_of_headings_and_bodies_below_items(text: str, expected: list[list[tuple[str, str]]]) -> None:
    tasks = parsed(text).tasks
    assert [task.content for task in tasks] == [
        "新建水厂2座。",
        "改造泵站5座。",
        "新建公厕12座。",
        "增设停车位300个。",
    ]
    assert [units(task) for task in tasks] == expected
    assert not any(finding.code == "TEXT001" for finding in parsed(text).findings)


def test_a_heading_with_bodies_whose_points_name_their_own_is_a_task_beside_them() -> None:
    result = parsed(
        "（一）简化审批流程（区政务局牵头）\n1.清理收费事项8项。（区财政局负责）\n2.压减环节20个。（区政务局负责）\n"
        "（二）优化口岸服务（区商务局牵头）\n1.新增航线2条。（区交通局负责）\n2.改造堆场1处。（区商务局负责）"
    )
    assert [task.content for task in result.tasks][:3] == [
        "简化审批流程",
        "清理收费事项8项。",
        "压减环节20个。",
    ]
