"""Tables that a printer's text keeps in columns by blanks, with the lines of a cell one below the other:

    序号    工作任务                牵头单位      配合单位
    1       新建高标准农田21万亩，  市农业局      市水利局、市
            改造中低产田5万亩                     财政局

The lines are gathered here; which row each belongs to is told in `laid_out_rows`, which column in `laid_out_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field, is_total
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.leaders import heads_work_of_official, official
from govtask_cli.grammar.markers import SECTION_KINDS, marker
from govtask_cli.grammar.titles import is_annex_mark, is_annex_title, is_body, is_imprint, is_remark, is_title
from govtask_cli.repair.blocks import plain_of
from govtask_cli.repair.laid_out_cells import cell_of
from govtask_cli.repair.laid_out_columns import (
    Dealt,
    Line,
    Stretch,
    by_columns,
    counts,
    numbered_apart,
    stretches,
)
from govtask_cli.repair.laid_out_header import Header, head_rows, header_at, number_at, of_lines
from govtask_cli.repair.laid_out_rows import grouped, rows_of
from govtask_cli.repair.lines import is_bare_heading, is_spanning, row_number
from govtask_cli.repair.pages import is_continuation

STEP: Final = "laid_out"
_WIDE: Final = re.compile(r"\S(?:[ \u00a0]{2}|\u3000)")
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_FEWEST_ROWS: Final = 2
_NUMBER: Final = 2


@dataclass(slots=True)
class _Found:
    """A table while its lines are gathered: header lines; then stretches of lines, parted by rows that span the table
    and by repeated headers. `apart`: of each line in them whether a blank line stands above it."""

    header: Header
    pieces: list[list[Line] | Line] = field(default_factory=list)
    repeated: list[Text] = field(default_factory=list)
    page_numbers: list[Text] = field(default_factory=list)
    pages: list[tuple[int, Header]] = field(default_factory=list)
    apart: list[bool] = field(default_factory=list)
    begin: int = 0
    end: int = 0
    gap: int = 0


def rebuild_laid_out(document: Document) -> Document:
    """Every such table whose rows take several lines becomes a `Table`; the rest stays as it is."""
    blocks = document.blocks
    kept: list[Block] = []
    notes: list[Note] = []
    at = barren = 0
    failed = ""  # the words of a header that heads no table as far as `barren`
    while at < len(blocks):
        if at < barren and plain_of(blocks[at]) == failed:
            kept.append(blocks[at])
            at += 1
            continue
        found = _find(blocks, at)
        table = _table(found) if found is not None and _is_table(found) else None
        if found is None or table is None:
            if found is not None:
                barren, failed = found.end, plain_of(blocks[at])
            kept.append(blocks[at])
            at += 1
            continue
        del kept[len(kept) - (at - found.begin) :]
        kept.append(table)
        told = f"a table of {len(table.grid) - (table.header or 1)} rows whose cells stand in columns was rebuilt"
        notes.append(Note(STEP, "rebuilt", told, found.header.lines[0][0].text))
        message = "a table header repeated in the middle was dropped"
        notes.extend(Note(STEP, "repeated_header", message, text, dropped=True) for text in found.repeated)
        message = "a page number (页码) or 续表 between the rows of a table was dropped"
        notes.extend(Note(STEP, "page_number", message, text, dropped=True) for text in found.page_numbers)
        at = found.end
    return document.mended(kept, notes)


def _find(blocks: Sequence[Block], at: int) -> _Found | None:
    """The table whose header stands at `at`, where any line below goes on with the cells of another."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or not _WIDE.search(block.text.plain):
        return None
    said = header_at(blocks, at)
    if said is None:
        return None
    above, header = said
    opening = blocks[at - above]
    found = _Found(header, begin=at - above, gap=opening.gap if isinstance(opening, Paragraph) else 0)
    _gather(blocks, found.begin + len(header.lines), found)
    return found


