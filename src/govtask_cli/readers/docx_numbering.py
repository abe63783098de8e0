"""The lists that `numbering.xml` defines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from govtask_cli.readers.docx_names import RUN_PROPERTIES, VAL, is_on, value, whole, word
from govtask_cli.readers.docx_styles import hidden
from govtask_cli.readers.word_lists import LEVELS, Level, List, Lists

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVEL: Final = word("lvl")
_AT: Final = word("ilvl")
_FORM: Final = word("numFmt")
_NUMBER_ID: Final = word("numId")
_ABSTRACT: Final = word("abstractNum")
_ABSTRACT_ID: Final = word("abstractNumId")
_START_OVER: Final = word("startOverride")
_LINKS: Final = 5
"""Lists that stand on a style's list stand on no longer a chain."""


def read_lists(root: _Element | None, style_lists: dict[str, str]) -> Lists:
    """The lists of a file; style_lists: the list of each style, as a list may name the style of another."""
    if root is None:
        return Lists({})
    abstracts = {
        element.get(_ABSTRACT_ID, ""): element for element in reversed(list(root.iterchildren(_ABSTRACT)))
    }
    elements = {element.get(_NUMBER_ID, ""): element for element in root.iterchildren(word("num"))}
    levels: dict[str, dict[int, Level]] = {}
    counters: dict[str, list[int | None]] = {}
    lists: dict[str, List] = {}
    for number, element in elements.items():
        name = _resolved(value(element, _ABSTRACT_ID), abstracts, elements, style_lists)
        if name is None:
            continue
        if name not in levels:
            levels[name], counters[name] = _levels(abstracts[name]), [None] * LEVELS
        own, anew = _overrides(element)
        lists[number] = List({**levels[name], **own}, counters[name], anew)
    return Lists(lists)


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
