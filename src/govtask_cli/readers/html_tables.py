"""Tables of a web page: which hold data and which only lay out the page, and the grid of those with data."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from govtask_cli.readers.html_dom import Element, Page
from govtask_cli.readers.html_words import is_label

_WIDEST: Final = 1_000
_HIGHEST: Final = 65_534
"""Spans beyond these are cut by browsers too."""
_MOSTLY: Final = 0.6
_FEW_ROWS: Final = 5
_MANY_BLOCKS: Final = 4
"""A cell with so many paragraphs and most of the text is a page, not a value …"""
_SHORT: Final = 20
"""… unless a label of so many characters stands beside it."""
_BOXES: Final = frozenset(("p", "div", "h1", "h2", "h3", "h4", "li", "section", "article", "br"))
_SECTIONS: Final = ("thead", "tbody", "tfoot")


class Place(NamedTuple):
    """A cell and where it stands: its first row and column, counted from 0, and how many it covers."""

    cell: Element
    row: int
    column: int
    rowspan: int
    colspan: int


class Grid(NamedTuple):
    """The cells of a table in the order of its rows, and its size."""

    places: Iterator[Place]
    rows: int
    columns: int


def judge_tables(page: Page) -> None:
    """Mark the tables that hold data and the lists of metadata (`Element.is_grid`), the innermost first: what only
    lays out the page stays unmarked."""
    inner: dict[int, int] = {}
    for element in reversed(page.elements):
        if element.tag == "dl":
            pairs = described(element)
            element.is_grid = bool(pairs) and all(is_label(term.text()) for term, _ in pairs)
        if element.tag != "table":
            continue
        nested = inner.get(id(element), 0)
        element.is_grid = not _is_layout(element, nested)
        above = _table_above(element)
        if above is not None:
            inner[id(above)] = inner.get(id(above), 0) + element.chars


def caption(table: Element) -> Element | None:
    """The caption of a table that has one."""
    return next((each for each in table.children() if each.tag == "caption" and not each.dropped), None)


def grid(table: Element) -> Grid:
    """Where the cells of a table stand; a list of descriptions has two columns. Rows and
    columns in which no cell with text begins are left out, so that an absurd span takes no room."""
    places = list(_placed(table) if table.tag == "table" else _paired(table))
    rows = sorted({place.row for place in places if place.cell.chars})
    columns = sorted({place.column for place in places if place.cell.chars})
    return Grid(_kept(places, rows, columns), len(rows), len(columns))


def _kept(places: list[Place], rows: list[int], columns: list[int]) -> Iterator[Place]:
    """The places of the cells among the rows and columns that are kept."""
    for cell, at, aside, rowspan, colspan in places:
        row, column = bisect_left(rows, at), bisect_left(columns, aside)
        below = row + 1 if rowspan == 1 else bisect_left(rows, at + rowspan)
        beyond = column + 1 if colspan == 1 else bisect_left(columns, aside + colspan)
        exact = row < len(rows) and column < len(columns)
        if rowspan == 1:
            exact = exact and rows[row] == at
        if colspan == 1:
            exact = exact and columns[column] == aside
        if exact and row < below and column < beyond:
            yield Place(cell, row, column, below - row, beyond - column)


def left_out(table: Element) -> Iterator[Element]:
    """What is not shown of a table's own rows and cells."""
    boxes = [table]
    while boxes:
        for child in boxes.pop().children():
            if child.dropped:
                yield child
            elif child.tag == "tr" or child.tag in _SECTIONS:
                boxes.append(child)


def described(listed: Element) -> list[tuple[Element, Element]]:
    """The terms of a list of descriptions with what follows each; none where they are not in pairs."""
    shown = [each for each in listed.children() if not each.dropped and each.tag != "br"]
    pairs = list(zip(shown[::2], shown[1::2], strict=False))
    if len(shown) % 2 or any(term.tag != "dt" or said.tag != "dd" for term, said in pairs):
        return []
    return pairs


def _is_layout(table: Element, nested: int) -> bool:
    """Whether a table only puts parts of the page beside one another. `nested`: the characters of tables in it."""
    if table.attributes.get("role") in {"presentation", "none"}:
        return True
    rows = list(_rows(table))
    filled = [
        [cell for cell in row.children() if cell.tag in {"td", "th"} and cell.chars and not cell.dropped]
        for row in rows
    ]
    cells = [cell for row in filled for cell in row]
    if max(map(len, filled), default=0) < 2 or nested >= _MOSTLY * table.chars:
        return True
    if any(cell.tag == "th" for cell in cells):
        return False
    most = max(cells, key=lambda cell: cell.chars)
    boxes = sum(1 for each in most.inside() if each.tag in _BOXES)
    if boxes < _MANY_BLOCKS or most.chars < _MOSTLY * table.chars or len(rows) > _FEW_ROWS:
        return False
    beside = next(row for row in filled if most in row)
    return not any(
        cell is not most and cell.chars <= _SHORT and cell.linked * 2 <= cell.chars for cell in beside
    )


def _table_above(element: Element) -> Element | None:
    above = element.parent
    while above is not None and above.tag != "table":
        above = above.parent
    return above


def _rows(table: Element) -> Iterator[Element]:
    """The rows that are shown, as they are shown: the head first and the foot last, wherever they are written."""
    for _, rows in _sections(table):
        yield from rows


def _sections(table: Element) -> Iterator[tuple[str, list[Element]]]:
    """The sections of a table in the order in which they are shown; rows outside of any make their own."""
    found: list[tuple[str, list[Element]]] = []
    for child in table.children():
        if child.dropped:
            continue
        if child.tag in _SECTIONS:
            found.append(
                (child.tag, [row for row in child.children() if row.tag == "tr" and not row.dropped])
            )
        elif child.tag == "tr":
            if not found or found[-1][0] != "tr":
                found.append(("tr", []))
            found[-1][1].append(child)
    order = {"thead": 0, "tfoot": 2}
    yield from sorted(found, key=lambda section: order.get(section[0], 1))


def _placed(table: Element) -> Iterator[Place]:
    """The cells with their first row and column, by the rules of HTML: a cell takes the first free place."""
    at = 0
    for _, rows in _sections(table):
        hanging: list[tuple[int, int, int]] = []  # (first column, past the last, past the last row)
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
            hanging = [each for each in hanging if each[2] > at]
            fresh: list[tuple[int, int, int]] = []
            column = held = 0
            for cell in row.children():
                if cell.dropped or cell.tag not in {"td", "th"}:
                    continue
                while held < len(hanging) and hanging[held][0] <= column:
                    column = max(column, hanging[held][1])
                    held += 1
                wide = _span(cell, "colspan", _WIDEST)
                high = min(_span(cell, "rowspan", _HIGHEST, none=left), left)
                if held < len(hanging):
                    wide = max(1, min(wide, hanging[held][0] - column))
                yield Place(cell, at, column, high, wide)
                if high > 1:
                    fresh.append((column, column + wide, at + high))
                column += wide
            hanging = sorted(hanging + fresh) if fresh else hanging
            at += 1


def _paired(listed: Element) -> Iterator[Place]:
    """The terms of a list of descriptions in the first column, what follows them in the second."""
    for at, pair in enumerate(described(listed)):
        yield from (Place(each, at, column, 1, 1) for column, each in enumerate(pair))


def _span(cell: Element, name: str, most: int, none: int = 1) -> int:
    """A span as the page writes it; 0 stands for `none`."""
    match = re.match(r"\s*\+?([0-9]{1,9})", cell.attributes.get(name, ""))
    return 1 if match is None else max(1, min(int(match[1]), most)) if int(match[1]) else none
