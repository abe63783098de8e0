"""How Word counts: the number of a list in each of its number formats (`w:numFmt`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_UNITS: Final = ("", "十", "百", "千")
_LEGAL_UNITS: Final = ("", "拾", "佰", "仟")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED: Final = "".join(
    chr(code) for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
)
_CIRCLED_HAN: Final = "".join(map(chr, range(0x3280, 0x328A)))
_BRACKETED: Final = "".join(map(chr, range(0x2474, 0x2488)))
_DOTTED: Final = "".join(map(chr, range(0x2488, 0x249C)))
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST: Final = 99_999_999
"""A higher number is written in digits, whatever its format."""
_MOST_LETTERS: Final = 780
_MOST_ROMAN: Final = 3_999


def counted(number: int, form: str) -> str:
    """`number` in a number format of Word (`chineseCounting`, `decimalEnclosedCircle` …); in digits where the
    format is unknown or has no sign for it, nothing for the format `none`."""
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return write(number) if write is not None and 0 < number <= _MOST else str(number)


def _digits(number: int) -> str:
    """一〇五: digit by digit."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """十一, 二十; from a hundred on digit by digit."""
    return _thousands(number) if number < 100 else _digits(number)


def _thousands(number: int) -> str:
    """十一, 一百零五, 一万二千."""
    said = _spoken(number, "零" + _DIGITS[1:], _UNITS, "万")
    return said[1:] if said.startswith("一十") else said


def _thousands_traditional(number: int) -> str:
    return _thousands(number).replace("万", "萬")


def _legal(number: int) -> str:
    return _spoken(number, _LEGAL, _LEGAL_UNITS, "万")


def _legal_traditional(number: int) -> str:
    return _spoken(number, _LEGAL_TRADITIONAL, _LEGAL_UNITS, "萬")


def _spoken(number: int, digits: str, units: tuple[str, ...], myriad: str) -> str:
    """A number in words, below a hundred million: every digit with its unit, one zero for several."""
    high, low = divmod(number, 10_000)
    if high:
        gap = digits[0] if 0 < low < 1_000 else ""
        rest = _spoken(low, digits, units, myriad) if low else ""
        return _spoken(high, digits, units, myriad) + myriad + gap + rest
    said = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += digits[digit] + units[place]
        elif said and number % 10**place and not said.endswith(digits[0]):
            said += digits[0]
    return said


def _japanese(number: int) -> str:
    """百十一: no zeros, and no 一 before a unit."""
    if number >= 10_000:
        return _digits(number)
    said = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("" if digit == 1 and place else _DIGITS[digit]) + _UNITS[place]
    return said


def _letters(number: int) -> str:
    """A … Z, AA, BB …"""
    if number > _MOST_LETTERS:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if number > _MOST_ROMAN:
        return str(number)
    said = ""
    for size, sign in _ROMAN:
        said += sign * (number // size)
        number %= size
    return said


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _sign_of(signs: str) -> Callable[[int], str]:
    """A format that has one sign for each of the first numbers."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands_traditional,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "ideographTraditional": _sign_of(_STEMS),
    "ideographZodiac": _sign_of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)
    ),
    "ideographEnclosedCircle": _sign_of(_CIRCLED_HAN),
    "decimalEnclosedCircle": _sign_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _sign_of(_CIRCLED),
    "decimalEnclosedParen": _sign_of(_BRACKETED),
    "decimalEnclosedFullstop": _sign_of(_DOTTED),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
