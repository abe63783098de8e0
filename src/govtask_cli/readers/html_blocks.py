"""The text of a page as a browser lays it out: lines, and the tables between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from govtask_cli.readers.html_dom import EMBEDDED, Element
from govtask_cli.readers.html_lists import numbered

_BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp", "plaintext", "#text")
)  # fmt: skip
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PRINTED: Final = frozenset(("pre", "listing", "xmp", "plaintext"))
_BLANK: Final = re.compile("[ \t\n\r\f]+")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_TERM: Final = 14
"""A term of so many characters and its description stand on one line."""


class Line(NamedTuple):
    """A line of text and the number of empty lines above it."""

    text: str
    gap: int


class Left(NamedTuple):
    """An element whose text is left out; `Element.dropped` says why."""

    element: Element


class Embedded(NamedTuple):
    """An element whose text stands in another file."""

    element: Element


Piece = Line | Left | Embedded | Element


def laid_out(box: Element, *, in_cell: bool = False) -> Iterator[Piece]:
    """The lines of a box, what is left out, and its tables of data and metadata (as elements). In a cell a table
    becomes lines, one a row."""
    flow = _Flow()
    stack: list[Element | str | _Close] = [box]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            flow.add(item)
        elif isinstance(item, _Close):
            yield from flow.close(item)
        elif item.dropped:
            yield Left(item)
        elif item.tag in EMBEDDED:
            yield Embedded(item)
        elif item.tag == "br":
            yield from flow.line()
        elif item.is_grid and not in_cell and item is not box:
            yield from flow.end()
            yield item
        else:
            yield from flow.open(item, in_cell=in_cell)
            stack.append(_Close(item, in_cell=in_cell))
            stack.extend(reversed(item.items))
    yield from flow.end()


def lone_line(cell: Element) -> str | None:
    """The text of a box that holds but one line, as most cells do; None for any other."""
    items = cell.items
    if len(items) != 1:
        items = [item for item in items if not isinstance(item, str) or not item.isspace()]
    while len(items) == 1 and isinstance(items[0], Element):
        inner = items[0]
        if inner.tag not in {"p", "div"} or inner.dropped:
            return None
        items = inner.items
    if any(isinstance(item, Element) for item in items):
        return None
    return _BLANK.sub(" ", "".join(item for item in items if isinstance(item, str))).strip(" ")


class _Close(NamedTuple):
    """The end of an element."""

    element: Element
    in_cell: bool


class _Flow:
    """The line that is being filled, and how it is to be read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.gap = 0
        self.printed = self.heading = 0
        self.numbers: dict[int, str] = {}
        self.number = ""
        self.joined: set[int] = set()

    def add(self, text: str) -> None:
        """More text on the line."""
        self.pieces.append(text if self.printed else _BLANK.sub(" ", text))

    def open(self, element: Element, *, in_cell: bool) -> Iterator[Line]:
        """An element begins."""
        if element.tag in _BLOCKS and id(element) not in self.joined:
            if in_cell and element.tag in {"td", "th"}:
                self.pieces.append(" ")
            else:
                yield from self.end()
        if element.tag == "ol":
            self.numbers.update(numbered(element))
        elif element.tag == "li":
            self.number = self.numbers.pop(id(element), "")
        elif element.tag == "dl":
            self.joined.update(_joined(element))
        self.printed += element.tag in _PRINTED
        self.heading += element.tag in _HEADINGS

    def close(self, closing: _Close) -> Iterator[Line]:
        """An element ends."""
        element = closing.element
        if element.tag == "dt" and id(element) in self.joined:
            self.pieces.append(" ")
        elif element.tag in _BLOCKS and not (closing.in_cell and element.tag in {"td", "th"}):
            yield from self.end(empty=element.tag in {"p", "div"} and bool(self.pieces))
        if element.tag == "li":
            self.number = ""
        self.printed -= element.tag in _PRINTED
        self.heading -= element.tag in _HEADINGS

    def line(self) -> Iterator[Line]:
        """A line break; in a heading it only wraps."""
        if self.heading:
            self.pieces.append(" ")
        else:
            yield from self.end(empty=True)

    def end(self, *, empty: bool = False) -> Iterator[Line]:
        """The line ends; one without text makes a gap where it is `empty` on purpose (a break, a blank)."""
        text = "".join(self.pieces)
        self.pieces.clear()
        lines = _BREAK.split(text) if self.printed else [_BLANK.sub(" ", text).strip(" ")]
        for at, plain in enumerate(lines):
            if plain.strip():
                yield Line(self.number + (plain.lstrip() if self.number else plain), self.gap)
                self.gap, self.number = 0, ""
            elif (empty and at == 0) or at:
                self.gap += 1


def _joined(described: Element) -> Iterator[int]:
    """The short terms of a list of descriptions, and the descriptions that follow them on the line (by id)."""
    last: Element | None = None
    for child in described.children():
        if child.dropped:
            continue
        if child.tag == "dd" and last is not None and last.tag == "dt" and 0 < last.chars <= _TERM:
            yield id(last)
            yield id(child)
        last = child
