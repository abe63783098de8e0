"""Days and times as a spreadsheet prints them: a serial number under yyyy"年"m"月"d"日" or h:mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.numeral_words import read_out, spelled

if TYPE_CHECKING:
    from govtask_cli.readers.format_codes import Token

DATE_PARTS: Final = frozenset({"date", "elapsed", "half"})
"""Kinds of pieces that make a section a date's."""

LAST_DAY: Final = 2_958_465
"""The serial number of 9999-12-31."""
_FALSE_LEAP_DAY: Final = 60
"""1900-02-29, which Lotus believed in and all spreadsheets have kept."""
_DAY: Final = 86_400
_WEEKDAYS: Final = "一二三四五六日"
_CALENDAR: Final = {
    0: 'yyyy"年"m"月"',
    1: 'm"月"d"日"',
    4: 'yyyy"年"m"月"d"日"',
    5: 'h"时"mm"分"',
    6: 'h"时"mm"分"ss"秒"',
    7: '上午/下午h"时"mm"分"',
    8: '上午/下午h"时"mm"分"ss"秒"',
}
BUILT_IN: Final[dict[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), _CALENDAR[0]), **dict.fromkeys((28, 29, 51, 53, 54, 58), _CALENDAR[1]),
    30: "m-d-yy", 31: _CALENDAR[4], 32: _CALENDAR[5], 33: _CALENDAR[6],
    **dict.fromkeys((34, 55), _CALENDAR[7]), **dict.fromkeys((35, 56), _CALENDAR[8]),
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a file names by number alone, as a Chinese system prints them."""
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def printed_date(
    value: float, tokens: Sequence[Token], *, epoch_1904: bool = False, numerals: int | None = None
) -> str | None:
    """A serial number as a date or time; None for what is no day (negative, beyond the year 9999)."""
    fractions = max((len(token.text) - 1 for token in tokens if token.kind == "fraction"), default=0)
    unit = 10 ** min(fractions, 3)
    if not math.isfinite(value) or not 0 <= value <= LAST_DAY:
        return None
    ticks = math.floor(value * _DAY * unit + 0.5)
    days, ticks = divmod(ticks, _DAY * unit)
    seconds, part = divmod(ticks, unit)
    moment = _day(days, epoch_1904) + timedelta(seconds=seconds)
    half = any(token.kind == "half" for token in tokens)
    said: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "date":
            minute = token.text[0] == "m" and _is_minute(tokens, at)
            said.append(_part(token.text, moment, half=half, minute=minute, numerals=numerals))
        elif token.kind == "elapsed":
            total = days * _DAY + seconds
            count = total // {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            said.append(f"{count:0{len(token.text)}d}")
        elif token.kind == "half":
            early, late = token.text.split("/")
            said.append(early if moment.hour < 12 else late)
        elif token.kind == "fraction":
            said.append("." + f"{part:0{min(fractions, 3)}d}")
        else:
            said.append(token.text)
    return "".join(said)


def _day(days: int, epoch_1904: bool) -> datetime:
    if epoch_1904:
        return datetime(1904, 1, 1) + timedelta(days=min(days, LAST_DAY - 1462))
    return datetime(1899, 12, 30) + timedelta(days=days + (0 < days < _FALSE_LEAP_DAY))


def _is_minute(tokens: Sequence[Token], at: int) -> bool:
    """Whether an m is one of minutes: behind hours or before seconds."""
    timed = [token for token in tokens[:at] if token.kind in {"date", "elapsed"}]
    if timed and timed[-1].text[0] == "h":
        return True
    later = [token for token in tokens[at + 1 :] if token.kind in {"date", "elapsed"}]
    return bool(later) and later[0].text[0] == "s"


def _part(code: str, moment: datetime, *, half: bool, minute: bool, numerals: int | None) -> str:
    """One part of a date: its year, month, day, weekday, hour, minute or second."""
    size = len(code)
    if code[0] in "ye":
        year = f"{moment.year:04d}"
        return spelled(year[2:] if code[0] == "y" and size < 3 else year, numerals)
    if code[0] == "a" or (code[0] == "d" and size > 2):
        return ("星期" if size > 3 else "周") + _WEEKDAYS[moment.weekday()]
    if code[0] == "m" and size > 2 and not minute:
        name = _MONTHS[moment.month - 1]
        return name[:1] if size == 5 else name[:3] if size == 3 else name
    hour = moment.hour % 12 or 12 if half else moment.hour
    count = {"m": moment.minute if minute else moment.month, "d": moment.day, "h": hour, "s": moment.second}[
        code[0]
    ]
    if numerals:
        return read_out(str(count), numerals)
    return f"{count:02d}" if size > 1 else str(count)
