"""DOC002: an official notice without its document number

The title says that the document is a notice (通知), an opinion (意见) or a reply (批复) which a body issues, its
date is there, and its number (文号), such as 某政办发〔2031〕5号, is not. Who cites the document has nothing to cite.
Lists, tables and reports need none.

How to mend: add the number under the title, or to the page's own data.

Bad:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知

    各乡镇人民政府，县级各部门：
    现将任务分解印发给你们，请认真贯彻落实。

    禾川县人民政府办公室
    2031年3月5日

    2031年重点工作任务分解

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局

Good:
    禾川县人民政府办公室关于印发2031年重点工作任务分解的通知
    禾政办发〔2031〕5号

    各乡镇人民政府，县级各部门：
    现将任务分解印发给你们，请认真贯彻落实。

    禾川县人民政府办公室
    2031年3月5日

    2031年重点工作任务分解

    1.新建口袋公园20个。
    责任单位：县住建局
    2.改造管网40公里。
    责任单位：县水利局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.records import Finding, Result

CODE: Final = "DOC002"
_OFFICIAL: Final = re.compile(
    r"(?:政府|办公室|办公厅|委员会|委員會|辦公室|辦公廳|局|厅|廳|部).{0,4}[关關][于於].+"
    r"(?:通知|意见|意見|批复|批覆|决定|決定)$"
)


def no_document_number(result: Result) -> Iterator[Finding]:
    """At most one finding, about the whole document."""
    info = result.document
    if (
        info.kind == "unknown"
        or info.document_number is not None
        or info.title is None
        or info.issued_on is None
    ):
        return
    title = "".join(info.title.split())
    if _OFFICIAL.search(title) is not None:
        yield Finding(
            code=CODE,
            severity="warning",
            message=f"{quoted(title, 40)} is an official document and has no number (文号); add it",
            origin=info.origins.get("title", ""),
        )
