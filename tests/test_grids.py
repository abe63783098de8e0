"""Real grids: merged cells both ways, several header rows, rows that span the table; here from web pages."""

from __future__ import annotations

from typing import Any

import pytest

from govtask_cli import pipeline
from govtask_cli.document import Label, Paragraph, Table
from govtask_cli.records import Result, Task

TITLE = "北山区2031年重点工作任务分解表"
HEADER = "<tr><td>序号<td>类别<td>工作任务<td>牵头单位<td>配合单位<td>完成时限"


def parsed(rows: str, above: str = f"<h1>{TITLE}</h1>") -> Result:
    return pipeline.parse(f"<html><body>{above}<table>{rows}</table></body></html>".encode(), "page.html")


def tasks(rows: str) -> list[Task]:
    return parsed(rows).tasks


def units(task: Task) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in task.units]


def test_a_merged_number_is_shared_and_not_repeated() -> None:
    result = parsed(
        HEADER + "<tr><td rowspan=2>1<td>水务<td>新建水厂2座。<td>区水务局<td>区财政局<td>6月底前"
        "<tr><td>河道<td>整治河道3条。<td>区城管局<td>区财政局<td>12月底前"
        "<tr><td>2<td>道路<td>新建公路3公里。<td>区交通局<td>区财政局<td>全年"
    )
    assert [task.number for task in result.tasks] == [1, 1, 2]
    assert "number" not in result.tasks[1].origins
    assert not result.findings


def test_merged_cells_of_any_column_count_for_every_row() -> None:
    first, second = tasks(
        HEADER
        + "<tr><td>1<td rowspan=2>水务<td>新建水厂2座。<td rowspan=2>区水务局<td>区财政局<td rowspan=2>6月底前"
        "<tr><td>2<td>整治河道3条。<td>区城管局"
    )
    assert (first.category, second.category) == ("水务", "水务")
    assert units(first) == [("区水务局", "lead"), ("区财政局", "support")]
    assert units(second) == [("区水务局", "lead"), ("区城管局", "support")]
    assert first.deadline == second.deadline
    assert second.deadline is not None
    assert second.origins["deadline"] == "表1!F2"


def test_a_merged_task_is_the_task_of_its_rows() -> None:
    rows = (
        "<tr><td>序号<td>工作任务<td>年度目标<td>责任单位"
        "<tr><td rowspan=2>1<td rowspan=2>建设物流港<td>完成投资2亿元<td>区商务局"
        "<tr><td>招引企业2家<td>区招商局"
    )
    assert [(task.number, task.content, task.target) for task in tasks(rows)] == [
        (1, "建设物流港", "完成投资2亿元"),
        (1, "建设物流港", "招引企业2家"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td colspan=6>一、城市建设",
        "<tr><td>一<td colspan=5>城市建设",
        "<tr><td colspan=5>一、城市建设<td>",
    ],
)
def test_a_row_that_spans_the_table_is_a_section(row: str) -> None:
    (task,) = tasks(f"{HEADER}{row}<tr><td>1<td>水务<td>新建水厂2座。<td>区水务局<td><td>")
    assert task.section in ("一、城市建设", "城市建设")


def test_a_cell_over_two_unit_columns_is_read_once() -> None:
    (task,) = tasks(HEADER + "<tr><td>1<td>水务<td>新建水厂2座。<td colspan=2>区水务局、区财政局<td>全年")
    assert units(task) == [("区水务局", "lead"), ("区财政局", "lead")]


def test_a_cell_over_category_and_task_is_the_task() -> None:
    (task,) = tasks(HEADER + "<tr><td>1<td colspan=2>新建水厂2座。<td>区水务局<td><td>全年")
    assert (task.content, task.category) == ("新建水厂2座。", None)


def test_two_header_rows() -> None:
    rows = (
        "<tr><td rowspan=2>序号<td rowspan=2>工作任务<td colspan=2>责任分工<td rowspan=2>完成时限"
        "<tr><td>牵头单位<td>配合单位<tr><td>1<td>新建水厂2座。<td>区水务局<td>区财政局<td>全年"
    )
    (task,) = tasks(rows)
    assert units(task) == [("区水务局", "lead"), ("区财政局", "support")]
    assert (task.number, task.content, task.deadline and task.deadline.text) == (1, "新建水厂2座。", "全年")


def test_three_header_rows_with_a_title_and_a_unit_of_measure() -> None:
    rows = (
        f"<tr><td colspan=6>{TITLE}<tr><td colspan=5><td>单位：万元"
        "<tr><td rowspan=3>序号<td rowspan=3>事项名称<td colspan=3>目标任务<td rowspan=3>责任单位"
        "<tr><td rowspan=2>全区<td colspan=2>其中"
        "<tr><td>东镇<td>西乡<tr><td>1<td>新建公厕<td>30<td>10<td>20<td>区城管局"
    )
    result = parsed(rows, above="")
    (task,) = result.tasks
    assert result.document.title == TITLE
    assert task.part == TITLE
    assert task.allocation == {"东镇": "10", "西乡": "20"}
    assert units(task) == [("区城管局", "lead")]


