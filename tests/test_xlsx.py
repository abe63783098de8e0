"""Workbooks: values as they are shown, what is hidden, formulas, the forms in which programs write, damage."""

from __future__ import annotations

import datetime
import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any, ClassVar

import openpyxl
import pytest

from broken_sheets import mutants, outcome
from build_xlsx import Drawn, Formula, of_sample, rewritten, workbook
from govtask_cli import pipeline
from govtask_cli.document import Paragraph
from govtask_cli.errors import ReadError
from govtask_cli.readers import read
from read_sheets import HEADER, accounted, codes, document, result, rows, shown, table

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


class TestNumbers:
    FORMATS: ClassVar = [
        (5.0, None, "5"),
        (1200, "#,##0", "1,200"),
        (0.6, "0%", "60%"),
        (0.333333, "0.0%", "33.3%"),
        (12345.678, "#,##0.00", "12,345.68"),
        (datetime.date(2031, 3, 5), "yyyy/m/d", "2031/3/5"),
        (datetime.date(2031, 3, 5), 'yyyy"年"m"月"d"日"', "2031年3月5日"),
        (datetime.datetime(2031, 3, 5, 9, 30), "yyyy-mm-dd hh:mm", "2031-03-05 09:30"),
        (1 / 3, None, "0.333333333"),
        (0.1 + 0.2, None, "0.3"),
        (5550101, None, "5550101"),
        (True, None, "TRUE"),
        ("007", None, "007"),
        ("1,200", None, "1,200"),
        (Formula("A1*2", 2400), "#,##0", "2,400"),
        (Formula('A1&"x"', "甲&乙"), None, "甲&乙"),
        ("=甲", None, "=甲"),
        ("甲<乙>&amp;_x000D_", None, "甲<乙>&amp;_x000D_"),
    ]

    @pytest.mark.parametrize(("value", "code", "printed"), FORMATS)
    def test_a_cell_counts_as_it_is_shown(self, value: Any, code: str | None, printed: str) -> None:
        formats = {} if code is None else {(1, 1): code}
        assert rows(table(document(Drawn([["甲", "乙"], ["丙", value]], formats=formats))))[1] == [
            "丙",
            printed,
        ]

    def test_rows_of_one_form_and_of_others(self) -> None:
        """A form is learned from one row and must not misread the next."""
        values = [
            1,
            2.5,
            1e-9,
            -3,
            1e21,
            0.1 + 0.2,
            123456789012345678,
            "甲",
            None,
            True,
            7,
            0,
            60000.125,
            " 乙 ",
        ]
        chance = random.Random(3)
        drawn = [[at, *(chance.choice(values) for _ in range(4)), "尾"] for at in range(300)]
        expected = {
            1: "1",
            2.5: "2.5",
            1e-9: "1E-09",
            -3: "-3",
            1e21: "1E+21",
            7: "7",
            0: "0",
            None: "",
            "甲": "甲",
        }
        expected |= {
            0.1 + 0.2: "0.3",
            123456789012345678: "1.23457E+17",
            60000.125: "60000.125",
            " 乙 ": "乙",
        }
        found = rows(table(document(Drawn([["甲", "乙", "丙", "丁", "戊", "己"], *drawn]))))[1:]
        for row, printed in zip(drawn, found, strict=True):
            assert printed[1:5] == ["TRUE" if value is True else expected[value] for value in row[1:5]]

    def test_formats_where_rows_differ(self) -> None:
        drawn = [["甲", "乙"], *([at, at / 8] for at in range(1, 60))]
        formats = {(at, 1): ("0%", "0.00", "yyyy/m/d")[at % 3] for at in range(1, 60)}
        found = rows(table(document(Drawn(drawn, formats=formats))))
        assert found[3:5] == [["3", "38%"], ["4", "0.50"]]
        assert found[59] == ["59", "1900/1/7"]

    def test_days_from_1904(self) -> None:
        data = workbook(
            Drawn([["甲", "乙"], ["丙", datetime.date(2031, 3, 5)]], formats={(1, 1): "yyyy/m/d"}),
            options={"date_1904": True},
        )
        assert rows(table(read(data, "made.xlsx")))[1] == ["丙", "2031/3/5"]

    def test_rich_text_and_line_breaks(self) -> None:
        runs = "<r><rPr><b/></rPr><t>新建</t></r><r><t xml:space='preserve'>水厂_x000D_\r\n共2座</t></r>"
        rich = f"<si>{runs}<rPh><t>xin</t></rPh></si>"
        data = rewritten(
            workbook(Drawn([["甲", "乙"], ["丙", "丁"]])),
            {STRINGS: lambda xml: xml.replace("<si><t>丁</t></si>", rich)},
        )
        assert rows(table(read(data, "made.xlsx")))[1] == ["丙", "新建水厂\n共2座"]

    def test_what_prints_nothing_is_dropped_and_noted(self) -> None:
        found = document(Drawn([["甲", "乙"], ["丙\u200b", "\ufeff"]]))
        assert rows(table(found)) == [["甲", "乙"], ["丙", ""]]
        assert [(note.kind, note.dropped) for note in found.notes] == [("control", True)]
        assert accounted(found) == found.read


