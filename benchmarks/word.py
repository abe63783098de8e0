"""What reading a Word file with a long table costs, beside reading its XML by lxml and nothing more.

    python benchmarks/word.py [--rounds N]

Both take turns in one process; seconds are medians of CPU time, the ratio the median of those of a round.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
sys.path[:0] = [str(PROJECT / "tests")]

from lxml import etree  # noqa: E402

from build_docx import package, tbl, tc, tr  # noqa: E402 - after the path of the tests
from govtask_cli import pipeline  # noqa: E402

ROWS: Final = 3_000
LIMIT: Final = 2.0


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


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """CPU time of one call."""
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    cli.add_argument("--rounds", type=int, default=5)
    rounds = cli.parse_args().rounds
    data = long_table()
    work: tuple[Callable[[bytes], object], ...] = (read_xml, lambda each: pipeline.read(each, "long.docx"))
    for each in work:
        each(data)
    taken = [[seconds(each, data) for each in work] for _ in range(rounds)]
    bare, own = (statistics.median(times) for times in zip(*taken, strict=True))
    ratio = statistics.median(ours / xml for xml, ours in taken)
    print(f"a table of {ROWS} rows, medians of {rounds}")
    print(f"{'lxml s':>10} {'govtask s':>10} {'ratio':>6} {'limit':>6}")
    print(f"{bare:10.3f} {own:10.3f} {ratio:6.2f} {LIMIT:6.1f}")


if __name__ == "__main__":
    main()
