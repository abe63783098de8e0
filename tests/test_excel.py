"""The workbook, as another program (openpyxl) reads it."""

from __future__ import annotations

import errno
import io
import os
import time
import tracemalloc
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from govtask_cli.batch.spool import Spool
from govtask_cli.errors import WriteError
from govtask_cli.records import Measure, Result, Task, Unit
from govtask_cli.writers import Options, excel, rows, write_file, writer_for
from govtask_cli.writers import sheet as shape
from govtask_cli.writers.rows import RowStore
from govtask_cli.writers.sheet import Figure, Heading, Sheet, figure
from results import breakdown, livelihood, report


def saved(results: Sequence[Result], **options: object) -> tuple[bytes, tuple[str, ...]]:
    stream = io.BytesIO()
    remarks = excel.write(results, stream, Options(target="tasks.xlsx", **options))  # type: ignore[arg-type]
    return stream.getvalue(), remarks


def book(*results: Result, **options: object) -> Workbook:
    data, _ = saved(results, several=len(results) > 1, **options)
    return load_workbook(io.BytesIO(data))


def headings(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def column(sheet: Worksheet, heading: str) -> list[object]:
    """The values below a heading."""
    at = headings(sheet).index(heading) + 1
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


def with_tasks(*tasks: Task) -> Result:
    return breakdown().model_copy(update={"tasks": list(tasks)})


class TestSheets:
    def test_are_only_those_that_have_rows(self) -> None:
        assert book(breakdown()).sheetnames == [
            "任务",
            "任务与单位",
            "单位汇总",
            "指标",
            "问题",
            "文件信息",
        ]
        assert book(livelihood()).sheetnames == ["任务", "区县指标", "文件信息"]
        assert book(report()).sheetnames == ["指标", "陈述", "计划表", "文件信息"]

    def test_have_english_names_and_headings_on_request(self) -> None:
        english = book(breakdown(), livelihood(), report(), headers="en")
        assert english.sheetnames == [
            "Tasks",
            "Tasks and units",
            "Units",
            "Measures",
            "Allocation",
            "Statements",
            "Plan forms",
            "Findings",
            "Document",
        ]
        words = [text for sheet in english for text in headings(sheet)]
        regions = {"东河县", "西河县", "南河县", "北河县"}
        assert all(word in regions or word.replace("“", "").replace("”", "").isascii() for word in words)

    def test_a_form_has_a_row_for_each_label_with_what_is_filled_in(self) -> None:
        rows = list(book(report())["计划表"].iter_rows(values_only=True))
        assert rows == [
            ("表名", "栏目", "内容", "出处"),
            ("推进计划表", "填报单位", None, "第40–46行"),
            ("推进计划表", "3月", "完成立项", "第45行第2格"),
            ("推进计划表", "6月", None, "第40–46行"),
        ]

    def test_several_documents_are_named_in_every_row(self) -> None:
        for sheet in book(breakdown("a.txt"), livelihood("b.txt"), report("c.txt")):
            assert headings(sheet)[0] == "文件"
            assert set(column(sheet, "文件")) <= {"a.txt", "b.txt", "c.txt"}

    def test_one_document_has_no_such_column(self) -> None:
        assert all("文件" not in headings(sheet) for sheet in book(breakdown()))

    def test_have_a_frozen_header_a_filter_and_a_header_on_every_page(self) -> None:
        for sheet in book(breakdown(), livelihood(), report()):
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert sheet.print_title_rows == "$1:$1"

    def test_say_where_in_the_source_each_row_stands(self) -> None:
        for sheet in book(breakdown(), livelihood(), report()):
            if sheet.title not in ("单位汇总", "文件信息"):
                assert all(str(place).startswith("第") for place in column(sheet, "出处")), sheet.title

    def test_leave_out_columns_that_no_row_fills(self) -> None:
        shown = headings(book(breakdown())["任务"])
        assert "类别" not in shown
        assert {"序号", "任务内容", "牵头单位", "配合单位", "完成时限", "出处"} <= set(shown)


class TestCells:
    def test_show_words_for_codes(self) -> None:
        made = book(breakdown())
        assert column(made["任务"], "报送频次") == ["月报", None, None]
        assert column(made["任务"], "是否按序时") == [None, "否", None]
        assert set(column(made["任务与单位"], "角色")) == {"牵头", "配合"}
        assert column(made["指标"], "关系") == ["等于", "不低于"]
        assert column(made["问题"], "级别") == ["警告"]

    def test_numbers_are_numbers_and_days_are_days(self) -> None:
        made = book(breakdown())
        assert column(made["指标"], "数值") == [2, 5.5]
        assert column(made["任务"], "序号") == [1, 2, None]
        assert column(made["任务"], "时限日期") == [datetime(2031, 6, 30), None, None]
        assert dict(zip(column(made["文件信息"], "项目"), column(made["文件信息"], "内容"), strict=True))[
            "成文日期"
        ] == datetime(2031, 3, 5)

    def test_text_is_never_a_formula_nor_an_address(self) -> None:
        task = Task(content="=HYPERLINK(1)", section="+1", target="@x", progress="https://example.org/?a=1")
        sheet = book(with_tasks(task))["任务"]
        cells = {cell.value: cell for cell in sheet[2] if cell.value is not None}
        for text in ("=HYPERLINK(1)", "+1", "@x", "https://example.org/?a=1"):
            assert cells[text].data_type == "s"
            assert cells[text].hyperlink is None

    def test_numbers_in_text_stay_text(self) -> None:
        assert column(book(with_tasks(Task(content="2031", target="007")))["任务"], "目标") == ["007"]

    def test_nothing_in_any_sheet_is_a_formula(self) -> None:
        made = book(breakdown(), livelihood(), report())
        kinds = {cell.data_type for sheet in made for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds

    def test_text_is_wrapped_and_its_row_is_high_enough(self) -> None:
        task = Task(content="建" * 300)
        sheet = book(with_tasks(task))["任务"]
        at = headings(sheet).index("任务内容") + 1
        width = sheet.column_dimensions[sheet.cell(1, at).column_letter].width
        assert sheet.cell(2, at).alignment.wrap_text
        assert 40 <= width <= 62
        assert sheet.row_dimensions[2].height >= 600 / width * 15

    def test_control_characters_are_removed_and_told(self) -> None:
        data, remarks = saved([with_tasks(Task(content="甲\x00乙\x1b丙\r\n丁"))])
        assert column(load_workbook(io.BytesIO(data))["任务"], "任务内容") == ["甲乙丙\n丁"]
        assert remarks == ("tasks.xlsx: cells freed of control characters: 1",)

    @pytest.mark.parametrize("character", ["字", "𬭎"])
    def test_text_longer_than_a_cell_is_cut_with_a_mark_and_told(self, character: str) -> None:
        data, remarks = saved([with_tasks(Task(content=character * 40_000))])
        (text,) = column(load_workbook(io.BytesIO(data))["任务"], "任务内容")
        assert str(text).endswith("〔此处截断，原文共40000字〕")
        assert len(str(text).encode("utf-16-le")) <= 2 * 32_767
        assert set(str(text).partition("…")[0]) == {character}
        assert remarks == ("tasks.xlsx: texts cut to what a cell holds (32,767), with a mark: 1",)

    def test_text_that_just_fits_is_whole(self) -> None:
        data, remarks = saved([with_tasks(Task(content="字" * 32_767))])
        assert len(str(column(load_workbook(io.BytesIO(data))["任务"], "任务内容")[0])) == 32_767
        assert remarks == ()

    def test_a_number_beyond_excel_s_is_text(self) -> None:
        measure = Measure(name="x", value=Decimal("1e301"), unit="", raw="x")
        sheet = book(with_tasks(Task(content="x", measures=[measure])))["指标"]
        assert isinstance(column(sheet, "数值")[0], str)

    def test_a_number_beyond_any_float_is_text(self) -> None:
        made = book(with_tasks(Task(number=10**400, content="修路")))
        assert column(made["任务"], "序号") == [str(10**400)]


class TestUnits:
    def test_rows_of_a_unit_stand_together(self) -> None:
        names = column(book(breakdown(), livelihood())["任务与单位"], "单位")
        assert names == sorted(names, key=str)
        assert len(names) == 5

    def test_totals_count_tasks_led_and_supported(self) -> None:
        sheet = book(breakdown())["单位汇总"]
        assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
            ["区水务局", 2, 1, 3],
            ["区财政局", 1, 1, 2],
        ]

    def test_a_unit_named_twice_in_a_task_counts_once(self) -> None:
        twice = [
            Unit(name="甲局", role="lead"),
            Unit(name="甲局", role="lead"),
            Unit(name="甲局", role="support"),
        ]
        sheet = book(with_tasks(Task(content="x", units=twice)))["单位汇总"]
        assert [cell.value for cell in sheet[2]] == ["甲局", 1, 1, 1]

    def test_forms_of_one_office_are_counted_together(self) -> None:
        full = "市发展和改革委员会"
        first = Task(
            content="x",
            units=[
                Unit(name="市发展改革委", role="lead", canonical=full),
                Unit(name="各镇街", role="support"),
            ],
        )
        second = Task(content="y", units=[Unit(name="市发改委", role="support", canonical=full)])
        made = book(with_tasks(first, second))
        assert column(made["任务与单位"], "规范名称") == [None, full, full]
        sheet = made["单位汇总"]
        assert headings(sheet)[:2] == ["单位", "规范名称"]
        assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
            ["市发展改革委、市发改委", full, 1, 1, 2],
            ["各镇街", None, 0, 1, 1],
        ]
        assert [row[0].hyperlink.location for row in sheet.iter_rows(min_row=2)] == [
            "'任务与单位'!A3",
            "'任务与单位'!A2",
        ]

    def test_an_office_is_counted_in_each_document_apart(self) -> None:
        unit = Unit(name="市财政局", role="lead", canonical="市财政局")
        several = [
            breakdown(name).model_copy(update={"tasks": [Task(content="x", units=[unit])]})
            for name in ("a.txt", "b.txt")
        ]
        assert column(book(*several)["单位汇总"], "文件") == ["a.txt", "b.txt"]

    def test_totals_lead_to_the_first_row_of_the_unit(self) -> None:
        made = book(breakdown("a.txt"), breakdown("b.txt"))
        for row in made["单位汇总"].iter_rows(min_row=2):
            link = row[1].hyperlink
            assert link is not None
            name, _, cell = link.location.partition("!")
            number = int(cell.removeprefix("A"))
            target = made[name.strip("'")]
            assert [each.value for each in target[number]][:2] == [row[0].value, row[1].value]
            above = [each.value for each in target[number - 1]][:2]
            assert above != [row[0].value, row[1].value]

    def test_units_beyond_excel_s_limit_of_links_are_plain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(excel, "MAX_LINKS", 1)
        first, second = (row[0] for row in book(breakdown())["单位汇总"].iter_rows(min_row=2))
        assert first.hyperlink is not None
        assert (second.value, second.hyperlink) == ("区财政局", None)


