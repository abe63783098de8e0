"""Tables that page breaks cut: what follows one another becomes one table, marks of continuation are dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import SECTION_KINDS, marker
from govtask_cli.grammar.responsibility import heading_leader
from govtask_cli.grammar.titles import is_annex_title, is_remark, is_title
from govtask_cli.lexicon import words
from govtask_cli.repair.blocks import plain_of
from govtask_cli.repair.compound import fits_below
from govtask_cli.repair.cut_rows import has_header_cut, header_row, join_rows
from govtask_cli.repair.lines import spanning_row
from govtask_cli.repair.repeated_headers import STEP, words_of

_SECTION: Final = 40
_LINES: Final = 2
"""A remark and a heading may part the rows of a table."""
_FIGURES: Final = 3
_NUMBER: Final = re.compile("[0-9一二三四五六七八九十]{0,3}")
_NO_SECTION: Final = re.compile("[。；;：:，,！？|]")
_BRACKETS: Final = str.maketrans(dict.fromkeys("()[]<>【】〔〕-—:"))


def join_pages(document: Document) -> Document:
    """Tables that follow one another become one; then rows that a page break cut become one."""
    notes: list[Note] = []
    blocks: list[Block] = []
    for block in _without_marks(document.blocks, notes):
        between = _between(blocks)
        above = blocks[len(blocks) - 1 - len(between)] if between is not None else None
        if (
            not isinstance(block, Table)
            or not isinstance(above, Table)
            or not _goes_on(above, block)
            or not _may_part(between or [], above, block)
        ):
            blocks.append(block)
            continue
        lines = [spanning_row(line.text, len(above.grid[0])) for line in between or []]
        whole = replace(above, grid=(*above.grid, *lines, *block.grid))
        blocks[len(blocks) - 1 - len(lines) :] = [whole]
    mended = [join_rows(block, notes) if isinstance(block, Table) else block for block in blocks]
    return document.mended(mended, notes)


def _between(blocks: Sequence[Block]) -> list[Paragraph] | None:
    """The few lines below the last table; None where more stand there."""
    lines: list[Paragraph] = []
    for block in reversed(blocks[-_LINES - 1 :]):
        if isinstance(block, Table):
            return lines[::-1]
        if not isinstance(block, Paragraph):
            return None
        lines.append(block)
    return None


def _own_header(upper: Table, lower: Table) -> int | None:
    """The header row of a table; None where it only repeats that of the one above, behind rows of its own."""
    header = header_row(lower)
    if not header or (above := header_row(upper)) is None:
        return header
    return None if words_of(lower.grid[header]) == words_of(upper.grid[above]) else header


def _may_part(lines: Sequence[Paragraph], upper: Table, lower: Table) -> bool:
    """Whether lines may stand between two rows of one table: headings of those below, or remarks."""
    if not lines:
        return True
    header = _own_header(upper, lower)
    if header == 0:
        return False
    bare = header is None and header_row(upper) is not None
    return all(
        bare if is_remark(line.text.plain) else _is_section(line) or _is_bare_section(line, upper, lower)
        for line in lines
    )


def _without_marks(blocks: Sequence[Block], notes: list[Note]) -> list[Block]:
    """The blocks without the lines above a table that only say that it goes on."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        marks = (
            isinstance(block, Paragraph) and isinstance(below, Table) and is_continuation(block.text.plain)
        )
        if (
            marks
            and len(kept) > 1
            and isinstance(kept[-2], Table)
            and (number := _bare_number(kept[-1])) is not None
        ):
            message = "a page number (页码) above a mark that a table goes on was dropped"
            notes.append(Note(STEP, "page_number", message, number, dropped=True))
            kept.pop()
        if marks and isinstance(block, Paragraph) and kept and isinstance(kept[-1], Table):
            notes.append(without_continuation(STEP, block.text))
        else:
            kept.append(block)
    return kept


def _bare_number(block: Block) -> Text | None:
    """A line that is nothing but a number of few figures."""
    said = plain_of(block)
    return block.text if isinstance(block, Paragraph) and said.isdecimal() and len(said) <= _FIGURES else None


@cache
def _marks() -> tuple[str, ...]:
    return tuple(fold(word) for word in words("furniture", "continuation"))


def without_continuation(step: str, text: Text) -> Note:
    """The note of a step that dropped such a line."""
    return Note(step, "continuation", "a mark that a table goes on (续表) was dropped", text, dropped=True)


def is_continuation(text: str) -> bool:
    """Whether a line says that a table goes on: 续表, （续上表）, 续表2, 某某分解表（续）."""
    word = fold(text)
    if len(word) > _SECTION or not word:
        return False
    if any(word.endswith((f"({mark})", f"[{mark}]")) for mark in _marks()):
        return True
    bare = word.translate(_BRACKETS)
    return any(bare.startswith(mark) and _NUMBER.fullmatch(bare, len(mark)) is not None for mark in _marks())


def _goes_on(upper: Table, lower: Table) -> bool:
    """Whether the lower table continues the upper: as wide, and with the same header or none."""
    if len(upper.grid[0]) != len(lower.grid[0]):
        return False
    if not fits_below(upper, lower):
        return False
    header = header_row(lower)
    if header is None or words_of(lower.grid[header]) == words_of(upper.grid[header_row(upper) or 0]):
        return True
    return header == 0 and has_header_cut(upper, lower)


def _is_section(paragraph: Paragraph) -> bool:
    """Whether a line between two pieces of a table is a row that spans it: a section's marker and few words."""
    plain = paragraph.text.plain.strip()
    found = marker(plain)
    opens = found is not None and found.kind in SECTION_KINDS
    return opens and len(plain) <= _SECTION and plain[-1] not in "。；;：:"


def _is_bare_section(paragraph: Paragraph, upper: Table, lower: Table) -> bool:
    """Whether a line without a marker is one: the rows below it have no header of their own, those above have one, and
    the line is neither a title nor a remark nor a date."""
    plain = paragraph.text.plain.strip()
    if heading_leader(plain) is not None and plain[-1] not in "。；;" and len(plain) <= _SECTION:
        return _own_header(upper, lower) is None and header_row(upper) is not None  # 包抓领导：丁一（副区长）
    if not 1 < len(plain) <= _SECTION or _NO_SECTION.search(plain) or not any(map(str.isalpha, plain)):
        return False
    if _own_header(upper, lower) is not None or header_row(upper) is None or lower.gap > 1:
        return False
    return not (
        marker(plain) or is_title(plain) or is_annex_title(plain) or is_remark(plain) or is_date_line(plain)
    )
