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


ONE_LINE = (
    "北山区人民政府关于印发《2031年重点工作任务分解》的通知 北山政发〔2031〕3号 各乡镇人民政府： "
    "现将任务分解印发给你们，请认真落实。 "
    "一、提高认识。各单位要高度重视，明确专人负责，细化措施，倒排工期，确保完成全年任务。 "
    "二、加强调度。各责任单位每季度末将进展情况报区政府督查室，督查室定期通报，对进度滞后的单位予以约谈。 "
    "附件： 2031年重点工作任务分解 北山区人民政府 2031年1月5日 "
    "附件 2031年重点工作任务分解 各项任务按季度调度。 "
    "一、水务建设 1.新建水厂2座，日供水3万吨。 责任单位：区水务局 完成时限：10月底前2.改造管网30公里。 "
    "责任单位：区水务局、区住建局 完成时限：年底前 "
    "二、道路建设 1.新建公路5公里。 责任单位：区交通局 完成时限：11月底前 版权所有 未经许可不得转载"
)


def test_a_document_in_one_line_is_parted_at_the_blanks_of_its_line_breaks() -> None:
    result = parse(ONE_LINE.encode(), name="line.txt")
    assert result.document.issuer == "北山区人民政府"
    assert result.document.issued_on == "2031-01-05"
    assert [(task.section, task.number, task.content) for task in result.tasks] == [
        ("一、水务建设", 1, "新建水厂2座，日供水3万吨。"),
        ("一、水务建设", 2, "改造管网30公里。"),
        ("二、道路建设", 1, "新建公路5公里。"),
    ]
    assert units(result.tasks[1]) == [("区水务局", "lead"), ("区住建局", "support")]


def test_an_annex_with_its_list_is_none_that_is_only_named() -> None:
    annex = (
        "附件\n2031年重点工作任务分解\n1.新建水厂2座。（区水务局负责）\n2.新建公路5公里。（区交通局负责）\n"
    )
    result = parse(f"{annex}\n{annex}".encode(), name="twice.txt")
    assert len(result.tasks) == 4


def test_labels_and_values_on_lines_of_their_own_in_turn() -> None:
    cards = "".join(
        f"序号\n{number}\n任务内容\n{content}\n年度目标\n完成年度目标\n责任单位\n{unit}\n"
        for number, content, unit in (
            ("一", "新建水厂2座，日供水3万吨。", "区水务局"),
            ("二", "新建公路5公里，改造桥梁2座。", "区交通局、区财政局"),
            ("三", "新建学校1所。", "区教育局"),
        )
    )
    result = parsed(cards)
    assert [(task.number, task.content, task.target) for task in result.tasks] == [
        (1, "新建水厂2座，日供水3万吨。", "完成年度目标"),
        (2, "新建公路5公里，改造桥梁2座。", "完成年度目标"),
        (3, "新建学校1所。", "完成年度目标"),
    ]
    assert units(result.tasks[1]) == [("区交通局", "lead"), ("区财政局", "support")]


def test_the_last_point_of_each_title_says_who_answers_for_all_of_it() -> None:
    result = parsed(
        "1.加强水务建设。\n⑴新建水厂2座。\n⑵改造管网30公里。[责任单位：区水务局]\n"
        "2.加强道路建设。\n⑴新建公路5公里。\n⑵改造桥梁2座。[责任单位：区交通局]"
    )
    assert [(task.number, units(task)) for task in result.tasks] == [
        (1, [("区水务局", "lead")]),
        (2, [("区交通局", "lead")]),
    ]
    assert "改造管网30公里" in result.tasks[0].content


