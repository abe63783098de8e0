"""Chinese numerals as integers: 二十三 → 23, 一百零五 → 105, 两千 → 2000, 二〇三一 → 2031."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NARROW: Final = str.maketrans("０１２３４５６７８９", "0123456789")
"""Figures of full width as the same ones of half width."""
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8}
_WIDE: Final = re.compile(r"[\s,，]")
_LONGEST: Final = 40
"""No numeral has more characters; Python refuses integers of some thousand digits."""


def chinese_integer(text: str) -> int | None:
    """The integer that `text` writes in Chinese numerals, or None where it is not such a numeral.

    Digits in a row are read one by one (二〇三一), otherwise by place (二十三); 千亿 and 百万 are numerals too.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    seen_digit = False
    for char in text:
        if char in DIGITS:
            digit, seen_digit = DIGITS[char], True
        elif char in SMALL:
            section += (digit if seen_digit and digit else 1) * SMALL[char]
            digit, seen_digit = 0, False
        elif char in LARGE:
            section += digit
            total = (
                (total + (section or 1)) * LARGE[char]
                if char == "亿"
                else total + (section or 1) * LARGE[char]
            )
            section, digit, seen_digit = 0, 0, False
        else:
            return None
    return total + section + digit


def chinese_decimal(text: str) -> Decimal | None:
    """The number that `text` writes in Chinese numerals, with its decimals: 三点五 → 3.5."""
    whole, point, decimals = text.partition("点")
    integer = chinese_integer(whole)
    if integer is None or (point and not (decimals and all(char in DIGITS for char in decimals))):
        return None
    return (
        Decimal(f"{integer}.{''.join(str(DIGITS[char]) for char in decimals)}") if point else Decimal(integer)
    )


def chinese_fraction(text: str) -> tuple[Decimal, str] | None:
    """Value and unit of a fraction in Chinese numerals: 三分之一 → (0.3333, ""), 百分之五 → (5, "%")."""
    below, _, above = text.partition("分之")
    share, parts = chinese_decimal(above), chinese_integer(below)
    if share is None or not parts:
        return None
    if below in ("百", "千"):
        return share, "%" if below == "百" else "‰"
    return ratio(share, parts), ""


def ratio(above: Decimal | int, below: int) -> Decimal:
    """A fraction as a decimal of four places: 2/3 → 0.6667."""
    return round(Decimal(above) / below, 4)


def arabic_decimal(text: str) -> Decimal:
    """The number that Arabic digits of any width write, without blanks and thousands marks: 1，200 → 1200."""
    return Decimal(text if text.isdecimal() else _WIDE.sub("", text).replace("．", "."))
