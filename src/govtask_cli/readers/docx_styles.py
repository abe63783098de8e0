"""The styles of a Word document: what they say about numbers, hidden text, indents and tables of contents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.docx_names import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VAL,
    VANISH,
    is_on,
    value,
    whole,
    word,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE: Final = word("style")
_ID: Final = word("styleId")
_TYPE: Final = word("type")
_DEFAULT: Final = word("default")
_NUMBER: Final = word("numPr")
_NUMBER_ID: Final = word("numId")
_LEVEL: Final = word("ilvl")
_INDENT: Final = word("ind")
_FIRST: Final = (word("firstLine"), word("firstLineChars"))
_CHAIN: Final = 50
"""A style that stands on more styles than these stands on itself."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says; None where it says nothing. `number` and `level` name its list, "0" none."""

    number: str | None = None
    level: int | None = None
    hidden: bool | None = None
    indented: bool | None = None
    contents: bool = False

    @property
    def acts(self) -> bool:
        """Whether it numbers or hides what stands in it."""
        return self.hidden is True or self.number not in (None, "0")

    def over(self, base: Style) -> Style:
        """This style where it says something, else the one that it stands on."""
        return Style(
            base.number if self.number is None else self.number,
            base.level if self.level is None else self.level,
            base.hidden if self.hidden is None else self.hidden,
            base.indented if self.indented is None else self.indented,
            self.contents or base.contents,
        )


PLAIN: Final = Style()


class Styles:
    """The styles by their names; each is put together with those that it stands on, once."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, Style] = {}
        self._default: str | None = None
        for element in root.iterchildren(_STYLE) if root is not None else ():
            name = element.get(_ID)
            if name is None:
                continue
            self._elements.setdefault(name, element)
            if element.get(_TYPE) == "paragraph" and element.get(_DEFAULT) in {"1", "true", "on"}:
                self._default = name

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph that names this one; None names the default."""
        if name not in self._elements:
            name = self._default
        return self._style(name, 0)

    def hides(self, name: str | None) -> bool:
        """Whether a style of characters hides them."""
        return self._style(name, 0).hidden is True

    @cached_property
    def acting(self) -> frozenset[str]:
        """The names of the styles that number or hide."""
        return frozenset(name for name in self._elements if self._style(name, 0).acts)

    @property
    def lists(self) -> dict[str, str]:
        """Style → its list: a list may name the style of another one."""
        known = {name: self._style(name, 0).number for name in self._elements}
        return {name: number for name, number in known.items() if number is not None}

    def _style(self, name: str | None, depth: int) -> Style:
        if name is None or name not in self._elements or depth > _CHAIN:
            return PLAIN
        if name not in self._known:
            element = self._elements[name]
            base = self._style(value(element, word("basedOn")), depth + 1)
            self._known[name] = _read(element).over(base)
        return self._known[name]


def numbering(properties: _Element | None) -> tuple[str | None, int | None]:
    """The list and the level that the properties of a paragraph name."""
    element = properties.find(_NUMBER) if properties is not None else None
    level = value(element, _LEVEL)
    return value(element, _NUMBER_ID), whole(level, 0) if level is not None else None


def indented(properties: _Element | None) -> bool | None:
    """Whether the first line of a paragraph is indented; None where its properties do not say."""
    element = properties.find(_INDENT) if properties is not None else None
    if element is None or not any(name in element.attrib for name in _FIRST):
        return None
    return any(whole(element.get(name), 0) > 0 for name in _FIRST)


def hidden(properties: _Element | None) -> bool | None:
    """Whether characters with these properties are hidden; None where these do not say."""
    element = properties.find(VANISH) if properties is not None else None
    return is_on(element) if element is not None else None


def _read(element: _Element) -> Style:
    properties = element.find(PARAGRAPH_PROPERTIES)
    number, level = numbering(properties)
    name = element.find(word("name"))
    title = name.get(VAL, "").lower() if name is not None else ""
    return Style(
        number,
        level,
        hidden(element.find(RUN_PROPERTIES)),
        indented(properties),
        title.startswith(("toc ", "table of figures")),
    )
