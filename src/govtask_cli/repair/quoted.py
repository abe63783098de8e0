"""Cells of several lines in rows that were copied from a spreadsheet: between quotation marks, beside tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text

STEP: Final = "quoted"
_OPENED: Final = re.compile(r'(?:^|\t)"[^"\t]*$')
"""A cell that opens at the end of a line and does not close on it."""
_CLOSED: Final = re.compile(r'^[^"\t]*"(?=\t|$)')
_QUOTED: Final = re.compile(r'(?:^|(?<=\t))"(?P<cell>[^"\t]{0,4000})"(?=\t|$)')
_LINES: Final = 24
"""A cell takes at most so many lines."""


def join_quoted(document: Document) -> Document:
    """The lines of a row that a spreadsheet broke inside quoted cells become one, without the quotation marks."""
    if not any(isinstance(block, Paragraph) and '"' in block.text.plain for block in document.blocks):
        return document
    kept: list[Block] = []
    notes: list[Note] = []
    at = 0
    blocks = document.blocks
    while at < len(blocks):
        block = blocks[at]
        size = _lines_of_row(blocks, at) if isinstance(block, Paragraph) else 1
        lines = [line for line in blocks[at : at + size] if isinstance(line, Paragraph)]
        if isinstance(block, Paragraph) and size > 1 and any("\t" in line.text.plain for line in lines):
            row = Text.join((line.text for line in lines), "\n")
            notes.append(Note(STEP, "joined", "a row that its quoted cells broke was joined", block.text))
            kept.append(Paragraph(unquoted(row), block.gap))
            at += size
        else:
            kept.append(block)
            at += 1
    return document.mended(kept, notes)


def _lines_of_row(blocks: Sequence[Block], at: int) -> int:
    """How many lines the row at `at` takes: one more as long as a quoted cell is open at its end; 1 where one never
    closes."""
    size = 1
    while True:
        last = blocks[at + size - 1]
        if not isinstance(last, Paragraph) or _OPENED.search(_end_of(last, inside=size > 1)) is None:
            return size
        closing = next(
            (
                below
                for below, line in enumerate(islice(blocks, at + size, at + size + _LINES), start=size)
                if isinstance(line, Paragraph) and _CLOSED.match(line.text.plain)
            ),
            None,
        )
        between = blocks[at + size : at + closing] if closing is not None else ()
        if closing is None or any(
            not isinstance(line, Paragraph) or "\t" in line.text.plain for line in between
        ):
            return size
        size = closing + 1


def _end_of(line: Paragraph, *, inside: bool) -> str:
    """A line without the end of the cell that the line above opened."""
    plain = line.text.plain
    closed = _CLOSED.match(plain) if inside else None
    return plain[closed.end() :] if closed is not None else plain


def unquoted(row: Text) -> Text:
    """A row without the quotation marks that a spreadsheet puts around a cell of several lines."""
    pieces: list[Text] = []
    at = 0
    for match in _QUOTED.finditer(row.plain):
        pieces += [row.cut(at, match.start()), row.cut(*match.span("cell"))]
        at = match.end()
    return Text.join([*pieces, row.cut(at)]) if pieces else row
