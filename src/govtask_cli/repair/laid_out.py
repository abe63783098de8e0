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
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.titles import is_annex_mark, is_annex_title, is_body, is_remark, is_title
from govtask_cli.repair.laid_out_columns import (
    Dealt,
    Line,
    Stretch,
    by_columns,
    cell_of,
    heads_apart,
    numbered_apart,
    stretches,
    with_further,
)
from govtask_cli.repair.laid_out_rows import grouped, rows_of
from govtask_cli.repair.lines import is_spanning

STEP: Final = "laid_out"
_WIDE: Final = re.compile(r"\S(?:[ \u00a0]{2}|\u3000)")
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_COLON: Final = re.compile("[:：]")
_FEWEST_WORDS: Final = 3
_FEWEST_ROWS: Final = 2
_BEFORE: Final = 2
"""So many columns may stand before the number: 类别, 领域."""
_NUMBER: Final = 2
_HEADER_PIECE: Final = 10
_HEADER_REST: Final = 3
"""So many lines the rest of a header takes whose cells begin at the top."""
_HEADER_LINES: Final = 2
"""So many lines above and below its middle one a header may have where its cells are centred."""


@dataclass(slots=True)
class _Found:
    """A table while its lines are gathered: header lines; then stretches of lines, parted by rows that span the table
    and by repeated headers. `apart`: of each line in them whether a blank line stands above it."""

    header: list[Line]
    pieces: list[list[Line] | Line] = field(default_factory=list)
    repeated: list[Text] = field(default_factory=list)
    pages: list[tuple[int, list[Line]]] = field(default_factory=list)
    apart: list[bool] = field(default_factory=list)
    begin: int = 0
    end: int = 0
    gap: int = 0


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
        del kept[len(kept) - (at - found.begin) :]
        kept.append(table)
        told = f"a table of {len(table.grid) - 1} rows whose cells stand in columns was rebuilt"
        notes.append(Note(STEP, "rebuilt", told, found.header[0][0].text))
        message = "a table header repeated in the middle was dropped"
        notes.extend(Note(STEP, "repeated_header", message, text, dropped=True) for text in found.repeated)
        at = found.end
    return document.mended(kept, notes)


