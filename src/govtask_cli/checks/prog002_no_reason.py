"""PROG002: behind schedule without a reason

The task is marked 否 (behind schedule), and neither the column 未完成情况说明 nor the problems nor the progress say why.
Told only where the document has such a column.

How to mend: ask the reporting unit for the reason.

Bad:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t是\t/
    2\t改造雨污管网6公里。\t区住建局\t已完成1公里。\t否\t/
    3\t新增停车位500个。\t区住建局\t已新增200个。\t否\t部分地块尚未交付。

Good:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t是\t/
    2\t改造雨污管网6公里。\t区住建局\t已完成1公里。\t否\t雨季提前，工程停工半月。
    3\t新增停车位500个。\t区住建局\t已新增200个。\t否\t部分地块尚未交付。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "PROG002"
_REASON: Final = re.compile(
    "因|由于|受.{1,20}影响|尚未|未能|滞后|困难|不足|问题|暂缓|调整|延期|推迟|停工|暂停"
)

_COLUMNS: Final = frozenset({"shortfall", "problems"})
"""A cell of one of them, though it be empty, shows that the document asks for reasons."""


def no_reason(result: Result) -> Iterator[Finding]:
    """One finding for each task behind schedule that says nothing of why."""
    for task in result.tasks:
        if task.on_schedule is not False or task.shortfall or task.problems:
            continue
        if _COLUMNS.isdisjoint(task.origins) or _REASON.search(task.progress or ""):
            continue
        message = f"{named(task)} is behind schedule (否) and no reason is given (未完成情况说明); ask for it"
        yield about(CODE, "warning", message, task, "on_schedule")
