"""Tables that a printer's text keeps in columns by blanks, with the lines of a cell one below the other:

    序号    工作任务                牵头单位      配合单位
    1       新建高标准农田21万亩，  市农业局      市水利局、市
            改造中低产田5万亩                     财政局

A row begins where a number stands in the number column; a stretch of any other line goes on with the cell above it,
told by where it begins. Some programs count a Han character as two columns and some as one: whichever fits better.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.titles import is_annex_mark, is_annex_title, is_body, is_title
from govtask_cli.grammar.units import is_whole_name
from govtask_cli.repair.joints import ends_sentence, opens_anew
from govtask_cli.repair.lines import is_spanning
from govtask_cli.repair.tables import placed

STEP: Final = "laid_out"
_GAP: Final = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_FEWEST_WORDS: Final = 3
_FEWEST_ROWS: Final = 2
_LONGEST: Final = 400
_UNITS: Final = frozenset({"units", "lead", "support", "owner"})
_REMARK: Final = re.compile(r"(?:备注|附注|注|说明)[:：]")
_ROOM: Final = 6
"""A line of a cell that ends so much before the cell's right edge ends a paragraph there."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a line between wide blanks, and where they begin in characters and in columns of half a Han sign."""

    text: Text
    character: int
    column: int


@dataclass(slots=True)
class _Found:
    """A table while its lines are gathered: header lines, then for each row its lines (a lone text spans the table)."""

    header: list[list[_Stretch]]
    rows: list[list[list[_Stretch]]] = field(default_factory=list)
    repeated: list[Text] = field(default_factory=list)
    end: int = 0
    gap: int = 0

    @property
    def lines(self) -> Iterator[list[_Stretch]]:
        yield from self.header
        for row in self.rows:
            yield from row


def rebuild_laid_out(document: Document) -> Document:
    """Every such table whose rows take several lines becomes a `Table`; the rest stays as it is."""
    blocks = document.blocks
    kept: list[Block] = []
    notes: list[Note] = []
    at = 0
    while at < len(blocks):
        found = _find(blocks, at)
        table = _table(found) if found is not None else None
        if found is None or table is None:
            kept.append(blocks[at])
            at += 1
            continue
        kept.append(table)
        first = found.header[0][0].text
        told = f"a table of {len(found.rows)} rows whose cells stand in columns was rebuilt"
        notes.append(Note(STEP, "rebuilt", told, first))
        notes.extend(
            Note(
                STEP,
                "repeated_header",
                "a table header repeated in the middle was dropped",
                text,
                dropped=True,
            )
            for text in found.repeated
        )
        at = found.end
    return document.mended(kept, notes)


def _stretches(block: Block) -> list[_Stretch]:
    """The stretches of a line; none for what can be no line of such a table."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return []
    plain = block.text.plain
    if "\t" in plain or "|" in plain:
        return []
    found: list[_Stretch] = []
    at = 0
    for match in [*_GAP.finditer(plain), None]:
        end = match.start() if match is not None else len(plain)
        said = plain[at:end].strip()
        if said:
            begin = plain.index(said, at)
            found.append(_Stretch(block.text.cut(begin, begin + len(said)), begin, _width(plain[:begin])))
        at = match.end() if match is not None else end
    return found


def _width(text: str) -> int:
    """Columns that a text takes where a Han character takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def _fields(line: Sequence[_Stretch]) -> list[str | None]:
    return [column_field(stretch.text.plain) for stretch in line]


def _find(blocks: Sequence[Block], at: int) -> _Found | None:
    """The table whose header stands at `at`, where a line below it goes on with the cells of the line above it."""
    opening = blocks[at]
    header = _stretches(opening)
    fields = _fields(header)
    if len(set(fields) - {None}) < _FEWEST_WORDS or fields[0] != "number":
        return None
    found = _Found([header], gap=opening.gap if isinstance(opening, Paragraph) else 0)
    said = [stretch.text.plain for stretch in header]
    at += 1
    while at < len(blocks):
        block = blocks[at]
        line = _stretches(block)
        if not line or (isinstance(block, Paragraph) and block.gap and _ends(line)):
            break
        if [stretch.text.plain for stretch in line] == said:
            found.repeated.append(Text.join((stretch.text for stretch in line), " "))
        elif line[0].text.plain.isdecimal() if len(line) > 1 else is_spanning(fold(line[0].text.plain)):
            found.rows.append([line])
        elif not found.rows:
            found.header.append(line)
        elif len(found.rows[-1][0]) == 1:
            break
        else:
            found.rows[-1].append(line)
        at += 1
    found.end = at
    full = [row for row in found.rows if len(row[0]) > 1]
    goes_on = any(len(row) > 1 for row in full)
    return found if len(full) >= _FEWEST_ROWS and goes_on else None


