"""Dates, years, reporting periods and deadlines, as ISO dates where a date follows."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import Final

from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.numerals import chinese_integer
from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, lexicon, words
from govtask_cli.records import Deadline, Period

_HAN_YEAR: Final = "[〇○零一二三四五六七八九]{4}"
_NUMBER: Final = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE: Final = re.compile(
    rf"(?P<year>[12][0-9]{{3}}|{_HAN_YEAR})(?:年(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日?|[-/.](?P<m>[0-9]{{1,2}})[-/.](?P<d>[0-9]{{1,2}}))"
)
_LINE: Final = 40
_CLOCK: Final = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_DATE_LINE: Final = re.compile(
    rf"^(?:(?:{_HAN_YEAR}|[12][0-9]{{3}})年{_NUMBER}月(?:{_NUMBER}日)?|[12][0-9]{{3}}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}){_CLOCK}$"
)
DATE_END: Final = re.compile(rf"(?:{_HAN_YEAR}|[12][0-9]{{3}})年{_NUMBER}月(?:{_NUMBER}日)?$")
_YEAR: Final = re.compile(
    r"(?<![0-9])(20[0-9]{2}|19[0-9]{2})年?(?![0-9])|([二一][〇○零九][〇○零一二三四五六七八九]{2})年"
)
_MONTHS: Final = re.compile(r"(?<![0-9])(?P<first>1[0-2]|[1-9])月?[-—–~～至到](?P<last>1[0-2]|[1-9])月")
_ONE_MONTH: Final = re.compile(rf"(?<![0-9一二三四五六七八九十])(?P<month>{_NUMBER})月(?:份|底|末)?")
_DUE_MONTH: Final = re.compile(
    rf"(?<![0-9一二三四五六七八九十])(?P<month>{_NUMBER})月(?:份|底|末|下旬)?(?:前|之前|以前|内|完成|办结|$)"
)
"""A month as a deadline; a month with an event (9月投入使用) gives no day."""
_POINT: Final = rf"{_NUMBER}月(?:{_NUMBER}日|份|底|末|[上中下]旬)?|[一二三四]季度[底末]?|[上下]半年|年[底末]"
_YEAR_SAID: Final = re.compile("[0-9]年")
_DUE: Final = re.compile("[前内內底末]")
"""Every deadline of a sentence holds one of these."""
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_QUARTERS: Final = re.compile(r"前(?P<last>[二两三23])个?季度")
_QUARTER: Final = re.compile(r"第?(?P<quarter>[一二三四1234])季度")


def iso_date(text: str) -> str | None:
    """The first full date in `text`, as YYYY-MM-DD; Chinese figures and 2031-05-04 count too."""
    match = _DATE.search(fold(text))
    if match is None:
        return None
    year = _int(match["year"])
    month, day = _int(match["month"] or match["m"]), _int(match["day"] or match["d"])
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None


_BEFORE: Final = re.compile("[\u4e00-\u9fff]{1,6}[节期学季会考假]之?以?前[\u4e00-\u9fff]{0,4}")
"""国庆节前, 主汛期前, 秋季开学前."""
_UNTIL: Final = re.compile(r"截[至止]到?(?P<month>1[0-2]|[1-9])月(?:(?P<day>[1-3]?[0-9])日|[底末])")
"""截至10月31日: what is told of goes from the first of January to that day."""
_CLOSING_LENGTH: Final = 16
"""A deadline that closes a line has no more characters."""
_MONTH_AND_DAY: Final = re.compile(r"(1[0-2]|0?[1-9])[./]([0-3]?[0-9])日?[之以]?前?")
"""A cell of a column of deadlines: 7.31, 9.30前."""


def is_date_line(text: str) -> bool:
    """Whether a paragraph is nothing but a date, or a month on a cover: 2031年3月18日, 2031年11月; or a page's stamp."""
    return len(text.strip()) <= _LINE and _DATE_LINE.match(fold(text)) is not None


def ends_in_date(text: str) -> bool:
    """Whether a line closes with a date or a month: 某县人民政府办公室 2031年3月."""
    return DATE_END.search(fold(text).rstrip(")")) is not None


def year_of(text: str) -> int | None:
    """The first year in `text`: 2031年政府工作报告 → 2031."""
    match = _YEAR.search(fold(text))
    return None if match is None else _int(match[1] or match[2])


def period_of(text: str, year: int | None) -> Period | None:
    """The period that a progress report's title or column names: 11月, 1-11月, 前三季度, 上半年, 第二季度, 全年."""
    word = fold(text)
    if year is None:
        return None
    until = _UNTIL.search(word)
    if until is not None and (day := _day_in(year, int(until["month"]), int(until["day"] or 0))) is not None:
        return Period(label=until[0], start=date(year, 1, 1).isoformat(), end=day)
    found = _months_of(word)
    if found is None:
        return None
    label, first, last = found
    end = calendar.monthrange(year, last)[1]
    return Period(label=label, start=date(year, first, 1).isoformat(), end=date(year, last, end).isoformat())


