"""Tables whose cells are joined without anything between them, a row a line, below a header joined likewise:

    序号工作任务责任单位完成时限
    1新建公厕12座。区城管局牵头，区财政局配合8月底前

The header is known by its words. A row opens with the number that is due; its task ends at the last full stop, its
deadline is told by its form, and what stands between them are the units. Where one row does not come out so, the
table stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import closing_deadline
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.responsibility import assigned
from govtask_cli.grammar.units import is_collective, is_whole_name
from govtask_cli.lexicon import words
from govtask_cli.repair.blocks import plain_of
from govtask_cli.repair.glued import glued_heads
from govtask_cli.repair.header_rows import placed
from govtask_cli.repair.lines import is_spanning, spanning_row

STEP: Final = "glued"
_FEWEST_WORDS, _FEWEST_ROWS = 3, 2
_LINES: Final = 3
"""So many lines a row takes at most."""
_IN_NUMBER: Final = re.compile(r"序\s号")
_MARK: Final = re.compile("[0-9]{1,3}、")
_LONGEST: Final = 8
"""A header word has no more characters."""
_SHORTEST_TASK: Final = 6
_TASK: Final = frozenset({"content", "name"})
_UNITS: Final = frozenset({"units", "lead"})
Span = tuple[int, int]


def rebuild_glued_rows(document: Document) -> Document:
    """Every such table becomes a `Table`; the rest stays as it is."""
    blocks = document.blocks
    kept: list[Block] = []
    notes: list[Note] = []
    at = last = 0
    while at < len(blocks):
        told: list[Note] = []
        found = _table(blocks, at, last, told)
        if found is None:
            kept.append(blocks[at])
            at += 1
            continue
        table, at, last = found
        kept.append(table)
        message = f"a table of {len(table.grid) - 1} rows with glued cells was parted by its header"
        notes.extend(
            Note(STEP, "rebuilt", message, cell.text) for cell in table.grid[0][:1] if cell is not None
        )
        notes.extend(told)
    return document.mended(kept, notes)


@cache
def _signs_of_numbers() -> frozenset[str]:
    """How words for the column of numbers begin: 序号, 任务序号, 编号."""
    return frozenset(word[0] for word in words("headers", "number"))


def _table(blocks: Sequence[Block], at: int, after: int, notes: list[Note]) -> tuple[Table, int, int] | None:
    """The table whose header stands at `at`, where it ends and its last number; None where there is none, or where a row
    does not come out. Its rows begin with 1, or go on `after` those of the table above."""
    header = blocks[at]
    if not isinstance(header, Paragraph) or header.text.plain.lstrip()[:1] not in _signs_of_numbers():
        return None
    if len(_IN_NUMBER.sub("", header.text.plain).split()) > 1:
        return None  # blanks or tabs part its words
    spans = _header_words(header.text.plain)
    fields = [column_field(header.text.plain[begin:end]) for begin, end in spans]
    if not _is_known(fields):
        return None
    grid: list[tuple[Cell | None, ...]] = [_row(header.text, spans)]
    first = re.match(r"\s*([0-9]{1,3})", plain_of(blocks[at + 1])) if at + 1 < len(blocks) else None
    rows = 0
    begun = due = int(first[1]) if first is not None and int(first[1]) == after + 1 else 1
    end = at + 1
    while end < len(blocks) and isinstance(block := blocks[end], Paragraph):
        if block.text.plain.strip() == header.text.plain.strip():
            message = "a table header repeated in the middle was dropped"
            notes.append(Note(STEP, "repeated_header", message, block.text, dropped=True))
            end += 1
            continue
        if is_spanning(fold(block.text.plain)):
            grid.append(spanning_row(block.text.strip(), len(spans)))
            end += 1
            continue
        plain = block.text.plain.strip()
        if rows and len(grid[-1]) > 1 and not any(cell and cell.text for cell in grid[-1][1:]):
            due = due if plain.startswith(str(due)) else 1  # below a section the numbers may begin anew
        if not plain.startswith(str(due)):
            break
        row = _whole_row(blocks[end : end + _LINES], str(due), fields, notes)
        if row is None:
            return None
        cells, size = row
        grid.append(cells)
        end, due, rows = end + size, due + 1, rows + 1
    if rows < (_FEWEST_ROWS if begun == 1 else 1):
        return None
    return Table(tuple(grid), header=1, gap=header.gap), end, due - 1


def _whole_row(
    blocks: Sequence[Block], number: str, fields: Sequence[str | None], notes: list[Note]
) -> tuple[tuple[Cell, ...], int] | None:
    """The cells of the row that opens with the first of the blocks, and how many lines it takes; the numbers that a
    site for documents put before the others are dropped."""
    text = EMPTY
    marks: list[Text] = []
    for size, block in enumerate(blocks, start=1):
        if not isinstance(block, Paragraph):
            return None
        line = block.text.strip()
        mark = _MARK.match(line.plain) if text else None
        if mark is not None:
            marks.append(line.cut(0, mark.end()))
        text = Text.join([text, line.cut(mark.end() if mark is not None else 0)])
        cells = _cells(text.plain, number, fields)
        if cells is not None:
            message = "a number that a site put into the text was dropped"
            notes.extend(Note(STEP, "chunk_number", message, each, dropped=True) for each in marks)
            return _row(text, cells), size
    return None


def _header_words(plain: str) -> list[Span]:
    """The words of a line that is nothing but header words joined; none for any other line."""
    begin, end = len(plain) - len(plain.lstrip()), len(plain.rstrip())
    blank = _IN_NUMBER.match(plain, begin)  # 序 号
    found = [(begin, blank.end())] if blank is not None else []
    found += glued_heads(plain[:end], blank.end() if blank is not None else begin)
    past = found[-1][1] if found else begin
    if found and past < end and end - past <= _LONGEST and column_field(plain[past:end]) == "deadline":
        found.append((past, end))  # 计划完成时间
    return found if len(found) >= _FEWEST_WORDS and found[-1][1] == end else []


def _is_known(fields: Sequence[str | None]) -> bool:
    """Whether columns are such as can be told apart: number, task, then units, a deadline behind them or none."""
    return (
        len(fields) >= _FEWEST_WORDS
        and fields[0] == "number"
        and fields[1] in _TASK
        and fields[2] in _UNITS
        and list(fields[3:]) in ([], ["deadline"])
    )


def _cells(plain: str, number: str, fields: Sequence[str | None]) -> list[Span] | None:
    """Where the cells of a row stand; None where they cannot be told for sure."""
    begin = plain.index(number)
    task, end = begin + len(number), len(plain.rstrip())
    units = plain.rfind("。", 0, end) + 1
    due = closing_deadline(plain[:end]) if fields[-1] == "deadline" else end
    if due is None or not units or due <= units or units - task < _SHORTEST_TASK or plain[task] in ".、．":
        return None
    names = [unit.name for unit in assigned(plain[units:due], None)[0]]
    if not names or not all(is_whole_name(name) or is_collective(name) for name in names):
        return None
    spans = [(begin, task), (task, units), (units, due), (due, end)]
    return spans[: len(fields)]


def _row(text: Text, spans: Sequence[Span]) -> tuple[Cell, ...]:
    return tuple(
        Cell(placed(text.cut(begin, end).strip(), column))
        for column, (begin, end) in enumerate(spans, start=1)
    )
