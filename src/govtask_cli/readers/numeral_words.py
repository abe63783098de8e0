"""Chinese numerals for numbers whose format asks for them: [DBNum1] 一千二百, [DBNum2] 壹仟贰佰."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_PLACES: Final = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS: Final = ("", "万", "亿", "兆")


def spelled(digits: str, kind: int | None) -> str:
    """Digit by digit: 2031 is 二〇三一."""
    names = _DIGITS.get(kind or 0)
    return (
        digits if names is None else digits.translate({ord("0") + at: name for at, name in enumerate(names)})
    )


def read_out(number: str, kind: int | None) -> str:
    """As it is read: 1205 is 一千二百〇五, 12 is 十二, 3.5 is 三.五."""
    names = _DIGITS.get(kind or 0)
    whole, point, decimals = number.partition(".")
    if names is None or not whole.isdecimal() or len(whole) > 4 * len(_GROUPS):
        return number
    places = _PLACES[kind or 1]
    groups = [whole[max(at - 4, 0) : at] for at in range(len(whole), 0, -4)]
    said, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        part = ""
        for offset, digit in enumerate(groups[at]):
            if digit == "0":
                gap = bool(said or part)
                continue
            part += (names[0] if gap else "") + names[int(digit)] + places[len(groups[at]) - 1 - offset]
            gap = False
        said += part + _GROUPS[at] if part else ""
    if kind == 1 and said.startswith("一十"):
        said = said[1:]
    return (said or names[0]) + point + spelled(decimals, kind)