def test_headings_that_name_fields_stand_above_tasks_without_numbers() -> None:
    result = parsed(
        "一、水务建设方面\n新建水厂2座，日供水3万吨。\n牵头单位：区水务局\n"
        "二、道路建设方面\n新建公路5公里。\n牵头单位：区交通局",
        title="北山区2031年民生实事项目",
    )
    assert [(task.section, task.number, task.content) for task in result.tasks] == [
        ("一、水务建设方面", None, "新建水厂2座，日供水3万吨。"),
        ("二、道路建设方面", None, "新建公路5公里。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "主持人：各位网友好。\n王局长：按照预案，乡镇负责转移，水利部门牵头、应急部门配合。\n主持人：责任单位是哪家？\n"
        "一是落实责任。由各乡镇人民政府负责更新名单。\n主持人：谢谢大家。",
        "北山街道内设机构及主要职责\n一、综合办公室\n（一）负责日常运转工作。\n（二）牵头做好政务公开。\n负责人：丁一\n"
        "二、经济发展办公室\n（一）负责招商引资。\n（二）配合做好安全检查。\n负责人：王二",
    ],
)
def test_interviews_and_lists_of_duties_hold_no_tasks(text: str) -> None:
    result = parse(text.encode(), name="trap.txt")
    assert result.document.kind == "unknown"
    assert not result.tasks


def test_rows_of_one_width_whose_figures_look_like_numbers() -> None:
    rows = "".join(
        f"{heading}{number}\n{content}\n{total}\n{north}\n{south}\n{unit}\n"
        for heading, number, content, total, north, south, unit in (
            ("供水方面\n", 1, "改造供水管网5公里。", 5, 2, 3, "区水务局"),
            ("", 2, "新建水厂6座。", 6, 3, 3, "区水务局"),
            ("", 3, "新建泵站8座。", 8, 4, 4, "区水务局"),
            ("教育方面\n", 1, "新建学校4所。", 4, 2, 2, "区教育局"),
            ("", 2, "改造食堂6个。", 6, 3, 3, "区教育局"),
        )
    )
    result = parsed(
        f"序号\n主要内容\n全市任务数\n北山区\n南山区\n责任单位\n{rows}", title="2031年民生实事项目清单"
    )
    assert [(task.section, task.number, task.target, task.allocation) for task in result.tasks] == [
        ("供水方面", 1, "5", {"北山区": "2", "南山区": "3"}),
        ("供水方面", 2, "6", {"北山区": "3", "南山区": "3"}),
        ("供水方面", 3, "8", {"北山区": "4", "南山区": "4"}),
        ("教育方面", 1, "4", {"北山区": "2", "南山区": "2"}),
        ("教育方面", 2, "6", {"北山区": "3", "南山区": "3"}),
    ]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("区水务局、花桥村及官山村", ["区水务局", "花桥村", "官山村"]),
        ("财政所会同中心小学", ["财政所", "中心小学"]),
        ("区水务局、区财政局等区级相关部门", ["区水务局", "区财政局", "区级相关部门"]),
        ("区教育局、丰原县及各功能区管委会", ["区教育局", "丰原县", "各功能区管委会"]),
        ("农业农村和水利局、人民银行和川分行", ["农业农村和水利局", "人民银行和川分行"]),
        ("市财政所 与市派出所", ["市财政所", "市派出所"]),
        ("云溪县政府 和川县政府", ["云溪县政府", "和川县政府"]),
    ],
)
def test_words_that_join_names(listed: str, names: list[str]) -> None:
    result = parsed(f"1.新建水厂2座。\n责任单位：{listed}\n2.新建公路5公里。\n责任单位：区交通局")
    assert [unit.name for unit in result.tasks[0].units] == names


def test_rows_counted_in_chinese_numerals_below_a_category_that_is_given_once() -> None:
    result = parsed(
        "序号  类别      工作任务                              牵头单位\n"
        "一    卫生健康  推动检查结果互认，新增互认项目120项。  市卫健委\n"
        "二              扩大普惠托育，新增托位1520个以上。      市教育局\n"
        "三    科技创新  新增科技企业孵化器3家，完成改造。      市科技局\n"
        "四              开展关键技术攻关，实施项目7项以上。    市科技局"
    )
    assert [(task.number, task.category, units(task)) for task in result.tasks] == [
        (1, "卫生健康", [("市卫健委", "lead")]),
        (2, "卫生健康", [("市教育局", "lead")]),
        (3, "科技创新", [("市科技局", "lead")]),
        (4, "科技创新", [("市科技局", "lead")]),
    ]