class TestHidden:
    DRAWN = Drawn(
        [
            HEADER,
            [1, "新建水厂", "区水务局"],
            [2, "不办了", "区财政局"],
            [3, "也不办", "区财政局"],
            [2, "新建公园", "区城管局"],
        ],
        hidden_rows=[2, 3],
    )

    def test_hidden_rows_give_no_records_but_a_finding(self) -> None:
        made = result(self.DRAWN)
        assert [task.content for task in made.tasks] == ["新建水厂", "新建公园"]
        assert codes(made) == ["READ010"]
        assert "rows 3 to 4" in made.findings[0].message
        assert made.findings[0].origin == "Sheet1!A3"
        note = next(note for note in made.notes if note.kind == "hidden_rows")
        assert (note.text, note.dropped) == ("2 不办了 区财政局 3 也不办 区财政局", True)

    def test_hidden_columns(self) -> None:
        made = result(
            Drawn([[*HEADER, "内部意见"], [1, "新建水厂", "区水务局", "不同意"]], hidden_columns=[3])
        )
        assert made.tasks[0].other == {}
        assert codes(made) == ["READ010"]
        assert "column D" in made.findings[0].message

    def test_hidden_sheets(self) -> None:
        made = result(
            Drawn([HEADER, [1, "新建水厂", "区水务局"]]),
            Drawn([HEADER, [9, "去年的", "区财政局"]], name="旧", hidden=True),
        )
        assert [task.number for task in made.tasks] == [1]
        assert codes(made) == ["READ010"]
        assert made.findings[0].origin == "旧!A1"

    def test_nothing_is_remarked_on_hidden_rows_without_text(self) -> None:
        assert (
            codes(
                result(
                    Drawn([HEADER, [1, "新建水厂", "区水务局"], []], hidden_rows=[2, 5], hidden_columns=[9])
                )
            )
            == []
        )

    def test_a_merged_cell_that_is_seen_in_part_is_seen(self) -> None:
        found = document(
            Drawn(
                [
                    ["标题表", None, None],
                    HEADER,
                    [1, "新建水厂", "区水务局"],
                    [2, "新建泵站"],
                    [3, "新建公园", "区城管局"],
                ],
                merged=[(0, 0, 0, 2), (2, 2, 3, 2)],
                hidden_rows=[2],
                hidden_columns=[0],
            )
        )
        assert shown(found) == [
            "标题表",
            [["任务内容", "责任单位"], ["新建泵站", "区水务局"], ["新建公园", "区城管局"]],
        ]
        assert str(table(found).grid[1][1].text.origin) == "Sheet1!C3"  # type: ignore[union-attr]
        assert accounted(found) == found.read

    def test_a_text_under_a_merged_cell(self) -> None:
        xml: Callable[[str], str] = lambda sheet: sheet.replace(  # noqa: E731
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
        )
        plain = workbook(Drawn([HEADER, [1, "新建水厂", "区水务局"], [2, "新建泵站", "区财政局"]]))
        made = pipeline.parse(rewritten(plain, {SHEET: xml}), "made.xlsx")
        assert [unit.name for task in made.tasks for unit in task.units] == ["区水务局", "区水务局"]
        assert codes(made) == ["READ010"]

    def test_a_filter(self) -> None:
        file = io.BytesIO()
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (HEADER, [1, "新建水厂", "区水务局"], [2, "不看", "区财政局"]):
            sheet.append(row)
        sheet.auto_filter.ref = "A1:C3"
        sheet.row_dimensions[3].hidden = True
        book.save(file)
        made = pipeline.parse(file.getvalue(), "made.xlsx")
        assert ([task.number for task in made.tasks], codes(made)) == ([1], ["READ010"])