class TestAllocation:
    def test_has_a_column_for_each_region(self) -> None:
        sheet = book(livelihood())["区县指标"]
        assert headings(sheet)[4:8] == ["东河县", "西河县", "南河县", "北河县"]

    def test_figures_are_numbers_shown_as_printed(self) -> None:
        sheet = book(livelihood())["区县指标"]
        assert column(sheet, "目标") == [1200, 0.6]
        assert column(sheet, "东河县") == [700, 0.6]
        assert column(sheet, "西河县") == [500, 12]
        assert [sheet.cell(3, at).number_format for at in (4, 5, 6, 8)] == ["0%", "0%", '0"户"', "0.0"]

    def test_a_stroke_is_an_empty_cell_that_is_crossed_and_named(self) -> None:
        sheet = book(livelihood())["区县指标"]
        struck, empty = sheet["G2"], sheet["H2"]
        assert struck.value is None
        assert struck.border.diagonalUp
        assert empty.value is None
        assert not empty.border.diagonalUp
        assert column(sheet, "标“/”的地区") == ["南河县", None]

    def test_words_stay_words(self) -> None:
        assert column(book(livelihood())["区县指标"], "南河县") == [None, "全覆盖"]

    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("5", Figure(5, "0")),
            ("0", Figure(0, "0")),
            ("1,200", Figure(1200, "#,##0")),
            ("12.50", Figure(12.5, "0.00")),
            ("-3", Figure(-3, "0")),
            ("60%", Figure(0.6, "0%")),
            ("83.6%", Figure(0.836, "0.0%")),
            ("200户", Figure(200, '0"户"')),
            ("1.5万亩", Figure(1.5, '0.0"万亩"')),
        ],
    )
    def test_a_number_is_known(self, printed: str, expected: Figure) -> None:
        found = figure(printed)
        assert found is not None
        assert found.value == pytest.approx(expected.value)
        assert found.form == expected.form

    @pytest.mark.parametrize(
        "printed",
        ["", "/", "6-8", ">86%", "007", "全覆盖", "6月", "2期", "12,34", "1.2.3", "3户5人", "约5", "1" * 13],
    )
    def test_what_is_no_number_is_not_made_one(self, printed: str) -> None:
        assert figure(printed) is None


