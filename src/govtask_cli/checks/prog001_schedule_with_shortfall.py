"""PROG001: on schedule, and yet with a shortfall

The task is marked 是 (on schedule) and its column 未完成情况说明 gives a shortfall: one of the two is wrong, or
belongs to another row. Words that tell of no trouble (无, 正常推进) are no shortfall.

How to mend: ask the reporting unit which one holds.

Bad:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t是\t/
    2\t改造雨污管网6公里。\t区住建局\t已完成1公里。\t是\t因征地受阻，工程尚未开工。
    3\t新增停车位500个。\t区住建局\t已新增200个。\t否\t部分地块尚未交付。

Good:
    河湾区2031年重点工作完成情况（5月）

    序号\t工作内容\t牵头单位\t5月完成情况\t是否按序时\t未完成情况说明
    1\t新建口袋公园3个。\t区城管局\t已建成1个。\t是\t/
    2\t改造雨污管网6公里。\t区住建局\t已完成1公里。\t否\t因征地受阻，工程尚未开工。
    3\t新增停车位500个。\t区住建局\t已新增200个。\t否\t部分地块尚未交付。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named, quoted
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "PROG001"
_TROUBLE: Final = re.compile(
    "因|由于|影响|滞后|未[能完达开启取到交落]|尚|困难|不足|不够|放缓|缓慢|较慢|"
    "延期|推迟|停工|暂停|缺|受阻|无法"
)


def schedule_with_shortfall(result: Result) -> Iterator[Finding]:
    """One finding for each task that is on schedule and explains why it is not."""
    for task in result.tasks:
        if task.on_schedule and task.shortfall and _TROUBLE.search(task.shortfall):
            message = (
                f"{named(task)} is marked as on schedule (是) and has a shortfall (未完成情况说明): "
                f"{quoted(task.shortfall)}; ask which one holds"
            )
            yield about(CODE, "warning", message, task, "shortfall")
