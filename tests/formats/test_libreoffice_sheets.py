"""Spreadsheets as LibreOffice saves them, and thousands of damaged ones."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from broken_sheets import mutants, outcome
from build_ods import spreadsheet
from build_xls import old_workbook
from build_xlsx import Drawn, Formula, of_sample, workbook
from govtask_cli import pipeline
from govtask_cli.readers import read
from read_sheets import bare, shown
from sample_files import STEMS, parsed

pytestmark = pytest.mark.formats

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
COUNT = 2_000
SECONDS = 5.0
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
MADE: dict[str, Callable[[Drawn], bytes]] = {"xlsx": workbook, "xls": old_workbook, "ods": spreadsheet}


@cache
def converted(suffix: str) -> dict[str, bytes]:
    """Every sample and one rich sheet, saved by LibreOffice in another format."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = {stem: workbook(of_sample(stem)) for stem in STEMS}
        files["rich"] = workbook(RICH, Drawn([["去年"]], name="旧", hidden=True))
        for stem, data in files.items():
            (place / f"{stem}.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        names = [str(place / f"{stem}.xlsx") for stem in files]
        out = place / "out"
        command = [OFFICE, profile, "--headless", "--convert-to", suffix, "--outdir", str(out), *names]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {stem: (out / f"{stem}.{suffix}").read_bytes() for stem in files}


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_saved_by_libreoffice_gives_the_records_of_its_text(stem: str, suffix: str) -> None:
    made = pipeline.parse(converted(suffix)[stem], f"{stem}.{suffix}")
    assert made.source.format == suffix
    assert bare(made) == bare(parsed(stem))


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_a_sheet_saved_by_libreoffice_is_the_same_sheet(suffix: str) -> None:
    original = read(workbook(RICH, Drawn([["去年"]], name="旧", hidden=True)), "made.xlsx")
    saved = read(converted(suffix)["rich"], f"saved.{suffix}")
    assert shown(saved) == shown(original)
    assert [(note.kind, note.text.plain) for note in saved.notes] == [
        (note.kind, note.text.plain) for note in original.notes
    ]


@pytest.mark.parametrize("kind", MADE)
def test_thousands_of_damaged_files(kind: str) -> None:
    told = {"records": 0, "refused": 0}
    slowest = 0.0
    wholes = [
        MADE[kind](of_sample(stem)) for stem in ("table-pipes", "table-breakdown.gb18030", "notice-leaders")
    ]
    for at, data in enumerate(wholes):
        for each in mutants(data, seed=at, count=COUNT // len(wholes) + 1):
            began = time.perf_counter()
            for said in outcome(each):
                told[said] += 1
            slowest = max(slowest, time.perf_counter() - began)
    assert min(told.values()) > COUNT / 20
    assert slowest < SECONDS
