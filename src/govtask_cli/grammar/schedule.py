"""How often a task is reported, and whether it is on schedule: cells as values."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, get_args

from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import lexicon, words
from govtask_cli.records import Frequency

_SPANS: Final[dict[str, Frequency]] = {
    "月": "monthly",
    "季": "quarterly",
    "半年": "semiannual",
    "年": "annual",
    "全年": "annual",
    "年底": "annual",
    "年终": "annual",
    "年末": "annual",
}
_EVERY: Final = re.compile(
    rf"(?:每|按|逐|一)?个?(?P<span>{'|'.join(_SPANS)})度?[末底]?总?"
    "(?P<act>(?:[一1]?(?:次|次性报送|报送|上报|填报|报告|通报|报|调度|督查|督办|汇总|评估|反馈|考核|考评|评价)(?:一次|1次)?|一次)?)"
)
"""每季度一次, 按月报送, 每月一调度."""
_PART_OF_YEAR: Final = re.compile(
    r"(?:1[0-2]|[1-9])月份?|(?:[1-9]|1[0-2])[-—–~至]+(?:1[0-2]|[1-9])月份?|第?[一二三四1-4]季度|[上下]半年|全年"
    r"|[一二三四五六七八九十]{1,2}月"
)
REPORTING: Final = ("报", "次", "调度", "督", "汇总", "评估", "反馈", "考核")
"""One of these stands in every such word."""
_LONGEST: Final = 10
_EMPTY_BOXES: Final = frozenset("□☐○◯")
_BOX: Final = re.compile(rf"([☑☒✔✓√■●🗹{''.join(sorted(_EMPTY_BOXES))}])\s*([\u4e00-\u9fff]{{1,8}})")


@cache
def _frequencies() -> dict[str, Frequency]:
    return {
        word: frequency
        for frequency in get_args(Frequency)
        for word in lexicon("schedule")["frequency"]["lists"][frequency]
    }


def frequency_of(text: str) -> Frequency | None:
    """月度报 → monthly, 季报 → quarterly, 半年报 → semiannual, 年报 → annual; "/" and anything else → None."""
    word = fold(text).rstrip("。；;")
    known = _frequencies().get(word)
    if known is None and (told := _EVERY.fullmatch(word)) is not None:
        known = _SPANS[told["span"]]
    return known


def is_part_of_year(text: str) -> bool:
    """Whether a folded word is a month, a quarter or another part of a year, as columns and rows of plans are named:
    3月, 4-6月, 一季度."""
    return _PART_OF_YEAR.fullmatch(text) is not None


def is_every(text: str) -> bool:
    """Whether words that stand among names say how often to report: 按月报送."""
    told = _EVERY.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return told is not None and bool(told["act"])


def is_status(text: str) -> bool:
    """Whether a word in brackets behind a task is its state: 亮绿灯, 超序时, 已完成."""
    return fold(text) in words("progress", "state")


def yes_or_no(text: str) -> bool | None:
    """是 → True, 否 → False, "/" and anything else → None; of boxes (☑是 □否) the ticked one counts."""
    word = _ticked(text) or fold(text).rstrip("。")
    if word in words("schedule", "yes"):
        return True
    return False if word in words("schedule", "no") else None


def _ticked(text: str) -> str | None:
    """What stands behind the only ticked one of several boxes, folded; None where no box is, or more are ticked."""
    if text.isascii() or _EMPTY_BOXES.isdisjoint(text):
        return None
    boxes = _BOX.findall(text)
    ticked = [said for box, said in boxes if box not in _EMPTY_BOXES]
    return fold(ticked[0]) if len(boxes) > len(ticked) == 1 else None
