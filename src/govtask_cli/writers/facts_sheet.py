"""文件信息: what is known of each document, its source, and how much of it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govtask_cli.writers.columns import LIST, Value, day
from govtask_cli.writers.options import Options
from govtask_cli.writers.rows import RowStore
from govtask_cli.writers.sheet import Cell, Heading, Sheet
from govtask_cli.writers.words import KINDS

if TYPE_CHECKING:
    from govtask_cli.records import Contact, Period, Result

Fact = tuple[str, str, Value, str | None]
"""Chinese name, English name, value, where it stands in the source."""


def facts_sheet(results: Sequence[Result], options: Options, store: RowStore) -> Sheet:
    """A row for each fact that is known; several documents stand below one another."""
    chinese = options.headers == "zh"
    rows: Iterator[list[Cell]] = (
        [*([result.source.name] if options.several else []), zh if chinese else en, value, origin]
        for result in results
        for zh, en, value, origin in _facts(result, chinese)
        if value is not None
    )
    headings = (
        *([Heading("文件" if chinese else "Document", 24)] if options.several else []),
        Heading("项目" if chinese else "Field", 24),
        Heading("内容" if chinese else "Value", 70, "left"),
        Heading("出处" if chinese else "Origin", 18),
    )
    return Sheet("文件信息" if chinese else "Document", headings, store.keep(rows))


def _facts(result: Result, chinese: bool) -> Iterator[Fact]:
    yield from _stated(result, chinese)
    source, coverage = result.source, result.coverage
    yield "文件名", "File", source.name, None
    yield "格式", "Format", source.format, None
    yield "编码", "Encoding", source.encoding, None
    yield "页数", "Pages", source.pages, None
    yield "SHA-256", "SHA-256", source.sha256, None
    yield "任务数", "Tasks", len(result.tasks), None
    yield "陈述数", "Statements", len(result.statements), None
    yield "表单数", "Forms", len(result.forms), None
    yield "问题数", "Findings", len(result.findings), None
    yield "读入字符数（不计空白）", "Characters read (without white space)", coverage.read, None
    yield "用于记录的字符数", "Characters used", coverage.used, None
    yield "剔除的字符数", "Characters dropped", coverage.dropped, None
    for kind, count in coverage.dropped_by.items():
        yield f"　其中：{kind}", f"  of these: {kind}", count, None
    yield "未说明去向的字符数", "Characters unexplained", coverage.unexplained, None


def _stated(result: Result, chinese: bool) -> Iterator[Fact]:
    """What the document says about itself, with the places."""
    info = result.document
    origins = info.origins
    yield "标题", "Title", info.title, origins.get("title")
    yield "类型", "Kind", KINDS[info.kind][0 if chinese else 1], None
    yield "发布机构", "Issuer", info.issuer, origins.get("issuer")
    yield "文号", "Document number", info.document_number, origins.get("document_number")
    yield "索引号", "Index number", info.index_number, origins.get("index_number")
    yield "成文日期", "Issued on", day(info.issued_on), origins.get("issued_on")
    yield "发布日期", "Published on", day(info.published_on), origins.get("published_on")
    yield "年度", "Year", info.year, origins.get("year")
    yield "报告期", "Period", _period(info.period), origins.get("period")
    for contact in info.contacts:
        yield "联系人", "Contact", _contact(contact), origins.get("contacts")


def _period(period: Period | None) -> str | None:
    if period is None:
        return None
    return f"{period.label}（{period.start} – {period.end}）"


def _contact(contact: Contact) -> str:
    return f"{contact.name or ''} {LIST.join(contact.phones)}".strip()
