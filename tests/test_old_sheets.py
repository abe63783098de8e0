"""Spreadsheets of other makes: .xls and .et, .ods."""

from __future__ import annotations

import datetime
from struct import pack

import pytest

from broken_sheets import mutants, outcome
from build_ods import package, spreadsheet
from build_xls import compound, old_workbook, record, stream, string
from build_xlsx import Drawn, Formula, of_sample
from govtask_cli import pipeline
from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import read
from govtask_cli.readers.biff import Biff, Damaged, Strings, records
from read_sheets import HEADER, accounted, codes, rows, shown, table

MADE = {"xls": old_workbook, "ods": spreadsheet}
DAY = (datetime.date(2031, 3, 5) - datetime.date(1899, 12, 30)).days


@pytest.mark.parametrize("kind", MADE)
class TestBoth:
    DRAWN = Drawn(
        [
            ["2031年重点任务分解表"],
            [*HEADER, "备注", "意见"],
            [1, "新建水厂\n共2座", "区水务局", "甲<&>", "不同意"],
            [2, "不办了", "区财政局"],
            [3, "新建泵站"],
            [4, "新建公园", "区城管局"],
        ],
        name="分解表",
        merged=[(0, 0, 0, 4), (2, 2, 4, 2)],
        hidden_rows=[3],
        hidden_columns=[4],
    )

    def read(self, kind: str) -> Document:
        return read(MADE[kind](self.DRAWN, Drawn([["去年"]], name="旧", hidden=True)), "made")

    def test_merged_cells_and_places(self, kind: str) -> None:
        found = self.read(kind)
        grid = table(found).grid
        assert shown(found)[0] == "2031年重点任务分解表"
        assert rows(table(found))[1] == ["1", "新建水厂\n共2座", "区水务局", "甲<&>"]
        assert grid[1][2] is grid[2][2]
        assert str(grid[2][2].text.origin if grid[2][2] else "") == "分解表!C3"
        assert accounted(found) == found.read

    def test_what_is_hidden_is_noted(self, kind: str) -> None:
        found = self.read(kind)
        noted = [(note.kind, note.text.plain) for note in found.notes]
        assert ("hidden_rows", "2 不办了") in noted or ("hidden_rows", "2 不办了 区财政局") in noted
        assert ("hidden_columns", "意见 不同意") in noted
        assert ("hidden_sheet", "去年") in noted

    def test_cut_files_and_damaged_ones_give_records_or_an_error(self, kind: str) -> None:
        data = MADE[kind](of_sample("table-pipes"))
        for at in range(1, 9):
            list(outcome(data[: len(data) * at // 9]))
        told = [said for each in mutants(data, seed=8, count=60) for said in outcome(each)]
        assert set(told) == {"records", "refused"}


class TestXls:
    def test_numbers_as_they_are_shown(self) -> None:
        values = [
            5,
            0.6,
            1200,
            float(DAY),
            Formula("A1", 2400.0),
            Formula("A1", "甲乙"),
            True,
            Formula("A1", "#REF!"),
            -7,
        ]
        formats = {(1, 1): "0%", (1, 2): "#,##0", (1, 3): 'yyyy"年"m"月"d"日"'}
        found = read(old_workbook(Drawn([list("甲乙丙丁戊己庚辛壬"), values], formats=formats)), "made.xls")
        assert rows(table(found))[1] == [
            "5",
            "60%",
            "1,200",
            "2031年3月5日",
            "2400",
            "甲乙",
            "TRUE",
            "#REF!",
            "-7",
        ]
        assert [note.kind for note in found.notes] == ["cell_error"]

    def test_a_table_of_strings_that_is_longer_than_a_record(self) -> None:
        drawn = [[f"{at}" + "新建水厂" * (at * 7 % 97), f"plain {at}" * (at % 40)] for at in range(400)]
        found = read(old_workbook(Drawn([["甲", "乙"], *drawn])), "made.xls")
        assert rows(table(found))[1:] == [[one.strip(), other.strip()] for one, other in drawn]

    def test_packed_numbers(self) -> None:
        packed = [(150 << 2) | 3, (0x3FF80000 & ~3) | 0, (0x40590000 & ~3) | 1]
        place = pack("<HH", 1, 0)
        many = place + b"".join(pack("<HI", 0, each) for each in packed) + pack("<H", 2)
        data = stream(Drawn([["甲", "乙", "丙"]]))
        data = data[:-4] + record(0xBD, many) + record(0x0A, b"")
        assert rows(table(read(compound("Workbook", data), "made.xls")))[1] == ["1.5", "1.5", "1"]

    def test_a_workbook_of_excel_5(self) -> None:
        def short(text: str) -> bytes:
            return bytes((len(text.encode("gbk")),)) + text.encode("gbk")

        head = record(0x809, pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, pack("<H", 936))
        listed = 4 + 6 + len(short("表"))
        sheet = record(0x809, pack("<HHHH", 0x500, 0x10, 0, 0))
        for row, column, text in [(0, 0, "甲"), (0, 1, "乙"), (1, 0, "丙"), (1, 1, "丁局")]:
            said = text.encode("gbk")
            sheet += record(0x204, pack("<HHHH", row, column, 0, len(said)) + said)
        start = len(head) + listed + 4
        data = (
            head
            + record(0x85, pack("<IH", start, 0) + short("表"))
            + record(0x0A, b"")
            + sheet
            + record(0x0A, b"")
        )
        found = read(compound("Book", data), "made.et")
        assert rows(table(found)) == [["甲", "乙"], ["丙", "丁局"]]

    def test_a_locked_workbook(self) -> None:
        with pytest.raises(ReadError, match="password"):
            read(old_workbook(Drawn([["甲"]]), locked=True), "locked.xls")

    def test_a_chart_inside_a_sheet_is_left_out(self) -> None:
        chart = (
            record(0x809, pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6))
            + record(0x204, bytes(8))
            + record(0x0A, b"")
        )
        data = stream(Drawn([["甲", "乙"], ["丙", "丁"]]))
        found = read(compound("Workbook", data[:-4] + chart + record(0x0A, b"")), "made.xls")
        assert shown(found) == [[["甲", "乙"], ["丙", "丁"]]]

    @pytest.mark.parametrize(
        "body", [b"", b"\x09\x08", record(0x809, bytes(2)), record(0x09, bytes(4)), record(0x0A, b"")]
    )
    def test_records_that_make_no_sense(self, body: bytes) -> None:
        with pytest.raises(ReadError):
            read(compound("Workbook", body), "made.xls")

    def test_strings_that_break_off(self) -> None:
        for body in (b"", b"\x05\x00", b"\x05\x00\x01ab"):
            with pytest.raises(Damaged):
                Strings().one(body, 0)
        with pytest.raises(Damaged):
            Strings().shared(Biff(0xFC, pack("<II", 1, 1) + string("甲乙")[:-1]))
        with pytest.raises(Damaged):
            list(records(b"\x09\x08\x10\x00", 0))


class TestOds:
    def sheet(self, rows_: str) -> bytes:
        table_ = f'<table:table table:name="表">{rows_}</table:table>'
        return package(f"<office:body><office:spreadsheet>{table_}</office:spreadsheet></office:body>")

    def cell(self, inside: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{inside}</table:table-cell>"

    def test_blanks_breaks_and_comments(self) -> None:
        note = "<office:annotation><text:p>请核实</text:p></office:annotation>"
        said = "<text:p>甲<text:s text:c='2'/>乙<text:line-break/><text:span>丙</text:span>\n丁</text:p>"
        said += "<text:p>戊</text:p>"
        cells = self.cell(note + said) + self.cell("<text:p>己</text:p>")
        found = read(self.sheet(f"<table:table-row>{cells}</table:table-row>"), "a")
        assert rows(table(found)) == [["甲  乙\n丙 丁\n戊", "己"]]
        assert [(note.kind, note.text.plain, str(note.text.origin)) for note in found.notes] == [
            ("comment", "请核实", "表!A1")
        ]

    def test_repeated_cells_and_rows(self) -> None:
        twice = self.cell("<text:p>甲</text:p>", 'table:number-columns-repeated="2"')
        end = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
        row = f'<table:table-row table:number-rows-repeated="3">{twice}</table:table-row>'
        found = read(self.sheet(row + end), "a")
        assert rows(table(found)) == [["甲", "甲"]] * 3
        assert str(table(found).grid[2][1].text.origin if table(found).grid[2][1] else "") == "表!B3"

    @pytest.mark.parametrize(
        "times", ['table:number-rows-repeated="1048576"', 'table:number-rows-repeated="9999999"']
    )
    def test_a_text_repeated_without_end(self, times: str) -> None:
        cells = self.cell("<text:p>甲</text:p>", 'table:number-columns-repeated="16384"')
        with pytest.raises(ReadError, match="单元格过多"):
            read(self.sheet(f"<table:table-row {times}>{cells}</table:table-row>"), "a")

    def test_values_without_text_and_formulas_without_value(self) -> None:
        cells = self.cell("", 'office:value-type="float" office:value="5.0"')
        cells += self.cell("", 'office:value-type="date" office:date-value="2031-03-05"')
        cells += self.cell("", 'table:formula="of:=[.A1]*2"') + self.cell(
            "<text:p>#REF!</text:p>", 'table:formula="of:=1"'
        )
        found = read(self.sheet(f"<table:table-row>{cells}</table:table-row>"), "a")
        assert rows(table(found)) == [["5", "2031-03-05", "#REF!"]]
        assert [(note.kind, note.text.plain) for note in found.notes] == [
            ("formula_without_value", "=[.A1]*2"),
            ("cell_error", "#REF!"),
        ]
        assert codes(pipeline.parse(self.sheet(f"<table:table-row>{cells}</table:table-row>"), "a"))

    def test_a_table_inside_a_cell_is_text_of_that_cell(self) -> None:
        row = f"<table:table-row>{self.cell('<text:p>乙</text:p>')}</table:table-row>"
        inner = f'<table:table table:name="内">{row}</table:table>'
        cells = self.cell(f"<text:p>甲</text:p>{inner}") + self.cell("<text:p>丙</text:p>")
        assert rows(table(read(self.sheet(f"<table:table-row>{cells}</table:table-row>"), "a"))) == [
            ["甲\n乙", "丙"]
        ]

    def test_a_locked_spreadsheet_and_a_document_type(self) -> None:
        manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
        with pytest.raises(ReadError, match="password"):
            read(package("<a/>", **{"META-INF__manifest": manifest}), "locked.ods")
        with pytest.raises(ReadError, match="DTD"):
            read(package("<a/><!DOCTYPE a>"), "made.ods")
