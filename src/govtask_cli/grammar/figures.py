"""Figures: every number that stands with a unit of measure, with the words that bound it.

Only shape is judged here: number, unit, 不低于, 余, 以上, a range. Whether a figure states something or is
part of a name is asked in `grammar.naming`; what it measures, in `grammar.measures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.grammar.measure_words import (
    DIGIT,
    HAN,
    UnitKind,
    any_of,
    members,
    patterns,
    work_words,
)
from govtask_cli.grammar.numerals import arabic_decimal, chinese_fraction, chinese_integer, ratio
from govtask_cli.records import Relation

_QUOTED: Final = re.compile(
    r"“[^“”\n]{1,80}”|《[^《》\n]{1,120}》|‘[^‘’\n]{1,60}’|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』|\"[^\"\n，,。；;]{1,30}\""
)
_MASK: Final = "〓"
_GLUE: Final = "+＋#×*/／.．:："
_MINUS: Final = "-－﹣"
_JOINS: Final = frozenset(("-", "－", "–", "—", "——", "―", "─", "~", "～", "至", "到", "〜", "∼"))
_NUMBER_AHEAD: Final = re.compile(
    rf"{DIGIT}|分之|第[{HAN}]|[{HAN}][{HAN}万亿萬億余餘多个個家座所名人位辆栋幢户台艘间元平吨倍成亩公]|[近超破约逾达过]万|[百千]"
)
_OPENING: Final = re.compile(f"[0-9０-９{HAN}万]")
_IN_A_ROW: Final = re.compile("[一二两三四五六七八九]{2}")  # 二三十, 两三个: no number
_AT_LEAST: Final = re.compile(r"(?:至少|最少)[\u4e00-\u9fff]{1,8}$|不得?[低少]于[\u4e00-\u9fff]{1,20}的$")
"""每月至少走访1次: the verb stands between the bound and its figure, or the whole that a share is of."""
_AT_MOST: Final = re.compile(
    r"(?:至多|最多)[\u4e00-\u9fff]{1,8}$|(?:不得?超过|不得?高于)[\u4e00-\u9fff]{1,20}的$"
)
_BOUNDS: Final[tuple[tuple[re.Pattern[str], Relation], ...]] = ((_AT_LEAST, ">="), (_AT_MOST, "<="))
_NO_SCALE: Final = frozenset("伏向级年步里分众")  # 50万伏, 百万级: the scale alone is no unit before these
_LONGEST_NUMBER: Final = 18
_REACH: Final = 30  # characters before a figure in which the words that bound it are looked for


class Figure(NamedTuple):
    """A number with its unit. Offsets: `begin` ≤ `start` < `end` ≤ `stop`.

    `start` to `end` is number and unit (for a range, both), `begin` takes in the words right before
    (达到不低于), whose list is `lead`, nearest first, and `stop` those right behind (以上). `upper` is the
    second number of a range. `bounded` tells that words such as 以上 follow; `han` that the number is
    Chinese, and then `numeral` is that numeral.
    """

    begin: int
    start: int
    end: int
    stop: int
    value: Decimal
    unit: str
    kind: UnitKind
    relation: Relation
    lead: tuple[str, ...]
    upper: Decimal | None = None
    bounded: bool = False
    han: bool = False
    numeral: str = ""


def masked(content: str) -> str:
    """`content` with whatever stands in quotation marks or title marks blotted out, at the same length."""
    return _QUOTED.sub(lambda found: found[0][0] + _MASK * (len(found[0]) - 2) + found[0][-1], content)


def printed_unit(content: str, text: str, figure: Figure) -> str:
    """The unit of a figure in the characters of `content`, of which `text` is the masked, simplified form."""
    signs: list[str] = []
    at = figure.end
    for sign in reversed(figure.unit):
        at = text.rfind(sign, figure.start, at)
        if at < 0:
            return figure.unit
        signs.append(content[at])
    return "".join(reversed(signs))


def is_unit(words: str) -> bool:
    """Whether the words are a unit of measure and nothing else: 亿元, 公里, %."""
    found = figures("1" + words)
    return len(found) == 1 and found[0].unit == words


def has_figures(content: str) -> bool:
    """Whether there can be any figure at all: a cheap look before the work begins."""
    return _NUMBER_AHEAD.search(content) is not None


def figures(text: str) -> list[Figure]:
    """Every figure of a `masked` text, in order, ranges joined."""
    found: list[Figure] = []
    last: tuple[int, Decimal, re.Match[str]] | None = None  # the number before: its end, value and match
    for match in _numbers(text):
        value = _value(match)
        if value is None:
            last = None
            continue
        floor = found[-1].stop if found else 0
        low = _low_end(text, match, value, last)
        figure = _figure(text, match, value, low, floor)
        if low is not None and found and found[-1].start == low[2].start():
            found.pop()
            floor = found[-1].stop if found else 0
            figure = _figure(text, match, value, low, floor)
        last = (match.end(), value, match)
        if figure is not None:
            found.append(figure)
    return found


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Every number with its unit. The pattern is long, so it is tried only where a number can begin."""
    number = patterns().number
    opening = _OPENING.search(text)
    while opening is not None:
        match = number.match(text, opening.start())
        if match is not None:
            yield match
        opening = _OPENING.search(text, opening.end() if match is None else match.end())


