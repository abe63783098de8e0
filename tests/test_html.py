"""Web pages: the same records as from the text, whatever the site puts around it; nothing of a page is lost."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from build_html import SITES, blocks
from govtask_cli import pipeline
from govtask_cli.document import Document, Label, Paragraph, Table, texts
from govtask_cli.errors import ReadError
from govtask_cli.grammar.folding import count
from govtask_cli.readers import read as read_bytes
from govtask_cli.readers.options import Limits, ReadOptions
from govtask_cli.readers.sniff import sniff
from govtask_cli.records import Result

PLACES = {"lines", "line", "origin", "origins", "message"}
ITEMS = "<p>1.新建水厂2座。（责任单位：区水务局）</p><p>2.整治河道3条。（责任单位：区城管局）</p>"
TITLE = "北山区2031年重点工作任务分解"


def records(result: Result) -> Any:
    """All that a document says, without the places."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key not in PLACES}
        return [bare(each) for each in value] if isinstance(value, list) else value

    keys = {"document", "tasks", "statements", "forms"}
    return bare(result.model_dump(mode="json", include=keys)), Counter(each.code for each in result.findings)


def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def document(body: str, head: str = "<meta charset=utf-8>") -> Document:
    """A page as it is read."""
    return pipeline.read(page(body, head), "page.html")


def lines(found: Document) -> list[str]:
    return [block.text.plain for block in found.blocks if isinstance(block, Paragraph)]


def grid(body: str) -> list[list[str | None]]:
    """The one table of a page, row by row."""
    (table,) = (block for block in document(body).blocks if isinstance(block, Table))
    return [[cell.text.plain if cell is not None else None for cell in row] for row in table.grid]


def dropped(found: Document) -> dict[str, str]:
    """What was left out, by the kind of its note."""
    return {note.kind: note.text.plain for note in found.notes if note.dropped}