def test_a_line_that_ends_amid_the_words_that_give_a_role_goes_on() -> None:
    result = parsed(
        "1.新建水厂2座。\n    责任单位：区水务局牵头，区财政局、区教育局，各街道办事处按职责分工负\n责\n\n"
        "2.新建公路5公里。\n    责任单位：区交通局牵头，区财政局，各街道办事处按职责分工\n负责\n"
    )
    assert [[name for name, _ in units(task)] for task in result.tasks] == [
        ["区水务局", "区财政局", "区教育局", "各街道办事处"],
        ["区交通局", "区财政局", "各街道办事处"],
    ]


def test_aliases_between_angle_brackets_are_no_path_of_a_page() -> None:
    result = parsed(
        "序号  工作任务              牵头单位        配合单位\n"
        "1     放映农村公益电影。    县文化广电和旅  县委宣传部<县\n"
        "                            游局<县文物局>  委文明办>\n"
        "                                            ,县体育局\n"
        "2     新建全民健身设施。    县民政局        县财政局<县国\n"
        "                                            资委>,县人力\n"
        "                                            资源局"
    )
    assert [[(unit.name, unit.alias) for unit in task.units] for task in result.tasks] == [
        [("县文化广电和旅游局", "县文物局"), ("县委宣传部", "县委文明办"), ("县体育局", None)],
        [("县民政局", None), ("县财政局", "县国资委"), ("县人力资源局", None)],
    ]


def test_rows_below_a_merged_cell_that_count_on_are_no_rests_of_the_row_above() -> None:
    result = parsed(
        "|民生类别|工作任务|责任分解||备注|\n|||分管领导|责任单位||\n"
        "|学有所教|1、培育超过10个教育集团|吴兴旺常务副区长|区教育局 区发改局|续建|\n"
        "||2、深入推进集团化办学，建设校园智慧食堂36个以上|吴兴旺常务副区长|区教育局 区人社局||\n"
        "||3、加强师德师风建设，增加课后服务项目13个|吴兴旺常务副区长|区教育局||\n",
        title="北山区2031年民生实事责任分解表",
    )
    assert [(task.number, task.category, len(task.units)) for task in result.tasks] == [
        (1, "学有所教", 2),
        (2, "学有所教", 2),
        (3, "学有所教", 1),
    ]
    assert {task.leader.name for task in result.tasks if task.leader is not None} == {"吴兴旺"}


def test_the_second_row_of_a_header_is_no_running_head() -> None:
    header = "项次\t重点任务\t责任分工\t\n\t\t牵头单位\t配合单位\n"
    pages = "".join(
        f"（{'一二三'[page]}）{'水务教育交通'[2 * page : 2 * page + 2]}建设\n- {page} -\n{header}"
        f"{page + 1}\t新建设施{page + 2}座，完成改造。\t区水务局\t区财政局、区住建局\n"
        for page in range(3)
    )
    result = parsed(pages)
    assert [(task.number, units(task)) for task in result.tasks] == [
        (number, [("区水务局", "lead"), ("区财政局", "support"), ("区住建局", "support")])
        for number in (1, 2, 3)
    ]


def test_the_number_of_a_card_below_a_page_number_is_no_running_head() -> None:
    rule = "------------------------------"
    cards = "\n\n".join(
        f"【序号】{number}\n\n【工作内容】新建水厂{number}座，日供水3万吨。\n\n【主办单位】区水务局\n\n"
        + (f"-{number // 2}-\n\n{rule}" if number % 2 == 0 else rule)
        for number in range(1, 8)
    )
    result = parsed(cards)
    assert [task.number for task in result.tasks] == [1, 2, 3, 4, 5, 6, 7]
    assert [task.content for task in result.tasks][3] == "新建水厂4座，日供水3万吨。"


def test_a_label_in_round_brackets_and_one_behind_an_asterisk_name_the_units() -> None:
    result = parsed(
        "1.新建水厂2座，日供水3万吨。\n（牵头责任单位）区水务局\n（协作单位）区财政局、区住建局\n"
        "2.改造管网30公里。\n*牵头责任单位：区住建局\n*协作单位：区财政局\n"
    )
    assert [units(task) for task in result.tasks] == [
        [("区水务局", "lead"), ("区财政局", "support"), ("区住建局", "support")],
        [("区住建局", "lead"), ("区财政局", "support")],
    ]


