"""Tables that a web page or a converter flattened to one cell, or one paragraph of a cell, per line.

Found by a run of header words that opens with the number column. Two shapes are rebuilt:

* with a block of figures (a target, then one column a region): every row holds the same number of value
  cells, so the rows are counted out; number, category, name and unit cells may be merged away;
* of text: each row opens with its number alone on a line; its lines are dealt to the columns in order, each
  to the column whose kind of text it is.

Header cells that were split over lines are put together by `headers`, from the words and the count of columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line, is_deadline
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.leaders import heads_work_of_official, official
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.schedule import is_part_of_year
from govtask_cli.grammar.titles import (
    is_annex_mark,
    is_annex_title,
    is_body,
    is_remark,
    is_title,
    named_titles,
    names_copies,
)
from govtask_cli.repair.blocks import plain_of, stands_above_date
from govtask_cli.repair.figures import count_out
from govtask_cli.repair.fitting import CellLine
from govtask_cli.repair.flattened_header import (
    below_parent,
    is_believable,
    line_a_column,
    set_apart,
    under_parent,
)
from govtask_cli.repair.headers import Column, segment
from govtask_cli.repair.lines import (
    GROUPS,
    Odd,
    Row,
    deal_out,
    is_bare_heading,
    is_row_number,
    is_spanning,
    lines_below,
    row_length,
    rows_of_width,
)
from govtask_cli.repair.pages import is_continuation, without_continuation

STEP: Final = "flattened"
_HEADER_LINES: Final = 48
_HEADER_WIDTH: Final = 16
_OPENING, _TRIED = 3, 8
"""A header that comes again with the same first lines, and headed no table so many times, heads none."""
_PIECE: Final = 3
_POINTED: Final = frozenset("0123456789(①②③④⑤⑥⑦⑧⑨⑩")
_POINTS: Final = frozenset({"1.", "1、", "（1）", "①"})
_GROUPING: Final = frozenset({"category", "leader", "name"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A flattened table: where its header and its body stand among the blocks."""

    begin: int
    body: int
    end: int


_Known = dict[tuple[str, ...], list[Column]]
_Counted = list[Column] | None
_Valued = tuple[list[Column], list[Row], list[Odd]] | None


def rebuild_flattened(document: Document) -> Document:
    """Every flattened table becomes a `Table`; the rest stays as it is."""
    blocks = document.blocks
    names = {
        title
        for block in blocks
        if isinstance(block, Paragraph) and "《" in block.text.plain
        for title in named_titles(block.text.plain)
    }
    kept: list[Block] = []
    notes: list[Note] = []
    known: _Known = {}
    barren: dict[tuple[str, ...], int] = {}  # headers that head no table → how often they were tried
    at = 0
    while at < len(blocks):
        tried = barren.get(_opening(blocks, at), 0) if barren else 0
        found = _find(blocks, at, names) if tried < _TRIED else None
        if found is None:
            kept.append(blocks[at])
            at += 1
            continue
        rebuilt = _rebuild(blocks, found, known)
        if rebuilt is None:
            barren[_opening(blocks, at)] = tried + 1
            kept.append(blocks[at])
            at += 1
            continue
        kept.append(rebuilt[0])
        notes.extend(rebuilt[1])
        at = rebuilt[2]
    return document.mended(kept, notes)


