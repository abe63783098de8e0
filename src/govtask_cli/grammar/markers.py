"""The markers that open numbered paragraphs: found here, given a depth in `outline`.

A marker is only recognised, never believed: "21." at the head of a line may be the figure 21.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from govtask_cli.grammar.numerals import chinese_integer

MarkerKind = Literal["第一章", "一、", "（一）", "1.", "1、", "（1）", "①", "第一条", "一是"]

_HAN: Final = "[一二三四五六七八九十百〇零]{1,5}"
_ARABIC: Final = r"[0-9０-９]{1,4}"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_FIRST: Final = frozenset(
    "第一二三四五六七八九十百〇零（(0123456789０１２３４５６７８９" + _CIRCLED + _BRACKETED + _DOTTED
)
_HEAD: Final = re.compile(
    rf"""\s*(?:
      (?P<chapter>第(?P<chapter_number>{_HAN}|{_ARABIC})(?:[章节節编編篇]|部分)(?![、，,之的]))
    | (?P<article>第(?P<article_number>{_HAN}|{_ARABIC})[条條项項])
    | (?P<first>(?P<first_number>[一二三四五六七八九十]{{1,2}})(?:是|要)(?=[^一二三四五六七八九十]))
    | (?P<han>(?P<han_number>{_HAN})\s?[、．.])
    | (?P<han_bracket>[（(]\s?(?P<han_bracket_number>{_HAN})\s?[)）]、?)
    | (?P<bracket>[（(]\s?(?P<bracket_number>{_ARABIC})\s?[)）]、?)
    | (?P<half>(?P<half_number>{_ARABIC})\s?[)）]、?)
    | (?P<circled>[{_CIRCLED}])
    | (?P<small_bracket>[{_BRACKETED}])
    | (?P<small_dot>[{_DOTTED}])
    | (?P<comma>(?P<comma_number>{_ARABIC})\s?、)
    | (?P<dot>(?P<dot_number>{_ARABIC})\s?(?:[.．](?![0-9０-９])|[.．]\s?(?=[0-9]{{4}}年|(?:1[0-2]|[1-9])月)))
    )\s*""",
    re.VERBOSE,
)


_WITH_NUMBER: Final[tuple[tuple[str, MarkerKind], ...]] = (
    ("han", "一、"),
    ("han_bracket", "（一）"),
    ("dot", "1."),
    ("comma", "1、"),
    ("bracket", "（1）"),
    ("half", "（1）"),
    ("chapter", "第一章"),
    ("article", "第一条"),
    ("first", "一是"),
)
_SIGNS: Final[tuple[tuple[str, MarkerKind, str], ...]] = (
    ("circled", "①", _CIRCLED),
    ("small_bracket", "（1）", _BRACKETED),
    ("small_dot", "1.", _DOTTED),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the head of a paragraph: its kind, its number, and where its characters end."""

    kind: MarkerKind
    number: int
    end: int


def marker(text: str) -> Marker | None:
    """The marker that `text` opens with, if any."""
    match = _HEAD.match(text) if text[:1] in _FIRST or text[:1].isspace() else None
    if match is None:
        return None
    groups = match.groupdict()
    for group, kind in _WITH_NUMBER:
        if groups[group] is not None:
            number = _number(groups[f"{group}_number"])
            return None if number is None else Marker(kind, number, match.end())
    for group, kind, row in _SIGNS:
        if groups[group] is not None:
            return Marker(kind, row.index(groups[group]) + 1, match.end())
    return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_integer(text)
