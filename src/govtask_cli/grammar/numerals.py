"""Chinese numerals as integers: 二十三 → 23, 一百零五 → 105, 两千 → 2000, 二〇三一 → 2031."""

from __future__ import annotations

from typing import Final

DIGITS: Final = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8}


def chinese_integer(text: str) -> int | None:
    """The integer that `text` writes in Chinese numerals, or None where it is not such a numeral.

    Digits in a row are read one by one (二〇三一), otherwise by place (二十三); 千亿 and 百万 are numerals too.
    """
    if not text:
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
            total = (total + (section or 1)) * LARGE[char] if char == "亿" else total + (section or 1) * LARGE[char]
            section, digit, seen_digit = 0, 0, False
        else:
            return None
    return total + section + digit