def _opening(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """What the first lines of a header say."""
    return tuple(plain_of(block) for block in blocks[at : at + _OPENING])


def _find(blocks: Sequence[Block], at: int, names: set[str]) -> _Found | None:
    """The flattened table whose header opens at `at`, if one does."""
    block = blocks[at]
    if (
        not isinstance(block, Paragraph)
        or len(block.text.plain) > 8
        or not (
            _opens(block.text.plain) or _opens(block.text.plain + _below(blocks, at)) or _groups(blocks, at)
        )
    ):
        return None
    body = at + 1
    while body < len(blocks) and body - at <= _HEADER_LINES:
        line = blocks[body]
        if not isinstance(line, Paragraph):
            return None
        word = fold(line.text.plain)
        if is_row_number(word) or is_spanning(word):
            break
        if (
            len(word) > _HEADER_WIDTH
            or "\t" in line.text.plain.strip()
            or any(sign in word for sign in "。；;,，")
        ):
            return None
        body += 1
    else:
        return None
    grouped = _groups(blocks, at)
    while grouped and body - at > 3 and column_field(plain_of(blocks[body - 1])) is None:
        body, grouped = body - 1, grouped - 1
    if body - at < 3 or body >= len(blocks):
        return None
    dated = column_field(plain_of(blocks[body - 1])) == "deadline"
    return _Found(at, body, table_end(blocks, body, names, dated=dated))


def _opens(word: str) -> bool:
    """Whether a line opens a header: it names the number column."""
    return column_field(word.strip()) == "number"


def _groups(blocks: Sequence[Block], at: int) -> int:
    """How many columns that group the rows a header has before its number column: 工作领域 / 序号."""
    before = 0
    while before <= GROUPS and at < len(blocks):
        field, size = column_field(plain_of(blocks[at])), 1
        if field is None and at + 1 < len(blocks) and len(plain_of(blocks[at])) <= _PIECE:  # 工程 / 名称
            field, size = column_field(plain_of(blocks[at]) + plain_of(blocks[at + 1])), 2
        if field not in _GROUPING:
            return before if field == "number" else 0
        before, at = before + 1, at + size
    return 0


def _below(blocks: Sequence[Block], at: int) -> str:
    """The line below, where it can be the rest of a header word: 序 / 号."""
    line = blocks[at + 1] if at + 1 < len(blocks) else None
    return line.text.plain if isinstance(line, Paragraph) and len(line.text.plain) <= _PIECE else "。"


def table_end(
    blocks: Sequence[Block], body: int, names: Collection[str] = frozenset(), *, dated: bool = False
) -> int:
    """Where the table ends: at a title of its own, an annex mark, a signature, or the end of the document. `dated`: its
    rows end in a date, so that nobody signs below a row that has none yet."""
    gaps = Counter(block.gap for block in blocks[body : body + 200] if isinstance(block, Paragraph))
    usual = gaps.most_common(1)[0][0] if gaps else 0
    for at in range(body, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            return at
        plain = block.text.plain.strip()
        if is_remark(plain) or names_copies(plain):
            return at
        if is_body(plain) and stands_above_date(blocks, at) and not _opens_row(blocks, at + 2):
            above = plain_of(blocks[at - 1])
            if not dated or is_deadline(above) or is_date_line(above):
                return at
        if is_annex_mark(plain) or (is_annex_title(plain) and block.gap >= usual):
            return at
        if len(plain) <= 80 and is_title(plain):
            named = fold(plain) in names or any(name in fold(plain) for name in names)
            if named or (block.gap > usual and _is_followed(blocks, at)):
                return at
    return len(blocks)


def _opens_row(blocks: Sequence[Block], at: int) -> bool:
    """Whether a row begins there, so that a body and a date above it are cells: 各学院 / 2031年6月."""
    word = fold(plain_of(blocks[at])) if at < len(blocks) else ""
    return is_row_number(word) or is_spanning(word)


def _is_followed(blocks: Sequence[Block], at: int) -> bool:
    """Whether what follows a title is not the next row of the table: the next row's figures or number."""
    following = [fold(block.text.plain) for block in blocks[at + 1 : at + 3] if isinstance(block, Paragraph)]
    return not following or not any(word == "/" or word.replace(".", "").isdecimal() for word in following)


def _rebuild(blocks: Sequence[Block], found: _Found, known: _Known) -> tuple[Table, list[Note], int] | None:
    """The table as a grid, what was mended, and where it ends; None where its lines have no shape that could be
    trusted. `known` remembers the columns of headers: a table of few rows may come below those of many."""
    notes: list[Note] = []
    header = [block for block in blocks[found.begin : found.body] if isinstance(block, Paragraph)]
    if _is_headed(blocks, found, header):
        found, header = replace(found, body=found.body - 1), header[:-1]
    body = _cell_lines(blocks, found, [fold(line.text.plain) for line in header], notes)
    header = set_apart(header, blocks[found.begin + 1 : found.end])
    words = [fold(line.text.plain) for line in header]
    rows: list[Row] | None = None
    columns, end = None, found.end
    counted, valued, order = _counted_out(body, words)
    if order is not None:
        header, words = _under(header, order, notes), [words[at] for at in order]
    if counted is None and valued is None:
        counted = known.get(tuple(words))
    if counted is not None:
        columns = known[tuple(words)] = counted
        rows, odd, _ = deal_out(body, columns, counted=True)
    elif valued is not None:
        columns, rows, odd = valued
    else:
        columns = segment(words)
        if columns is None or not is_believable(columns):
            return None
        columns = under_parent(columns)
        end -= (others := lines_below(body, columns))
        rows, odd, mended = deal_out(body[: len(body) - others], columns)
        notes.extend(
            Note(STEP, "joined", "a sentence of a cell cut by a page break was joined again", text)
            for text in mended
        )
    if not rows or any(len(row) != len(columns) for row in rows):
        return None
    notes.extend(Note(STEP, "odd_row", message, text) for message, text in odd)
    top = tuple(Cell(Text.join(header[line].text.strip() for line in column.lines)) for column in columns)
    notes.append(
        Note(
            STEP,
            "rebuilt",
            f"a flattened table of {len(columns)} columns and {len(rows)} rows was rebuilt",
            header[0].text,
        )
    )
    return Table(grid=(top, *rows), header=1, gap=header[0].gap), notes, end


def _counted_out(
    body: Sequence[CellLine], words: Sequence[str]
) -> tuple[_Counted, _Valued, list[int] | None]:
    """The columns of a table whose rows have as many lines as the header has words, or whose figures tell them; with the
    order of its columns where some of its words stood below one that is left out."""
    for order in (None, *below_parent(words)):
        said = words if order is None else [words[at] for at in order]
        counted = line_a_column(body, said)
        valued = count_out(body, said) if counted is None else None
        if counted is not None or valued is not None:
            return counted, valued, order
    of_year = any(map(is_part_of_year, words))
    return None, None, next(below_parent(words), None) if of_year else None


def _under(header: list[Paragraph], order: Sequence[int], notes: list[Note]) -> list[Paragraph]:
    """The lines of a header in the order of its columns; those left out stood over several."""
    message = "a header over several columns was dropped for those below it"
    notes.extend(
        Note(STEP, "merged_header", message, line.text, dropped=True)
        for at, line in enumerate(header)
        if at not in order
    )
    return [header[at] for at in order]


def _is_headed(blocks: Sequence[Block], found: _Found, header: Sequence[Paragraph]) -> bool:
    """Whether the last line of a header is the heading of the first rows, since these have one line less."""
    words = [fold(line.text.plain) for line in header]
    if column_field(words[0]) != "number":
        return False
    if official(words[-1]) is not None or heads_work_of_official(words[-1]):
        return True
    if column_field(words[-1]) is not None:
        return False
    if not is_bare_heading(words[-1]) or is_part_of_year(words[-1]):
        return False
    lines = _cell_lines(blocks, found, words, [])
    return row_length(lines) == len(words) - 1 or bool(rows_of_width(lines, len(words) - 1))


def _cell_lines(
    blocks: Sequence[Block], found: _Found, header: list[str], notes: list[Note]
) -> list[CellLine]:
    """The body's lines with the blank lines above each beyond the usual; a repeated header is dropped."""
    body = [block for block in blocks[found.body : found.end] if isinstance(block, Paragraph)]
    gaps = Counter(line.gap for line in body[1:])
    usual = gaps.most_common(1)[0][0] if gaps else 0
    words = [fold(line.text.plain) for line in body]
    lines: list[CellLine] = []
    at = 0
    while at < len(body):
        if words[at] == header[0] and words[at : at + len(header)] == header:
            text = Text.join((line.text for line in body[at : at + len(header)]), " ")
            notes.append(
                Note(
                    STEP,
                    "repeated_header",
                    "a table header repeated in the middle was dropped",
                    text,
                    dropped=True,
                )
            )
            at += len(header)
            continue
        line = body[at]
        if is_continuation(line.text.plain):
            notes.append(without_continuation(STEP, line.text))
            at += 1
            continue
        holes = max(line.gap - usual, 0) if lines else 0
        tight = bool(lines) and line.gap < usual
        lines.append(CellLine(line.text.strip(), words[at], holes, tight, _point(words[at])))
        at += 1
    return _loosened(lines)


def _loosened(lines: list[CellLine]) -> list[CellLine]:
    """The same, where a row all of whose lines are tight stands in a piece that has no blank lines at all: there each
    line may be a cell."""
    starts = [at for at, line in enumerate(lines) if is_row_number(line.word)]
    for begin, end in pairwise([*starts, len(lines)]):
        if all(line.tight for line in lines[begin + 1 : end]):
            lines[begin + 1 : end] = [line._replace(tight=False) for line in lines[begin + 1 : end]]
    return lines


def _point(word: str) -> int:
    """Which point of a list a folded line is; 0 for none."""
    mark = marker(word) if word[:1] in _POINTED else None
    return mark.number if mark is not None and mark.kind in _POINTS and mark.end < len(word) else 0
