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
from govtask_cli.readers.word_grid import MOST_COLUMNS, PlainRow

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
) -> Iterator[PlainRow | None]:
    """Every row that holds nothing but plain text, None for any other. acting: the styles that number or hide, so that
    what stands in them is not plain."""
    waiting = iter(rows)
    following = next(waiting, None)
    row: PlainRow | None = None
    texts: list[str] = [""]
    opened = False
    styles = (STYLE, _RUN_STYLE) if acting else ()
    for element in table.iter(TEXT, PARAGRAPH, CELL, ROW, SPAN, VERTICAL_MERGE, *styles, *_WALKED):
        tag = element.tag
        if tag == TEXT:
            texts[-1] += element.text or ""
        elif tag == PARAGRAPH:
            texts[-1] += "\n"
        elif tag == CELL:
            if row is not None:
                texts = row.texts
                texts.append("")
        elif tag == ROW:
            if element is following:
                if opened:
                    yield _believed(row)
                opened, row, texts = True, PlainRow(), [""]
                following = next(waiting, None)
        elif row is None:
            continue
        elif tag == SPAN:
            row.merge(span=span_of(element.get(VAL)))
        elif tag == VERTICAL_MERGE:
            row.merge(down=element.get(VAL) == "restart")
        elif tag not in styles or element.get(VAL) in acting:
            row, texts = None, [""]
    if opened:
        yield _believed(row)


def _believed(row: PlainRow | None) -> PlainRow | None:
    """A row whose cells that are merged away are empty; text in one is to be looked at."""
    if row is not None and any(
        down is False and row.texts[at].strip() for at, (_, down) in row.merged.items()
    ):
        return None
    return row


def span_of(said: str | None) -> int:
    """How many columns a cell says that it has."""
    return min(max(whole(said, 1), 1), MOST_COLUMNS)
