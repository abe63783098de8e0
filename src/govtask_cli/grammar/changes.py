"""Whether a figure says growth, decline, or a level."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.grammar.figures import Figure, leads
from govtask_cli.grammar.measure_words import any_of, vocabulary
from govtask_cli.lexicon import lexicon
from govtask_cli.records import Change

_RATE: Final = re.compile(r"(?:率|占比|比重|比例|程度|[强密]度)$")
_REACHED: Final = frozenset("到至")
"""What a figure rises or falls to is a level, where the verb is not one of growth by its meaning alone."""
_WAYS: Final[tuple[Change, ...]] = ("increase", "decrease")


_NATURAL: Final = "自然增长率"
"""人口自然增长率控制在6.5‰以内 is a rate, and no growth of it."""


def own_change(figure: Figure, name: str) -> Change | None:
    """The change that the words right before a figure, or the end of its name, tell; None where none do."""
    if figure.kind == "rank" or name.endswith(_NATURAL):
        return "level"
    if figure.lead:
        told = [way for way in _WAYS if leads(figure, way)]
        if not told and figure.kind == "share" and _REACHED.isdisjoint(figure.lead):
            told = [way for way in _WAYS if leads(figure, f"{way}_share")]
        if told:
            return told[0]
    for way in _WAYS if not figure.unit.endswith("百分点") else ():
        if name.endswith(vocabulary(f"{way}_noun")):
            return way
    return "level" if figure.kind == "share" and _RATE.search(name) else None


def governing_change(words: str, figure: Figure) -> Change | None:
    """The change of the verb that governs a whole list (新增A5家、B3家); `words` stand before the figure."""
    for way in _WAYS if figure.lead else ():
        if leads(figure, f"{way}_head"):
            return way
    governing = [*_heads().finditer(words)]
    if governing and figure.kind == "share" and governing[-1]["increase"]:
        return None  # 新增用地80%以上: the share of what is new
    if governing:
        return "increase" if governing[-1]["increase"] else "decrease"
    opening = _openings().match(words) if figure.kind != "count" else None
    if opening and not (opening["cut"] and _REACHED & set(figure.lead)):
        return "increase" if opening["increase"] else "decrease"
    return None


@cache
def _heads() -> re.Pattern[str]:
    behind: str = lexicon("measures")["no_growth"]["pattern"]
    return re.compile(rf"(?:(?P<increase>{any_of('increase_head')})|{any_of('decrease_head')})(?!{behind})")


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(rf"\s*{any_of('lead_words')}*(?:(?P<increase>提高)|降低|(?P<cut>压缩))")
