"""One grid that holds several things: tables one below the other or side by side, with their titles between them.

A sheet is one grid, whatever stands on it; so is a page that was laid out as a table. Parted again, each table has
its own header, and the lines between are paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Label, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.metadata import is_metadata
from govtask_cli.repair.lines import is_spanning

STEP: Final = "compound"
_HEADER_WORD: Final = 20
_NAMING: Final = frozenset({"content", "name", "target"})
_FEWEST: Final = 2
_PAIR: Final = 2
_CARDS: Final = 3
_HEADER_ROWS: Final = 5
_NUMERALS: Final = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩")
Row = tuple[Cell | None, ...]


def part_compound(document: Document) -> Document:
    """Grids that hold several tables are parted; the metadata and the lines between them stand on their own."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.extend(_parted(block, notes))
        else:
            blocks.append(block)
    return document.mended(blocks, notes)


def fits_below(upper: Table, lower: Table) -> bool:
    """Whether the first row of a table can be one more row of the table above: its number is one."""
    top = next((row for row in upper.grid[:_HEADER_ROWS] if _is_header(row)), None)
    if top is None or len(top) != len(lower.grid[0]):
        return True
    for over, cell in zip(top, lower.grid[0], strict=True):
        if over is None or cell is None or not cell.text or column_field(over.text.plain) != "number":
            continue
        word = cell.text.plain
        spans = len(_distinct(lower.grid[0])) == 1
        return spans or column_field(word) == "number" or not _NUMERALS.isdisjoint(word)
    return True


def _parted(table: Table, notes: list[Note]) -> Iterator[Block]:
    """The blocks that a grid holds: itself where it is one table."""
    if _is_cards(table):
        yield table
        return
    headers = [at for at, row in enumerate(table.grid) if _is_header(row) and not _goes_on(table.grid, at)]
    above = table.grid[: headers[0]] if headers else table.grid
    if any(map(_labels, above)) and all(_labels(row) or _line(row) for row in above):
        yield from _loosened(above, table.gap)
        if not headers:
            return
        table = Table(table.grid[headers[0] :])
        headers = [at - headers[0] for at in headers[1:]]
    elif headers:
        headers = headers[1:]
    begin = top = 0
    for at in headers:
        lines = _lines_above(table.grid, at)
        sections = all(_is_section(row) for row in table.grid[at - lines : at])
        if sections and _words(table.grid[at]) == _words(table.grid[top]):
            continue  # the header of the next page, below the heading of the rows that follow it
        if at - lines > begin:
            yield from _beside(_cut(table, begin, at - lines), notes)
        for row in table.grid[at - lines : at]:
            yield Paragraph(_distinct(row)[0].text)
        begin = top = at
    yield from _beside(table if not begin else _cut(table, begin, len(table.grid)), notes)


def _is_section(row: Row) -> bool:
    """Whether a row is the heading of those below it: 五、狠抓项目建设."""
    cells = _distinct(row)
    return len(cells) == 1 and is_spanning(fold(cells[0].text.plain))


def _is_cards(table: Table) -> bool:
    """Whether a grid of two columns is cards one below the other: the same labels come again and again in the first."""
    if len(table.grid[0]) != _PAIR:
        return False
    labels = Counter(fold(row[0].text.plain) for row in table.grid if row[0] is not None)
    word, often = labels.most_common(1)[0] if labels else ("", 0)
    again = sum(each for each in labels.values() if each * 2 >= often)
    return often >= _CARDS and column_field(word) is not None and again * 4 >= len(table.grid) * 3


def _cut(table: Table, begin: int, end: int) -> Table:
    return Table(table.grid[begin:end], header=None if begin else table.header, gap=0 if begin else table.gap)


def _is_header(row: Row) -> bool:
    """Whether a row names the columns of a table of tasks: short words, half of them and more known."""
    words: dict[int, str] = {}
    for cell in row:
        if cell is not None and cell.text:
            if len(cell.text.plain) > _HEADER_WORD:
                return False
            words[id(cell)] = cell.text.plain
    if len(words) < _FEWEST:
        return False
    fields = [column_field("".join(word.split())) for word in words.values()]
    known = [field for field in fields if field is not None]
    return len(set(known)) >= _FEWEST and len(known) * 2 >= len(words) and not _NAMING.isdisjoint(known)


def _goes_on(grid: Sequence[Row], at: int) -> bool:
    """Whether a row is a lower one of a header: a cell goes on from the row above, or its first cell is empty below a
    row that names columns."""
    if at == 0:
        return False
    first = grid[at][0]
    if first is not None and not first.text and _is_header(grid[at - 1]):
        return True
    return any(
        cell is not None and cell.text and cell is over
        for cell, over in zip(grid[at], grid[at - 1], strict=True)
    )


def _words(row: Row) -> list[str]:
    return [fold(cell.text.plain) for cell in _distinct(row)]


def _distinct(row: Row) -> list[Cell]:
    """The filled cells of a row, a merged one once."""
    return list({id(cell): cell for cell in row if cell is not None and cell.text}.values())


def _line(row: Row) -> bool:
    """Whether a row holds nothing or one text that is no number."""
    cells = _distinct(row)
    return not cells or (len(cells) == 1 and not cells[0].text.plain.isdecimal())


def _lines_above(grid: Sequence[Row], at: int) -> int:
    """How many rows directly above are lines."""
    count = 0
    while count < at and _distinct(grid[at - count - 1]) and _line(grid[at - count - 1]):
        count += 1
    return count


def _labels(row: Row) -> list[Label]:
    """The labels of a row of metadata: names and values side by side; none of any other row."""
    cells = [cell.text for cell in {id(cell): cell for cell in row if cell is not None}.values()]
    found: list[Label] = []
    at = 0
    while at < len(cells):
        if not cells[at]:
            at += 1
            continue
        if not is_metadata(cells[at].plain, ""):
            return []
        value = cells[at + 1] if at + 1 < len(cells) else EMPTY
        found.append(Label(cells[at], value))
        at += 2
    return found


def _loosened(rows: Sequence[Row], gap: int) -> Iterator[Block]:
    """Rows of metadata as labels, lines as paragraphs."""
    for row in rows:
        labels = _labels(row)
        yield from labels
        if not labels:
            for cell in _distinct(row):
                yield Paragraph(cell.text, gap)
        gap = 0


def _beside(table: Table, notes: list[Note]) -> Iterator[Table]:
    """A table; two of the same header side by side become one, the right below the left."""
    width = len(table.grid[0]) // 2
    header = table.grid[0]
    if len(header) % 2 or width < _FEWEST or not _is_header(header):
        yield table
        return
    left, right = header[:width], header[width:]
    if (
        _words(left) != _words(right)
        or len(_words(left)) != width
        or any(_reaches_over(row, width) for row in table.grid)
    ):
        yield table
        return
    text = Text.join((cell.text for cell in _distinct(right)), " ")
    notes.append(
        Note(STEP, "repeated_header", "the header of a table beside another was dropped", text, dropped=True)
    )
    rows = [row[:width] for row in table.grid]
    rows += [row[width:] for row in table.grid[1:] if _distinct(row[width:])]
    yield replace(table, grid=tuple(rows))


def _reaches_over(row: Row, width: int) -> bool:
    """Whether a merged cell stands in both halves of a row."""
    return row[width - 1] is not None and row[width - 1] is row[width]
