"""Cells that only say that the one above them counts for their row too: 同上, 〃."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from govtask_cli.document import Cell, Document, Note, Table
from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import words
from govtask_cli.repair.cut_rows import header_row

STEP: Final = "dittos"
_LONGEST: Final = 6
_Row = tuple[Cell | None, ...]


def fill_dittos(document: Document) -> Document:
    """Every such cell holds what the cell above it holds; the sign becomes a note."""
    notes: list[Note] = []
    blocks = [
        replace(block, grid=tuple(_filled(block.grid, _below_header(block), notes)))
        if isinstance(block, Table) and any(_is_ditto_in(row) for row in block.grid)
        else block
        for block in document.blocks
    ]
    return document.mended(blocks, notes) if notes else document


@cache
def _signs() -> frozenset[str]:
    return frozenset(fold(word) for word in words("furniture", "ditto"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(word[:1] for word in words("furniture", "ditto"))


def is_ditto(text: str) -> bool:
    """Whether a cell holds nothing but a sign that repeats the one above."""
    return (
        0 < len(text) <= _LONGEST
        and text.strip("()（） ")[:1] in _heads()
        and fold(text).strip("()") in _signs()
    )


def _is_ditto_in(row: Sequence[Cell | None]) -> bool:
    return any(cell is not None and is_ditto(cell.text.plain) for cell in row)


def _below_header(table: Table) -> int:
    """Where the rows begin that are none of the header."""
    header = header_row(table)
    return max(table.header or 0, header + 1 if header is not None else 0)


def _filled(grid: Sequence[_Row], begin: int, notes: list[Note]) -> Iterator[_Row]:
    """The rows with the cells that count for them; the header and a row of one cell (a section) stand above none."""
    above: list[Cell | None] = [None] * len(grid[0])
    yield from grid[:begin]
    for row in grid[begin:]:
        cells = list(row)
        for at, cell in enumerate(row):
            over = above[at]
            if cell is not None and over is not None and is_ditto(cell.text.plain):
                notes.append(
                    Note(STEP, "ditto", "the cell above counts for this row too", cell.text, dropped=True)
                )
                cells[at] = Cell(over.text)
        if len({id(cell) for cell in cells if cell is not None and cell.text}) > 1:
            above = [
                cell if cell is not None and cell.text else over
                for cell, over in zip(cells, above, strict=True)
            ]
        yield tuple(cells)
