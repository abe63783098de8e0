"""A rich spreadsheet as LibreOffice saves it."""

from __future__ import annotations

import datetime

import pytest

from build_xlsx import Drawn, Formula, workbook
from govtask_cli.readers import read
from installed import needs_libreoffice
from libreoffice import converted
from read_sheets import shown

pytestmark = pytest.mark.formats

RICH = Drawn(
    [
        ["北山区2031年重点任务分解表"],
        ["填报单位：区政府办", None, None, "单位：万元"],
        ["序号", "任务内容", "责任单位", "完成比例", "投资", "完成时限", "备注"],
        ["一、城市建设"],
        [1, "新建水厂2座", "区水务局", 0.6, 1200, datetime.date(2031, 3, 5), True],
        [2, "整治河道3条", None, 0.333, 5, datetime.date(2031, 6, 30), Formula("E5/0", "#DIV/0!")],
        [3, "第一行\n第二行", "区教育局", 1, 12345.678, None, Formula("E5*2", 2400)],
        [4, "隐藏的任务", "区财政局", 0, 1, None, "x"],
        ["备注：以上为年度目标。"],
    ],
    name="分解表",
    merged=[(0, 0, 0, 6), (3, 0, 3, 6), (4, 2, 5, 2), (8, 0, 8, 6)],
    hidden_rows=[7],
    formats={(4, 3): "0%", (5, 3): "0.0%", (4, 4): "#,##0", (6, 4): "#,##0.00"}
    | {(4, 5): "yyyy/m/d", (5, 5): 'yyyy"年"m"月"d"日"'},
)


def original() -> bytes:
    """A rich sheet, and one that is hidden."""
    return workbook(RICH, Drawn([["去年"]], name="旧", hidden=True))


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_a_sheet_saved_by_libreoffice_is_the_same_sheet(suffix: str) -> None:
    whole = read(original(), "made.xlsx")
    saved = read(converted({"rich": original()}, "xlsx", suffix)["rich"], f"saved.{suffix}")
    assert shown(saved) == shown(whole)
    assert [(note.kind, note.text.plain) for note in saved.notes] == [
        (note.kind, note.text.plain) for note in whole.notes
    ]