def _ends(line: Sequence[_Stretch]) -> bool:
    """Whether a line behind a blank one stands below the table: a title, a signature, a remark."""
    if len(line) > 1:
        return False
    plain = line[0].text.plain
    return (
        _REMARK.match(plain) is not None
        or is_date_line(plain)
        or is_body(plain)
        or is_title(plain)
        or is_annex_mark(plain)
        or is_annex_title(plain)
    )


def _table(found: _Found) -> Table | None:
    """The table in whichever measure of places fits better; None where stretches of one line share a column."""
    best: tuple[float, list[list[list[_Stretch]]]] | None = None
    for place in (_by_character, _by_column):
        starts = _starts(found, place)
        if starts is None:
            continue
        fit = _dealt(found, starts, place)
        if fit is not None and (best is None or fit[0] < best[0]):
            best = fit
    if best is None:
        return None
    header, *rows = best[1]
    fields = [column_field("".join(piece.text.plain for piece in pieces)) for pieces in header]
    grid = [tuple(_cell(pieces, column, None) for column, pieces in enumerate(header, start=1))]
    for lines, row in zip(found.rows, rows, strict=True):
        if len(lines[0]) == 1:
            spanning = Cell(lines[0][0].text, colspan=len(header))
            grid.append(tuple(spanning for _ in header))
        else:
            grid.append(tuple(_cell(row[at], at + 1, fields[at]) for at in range(len(header))))
    return Table(tuple(grid), header=1, gap=found.gap)


def _by_character(stretch: _Stretch) -> int:
    return stretch.character


def _by_column(stretch: _Stretch) -> int:
    return stretch.column


def _starts(found: _Found, place: Callable[[_Stretch], int]) -> list[float] | None:
    """Where the columns begin: the middle of where the whole first lines of rows have them."""
    width = len(found.header[0])
    whole = [row[0] for row in found.rows if len(row[0]) == width]
    if not whole:
        return None
    return [float(median(place(line[at]) for line in whole)) for at in range(width)]


def _dealt(
    found: _Found, starts: Sequence[float], place: Callable[[_Stretch], int]
) -> tuple[float, list[list[list[_Stretch]]]] | None:
    """How far the stretches stand from their columns in all, and the stretches of every cell, header first."""
    cost = 0.0
    rows: list[list[list[_Stretch]]] = []
    for lines in (found.header, *found.rows):
        cells: list[list[_Stretch]] = [[] for _ in starts]
        for line in lines if len(lines[0]) > 1 else ():
            whole = len(line) == len(starts)
            taken = -1
            for at, stretch in enumerate(line):
                column = (
                    at if whole else min(range(len(starts)), key=lambda c: abs(starts[c] - place(stretch)))
                )
                if column <= taken:
                    return None
                cost += 0 if lines is found.header else abs(starts[column] - place(stretch))
                cells[column].append(stretch)
                taken = column
        rows.append(cells)
    return cost, rows


def _cell(pieces: Sequence[_Stretch], column: int, kind: str | None) -> Cell:
    """The lines of a cell as one text: a line that is full goes on in the next."""
    if not pieces:
        return Cell(EMPTY)
    edge = max(piece.column + _width(piece.text.plain) for piece in pieces)
    text = pieces[0].text
    for above, piece in pairwise(pieces):
        ended = ends_sentence(text.plain) and opens_anew(piece.text.plain)
        short = above.column + _width(above.text.plain) <= edge - _ROOM
        names = kind in _UNITS and is_whole_name(above.text.plain) and is_whole_name(piece.text.plain)
        text = Text.join([text, piece.text], "\n" if ended or (short and names) else "")
    return Cell(placed(text, column))