class TestFormulas:
    def test_a_formula_without_a_stored_value(self) -> None:
        drawn = Drawn(
            [[*HEADER, "投资"], *([at, "新建水厂", "区水务局", Formula("A2*2")] for at in (1, 2, 3))]
        )
        made = result(drawn)
        assert codes(made) == ["READ011"]
        assert made.findings[0].origin == "Sheet1!D2"
        assert "3 formulas" in made.findings[0].message
        assert made.tasks[0].investment is None

    def test_an_error_is_told(self) -> None:
        made = result(Drawn([[*HEADER, "投资"], [1, "新建水厂", "区水务局", Formula("1/0", "#DIV/0!")]]))
        assert codes(made) == ["READ012"]
        assert made.tasks[0].investment == "#DIV/0!"

    def test_an_empty_text_is_a_value(self) -> None:
        file = rewritten(
            workbook(Drawn([HEADER, [1, "新建水厂", Formula("A1")]])),
            {SHEET: lambda xml: xml.replace('<c r="C2">', '<c r="C2" t="str">')},
        )
        assert "READ011" not in codes(pipeline.parse(file, "made.xlsx"))


class TestForms:
    """The same sheet as programs of other makes would write it."""

    PLAIN = workbook(Drawn([HEADER, [1, "新建&水厂", "区水务局"], [2, "新建<公园>", "区城管局"]]))
    SHOWN: ClassVar = [[HEADER, ["1", "新建&水厂", "区水务局"], ["2", "新建<公园>", "区城管局"]]]

    @staticmethod
    def _named(xml: str) -> str:
        """With a prefix before the name of every element."""
        return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")

    CHANGES: ClassVar = {
        "prefixes": {SHEET: _named, STRINGS: _named},
        "single quotes": {SHEET: lambda xml: re.sub(r'(<(?:c|row) [^>]*>)', lambda m: m[1].replace('"', "'"), xml)},
        "comments": {SHEET: lambda xml: xml.replace("<row", "<!-- <c r='A9'/> --><row"), STRINGS: lambda xml: xml},
        "cdata": {STRINGS: lambda xml: xml.replace("<t>新建&amp;水厂</t>", "<t><![CDATA[新建&水厂]]></t>")},
        "line breaks between elements": {SHEET: lambda xml: xml.replace("><", ">\n  <")},
        "other order of attributes": {SHEET: lambda xml: re.sub(r'<c (r="\w+") (t="s")', r"<c \2 \1", xml)},
        "unknown attributes": {SHEET: lambda xml: xml.replace("<c r=", '<c cm="1" r=')},
        "no references": {SHEET: lambda xml: re.sub(r' r="[A-Z]*[0-9]+"', "", xml)},
        "numbers with a kind": {SHEET: lambda xml: re.sub(r'(<c r="A[23]")', r'\1 t="n"', xml)},
        "numbers with decimals": {SHEET: lambda xml: re.sub(r"(<v>[12])(?=</v></c><c r=.B)", r"\1.0", xml)},
        "entities": {STRINGS: lambda xml: xml.replace("新建", "&#26032;&#x5EFA;")},
        "no declaration": {SHEET: lambda xml: xml[xml.index("?>") + 2 :].lstrip()},
    }  # fmt: skip

    @pytest.mark.parametrize("how", CHANGES)
    def test_a_sheet_in_another_form_is_the_same_sheet(self, how: str) -> None:
        assert shown(read(rewritten(self.PLAIN, self.CHANGES[how]), "made.xlsx")) == self.SHOWN

    def test_rows_out_of_order(self) -> None:
        def swap(xml: str) -> str:
            first, second = re.findall(r"<row r=\"[23]\".*?</row>", xml)
            return xml.replace(first + second, second + first)

        assert shown(read(rewritten(self.PLAIN, {SHEET: swap}), "made.xlsx")) == self.SHOWN