def _figure(
    text: str,
    match: re.Match[str],
    value: Decimal,
    low: tuple[int, Decimal, re.Match[str]] | None,
    floor: int,
) -> Figure | None:
    unit, kind = _unit(text, match)
    start, end = (match if low is None else low[2]).start(), match.end()
    if text[start - 1 : start] == "第":
        start, low = start - 1, None
        unit, kind = (unit or "位", "rank") if unit in ("", "位", "名") and not match["scale"] else ("", None)
    if kind is None and _counts_without_unit(text, start, match):
        kind = "fraction"
    if kind is None or not _stands_free(text, start, end):
        return None
    negative = start > 0 and text[start - 1] in _MINUS and low is None
    if negative:
        start, value = start - 1, -value
    lead, begin = _lead(text, max(floor, start - _REACH), start, kind)
    known = patterns()
    after = known.after.match(text, end)
    relation: Relation = "="
    if after:
        relation = known.behind[after["word"]]
    elif match["odd"] or match["odd_scale"]:
        relation = ">="
    else:
        relation = next((known.before[word] for word in lead if word in known.before), "=")
    for pattern, meant in _BOUNDS if relation == "=" else ():
        bound = pattern.search(text, max(floor, begin - _REACH), begin)
        if bound is not None:
            relation = meant
            begin = bound.start() if bound[0].endswith("的") else begin
            break
    if unit in ("位", "名") and text[start - 1 : start] == "前" and not match["han"]:
        kind, relation = "rank", "<="
    figure = Figure(
        begin, start, end, after.end() if after else end, value, unit, kind, relation, lead,
        bounded=after is not None, han=match["han"] is not None, numeral=match["han"] or "",
    )  # fmt: skip
    return figure if low is None else figure._replace(value=low[1], upper=value)


def _counts_without_unit(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a bare number is that of an index: 利用系数达到0.58, 满意度指数不低于90."""
    return (
        match["arabic"] is not None
        and not match["scale"]
        and _index().search(text, max(0, start - _REACH), start) is not None
    )


@cache
def _index() -> re.Pattern[str]:
    tables = ("reaching", "at_least", "at_most", "about", "increase", "increase_share", "decrease")
    before = "|".join(any_of(table) for table in tables)
    return re.compile(rf"{any_of('index_nouns')}(?:{before}|[力争确保]){{1,4}}$")


def _value(match: re.Match[str]) -> Decimal | None:
    """The number, or None where it is none (a telephone number, 二三十)."""
    if match["han_fraction"]:
        fraction = chinese_fraction(match["han_fraction"])
        return fraction and fraction[0]
    if match["above"]:
        above, below = int(match["above"]), int(match["below"])
        return ratio(above, below) if 0 < above < below else None
    if match["arabic"]:
        number = match["arabic"]
        return arabic_decimal(number) if len(number) <= _LONGEST_NUMBER else None
    numeral = match["han"]
    if numeral == "万":
        return Decimal(1)
    integer = chinese_integer(numeral)
    return None if integer is None or _IN_A_ROW.search(numeral) else Decimal(integer)


def _unit(text: str, match: re.Match[str]) -> tuple[str, UnitKind | None]:
    """The unit as printed, without blanks and 余, and what kind it is; no kind where there is no unit."""
    if match["han_fraction"]:
        fraction = chinese_fraction(match["han_fraction"])
        return ("", None) if fraction is None else (fraction[1], "share" if fraction[1] else "fraction")
    if match["above"]:
        return "", "fraction"
    scale, base = match["scale"] or "", match["base"]
    if match["han"] == "万":
        scale = "万" + scale
    if base is None:
        next_sign = text[match.end() : match.end() + 1]
        at_scale = scale[-1:] in ("万", "亿") and next_sign not in _NO_SCALE
        return (scale, "scale") if at_scale else ("", None)
    return "".join((scale + match["unit"]).split()), patterns().kinds[base]


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no letter or sign glues the number to a name: PM2.5, 8+4, 7×24小时, 4#, 〔2030〕."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _is_sign(before) or (before in _GLUE and before and not _is_label(text, start)):
        return False
    if before in _MINUS and before and (_is_sign(text[start - 2 : start - 1]) or text[end - 1] not in "%％"):
        return False
    return not (after and (after in "+＋#×级" or (_is_sign(after) and _is_sign(text[end - 1]))))


def _is_sign(char: str) -> bool:
    """Whether a character is an ASCII letter or digit."""
    return char.isascii() and char.isalnum()


def _is_label(text: str, start: int) -> bool:
    """完成率：95% is a label and its figure; 2:8 is not."""
    return text[start - 1] in ":：" and not text[start - 2 : start - 1].isdecimal()


def _low_end(
    text: str, match: re.Match[str], value: Decimal, last: tuple[int, Decimal, re.Match[str]] | None
) -> tuple[int, Decimal, re.Match[str]] | None:
    """The number before, where the two make a range: 6%—8%, 1-2个, 3至5家, 5万-10万元."""
    if last is None or match.start() - last[0] > 4 or last[1] >= value:
        return None
    if text[last[0] : match.start()].strip(" \t\u3000") not in _JOINS:
        return None
    own, other = last[2]["unit"] or last[2]["scale"] or "", match["unit"] or match["scale"] or ""
    if not other or (own and own != other and not (match["scale"] or other).startswith(own)):
        return None
    return last


def _lead(text: str, low: int, start: int, kind: UnitKind) -> tuple[tuple[str, ...], int]:
    """The bounding words and predicates right before `start`, nearest first, and where they begin."""
    backwards = text[low:start][::-1]
    lead: list[str] = []
    at = 0
    pattern = patterns().lead
    while (found := pattern.match(backwards, at)) is not None:
        word = found["word"][::-1]
        if word in work_words() and kind != "share" and not {"到", "至"} & set(lead):
            break
        lead.append(word)
        at = found.end()
    return tuple(lead), start - at


def leads(figure: Figure, table: str) -> tuple[str, ...]:
    """The words of one lexicon table that stand right before a figure, nearest first."""
    if not figure.lead:
        return ()
    wanted = members(table)
    return tuple(word for word in figure.lead if word in wanted)
