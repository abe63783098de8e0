"""Web pages made of the samples: what sites of several kinds would show, in their own mark-up, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from govtask_cli.document import Block, Cell, Label, Table
from originals import areas, header_rows, original, plain, spanned
from zip_files import part

LINKS: Final = ("首页", "政务公开", "政务服务", "互动交流", "专题专栏", "数据开放")
OTHERS: Final = (
    "全区召开重点工作推进会",
    "区政府常务会议研究部署下一步工作",
    "关于公布行政规范性文件清理结果的公告",
    "一图读懂本年度重点任务",
)


def blocks(stem: str) -> Sequence[Block]:
    """The blocks of a sample."""
    return original(stem).blocks


def table(found: Table, *, attributes: str = ' border="1"', paragraphs: bool = False) -> str:
    """A table with its merged cells."""
    rows: list[list[str]] = [[] for _ in found.grid]
    heads = header_rows(found)
    for cell, at, _, high, wide in areas(spanned(found)):
        spans = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
        tag = "th" if at < heads else "td"
        rows[at].append(f"<{tag}{spans}>{_cell(cell, paragraphs=paragraphs)}</{tag}>")
    return f"<table{attributes}>\n" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "\n</table>"


def _cell(cell: Cell | None, *, paragraphs: bool) -> str:
    lines = [_said(line) for line in plain(cell).split("\n")]
    return "".join(f"<p>{line}</p>" for line in lines) if paragraphs else "<br>".join(lines)


def _said(plain: str) -> str:
    """A text in mark-up; of several blanks only hard ones survive."""
    return escape(plain).replace("  ", "&nbsp; ")


def portal(found: Sequence[Block]) -> bytes:
    """A site of today: boxes with names, the metadata in a table, share buttons, a side list, a footer."""
    head, rest = _first_labels(found)
    cells = [f"<td>{_said(each.name.plain)}</td><td>{_said(each.value.plain)}</td>" for each in head]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    parts: list[str] = []
    for block in rest:
        if isinstance(block, Table):
            parts.append(table(block, paragraphs=True))
        elif isinstance(block, Label):
            parts.append(f"<span>{_said(block.name.plain)}{_said(block.value.plain)}</span>　")
        else:
            parts.append(f"<p>　　{_said(block.text.plain)}</p>")
    body = "\n".join(parts)
    nav = "".join(f'<li><a href="/col{at}/">{word}</a></li>' for at, word in enumerate(LINKS))
    side = "".join(
        f'<li><a href="/art/{at}.html">{word}</a><span>03-0{at + 1}</span></li>'
        for at, word in enumerate(OTHERS)
    )
    page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="UTF-8"><title>政务公开_北山区人民政府门户网站</title>
<meta name="SiteName" content="北山区人民政府门户网站"><meta name="ColumnName" content="重点工作">
<script src="/js/jquery.js"></script><script>var tip = "<p>请登录</p>";</script>
<style>.pop{{display:none}} .nav li{{float:left}}</style></head>
<body>
<div class="header"><div class="logo"><a href="/"><img src="logo.png" alt="北山区人民政府"></a></div>
<ul class="nav">{nav}</ul>
<form action="/s"><input type="text" placeholder="请输入关键字"><button>搜索</button></form></div>
<div class="pop"><p>您访问的链接即将离开本网站，是否继续？</p></div>
<div class="container">
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
 <a href="/zwgk/zdgz/">重点工作</a></div>
{f'<table class="xxgk-head">{rows}</table>' if rows else ""}
<div class="main-left"><div class="article-box">
<div id="zoom" class="TRS_Editor">
{body}
</div>
<div class="share bdsharebuttonbox"><span>分享到：</span>
<a href="#" data-cmd="weixin">微信</a><a href="#" data-cmd="tsina">微博</a></div>
<div class="btns"><a href="javascript:window.print()">【打印本页】</a>
<a href="javascript:window.close()">【关闭窗口】</a></div>
</div></div>
<div class="main-right"><h3>相关链接</h3><ul>{side}</ul></div>
</div>
<div class="footer"><p>主办单位：北山区人民政府办公室　技术支持：区大数据中心</p>
<p>网站标识码：3300000000　<a href="https://beian.example">某ICP备00000000号</a></p></div>
</body></html>
"""
    return page.encode()


