"""Automatic numbers, counted as Word counts them, whatever the format of the file that defines them.

An abstract list has up to nine levels; a list stands on one and may start anew or have levels of its own. Lists on
the same abstract list go on counting together. A level starts again behind any higher level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govtask_cli.readers.word_counting import counted

LEVELS: Final = 9
_PLACE: Final = re.compile("%([1-9])")
_DASHES: Final = frozenset("-–—―－─")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `text` is what is printed, with %1 … %9 for the numbers of the levels; `restart` the level
    (from 1) behind which it starts again: None any higher one, 0 none; `style` the style that belongs to it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed, and whether nothing parts it from the text behind it."""

    text: str
    close: bool = False

    def before(self, text: str) -> str:
        """The number with what stands between it and `text`: nothing where its own sign ends it (1. （一） 一、), a
        blank where the two would run into one another (第一条 总则, 1. 5G)."""
        if self.close or not self.text or not text or text[0].isspace():
            return self.text
        runs_on = self.text[-1].isalnum() or (self.text[-1] in ".．" and text[0].isdecimal())
        return f"{self.text} " if runs_on else self.text


class List:
    """A list: its levels, the counters that it shares with others, and the levels that start anew with it."""

    def __init__(self, levels: dict[int, Level], counters: list[int | None], anew: dict[int, int]) -> None:
        self.levels, self.counters, self.anew = levels, counters, anew

    def level(self, at: int) -> Level:
        """A level (from 0); one that is not defined counts in figures."""
        return self.levels.get(at) or Level(text=f"%{at + 1}.")


class Lists:
    """The lists of a document by their names. `next` counts: every numbered paragraph is asked about once, in order."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self._lists = lists

    def level_of(self, number: str, style: str | None) -> int | None:
        """The level that a style of paragraphs belongs to in a list."""
        known = self._lists.get(number)
        if known is None or style is None:
            return None
        return next((at for at, level in known.levels.items() if level.style == style), None)

    def next(self, number: str, at: int) -> Number | None:
        """The next number of a list at a level (from 0); None where the list is unknown or prints none."""
        known = self._lists.get(number)
        if known is None or not 0 <= at < LEVELS:
            return None
        level = known.level(at)
        counters = known.counters
        before = counters[at]
        anew = known.anew.pop(at, None)
        counters[at] = anew if anew is not None else level.start if before is None else before + 1
        for higher in range(at):  # a level that was passed over counts as begun
            if counters[higher] is None:
                counters[higher] = known.anew.pop(higher, known.level(higher).start)
        for deeper in range(at + 1, LEVELS):
            restart = known.level(deeper).restart
            if restart is None or at < restart:
                counters[deeper] = None
        text = _printed(known, at, level)
        return Number(text, level.suffix == "nothing") if text else None


def _printed(known: List, at: int, level: Level) -> str:
    """The number with its brackets and stops; a bullet is no number and prints nothing unless it is a dash, which
    the genre types by hand too (——培育文旅精品)."""
    if level.form == "bullet":
        return level.text if level.text and _DASHES.issuperset(level.text) else ""

    def said(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place > at:
            return ""
        own = known.level(place)
        number = known.counters[place]
        form = "decimal" if level.legal else own.form
        return counted(own.start if number is None else number, form)

    return _PLACE.sub(said, level.text)