def test_a_header_over_two_columns_without_words_of_their_own() -> None:
    rows = "<tr><td>序号<td>工作任务<td colspan=2>责任单位<tr><td>1<td>新建水厂2座。<td>区水务局<td>区财政局"
    assert units(tasks(rows)[0]) == [("区水务局", "lead"), ("区财政局", "support")]


def test_a_figure_over_several_regions_belongs_to_each() -> None:
    rows = (
        "<tr><td>序号<td>工作任务<td>东镇<td>西乡<td>南街道<td>责任单位"
        "<tr><td>1<td>新建公厕<td>10<td colspan=2>统筹安排<td>区城管局"
    )
    assert tasks(rows)[0].allocation == {"东镇": "10", "西乡": "统筹安排", "南街道": "统筹安排"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>索引号<td>330000/2031-1<td>发文字号<td>北政〔2031〕1号", ["索引号", "发文字号"]),
        ("<tr><th>标题<td colspan=3>重点工作<tr><th>文号<td>甲<th>来源<td>乙", ["标题", "文号", "来源"]),
        ("<tr><td>索引号：330000/2031-1<td>发布机构：区政府<tr><td>文号：<td>", ["索引号：", "发布机构：", "文号："]),
    ],
)  # fmt: skip
def test_a_grid_of_metadata_becomes_labels(rows: str, expected: list[str]) -> None:
    found = pipeline.repair(pipeline.read(f"<html><table>{rows}</table><p>正文".encode(), "page.html")).blocks
    assert [block.name.plain for block in found if isinstance(block, Label)] == expected
    assert not any(isinstance(block, Table) for block in found)


def test_lines_above_a_header_become_paragraphs() -> None:
    rows = f"<tr><td colspan=3>{TITLE}<tr><td>填报单位：区水务局<td><td>单位：万元<tr><td>序号<td>工作任务<td>责任单位"
    data = f"<html><table>{rows}<tr><td>1<td>新建水厂2座。<td>区水务局</table>".encode()
    found = pipeline.repair(pipeline.read(data, "page.html")).blocks
    lines = [block.text.plain for block in found if isinstance(block, Paragraph)]
    assert lines == [TITLE, "填报单位：区水务局", "单位：万元"]
    (table,) = (block for block in found if isinstance(block, Table))
    assert len(table.grid) == 2


def test_a_form_with_merged_cells_is_read_once() -> None:
    rows = (
        "<tr><td>任务名称<td colspan=3>新建水厂<tr><td>牵头单位<td>区水务局<td>完成时限<td>全年"
        "<tr><td>月份<td colspan=3>工作计划"
        + "".join(f"<tr><td>{at}月<td colspan=3>第{at}步" for at in (1, 2, 3, 4))
    )
    (form,) = parsed(rows, above="<p>重点工作推进计划表</p>").forms
    assert form.rows == ["1月", "2月", "3月", "4月"]
    assert form.values["任务名称"] == "新建水厂"
    assert form.values["2月"] == "第2步"


def test_what_the_grid_shows_counts_as_used() -> None:
    result: Any = parsed(HEADER + "<tr><td rowspan=2>1<td>水务<td>新建水厂2座。<td colspan=2>区水务局<td>全年"
                         "<tr><td>河道<td>整治河道3条。<td>区城管局<td><td>全年")  # fmt: skip
    assert result.coverage.unexplained == 0
    assert result.coverage.used == result.coverage.read


@pytest.mark.parametrize("between", ["</table><table>", ""])
def test_cards_with_values_over_several_columns(between: str) -> None:
    rows = between.join(
        f"<tr><td>序号<td>{number}<td>责任单位<td>{unit}<tr><td>任务内容<td colspan=3>{content}"
        f"<tr><td>完成时限<td colspan=3>{deadline}"
        for number, content, unit, deadline in (
            (1, "新建水厂2座。", "区水务局", "6月底前"),
            (2, "整治河道3条。", "区城管局", "全年"),
            (3, "新建公路3公里。", "区交通局", "全年"),
        )
    )
    found = tasks(rows)
    assert [(task.number, task.content) for task in found] == [
        (1, "新建水厂2座。"),
        (2, "整治河道3条。"),
        (3, "新建公路3公里。"),
    ]
    assert [task.deadline.text for task in found if task.deadline] == ["6月底前", "全年", "全年"]