def _first_labels(found: Sequence[Block]) -> tuple[list[Label], list[Block]]:
    """The labels that stand together at the top of a page, and the rest of its blocks. A value without a name (the
    number below a title) stands in no table of a page."""
    begin = next((at for at, block in enumerate(found) if isinstance(block, Label) and block.name), 0)
    end = begin
    while end < len(found) and isinstance(block := found[end], Label) and block.name:
        end += 1
    head = [block for block in found[begin:end] if isinstance(block, Label)]
    return head, [*found[:begin], *found[end:]]


def layout_tables(found: Sequence[Block]) -> bytes:
    """A site of long ago in GB 2312: tables in tables for the layout, fonts, lines that end in <BR>."""
    parts: list[str] = []
    for block in found:
        if isinstance(block, Table):
            parts.append(table(block, attributes=" border=1 cellspacing=0 width='98%'"))
        elif isinstance(block, Label):
            parts.append(
                f"<font color=gray>{_said(block.name.plain.rstrip('：:'))}：{_said(block.value.plain)}</font><BR>"
            )
        else:
            parts.append(f"<font size=3>{_said(block.text.plain)}</font><BR>")
    body = "\n".join(parts)
    menu = "".join(
        f"<TR><TD height=24><a href='list.asp?id={at}'>{word}</a></TD></TR>" for at, word in enumerate(LINKS)
    )
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>信息浏览</TITLE></head>
<BODY bgColor=#ffffff topmargin=0>
<table width=980 align=center cellpadding=0><tr><td colspan=2><img src=top.jpg></td></tr>
<tr><td colspan=2 bgcolor=#cc0000><a href=/>首页</a> | <a href=/gk>政务公开</a> |
<a href=/bs>网上办事</a> | <a href=/bbs>互动</a></td></tr>
<tr><td width=180 valign=top><table width=100%>{menu}</table></td>
<td valign=top><table width=100%><tr><td>您现在的位置：<a href=/>首页</a> &gt;&gt;
<a href=/gk>政务公开</a> &gt;&gt; 正文</td></tr>
<tr><td class=content>
{body}
</td></tr>
<tr><td align=right>【<a href="javascript:window.print()">打印本页</a>】
【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table></td></tr>
<tr><td colspan=2 align=center>版权所有：北山区人民政府　地址：北山路1号<br>某ICP备00000000号</td></tr></table>
</BODY></html>
"""
    return page.encode("gb18030")


def word_export(found: Sequence[Block]) -> bytes:
    """A document that Word saved as a web page: no site around it, a style for everything."""
    parts: list[str] = []
    for block in found:
        if isinstance(block, Table):
            parts.append(table(block, attributes=" class=MsoTableGrid border=1", paragraphs=True))
        elif isinstance(block, Label):
            parts.append(_paragraph(f"{block.name.plain.rstrip('：:')}：{block.value.plain}"))
        else:
            parts.append(_paragraph(block.text.plain))
    page = f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {{margin:0cm; text-align:justify}} .hide {{mso-hide:all; display:none}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1>
{"".join(parts)}
</div></body></html>
"""
    return page.encode()


def _paragraph(plain: str) -> str:
    middle = len(plain) // 2
    return (
        f"<p class=MsoNormal><span style='font-family:宋体'>{_said(plain[:middle])}</span>"
        f"<span lang=EN-US>{_said(plain[middle:])}<o:p></o:p></span></p>\n"
    )


