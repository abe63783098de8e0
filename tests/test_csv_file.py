"""CSV: told by content, quoted cells, encodings; a document wrapped in one cell gives that document."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtask_cli import pipeline
from govtask_cli.document import texts
from govtask_cli.readers import read
from govtask_cli.readers.csv_file import records, shape_of
from govtask_cli.records import Result
from read_sheets import bare
from sample_files import STEMS, parsed, text

HEADER = ["序号", "任务内容", "责任单位", "完成时限"]
ROWS = [
    [1, '新建水厂2座，"智慧"管网，共3公里', "区水务局、区财政局", "6月底前"],
    [2, "整治河道3条。\n改造泵站2座。", "区城管局", "全年"],
    [3, "新建学校", "区教育局", ""],
]
NARROW = str.maketrans("，；：（）、", ",;:(),")


def written(
    rows: Sequence[Sequence[Any]], delimiter: str = ",", *, quoted: bool = False, end: str = "\r\n"
) -> str:
    """What a spreadsheet writes."""
    file = io.StringIO()
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(file, delimiter=delimiter, quoting=style, lineterminator=end).writerows(rows)
    return file.getvalue()


def contents(result: Result) -> list[str]:
    return [task.content for task in result.tasks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_quotes_and_encoding_are_found(delimiter: str, quoted: bool, encoding: str) -> None:
    result = pipeline.parse(written([HEADER, *ROWS], delimiter, quoted=quoted).encode(encoding), "a.csv")
    assert result.source.format == "csv"
    assert contents(result) == [
        '新建水厂2座，"智慧"管网，共3公里',
        "整治河道3条。\n改造泵站2座。",
        "新建学校",
    ]
    assert [unit.name for unit in result.tasks[0].units] == ["区水务局", "区财政局"]


def test_lines_are_those_of_an_editor() -> None:
    result = pipeline.parse(written([["2031年重点任务分解表", "", "", ""], HEADER, *ROWS]).encode(), "a.csv")
    assert result.document.title == "2031年重点任务分解表"
    assert [task.lines for task in result.tasks] == [(3, 3), (4, 5), (6, 6)]
    assert result.tasks[1].origins["content"] == "第4–5行第2格"


def test_a_csv_without_quotes_and_one_of_two_columns() -> None:
    rows = [["任务", "单位"], ["新建水厂", "区水务局"], ["新建学校", "区教育局"]]
    assert shape_of(written(rows)) is not None
    assert contents(pipeline.parse(written([HEADER, ROWS[2], ROWS[2]]).encode(), "a.csv")) == ["新建学校"] * 2


@pytest.mark.parametrize("stem", STEMS)
def test_a_text_is_no_csv_whatever_its_commas(stem: str) -> None:
    assert shape_of(text(stem)) is None
    assert shape_of(text(stem).translate(NARROW)) is None


@pytest.mark.parametrize(
    "plain",
    [
        "今年的任务,重点是水厂,学校和公园。\n各单位,各镇街,各部门要抓紧。\n",
        "一、城市建设,交通\n1.新建水厂2座,责任单位:区水务局\n2.新建学校,责任单位:区教育局\n3.新建公园,责任单位:区城管局\n",
        "序号\t任务内容\t责任单位\n1\t新建水厂,泵站\t区水务局\n2\t新建学校,公园\t区教育局\n",
        '"十四五"规划重点任务\n1.新建水厂\n2.新建学校\n',
        "甲,乙\n",
        "",
        '"',
        ",,,\n,,,\n",
    ],
)
def test_other_texts_with_commas_and_quotes_stay_texts(plain: str) -> None:
    assert shape_of(plain) is None


def test_tabs_alone_are_left_to_the_text_reader() -> None:
    plain = "序号\t任务内容\t责任单位\n1\t新建水厂\t区水务局\n2\t新建学校\t区教育局\n"
    assert read(plain.encode(), "a.tsv").source.format == "txt"


WRAPPED = {
    "beside its number": lambda plain: written([["id", "text"], ["001", plain]]),
    "alone": lambda plain: written([[plain]], quoted=True),
    "below its name": lambda plain: written([["content"], [plain]], end="\n"),
    "between others": lambda plain: written(
        [["标题", "正文", "日期"], ["通知", plain, "2031-03-05"]], quoted=True
    ),
    "between tabs": lambda plain: written([["id", "text"], ["001", plain]], "\t"),
}


@pytest.mark.parametrize("how", WRAPPED)
@pytest.mark.parametrize("stem", STEMS)
def test_a_document_in_one_cell_gives_its_records(stem: str, how: str) -> None:
    result = pipeline.parse(WRAPPED[how](text(stem)).encode(), "data.csv")
    assert bare(result) == bare(parsed(stem))
    assert (
        result.coverage.read == result.coverage.used + result.coverage.dropped + result.coverage.unexplained
    )


def test_the_lines_of_a_wrapped_document_are_those_of_the_file() -> None:
    plain = text("items-chinese")
    result = pipeline.parse(written([["id", "text"], ["001", plain]], end="\n").encode(), "data.csv")
    lines = [task.lines for task in parsed("items-chinese").tasks]
    assert [task.lines for task in result.tasks] == [
        (first + 1, last + 1) for first, last in filter(None, lines)
    ]
    assert [note.text for note in result.notes if note.kind == "data_set"] == ["id", "text", "001"]


def test_several_documents_in_one_column() -> None:
    plain = text("items-chinese")
    rows = [["id", "text"], *([str(at), plain] for at in range(3))]
    result = pipeline.parse(written(rows).encode(), "data.csv")
    assert len(result.tasks) == 3 * len(parsed("items-chinese").tasks)


def test_lines_that_were_merged_over_the_sheet_are_lines() -> None:
    rows = [
        "北山区2031年重点工作,,,",
        "索引号：,AB0001/2031-00031,,",
        ",,,",
        "一、新建水厂。（责任单位：区水务局）,,,",
    ]
    document = read("\n".join(rows).encode(), "a.csv")
    assert document.source.format == "csv"
    said = [each.plain for block in document.blocks for each in texts(block)]
    assert said[0] == "北山区2031年重点工作"
    assert "".join(said) == "".join(rows).replace(",", "")


def test_what_prints_nothing_and_what_cannot_be_decoded() -> None:
    rows = written([HEADER, [1, "新建水\u200b厂", "区水务局", "全年"], *ROWS]).encode("gb18030")
    document = read(rows, "a.csv")
    assert [(note.kind, note.text.plain) for note in document.notes] == [("control", "\u200b")]


@pytest.mark.parametrize(
    "plain",
    ['"' * 100_000, '"a,' * 50_000, '"a,""b,""c,""' * 20_000, 'a,b\n"' + "x\n" * 50_000, '\t"a\n' * 30_000],
)
def test_quotation_marks_without_end_cost_no_more_than_their_number(plain: str) -> None:
    began = time.process_time()
    shape_of(plain)
    assert time.process_time() - began < 2


@given(
    st.lists(st.lists(st.text('甲a,;"\n\t 1', max_size=5), min_size=2, max_size=2), min_size=1, max_size=6)
)
def test_what_was_written_is_read_back(rows: list[list[str]]) -> None:
    assert [record.cells for record in records(written(rows, quoted=True, end="\n"), ",")][
        : len(rows)
    ] == rows
