"""Automatic numbers, counted as Word counts them: what `numbering.xml` defines and the paragraphs ask for.

An abstract list defines up to nine levels; a list (`w:num`) stands on one and may start anew or define levels of
its own. Lists on the same abstract list go on counting together. A level starts again behind any higher level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.docx_counting import counted
from govtask_cli.readers.docx_names import RUN_PROPERTIES, VAL, is_on, value, whole, word
from govtask_cli.readers.docx_styles import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS: Final = 9
_LEVEL: Final = word("lvl")
_AT: Final = word("ilvl")
_FORM: Final = word("numFmt")
_NUMBER_ID: Final = word("numId")
_ABSTRACT: Final = word("abstractNum")
_ABSTRACT_ID: Final = word("abstractNumId")
_START_OVER: Final = word("startOverride")
_PLACE: Final = re.compile("%([1-9])")
_DASHES: Final = frozenset("-–—―－─")
_LINKS: Final = 5
"""Lists that stand on a style's list stand on no longer a chain."""


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


class _List:
    """A list: its levels, the counters that it shares, and where it starts anew."""

    def __init__(self, levels: dict[int, Level], counters: list[int | None], anew: dict[int, int]) -> None:
        self.levels, self.counters, self.anew = levels, counters, anew

    def level(self, at: int) -> Level:
        return self.levels.get(at) or Level(text=f"%{at + 1}.")


class Numbering:
    """The lists of a document. `next` counts, so every numbered paragraph is asked about once, in order."""

    def __init__(self, root: _Element | None, style_lists: dict[str, str] | None = None) -> None:
        self._lists: dict[str, _List] = {}
        if root is not None:
            self._define(root, style_lists or {})

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

    def _define(self, root: _Element, style_lists: dict[str, str]) -> None:
        abstracts = {
            element.get(_ABSTRACT_ID, ""): element for element in reversed(list(root.iterchildren(_ABSTRACT)))
        }
        lists = {element.get(_NUMBER_ID, ""): element for element in root.iterchildren(word("num"))}
        levels: dict[str, dict[int, Level]] = {}
        counters: dict[str, list[int | None]] = {}
        for number, element in lists.items():
            name = _resolved(value(element, _ABSTRACT_ID), abstracts, lists, style_lists)
            if name is None:
                continue
            if name not in levels:
                levels[name], counters[name] = _levels(abstracts[name]), [None] * LEVELS
            own, anew = _overrides(element)
            self._lists[number] = _List({**levels[name], **own}, counters[name], anew)


def _resolved(
    name: str | None, abstracts: dict[str, _Element], lists: dict[str, _Element], style_lists: dict[str, str]
) -> str | None:
    """The abstract list that holds the levels: one may only name the style of the list that does."""
    for _ in range(_LINKS):
        if name is None or name not in abstracts:
            return None
        link = value(abstracts[name], word("numStyleLink"))
        if link is None:
            return name
        element = lists.get(style_lists.get(link, ""))
        name = value(element, _ABSTRACT_ID)
    return None


def _levels(parent: _Element) -> dict[int, Level]:
    return {
        at: _level(element)
        for element in parent.iterchildren(_LEVEL)
        if 0 <= (at := whole(element.get(_AT), -1)) < LEVELS
    }


def _overrides(element: _Element) -> tuple[dict[int, Level], dict[int, int]]:
    """The levels that a list defines itself, and the numbers at which it starts anew."""
    own: dict[int, Level] = {}
    anew: dict[int, int] = {}
    for override in element.iterchildren(word("lvlOverride")):
        at = whole(override.get(_AT), -1)
        start = value(override, _START_OVER)
        level = override.find(_LEVEL)
        if level is not None:
            own[at] = _level(level)
        if start is not None:
            anew[at] = whole(start, 1)
    return own, anew


def _level(element: _Element) -> Level:
    restart = value(element, word("lvlRestart"))
    form = next((found.get(VAL, "decimal") for found in element.iter(_FORM)), "decimal")
    text = value(element, word("lvlText")) or ""
    if hidden(element.find(RUN_PROPERTIES)):
        text = ""
    return Level(
        start=whole(value(element, word("start")), 0),
        form=form,
        text=text,
        suffix=value(element, word("suff")) or "tab",
        restart=whole(restart, 0) if restart is not None else None,
        legal=is_on(element.find(word("isLgl"))),
        style=value(element, word("pStyle")),
    )


def _printed(known: _List, at: int, level: Level) -> str:
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
