"""Spreadsheets: the samples as workbooks give the records of their texts; sheets laid out as people do it."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from build_xlsx import Drawn, of_sample, workbook
from govtask_cli import pipeline
from govtask_cli.document import Cell, Table, texts
from govtask_cli.readers import read
from read_sheets import HEADER, accounted, bare, document, result, said, shown, table
from sample_files import parsed


@pytest.mark.parametrize("stem", ["table-breakdown.gb18030", "progress-monthly"])
def test_a_sample_saved_by_another_program_gives_them_too(stem: str) -> None:
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(workbook(of_sample(stem)))).save(file)
    assert bare(pipeline.parse(file.getvalue(), f"{stem}.xlsx")) == bare(parsed(stem))


class TestPlaces:
    def test_a_value_stands_in_its_cell(self) -> None:
        made = result(Drawn([["2031年重点任务分解表"], HEADER, [1, "新建水厂", "区水务局"]], name="分解表"))
        assert made.document.origins["title"] == "分解表!A1"
        task = made.tasks[0]
        assert (task.origin, task.lines) == ("分解表!A3", None)
        assert task.origins["content"] == "分解表!B3"
        assert task.origins["units"] == "分解表!C3"

    def test_a_merged_cell_is_one_cell_in_several_places(self) -> None:
        found = document(
            Drawn(
                [HEADER, [1, "新建水厂", "区水务局"], [2, "新建泵站"], [3, "新建公园", "区城管局"]],
                merged=[(1, 2, 2, 2)],
            )
        )
        grid = table(found).grid
        assert grid[1][2] is grid[2][2]
        cell = grid[1][2]
        assert isinstance(cell, Cell)
        assert (cell.text.plain, cell.rowspan, cell.colspan, str(cell.text.origin)) == (
            "区水务局",
            2,
            1,
            "Sheet1!C2",
        )
        assert grid[3][2] is not grid[2][2]

    def test_columns_beyond_z_and_rows_far_down(self) -> None:
        far = [[None] * 27 + HEADER, [None] * 27 + [1, "新建水厂", "区水务局"]]
        found = document(Drawn([[]] * 500 + far))
        assert [str(cell.text.origin) for cell in table(found).grid[1] if cell] == [
            "Sheet1!AB502",
            "Sheet1!AC502",
            "Sheet1!AD502",
        ]

    def test_the_offsets_of_all_texts_are_apart(self) -> None:
        found = document(of_sample("table-breakdown.gb18030"))
        spans = sorted(span for block in found.blocks for text in texts(block) for span in text.spans())
        assert all(one[1] < other[0] for one, other in pairwise(spans))
        assert accounted(found) == found.read


class TestLayout:
    def test_title_rows_and_notes(self) -> None:
        found = document(
            Drawn(
                [
                    [None, "2031年重点任务分解表"],
                    [None, "填报单位：", "区政府办", None, None, "单位：万元"],
                    [None, *HEADER, "时限", "备注"],
                    [None, 1, "新建水厂", "区水务局", "全年", "甲"],
                    [None, "注：第一个为牵头单位。"],
                    [None, "填表人：方圆", None, None, "电话：5550101"],
                ]
            )
        )
        assert shown(found) == [
            "2031年重点任务分解表",
            "填报单位：区政府办",
            "单位：万元",
            [[*HEADER, "时限", "备注"], ["1", "新建水厂", "区水务局", "全年", "甲"]],
            "注：第一个为牵头单位。",
            "填表人：方圆",
            "电话：5550101",
        ]

    @pytest.mark.parametrize("blank", [[], [[]]], ids=["touching", "apart"])
    def test_two_tables_on_a_sheet(self, blank: list[list[Any]]) -> None:
        made = result(
            Drawn(
                [
                    ["2031年重点任务分解表"],
                    HEADER,
                    [1, "新建水厂", "区水务局"],
                    *blank,
                    ["2031年民生实事清单"],
                    ["序号", "项目名称", "年度目标", "责任单位"],
                    [1, "新建公园", "3个", "区城管局"],
                ]
            )
        )
        assert said(made) == [
            ("2031年重点任务分解表", None, 1, "新建水厂"),
            ("2031年民生实事清单", None, 1, "新建公园"),
        ]
        assert made.tasks[1].target == "3个"

    def test_two_tables_side_by_side(self) -> None:
        drawn = [
            [*HEADER, None, *HEADER],
            [1, "新建水厂", "区水务局", None, 3, "新建公园", "区城管局"],
            [2, "新建学校", "区教育局"],
        ]
        assert [task.content for task in result(Drawn(drawn)).tasks] == ["新建水厂", "新建学校", "新建公园"]

    def test_another_table_below_is_not_taken_for_rows(self) -> None:
        drawn = [
            HEADER,
            [1, "新建水厂", "区水务局"],
            [],
            ["姓名", "电话", "邮箱"],
            ["方圆", "5550101", "a@example.org"],
        ]
        made = result(Drawn(drawn))
        assert [task.content for task in made.tasks] == ["新建水厂"]

    def test_blank_rows_within_a_table(self) -> None:
        drawn = [
            HEADER,
            [1, "新建水厂", "区水务局"],
            [],
            [2, "新建学校", "区教育局"],
            [],
            ["民生"],
            [3, "新建公园", "区城管局"],
        ]
        assert said(result(Drawn(drawn))) == [
            (None, None, 1, "新建水厂"),
            (None, None, 2, "新建学校"),
            (None, "民生", 3, "新建公园"),
        ]

    def test_header_rows_with_merged_cells(self) -> None:
        made = result(
            Drawn(
                [
                    ["2031年民生实事目标分解表"],
                    ["序号", "事项", "全区目标", "各镇街目标", None, "责任分工"],
                    [None, None, None, "东河镇", "西河镇", "牵头单位", "配合单位"],
                    [1, "新增学位", 700, 300, 0.5, "区教育局", "区财政局"],
                ],
                merged=[(0, 0, 0, 6), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 1, 6)],
                formats={(3, 4): "0%"},
            )
        )
        task = made.tasks[0]
        assert (task.content, task.target, task.allocation) == (
            "新增学位",
            "700",
            {"东河镇": "300", "西河镇": "50%"},
        )
        assert [(unit.name, unit.role) for unit in task.units] == [
            ("区教育局", "lead"),
            ("区财政局", "support"),
        ]

    def test_cells_merged_downwards_are_inherited(self) -> None:
        header = ["序号", "类别", "任务内容", "牵头领导", "责任单位"]
        made = result(
            Drawn(
                [
                    header,
                    [1, "城建", "新建水厂", "秦海", "区水务局"],
                    [2, None, "新建公园", None, "区城管局"],
                    [3, "教育", "新建学校", "方圆", "区教育局"],
                    [None, None, None, None, "区财政局"],
                ],
                merged=[(1, 1, 2, 1), (1, 3, 2, 3), (3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3)],
            )
        )
        assert [(task.number, task.category, task.leader and task.leader.name) for task in made.tasks] == [
            (1, "城建", "秦海"),
            (2, "城建", "秦海"),
            (3, "教育", "方圆"),
            (3, "教育", "方圆"),
        ]

    def test_rows_that_are_merged_in_every_column_are_one(self) -> None:
        merged = [(1, column, 2, column) for column in range(3)]
        made = result(
            Drawn([HEADER, [1, "新建水厂", "区水务局"], [], [2, "新建公园", "区城管局"]], merged=merged)
        )
        assert [task.number for task in made.tasks] == [1, 2]

    def test_a_title_broken_inside_its_cell(self) -> None:
        made = result(
            Drawn(
                [["2031年北山区\n重点任务分解表"], HEADER, [1, "新建水厂", "区水务局"]], merged=[(0, 0, 0, 2)]
            )
        )
        assert made.document.title == made.tasks[0].part == "2031年北山区重点任务分解表"

    def test_sections_span_the_table(self) -> None:
        drawn = [
            HEADER,
            ["一、城市建设"],
            [1, "新建水厂", "区水务局"],
            ["二、民生"],
            [2, "新建学校", "区教育局"],
        ]
        made = result(Drawn(drawn, merged=[(1, 0, 1, 2)]))
        assert [section for _, section, _, _ in said(made)] == ["一、城市建设", "二、民生"]

    def test_the_name_of_a_sheet_is_a_title_where_none_stands(self) -> None:
        named = [
            Drawn([HEADER, [1, f"新建{name}", "区水务局"]], name=name) for name in ("城建", "教育", "Sheet3")
        ]
        made = result(*named)
        assert [part for part, *_ in said(made)] == ["城建", "教育", "教育"]
        assert made.tasks[0].origins["part"] == "城建"

    def test_a_form_to_fill_in_keeps_its_rows(self) -> None:
        forms = result(of_sample("notice-leaders")).forms
        assert [form.rows for form in forms] == [form.rows for form in parsed("notice-leaders").forms]
        assert forms[0].rows[-1] == "12月"

    def test_what_stands_beside_the_cells_is_noted(self) -> None:
        file = io.BytesIO()
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (HEADER, [1, "新建水厂", "区水务局"]):
            sheet.append(row)
        sheet["B2"].comment = openpyxl.comments.Comment("请核实", "方圆")
        sheet.oddHeader.center.text = "内部资料"
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        book.save(file)
        found = read(file.getvalue(), "made.xlsx")
        noted = {note.kind: (note.text.plain, str(note.text.origin)) for note in found.notes}
        assert noted["page_header"] == ("内部资料", "Sheet")
        assert "page_footer" not in noted
        assert noted["comment"][1] == "Sheet!B2"
        assert accounted(found) == found.read


def test_the_grid_is_made_when_it_is_asked_for() -> None:
    found = document(of_sample("table-pipes"))
    block = found.blocks[-2]
    assert isinstance(block, Table)
    with pytest.raises(AttributeError):
        object.__getattribute__(block, "grid")
    assert block.grid is block.grid
    assert block.grid[0][0] is not None
    assert repr(block.grid[0][0].text) == "Text('序号')"
    with pytest.raises(AttributeError):
        _ = block.nothing  # type: ignore[attr-defined]
