"""The year whose tasks these are, and the period that a progress report reports on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from govtask_cli.document import Paragraph, Part, Table, Text
from govtask_cli.families.front import Front, Said
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line, iso_date, period_of, year_of
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.stance import heading_kind
from govtask_cli.grammar.titles import bare_title, speaks_of
from govtask_cli.lexicon import words
from govtask_cli.records import Period, Task

_BRACKETED: Final = re.compile(r"^[(（](?:(?:19|20)[0-9]{2}年.{1,16}|[^()（）]{0,8}(?:月|季度|半年))[)）]$")
_ANY_YEAR: Final = 2000
_LATEST: Final = 10
"""Tasks that are assigned in a later month than this may be those of the next year."""
_LATE: Final = 3
"""The month up to which a year's end is reported on."""
_OPENING: Final = re.compile("[，,、。；;：:]")
_HEADING: Final = 40
_NOTICE: Final = 400
_BARE_YEAR: Final = re.compile(r"(?<![0-9])20[0-9]{2}年(?!度?[0-9一二三四五六七八九十]{1,3}月|[前以底末])")


def read_year_and_period(parts: Sequence[Part], front: Front) -> None:
    """The year in the titles; the period in a progress title, a cover line, or a progress column's header."""
    titles = [Said(front.title or "", front.origins.get("title"))]
    titles.extend(_said(part.title) for part in parts)
    tasks = [title for title in titles if speaks_of("tasks", title.plain)]
    if bare_title(front.title or "").endswith(words("report", "title")):
        tasks = titles[:1] + sorted(
            _plan_headings(parts), key=lambda said: year_of(said.plain) or 0, reverse=True
        )
    named = (_early, _named, _plan_headings, _announced)
    for said in chain(tasks, titles, *(source(parts) for source in named)):
        front.year = year_of(said.plain)
        if front.year is not None:
            front.place("year", said)
            break
    reports = any(speaks_of("progress", title.plain) for title in titles) or (
        any(_progress_headers(parts)) and (not tasks or period_of(titles[0].plain, _ANY_YEAR) is not None)
    )
    if front.year is None:
        _year_of_issue(front, reports=reports)
    headers = _progress_headers(parts) if reports else ()
    for said in (*titles, *headers, *_early(parts)):
        period = period_of(_without_year(said.plain), front.year)
        if period is not None and reports:
            front.period = period
            front.place("period", said)
            return
        front.named_period = front.named_period or period


def _year_of_issue(front: Front, *, reports: bool) -> None:
    """The year of the document's date, where nothing names another: but for tasks assigned late in a year, which may
    be those of the next, and for reports of January, which are of the one before."""
    field = "issued_on" if front.issued_on is not None else "published_on"
    day = front.issued_on or (front.published_on if reports else None)
    if day is None:
        return
    month = int(day[5:7])
    if (month > 1) if reports else (month <= _LATEST):
        front.year = int(day[:4])
        front.place("year", Said(front.said[field], front.origins[field]))


def period_of_tasks(tasks: Sequence[Task], year: int | None) -> Period | None:
    """The period that the progress of most tasks opens with (全年，…), where no title names one."""
    periods = Counter(
        period.label
        for task in tasks
        if task.progress and (period := period_of(_OPENING.split(task.progress)[0], year)) is not None
    )
    label, often = periods.most_common(1)[0] if periods else ("", 0)
    return period_of(label, year) if often * 2 > len(tasks) else None


def whole_year(front: Front) -> Period | None:
    """The year of which a report speaks that names no period, where it is dated in the first months of the next."""
    day = front.issued_on or front.published_on
    if day is None or front.year is None or int(day[:4]) != front.year + 1 or int(day[5:7]) > _LATE:
        return None
    return Period(label=f"{front.year}年", start=f"{front.year}-01-01", end=f"{front.year}-12-31")


def _said(text: Text) -> Said:
    return Said(text.plain, str(text.origin) if text else None)


def _without_year(text: str) -> str:
    """A title without its year, and without words that only sound like a period (年度, 上半年度 …)."""
    return re.sub(r"(?:19|20)[0-9]{2}\s*年(?:度)?", "", fold(text)).replace("年度", "")


def _named(parts: Sequence[Part]) -> Iterator[Said]:
    """Titles between 《》 in the notice."""
    for part in parts[:2]:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                for title in re.findall(r"《([^《》]{4,60})》", block.text.plain):
                    yield Said(title, str(block.text.origin))


def _announced(parts: Sequence[Part]) -> Iterator[Said]:
    """Years without a month in the words above the first numbered paragraph: 现就2031年工作提出如下分工."""
    for part in parts[:3]:
        for block in part.blocks:
            if not isinstance(block, Paragraph) or marker(block.text.plain) is not None:
                continue
            for year in (
                _BARE_YEAR.findall(fold(block.text.plain)) if len(block.text.plain) <= _NOTICE else ()
            ):
                yield Said(year, str(block.text.origin))


def _plan_headings(parts: Sequence[Part]) -> Iterator[Said]:
    """Chapters of a report without a title that say what is to be done: 二、2031年工作安排."""
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Paragraph) and len(block.text.plain) <= _HEADING:
                plain = block.text.plain
                found = marker(plain)
                chapter = (
                    found.kind in {"一、", "第一章"}
                    if found is not None
                    else plain.endswith(words("report", "chapter_end"))
                )
                if chapter and heading_kind(plain) == "plan":
                    yield _said(block.text)


def _progress_headers(parts: Sequence[Part]) -> Iterator[Said]:
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table):
                for cell in block.grid[0]:
                    if cell is not None and column_field(cell.text.plain) == "progress":
                        yield _said(cell.text)


def _early(parts: Sequence[Part]) -> Iterator[Said]:
    """Lines below a title that name only a month, or a period in brackets: 2031年11月, （2031年1-10月）."""
    for part in parts[:2]:
        for block in part.blocks[:4]:
            if isinstance(block, Paragraph) and iso_date(block.text.plain) is None:
                plain = block.text.plain
                if is_date_line(plain) or _BRACKETED.match(fold(plain)):
                    yield _said(block.text)