def _is_table(found: _Found) -> bool:
    """Whether rows with numbers were gathered, some of which take several lines or stand below sections."""
    lines = [line for piece in found.pieces if piece and isinstance(piece[0], list) for line in piece]
    numbered = sum(isinstance(line, list) and number_at(line) is not None for line in lines)
    sections = any(piece and not isinstance(piece[0], list) for piece in found.pieces)
    return numbered >= _FEWEST_ROWS and (len(lines) > numbered or sections)


def _gather(blocks: Sequence[Block], at: int, found: _Found) -> None:
    """The lines of the table from `at` on, until a line that is none."""
    said = [[stretch.text.plain for stretch in line] for line in found.header.lines]
    past = _past(found)
    lines: list[Line] = []
    while at < len(blocks):
        block = blocks[at]
        line = numbered_apart(stretches(block), past)
        if not line or not isinstance(block, Paragraph) or _signs(blocks, at):
            break
        goes_on = not lines and bool(found.repeated)  # below the header of another page
        if _ends(line, 0 if goes_on else block.gap):
            break
        size = len(said)
        if following := _same(blocks[at : at + size], said):
            found.repeated.extend(Text.join((s.text for s in each), " ") for each in following)
            found.pieces.append(lines)
            found.pages.append((len(found.pieces), of_lines(following)))
            lines = []
            at += size
            continue
        lone = len(line) == 1 and line[0].text.plain.isdecimal()
        number = _is_page_number(line, past) and block.gap > 0 and _stands_apart(blocks, at + 1)
        if number or (len(line) == 1 and is_continuation(line[0].text.plain)):
            found.page_numbers.append(line[0].text)
            at += 1
            continue
        if is_total(line[0].text.plain):  # 小计 with its sums
            found.pieces.extend((lines, [Stretch(block.text.strip(), line[0].character, line[0].column)]))
            lines = []
        elif len(line) == 1 and (
            _spans(line[0], blocks, at, _indent(found))
            or (_number_column(found) == 0 and _opens_count(line[0], blocks, at, _indent(found)))
            or (
                (block.gap > 0 or _names_official(line[0]))
                and not lone
                and _same(blocks[at + 1 : at + 1 + size], said)
            )
        ):
            found.pieces.extend((lines, line))
            lines = []
        else:
            lines.append(line)
            found.apart.append(block.gap > 0)
        at += 1
    found.pieces.append(lines)
    found.end = at


def _same(blocks: Sequence[Block], said: Sequence[Sequence[str]]) -> list[Line]:
    """The stretches of lines that are the header again, whose words are `said`; nothing for any others."""
    lines = [stretches(block) for block in blocks]
    return lines if [[stretch.text.plain for stretch in line] for line in lines] == said else []


def _is_page_number(line: Line, past: int) -> bool:
    """Whether a line is nothing but a number that stands under no header of numbers."""
    return len(line) == 1 and line[0].character > past and line[0].text.plain.isdecimal()


def _stands_apart(blocks: Sequence[Block], at: int) -> bool:
    """Whether a blank line stands above a block, or the text ends before it."""
    block = blocks[at] if at < len(blocks) else None
    return not isinstance(block, Paragraph) or block.gap > 0


