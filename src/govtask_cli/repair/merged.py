"""What stands in a real grid and is no row of its table: the page's metadata, a title or a remark that spans it.

Text has these above the table; a page, a document or a sheet has them in merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from govtask_cli.document import Block, Cell, Document, Label, Paragraph, Table, Text
from govtask_cli.grammar.metadata import are_metadata, is_metadata, may_be_label
from govtask_cli.repair.cut_rows import header_row
from govtask_cli.repair.page_labels import labels_in

_FEW: Final = 2


def lift_merged(document: Document) -> Document:
    """Grids of metadata become labels; rows above a table's header that are lines of text become paragraphs."""
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        labels = list(_metadata(block))
        blocks.extend(labels or _lifted(block))
    return document.mended(blocks)


def _metadata(table: Table) -> Iterator[Label]:
    """The labels of a grid that holds nothing else: a label and its value side by side, or in one cell."""
    found: list[Label] = []
    strange = 0
    for row in table.grid:
        cells = [cell.text for cell in _distinct(row)]
        at = 0
        while at < len(cells):
            value = cells[at + 1] if at + 1 < len(cells) else Text()
            known = is_metadata(cells[at].plain, value.plain)
            inside = labels_in(cells[at]) if not known else []
            if known or (not inside and value and may_be_label(cells[at].plain)):
                strange += not known
                found.append(Label(cells[at], value))
                at += 2
                continue
            if not inside and cells[at]:
                return
            found.extend(inside)
            at += 1
    if are_metadata(len(found) - strange, len(found)):
        yield from found


def _lifted(table: Table) -> Iterator[Block]:
    """The lines above the header as paragraphs, then the table without them; the table alone where it has none."""
    header = header_row(table)
    lines = [[cell for cell in _distinct(row) if cell.text] for row in table.grid[: header or 0]]
    if not header or not all(map(_is_line, lines)):
        yield table
        return
    gap = max(table.gap, 1)  # a cell goes on with no line above its table
    for cell in (cell for cells in lines for cell in cells):
        yield Paragraph(cell.text, gap)
        gap = 0
    known = None if table.header is None else table.header - header
    yield Table(table.grid[header:], header=known, gap=gap)


def _is_line(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a row above the header are a line of text: a title, or 填报单位：… and 单位：万元."""
    labelled = any("：" in cell.text.plain or ":" in cell.text.plain for cell in cells)
    return len(cells) <= 1 or (len(cells) <= _FEW and labelled)


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a row, a merged one once."""
    return list({id(cell): cell for cell in row if cell is not None}.values())
