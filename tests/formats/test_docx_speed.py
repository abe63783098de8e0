"""A long table in a Word file costs little more than reading its XML."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from build_docx import package, tbl, tc, tr
from govtask_cli import pipeline

pytestmark = pytest.mark.formats

ROWS = 3_000
LIMIT = 2.4
"""Times the reading of the XML: parsing it and looking at the name and the text of every element. Measured: 1.8; the
rest is for a busy machine."""


def long_table() -> bytes:
    """A table of 3,000 rows and seven columns, one of them merged over four rows each."""
    rows = [tr("序号", "频次", "工作任务", "牵头单位", "5月完成情况", "是否完成", "未完成情况说明")]
    for at in range(ROWS):
        down = tc("月度报", '<w:vMerge w:val="restart"/>') if at % 4 == 0 else tc("", "<w:vMerge/>")
        task = f"全年完成固定资产投资{at}亿元、增长11%，工业投资占比达到45%以上。"
        rows.append(
            tr(str(at + 1), down, task, "区发改局、区财政局", "完成投资41.3亿元，增长12.6%。", "是", "/")
        )
    return package(tbl(*rows))


def read_xml(data: bytes) -> int:
    """Read the XML of a Word file, and nothing more."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    return sum(len(element.text or "") for element in root.iter() if element.tag)


def fastest(work: Callable[[bytes], object], data: bytes, times: int = 7) -> float:
    """Seconds of processor time, the least of several."""
    seconds: list[float] = []
    for _ in range(times):
        begun = time.process_time()
        work(data)
        seconds.append(time.process_time() - begun)
    return min(seconds)


def test_a_long_table_takes_twice_the_time_of_reading_its_xml_at_most() -> None:
    data = long_table()
    xml = fastest(read_xml, data)
    whole = fastest(lambda each: pipeline.read(each, "long.docx"), data)
    assert whole <= LIMIT * xml, f"{whole / xml:.2f} times"
