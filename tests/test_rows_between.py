"""What stands between the rows of one table, and cells that speak of others: headings, remarks, sums, dittos, cards."""

from __future__ import annotations

from govtask_cli import parse
from govtask_cli.records import Result, Task

TITLE = "北山区2031年重点工作任务分解表"
HEADER = "序号\t工作任务\t牵头单位\t配合单位\t完成时限"


def parsed(text: str) -> Result:
    return parse(f"{TITLE}\n\n{text}\n".encode(), name="table.txt")


def units(task: Task) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in task.units]


def test_a_line_without_a_marker_heads_the_rows_below_it() -> None:
    result = parsed(
        f"{HEADER}\n水务建设\n1\t新建水厂2座。\t区水务局\t区财政局\t6月底前\n"
        "道路建设\n2\t新建公路3公里。\t区交通局\t区财政局\t全年"
    )
    assert [(task.number, task.section) for task in result.tasks] == [(1, "水务建设"), (2, "道路建设")]


def test_the_heading_of_a_leader_between_rows_names_the_leader() -> None:
    result = parsed(
        f"{HEADER}\n1\t新建水厂2座。\t区水务局\t区财政局\t6月底前\n"
        "包抓领导：秦海（副区长）\n2\t新建公路3公里。\t区交通局\t区财政局\t全年"
    )
    leader = result.tasks[1].leader
    assert leader is not None
    assert (leader.name, leader.title) == ("秦海", "副区长")
    assert result.tasks[0].leader is None


def test_a_remark_between_rows_is_no_heading_and_parts_nothing() -> None:
    result = parsed(
        f"{HEADER}\n1\t新建水厂2座。\t区水务局\t区财政局\t6月底前\n"
        "说明：下列任务由镇街申报。\n2\t新建公路3公里。\t区交通局\t区财政局\t全年"
    )
    assert [(task.number, task.section) for task in result.tasks] == [(1, None), (2, None)]
    assert "说明：下列任务由镇街申报。" in {note.text for note in result.notes}


def test_a_heading_with_sums_is_a_heading_and_the_sums_are_told() -> None:
    header = "序号\t项目名称\t建设内容\t总投资\t责任单位"
    result = parsed(
        f"{header}\n\t一、产业项目（1个）\t\t8200\t\n1\t北山水厂\t新建水厂2座。\t8200\t区水务局\n"
        "\t合计\t\t8200\t"
    )
    assert [(task.content, task.section) for task in result.tasks] == [
        ("新建水厂2座。", "一、产业项目（1个）")
    ]
    assert [note.text for note in result.notes if note.kind == "total"] == ["8200", "合计 8200"]


def test_a_ditto_stands_for_the_cell_above() -> None:
    result = parsed(
        f"{HEADER}\n1\t新建水厂2座。\t区水务局\t区财政局\t6月底前\n2\t新建公路3公里。\t同上\t〃\t全年"
    )
    assert units(result.tasks[1]) == [("区水务局", "lead"), ("区财政局", "support")]
    assert [note.text for note in result.notes if note.kind == "ditto"] == ["同上", "〃"]


def test_a_ditto_without_a_cell_above_stays_as_it_is() -> None:
    result = parsed(f"{HEADER}\n1\t新建水厂2座。\t同上\t区财政局\t6月底前")
    assert ("同上", "lead") in units(result.tasks[0])


CELLS = (
    "序号\n项目名称\n建设单位\n建设内容\n责任单位\n"
    "{first}1\n北山水厂\n北山水务公司\n新建水厂2座。\n区水务局\n"
    "2\n南山水厂\n南山水务公司\n新建水厂1座。\n区水务局\n"
    "{second}3\n环城公路\n北山交通公司\n新建公路3公里。\n区交通局\n"
    "4\n城南公路\n北山交通公司\n新建公路6公里。\n区交通局"
)


def test_headings_in_a_table_of_one_cell_a_line() -> None:
    for first, second in (
        ("一、水务（2个）", "二、道路（2个）"),
        ("甲、水务类", "乙、道路类"),
        ("水务项目", "道路项目"),
    ):
        result = parsed(CELLS.format(first=first + "\n", second=second + "\n"))
        assert [task.section for task in result.tasks] == [first, first, second, second]
        assert [task.owner for task in result.tasks] == [
            "北山水务公司",
            "南山水务公司",
            "北山交通公司",
            "北山交通公司",
        ]
        assert units(result.tasks[2]) == [("区交通局", "lead")]


