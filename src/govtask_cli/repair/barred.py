"""Tables with one cell per line and a bar behind it.

Where the bars tell rows and columns (a line of a bar alone, or a blank line, before each row, and every row as wide as
the first or with one cell that spans it), they are the table. Elsewhere the bars go, so that the lines are those of a
flattened table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.units import is_whole_name
from govtask_cli.repair.header_rows import knows
from govtask_cli.repair.joints import ends_sentence, opens_anew
from govtask_cli.repair.laid_out_columns import counts
from govtask_cli.repair.lines import is_spanning
from govtask_cli.repair.pages import is_continuation, without_continuation

STEP: Final = "barred"
_TAIL: Final = "|｜ \t\u00a0\u3000"
_FEWEST: Final = 6
_COLUMNS: Final = 3
_ROWS: Final = 3
"""A table has at least so many columns, and so many rows with all of them."""
_WIDEST: Final = 20
_LINES: Final = 3
_PIECE: Final = 4
_SHORT: Final = 40
"""A cell has at most so many lines before the one with its bar, none of them longer."""


def strip_bars(document: Document) -> Document:
    """Runs of lines that end in a bar lose it; lines of nothing but bars are dropped. Every run leaves a note."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[Paragraph] = []
    begun: list[Paragraph] = []  # lines of a cell whose bar is still to come
    for block, below in zip_longest(document.blocks, document.blocks[1:]):
        if isinstance(block, Paragraph) and _is_cell(block):
            alone = _bars(block.text.plain) == 0 and len(block.text.plain.strip()) == 1
            if not held and alone and not _opens_header(below) and (above := _cell_above(blocks)) is not None:
                begun = [above]  # the bar of the first cell stands below it
                blocks.pop()
            elif not held and not begun and (above := _begins_header(blocks, block)) is not None:
                begun = [above]
                blocks.pop()
            held.append(_whole(begun, block))
            begun = []
            continue
        if held and isinstance(block, Paragraph) and not begun and is_continuation(block.text.plain):
            notes.append(without_continuation(STEP, block.text))
            continue
        if held and isinstance(block, Paragraph) and len(begun) < _LINES and not _ends_table(block):
            begun.append(block)
            continue
        blocks.extend((*_close(held, notes), *begun))
        held, begun = [], []
        blocks.append(block)
    blocks.extend((*_close(held, notes), *begun))
    return document.mended(blocks, notes)


def _cell_above(blocks: list[Block]) -> Paragraph | None:
    """The line above, where it can be a cell of a header whose bar stands on the next line."""
    last = blocks[-1] if blocks else None
    known = (
        isinstance(last, Paragraph)
        and len(last.text.plain) <= _SHORT
        and column_field(last.text.plain) is not None
    )
    return last if known and isinstance(last, Paragraph) else None