def _signs(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line is nothing but the body that signs, and its date stands below it."""
    block, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        isinstance(block, Paragraph)
        and isinstance(below, Paragraph)
        and is_date_line(below.text.plain.strip())
        and is_body(block.text.plain)
    )


def _spans(stretch: Stretch, blocks: Sequence[Block], at: int, indent: int) -> bool:
    """Whether a line alone is the heading of the rows below it: before the second column, or anywhere between blank
    lines or behind 一、."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    apart = all(isinstance(block, Paragraph) and block.gap > 0 for block in (blocks[at], below))
    word = fold(stretch.text.plain)
    centred = (mark := marker(word)) is not None and mark.kind == "一、"
    return is_spanning(word) and (stretch.character <= indent or apart or centred)


def _names_official(stretch: Stretch) -> bool:
    word = fold(stretch.text.plain)
    return official(word) is not None or heads_work_of_official(word)


def _opens_count(stretch: Stretch, blocks: Sequence[Block], at: int, indent: int) -> bool:
    """Whether a few words before the second column head the rows below them, whose numbers begin with 1."""
    below = stretches(blocks[at + 1]) if at + 1 < len(blocks) else []
    first = below[0].text.plain if len(below) > 1 else ""
    begins = counts(first) and row_number(fold(first)) == 1
    return begins and stretch.character < indent and is_bare_heading(fold(stretch.text.plain))


def _indent(found: _Found) -> int:
    """Where the second column of the header begins: what spans the table begins before it."""
    return found.header.columns[1].character


def _number_column(found: _Found) -> int:
    """Which column holds the numbers."""
    fields = [column_field(each.text.plain) for each in found.header.columns]
    return fields.index("number") if "number" in fields else 0


def _past(found: _Found) -> int:
    """Where a number begins at the latest: it stands below the header of its column."""
    header = found.header.columns[_number_column(found)]
    return header.character + len(header.text.plain) + _NUMBER


def _ends(line: Line, gap: int) -> bool:
    """Whether a line stands below the table: a remark; behind a blank line, labels with values, a title, a signature."""
    if gap > 0 and all(_LABEL.match(stretch.text.plain) for stretch in line):
        return True
    if gap > 0 and is_imprint("".join(stretch.text.plain for stretch in line)):
        return True
    if len(line) > 1:
        return False
    plain = line[0].text.plain
    if is_remark(plain):
        return True
    found = marker(plain)
    numbered = found is not None and found.kind in SECTION_KINDS  # 二.建设服务型政府
    return (gap > 0 and not numbered) and (
        is_date_line(plain)
        or is_body(plain)
        or is_title(plain)
        or is_annex_mark(plain)
        or is_annex_title(plain)
    )


def _table(found: _Found) -> Table | None:
    """The table; None where its lines do not fall into columns."""
    number = _number_column(found)
    dealt = _dealt(found)
    if dealt is None:
        return None
    header, lines = dealt
    head = [cell_of(pieces, column, None) for column, pieces in enumerate(header, start=1)]
    fields = [column_field(cell.text.plain) for cell in head]
    content = next((at for at, known in enumerate(fields) if known in {"content", "name"}), number + 1)
    grid: list[tuple[Cell, ...]] = head_rows(head, found.header)
    top = len(grid)
    taken = 0
    last: list[list[Stretch]] = []
    for piece in found.pieces:
        if piece and not isinstance(piece[0], list):
            spanning = Cell(piece[0].text, colspan=len(head))
            grid.append(tuple(spanning for _ in head))
            last = []
            continue
        body, apart = lines[taken : taken + len(piece)], found.apart[taken : taken + len(piece)]
        taken += len(piece)
        before, rows = rows_of(body, number, content, goes_on=bool(last), apart=apart)
        for line in before:
            for at, stretch in enumerate(line):
                if last and stretch is not None:
                    last[at].append(stretch)
        if last and before:
            grid[-1] = _row(last, fields)
        for row in grouped(rows, number):
            grid.append(_row(row, fields))
            last = row
    return Table(tuple(grid), header=top, gap=found.gap)


def _dealt(found: _Found) -> tuple[list[list[Stretch]], list[Dealt]] | None:
    """The stretches of each header cell, and all lines by columns; None where a line does not fall into them."""
    anchor = found.header.columns
    body: list[Line] = []
    heads: list[Line] = []
    for (begin, head), (end, _) in pairwise(
        [(0, found.header), *found.pages, (len(found.pieces), found.header)]
    ):
        above = head.columns if begin else anchor
        lines = [line for piece in found.pieces[begin:end] for line in piece if isinstance(line, list)]
        body += lines
        heads += [above if len(above) == len(anchor) else anchor] * len(lines)
    return by_columns(anchor, found.header.words, body, heads, found.apart)


def _row(cells: Sequence[Sequence[Stretch]], fields: Sequence[str | None]) -> tuple[Cell, ...]:
    return tuple(cell_of(pieces, at + 1, fields[at]) for at, pieces in enumerate(cells))
