"""The signature below a table that a spreadsheet holds in cells: the body and the date become lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.titles import is_body

STEP: Final = "signed"


def lift_signatures(document: Document) -> Document:
    """The last rows of a table that hold nothing but a body and below it a date are lines; every lifting is noted."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        size = _signature(block) if isinstance(block, Table) else 0
        if not isinstance(block, Table) or not size:
            blocks.append(block)
            continue
        lines = [text for row in block.grid[-size:] if (text := _lone(row)) is not None]
        notes.append(Note(STEP, "signature", "a signature (落款) stood in cells of a table", lines[0]))
        blocks.append(replace(block, grid=block.grid[:-size]))
        blocks.extend(Paragraph(text, 1) for text in lines)
    return document.mended(blocks, notes)


def _signature(table: Table) -> int:
    """How many rows at the end are a signature: the body, the date, and empty rows behind."""
    size = 0
    while size + 2 < len(table.grid) and not any(
        cell.text for cell in table.grid[-size - 1] if cell is not None
    ):
        size += 1
    if size + 2 >= len(table.grid):
        return 0
    day, body = _lone(table.grid[-size - 1]), _lone(table.grid[-size - 2])
    signed = day is not None and body is not None and is_date_line(day.plain) and is_body(body.plain)
    return size + 2 if signed else 0


def _lone(row: Sequence[Cell | None]) -> Text | None:
    """The only text of a row."""
    filled = {id(cell): cell.text for cell in row if cell is not None and cell.text}
    return next(iter(filled.values())) if len(filled) == 1 else None
