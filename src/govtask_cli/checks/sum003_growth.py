"""SUM003: a growth that does not follow from its figures

A sentence says from what to what a figure rises or falls, and by how many per cent (or percentage points), and the
three do not agree: 由200家增加到260家，增长20%. Rounding is allowed for.

How to mend: ask the source which of the three is right.

Bad:
    禾川县2031年重点工作任务分解

    1.专精特新企业由200家增加到260家，增长20%。
    责任单位：县经信局
    2.城镇化率从62%提高到65%，提高3个百分点。
    责任单位：县发改局

Good:
    禾川县2031年重点工作任务分解

    1.专精特新企业由200家增加到260家，增长30%。
    责任单位：县经信局
    2.城镇化率从62%提高到65%，提高3个百分点。
    责任单位：县发改局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import sayings
from govtask_cli.records import Finding, Result

CODE: Final = "SUM003"

_FIGURE: Final = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_RISE: Final = re.compile(
    rf"""
    [由从] (?:20[0-9]{{2}}年)? 的? \D{{0,6}}?
    (?P<before>{_FIGURE}) (?P<unit>[^\d\s，。；、]{{0,6}}?)
    (?:增加|增长|提高|提升|上升|扩大|下降|降低|减少|压减|缩短|压缩|降)? 到
    (?P<after>{_FIGURE}) (?P=unit) [，,、；;]? \s*
    (?:同比|共|实际|增幅|降幅|累计)?
    (?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|压减|缩短|压缩|为|达到?)了? (?:约|近)?
    (?P<by>{_FIGURE}) (?P<kind>[%％]|个百分点)
    """,
    re.VERBOSE,
)
_PERCENT: Final = frozenset("%％")


def growth(result: Result) -> Iterator[Finding]:
    """One finding for each growth that its own figures contradict."""
    for saying in sayings(result, "到"):
        text = saying.text
        if ("由" in text or "从" in text) and ("%" in text or "％" in text):
            for match in _RISE.finditer(text):
                follows = _follows(match)
                if follows is not None:
                    yield saying.finding(
                        CODE,
                        "warning",
                        f"{quoted(match[0], 40)}: {match['before']} to {match['after']} is {follows}, "
                        f"not {match['by']}{match['kind']}; ask which figure is right",
                    )


def _follows(match: re.Match[str]) -> str | None:
    """What follows from the two figures, where it is not what is printed."""
    before, after, by = (Decimal(match[name]) for name in ("before", "after", "by"))
    points = match["kind"] == "个百分点"
    if points != (match["unit"] in _PERCENT) or not before:
        return None
    change = abs(after - before) if points else abs(after - before) / before * 100
    decimals = -int(by.as_tuple().exponent)
    room = Decimal(1).scaleb(-decimals) + (0 if points else change / 100)
    if abs(change - by) <= room:
        return None
    return f"{change:.{max(decimals, 1)}f}{match['kind']}"
