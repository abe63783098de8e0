"""Tables whose cells stand one behind the other in a line, with a blank between two of them:

    序号 工作任务 责任单位 1 新建公厕12座。 区城管局 2 改造公厕8座。 区城管局、区财政局

The line is parted at its blanks, a cell a line; the steps for such tables then read it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.repair.lines import is_spanning

STEP: Final = "running_tables"
_SHORTEST: Final = 60
_FEWEST_WORDS, _FEWEST_ROWS = 3, 2
_WIDEST: Final = 14
_TRIED: Final = 3
"""So many words that could head the column of numbers are looked at in a line."""
_LONGEST_WORD: Final = 12
_BLANKS: Final = re.compile("[ \u00a0\u3000]")
_FEWEST_BLANKS: Final = 8
_TOKEN: Final = re.compile(r"[^ \u00a0\u3000]+")
_ROW_NUMBER: Final = re.compile("[1-9][0-9]{0,2}")
Span = tuple[int, int]


def part_running_tables(document: Document) -> Document:
    """Lines that hold a table become one line for each of its cells; what stands before it stays a line."""
    kept: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        cells = _cells(block) if isinstance(block, Paragraph) and len(block.text.plain) >= _SHORTEST else []
        if not cells or not isinstance(block, Paragraph):
            kept.append(block)
            continue
        told = f"a table in one line was parted into {len(cells)} cells"
        notes.append(Note(STEP, "unrolled", told, block.text.cut(*cells[0])))
        before = block.text.cut(0, cells[0][0]).strip()
        if before:
            kept.append(replace(block, text=before))
        kept.append(Paragraph(block.text.cut(*cells[0]), 1 if before else block.gap))
        kept.extend(Paragraph(block.text.cut(*span)) for span in cells[1:])
    return document.mended(kept, notes)


def _cells(block: Paragraph) -> list[Span]:
    """The cells from the number column's word on; none where the line holds no table."""
    plain = block.text.plain
    if "\t" in plain or "|" in plain or "｜" in plain or len(_BLANKS.findall(plain)) < _FEWEST_BLANKS:
        return []
    tokens = [match.span() for match in _TOKEN.finditer(plain)]
    said = [plain[begin:end] for begin, end in tokens]
    opening = (
        at for at, word in enumerate(said) if len(word) <= _LONGEST_WORD and column_field(word) == "number"
    )
    for at in islice(opening, _TRIED):
        if _heads(said, at):
            return tokens[at:]
    return []


def _heads(said: list[str], at: int) -> bool:
    """Whether known header words follow, and behind them rows numbered in turn."""
    reach = range(at + 1, min(at + _WIDEST, len(said)))
    first = next((place for place in reach if _ROW_NUMBER.fullmatch(said[place]) is not None), None)
    if first is None:
        return False
    number = int(said[first])  # a piece of a longer table begins amid its numbers
    header = said[at : first - 1] if is_spanning(fold(said[first - 1])) else said[at:first]
    if len(header) < _FEWEST_WORDS or max(map(len, header)) > _LONGEST_WORD:
        return False
    if sum(column_field(word) is not None for word in header) * 2 <= len(header):
        return False
    places = [first]
    for place in range(first + 1, len(said)):
        if said[place] == str(number + len(places)):
            places.append(place)
    wide = [end - begin for begin, end in pairwise([*places, len(said)])]
    return len(places) >= _FEWEST_ROWS and min(wide) >= _FEWEST_WORDS - 1
