"""Walking over the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from govtask_cli.document import Block, Cell, Label, Paragraph, Table, Text
from govtask_cli.grammar.dates import is_date_line


def each_text(
    blocks: Iterable[Block], mend: Callable[[Text], Text], mend_cell: Callable[[Text], Text] | None = None
) -> Iterator[Block]:
    """The blocks with `mend` applied to every text, or `mend_cell` to the cells of tables where it is given.

    A cell that stands in several places stays one cell.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            text = mend(block.text)
            yield block if text is block.text else replace(block, text=text)
        elif isinstance(block, Label):
            yield Label(mend(block.name), mend(block.value))
        else:
            yield _table(block, mend_cell or mend)


def cut_out(text: Text, matches: Iterable[re.Match[str]]) -> tuple[list[Text], list[Text]]:
    """What stands around the matches in a text, one piece more than there are matches, and what was matched."""
    kept: list[Text] = []
    taken: list[Text] = []
    at = 0
    for match in matches:
        kept.append(text.cut(at, match.start()))
        taken.append(text.cut(*match.span()))
        at = match.end()
    return [*kept, text.cut(at)], taken


def _table(table: Table, mend: Callable[[Text], Text]) -> Table:
    done: dict[int, Cell] = {}

    def once(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        if id(cell) not in done:
            text = mend(cell.text)
            done[id(cell)] = cell if text is cell.text else replace(cell, text=text)
        return done[id(cell)]

    grid = tuple(tuple(once(cell) for cell in row) for row in table.grid)
    return replace(table, grid=grid)


def plain_of(block: Block) -> str:
    """What a paragraph says, without blanks around it; "" for any other block."""
    return block.text.plain.strip() if isinstance(block, Paragraph) else ""


def stands_above_date(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line below is a date and nothing else: the line at `at` may be the body that signs."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(below, Paragraph) and is_date_line(below.text.plain)
