"""Rows of plain text: most rows of a long table hold nothing else, and are read in one pass over its elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.docx_names import (
    ALTERNATE,
    CELL,
    CONTROL,
    DELETION,
    DOUBLE_STRIKE,
    INSERTION,
    MOVED_AWAY,
    MOVED_HERE,
    PARAGRAPH,
    ROW,
    SPAN,
    STRIKE,
    STYLE,
    TABLE,
    TEXT,
    VAL,
    VANISH,
    VERTICAL_MERGE,
    whole,
    word,
)
from govtask_cli.readers.word_grid import MOST_COLUMNS, PlainCell

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN_STYLE: Final = word("rStyle")
_WALKED: Final = (
    *(TABLE, INSERTION, DELETION, MOVED_HERE, MOVED_AWAY, CONTROL, ALTERNATE, VANISH, STRIKE, DOUBLE_STRIKE),
    *map(word, ("tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "fldChar", "ruby", "numPr", "customXml")),
    *map(word, ("drawing", "pict", "object", "specVanish", "tcPrChange")),
    *map(word, ("gridBefore", "gridAfter", "hMerge", "hidden", "cellDel")),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
"""What makes a row one to walk through cell by cell: changes, automatic numbers, fields, breaks, nested tables …"""


def plain_rows(
    table: _Element, rows: Sequence[_Element], acting: frozenset[str]
) -> Iterator[list[PlainCell] | None]:
    """The cells of every row that holds nothing but plain text, None for any other. acting: the styles that number
    or hide, so that what stands in them is not plain."""
    waiting = iter(rows)
    following = next(waiting, None)
    cells: list[PlainCell] | None = None
    now = PlainCell()
    opened = False
    styles = (STYLE, _RUN_STYLE) if acting else ()
    for element in table.iter(TEXT, PARAGRAPH, CELL, ROW, SPAN, VERTICAL_MERGE, *styles, *_WALKED):
        tag = element.tag
        if tag == TEXT:
            now.pieces.append(element.text or "")
        elif tag == PARAGRAPH:
            now.pieces.append("\n")
        elif tag == CELL:
            if cells is not None:
                now = PlainCell()
                cells.append(now)
        elif tag == ROW:
            if element is following:
                if opened:
                    yield cells
                opened, cells = True, []
                following = next(waiting, None)
        elif tag == SPAN:
            now.span = span_of(element.get(VAL))
        elif tag == VERTICAL_MERGE:
            now.down = element.get(VAL) == "restart"
        elif tag not in styles or element.get(VAL) in acting:
            cells = None
    if opened:
        yield cells


def span_of(said: str | None) -> int:
    """How many columns a cell says that it has."""
    return min(max(whole(said, 1), 1), MOST_COLUMNS)