class TestBadInput:
    WHOLE = workbook(Drawn([HEADER, [1, "新建水厂", "区水务局"]]))

    @staticmethod
    def _sheet(cells: str, tail: str = "") -> dict[str, Callable[[str], str]]:
        return {
            SHEET: lambda xml: (
                f"{xml[: xml.index('<sheetData>')]}<sheetData>{cells}</sheetData>{tail}</worksheet>"
            )
        }

    def _refused(self, changes: dict[str, Callable[[str], str]], cause: str) -> None:
        with pytest.raises(ReadError, match=cause) as caught:
            read(rewritten(self.WHOLE, changes), "通知.xlsx")
        assert "通知.xlsx" in str(caught.value)
        assert caught.value.cure

    @pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"])
    def test_a_document_type_is_refused(self, part: str) -> None:
        dtd = '<!DOCTYPE x [<!ENTITY a "b">]>'
        self._refused({part: lambda xml: xml.replace("?>", f"?>{dtd}", 1)}, "DTD")

    @pytest.mark.parametrize("part", [SHEET, STRINGS])
    def test_a_bomb_is_refused(self, part: str) -> None:
        began = time.perf_counter()
        self._refused({part: lambda xml: xml + " " * 5_000_000}, "zip bomb")
        assert time.perf_counter() - began < 3

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_a_file_that_was_cut(self, share: float) -> None:
        with pytest.raises(ReadError):
            read(self.WHOLE[: int(len(self.WHOLE) * share)], "cut.xlsx")

    @pytest.mark.parametrize(
        ("cells", "cause"),
        [
            ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "damaged"),
            ('<row r="9999999"><c r="A1"><v>1</v></c></row>', "damaged"),
            ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "damaged"),
            ("", "holds nothing"),
            ('<row r="1"><c r="A1" s="1"/></row>' * 3, "holds nothing"),
        ],
    )
    def test_a_sheet_that_makes_no_sense(self, cells: str, cause: str) -> None:
        self._refused(self._sheet(cells), cause)

    def test_a_part_that_breaks_off(self) -> None:
        self._refused({SHEET: lambda xml: xml[:-20]}, "breaks off")

    def test_two_cells_at_the_corners_of_the_sheet(self) -> None:
        cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        found = read(rewritten(self.WHOLE, self._sheet(cells)), "made.xlsx")
        assert [str(block.text.origin) for block in found.blocks if isinstance(block, Paragraph)] == [
            "Sheet1!A1",
            "Sheet1!XFD1048576",
        ]

    def test_merged_areas_without_end(self) -> None:
        rows_ = "".join(
            f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="J{at}"><v>1</v></c></row>' for at in range(1, 3001)
        )
        endless = "".join(f'<mergeCell ref="{"AB"[at % 2]}1:XFD1048576"/>' for at in range(5_000))
        began = time.perf_counter()
        self._refused(self._sheet(rows_, f"<mergeCells>{endless}</mergeCells>"), "cover too many cells")
        assert time.perf_counter() - began < 5

    def test_cells_scattered_over_the_sheet(self) -> None:
        letters = [f"{one}{other}" for one in "ABCDEFGHIJ" for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        cells = "".join(
            f'<row r="{at}"><c r="{letters[at % 260]}{at}"><v>1</v></c><c r="ZZ{at}"><v>2</v></c></row>'
            for at in range(1, 20_001)
        )
        self._refused(self._sheet(cells), "表格过大")

    def test_a_locked_workbook_and_a_binary_one(self) -> None:
        with pytest.raises(ReadError, match="password"):
            read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked.xlsx")
        binary = io.BytesIO()
        with zipfile.ZipFile(binary, "w") as file:
            file.writestr("xl/workbook.bin", b"\x83\x01")
        with pytest.raises(ReadError, match="xlsb"):
            read(binary.getvalue(), "book.xlsb")

    def test_all_is_hidden(self) -> None:
        made = result(Drawn([HEADER, [1, "新建水厂", "区水务局"]], hidden_rows=[0, 1]))
        assert (made.tasks, codes(made)) == ([], ["DOC001", "READ010"])

    def test_the_suffix_does_not_matter(self) -> None:
        assert read(self.WHOLE, "notice.docx").source.format == "xlsx"
        assert read(self.WHOLE, "notice.et").source.format == "xlsx"

    def test_damaged_workbooks_give_records_or_an_error(self) -> None:
        told = [
            said
            for data in mutants(workbook(of_sample("table-pipes")), seed=4, count=100)
            for said in outcome(data)
        ]
        assert told.count("records") > 10
        assert told.count("refused") > 10
