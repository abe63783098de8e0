"""How often a task is reported, and whether it is on schedule: cells as values."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, get_args

from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import lexicon, words
from govtask_cli.records import Frequency

_EVERY: Final = re.compile(
    "(?:每|按|逐|一)个?(?P<span>半年|月|季|年)度?[一1]?"
    "(?:报|次|报送|调度|通报|督查|汇总|上报|评估|填报|反馈|督办|报告)?(?:一次|1次)?"
)
"""每季度一次, 按月报送, 每月一调度."""
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
    word = fold(text)
    known = _frequencies().get(word)
    if known is None and (told := _EVERY.fullmatch(word)) is not None:
        known = _frequencies().get(told["span"])
    return known


def is_every(text: str) -> bool:
    """Whether words that stand among names say how often to report: 按月报送."""
    return (
        len(text) <= _LONGEST and _EVERY.fullmatch(fold(text)) is not None and frequency_of(text) is not None
    )


def yes_or_no(text: str) -> bool | None:
    """是 → True, 否 → False, "/" and anything else → None; of boxes (☑是 □否) the ticked one counts."""
    word = _ticked(text) or fold(text).rstrip("。")
    if word in words("schedule", "yes"):
        return True
    return False if word in words("schedule", "no") else None


def _ticked(text: str) -> str | None:
    """What stands behind the only ticked one of several boxes, folded; None where no box is, or more are ticked."""
    boxes = _BOX.findall(text)
    ticked = [said for box, said in boxes if box not in _EMPTY_BOXES]
    return fold(ticked[0]) if len(boxes) > len(ticked) == 1 else None
