"""Saved web pages: the page is found among its parts, its frames are read where they were saved with it."""

from __future__ import annotations

import quopri
from collections.abc import Mapping

import pytest

from build_html import SITES, blocks
from govtask_cli import pipeline
from govtask_cli.errors import ReadError
from sample_files import parsed
from test_html import records

BLINK = "Snapshot-Content-Location: http://www.example/a.html\r\n"
TASKS = (
    "<h1>北山区2031年重点工作任务分解</h1><p>1.新建水厂2座。（责任单位：区水务局）</p>"
    "<p>2.整治河道3条。（责任单位：区城管局）</p>"
)


def saved(*parts: tuple[Mapping[str, str], bytes], head: str = BLINK, kind: str = "") -> bytes:
    """A saved page: the headers and the bytes of each part."""
    begin = f"From: <Saved by Blink>\r\n{head}Subject: x\r\nMIME-Version: 1.0\r\n"
    begin += f'Content-Type: multipart/related;\r\n\ttype="text/html";{kind}\r\n\tboundary="--x--"\r\n\r\n'
    pieces = [
        b"----x--\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
        + b"\r\n"
        + body
        for headers, body in parts
    ]
    return begin.encode() + b"\r\n".join(pieces) + b"\r\n----x----\r\n"


def html(place: str, body: bytes, **more: str) -> tuple[dict[str, str], bytes]:
    """A page among the parts, in quoted-printable."""
    headers = {
        "Content-Type": "text/html",
        "Content-Transfer-Encoding": "quoted-printable",
        "Content-Location": place,
    }
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    return headers, quopri.encodestring(body).replace(b"\n", b"\r\n")


PICTURE = ({"Content-Type": "image/png", "Content-Transfer-Encoding": "base64"}, b"iVBORw0KGgo=")


@pytest.mark.parametrize("site", ["portal", "layout tables", "Word export"])
@pytest.mark.parametrize("stem", ["progress-web", "table-breakdown.gb18030", "notice-leaders"])
def test_a_saved_page_gives_the_records_of_the_text(stem: str, site: str) -> None:
    data = saved(PICTURE, html("http://www.example/a.html", SITES[site](blocks(stem))))
    result = pipeline.parse(data, "page.mht")
    assert records(result) == records(parsed(stem))
    assert result.source.format == "mht"


def test_the_charset_that_the_part_tells_counts() -> None:
    page = f"<html><meta charset=big5><body>{TASKS}</body></html>".encode("gb18030")
    part = html("http://www.example/a.html", page, Content_Type="text/html; charset=gb2312")
    assert pipeline.parse(saved(part), "page.mht").source.encoding == "gb18030"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("cid:frame-2@mhtml.blink", {"Content_ID": "<frame-2@mhtml.blink>"}),
        ("http://www.example/inner.html", {}),
        ("inner.html", {}),
    ],
)
def test_a_frame_that_was_saved_is_read(address: str, headers: dict[str, str]) -> None:
    outer = f"<html><body><p>通知如下。</p><iframe src='{address}'></iframe></body></html>".encode()
    inner = html("http://www.example/inner.html", f"<html><body>{TASKS}</body></html>".encode(), **headers)
    result = pipeline.parse(saved(html("http://www.example/a.html", outer), inner), "page.mht")
    assert [task.number for task in result.tasks] == [1, 2]
    assert "READ020" not in {finding.code for finding in result.findings}


def test_a_page_of_frames_is_read() -> None:
    frames = b"<html><frameset cols=20,80><frame src=menu.htm><frame src=main.htm></frameset></html>"
    data = saved(
        html("http://www.example/a.html", frames),
        html("http://www.example/menu.htm", b"<html><body><a href=1>1</a></body></html>"),
        html("http://www.example/main.htm", f"<html><body>{TASKS}</body></html>".encode("gb18030")),
    )
    assert len(pipeline.parse(data, "page.mht").tasks) == 2


def test_the_sheets_of_a_workbook_that_excel_saved() -> None:
    table = "<table><tr><td>序号<td>工作任务<td>责任单位<tr><td>{0}<td>新建公路{0}公里。<td>区交通局</table>"
    links = "<link id=shLink href='x.files/sheet001.htm'><link id=shLink href='x.files/sheet002.htm'>"
    frames = "<frameset rows='*,39'><frame src='x.files/sheet001.htm'><frame src='x.files/tabstrip.htm'></frameset>"
    data = saved(
        html("file:///C:/x.htm", f"<html><head>{links}</head>{frames}</html>".encode()),
        html("file:///C:/x.files/tabstrip.htm", b"<html><body>Sheet1 Sheet2</body></html>"),
        html("file:///C:/x.files/sheet001.htm", f"<html><body>{table.format(1)}</body></html>".encode()),
        html("file:///C:/x.files/sheet002.htm", f"<html><body>{table.format(2)}</body></html>".encode()),
        head="",
    )
    assert [task.number for task in pipeline.parse(data, "x.xls").tasks] == [1, 2]


def test_frames_that_show_one_another_end() -> None:
    page = f"<html><body>{TASKS}<iframe src=http://www.example/a.html></iframe><iframe src=b></iframe></body></html>"
    other = "<html><body><p>甲。</p><iframe src=http://www.example/a.html></iframe></body></html>"
    data = saved(
        html("http://www.example/a.html", page.encode()), html("http://www.example/b", other.encode())
    )
    assert len(pipeline.parse(data, "page.mht").tasks) == 2


def test_the_page_that_is_named_as_the_first() -> None:
    other = html("file:///C:/x/header.htm", "<html><body>页眉</body></html>".encode())
    page = html("file:///C:/x.htm", f"<html><body>{TASKS}</body></html>".encode(), Content_ID="<root>")
    data = saved(other, page, head="", kind='\r\n\tstart="<root>";')
    assert len(pipeline.parse(data, "notice.doc").tasks) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (saved(PICTURE), "网页存档不完整"),
        (saved(html("http://www.example/a.html", b"<html><body></body></html>")), "网页没有文字"),
        (saved(html("http://www.example/a.html", b"<frameset><frame src=b></frameset>")), "框架网页"),
        (saved(html("x", b"<html>"))[:200], "网页存档不完整"),
    ],
)
def test_a_saved_page_without_text_says_why(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        pipeline.read(data, "page.mht")
