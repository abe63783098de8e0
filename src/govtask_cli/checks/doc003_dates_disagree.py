"""DOC003: dates of the document that disagree

The document was published before it was issued, its number is of another year than its date, or it reports on a period
that had not begun when it was issued. One of the two was mistyped.

How to mend: correct the date, the number or the period.

Bad:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知
    禾政办发〔2030〕5号

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局

    禾川县人民政府办公室
    2031年3月5日

Good:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知
    禾政办发〔2031〕5号

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局

    禾川县人民政府办公室
    2031年3月5日
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.records import DocumentInfo, Finding, Result

CODE: Final = "DOC003"
_YEAR: Final = re.compile(r"[〔\[［(（【](?P<year>[0-9]{4})[〕\]］)）】]")


def dates_disagree(result: Result) -> Iterator[Finding]:
    """One finding for each pair that cannot both be right."""
    info = result.document
    for field, message in _disagreements(info):
        yield Finding(
            code=CODE,
            severity="warning",
            message=f"{message}; see which one is right",
            origin=info.origins.get(field, ""),
        )


def _disagreements(info: DocumentInfo) -> Iterator[tuple[str, str]]:
    """The field and what it contradicts."""
    issued, published = info.issued_on, info.published_on
    if issued and published and published < issued:
        yield (
            "published_on",
            f"published on {published} (发布日期), before it was issued on {issued} (成文日期)",
        )
    year = _YEAR.search(info.document_number or "")
    if issued and year is not None and year["year"] != issued[:4]:
        yield (
            "document_number",
            f"the number {info.document_number} (文号) is of {year['year']}, the document of {issued} (成文日期)",
        )
    last = max(filter(None, (issued, published)), default=None)
    if info.period is not None and last is not None and last < info.period.start:
        yield "period", f"it reports on {info.period.label} from {info.period.start} on and is dated {last}"