class TestLimits:
    def test_more_rows_than_a_sheet_holds_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shape, "MAX_ROWS", 3)
        stream = io.BytesIO()
        with pytest.raises(WriteError, match=r"tasks.xlsx: sheet 任务 would have 4 rows .*--out-dir"):
            excel.write([breakdown()], stream, Options(target="tasks.xlsx"))
        assert stream.getvalue() == b""

    def test_more_columns_than_a_sheet_holds_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shape, "MAX_COLUMNS", 9)
        with pytest.raises(WriteError, match="10 columns"):
            saved([livelihood()])

    def test_the_same_records_give_the_same_bytes(self) -> None:
        first = saved([breakdown()])
        time.sleep(1.1)  # the clock of a zip and of the book's properties counts whole seconds
        assert saved([breakdown()]) == first


class TestShape:
    def test_a_very_long_text_widens_its_column(self) -> None:
        narrow = Sheet("x", (Heading("甲", 40),), [["字" * 100]])
        wide = Sheet("x", (Heading("甲", 40),), [["字" * 1000]])
        assert shape.column_widths(narrow) == [40]
        assert 40 < shape.column_widths(wide)[0] <= shape.WIDEST

    def test_a_column_is_no_wider_than_its_text_and_no_narrower_than_its_heading(self) -> None:
        sheet = Sheet("x", (Heading("很长的标题", 40), Heading("甲", 40)), [["字", "字" * 5]])
        assert shape.column_widths(sheet) == [13, 12]

    def test_a_row_is_as_high_as_its_highest_cell_but_no_higher_than_excel_allows(self) -> None:
        low, high = shape.row_height(["字"], [20]), shape.row_height(["字\n字\n字"], [20])
        assert high - low == 2 * shape.LINE_HEIGHT
        assert shape.row_height(["字" * 30_000], [60]) == shape.MAX_HEIGHT


