"""The markers that open numbered paragraphs: found here, given a depth in `outline`.

A marker is only recognised, never believed: "21." at the head of a line may be the figure 21.6.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from govtask_cli.grammar.numerals import chinese_integer
from govtask_cli.grammar.signs import BULLETS

MarkerKind = Literal["第一章", "一、", "（一）", "任务1", "1.", "1、", "（1）", "①", "第一条", "一是"]

SECTION_KINDS: Final[frozenset[MarkerKind]] = frozenset({"第一章", "一、", "（一）"})
"""Kinds that open the heading of a section, in a table too."""

_FORMAL: Final = "壹贰叁肆伍陆柒捌玖拾"
_HAN: Final = f"[一二三四五六七八九十百〇零{_FORMAL}]{{1,5}}"
_ARABIC: Final = r"[0-9０-９]{1,4}"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_LETTERS: Final = "ABCDEFGH"
_BLOCKS: Final = "板块|专题|专项|模块|领域|类别"
"""What a number may count at the head of a section: 板块一　提升港口能级."""
_SET_OFF: Final = "◆●■★▲□◎◇☆▶►【[〔(（"
_NUMBERED: Final = (
    "(?:交办|承办|分解|包保|帮扶|督办|督查|重点|工作|攻坚|改革|整改|民生|年度)?"
    "(?:任务|事项|项目|措施|举措|实事|要点|指标|问题)[卡单]?"
)
"""What a number may count at the head of a task: 任务1｜…, 督办事项3：…."""
_TENS: Final = "零一二三四五六七八九十"
_COUNTED: Final = "万亿个家项人年月日号时分公亩平吨元台套座所条名户件余多"
"""What a figure may count: 20 公里 is no twentieth item."""
_FIRST: Final = frozenset(
    "第一二三四五六七八九十百〇零（(0123456789０１２３４５６７８９"
    + _CIRCLED + _BRACKETED + _DOTTED + _STEMS + _SET_OFF + "🔟"
    + "交承分包帮督重工攻改整民年任事项措举实要指问" + _FORMAL + _LETTERS + "板专模领类"
)  # fmt: skip
_BULLETS: Final = frozenset(BULLETS + "✓√")
_BULLET: Final = re.compile(rf"[{BULLETS}✓√]\s*(?=[0-9０-９一二三四五六七八九十（(①-⑳])")
"""● 1.新建…: a bullet before a marker says nothing."""
_HEAD: Final = re.compile(
    rf"""\s*(?:
      (?P<chapter>第(?P<chapter_number>{_HAN}|{_ARABIC})
        (?:(?:[章节節编編篇]|部分)(?![、，,之的])|(?:[类類批组組]|{_BLOCKS})(?=[\s：:])|(?:周|阶段)(?=[\s：:（(])))
    | (?P<block>(?:{_BLOCKS})\s?(?P<block_number>{_HAN}|{_ARABIC})(?=[\s：:、])[：:、]?)
    | (?P<counted>[{_SET_OFF}]?\s?{_NUMBERED}\s?[（(]?(?P<counted_number>{_ARABIC}|{_HAN})(?![-—－~～至][0-9])
        (?:\s?[◆●■★▲□◎◇☆▶►】\]〕)）]|(?=[：:｜|．.、—\-\s\u3000▏]|$))\s?[：:｜|．.、—\-▏]{{0,2}}(?:(?<=[】\]〕)）])|(?![0-9])))
    | (?P<stem>[{_STEMS}]\s?[、．.])
    | (?P<letter>[{_LETTERS}](?:[．.、][ ]?|[\u3000]|[ ]{{2}})(?=[\u4e00-\u9fff“《]))
    | (?P<padded>(?P<padded_number>0[1-9]|[1-9][0-9])[ \u3000]{{1,3}}(?=[\u4e00-\u9fff“《])(?![{_COUNTED}]))
    | (?P<hyphen>(?P<hyphen_number>[0-9]{{1,3}})[-－](?=[\u4e00-\u9fff“《])(?![月日年季]))
    | (?P<article>第(?P<article_number>{_HAN}|{_ARABIC})[条條项項件](?:\s?[：:])?)
    | (?P<first>(?P<first_number>[一二三四五六七八九十]{{1,2}})(?:是|要)(?=[^一二三四五六七八九十]))
    | (?P<han>(?P<han_number>{_HAN})\s?[、．.])
    | (?P<formal>(?P<formal_number>[{_FORMAL}]{{1,3}})[ \u3000]{{1,3}}(?=\S))
    | (?P<class>[{_LETTERS}]\s?类(?:\s?[：:、]|(?=[ \u3000])))
    | (?P<han_bracket>[（(]\s?其?(?P<han_bracket_number>{_HAN})\s?[)）]、?)
    | (?P<bracket>[（(]\s?(?P<bracket_number>{_ARABIC})\s?[)）]、?)
    | (?P<square>[【\[]\s?(?P<square_number>[0-9０-９]{{1,3}})\s?[\]】]\s?
        (?=[\u4e00-\u9fff“《]|[0-9]{{1,3}}[A-Za-z\u4e00-\u9fff])(?![^\n：:]{{1,20}}[：:](?:是?指|即)))
    | (?P<half>(?P<half_number>{_ARABIC})\s?[)）]、?)
    | (?P<circled>[{_CIRCLED}])
    | (?P<small_bracket>[{_BRACKETED}])
    | (?P<small_dot>[{_DOTTED}])
    | (?P<ten>\U0001f51f)
    | (?P<keycap>(?P<keycap_number>[0-9]{{1,2}})\ufe0f?\u20e3)
    | (?P<comma>(?P<comma_number>{_ARABIC})\s?、)
    | (?P<dot>(?P<dot_number>{_ARABIC})\s?(?:[.．](?![0-9０-９])|。(?=[\u4e00-\u9fff“《])
        |[.．]\s?(?=[0-9]{{4}}年|(?:1[0-2]|[1-9])(?:[-—－–~～至][0-9]{{1,2}})?月|12[0-9]{{3}}[热政市民便服平投举])))
    )\s*""",
    re.VERBOSE,
)


_KINDS: Final[dict[str, MarkerKind]] = {
    "han": "一、",
    "stem": "一、",
    "letter": "一、",
    "formal": "一、",
    "class": "一、",
    "counted": "任务1",
    "padded": "1、",
    "hyphen": "1、",
    "han_bracket": "（一）",
    "dot": "1.",
    "keycap": "1.",
    "comma": "1、",
    "bracket": "（1）",
    "square": "（1）",
    "half": "（1）",
    "chapter": "第一章",
    "block": "第一章",
    "article": "第一条",
    "first": "一是",
    "circled": "①",
    "small_bracket": "（1）",
    "small_dot": "1.",
    "ten": "1.",
}
_SIGNS: Final = {
    "stem": _STEMS,
    "letter": _LETTERS,
    "class": _LETTERS,
    "circled": _CIRCLED,
    "small_bracket": _BRACKETED,
    "small_dot": _DOTTED,
    "ten": "·········🔟",
}
"""Signs that are marker and number in one, in the order of their numbers."""
_REACH: Final = 32
"""The longest marker with what must or must not stand behind it, blanks aside."""


_PLAIN: Final = str.maketrans(_FORMAL, "一二三四五六七八九十")


class Marker(NamedTuple):
    """A marker at the head of a paragraph: its kind, its number, and where its characters end."""

    kind: MarkerKind
    number: int
    end: int


def marker(text: str) -> Marker | None:
    """The marker that `text` opens with, if any."""
    first = text[:1]
    if first in _BULLETS and (behind := _BULLET.match(text)) is not None:
        found = marker(text[behind.end() :])
        return found._replace(end=found.end + behind.end()) if found is not None else _at_head(text[:_REACH])
    if first in _FIRST:
        found = _at_head(text[:_REACH])
        return found if found is None or found.end < _REACH else _read(text)
    return _read(text) if first.isspace() else None


@lru_cache(maxsize=4096)
def _at_head(head: str) -> Marker | None:
    """A marker and what must stand behind it fit in so few characters, and a line is asked about again and again."""
    return _read(head)


def _read(text: str) -> Marker | None:
    match = _HEAD.match(text)
    if match is None:
        return None
    group = str(match.lastgroup)  # the alternative as a whole, since its group closes last
    kind = _KINDS[group]
    if group in _SIGNS:
        return Marker(kind, _SIGNS[group].index(match[group].strip()[0]) + 1, match.end())
    number = _number(match[f"{group}_number"])
    return None if number is None else Marker(kind, number, match.end())


def point_before(mark: Marker) -> tuple[str, ...]:
    """The forms in which the point before one is printed inside a sentence: （2） before （3）, 二是 before 三是."""
    before = mark.number - 1
    if mark.kind == "一是":
        return (f"{_TENS[before]}是", f"{_TENS[before]}要") if before < len(_TENS) else ()
    if mark.kind == "①":
        return (_CIRCLED[before - 1],) if before <= len(_CIRCLED) else ()
    small = (_BRACKETED[before - 1],) if before <= len(_BRACKETED) else ()
    return (f"（{before}）", f"({before})", f"（{before})", f"{before}）", *small)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_integer(text.translate(_PLAIN))
