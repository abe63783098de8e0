"""Plan forms, blank and filled, in text, Word and Excel: the same labels, rows and values."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest

from govtask_cli import pipeline
from govtask_cli.records import Form

TITLE = "青禾市2031年重点工作推进计划表"
MONTHS = [f"{month}月" for month in range(1, 13)]
QUARTERS = ["一季度", "二季度", "三季度", "四季度"]
LABELS = ["工作任务", "牵头领导", "责任人", "牵头单位", "配合单位", "年度目标", "时间", "工作计划"]
FILLED = {
    "工作任务": "新建公办幼儿园3所，新增学位900个。",
    "牵头领导": "秦海",
    "责任人": "方圆",
    "牵头单位": "市教育局",
    "配合单位": "市住建局、市财政局",
    "年度目标": "3所幼儿园全部投用。",
}

Row = list[tuple[str, int]]
"""The cells of a row, each with the number of columns it covers."""


def rows(periods: list[str], *, filled: bool) -> list[Row]:
    """The form as it is drawn: labels with room beside them, then a row for each month or quarter."""
    said = FILLED if filled else dict.fromkeys(FILLED, "")
    head: list[Row] = [
        [("工作任务", 1), (said["工作任务"], 3)],
        [("牵头领导", 1), (said["牵头领导"], 1), ("责任人", 1), (said["责任人"], 1)],
        [("牵头单位", 1), (said["牵头单位"], 1), ("配合单位", 1), (said["配合单位"], 1)],
        [("年度目标", 1), (said["年度目标"], 3)],
        [("时间", 1), ("工作计划", 3)],
    ]
    return head + [[(period, 1), (plan(period) if filled else "", 3)] for period in periods]


def plan(period: str) -> str:
    return f"{period}完成一个阶段"


def as_word(form: list[Row]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(form), cols=4)
    for at, row in enumerate(form):
        column = 0
        for text, width in row:
            cell = table.cell(at, column)
            if width > 1:
                cell = cell.merge(table.cell(at, column + width - 1))
            cell.text = text
            column += width
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_workbook(form: list[Row]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.merge_cells("A1:D1")
    for at, row in enumerate(form, start=2):
        column = 1
        for text, width in row:
            sheet.cell(at, column, text or None)
            if width > 1:
                sheet.merge_cells(
                    start_row=at, start_column=column, end_row=at, end_column=column + width - 1
                )
            column += width
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_text(form: list[Row]) -> bytes:
    lines = ["\t".join(text for text, _ in row) for row in form]
    return "\n".join([TITLE, "", *lines]).encode()


def read(data: bytes, name: str) -> Form:
    result = pipeline.parse(data, name)
    assert result.tasks == []
    assert result.findings == []
    (form,) = result.forms
    return form


FORMATS: dict[str, Callable[[list[Row]], bytes]] = {
    "form.docx": as_word,
    "form.xlsx": as_workbook,
    "form.txt": as_text,
}


@pytest.mark.parametrize("periods", [MONTHS, QUARTERS], ids=["months", "quarters"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_filled_form(name: str, periods: list[str]) -> None:
    form = read(FORMATS[name](rows(periods, filled=True)), name)
    assert (form.title, form.fields, form.rows) == (TITLE, LABELS, periods)
    assert form.values == FILLED | {period: plan(period) for period in periods}


@pytest.mark.parametrize("name", FORMATS)
def test_a_blank_form_has_labels_and_no_values(name: str) -> None:
    form = read(FORMATS[name](rows(MONTHS, filled=False)), name)
    assert (form.title, form.fields, form.rows) == (TITLE, LABELS, MONTHS)
    assert form.values == {}


def test_a_value_says_which_column_it_stands_in() -> None:
    text = f"{TITLE}\n\n工作任务\t改造老旧小区\n月份\t计划进度\t实际进度\n1月\t立项\t已立项\n2月\t招标\t\n3月\t开工\t\n"
    form = read(text.encode(), "form.txt")
    assert form.values == {
        "工作任务": "改造老旧小区",
        "1月 计划进度": "立项",
        "1月 实际进度": "已立项",
        "2月 计划进度": "招标",
        "3月 计划进度": "开工",
    }


def test_a_line_beside_the_form_may_hold_several_labels() -> None:
    line = "填报单位：市水务局（盖章）　　　填报人：丁一　　填报时间：　　年　月　日"
    form = read(f"{TITLE}\n\n{line}\n\n月份\t计划\n1月\t立项\n2月\t招标\n3月\t开工\n".encode(), "form.txt")
    assert form.fields == ["填报单位", "填报人", "填报时间", "月份", "计划"]
    assert form.values["填报单位"] == "市水务局（盖章）"
    assert form.values["填报人"] == "丁一"
    assert "填报时间" not in form.values


def test_the_rows_of_a_form_are_not_taken_for_broken_rows_of_the_table_above() -> None:
    """Two of its rows have as many tabs together as a row of that table."""
    table = (
        "类别\t序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t完成时限\n"
        "民生\t1\t新建水厂2座。\t秦海\t市水务局\t市财政局\t年底\n"
    )
    months = "".join(f"{each}\t\t\t\n" for each in QUARTERS)
    drawn = f"牵头领导\t\t牵头单位\t\n工作任务\t\t\t\n季度\t进度简述\t\t\n{months}"
    text = f"2031年重点工作任务分解\n\n{table}\n附表\n\n{TITLE}\n\n{drawn}"
    result = pipeline.parse(text.encode(), "form.txt")
    assert [task.number for task in result.tasks] == [1]
    (form,) = result.forms
    assert form.fields == ["牵头领导", "牵头单位", "工作任务", "季度", "进度简述"]
    assert form.rows == QUARTERS


def test_the_labels_of_a_blank_sheet_are_rows_and_no_titles() -> None:
    """Nothing is merged, and the cells to be filled in are empty: only the months' header has two texts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [
        [TITLE],
        [],
        *([label] for label in LABELS[:4]),
        ["月份", "推进计划"],
        *([each] for each in MONTHS),
    ]:
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    form = read(saved.getvalue(), "form.xlsx")
    assert (form.title, form.fields, form.rows) == (TITLE, [*LABELS[:4], "月份", "推进计划"], MONTHS)


def test_labels_in_the_cell_beside_a_label_are_no_value() -> None:
    text = f"{TITLE}\n\n填报单位\t联系人：联系电话：\n月份\t计划\n1月\t立项\n2月\t招标\n3月\t开工\n"
    form = read(text.encode(), "form.txt")
    assert form.fields == ["填报单位", "联系人", "联系电话", "月份", "计划"]
    assert form.values == {"1月": "立项", "2月": "招标", "3月": "开工"}