def state_council(found: Sequence[Block]) -> bytes:
    """A site in the manner of the central government's: heading, date and source, a named box, related news."""
    head, rest = _first_labels(found)
    rows = "".join(
        f"<tr><td><b>{_said(each.name.plain)}</b></td><td><span>{_said(each.value.plain)}</span></td></tr>"
        for each in head
    )
    body = "\n".join(_simple(block) for block in rest)
    nav = "".join(f'<a href="/{at}/">{word}</a>' for at, word in enumerate(LINKS))
    more = "".join(f'<li><a href="/xinwen/{at}.htm">{word}</a></li>' for at, word in enumerate(OTHERS))
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>政府网</title></head><body>
<div id="header"><div class="headerNav">{nav}</div></div>
<div class="content"><div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/zc/">政策</a> &gt; 正文</div>
<div class="article oneColumn pub_border">
{f'<div class="policyLibraryOverview_header"><table>{rows}</table></div>' if rows else ""}
<div class="pages_content mhide" id="UCAP-CONTENT"><ucapcontent>{body}</ucapcontent></div>
<div class="editor"><span><a href="/jiucuo.htm">【我要纠错】</a></span><span class="zrbj">责任编辑：某某</span></div>
<div id="div_div" class="mhide"><div id="qr_container">扫一扫在手机打开当前页</div></div>
<div class="related"><h2>相关稿件</h2><ul>{more}</ul></div></div></div>
<div id="footer"><p>链接：<a href="/a">甲</a><a href="/b">乙</a></p><p>版权所有：政府网 | 网站地图 | 联系我们</p></div>
<noscript><p>请开启脚本后浏览本页。</p></noscript></body></html>"""
    return page.encode()


def nameless(found: Sequence[Block]) -> bytes:
    """A site whose boxes have no telling names at all, and a heading that is but bold."""
    body = "\n".join(_simple(block, "div") for block in found)
    nav = " ".join(f'<a href="?id={at}">{word}</a>' for at, word in enumerate(LINKS))
    page = f"""<html><head><title>政务</title><meta charset=gbk></head><body><div><div><img src=a.png>{nav}</div>
<div>今天是2031年3月2日　欢迎访问北山区人民政府网站</div>
<div><div><div><a href=#>首页</a> &gt;&gt; <a href=#>公开</a> &gt;&gt; 正文</div>
{body}
<div><a href="javascript:print()">打印</a> | <a href="javascript:close()">关闭</a></div></div></div>
<div><p>主办：北山区人民政府办公室　　地址：北山路1号　　邮编：300000</p>
<p>电话：0500-0000000</p></div></div></body></html>"""
    return page.encode("gb18030")


def semantic(found: Sequence[Block]) -> bytes:
    """A site that uses the elements of HTML 5, and a list of descriptions for its metadata."""
    head, rest = _first_labels(found)
    said = "".join(f"<dt>{_said(each.name.plain)}</dt><dd>{_said(each.value.plain)}</dd>" for each in head)
    body = "\n".join(_simple(block) for block in rest)
    nav = "".join(f'<li><a href="/{at}">{word}</a></li>' for at, word in enumerate(LINKS))
    page = f"""<!doctype html><html lang=zh><head><meta charset=utf-8><title>公开 - 北山</title></head><body>
<header><nav><ul>{nav}</ul></nav><form role=search><input><button>搜索</button></form></header>
<main>{f"<dl>{said}</dl>" if said else ""}<article>{body}</article>
<aside><h2>热点</h2><p>一图读懂本年度重点任务，请看图解。</p><ul><li><a href=1>{OTHERS[0]}</a></li></ul></aside></main>
<footer><p>北山区人民政府版权所有</p></footer></body></html>"""
    return page.encode()


def saved_page(page: bytes) -> bytes:
    """A page as a browser saves it (.mht)."""
    head = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    return head + b"--B\r\n" + part(page, "text/html") + b"--B--\r\n"


def _simple(block: Block, tag: str = "p") -> str:
    """A block as an editor writes it, blanks for its indent."""
    if isinstance(block, Table):
        return table(block)
    if isinstance(block, Label):
        return f"<{tag}>{_said(block.name.plain)} {_said(block.value.plain)}</{tag}>"
    return f"<{tag}>&nbsp;&nbsp;&nbsp;&nbsp;{_said(block.text.plain)}</{tag}>"


SITES: Final[dict[str, Callable[[Sequence[Block]], bytes]]] = {
    "portal": portal,
    "layout tables": layout_tables,
    "Word export": word_export,
    "state council": state_council,
    "nameless": nameless,
    "semantic": semantic,
}