def test_memory_does_not_grow_with_the_number_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_IN_MEMORY", 1_000)

    def peak(count: int) -> int:
        with Spool(count) as results:
            for number in range(count):
                results.put(number, breakdown(f"{number:04}.txt"))
            tracemalloc.start()
            try:
                excel.write(results, io.BytesIO(), Options(several=True))
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    peak(1)  # what is imported and kept for good
    few, many = peak(20), peak(320)
    assert many < few * 3, (few, many)


class TestRows:
    def test_come_back_as_they_were_kept(self) -> None:
        kept = [["甲", 1, None], [Decimal("0.5"), Figure(2.0, "0"), "丙\n丁"], []]
        with RowStore() as store:
            first, second = store.keep(iter(kept)), store.keep([["乙"]])
            assert list(first) == list(first) == kept
            assert list(second) == [["乙"]]
            assert (len(first), len(second), len(store.keep([]))) == (3, 1, 0)
            assert kept[1] in first
            assert ["乙"] not in first

    def test_are_shown_in_another_order_and_with_some_columns(self) -> None:
        with RowStore() as store:
            kept = store.keep([["甲", 1], ["乙", 2], ["丙", 3]])
            assert list(kept.in_order([2, 0]).with_columns([1])) == [[3], [1]]
            assert list(kept.with_columns([1, 0]).in_order([1])) == [[2, "乙"]]


def test_a_full_disk_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("xlsxwriter.packager.Packager._create_package", fail)
    target = tmp_path / "tasks.xlsx"
    with pytest.raises(WriteError, match=r"tasks\.xlsx: cannot be made: .*No space left.*TMPDIR"):
        write_file([breakdown()], target, writer_for(target), Options(target=str(target)))
    assert list(tmp_path.iterdir()) == []
