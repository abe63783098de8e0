"""SUM004: shares that do not add up to 100

The ratio of the three industries (三次产业结构比 5:40:55) makes more or less than 100, or shares that are listed together
(占比分别为30%、45%、40%) make more. Rounding is allowed for; shares that make less are no fault, since others may be
left out.

How to mend: ask the source which figure is right.

Bad:
    禾川县2031年重点工作任务分解

    1.三次产业结构比调整为6.2:38.5:65.3。
    责任单位：县发改局
    2.新增专精特新企业12家。
    责任单位：县经信局

Good:
    禾川县2031年重点工作任务分解

    1.三次产业结构比调整为6.2:38.5:55.3。
    责任单位：县发改局
    2.新增专精特新企业12家。
    责任单位：县经信局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import sayings
from govtask_cli.records import Finding, Result

CODE: Final = "SUM004"

_FIGURE: Final = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_RATIO: Final = re.compile(
    rf"(?P<first>{_FIGURE})[:：∶](?P<second>{_FIGURE})[:：∶](?P<third>{_FIGURE})(?![0-9:：∶.])"
)
_SHARES: Final = re.compile(
    rf"(?:占比|比重)分别[为达是占]到?(?P<list>{_FIGURE}%(?:[、，和]{_FIGURE}%){{1,9}})"
)
_PERCENT: Final = re.compile(_FIGURE)
_WHOLE: Final = Decimal(100)
_ROOM: Final = Decimal("0.3")
"""What rounding may cost three figures of one decimal."""
_NEAR: Final = 50
"""A ratio that makes quite another sum is one of other things."""
_INDUSTRIES: Final = ("产业结构", "产业比", "产业增加值比", "三产比", "次产业")


def shares(result: Result) -> Iterator[Finding]:
    """One finding for each ratio or list of shares with another sum."""
    for saying in sayings(result, "产业"):
        if any(word in saying.text for word in _INDUSTRIES):
            for match in _RATIO.finditer(saying.text):
                total = sum((Decimal(match[name]) for name in ("first", "second", "third")), Decimal(0))
                if _ROOM < abs(total - _WHOLE) < _NEAR and not saying.text[: match.start()].endswith(
                    (":", "：", ".")
                ):
                    yield saying.finding(CODE, "warning", _message(match[0], total))
    for saying in sayings(result, "分别"):
        for match in _SHARES.finditer(saying.text):
            total = sum(map(Decimal, _PERCENT.findall(match["list"])), Decimal(0))
            if total > _WHOLE + _ROOM:
                yield saying.finding(CODE, "warning", _message(match[0], total))


def _message(said: str, total: Decimal) -> str:
    return f"{quoted(said, 40)} make {total:f}, not 100; ask which figure is right"
