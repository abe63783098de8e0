"""MEAS002: a share of more than 100 %

A rate that is a part of a whole (覆盖率, 合格率, 普及率 …) is given as more than 100 %: a digit was mistyped, or a
growth was meant. Rates that may exceed 100 % (完成率, 毛入学率, 破案率) are left alone.

How to mend: ask the source which figure is right.

Bad:
    禾川县2031年重点工作任务分解

    1.农村自来水普及率达到198%。
    责任单位：县水利局
    2.全年培训5000人次，完成率达到120%。
    责任单位：县人社局

Good:
    禾川县2031年重点工作任务分解

    1.农村自来水普及率达到98%。
    责任单位：县水利局
    2.全年培训5000人次，完成率达到120%。
    责任单位：县人社局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import sayings
from govtask_cli.records import Finding, Result

CODE: Final = "MEAS002"
_HUNDREDS: Final = re.compile(r"[0-9]{3,9}(?:\.[0-9]{1,4})?%")
_WHOLE: Final = re.compile(
    r"(?:覆盖|合格|达标|普及|绿化|处理|收集|满意|优良|办结|回复|通达|通畅|成活|登记|持证|公办)率"
    r"(?:[均都也再要]|保持|稳定|控制|提高|提升|上升|达到?|为|在|到|至|不低于|超过|[约近]){0,4}\s*"
    r"(?P<figure>[0-9]{3,9}(?:\.[0-9]{1,4})?)%"
)
_MOST: Final = 100


def impossible_share(result: Result) -> Iterator[Finding]:
    """One finding for each share over 100 %."""
    for saying in sayings(result, "率"):
        if "%" not in saying.text or _HUNDREDS.search(saying.text) is None:
            continue
        for match in _WHOLE.finditer(saying.text):
            if float(match["figure"]) > _MOST:
                message = (
                    f"{quoted(match[0], 40)}: a share cannot be more than 100 %; ask which figure is right"
                )
                yield saying.finding(CODE, "warning", message)
