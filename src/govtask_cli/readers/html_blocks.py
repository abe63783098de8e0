"""The text of a page as a browser lays it out: lines, and the tables between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govtask_cli.readers.html_dom import BREAK, EMBEDDED, Element
from govtask_cli.readers.html_lists import numbered

_BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp", "plaintext", "#text")
)  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
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
    flow = _Flow(in_cell)
    stack: list[Element | str | _Close] = [box]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            flow.add(item)
        elif item is BREAK:
            yield from flow.line()
        elif isinstance(item, _Close):
            yield from flow.close(item.element)
        elif item.dropped:
            yield Left(item)
        elif item.tag in EMBEDDED:
            yield Embedded(item)
        elif item.is_grid and not in_cell and item is not box:
            yield from flow.end()
            yield item
        else:
            yield from flow.open(item)
            stack.append(_Close(item))
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


class _Flow:
    """The line that is being filled, and how it is to be read. What ends a line gives it."""

    def __init__(self, in_cell: bool) -> None:
        self.in_cell = in_cell
        self.pieces: list[str] = []
        self.gap = 0
        self.printed = self.heading = 0
        self.numbers: dict[int, str] = {}
        self.number = ""
        self.joined: set[int] = set()

    def add(self, text: str) -> None:
        """More text on the line."""
        self.pieces.append(text)

    def open(self, element: Element) -> Sequence[Line]:
        """An element begins."""
        tag = element.tag
        ended: Sequence[Line] = ()
        if tag in _BLOCKS and id(element) not in self.joined:
            if self.in_cell and tag in _CELLS:
                self.pieces.append(" ")
            else:
                ended = self.end()
        if tag == "ol":
            self.numbers.update(numbered(element))
        elif tag == "li":
            self.number = self.numbers.pop(id(element), "")
        elif tag == "dl":
            self.joined.update(_joined(element))
        elif tag in _PRINTED:
            self.printed += 1
        elif tag in _HEADINGS:
            self.heading += 1
        return ended

    def close(self, element: Element) -> Sequence[Line]:
        """An element ends."""
        tag = element.tag
        ended: Sequence[Line] = ()
        if tag == "dt" and id(element) in self.joined:
            self.pieces.append(" ")
        elif tag in _BLOCKS and not (self.in_cell and tag in _CELLS):
            ended = self.end(empty=tag in {"p", "div"} and bool(self.pieces))
        if tag == "li":
            self.number = ""
        elif tag in _PRINTED:
            self.printed -= 1
        elif tag in _HEADINGS:
            self.heading -= 1
        return ended

    def line(self) -> Sequence[Line]:
        """A line break; in a heading it only wraps."""
        if not self.heading:
            return self.end(empty=True)
        self.pieces.append(" ")
        return ()

    def end(self, *, empty: bool = False) -> Sequence[Line]:
        """The line ends; one without text makes a gap where it is `empty` on purpose (a break, a blank)."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if self.printed:
            return [
                line
                for at, plain in enumerate(_BREAK.split(text))
                for line in self._line(plain, empty or at > 0)
            ]
        return self._line(_BLANK.sub(" ", text).strip(" ") if text else "", empty)

    def _line(self, plain: str, empty: bool) -> Sequence[Line]:
        if not plain or plain.isspace():
            self.gap += empty
            return ()
        line = Line(self.number + plain.lstrip() if self.number else plain, self.gap)
        self.gap, self.number = 0, ""
        return (line,)


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
