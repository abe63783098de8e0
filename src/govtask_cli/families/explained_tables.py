"""Why each column of a table holds its field: the word of the lexicon, or that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import Cell, Part, Table, Text
from govtask_cli.explanation import Choice, ExplainedColumn, ExplainedTable
from govtask_cli.families.table_columns import ColumnOf, Layout, layout
from govtask_cli.grammar.columns import header_match, region_tail

HEADER_WIDTH: Final = 14
"""A cell of more characters is no header that somebody would add to a lexicon."""
_HEADER_ROWS: Final = 5
_FEWEST: Final = 2
_STOPS: Final = frozenset("。；;，,")


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table with its reasons, and the cells below each column's header, each cell once."""

    explained: ExplainedTable
    below: tuple[tuple[Text, ...], ...]


def seen_tables(part: Part, *, is_read: bool) -> Iterator[SeenTable]:
    """Every table of a part; `is_read`: the part was read by the words of its tables' headers."""
    for block in part.blocks:
        if not isinstance(block, Table):
            continue
        found = layout(block) if is_read else None
        if found is not None:
            yield _seen(block, found.header, [_known(column) for column in found.columns], found)
        else:
            at = _likely_header(block)
            words = [_word(cell) for cell in block.grid[at]] if at is not None else []
            yield _seen(block, 0 if at is None else at + 1, [_own(word) for word in words], None)


def _seen(table: Table, header: int, columns: list[ExplainedColumn], found: Layout | None) -> SeenTable:
    placed = [_placed(column, table.grid[:header], at) for at, column in enumerate(columns)]
    first, last = _ends(table)
    explained = ExplainedTable(
        origin=str(first.origin.to(last.origin)._replace(column=None)),
        is_read=found is not None,
        header_rows=header,
        rows=len(table.grid) - header,
        columns=tuple(column for column in placed if column.header),
    )
    below = tuple(_below(table, header, at) for at, column in enumerate(placed) if column.header)
    return SeenTable(explained, below)


def _ends(table: Table) -> tuple[Text, Text]:
    """The first and the last text of a table."""
    filled = [cell.text for row in table.grid for cell in row if cell is not None and cell.text]
    return (filled[0], filled[-1]) if filled else (Text(), Text())


def _below(table: Table, header: int, at: int) -> tuple[Text, ...]:
    cells = {id(row[at]): row[at] for row in table.grid[header:]}
    return tuple(cell.text for cell in cells.values() if cell is not None and cell.text)


def _known(column: ColumnOf) -> ExplainedColumn:
    """The reason of a column that a layout placed: its own word, that of the header above it, or its region."""
    if column.field == "region":
        return ExplainedColumn(column.word, "", "region", region_tail(column.word), "region")
    own = _own(column.word)
    if own.field is None and column.field is not None and column.above:
        found = _own(column.above)
        own = ExplainedColumn(column.word, "", found.field, found.word, found.how, column.above)
    if own.field == column.field:
        return own
    return ExplainedColumn(
        own.header, "", column.field, own.word, own.how, own.parent, _choice(own.field, column.field)
    )


def _choice(said: str | None, field: str | None) -> Choice | None:
    """Why a column whose word says one field holds another."""
    if said is None:
        return None
    if field == "content":
        return "stands_in"
    return "beside_content" if said == "content" else "second"


def _own(word: str) -> ExplainedColumn:
    """What the lexicon says of a header alone."""
    found = header_match(word) if word else None
    if found is None:
        return ExplainedColumn(word, "", None, None, None)
    return ExplainedColumn(word, "", found.field, found.word, found.how)


def _placed(column: ExplainedColumn, rows: Sequence[Sequence[Cell | None]], at: int) -> ExplainedColumn:
    """The reason with the place of the header, which stands in one of the header rows."""
    cells = (row[at] for row in reversed(rows))
    cell = next((cell for cell in cells if cell is not None and _word(cell) == column.header), None)
    origin = str(cell.text.origin) if cell is not None and cell.text else ""
    return ExplainedColumn(
        column.header, origin, column.field, column.word, column.how, column.parent, column.choice
    )


def _likely_header(table: Table) -> int | None:
    """The first row that looks like a header: several different short words without a stop or a figure."""
    for at, row in enumerate(table.grid[:_HEADER_ROWS]):
        words = {_word(cell) for cell in row} - {""}
        if len(words) >= _FEWEST and all(looks_like_header(word) for word in words):
            return at
    return None


def looks_like_header(word: str) -> bool:
    """Whether a cell (without white space) is short and neither a sentence nor a value."""
    return (
        0 < len(word) <= HEADER_WIDTH
        and _STOPS.isdisjoint(word)
        and not any(sign.isdecimal() for sign in word[:2])
        and any("\u4e00" <= sign <= "\u9fff" for sign in word)
    )


def _word(cell: Cell | None) -> str:
    return "".join(cell.text.plain.split()) if cell is not None else ""
