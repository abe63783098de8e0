"""DEAD002: a date that no calendar has

A day such as 6月31日 or 2月30日, or a month after December: the date was mistyped, and no deadline follows from it.
2月29日 is told where the year is printed before it and is no leap year.

How to mend: ask the source which day is meant.

Bad:
    禾川县2031年重点工作任务分解

    1.6月31日前完成新建口袋公园20个。
    责任单位：县住建局
    2.11月30日前完成改造管网40公里。
    责任单位：县水利局

Good:
    禾川县2031年重点工作任务分解

    1.6月30日前完成新建口袋公园20个。
    责任单位：县住建局
    2.11月30日前完成改造管网40公里。
    责任单位：县水利局
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import Saying, sayings
from govtask_cli.records import Finding, Result

CODE: Final = "DEAD002"
_DAY: Final = re.compile(r"(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|(?=底|末|中旬|上旬|下旬|份|前))")
_BEFORE: Final = re.compile(r"(?:(?P<year>[0-9]{4})年|(?<![0-9.]))\Z")
"""What may stand before a month: its year, or anything but more of a figure."""
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def impossible_date(result: Result) -> Iterator[Finding]:
    """One finding for each date that does not exist."""
    for saying in sayings(result, "月"):
        yield from _told(saying)
    for task in result.tasks:
        if task.deadline is not None and task.deadline.date is None and "月" in task.deadline.text:
            place = task.origins.get("deadline", task.origin)
            yield from _told(Saying(task.deadline.text, place, task.lines, task, "deadline"))


def _told(saying: Saying) -> Iterator[Finding]:
    for match in _DAY.finditer(saying.text):
        before = _BEFORE.search(saying.text[max(match.start() - 5, 0) : match.start()])
        if before is None or _exists(before["year"], int(match["month"]), int(match["day"] or 1)):
            continue
        message = f"{quoted(before[0] + match[0])} is no date of any calendar; ask which day is meant"
        yield saying.finding(CODE, "warning", message)


def _exists(year: str | None, month: int, day: int) -> bool:
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    return not (month == 2 and day == 29 and year is not None and not isleap(int(year)))
