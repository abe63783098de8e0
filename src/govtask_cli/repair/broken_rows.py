"""Rows between tabs that the paragraphs of a cell broke into lines: put together again up to the header's columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from govtask_cli.document import Block, Note, Paragraph, Text
from govtask_cli.grammar.columns import column_field, header_match, is_piece
from govtask_cli.grammar.titles import is_annex_mark, is_title
from govtask_cli.repair.full_lines import glue_in_cell
from govtask_cli.repair.quoted import unquoted

STEP: Final = "tables"
_LOOKED_AT: Final = 60
_FEWEST: Final = 3
"""Known words that a header has at least."""
_REST: Final = 4
"""Characters of the rest of a header word on a line of its own."""
_LINES: Final = 10
"""Lines that one row may take."""


def rejoined(blocks: Iterable[Block], notes: list[Note]) -> Iterator[Block]:
    """The blocks; below a header of n words between tabs, a line with fewer tabs goes on in the lines below it as long
    as these together have the tabs of a row. Cells that hold no word stand between tabs all the same."""
    held = list(blocks)
    width = usual = at = 0
    while at < len(held):
        block = held[at]
        at += 1
        if not isinstance(block, Paragraph):
            width = 0
            yield block
            continue
        plain = block.text.plain
        if width and (is_annex_mark(plain) or is_title(plain)):
            width = 0  # another sheet, with columns of its own
        tabs = plain.count("\t")
        known = {column_field(cell) for cell in plain.split("\t")} - {None} if tabs >= _FEWEST - 1 else ()
        if len(known) >= _FEWEST:
            width, usual = tabs, _usual_below(held, at, tabs)
            if (rest := _header_rest(plain, held[at : at + 2], tabs)) is not None:
                notes.append(Note(STEP, "joined", "a header cell in two lines was joined", rest.text))
                yield Paragraph(Text.join([block.text, rest.text]), block.gap)
                at += 1
                continue
        size = 0
        if 0 < tabs < width and _opens_row(plain):
            # rows that lack the cell of a merged category have fewer tabs, all of them as many
            lacks = tabs < usual and usual < width
            size = _lines_of_row(held, at, tabs, usual if lacks else width)
        if size:
            lines = [line for line in held[at : at + size] if isinstance(line, Paragraph)]
            notes.append(
                Note(STEP, "joined", "a row that the paragraphs of a cell broke was joined", lines[0].text)
            )
            whole = block.text
            for line in lines:
                last, first = whole.plain.rpartition("\t")[2], line.text.plain.partition("\t")[0]
                whole = Text.join([whole, line.text], glue_in_cell(last, first))
            yield Paragraph(unquoted(whole), block.gap)
            at += size
        else:
            yield block


def _header_rest(header: str, below: list[Block], tabs: int) -> Paragraph | None:
    """The line below a header that holds the rest of its last word (未完成情况 / 说明), above a row as wide."""
    lines = [block for block in below if isinstance(block, Paragraph) and block.gap == 0]
    if len(lines) < 2 or lines[1].text.plain.count("\t") != tabs:
        return None
    rest = lines[0].text.plain.strip()
    whole = header_match(header.rpartition("\t")[2].strip() + rest)
    is_word = len(rest) <= _REST and (is_piece(rest) or column_field(rest) is not None)
    return lines[0] if is_word and whole is not None and whole.how in {"word", "parts"} else None


def _opens_row(plain: str) -> bool:
    """Whether a line can be the beginning of a row: its first cell is filled, or merged with the one above a number."""
    first, _, rest = plain.partition("\t")
    return bool(first.strip()) or rest.partition("\t")[0].strip().isdecimal()


def _usual_below(blocks: list[Block], at: int, width: int) -> int:
    """How many tabs most of the lines below a header have, where these are rows; else those of the header."""
    counts: Counter[int] = Counter()
    for block in islice(blocks, at, at + _LOOKED_AT):
        if not isinstance(block, Paragraph) or block.gap > 1:
            break
        counts[block.text.plain.count("\t")] += 1
    del counts[0]
    most = counts.most_common(1)
    return most[0][0] if most and most[0][0] >= _FEWEST - 1 else width


def _lines_of_row(blocks: list[Block], at: int, tabs: int, width: int) -> int:
    """How many of the next lines complete a row of `width` tabs; 0 where they do not come out even."""
    for size, line in enumerate(islice(blocks, at, at + _LINES), start=1):
        if not isinstance(line, Paragraph) or line.gap or not line.text.plain.strip():
            return 0
        tabs += line.text.plain.count("\t")
        if tabs >= width:
            return size if tabs == width else 0
    return 0
