"""DOC001: a document of unknown kind, or one that gave no task

The document is none of the kinds that are understood (task breakdown, progress report, livelihood list, work
report), or it is one and yet no task was found in it. Nothing, or not all, of its content is in the output.

How to mend: see whether this is the right file: a notice whose tasks stand in an annex needs the annex. If it
is, `govtask explain FILE` shows what it lacks, and which words the lexicon could learn from it.

Bad:
    关于举办摄影作品展的公告

    为丰富群众文化生活，区文化馆将于下月举办摄影作品展。
    欢迎广大市民踊跃参观。

    文澜区文化馆
    2031年4月6日

Good:
    文澜区2031年重点工作任务分解

    一、文化体育
    1.举办摄影作品展2场。
    责任单位：区文旅局
    2.新建健身步道5公里。
    责任单位：区体育局
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.records import Finding, Result

CODE: Final = "DOC001"


def unknown_document(result: Result) -> Iterator[Finding]:
    """At most one finding, about the whole document."""
    info = result.document
    what = quoted(info.title) if info.title else result.source.name
    if not (result.tasks or result.statements or result.forms):
        said = "its kind is unknown" if info.kind == "unknown" else f"it is of kind {info.kind}"
        yield Finding(
            code=CODE,
            severity="error",
            message=f"{what} gave no record ({said}); see whether it is the right file or lacks its annex",
        )
    elif info.kind == "unknown" and (result.tasks or result.statements):
        yield Finding(
            code=CODE,
            severity="warning",
            message=(
                f"{what} is of unknown kind: {len(result.tasks)} tasks and {len(result.statements)} "
                "statements were read by their shape alone; compare them with the source"
            ),
        )
    elif info.kind not in {"work_report", "unknown"} and not result.tasks:
        yield Finding(
            code=CODE,
            severity="warning",
            message=f"{what} is of kind {info.kind} and gave no task; see whether they stand in an annex",
        )