def _find(blocks: Sequence[Block], at: int) -> _Found | None:
    """The table whose header stands at `at`, where any line below goes on with the cells of another."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or not _WIDE.search(block.text.plain):
        return None
    anchor = heads_apart(stretches(block))
    if len(anchor) < _FEWEST_WORDS:
        return None
    fields = [column_field(stretch.text.plain) for stretch in anchor]
    if len(set(fields) - {None}) < _FEWEST_WORDS or "number" not in fields[: _BEFORE + 1]:
        return None
    above = _pieces_above(blocks, at)
    below = [stretches(block) for block in blocks[at + 1 : at + 1 + len(above)]]
    if not all(below) or not all(_is_piece(line) for line in below):
        above, below = [], []
    if not above:
        below = _pieces_below(blocks, at, anchor)
    opening = blocks[at - len(above)]
    found = _Found(
        header=[*above, anchor, *below],
        begin=at - len(above),
        gap=opening.gap if isinstance(opening, Paragraph) else 0,
    )
    _gather(blocks, at + 1 + len(below), found, fields.index("number"))
    lines = [line for piece in found.pieces if piece and isinstance(piece[0], list) for line in piece]
    numbered = sum(isinstance(line, list) and _number_at(line) is not None for line in lines)
    sections = any(piece and not isinstance(piece[0], list) for piece in found.pieces)
    return found if numbered >= _FEWEST_ROWS and (len(lines) > numbered or sections) else None


def _pieces_above(blocks: Sequence[Block], at: int) -> list[Line]:
    """The lines above the middle line of a header that hold the beginnings of its taller cells."""
    found: list[Line] = []
    while len(found) < _HEADER_LINES and at > len(found):
        line = stretches(blocks[at - 1 - len(found)])
        below = blocks[at - len(found)]
        if not line or not _is_piece(line) or (isinstance(below, Paragraph) and below.gap):
            break
        found.insert(0, line)
    return found


def _pieces_below(blocks: Sequence[Block], at: int, anchor: Line) -> list[Line]:
    """The lines below the first line of a header that hold the rest of its longer cells: with them every word is a
    known header, or was unknown without."""
    found: list[Line] = []
    words = [stretch.text.plain for stretch in anchor]
    for block in blocks[at + 1 : at + 1 + _HEADER_REST]:
        line = stretches(block)
        apart = isinstance(block, Paragraph) and block.gap > 0
        if not line or apart or not _is_piece(line) or _number_at(line) is not None or _opens_rows(line):
            break
        longer = list(words)
        for piece in line:
            near = min(range(len(anchor)), key=lambda column: abs(anchor[column].character - piece.character))
            longer[near] += piece.text.plain
        worse = any(
            column_field(new) is None and column_field(old) is not None
            for old, new in zip(words, longer, strict=True)
        )
        if worse:
            break
        words = longer
        found.append(line)
    return found


def _opens_rows(line: Line) -> bool:
    """Whether a line spans the table below its header: 一、城市建设."""
    return len(line) == 1 and is_spanning(fold(line[0].text.plain))


def _is_piece(line: Line) -> bool:
    """Whether a line holds nothing but pieces of header words."""
    return not _opens_rows(line) and all(
        len(stretch.text.plain) <= _HEADER_PIECE
        and not stretch.text.plain.isdecimal()
        and not is_title(stretch.text.plain)
        and not is_body(stretch.text.plain)
        and not is_date_line(stretch.text.plain)
        and _COLON.search(stretch.text.plain) is None
        for stretch in line
    )


def _gather(blocks: Sequence[Block], at: int, found: _Found, number: int) -> None:
    """The lines of the table from `at` on, until a line that is none."""
    said = [[stretch.text.plain for stretch in line] for line in found.header]
    lines: list[Line] = []
    while at < len(blocks):
        block = blocks[at]
        line = numbered_apart(stretches(block), _past(found, number))
        if not line or not isinstance(block, Paragraph) or _signs(blocks, at):
            break
        goes_on = not lines and bool(found.repeated)  # below the header of another page
        if _ends(line, 0 if goes_on else block.gap):
            break
        size = len(said)
        following = [stretches(each) for each in blocks[at : at + size]]
        if [[stretch.text.plain for stretch in each] for each in following] == said:
            found.repeated.extend(Text.join((s.text for s in each), " ") for each in following)
            found.pieces.append(lines)
            found.pages.append((len(found.pieces), following))
            lines = []
            at += size
            continue
        if is_total(line[0].text.plain):  # 小计 with its sums
            found.pieces.extend((lines, [Stretch(block.text.strip(), line[0].character, line[0].column)]))
            lines = []
        elif len(line) == 1 and _spans(line[0], blocks, at, _indent(found)):
            found.pieces.extend((lines, line))
            lines = []
        else:
            lines.append(line)
            found.apart.append(block.gap > 0)
        at += 1
    found.pieces.append(lines)
    found.end = at


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


def _indent(found: _Found) -> int:
    """Where the second column of the header begins: what spans the table begins before it."""
    anchor = max(found.header, key=len)
    return anchor[1].character


def _past(found: _Found, number: int) -> int:
    """Where a number begins at the latest: it stands below the header of its column."""
    header = max(found.header, key=len)[number]
    return header.character + len(header.text.plain) + _NUMBER


def _ends(line: Line, gap: int) -> bool:
    """Whether a line stands below the table: a remark; behind a blank line, labels with values, a title, a signature."""
    if gap > 0 and all(_LABEL.match(stretch.text.plain) for stretch in line):
        return True
    if len(line) > 1:
        return False
    plain = line[0].text.plain
    if is_remark(plain):
        return True
    return gap > 0 and (
        is_date_line(plain)
        or is_body(plain)
        or is_title(plain)
        or is_annex_mark(plain)
        or is_annex_title(plain)
    )


def _number_at(line: Line) -> int | None:
    """Which stretch of a line is a number alone, among its first."""
    return next((at for at, each in enumerate(line[: _BEFORE + 1]) if each.text.plain.isdecimal()), None)


def _table(found: _Found) -> Table | None:
    """The table; None where its lines do not fall into columns."""
    middle = max(found.header, key=len)
    anchor = with_further(middle, found.header[: found.header.index(middle)])
    number = next(at for at, each in enumerate(anchor) if column_field(each.text.plain) == "number")
    dealt = _dealt(found, anchor)
    if dealt is None:
        return None
    header, lines = dealt
    head = [cell_of(pieces, column, None) for column, pieces in enumerate(header, start=1)]
    fields = [column_field(cell.text.plain) for cell in head]
    content = next((at for at, known in enumerate(fields) if known in {"content", "name"}), number + 1)
    grid: list[tuple[Cell, ...]] = [tuple(head)]
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
    return Table(tuple(grid), header=1, gap=found.gap)


def _dealt(found: _Found, anchor: Line) -> tuple[list[list[Stretch]], list[Dealt]] | None:
    """The stretches of each header cell, and all lines by columns; None where a line does not fall into them."""
    body: list[Line] = []
    heads: list[Line] = []
    for (begin, head), (end, _) in pairwise([(0, found.header), *found.pages, (len(found.pieces), [])]):
        middle = max(head, key=len)
        above = with_further(middle, head[: head.index(middle)]) if begin else anchor
        lines = [line for piece in found.pieces[begin:end] for line in piece if isinstance(line, list)]
        body += lines
        heads += [above if len(above) == len(anchor) else anchor] * len(lines)
    return by_columns(anchor, found.header, body, heads, found.apart)


def _row(cells: Sequence[Sequence[Stretch]], fields: Sequence[str | None]) -> tuple[Cell, ...]:
    return tuple(cell_of(pieces, at + 1, fields[at]) for at, pieces in enumerate(cells))
