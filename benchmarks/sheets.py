"""What reading a spreadsheet costs, beside python-calamine's bare reading of the same file.

    python benchmarks/sheets.py [--rows N] [--rounds N]

Each file is read in fresh processes that take turns; the figures are medians of CPU time (the reader alone, or
calamine's `to_python` alone, without the start of Python) and the most memory that a process took. Calamine reads
neither number formats nor hidden rows, so those files are allowed more. Needs openpyxl and python-calamine.
"""

from __future__ import annotations

import argparse
import datetime
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROWS = 50_000
HEADER = [
    "序号",
    "报送频次",
    "工作内容",
    "牵头单位",
    "进展情况",
    "完成比例",
    "投资",
    "完成时限",
    "金额",
    "备注",
]
LIMIT_PLAIN, LIMIT_FORMATTED, LIMIT_MEMORY = 1.5, 3.0, 250


def rows(count: int) -> Iterator[list[Any]]:
    """Rows as they stand in tables of tasks; the same ones each time."""
    for at in range(count):
        yield [
            at + 1,
            "月度报" if at % 2 else "季度报",
            f"新建改造农村公路{at}公里，完成路基建设{at % 97}处，推进配套工程建设。",
            "县交通局",
            f"已完成{at % 89}公里，占年度任务的{at % 100}%。",
            at % 1000 / 1000,
            at * 1.5,
            "12月底前",
            at * 125,
            f"备注{at}",
        ]


def by_xlsxwriter(
    path: Path, count: int, *, formats: bool = False, hidden: bool = False, figures: bool = False
) -> None:
    """A workbook with shared strings; with formats in four columns, every tenth row hidden, or figures alone."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分解表")
        codes = {5: "0.0%", 6: "0.00", 7: "yyyy/m/d", 8: "#,##0"} if formats else {}
        styles = {at: book.add_format({"num_format": code}) for at, code in codes.items()}
        sheet.write_row(0, 0, HEADER)
        for at, row in enumerate(rows(count), start=1):
            values = [at * each for each in range(10)] if figures else row
            if formats:
                values[7] = datetime.date(2031, 1, 1) + datetime.timedelta(days=at % 365)
            for column, value in enumerate(values):
                sheet.write(at, column, value, styles.get(column))
            if hidden and at % 10 == 0:
                sheet.set_row(at, None, None, {"hidden": True})


def by_openpyxl(path: Path, count: int) -> None:
    """A workbook with its strings in the cells."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("分解表")
    for row in (HEADER, *rows(count)):
        sheet.append(row)
    book.save(path)


FILES: dict[str, tuple[Callable[[Path, int], None], float]] = {
    "plain": (by_xlsxwriter, LIMIT_PLAIN),
    "plain, by openpyxl": (by_openpyxl, LIMIT_PLAIN),
    "plain figures": (lambda path, count: by_xlsxwriter(path, count, figures=True), LIMIT_PLAIN),
    "number formats": (lambda path, count: by_xlsxwriter(path, count, formats=True), LIMIT_FORMATTED),
    "hidden rows": (lambda path, count: by_xlsxwriter(path, count, hidden=True), LIMIT_FORMATTED),
}


def once(reader: str, path: Path) -> tuple[float, float]:
    """CPU seconds and MB of one reading in this process."""
    if reader == "calamine":
        from python_calamine import CalamineWorkbook

        begin = time.process_time()
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    else:
        from govtask_cli.readers import read

        data = path.read_bytes()
        begin = time.process_time()
        read(data, path.name)
    return time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(reader: str, path: Path) -> tuple[float, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--once", reader, str(path)]
    seconds, megabytes = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return seconds, megabytes


def main() -> None:
    """Make the files, read them in turn, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        print(json.dumps(once(chosen.once[0], Path(chosen.once[1]))))
        return
    print(f"{chosen.rows} rows of {len(HEADER)} cells, medians of {chosen.rounds}")
    print(f"{'file':20} {'calamine s':>10} {'govtask s':>10} {'ratio':>6} {'limit':>6} {'MB':>5}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, limit) in FILES.items():
            path = Path(folder) / "made.xlsx"
            make(path, chosen.rows)
            taken = [(measured("calamine", path), measured("govtask", path)) for _ in range(chosen.rounds)]
            bare = statistics.median(calamine[0] for calamine, _ in taken)
            own = statistics.median(ours[0] for _, ours in taken)
            memory = statistics.median(ours[1] for _, ours in taken)
            print(f"{name:20} {bare:10.2f} {own:10.2f} {own / bare:6.2f} {limit:6.1f} {memory:5.0f}")
    print(f"at most {LIMIT_MEMORY} MB were promised")


if __name__ == "__main__":
    main()