def test_cards_are_counted_by_the_lines_above_them_and_some_lack_a_label() -> None:
    result = parsed(
        "【任务卡01】\n任务事项：新建水厂2座。\n牵头部门：区水务局\n配合部门：区财政局\n完成节点：6月底\n\n"
        "【任务卡02】\n任务事项：新建公路3公里。\n牵头部门：区交通局\n完成节点：12月底"
    )
    assert [(task.number, task.content) for task in result.tasks] == [
        (1, "新建水厂2座。"),
        (2, "新建公路3公里。"),
    ]
    assert units(result.tasks[0]) == [("区水务局", "lead"), ("区财政局", "support")]
    assert units(result.tasks[1]) == [("区交通局", "lead")]


def test_cards_of_two_columns_with_labels_of_their_own() -> None:
    card = "任务卡 {0}\n工作名称\t{1}\n工作要求\t{2}\n牵头站办\t{3}\n工作亮点\t首创\n\n"
    result = parsed(
        card.format("01", "水厂", "新建水厂2座。", "镇水务站")
        + card.format("02", "公路", "新建公路3公里。", "镇交通站")
        + card.format("03", "学校", "新建学校4所。", "镇教育站")
    )
    assert [(task.number, task.name, task.content) for task in result.tasks] == [
        (1, "水厂", "新建水厂2座。"),
        (2, "公路", "新建公路3公里。"),
        (3, "学校", "新建学校4所。"),
    ]
    assert result.tasks[0].other == {"工作亮点": "首创"}


def test_rows_shifted_to_the_left_by_a_merged_cell() -> None:
    result = parsed(
        "| 领域 | 具体任务 | 责任处室 | 完成时限 |\n|---|---|---|---|\n"
        "| 规划公开 | 1.公开规划，做好归集整理。 | 规划处牵头，各处室配合 | 12月底前 |\n"
        "| 2.制作解读产品，年内不少于6件。 | 宣传处 | 12月底前 | |"
    )
    assert [(task.category, task.number, units(task)[0]) for task in result.tasks] == [
        ("规划公开", 1, ("规划处", "lead")),
        ("规划公开", 2, ("宣传处", "lead")),
    ]


def test_figures_of_a_past_year_are_no_progress() -> None:
    result = parsed(
        "责任部门\t指标名称\t2030年完成\t2031年目标值\n区发改局\t地区生产总值增速\t5.8\t6.5\n区商务局\t进出口增速\t6\t7"
    )
    assert [(task.progress, task.target) for task in result.tasks] == [(None, "6.5"), (None, "7")]
    assert result.tasks[0].other == {"2030年完成": "5.8"}


def test_the_addresses_below_a_page_and_what_points_to_them() -> None:
    result = parsed(
        "1.新建水厂2座。（区水务局负责）\n2.新建公路3公里。（区交通局负责）\n\n[1]打印 [2]关闭\n\n"
        "References\n\n   1. https://example.org/\n   2. javascript:window.close()"
    )
    assert [task.content for task in result.tasks] == ["新建水厂2座。", "新建公路3公里。"]
    assert "References" in {note.text for note in result.notes if note.dropped}


def test_a_column_of_bodies_is_taken_for_the_units_and_told() -> None:
    result = parsed(
        "序号\t工作任务\t由谁兜底\t完成时限\n1\t新建水厂2座。\t区水务局、区财政局\t6月底前\n"
        "2\t新建公路3公里。\t区交通局\t全年\n3\t新建学校4所。\t区教育局\t8月底前"
    )
    assert units(result.tasks[0]) == [("区水务局", "lead"), ("区财政局", "support")]
    assert [finding.code for finding in result.findings] == ["TABLE002"]
    assert "由谁兜底" in result.findings[0].message


def test_a_table_of_purchases_has_no_tasks_for_the_bodies_in_it() -> None:
    rows = "序号\t项目名称\t成交方\t金额\n" + "".join(
        f"{at}\t{name}采购\t{body}\t{at * 7}万元\n"
        for at, (name, body) in enumerate(
            [("课桌椅", "北山工贸公司"), ("实验台", "南山教具公司"), ("灯具", "东岭光电公司")], 1
        )
    )
    result = parse(f"北山区教育局2031年政府采购结果公告\n\n{rows}".encode(), name="bought.txt")
    assert not result.tasks


