"""Tables that a page break cut: joined again, repeated headers dropped, rows that go on rejoined."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.repair.compound import fits_below
from govtask_cli.repair.joints import is_cut, join

STEP: Final = "pages"
_SECTION: Final = 40
_LONG: Final = frozenset(
    {"progress", "content", "shortfall", "problems", "next_steps", "effect", "remark", "target", None}
)
_KEYS: Final = frozenset({"number", "category", "leader", "frequency"})
Row = tuple[Cell | None, ...]


def join_pages(document: Document) -> Document:
    """Tables that follow one another become one; then rows that a page break cut become one."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        last = blocks[-1] if blocks else None
        above = blocks[-2] if len(blocks) > 1 else None
        if isinstance(block, Table) and isinstance(last, Table) and _goes_on(last, block):
            blocks[-1] = replace(last, grid=last.grid + block.grid)
        elif (
            isinstance(block, Table)
            and isinstance(last, Paragraph)
            and isinstance(above, Table)
            and header_row(block) is None
            and _is_section(last)
            and _goes_on(above, block)
        ):
            section = (Cell(last.text), *(Cell(EMPTY) for _ in above.grid[0][1:]))
            blocks[-2:] = [replace(above, grid=(*above.grid, section, *block.grid))]
        else:
            blocks.append(block)
    mended = [_join_rows(block, notes) if isinstance(block, Table) else block for block in blocks]
    return document.mended(mended, notes)


def _goes_on(upper: Table, lower: Table) -> bool:
    """Whether the lower table continues the upper: as wide, and with the same header or none."""
    if len(upper.grid[0]) != len(lower.grid[0]):
        return False
    if not fits_below(upper, lower):
        return False
    header = header_row(lower)
    return header is None or _words(lower.grid[header]) == _words(upper.grid[header_row(upper) or 0])


def _is_section(paragraph: Paragraph) -> bool:
    """Whether a line between two pieces of a table is a row that spans it: a section's marker and few words."""
    plain = paragraph.text.plain.strip()
    found = marker(plain)
    opens = found is not None and found.kind in {"一、", "（一）"}
    return opens and len(plain) <= _SECTION and plain[-1] not in "。；;：:"


def header_row(table: Table) -> int | None:
    """The first row in which two or more cells are header words, among the first five; None without one."""
    for at, row in enumerate(table.grid[:5]):
        fields = {column_field(cell.text.plain) for cell in row if cell is not None and cell.text}
        if len(fields - {None}) >= 2 and (fields & {"content", "name", "number", "units", "lead"}):
            return at
    return None


def _words(row: Row) -> list[str]:
    return [fold(cell.text.plain) if cell is not None else "" for cell in row]


def _heads(row: Row, header: list[str]) -> bool:
    """Whether a row repeats the header; most rows already differ in a cell that is longer."""
    return (
        all(
            cell is None or len(cell.text) < _SECTION or len(word) >= _SECTION
            for cell, word in zip(row, header, strict=True)
        )
        and _words(row) == header
    )


def _join_rows(table: Table, notes: list[Note]) -> Table:
    top = header_row(table)
    if top is None:
        return table
    header = _words(table.grid[top])
    fields = [column_field(word) if word else None for word in header]
    kept: list[Row] = list(table.grid[: top + 1])
    for row in table.grid[top + 1 :]:
        if _heads(row, header):
            text = Text.join((cell.text for cell in row if cell is not None), " ")
            notes.append(
                Note(
                    STEP,
                    "repeated_header",
                    "a table header repeated in the middle was dropped",
                    text,
                    dropped=True,
                )
            )
        elif len(kept) > top + 1 and _is_rest(kept[-1], row, fields):
            kept[-1] = _joined(kept[-1], row, notes)
        else:
            kept.append(row)
    return replace(table, grid=tuple(kept), header=top + 1)


def _is_rest(above: Row, row: Row, fields: list[str | None]) -> bool:
    """Whether a row only goes on with cells of the row above: its keys are empty, its text is long text.

    A row under vertically merged cells has empty keys too, but a content or units of its own.
    """
    filled = [(at, field) for at, field in enumerate(fields) if (cell := row[at]) is not None and cell.text]
    if not filled or any(cell is None for cell in row):
        return False
    if any(field in _KEYS for _, field in filled):
        return False
    for at, field in filled:
        over = above[at]
        cut = over is not None and is_cut(over.text.plain)
        if field in {"content", "name", "units", "lead", "support", "target"} and not cut:
            return False
        if field not in _LONG and not cut:
            return False
    return any(field in {"number", "content", "name"} for field in fields)


def _joined(above: Row, row: Row, notes: list[Note]) -> Row:
    cells: list[Cell | None] = []
    for upper, lower in zip(above, row, strict=True):
        if lower is None or not lower.text:
            cells.append(upper)
            continue
        parts = [upper.text, lower.text] if upper is not None else [lower.text]
        text, _ = join(parts, STEP)
        cells.append(replace(upper or lower, text=text))
        notes.append(Note(STEP, "cut_row", "a row cut by a page break was joined with its rest", lower.text))
    return tuple(cells)