def test_points_of_a_value_whose_numbers_stand_before_figures_are_no_items() -> None:
    result = parsed(
        "7.改造农贸市场8个。（区商务局负责）\n进展情况：1.3个农贸市场完成改造。\n2.13座公厕投入使用。\n"
        "3.发放消费券2117万元。\n8.新建水厂2座。（区水务局负责）\n进展情况：已完工。\n",
        title="北山区2031年重点工作进展情况",
    )
    assert [task.number for task in result.tasks] == [7, 8]
    assert (result.tasks[0].progress or "").endswith("3.发放消费券2117万元。")


def test_a_single_blank_where_the_next_column_begins_parts_two_cells() -> None:
    result = parsed(
        "序号   工作任务                 年度目标   责任单位\n"
        "1      新建改造公共厕所，       10座       区住建局\n"
        "       方便群众。\n"
        "2      改造老旧小区三十处美境啊 12座       区城管局\n"
        "       ，惠及居民。\n"
        "3      整治河道9公里，          9公里      区水务局\n"
        "       改善水质。\n"
    )
    assert [(task.number, task.target) for task in result.tasks] == [(1, "10座"), (2, "12座"), (3, "9公里")]


def test_a_header_of_three_rows_that_blanks_keep_apart() -> None:
    result = parsed(
        "序号   实事项目                 目标任务                            责任单位\n"
        "                                全区       任务分解\n"
        "                                           东溪镇     西岭镇\n"
        "1      新建水厂2座，            2座        1          1            区水务局\n"
        "       保障供水。\n"
        "2      改造管网30公里。         30公里     10         20           区住建局\n"
        "3      整治河道9公里。          9公里      /          9            区水务局\n",
        title="北山区2031年民生实事任务分解表",
    )
    assert [(task.target, task.allocation) for task in result.tasks] == [
        ("2座", {"东溪镇": "1", "西岭镇": "1"}),
        ("30公里", {"东溪镇": "10", "西岭镇": "20"}),
        ("9公里", {"东溪镇": "/", "西岭镇": "9"}),
    ]


def test_bodies_in_a_bracket_of_their_own_answer_for_the_paragraph_above() -> None:
    result = parsed(
        "一、创新驱动\n培育创新主体。新建研发平台4个。\n【区科技局、区发改局】\n引进人才36名。\n【区人社局】\n"
        "二、项目建设\n新开工项目12个。\n【区发改局、各镇】\n"
    )
    assert [(task.section, [name for name, _ in units(task)]) for task in result.tasks] == [
        ("一、创新驱动", ["区科技局", "区发改局"]),
        ("一、创新驱动", ["区人社局"]),
        ("二、项目建设", ["区发改局", "各镇"]),
    ]


def test_a_letter_in_one_line_names_who_signs_it_and_when() -> None:
    result = parse(
        (
            "北山区人民政府关于印发2031年重点工作任务分解的通知\n"
            "各镇： 现将《2031年重点工作任务分解》印发给你们，请抓好落实。 北山区人民政府 2031年3月5日\n"
            "2031年重点工作任务分解\n1.新建水厂2座。（区水务局负责）\n2.改造管网30公里。（区住建局负责）\n"
        ).encode(),
        name="letter.txt",
    )
    assert (result.document.issuer, result.document.issued_on) == ("北山区人民政府", "2031-03-05")
    assert len(result.tasks) == 2


def test_all_before_a_word_for_together_lead() -> None:
    result = parsed("1.新建水厂2座。（区水务局、区住建局会同区财政局负责）\n")
    assert units(result.tasks[0]) == [("区水务局", "lead"), ("区住建局", "lead"), ("区财政局", "support")]


def test_lists_of_purchases_are_no_tasks() -> None:
    result = parse(
        (
            "北山区重点工作督办平台项目成交结果公告\n\n序号\t名称\t服务范围\t服务时间\n"
            "1\t任务分解模块\t覆盖区政府各部门\t合同签订后60日内\n2\t进度填报模块\t区政府督查室\t合同签订后60日内\n"
        ).encode(),
        name="purchase.txt",
    )
    assert result.tasks == []
