"""TEXT002: half-width and full-width punctuation mixed

A bracket opens in full width and closes in half width, or a half-width comma, semicolon, colon or question mark stands
between two Chinese characters in a document that uses the full-width ones. It is told once for each kind, with the
number of places; a document that uses half-width punctuation throughout is consistent and is left alone.

How to mend: use full-width punctuation between Chinese characters.

Bad:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷，改造公园（含广场)2个，新建步道5公里。
    责任单位：区城管局
    2.治理河道4公里，整治排口12处，改造泵站2座,新建堤防3公里。
    责任单位：区水务局

Good:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷，改造公园（含广场）2个，新建步道5公里。
    责任单位：区城管局
    2.治理河道4公里，整治排口12处，改造泵站2座，新建堤防3公里。
    责任单位：区水务局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import sayings, words
from govtask_cli.records import Finding, Result

CODE: Final = "TEXT002"

_HALF: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_PAIR: Final = re.compile(r"（[^（）()\n]{0,60}\)|\([^（）()\n]{0,60}）")
_CUSTOM: Final = 10
"""Where every tenth sign or more is half-width, it is the custom of the document."""


def mixed_width(result: Result) -> Iterator[Finding]:
    """At most one remark for each sign, and one for brackets, at the first place."""
    whole = "\n".join(words(result))
    for half, full in _HALF.items():
        if half in whole:
            between_han = _between_han(half)
            count = len(between_han.findall(whole))
            if count and count * _CUSTOM <= whole.count(full):
                yield _told(result, between_han, f"“{half}” stands {_times(count)} for “{full}”")
    if ("（" in whole and ")" in whole) or ("(" in whole and "）" in whole):
        pairs = len(_PAIR.findall(whole))
        if pairs:
            yield _told(
                result, _PAIR, f"a bracket opens in one width and closes in the other {_times(pairs)}"
            )


@cache
def _between_han(sign: str) -> re.Pattern[str]:
    """Compiled when a document has the sign: most have none."""
    return re.compile(rf"{re.escape(sign)}(?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _told(result: Result, pattern: re.Pattern[str], said: str) -> Finding:
    """The finding at the first place, with the words around it."""
    saying, match = next(
        (each, found) for each in sayings(result) if (found := pattern.search(each.text)) is not None
    )
    around = saying.text[max(match.start() - 6, 0) : match.end() + 6]
    message = f"{said}, first in {quoted(around, 40)}; use full-width punctuation (全角标点)"
    return saying.finding(CODE, "info", message)
