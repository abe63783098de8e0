"""Tables that stand on their side, a task in each column: turned, so that every task is a row."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Table, Text
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.folding import fold
from govtask_cli.repair.laid_out_columns import counts

STEP: Final = "transposed"
_SURELY: Final = 4
"""Of so many values one may be a header word too: 完成上级任务."""
Grid = tuple[tuple[Cell | None, ...], ...]
_PAIR: Final = 2
_STRANGE: Final = 3
"""Below a row of numbers one header word of so many may be unknown."""
_FEWEST: Final = 3
"""Header words in the first column; with fewer it may be a table of one row that names a few things."""


def turn_tables(document: Document) -> Document:
    """Tables whose first column holds the header words are turned; every one leaves a note."""
    blocks: list[Block] = []
    notes: list[Note] = []
    turned: set[str] = set()  # the header words of such tables
    for block in document.blocks:
        if isinstance(block, Table) and (_lies(block) or _is_last_piece(block, turned)):
            turned.update(_word(row[0]) for row in block.grid)
            grid = _turned(block.grid)
            where = Text.join((cell.text for cell in grid[0] if cell is not None), " ")
            notes.append(Note(STEP, "rebuilt", "a table with its header at the left was turned", where))
            blocks.append(Table(grid=grid, header=1, gap=block.gap))
        else:
            blocks.append(block)
    return document.mended(blocks, notes)


def _is_last_piece(table: Table, turned: AbstractSet[str]) -> bool:
    """Whether a table of labels and values is the last task of tables with the same labels that stand on their side."""
    labels = [_word(row[0]) for row in table.grid]
    return len(table.grid[0]) == _PAIR and len(labels) >= _FEWEST and turned >= set(labels)


def _turned(grid: Grid) -> Grid:
    """The rows of one such table, or of several below one another with the same first header word."""
    first = _word(grid[0][0])
    begins = [at for at, row in enumerate(grid) if _word(row[0]) == first]
    pieces = [grid[begin:end] for begin, end in zip_longest(begins, begins[1:])]
    turned = [tuple(zip(*piece, strict=True)) for piece in pieces]
    alike = all(list(map(_word, piece[0])) == list(map(_word, turned[0][0])) for piece in turned)
    if len(turned) == 1 or not alike:
        return tuple(zip(*grid, strict=True))
    return (
        turned[0][0],
        *(row for piece in turned for row in piece[1:] if any(cell and cell.text for cell in row)),
    )


def _word(cell: Cell | None) -> str:
    return fold(cell.text.plain) if cell is not None else ""


def _lies(table: Table) -> bool:
    """Whether the words of the header stand in the first column, one a row, and nowhere else."""
    if len(table.grid[0]) < _FEWEST:
        return False
    heads = [_field(row[0]) for row in table.grid if not is_region(_word(row[0]))]
    strange = heads.count(None)
    if strange and (strange * _STRANGE > len(heads) or not _counts_across(table.grid[0])):
        return False
    if len(set(heads) - {None}) < _FEWEST or not {"content", "name"} & set(heads):
        return False
    if _pairs_up(table.grid):
        return False
    values = [_field(cell) for row in table.grid for cell in row[1:]]
    known = sum(field is not None for field in values)
    return known * _SURELY <= len(values) and all(_field(cell) is None for cell in table.grid[0][1:])


def _counts_across(row: tuple[Cell | None, ...]) -> bool:
    """Whether a row is that of the numbers: 序号 | 1 | 2 | 3."""
    numbers = [_word(cell) for cell in row[1:] if _word(cell)]
    return _field(row[0]) == "number" and len(numbers) > 1 and all(map(counts, numbers))


def _pairs_up(grid: Grid) -> bool:
    """Whether the third column holds labels too, the same ones in every card: 项目编号 1 项目性质 续建."""
    first = _word(grid[0][0])
    begins = [at for at, row in enumerate(grid) if _word(row[0]) == first]
    cards = [[_word(row[2]) for row in grid[begin:end]] for begin, end in zip_longest(begins, begins[1:])]
    return len(cards) > 1 and all(card == cards[0] for card in cards) and len(set(cards[0]) - {""}) > 1


def _field(cell: Cell | None) -> str | None:
    return column_field(cell.text.plain) if cell is not None and cell.text else None
