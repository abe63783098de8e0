"""The Word reader: what stands in a file is read as it is printed, and what is not printed is noted."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx as python_docx
import pytest

from broken_docx import mutants, outcome
from build_docx import (
    abstract,
    deleted,
    in_list,
    level,
    marked,
    num,
    p,
    package,
    r,
    sample,
    tbl,
    tc,
    tr,
)  # fmt: skip
from govtask_cli import pipeline
from govtask_cli.document import Document, Paragraph, Table
from govtask_cli.errors import ReadError
from govtask_cli.grammar.folding import count
from govtask_cli.readers.word_counting import counted
from govtask_cli.records import Result
from sample_files import STEMS

PLACES = {"origin", "origins", "lines", "line"}


def read(body: str, **parts: str) -> Document:
    """The document of a body written by hand."""
    return pipeline.read(package(body, **parts), "made.docx")


def lines(document: Document) -> list[str]:
    """Its paragraphs."""
    return [block.text.plain for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document, at: int = 0) -> list[list[str | None]]:
    """The cells of one of its tables."""
    table = [block for block in document.blocks if isinstance(block, Table)][at]
    return [[cell.text.plain if cell is not None else None for cell in row] for row in table.grid]


def noted(document: Document, kind: str) -> list[str]:
    """The texts of its notes of one kind."""
    return [note.text.plain for note in document.notes if note.kind == kind]


def without_places(value: Any) -> Any:
    """Records but for where they stand."""
    if isinstance(value, dict):
        return {key: without_places(each) for key, each in value.items() if key not in PLACES}
    return [without_places(each) for each in value] if isinstance(value, list) else value


def records(result: Result) -> Any:
    """What must be equal in every format."""
    return without_places(
        result.model_dump(mode="json", include={"document", "tasks", "statements", "forms"})
    )


class TestSamples:
    @pytest.mark.parametrize("stem", STEMS)
    def test_every_character_is_kept_or_noted(self, stem: str) -> None:
        document = pipeline.read(sample(stem), "sample.docx")
        for seen in (document, pipeline.repair(document)):
            kept = sum(count(text) for block in seen.blocks for text in plains(block)) + sum(
                count(note.text.plain) for note in seen.notes if note.dropped
            )
            assert kept == document.read


def plains(block: Any) -> list[str]:
    """The texts of a block, each cell once."""
    if isinstance(block, Paragraph):
        return [block.text.plain]
    if isinstance(block, Table):
        cells = {id(cell): cell for row in block.grid for cell in row if cell is not None}
        return [cell.text.plain for cell in cells.values()]
    return [block.name.plain, block.value.plain]


class TestNumbers:
    LEVELS = abstract(
        1,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4"),
    ) + abstract(2, level(0, "decimal", "%1.", more='<w:suff w:val="space"/>'))  # fmt: skip

    def numbers(self, *asked: tuple[int, int], lists: str = "", text: str = "事项") -> list[str]:
        """What is printed for paragraphs of these lists and levels."""
        known = self.LEVELS + num(1, 1) + num(2, 2) + lists
        body = "".join(p(text, in_list(number, at)) for number, at in asked)
        return lines(read(body, numbering=known))

    def test_levels_restart_behind_a_higher_one(self) -> None:
        asked = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1), (1, 2)]
        assert self.numbers(*asked) == [
            "一、事项", "（一）事项", "1.事项", "2.事项", "（二）事项", "1.事项", "① 事项",
            "二、事项", "（一）事项", "1.事项",
        ]  # fmt: skip

    def test_a_list_that_starts_anew(self) -> None:
        anew = num(3, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        asked = [(2, 0), (2, 0), (3, 0), (3, 0), (2, 0)]
        assert self.numbers(*asked, lists=anew) == ["1.事项", "2.事项", "1.事项", "2.事项", "3.事项"]

    def test_lists_on_one_abstract_list_go_on_together(self) -> None:
        assert self.numbers((2, 0), (3, 0), lists=num(3, 2)) == ["1.事项", "2.事项"]

    def test_a_list_with_a_level_of_its_own(self) -> None:
        own = num(3, 2, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条")}</w:lvlOverride>')
        assert self.numbers((3, 0), lists=own) == ["第1条 事项"]

    def test_a_level_that_was_passed_over_counts(self) -> None:
        assert self.numbers((1, 0), (1, 2), (1, 1)) == ["一、事项", "1.事项", "（二）事项"]

    def test_restart_as_a_level_says(self) -> None:
        never = abstract(
            4, level(0, "decimal", "%1、"), level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
        )
        document = read("".join(p("事", in_list(4, at)) for at in (0, 1, 0, 1)), numbering=never + num(4, 4))
        assert lines(document) == ["1、事", "1)事", "2、事", "2)事"]

    def test_numbers_of_several_levels(self) -> None:
        known = abstract(
            5, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
        )
        body = "".join(p("总则", in_list(5, at)) for at in (0, 1, 1))
        assert lines(read(body, numbering=known + num(5, 5))) == ["第一章 总则", "1.1 总则", "1.2 总则"]

    def test_a_number_does_not_run_into_a_figure(self) -> None:
        assert self.numbers((2, 0), text="5G基站85个") == ["1. 5G基站85个"]
        assert self.numbers((1, 0), text="5G基站85个") == ["一、5G基站85个"]

    def test_a_list_named_by_a_style(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            '</w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
        )
        own = abstract(
            1, level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", more='<w:pStyle w:val="H2"/>')
        )
        body = "".join(p("标题", f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H2", "H1"))
        body += p("正文", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        assert lines(read(body, styles=styles, numbering=own + num(1, 1))) == [
            "1、标题", "（1）标题", "（2）标题", "2、标题", "正文",
        ]  # fmt: skip

    def test_a_style_that_stands_on_itself(self) -> None:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
            for one, other in ("AB", "BA")
        )
        assert lines(read(p("正文", '<w:pStyle w:val="A"/>'), styles=styles)) == ["正文"]

    def test_bullets_print_no_number_but_dashes_do(self) -> None:
        known = abstract(6, level(0, "bullet", "\uf0b7")) + abstract(7, level(0, "bullet", "——"))
        body = p("甲", in_list(6)) + p("乙", in_list(7))
        assert lines(read(body, numbering=known + num(6, 6) + num(7, 7))) == ["甲", "——乙"]

    def test_in_cells(self) -> None:
        known = abstract(8, level(0, "decimal", "%1")) + num(8, 8) + self.LEVELS + num(2, 2)
        body = tbl(
            tr("序号", "措施"),
            *(tr(tc(p("", in_list(8))), tc(p("甲", in_list(2)) + p("乙", in_list(2)))) for _ in range(2)),
        )
        assert rows(read(body, numbering=known)) == [
            ["序号", "措施"], ["1", "1.甲\n2.乙"], ["2", "3.甲\n4.乙"],
        ]  # fmt: skip

    def test_a_note_tells_what_was_written_out(self) -> None:
        body = "".join(p("事项", in_list(2)) for _ in range(3))
        document = read(body, numbering=self.LEVELS + num(2, 2))
        assert noted(document, "automatic_number") == ["1. 2. 3."]
        assert document.read == count("1.事项2.事项3.事项")

    def test_what_is_unknown_prints_nothing(self) -> None:
        assert lines(read(p("甲", in_list(99)) + p("乙", in_list(2, 12)))) == ["甲", "乙"]

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ("chineseCounting", "一 十 十一 二十 一〇五"),
            ("chineseCountingThousand", "一 十 十一 二十 一百零五"),
            ("ideographDigital", "一 一〇 一一 二〇 一〇五"),
            ("japaneseCounting", "一 十 十一 二十 百五"),
            ("taiwaneseCountingThousand", "一 十 十一 二十 一百零五"),
            ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 壹佰零伍"),
            ("ideographLegalTraditional", "壹 壹拾 壹拾壹 貳拾 壹佰零伍"),
            ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 105"),
            ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 105"),
            ("ideographTraditional", "甲 癸 11 20 105"),
            ("decimalFullWidth", "１ １０ １１ ２０ １０５"),
            ("decimalZero", "01 10 11 20 105"),
            ("upperLetter", "A J K T AAAAA"),
            ("lowerRoman", "i x xi xx cv"),
            ("never heard of", "1 10 11 20 105"),
            ("none", "    "),
        ],
    )
    def test_forms(self, form: str, expected: str) -> None:
        assert " ".join(counted(number, form) for number in (1, 10, 11, 20, 105)) == expected

    def test_large_and_odd_numbers(self) -> None:
        assert counted(20_305, "chineseCountingThousand") == "二万零三百零五"
        assert counted(1_010, "chineseCountingThousand") == "一千零一十"
        assert counted(100_000_000, "chineseCountingThousand") == "100000000"
        assert counted(0, "chineseCounting") == "0"
        assert counted(2_000_000_000, "upperLetter") == counted(2_000_000_000, "upperRoman") == "2000000000"


class TestChanges:
    def test_insertions_are_taken_in_and_deletions_left_out(self) -> None:
        document = pipeline.read(marked("新建公路[-150-]{+130+}公里。"), "made.docx")
        assert lines(document) == ["新建公路130公里。"]
        assert noted(document, "tracked_deletion") == ["150"]
        assert noted(document, "tracked_insertion") == ["130"]
        assert document.read == count("新建公路150130公里。")

    def test_each_is_a_finding_that_names_who_and_when(self) -> None:
        result = pipeline.parse(marked("新建公路[-150-]{+130+}公里。"), "made.docx")
        found = [finding for finding in result.findings if finding.code == "READ001"]
        assert [finding.origin for finding in found] == ["第1段", "第1段"]
        assert all("Zhen, 2031-02-03" in finding.message for finding in found)

    def test_text_that_was_moved_stands_where_it_went(self) -> None:
        moved = r("整治河道3条。")
        body = p(f"<w:moveFrom>{moved}</w:moveFrom>{r('一是')}") + p(f"<w:moveTo>{moved}</w:moveTo>")
        assert lines(read(body)) == ["一是", "整治河道3条。"]

    def test_a_deleted_mark_joins_two_paragraphs(self) -> None:
        gone = "<w:rPr><w:del/></w:rPr>"
        assert lines(read(p("新建公路", gone) + p("130公里。"))) == ["新建公路130公里。"]
        assert lines(read(p("末段", gone))) == ["末段"]

    def test_a_paragraph_that_is_deleted_as_a_whole_takes_no_number(self) -> None:
        gone = p(deleted("乙"), "<w:rPr><w:del/></w:rPr>" + in_list(2))
        body = p("甲", in_list(2)) + gone + p("丙", in_list(2))
        assert lines(read(body, numbering=TestNumbers.LEVELS + num(2, 2))) == ["1.甲", "2.丙"]

    def test_rows_and_cells(self) -> None:
        body = tbl(
            tr("序号", "任务"),
            tr("1", "甲", properties='<w:del w:author="Zhen"/>'),
            tr("2", "乙", properties='<w:ins w:author="Zhen"/>'),
            tr("3", tc("丙", "<w:cellDel/>"), "丁"),
        )
        document = read(body)
        assert rows(document) == [["序号", "任务"], ["2", "乙"], ["3", "丁"]]
        assert noted(document, "tracked_deletion") == ["1 甲", "丙"]
        assert noted(document, "tracked_insertion") == ["2", "乙"]

    def test_old_properties_are_no_properties(self) -> None:
        body = tbl(
            tr(tc("甲", '<w:tcPrChange><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>'), "乙"),
            tr("丙", "丁"),
        )
        assert rows(read(body)) == [["甲", "乙"], ["丙", "丁"]]
        changed = f"<w:pPrChange><w:pPr>{in_list(2)}</w:pPr></w:pPrChange>"
        assert lines(read(p("正文", changed), numbering=TestNumbers.LEVELS + num(2, 2))) == ["正文"]


class TestHidden:
    def test_hidden_words_are_left_out_and_found(self) -> None:
        result = pipeline.parse(marked("新建公路130公里。{~待核实~}"), "made.docx")
        (finding,) = (finding for finding in result.findings if finding.code == "READ002")
        assert "待核实" in finding.message

    def test_by_style(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        )
        shown = r("乙", '<w:vanish w:val="0"/>')
        body = p("甲" + "", '<w:pStyle w:val="P"/>') + p(shown, '<w:pStyle w:val="P"/>')
        body += p(r("丙", '<w:rStyle w:val="C"/>') + r("丁"))
        document = read(body, styles=styles)
        assert lines(document) == ["乙", "丁"]
        assert noted(document, "hidden_text") == ["甲", "丙"]
        cell = tc(p(r("丙", '<w:rStyle w:val="C"/>') + r("丁")))
        assert rows(read(tbl(tr(cell, "戊"), tr("己", "庚")), styles=styles))[0] == ["丁", "戊"]

    def test_words_that_are_struck_out_are_left_out_as_in_a_page(self) -> None:
        for strike in ("<w:strike/>", '<w:dstrike w:val="true"/>'):
            result = pipeline.parse(package(p(r("新建水厂") + r("2", strike) + r("3座。"))), "made.docx")
            assert [finding.code for finding in result.findings] == ["DOC001", "READ021"]
            plain = package(
                tbl(tr(tc(p(r("2", strike) + r("3", '<w:strike w:val="0"/>'))), "甲"), tr("乙", "丙"))
            )
            assert rows(pipeline.read(plain, "made.docx"))[0] == ["3", "甲"]

    def test_rows_and_cells_that_are_merged_away(self) -> None:
        body = tbl(
            tr("序号", "任务"),
            tr("1", "甲", properties="<w:hidden/>"),
            tr("2", tc("乙", '<w:vMerge w:val="restart"/>')),
            tr("3", tc("丙", "<w:vMerge/>")),
        )
        document = read(body)
        assert rows(document) == [["序号", "任务"], ["2", "乙"], ["3", "乙"]]
        assert noted(document, "hidden_text") == ["1 甲", "丙"]


class TestContent:
    def one(self, inner: str) -> str:
        """The single line of one paragraph."""
        (line,) = lines(read(p(inner)))
        return line

    def test_breaks_tabs_and_signs(self) -> None:
        assert lines(read(p(f"{r('甲')}<w:r><w:br/></w:r>{r('乙')}"))) == ["甲", "乙"]
        assert self.one(f"{r('甲')}<w:r><w:tab/></w:r>{r('乙')}") == "甲\t乙"
        assert self.one(f"{r('6')}<w:r><w:noBreakHyphen/></w:r>{r('8')}") == "6-8"
        assert self.one(f'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{r("是")}') == "☑是"
        document = read(p(f'<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>{r("是")}'))
        assert (lines(document), len(noted(document, "symbol"))) == (["是"], 1)

    def test_a_page_break_leaves_a_gap(self) -> None:
        feed = '<w:r><w:br w:type="page"/></w:r>'
        for body in (
            p("甲") + p(feed) + p("乙"),
            p("甲") + p(feed + r("乙")),
            p(r("甲") + feed) + p("乙"),
            p("甲") + p("乙", "<w:pageBreakBefore/>"),
            p("甲", "<w:sectPr/>") + p("乙"),
        ):
            above, below = (block for block in read(body).blocks if isinstance(block, Paragraph))
            assert above.gap == 0
            assert below.gap >= 2

    def test_fields_give_their_result(self) -> None:
        def part(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        code = "<w:r><w:instrText> DATE </w:instrText></w:r>"
        whole = part("begin") + code + part("separate") + r("3月5日") + part("end")
        assert self.one(r("于") + whole + r("印发")) == "于3月5日印发"
        assert self.one(part("begin") + code + whole + part("separate") + r("乙") + part("end")) == "乙"
        assert self.one(f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>') == "7"

    def test_a_field_that_never_ends_swallows_its_paragraph_at_most(self) -> None:
        body = p(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("甲")}') + p("乙")
        document = read(body)
        assert lines(document) == ["乙"]
        assert noted(document, "field_code") == ["甲"]

    def test_a_table_of_contents_is_furniture(self) -> None:
        gallery = (
            '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        )
        control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}{p('一、总则 1')}</w:sdtContent></w:sdt>"
        styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
        entry = p("二、附则 2", '<w:pStyle w:val="T1"/>')
        document = read(control + entry + p("正文"), styles=styles)
        assert lines(document) == ["正文"]
        assert noted(document, "contents") == ["目录", "一、总则 1", "二、附则 2"]

    def test_wrappers_are_passed(self) -> None:
        inner = (
            f"<w:hyperlink>{r('甲')}</w:hyperlink><w:smartTag>{r('乙')}</w:smartTag>"
            f"<w:sdt><w:sdtContent>{r('丙')}</w:sdtContent></w:sdt><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
            f"<w:r><w:ruby><w:rt>{r('dīng')}</w:rt><w:rubyBase>{r('丁')}</w:rubyBase></w:ruby></w:r>"
        )
        assert self.one(inner) == "甲乙丙x=1丁"
        control = f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
        assert lines(read(control + f"<w:customXml>{p('乙')}</w:customXml>")) == ["甲", "乙"]

    def test_the_prompt_of_an_empty_control_is_no_text(self) -> None:
        control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>"
        document = read(p(r("甲") + control))
        assert (lines(document), noted(document, "placeholder")) == (["甲"], ["单击此处"])

    def test_text_boxes_stand_where_they_are_anchored(self) -> None:
        def box(text: str) -> str:
            inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
            return (
                f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            )

        body = p(box("附件1") + r("任务分解表")) + p(r("正文") + box("旁注"))
        document = read(body)
        assert lines(document) == ["附件1", "任务分解表", "正文", "旁注"]
        assert [str(block.text.origin) for block in document.blocks if isinstance(block, Paragraph)] == [
            "第1段", "第1段", "第2段", "第2段",
        ]  # fmt: skip
        assert rows(read(tbl(tr(tc(p(r("甲") + box("乙"))), "丙"), tr("丁", "戊"))))[0] == ["甲\n乙", "丙"]

    def test_an_indent_opens_a_paragraph(self) -> None:
        body = p("甲", '<w:ind w:firstLine="640"/>') + p("乙") + p("丙", '<w:ind w:firstLine="0"/>')
        blocks = read(body).blocks
        assert [block.opens for block in blocks if isinstance(block, Paragraph)] == [True, False, False]

    def test_what_opens_a_paragraph_is_not_joined_to_the_one_above(self) -> None:
        cut, rest = "支持骨干企业数字化升级，建成数字化车间", "厂房改造加快推进，新开工3个。"
        for properties, expected in (("", 1), ('<w:ind w:firstLineChars="200"/>', 2)):
            document = read(p(cut) + p(rest, properties))
            assert len(lines(pipeline.repair(document))) == expected

    def test_what_prints_nothing_is_dropped(self) -> None:
        document = read(p("新建\u200b公路\ufeff3公里") + tbl(tr("序\u00ad号", "任务"), tr("1", "甲")))
        assert lines(document) == ["新建公路3公里"]
        assert rows(document)[0] == ["序号", "任务"]
        assert sum(map(len, noted(document, "control"))) == 3

    def test_places_count_blank_paragraphs(self) -> None:
        blocks = read(p("甲") + p("") + tbl(tr("乙", "丙"), tr("丁", "戊")) + p("己")).blocks
        first, table, last = blocks
        assert isinstance(first, Paragraph)
        assert isinstance(last, Paragraph)
        assert isinstance(table, Table)
        assert (str(first.text.origin), str(last.text.origin), last.gap) == ("第1段", "第3段", 0)
        cell = table.grid[1][1]
        assert cell is not None
        assert str(cell.text.origin) == "表1!B2"
        assert table.gap == 1


class TestFurniture:
    def test_margins_and_notes_are_noted(self) -> None:
        note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        document = read(
            p("甲") + p(r("乙") + note),
            header=p("某县人民政府文件"),
            footer=p("— 1 —"),
            footnotes=f'<w:footnote w:type="separator" w:id="0">{p("——")}</w:footnote>'
            f'<w:footnote w:id="2">{p("指规模以上企业。")}</w:footnote>',
            comments=f'<w:comment w:id="1" w:author="Zhen">{p("请核实")}</w:comment>',
        )
        assert lines(document) == ["甲", "乙"]
        assert noted(document, "page_header") == ["某县人民政府文件"]
        assert noted(document, "page_footer") == ["— 1 —"]
        assert noted(document, "comment") == ["请核实"]
        (footnote,) = (note for note in document.notes if note.kind == "footnote")
        assert (footnote.text.plain, str(footnote.text.origin)) == ("指规模以上企业。", "第2段")
        assert document.read == count("甲乙某县人民政府文件—1—指规模以上企业。请核实")


class TestTables:
    def test_merged_both_ways(self) -> None:
        wide, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        document = read(
            tbl(
                tr(tc("序号", down), tc("目标", wide), "单位"),
                tr(tc("", on), "全市", "东区", "名称"),
                tr(tc("1", down), tc("甲", wide + down), "丙"),
                tr(tc("", on), tc("", wide + on), "丁"),
            )
        )
        assert rows(document) == [
            ["序号", "目标", "目标", "单位"], ["序号", "全市", "东区", "名称"],
            ["1", "甲", "甲", "丙"], ["1", "甲", "甲", "丁"],
        ]  # fmt: skip
        (table,) = document.blocks
        assert isinstance(table, Table)
        block = table.grid[2][1]
        assert block is not None
        assert block is table.grid[2][2] is table.grid[3][1] is table.grid[3][2]
        assert (block.rowspan, block.colspan) == (2, 2)

    def test_old_horizontal_merges_and_columns_left_out(self) -> None:
        across = tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>")
        body = tbl(
            f"<w:tr>{across}{tc('乙')}</w:tr>",
            tr("丙", "丁", properties='<w:gridBefore w:val="1"/>'),
            tr("1", "2", "3"),
        )
        assert rows(read(body)) == [["甲", "甲", "乙"], [None, "丙", "丁"], ["1", "2", "3"]]

    def test_columns_that_no_cell_has_for_itself(self) -> None:
        wide = '<w:gridSpan w:val="3"/>'
        body = tbl(tr(tc("序号", wide), "任务"), tr(tc("1", wide), "甲"))
        assert rows(read(body)) == [["序号", "任务"], ["1", "甲"]]

    def test_slivers(self) -> None:
        """LibreOffice leaves columns of a hair's breadth where it rounds the edges of merged cells."""
        grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in (900, 12, 3000)) + "</w:tblGrid>"
        two = '<w:gridSpan w:val="2"/>'
        body = tbl(grid, tr(tc("序号", two), "任务"), tr("1", tc("甲", two)))
        assert rows(read(body)) == [["序号", "任务"], ["1", "甲"]]

    def test_a_table_with_one_column_is_a_frame(self) -> None:
        assert lines(read(tbl(tr(tc(p("甲") + p("乙"))), tr("丙")))) == ["甲", "乙", "丙"]

    def test_a_table_that_lays_out_a_page(self) -> None:
        inner = tbl(tr("序号", "任务"), tr("1", "甲"))
        document = read(tbl(tr(tc(p("任务分解表") + inner + p("")), "")) + p("末"))
        assert lines(document) == ["任务分解表", "末"]
        assert rows(document) == [["序号", "任务"], ["1", "甲"]]

    def test_tables_in_the_cells_of_a_table(self) -> None:
        lines_only = tbl(tr("子"), tr("丑"))
        real = tbl(tr("月份", "计划"), tr("1月", "开工"))
        document = read(
            tbl(tr("序号", "任务"), tr("1", tc(lines_only + p(""))), tr("2", tc(p("乙") + real + p(""))))
        )
        assert rows(document) == [["序号", "任务"], ["1", "子\n丑"], ["2", "乙"]]
        assert rows(document, 1) == [["月份", "计划"], ["1月", "开工"]]

    def test_rows_and_cells_in_content_controls(self) -> None:
        row = f"<w:sdt><w:sdtContent>{tr('1', '甲')}</w:sdtContent></w:sdt>"
        cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
        assert rows(read(tbl(tr("序号", "任务"), row, f"<w:tr>{tc('2')}{cell}</w:tr>"))) == [
            ["序号", "任务"], ["1", "甲"], ["2", "乙"],
        ]  # fmt: skip

    @pytest.mark.parametrize("stem", ["table-cells", "table-pipes", "notice-livelihood", "progress-monthly"])
    def test_both_ways_of_reading_rows_agree(self, stem: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A row of plain text is read in passing; walked through like any other it gives the same."""
        data = sample(stem, numbers=False)
        passing = pipeline.read(data, "made.docx")
        monkeypatch.setattr(
            "govtask_cli.readers.docx_tables.plain_rows", lambda table, rows, acting: (None for _ in rows)
        )
        walked = pipeline.read(data, "made.docx")
        assert [block.grid for block in passing.blocks if isinstance(block, Table)] == [
            block.grid for block in walked.blocks if isinstance(block, Table)
        ]
        assert passing.read == walked.read


class TestFiles:
    def test_names_of_the_strict_form(self) -> None:
        strict = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(package(p("正文")))) as source, zipfile.ZipFile(strict, "w") as made:
            for name in source.namelist():
                data = source.read(name)
                data = data.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                ).replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/",
                    b"http://purl.oclc.org/ooxml/officeDocument/",
                )
                made.writestr(name, data)
        assert lines(pipeline.read(strict.getvalue(), "strict.docx")) == ["正文"]

    def test_what_python_docx_writes(self) -> None:
        file = python_docx.Document()
        file.add_heading("某县2031年重点工作任务分解", 0)
        file.add_paragraph("新建公路3公里。", style="List Number")
        file.add_paragraph("整治河道2条。", style="List Number")
        held = io.BytesIO()
        file.save(held)
        assert lines(pipeline.read(held.getvalue(), "made.docx")) == [
            "某县2031年重点工作任务分解", "1.新建公路3公里。", "2.整治河道2条。",
        ]  # fmt: skip

    def test_damaged_files_give_records_or_an_error(self) -> None:
        data = sample("table-breakdown.gb18030")
        given = [outcome(each, "made.docx") for each in mutants(data, seed=4, count=80)]
        assert 10 < given.count("error") < 70

    @pytest.mark.parametrize(
        ("name", "noted_on"),
        [("a.docx", False), ("a.DOC", True), ("a.xlsx", True), ("a", False), ("a.bin", False)],
    )
    def test_a_wrong_suffix_is_noted_only(self, name: str, noted_on: bool) -> None:
        document = pipeline.read(package(p("甲")), name)
        assert lines(document) == ["甲"]
        assert bool(noted(document, "wrong_suffix")) is noted_on
        assert document.source.format == "docx"

    def test_a_bomb_is_refused(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", b"<w:document>" + b" " * (70 << 20))
        assert len(held.getvalue()) < 240_000
        with pytest.raises(ReadError, match="zip bomb"):
            pipeline.read(held.getvalue(), "made.docx")

    def test_a_part_that_leads_out_of_the_file_is_not_read(self) -> None:
        held = io.BytesIO()
        file = package(p("甲"), header=p("乙"))
        with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(held, "w") as made:
            for name in source.namelist():
                data = source.read(name).replace(b'Target="header.xml"', b'Target="../../../etc/passwd"')
                made.writestr(name, data)
        document = pipeline.read(held.getvalue(), "made.docx")
        assert lines(document) == ["甲"]
        assert noted(document, "page_header") == []

    def test_a_file_without_text(self) -> None:
        with pytest.raises(ReadError, match="no text"):
            read(p(""))

    def test_elements_that_nest_without_end(self) -> None:
        deep = "<w:smartTag>" * 500 + r("甲") + "</w:smartTag>" * 500
        with pytest.raises(ReadError, match="nest more than"):
            read(p(deep))
        tables = p("甲")
        for _ in range(150):
            tables = f"<w:tbl><w:tr><w:tc>{tables}</w:tc></w:tr></w:tbl>"
        with pytest.raises(ReadError, match="nest more than"):
            read(tables)

    def test_spans_that_never_end(self) -> None:
        body = tbl(tr(tc("甲", '<w:gridSpan w:val="2000000000"/>'), "乙"), tr("丙", "丁"))
        (table,) = read(body).blocks
        assert isinstance(table, Table)
        assert len(table.grid[0]) <= 300

    def test_a_document_type_is_refused(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(package(p("甲")))) as source, zipfile.ZipFile(held, "w") as made:
            for name in source.namelist():
                data = source.read(name)
                made.writestr(name, b'<!DOCTYPE a [<!ENTITY b "c">]>' + data if "document" in name else data)
        with pytest.raises(ReadError, match="DTD"):
            pipeline.read(held.getvalue(), "made.docx")
