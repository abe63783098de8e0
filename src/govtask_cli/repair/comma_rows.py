"""Rows whose cells commas divide, as a program exports them, below a header of the same form inside a text:

    序号,工作任务,责任单位
    1,新建公厕12座。,"区城管局
    区财政局"

Every such row becomes a line with tabs, which the steps below read as they read any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from govtask_cli.document import Block, Document, Note, Origin, Paragraph, Run, Text
from govtask_cli.grammar.columns import column_field

STEP: Final = "comma_rows"
_FEWEST_WORDS: Final = 3
_FEWEST_ROWS: Final = 2
_LINES: Final = 24
"""A row takes at most so many lines."""
_LONGEST_HEADER: Final = 200
_APART: Final = 8
"""So many lines that are no rows end a table."""
_CELL: Final = re.compile(r'[ \u3000]?"(?P<quoted>(?:[^"]|"")*)"[ \u3000]?(?=,|$)|(?P<plain>[^,"\n]*)(?=,|$)')
_STOP: Final = re.compile("[。；;！!？?]")


class Row(NamedTuple):
    """A row: its text, where its cells stand in it, how many lines it takes."""

    text: Text
    cells: list[tuple[int, int]]
    lines: int

    @property
    def texts(self) -> list[Text]:
        """The texts of the cells."""
        return [self.text.cut(begin, end).strip() for begin, end in self.cells]


def part_comma_rows(document: Document) -> Document:
    """Rows between commas below a header of known words become rows between tabs."""
    blocks = document.blocks
    if not any(isinstance(block, Paragraph) and block.text.plain.count(",") > 1 for block in blocks):
        return document
    kept: list[Block] = []
    notes: list[Note] = []
    at = width = strangers = 0
    while at < len(blocks):
        block = blocks[at]
        row = _row_at(blocks, at) if width or _may_head(block) else None
        if (
            row is not None
            and _is_header(row, blocks, at)
            and _has_rows(blocks, at + row.lines, len(row.cells))
        ):
            width, strangers = len(row.cells), 0
        if not width or row is None or len(row.cells) != width or not isinstance(block, Paragraph):
            strangers += 1
            width = width if strangers < _APART else 0
            kept.append(block)
            at += 1
            continue
        strangers = 0
        message = "commas and quotation marks between cells were removed"
        notes.append(Note(STEP, "rule", message, row.text.without(row.cells), dropped=True))
        kept.append(replace(block, text=_tabbed(row.texts, block.text.runs[0].origin)))
        at += row.lines
    return document.mended(kept, notes)


def _tabbed(cells: Sequence[Text], place: Origin) -> Text:
    """A row with a tab between two cells, empty ones too; a tab has the place of the cell before it."""
    runs: list[Run] = []
    for at, cell in enumerate(cells):
        if at:
            runs.append(Run("\t", place))
        runs.extend(cell.runs)
        place = cell.runs[-1].origin if cell.runs else place
    return Text(runs)


def _may_head(block: Block) -> bool:
    """A cheap look: a short line with commas and no stop."""
    if not isinstance(block, Paragraph) or not _has_signs(block):
        return False
    return len(block.text.plain) <= _LONGEST_HEADER and "。" not in block.text.plain


def _has_signs(line: Paragraph) -> bool:
    """Whether a line has a comma, or opens with a quoted cell that goes on below."""
    return "," in line.text.plain or line.text.plain.startswith('"')


def _is_header(row: Row, blocks: Sequence[Block], at: int) -> bool:
    """Whether a row names columns: three known words at least, some of them in the row below where cells of the header
    stand over several columns; and none that ends a sentence."""
    cells = [cell.plain for cell in row.texts]
    below = _row_at(blocks, at + row.lines) if not all(cells) and at + row.lines < len(blocks) else None
    if below is not None and len(below.cells) == len(cells) and not below.texts[0].plain:
        cells += [cell.plain for cell in below.texts]
    fields = {column_field(cell) for cell in cells} - {None}
    fewest = min(_FEWEST_WORDS, len(row.cells))
    return 1 < fewest <= len(fields) and not any(map(_STOP.search, cells))


def _has_rows(blocks: Sequence[Block], at: int, width: int) -> bool:
    """Whether rows as wide as the header follow it."""
    found = looked = 0
    while at < len(blocks) and looked < _APART:
        row = _row_at(blocks, at)
        fits = row is not None and len(row.cells) == width
        found += fits
        looked += 1
        at += row.lines if row is not None and fits else 1
    return found >= _FEWEST_ROWS


def _row_at(blocks: Sequence[Block], at: int) -> Row | None:
    """The row that opens with a line; None for a line that opens none."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or not _has_signs(block) or "\t" in block.text.plain:
        return None
    text = block.text
    for size in range(1, _LINES + 1):
        if text.plain.count('"') % 2 == 0:
            cells = _cells(text.plain)
            return Row(text, cells, size) if cells is not None else None
        following = blocks[at + size] if at + size < len(blocks) else None
        if not isinstance(following, Paragraph):
            return None
        text = Text.join([text, following.text], "\n")
    return None


def _cells(plain: str) -> list[tuple[int, int]] | None:
    """Where the cells stand between the commas, without the quotation marks around them; None where marks stand amid a
    cell."""
    found: list[tuple[int, int]] = []
    at = 0
    while at <= len(plain):
        match = _CELL.match(plain, at)
        if match is None:
            return None
        found.append(match.span("quoted" if match["quoted"] is not None else "plain"))
        at = match.end() + 1
    return found