def _begins_header(blocks: list[Block], cell: Paragraph) -> Paragraph | None:
    """The line above the first cell of a header, where it is the beginning of that cell's word: 事项 / 分类 |."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or cell.gap or len(last.text.plain.strip()) > _PIECE:
        return None
    word = last.text.plain.strip() + cell.text.plain.strip(_TAIL)
    return last if column_field(word) is not None else None


def _opens_header(block: Block | None) -> bool:
    """Whether a line is the first cell of a header, so that a bar above it opens the row: | / 序号 |."""
    return isinstance(block, Paragraph) and column_field(block.text.plain.strip(_TAIL)) == "number"


def _ends_table(block: Paragraph) -> bool:
    """Whether a line is no beginning of a cell: it stands apart, or is too long for the first line of several."""
    return block.gap > 0 or len(block.text.plain) > _SHORT


def _whole(begun: list[Paragraph], last: Paragraph) -> Paragraph:
    """A cell that was set in several lines, as one; names of bodies and paragraphs of their own stay apart."""
    if not begun:
        return last
    text = begun[0].text.strip()
    for further in (*(line.text.strip() for line in begun[1:]), last.text):
        said = further.plain.strip(_TAIL)
        apart = (
            ends_sentence(text.plain)
            or opens_anew(said)
            or (is_whole_name(text.plain) and is_whole_name(said))
        )
        text = Text.join([text, further], "\n" if apart else "")
    return Paragraph(text, begun[0].gap)


def _bars(plain: str) -> int | None:
    """Where the bars at the end of a line begin; None where it does not end in one."""
    if plain.rstrip()[-1:] not in {"|", "｜"}:
        return None
    return len(plain.rstrip(_TAIL))


def _is_cell(block: Paragraph) -> bool:
    """Whether a line holds one cell with a bar at its end, or only bars."""
    plain = block.text.plain
    begin = _bars(plain)
    return begin is not None and not any(bar in plain[:begin] for bar in "|｜")


def _close(held: list[Paragraph], notes: list[Note]) -> list[Block]:
    """The table of a run, or its cells without their bars; a run of few lines stays as it is."""
    if len(held) < _FEWEST:
        notes.extend(
            Note(STEP, "rule", "bars alone on a line were removed", line.text, dropped=True)
            for line in held
            if _bars(line.text.plain) == 0
        )
        return [line for line in held if _bars(line.text.plain)]
    cells: list[Paragraph] = []
    bars: list[Text] = []
    fillers: set[int] = set()
    for line in held:
        begin = _bars(line.text.plain) or 0
        bars.append(line.text.cut(begin))
        cells.append(Paragraph(line.text.cut(0, begin).strip(), line.gap))
        if begin == 0 and len(line.text.plain.strip()) > 1:
            fillers.add(id(cells[-1]))
    notes.append(Note(STEP, "rule", "bars behind cells were removed", Text.join(bars, " "), dropped=True))
    counted = list(zip(cells, (bar.plain.count("|") + bar.plain.count("｜") for bar in bars), strict=True))
    for rows in (_by_count(counted), _behind_bars(cells, fillers), _behind_gaps(cells), _in_turn(cells)):
        table = _table(rows)
        if table is not None:
            return [table]
    return [cell for cell in cells if cell.text]


def _by_count(lines: list[tuple[Paragraph, int]]) -> list[list[Paragraph]]:
    """The rows where every bar counts: one closes each cell, empty ones too, and one opens a row or none does, so that
    every row has as many bars as the next; none where they do not come out even for any width."""
    bars: list[Paragraph | None] = []  # for each bar the cell that it closes; None for an empty one
    for cell, count in lines:
        bars += [cell if cell.text else None, *[None] * (count - 1)]
    widths = range(_COLUMNS, min(_WIDEST, len(bars) // _ROWS) + 1)
    for rows in (
        *(_rows_as_wide(bars, width) for width in widths),
        *(_unopened(bars, width) for width in widths),
    ):
        if rows and _heads(rows[0]):
            return [[cell or Paragraph(EMPTY) for cell in row] for row in rows]
    return []


def _unopened(bars: list[Paragraph | None], width: int) -> list[list[Paragraph | None]]:
    """The rows of so many cells, where no bar opens a row; none where their numbers do not stand below one another."""
    rows = [bars[at : at + width] for at in range(0, len(bars), width)]
    return rows if len(rows[-1]) == width and _are_numbered(rows) else []


def _are_numbered(rows: list[list[Paragraph | None]]) -> bool:
    """Whether nothing but numbers, or the header again, stands in the column of numbers."""
    words = [cell.text.plain.strip() if cell is not None else "" for cell in rows[0]]
    fields = [column_field(word) if word else None for word in words]
    if "number" not in fields or any(map(counts, words)):
        return False
    at = fields.index("number")
    said = [cell.text.plain.strip() for row in rows[1:] if (cell := row[at]) is not None]
    return len(said) * 2 >= len(rows) and all(counts(word) or word == words[at] for word in said)


def _rows_as_wide(bars: list[Paragraph | None], width: int) -> list[list[Paragraph | None]]:
    """The rows of so many cells, or of one that spans them; none where a row does not begin with a bar of its own."""
    rows: list[list[Paragraph | None]] = []
    at = 0
    while at < len(bars):
        row = bars[at + 1 : at + 1 + width]
        if bars[at] is not None or not row:
            return []
        if row[0] is not None and is_spanning(row[0].text.plain) and any(row[1:]):
            row = row[:1]
        elif len(row) < width:
            return []
        rows.append(row)
        at += 1 + len(row)
    return rows


def _heads(row: list[Paragraph | None]) -> bool:
    """Whether a row names columns."""
    return knows([cell.text for cell in row if cell is not None]) >= _COLUMNS


def _behind_bars(cells: list[Paragraph], fillers: set[int]) -> list[list[Paragraph]]:
    """The rows where a bar alone opens each; several bars on a line (`fillers`) are the empty cells that a row lacks."""
    rows: list[list[Paragraph]] = []
    for cell in cells:
        filler = id(cell) in fillers
        if not rows or not (cell.text or filler):
            rows.append([])
        if cell.text or (filler and rows[-1]):
            rows[-1].append(cell)
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    return [_filled(row, width, fillers) for row in rows]


def _filled(row: list[Paragraph], width: int, fillers: set[int]) -> list[Paragraph]:
    """A row with as many empty cells in the place of a line of bars as it lacks."""
    at = next((at for at, cell in enumerate(row) if id(cell) in fillers), None)
    if at is None:
        return row
    lacking = max(width - len(row) + 1, 1)
    return [*row[:at], *(Paragraph(EMPTY) for _ in range(lacking)), *row[at + 1 :]]


def _behind_gaps(cells: list[Paragraph]) -> list[list[Paragraph]]:
    """The rows where a blank line stands before each; a bar alone is an empty cell."""
    rows: list[list[Paragraph]] = []
    for cell in cells:
        if cell.gap or not rows:
            rows.append([])
        rows[-1].append(cell)
    return rows


def _in_turn(cells: list[Paragraph]) -> list[list[Paragraph]]:
    """The rows counted out: the header is what stands before the first number or section, every number opens a row
    as wide as the header, and any other cell between two rows is a section; none where they do not come out even."""
    plain = [cell.text.plain.strip() for cell in cells]
    width = next((at for at, said in enumerate(plain) if said.isdecimal() or is_spanning(said)), 0)
    if column_field(plain[0]) != "number":
        return []
    rows = [cells[:width]]
    at = width
    while at < len(cells):
        size = width if plain[at].isdecimal() else 1
        if not plain[at] or at + size > len(cells) or (size == 1 and not is_spanning(plain[at])):
            return []
        rows.append(cells[at : at + size])
        at += size
    return rows


def _table(rows: list[list[Paragraph]]) -> Table | None:
    """The rows as a table, if nearly every row has all its cells and any other has one that spans it."""
    if not rows:
        return None
    sizes = Counter(map(len, rows))
    width, often = sizes.most_common(1)[0]
    if width < _COLUMNS or often < _ROWS or len(rows[0]) not in {1, width} or set(sizes) - {1, width}:
        return None
    return Table(tuple(tuple(_cells(row, width)) for row in rows), gap=rows[0][0].gap)


def _cells(row: list[Paragraph], width: int) -> Iterator[Cell]:
    if len(row) == width:
        yield from (Cell(cell.text) for cell in row)
        return
    spanning = Cell(row[0].text, colspan=width)
    yield from (spanning for _ in range(width))