class Visible(HTMLParser):
    """All text of a page as Python's own parser sees it, but for what is never shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hushed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hushed += tag in {"script", "style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hushed -= tag in {"script", "style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.hushed:
            self.said.append(data)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("stem", ["progress-web", "notice-leaders", "table-breakdown.gb18030", "report"])
def test_every_character_is_kept_or_noted(stem: str, site: str) -> None:
    made = SITES[site](blocks(stem))
    found = pipeline.read(made, "page.html")
    shown = [block for block in found.blocks if not (isinstance(block, Label) and block.name.origin.cell)]
    kept = "".join(text.plain for block in shown for text in texts(block))
    gone = "".join(note.text.plain for note in found.notes if note.dropped)
    seen = Visible()
    seen.feed(made.decode("utf-8" if b"utf-8" in made.lower() else "gb18030"))
    assert Counter("".join((kept + gone).split())) == Counter("".join("".join(seen.said).split()))
    named = sum(count(text.plain) for block in found.blocks for text in texts(block))
    assert named + count(gone) == found.read


class TestCharset:
    WORDS = f"<h1>{TITLE}</h1>{ITEMS}<p>䶮、镕、€ 〇</p>"

    @pytest.mark.parametrize(
        ("declared", "codec", "encoding"),
        [
            ("gb2312", "gb18030", "gb18030"),
            ("GBK", "gb18030", "gb18030"),
            ("utf-8", "utf-8", "utf-8"),
            ("UTF8", "utf-8", "utf-8"),
            ("gb2312", "utf-8", "utf-8"),
            ("utf-8", "gb18030", "gb18030"),
            ("iso-8859-1", "gb18030", "gb18030"),
            ("no-such-charset", "gb18030", "gb18030"),
            ("", "utf-8", "utf-8"),
            ("", "gb18030", "gb18030"),
            ("utf-16", "utf-8", "utf-8"),
        ],
    )
    def test_as_declared_but_widened_and_checked(self, declared: str, codec: str, encoding: str) -> None:
        head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
        found = pipeline.read(page(self.WORDS, head).decode().encode(codec), "page.html")
        assert found.source.encoding == encoding
        assert lines(found)[-1] == "䶮、镕、€ 〇"
        wrong = declared in {"gb2312", "utf-8"} and encoding not in {
            "gb18030" if "gb" in declared else "utf-8"
        }
        assert [note.kind for note in found.notes] == (["charset"] if wrong else [])

    @pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
    def test_marks_and_wide_characters(self, codec: str) -> None:
        data = page(self.WORDS).decode().encode(codec)
        assert sniff(data).name == "html"
        assert lines(pipeline.read(data, "page.html"))[0] == TITLE

    def test_big5(self) -> None:
        body = "<p>一、興建水廠二座，責任單位：區水務局。</p>" * 3
        found = pipeline.read(page(body, "<meta charset=big5>").decode().encode("big5"), "page.html")
        assert lines(found)[0].startswith("一、興建水廠")

    def test_the_user_knows_better(self) -> None:
        data = page(self.WORDS, "<meta charset=utf-8>").decode().encode("gb18030")
        assert pipeline.read(data, "page.html", encoding="gbk").source.encoding == "gb18030"
        with pytest.raises(ReadError, match="编码不符"):
            pipeline.read(data, "page.html", encoding="utf-8")

    def test_bytes_that_cannot_be_decoded_are_told(self) -> None:
        data = page(self.WORDS).replace("水厂".encode(), "水".encode() + b"\xe5\x8e")
        found = pipeline.read(data, "page.html")
        assert "replaced" in {note.kind for note in found.notes}


class TestText:
    def test_breaks_and_blocks_end_lines_and_headings_wrap(self) -> None:
        body = "<h1>北山区2031年<br>重点工作</h1><div>一<p>二<b>三</b></p>四<br>五</div>六"
        body += "<span style='display:block'>七</span>"
        assert lines(document(body)) == ["北山区2031年 重点工作", "一", "二三", "四", "五", "六", "七"]

    def test_white_space_folds_but_hard_blanks_stay(self) -> None:
        assert lines(document("<p>甲 \n\t 乙&nbsp;&nbsp;丙　丁</p>")) == ["甲 乙\xa0\xa0丙　丁"]

    def test_printed_text_keeps_its_lines_and_tabs(self) -> None:
        body = "<pre>\n序号\t工作任务\n1\t新建水厂\n\n完</pre>"
        found = document(body)
        assert lines(found) == ["序号\t工作任务", "1\t新建水厂", "完"]
        assert [block.gap for block in found.blocks if isinstance(block, Paragraph)] == [0, 0, 1]

    def test_empty_paragraphs_and_double_breaks_are_gaps(self) -> None:
        found = document("<p>甲</p><p>&nbsp;</p><p>乙</p><p></p><p>丙<br><br>丁</p>")
        assert [block.gap for block in found.blocks if isinstance(block, Paragraph)] == [0, 1, 0, 1]

    def test_places_are_paragraphs_and_cells(self) -> None:
        found = document(
            "<p>甲</p><table><tr><th>乙</th><th>丙</th></tr><tr><td>丁</td><td>戊</td></tr></table><p>己</p>"
        )
        places = [str(text.origin) for block in found.blocks for text in texts(block)]
        assert places == ["第1段", "表1!A1", "表1!B1", "表1!A2", "表1!B2", "第3段"]

    def test_what_prints_nothing_is_noted(self) -> None:
        found = document("<p>新\u200b建\u202e水厂&#xfeff;</p>")
        assert lines(found) == ["新建水厂"]
        assert dropped(found) == {"control": "\u200b\u202e\ufeff"}

    @pytest.mark.parametrize(
        ("body", "kind", "gone"),
        [
            ("<p hidden>藏</p>", "hidden_text", "藏"),
            ("<p style='DISPLAY : none'>藏</p>", "hidden_text", "藏"),
            ("<p>甲<span style='display:none'>藏<b>起</b></span></p>", "hidden_text", "藏起"),
            ("<p class='a hide'>藏</p>", "hidden_text", "藏"),
            ("<p id=off>藏</p>", "hidden_text", "藏"),
            ("<p>甲<del>旧</del></p>", "struck_text", "旧"),
            ("<p>甲<span style='text-decoration: line-through'>旧</span></p>", "struck_text", "旧"),
            ("<p>甲<ruby>乙<rt>yǐ</rt></ruby></p>", "ruby_gloss", "yǐ"),
            ("<select><option>选</select>", "form_control", "选"),
            ("<noscript>请开启脚本</noscript>", "script_notice", "请开启脚本"),
            ("<svg><text>图</text></svg>", "picture_text", "图"),
        ],
    )
    def test_what_is_not_shown_is_noted(self, body: str, kind: str, gone: str) -> None:
        css = "<style>/* .x */ p.hide, #off { color:red; display: none } @media print { p { display:none } }</style>"
        found = document(f"<p>新建水厂。</p>{body}", css)
        assert dropped(found) == {kind: gone}
        assert "新建水厂。" in lines(found)

    def test_scripts_say_nothing(self) -> None:
        body = "<p>甲</p><script>document.write('<p>乙</p>')</script><template><p>丙</p></template><style>p{}</style>"
        assert lines(document(body)) == ["甲"]

    def test_text_that_a_script_would_show_is_the_text(self) -> None:
        body = f"<div><a href=/>首页</a></div><div style='display:none'><h1>{TITLE}</h1>{ITEMS * 3}</div>"
        assert TITLE in lines(document(body))

    def test_a_term_and_its_description_are_one_line(self) -> None:
        body = "<p>名词解释</p><dl><dt>专精特新<dd>专业化、精细化。<dt>链长制<dd>一条链一名链长。</dl>"
        assert lines(document(body)) == ["名词解释", "专精特新 专业化、精细化。", "链长制 一条链一名链长。"]


class TestLists:
    @pytest.mark.parametrize(
        ("attributes", "numbers"),
        [
            ("", ["1. ", "2. ", "3. "]),
            ("start=9", ["9. ", "10. ", "11. "]),
            ("reversed", ["3. ", "2. ", "1. "]),
            ("type=a start=26", ["z. ", "aa. ", "ab. "]),
            ("type=I start=3", ["III. ", "IV. ", "V. "]),
            ("style='list-style-type: cjk-ideographic' start=19", ["十九、", "二十、", "二十一、"]),
            ("style='list-style: simp-chinese-informal outside'", ["一、", "二、", "三、"]),
            ("class='custom_cn2 list-paddingleft-1'", ["(一)", "(二)", "(三)"]),
            ("style='list-style:none'", ["", "", ""]),
            ("start=x", ["1. ", "2. ", "3. "]),
        ],
    )
    def test_numbers_are_printed(self, attributes: str, numbers: list[str]) -> None:
        found = lines(document(f"<ol {attributes}><li>甲<li><p>乙</p><li>丙</ol>"))
        assert found == [number + word for number, word in zip(numbers, "甲乙丙", strict=True)]

    def test_values_and_lists_in_lists(self) -> None:
        body = "<ol><li>甲<ol type=A><li>子<li value=5>丑</ol><li value=8>乙<li>丙</ol><ul><li>丁</ul>"
        assert lines(document(body)) == ["1. 甲", "A. 子", "E. 丑", "8. 乙", "9. 丙", "丁"]

    def test_a_number_that_the_text_brings_is_not_printed_twice(self) -> None:
        assert lines(document("<ol><li>1、甲<li>（二）乙<li>③丙<li>丁</ol>")) == [
            "1、甲",
            "（二）乙",
            "③丙",
            "4. 丁",
        ]

    def test_a_numbered_list_gives_the_records_of_typed_numbers(self) -> None:
        counted = (
            "<ol start=4><li>新建水厂2座。（责任单位：区水务局）<li>整治河道3条。（责任单位：区城管局）</ol>"
        )
        typed = "<p>4.新建水厂2座。（责任单位：区水务局）</p><p>5.整治河道3条。（责任单位：区城管局）</p>"
        found = [records(pipeline.parse(page(f"<h1>{TITLE}</h1>{body}"), "a")) for body in (counted, typed)]
        assert found[0] == found[1]
        assert [task["number"] for task in found[0][0]["tasks"]] == [4, 5]

    def test_a_number_in_a_cell(self) -> None:
        rows = "<tr><td>序号<td>任务<tr><td>1<td><ol><li>甲<li>乙</ol><tr><td>2<td>丙"
        assert grid(f"<table>{rows}</table>")[1] == ["1", "1. 甲\n2. 乙"]


class TestTables:
    def test_spans_both_ways_are_one_cell(self) -> None:
        (table,) = document(
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td colspan=3>戊</table>"
        ).blocks
        assert isinstance(table, Table)
        assert [[cell and cell.text.plain for cell in row] for row in table.grid] == [
            ["甲", "乙", "乙"], ["甲", "丙", "丁"], ["戊", "戊", "戊"],
        ]  # fmt: skip
        assert table.grid[0][0] is table.grid[1][0]
        assert (table.grid[0][1].rowspan, table.grid[0][1].colspan) == (1, 2)  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ("<tr><td>甲<td>乙<tr><td colspan=9999>丙", [["甲", "乙"], ["丙", "丙"]]),
            ("<tr><td rowspan=9999>甲<td>乙<tr><td>丙", [["甲", "乙"], ["甲", "丙"]]),
            ("<tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁", [["甲", "乙"], ["甲", "丙"], ["甲", "丁"]]),
            ("<tr><td colspan=x>甲<td rowspan=-2>乙", [["甲", "乙"]]),
            ("<tr><td>甲<td><td>乙<tr><td>丙<td><td>丁", [["甲", "乙"], ["丙", "丁"]]),
            ("<tr><td>甲<td>乙<tr><td><td><tr><td>丙<td>丁", [["甲", "乙"], ["丙", "丁"]]),
            ("<tr><td>甲<td>乙<tr><td>丙", [["甲", "乙"], ["丙", None]]),
            ("<tr><td>甲<td rowspan=2>乙<tr><td colspan=3>丙", [["甲", "乙"], ["丙", "乙"]]),
            (
                "<tfoot><tr><td>末<td>尾<tbody><tr><td>甲<td>乙<thead><tr><td>首<td>头",
                [["首", "头"], ["甲", "乙"], ["末", "尾"]],
            ),
            (
                "<tr><td>甲<td>乙<tr hidden><td>藏<td>匿<tr><td>丙<td>丁<td hidden>隐",
                [["甲", "乙"], ["丙", "丁"]],
            ),
        ],
    )
    def test_odd_spans_rows_and_sections(self, rows: str, expected: list[list[str | None]]) -> None:
        assert grid(f"<table>{rows}</table>") == expected

    def test_hidden_rows_are_noted(self) -> None:
        found = document("<table><tr><td>甲<td>乙<tr style='display:none'><td>藏<td>匿</table>")
        assert dropped(found) == {"hidden_text": "藏 匿"}

    def test_cells_hold_lines(self) -> None:
        cell = "<p>甲。</p><p>乙。</p><div>丙<br>丁</div><ul><li>戊</ul><table><tr><td>己<td>庚</table>"
        assert grid(f"<table><tr><td>{cell}<td>辛</table>") == [["甲。\n乙。\n丙\n丁\n戊\n己 庚", "辛"]]

    def test_a_caption_stands_above(self) -> None:
        found = document("<table><caption>任务分解表</caption><tr><td>甲<td>乙</table>")
        assert [type(block).__name__ for block in found.blocks] == ["Paragraph", "Table"]

    @pytest.mark.parametrize(
        "body",
        [
            "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
            "<table role=presentation><tr><td>甲<td>乙</table>",
            "<table><tr><td><table><tr><td>甲</table><td><table><tr><td>乙</table></table>",
            "<table><tr><td><a href=1>首页</a><a href=2>公开</a><a href=3>服务</a><td><p>新建。<p>整治。</table>",
        ],
    )
    def test_a_table_that_lays_out_the_page_is_none(self, body: str) -> None:
        assert lines(document(body)) in (["甲", "乙"], ["新建。", "整治。"])

    def test_a_label_beside_a_long_value_is_no_layout(self) -> None:
        value = "".join(f"<p>第{at}项措施，抓好落实。</p>" for at in range(8))
        rows = f"<tr><td>任务内容<td>新建水厂<tr><td>推进措施<td>{value}"
        assert grid(f"<table>{rows}</table>")[0] == ["任务内容", "新建水厂"]

    def test_more_cells_than_a_table_may_have(self) -> None:
        steps = "".join(f"<tr><td colspan={at + 1}>任务{at}<td>甲" for at in range(60))
        few = ReadOptions(limits=Limits(cells=1_000))
        with pytest.raises(ReadError, match="表格过大"):
            read_bytes(page(f"<table>{steps}</table>"), "page.html", options=few)


class TestMetadata:
    FIELDS = (
        ("索 引 号：", "330000/2031-0001"), ("发布机构：", "北山区人民政府办公室"), ("成文日期：", "2031年3月1日"),
        ("发文字号", "北政办发〔2031〕3号"),
    )  # fmt: skip

    def shown(self, kind: str) -> str:
        if kind == "table":
            cells = [f"<td>{name}</td><td>{value}</td>" for name, value in self.FIELDS]
            return f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}{cells[3]}</tr></table>"
        if kind == "cells":
            return (
                "<table>"
                + "".join(f"<tr><td>{name}{value}</td><td></td></tr>" for name, value in self.FIELDS[:3])
                + "</table>"
            )
        if kind == "dl":
            return (
                "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in self.FIELDS) + "</dl>"
            )
        if kind == "ul":
            return (
                "<ul>"
                + "".join(f"<li><b>{name}</b> <span>{value}</span></li>" for name, value in self.FIELDS)
                + "</ul>"
            )
        return "".join(f"<div><div>{name}</div><div>{value}</div></div>" for name, value in self.FIELDS)

    @pytest.mark.parametrize("kind", ["table", "cells", "dl", "ul", "boxes"])
    def test_the_block_above_the_text_fills_the_fields(self, kind: str) -> None:
        text = f"<div class=article><h1>{TITLE}</h1><div id=zoom>{ITEMS * 3}</div></div>"
        body = f"<div class=head>{self.shown(kind)}</div>{text}"
        info = pipeline.parse(page(body), "page.html").document
        assert (info.index_number, info.issuer) == ("330000/2031-0001", "北山区人民政府办公室")
        assert info.issued_on == "2031-03-01"
        assert info.document_number == (None if kind == "cells" else "北政办发〔2031〕3号")
        assert info.title == TITLE

    @pytest.mark.parametrize(
        ("label", "value"), [("发布日期：", "2031年3月2日"), ("發布時間：", "2031-03-02")]
    )
    def test_one_label_above_the_text_fills_its_field(self, label: str, value: str) -> None:
        text = f"<div class=article><h1>{TITLE}</h1><div id=zoom>{ITEMS * 3}</div></div>"
        for shown in (f"<table><tr><td>{label}</td><td>{value}</td></tr></table>", f"<p>{label}{value}</p>"):
            info = pipeline.parse(page(f"<div class=head>{shown}</div>{text}"), "page.html").document
            assert info.published_on == "2031-03-02"

    def test_traditional_labels_above_the_text_fill_their_fields(self) -> None:
        text = f"<div class=article><h1>{TITLE}</h1><div id=zoom>{ITEMS * 3}</div></div>"
        shown = "<p>索引號：330000/2031-0001　發文字號：北政辦發〔2031〕3號</p>"
        info = pipeline.parse(page(f"<div class=head>{shown}</div>{text}"), "page.html").document
        assert (info.index_number, info.document_number) == ("330000/2031-0001", "北政辦發〔2031〕3號")

    def test_meta_tags_fill_what_the_page_does_not_show(self) -> None:
        head = f'<meta name="ArticleTitle" content="{TITLE}"><meta name=PubDate content="2031-03-02 10:20">'
        info = pipeline.parse(page(ITEMS, head), "page.html").document
        assert (info.title, info.published_on) == (TITLE, "2031-03-02")
        assert info.origins["published_on"] == "<meta PubDate>"

    def test_what_the_page_shows_counts_more(self) -> None:
        head = '<meta name="ArticleTitle" content="另一个标题"><title>又一个</title>'
        head += '<meta name="PubDate" content="2030-01-01">'
        body = f"<h1>{TITLE}</h1><p>发布日期：2031-03-02　来源：区政府办</p>{ITEMS}"
        info = pipeline.parse(page(body, head), "page.html").document
        assert (info.title, info.published_on) == (TITLE, "2031-03-02")

    def test_the_title_of_the_page_is_better_than_none(self) -> None:
        title = f"<title>{TITLE}_北山区人民政府门户网站</title>"
        assert pipeline.parse(page(ITEMS, title), "page.html").document.title == TITLE
        site = "<title>北山区人民政府门户网站</title>"
        assert pipeline.parse(page(ITEMS, site), "page.html").document.title is None


class TestSite:
    """What a site puts around its documents, one thing at a time."""

    TEXT = f"<div class=article><h1>{TITLE}</h1><div id=zoom>{ITEMS * 4}</div>{{}}</div>"

    @pytest.mark.parametrize(
        "around",
        [
            "<div class=nav-list><a href=1>首页</a><a href=2>公开</a></div>{}",
            "<div><a href=1>首页</a> <a href=2>公开</a> <a href=3>服务</a></div>{}",
            "<div class=wz>您的位置：<a href=1>首页</a> &gt; <a href=2>公开</a></div>{}",
            "{}<div>主办：北山区人民政府　承办：区数据局<br>地址：北山路1号　网站标识码：3300000000</div>",
            "{}<p>版权所有：北山区人民政府</p><p>建议使用1024*768分辨率浏览</p>",
            "{}<div class=right><h3>热点</h3><ul><li><a href=1>甲</a><li><a href=2>乙</a></ul></div>",
            "<table width=100%><tr><td width=200><a href=1>首页</a><br><a href=2>公开</a></td><td>{}</td></tr></table>",
            "<div class=popup><p>您即将离开本网站</p></div>{}",
        ],
    )
    def test_is_left_out(self, around: str) -> None:
        body = around.format(self.TEXT.format(""))
        expected = lines(document(f"<h1>{TITLE}</h1>{ITEMS * 4}"))
        found = document(body)
        assert lines(found) == expected
        assert set(dropped(found)) <= {"navigation", "page_frame"}
        assert dropped(found)

    @pytest.mark.parametrize(
        "below",
        [
            "<div>上一篇：<a href=1>关于甲的通知</a><br>下一篇：<a href=2>关于乙的通知</a></div>",
            "<div><h3>相关解读</h3><ul><li><a href=1>一图读懂</a></li></ul></div>",
            "<div class=bdshare>分享到：<a href=1>微信</a></div>",
        ],
    )
    def test_below_the_text_is_left_out(self, below: str) -> None:
        assert lines(document(self.TEXT.format(below))) == lines(document(self.TEXT.format("")))

    def test_attached_files_and_annexes_below_the_text_stay(self) -> None:
        below = (
            "<div><a href='1.doc'>附件1：任务分解表.doc</a></div><p>附件</p><table><tr><td>甲<td>乙</table>"
        )
        found = document(self.TEXT.format(below))
        assert lines(found)[-2:] == ["附件1：任务分解表.doc", "附件"]
        assert isinstance(found.blocks[-1], Table)

    def test_units_in_the_text_are_no_footer(self) -> None:
        said = ["1.办好文化节。主办单位：区文旅局　承办单位：区文化馆", "联系地址：北山路1号　邮编：300000"]
        assert lines(document(f"<h1>{TITLE}</h1><p>{said[0]}</p><p>{said[1]}</p>"))[1:] == said

    def test_a_form_around_everything_is_no_search_box(self) -> None:
        body = f"<form class=search id=form1><input name=x>{self.TEXT.format('')}</form>"
        assert TITLE in lines(document(body))

    def test_a_short_notice_between_much_else(self) -> None:
        nav = "<ul>" + "".join(f"<li><a href={at}>栏目名称{at}</a></li>" for at in range(80)) + "</ul>"
        body = f"{nav}<div><h1>关于召开会议的通知</h1><p>定于3月5日召开会议，请参加。</p></div>{nav}"
        assert lines(document(body)) == ["关于召开会议的通知", "定于3月5日召开会议，请参加。"]


class TestOtherFiles:
    def test_a_frame_in_the_text_is_told(self) -> None:
        body = f"<h1>{TITLE}</h1>{ITEMS}<iframe src='/f/annex.pdf'></iframe>"
        (finding,) = pipeline.parse(page(body), "page.html").findings
        assert (finding.code, finding.severity) == ("READ020", "warning")
        assert "/f/annex.pdf" in finding.message

    def test_a_counter_beside_the_text_is_not(self) -> None:
        body = f"<div id=zoom><h1>{TITLE}</h1>{ITEMS * 10}</div><div><iframe src='//count.example/1'></iframe></div>"
        assert "READ020" not in {finding.code for finding in pipeline.parse(page(body), "page.html").findings}

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"<html><frameset cols=20,80><frame src=a.htm><frame src=b.htm></frameset></html>", "框架网页"),
            (b"<html><body><div id=app></div><script>load()</script></body></html>", "网页没有文字"),
            (b"<html><body></body></html>", "网页没有文字"),
            (b"<!DOCTYPE html>", "网页没有文字"),
            ("<html><body><p hidden>藏</p></body></html>".encode(), "网页没有文字"),
        ],
    )
    def test_a_page_without_text_says_why(self, data: bytes, said: str) -> None:
        with pytest.raises(ReadError, match=said) as caught:
            pipeline.read(data, "page.html")
        assert caught.value.cure


class TestContent:
    """The format is told by what stands in a file."""

    @pytest.mark.parametrize(
        "data",
        [
            b"<html><body>x",
            b"\n\n <!-- saved from url=(0027)http://x/ -->\r\n<HTML>",
            b'<?xml version="1.0"?>\n<!DOCTYPE html><html/>',
            b"<table><tr><td>1</td></tr></table>",
            b"<div><p>a</p><p>b</p></div>\n",
            b"<meta charset=gbk><p>x",
            b"\xef\xbb\xbf<head></head>",
            b"<!-- a --><!-- b -->" * 400 + b"<html>",
        ],
    )
    def test_a_page(self, data: bytes) -> None:
        assert sniff(data).name == "html"

    @pytest.mark.parametrize(
        "data",
        [
            "<p>一、新建公路</p>".encode(),
            b"<- see above",
            "<关于>的通知</关于></a></b>".encode(),
            b"<!-- x -->" * 40,
            b"a <html>",
        ],
    )
    def test_no_page(self, data: bytes) -> None:
        assert sniff(data).name == "txt"

    @pytest.mark.parametrize(
        ("head", "name"),
        [
            ("From: <Saved by Blink>\nSnapshot-Content-Location: http://x/\nMIME-Version: 1.0", "mht"),
            ('MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary="x"', "mht"),
            ("From: a@b\nTo: c@d\nSubject: x\nContent-Type: multipart/related; boundary=x", "eml"),
            ("Received: from x\nReceived: from y\nSubject: x\nDate: now\n", "eml"),
            ("Subject: x\nnothing else", "txt"),
            ("Date: 2031\nTime: now\nPlace: here", "txt"),
        ],
    )
    def test_messages(self, head: str, name: str) -> None:
        assert sniff(f"{head}\n\nwords".encode()).name == name

    def test_a_sheet_that_a_system_exports_as_a_page(self) -> None:
        rows = "".join(
            f"<tr><td>{at}</td><td>新建公路{at}公里。</td><td>区交通局</td></tr>" for at in range(1, 4)
        )
        head = f"<tr><td colspan=3>{TITLE}</td></tr><tr><td>序号</td><td>工作任务</td><td>责任单位</td></tr>"
        result = pipeline.parse(f"<table border=1>{head}{rows}</table>".encode("gb18030"), "export.xls")
        assert [task.number for task in result.tasks] == [1, 2, 3]
        assert (result.document.title, result.tasks[0].part) == (TITLE, TITLE)


class TestHostile:
    """Broken and hostile pages are read, or refused by name, in time that grows with their size."""

    @pytest.mark.parametrize(
        "body",
        [
            "<div>" * 9_900 + "<p>新建水厂。",
            "<table><tr><td>" * 3_000 + "新建水厂。",
            "<font color=1>" * 9_000 + "<p>新建水厂。</p>" * 50,
            "".join(f"<font size={at}>" for at in range(3_000)) + "</p><p>新建水厂。" * 3_000,
            "<b><i><u>" * 5_000 + "新建水厂。",
            "<div " + " ".join(f"a{at}=1" for at in range(50_000)) + ">新建水厂。",
            "<!--" * 50_000 + "--><p>新建水厂。",
            "<script>" * 5_000 + "</script><p>新建水厂。",
            "<ul><li>" * 4_000 + "新建水厂。",
            "<p>新建水厂。<table>" + "<tr>" + "<td></td>" * 100 + "</tr>" * 300,
            "</div></td></tr></table></p>" * 3_000 + "新建水厂。",
            "<p>新建水厂。<" + "a" * 300_000,
            "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>新建水厂。",
        ],
    )
    def test_odd_pages_are_read(self, body: str) -> None:
        assert any("新建水厂。" in text.plain for block in document(body).blocks for text in texts(block))

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("<div>" * 12_000 + "新建", "嵌套过深"),
            ("<div>" * 9_000 + "<p>新建" * 50_000, "嵌套过深"),
            ("<x-y>" * 20_000, "嵌套过深"),
        ],
    )
    def test_too_deep_a_page_is_refused(self, body: str, said: str) -> None:
        with pytest.raises(ReadError, match=said):
            document(body)

    def test_a_page_that_is_too_big_is_refused(self) -> None:
        with pytest.raises(ReadError, match="网页过大"):
            read_bytes(page("<p>新建</p>" * 200), "page.html", options=ReadOptions(limits=Limits(part=1_000)))