def _months_of(word: str) -> tuple[str, int, int] | None:
    """(label, first month, last month) of a period named in `word`."""
    match = _MONTHS.search(word)
    if match is not None and int(match["first"]) < int(match["last"]):
        return match[0], int(match["first"]), int(match["last"])
    match = _FIRST_QUARTERS.search(word)
    if match is not None:
        return match[0], 1, 9 if match["last"] in "三3" else 6
    match = _QUARTER.search(word)
    if match is not None:
        quarter = _QUARTERS[match["quarter"]]
        return match[0], quarter * 3 - 2, quarter * 3
    for label, first, last in _periods():
        if label in word:
            return label, first, last
    match = _ONE_MONTH.search(re.sub(r"[0-9]{1,2}月[0-9]{1,2}日", "", word))
    if match is not None:
        month = _int(match["month"])
        if month is not None and 1 <= month <= 12:
            return match[0].removesuffix("份").removesuffix("底").removesuffix("末"), month, month
    return None


@cache
def _periods() -> tuple[tuple[str, int, int], ...]:
    """(word, first month, last month) of periods that have a name, longest word first."""
    named = (
        (word, *map(int, months.split("-")))
        for months, listed in lexicon("schedule")["period"]["lists"].items()
        for word in listed
    )
    return tuple(sorted(named, key=lambda period: -len(period[0])))


def deadline_of(text: str, year: int | None) -> Deadline | None:
    """A deadline as printed, with the day that follows from it: 6月底前 → that year's 06-30; 全年, 长期 → no day."""
    stripped = text.strip().rstrip("。；;，,")
    word = fold(stripped)
    if not word or word in words("units", "none"):
        return None
    return Deadline(text=stripped, date=_day_of(word, year))


def deadlines_in(text: str, year: int | None) -> list[Deadline]:
    """Deadlines that a sentence states: 6月底前建成, 10月15日前, 年内开工; a date that only tells (截至9月底) is none."""
    if _DUE.search(text) is None:
        return []
    return [
        found for match in _in_text().finditer(text) if (found := deadline_of(match[0], year)) is not None
    ]


@cache
def _in_text() -> re.Pattern[str]:
    event = any_word(words("deadlines", "event"))
    return re.compile(
        rf"(?<![0-9一二三四五六七八九十年至止过第前两几半])(?:20[0-9]{{2}}年|[今本当]年?)?"
        rf"(?:(?:{_POINT}|{event})(?:之前|以前|前)|年[内內]|{_NUMBER}月[底末]|(?<=[年今])年?底前?)"
    )


def is_deadline(text: str) -> bool:
    """Whether what stands in a list of units is a deadline: 6月底前, 持续推进."""
    said = simplified(text)
    return any(word in said for word in words("deadlines", "telling")) or _BEFORE.fullmatch(said) is not None


def closing_deadline(text: str) -> int | None:
    """Where the deadline begins that closes `text`, with nothing before it to part them: …区财政局|8月底前; None for
    no deadline."""
    found = _closing().search(simplified(text[-_CLOSING_LENGTH:]))
    return found.start() + max(len(text) - _CLOSING_LENGTH, 0) if found is not None else None


@cache
def _closing() -> re.Pattern[str]:
    event, endless = any_word(words("deadlines", "event")), any_word(words("deadlines", "open"))
    return re.compile(
        rf"(?:(?:(?:20[0-9]{{2}}|[今本当])年|第)?(?:{_POINT}|{event})(?:之前|以前|前)?(?:完成|办结)?"
        rf"|(?:{endless})[\u4e00-\u9fff]{{0,4}}|年内|20[0-9]{{2}}年|20[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}})$"
    )


@cache
def _ends() -> tuple[tuple[str, int], ...]:
    """(word, its last month) of the quarters and half-years that are named as deadlines."""
    lists = lexicon("deadlines")["last_month"]["lists"]
    return tuple((word, int(month)) for month, listed in lists.items() for word in listed)


def _day_of(word: str, year: int | None) -> str | None:
    full = iso_date(word)
    if full is not None:
        return full
    year = year_of(word) or year
    if year is None or any(open_end in word for open_end in words("deadlines", "open")):
        return None
    day = re.search(r"(?<![0-9])(1[0-2]|[1-9])月([0-9]{1,2})日", word) or _MONTH_AND_DAY.fullmatch(word)
    if day is not None and (found := _day_in(year, int(day[1]), int(day[2]))) is not None:
        return found
    for label, month in _ends():
        if label in word:
            return _last_day(year, month)
    match = _DUE_MONTH.search(word)
    if match is not None:
        month_number = _int(match["month"])
        return _last_day(year, month_number) if month_number and month_number <= 12 else None
    if _YEAR_SAID.search(word) or any(ending in word for ending in words("deadlines", "year_end")):
        return _last_day(year, 12)
    return None


def _day_in(year: int, month: int, day: int) -> str | None:
    """The day of a year as it is stored, the last of its month for 0; None where there is no such day."""
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else -1
    return date(year, month, day or last).isoformat() if 0 <= day <= last else None


def _last_day(year: int, month: int) -> str:
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() else chinese_integer(text)