def test_columns_that_no_list_names_are_known_by_their_characters_and_cells() -> None:
    result = parsed(
        "序号\t民生实事\t工作任务\t领战单位\t协战单位\t按期推进\n1\t供水\t新建水厂2座。\t区水务局\t区财政局\t是\n"
        "\t\t新建泵站1座。\t区水务局\t区财政局\t否\n2\t出行\t新建公路3公里。\t区交通局\t/\t是\n"
        "\t\t新建桥梁4座。\t区交通局\t/\t是"
    )
    assert [units(task) for task in result.tasks[:2]] == [[("区水务局", "lead"), ("区财政局", "support")]] * 2
    assert [(task.category, task.on_schedule) for task in result.tasks] == [
        ("供水", True),
        ("供水", False),
        ("出行", True),
        ("出行", True),
    ]


def test_figures_of_a_level_are_part_of_the_allocation() -> None:
    result = parsed(
        "序号\t项目内容\t全县目标\t东岭镇\t西桥镇\t县级\t牵头单位\n1\t新建公厕9座\t9\t4\t/\t5\t县城管局\n"
        "2\t新建公园3个\t3\t1\t2\t/\t县住建局"
    )
    first = result.tasks[0]
    assert (first.target, first.allocation) == ("9", {"东岭镇": "4", "西桥镇": "/", "县级": "5"})


def test_a_section_with_a_comma_between_cells_one_to_a_line() -> None:
    rows = ["序号", "重点任务", "牵头单位", "完成时限", "一、稳中求进，促进经济平稳增长"]
    rows += ["1", "新建水厂2座。", "区水务局", "6月底前", "2", "新建公路3公里。", "区交通局", "全年"]
    result = parsed("\n\n".join(rows))
    assert [(task.number, task.section, units(task)) for task in result.tasks] == [
        (1, "一、稳中求进，促进经济平稳增长", [("区水务局", "lead")]),
        (2, "一、稳中求进，促进经济平稳增长", [("区交通局", "lead")]),
    ]


def test_a_name_that_could_be_a_label_is_the_value_of_a_card() -> None:
    card = (
        "| 任务卡编号 | {} | 任务名称 | {} |\n| 任务内容 | {} |\n| 主攻单位 | {} | 协攻单位 | 区财政局 |\n"
        "| 上半年战果 | 已完成一半。 |\n| 是否达到攻坚计划 | 否 | 未达到原因 | 用地未批。 |\n\n"
    )
    result = parsed(
        card.format(1, "水厂", "新建水厂2座。", "水务局")
        + card.format(2, "公路", "新建公路3公里。", "建设局")
        + card.format(3, "学校", "新建学校4所。", "教育局")
    )
    assert [(task.number, units(task)[0], task.shortfall) for task in result.tasks] == [
        (1, ("水务局", "lead"), "用地未批。"),
        (2, ("建设局", "lead"), "用地未批。"),
        (3, ("教育局", "lead"), "用地未批。"),
    ]
    assert {task.progress for task in result.tasks} == {"已完成一半。"}


def test_the_rest_of_a_cell_below_the_header_of_another_page() -> None:
    def row(*cells: str) -> str:
        widths = (7, 30, 18, 22)
        return "".join(
            cell + " " * (width - sum(2 - char.isascii() for char in cell))
            for cell, width in zip(cells, widths, strict=False)
        ).rstrip()

    header = row("序号", "工作任务", "牵头单位", "配合单位")
    lines = [
        header,
        "",
        row("1", "新建水厂2座，日供水3万吨，", "区水务局", "区财政局"),
        row("", "铺设管网9公里。"),
        "",
    ]
    lines += [row("2", "新建公路3公里。", "区交通局", "区发改局、区自然资源"), "", "— 1 —", "", header, ""]
    lines += [row("", "", "", "规划局"), "", row("3", "新建学校4所。", "区教育局", "区财政局")]
    result = parsed("\n".join(lines))
    assert [task.number for task in result.tasks] == [1, 2, 3]
    assert units(result.tasks[1])[-1] == ("区自然资源规划局", "support")
