"""A long table of a Word file: every row once, whatever the merged cells beside it."""

from __future__ import annotations

import pytest

from build_docx import package, tbl, tc, tr
from govtask_cli import pipeline

pytestmark = pytest.mark.formats
ROWS = 3_000


def test_a_long_table_gives_every_row() -> None:
    rows = [tr("序号", "频次", "工作任务", "牵头单位", "5月完成情况", "是否完成", "未完成情况说明")]
    for at in range(ROWS):
        down = tc("月度报", '<w:vMerge w:val="restart"/>') if at % 4 == 0 else tc("", "<w:vMerge/>")
        task = f"全年完成固定资产投资{at}亿元、增长11%。"
        rows.append(tr(str(at + 1), down, task, "区发改局、区财政局", "完成投资41.3亿元。", "是", "/"))
    result = pipeline.parse(package(tbl(*rows)), "long.docx")
    assert [task.number for task in result.tasks] == list(range(1, ROWS + 1))
    assert {task.frequency for task in result.tasks} == {"monthly"}
