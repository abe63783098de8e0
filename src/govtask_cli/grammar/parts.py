"""A document as a sequence of parts: cut at the titles of lists, tables, annexes and forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from govtask_cli.document import EMPTY, Block, Document, Label, Note, Paragraph, Part, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.leaders import heads_work_of_official, leader_of
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.stance import heading_kind
from govtask_cli.grammar.titles import (
    bare_title,
    heads_states,
    is_annex_mark,
    is_annex_title,
    is_appendix_title,
    is_definition,
    is_title,
    named_titles,
)
from govtask_cli.lexicon import words

STEP: Final = "parts"
_SECTION: Final = 14
_WIDE_GAP: Final = 2
_HEADER: Final = 8
_PREFACE: Final = 6
_SIGNED: Final = 8
"""Fewer lines than these stand between the names of the annexes and the first of them."""
_ADDED: Final = re.compile(r"附[:：]\S")
"""附：… below a table opens a list of its own; in a report it is a passage."""
_CHAPTER: Final = 20
_OPENING: Final = 6
_BELOW: Final = 12
"""Labels of a page may stand in so many lines between a title and its list."""


@dataclass(slots=True)
class _Growing:
    """A part while its blocks are gathered."""

    title: Text = EMPTY
    head: list[Text] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def cut_parts(document: Document) -> tuple[tuple[Part, ...], tuple[Note, ...]]:
    """The parts in order, and notes of headings that were repeated or only refer to an annex."""
    blocks = document.blocks
    titles = _titles(blocks)
    last_mark = _last_mark(blocks)
    named = {
        name
        for block in blocks
        if isinstance(block, Paragraph) and "《" in block.text.plain
        for name in named_titles(block.text.plain)
    }
    notes: list[Note] = []
    done: list[_Growing] = [_Growing()]
    listed = _listed(blocks)
    for at, block in enumerate(blocks):
        now = done[-1]
        if at in listed and isinstance(block, Paragraph):
            notes.append(_reference(block.text))
            continue
        if not isinstance(block, Paragraph):
            now.blocks.append(block)
            continue
        plain = block.text.plain
        word = fold(plain)
        if is_annex_mark(plain):
            done.append(_Growing(head=[block.text]))
        elif (is_annex_title(plain) and marker(plain) is None) or _refers(plain, titles):
            if bare_title(plain) in titles or at < last_mark or not is_annex_title(plain):
                notes.append(_reference(block.text))
            else:
                done.append(_Growing(title=_without_mark(block.text), head=[block.text]))
        elif _ADDED.match(plain) is not None and at and isinstance(blocks[at - 1], Table):
            done.append(_Growing(title=_without_mark(block.text), head=[block.text]))
        elif (
            now.head
            and not now.title
            and not now.blocks
            and len(word) <= 70
            and not word.endswith(("。", "；"))
        ):
            now.title = block.text
            now.head.append(block.text)
        elif (is_title(plain) or is_appendix_title(plain)) and now.title and fold(now.title.plain) == word:
            notes.append(
                Note(
                    STEP,
                    "repeated_heading",
                    "a heading repeated above a table was dropped",
                    block.text,
                    dropped=True,
                )
            )
        elif _opens_part(blocks, at, block, named) and not _heads_section(now, word):
            done.append(_Growing(title=block.text, head=[block.text]))
        else:
            now.blocks.append(block)
    parts = [
        Part(part.title, tuple(part.blocks), head=tuple(part.head))
        for part in done
        if part.head or part.blocks
    ]
    return tuple(Part(part.title, part.blocks, index, part.head) for index, part in enumerate(parts)), tuple(
        notes
    )


def _reference(text: Text) -> Note:
    return Note(STEP, "reference", "a reference to an annex (附件) was dropped", text, dropped=True)


def _listed(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines at a notice's end that only name its annexes, whose titles stand below further marks: 附件： / 某县…
    分工 / 某县人民政府办公室 / 2031年3月2日 / 附件 / 某县…分工."""
    plain = [block.text.plain if isinstance(block, Paragraph) else "" for block in blocks]
    marks = {at for at, said in enumerate(plain) if is_annex_mark(said)}
    titled = {bare_title(plain[at + 1]): at for at in sorted(marks) if at + 1 < len(plain) and plain[at + 1]}
    listed: set[int] = set()
    for mark in marks:
        at = mark + 1
        while at < len(plain) and is_title(plain[at]) and titled.get(bare_title(plain[at]), mark) > mark:
            at += 1
        further = next((each for each in range(at, at + _SIGNED) if each in marks), at + _SIGNED)
        between = plain[at:further]  # who signs, and when: no list and no table of the annex itself
        if at > mark + 1 and len(between) < _SIGNED and all(said and not marker(said) for said in between):
            listed.update(range(mark, at))
    return frozenset(listed)


def _refers(plain: str, titles: set[str]) -> bool:
    """Whether a line refers to a paper whose title stands on a line of its own: 附：某县重点任务分解表."""
    said = plain.lstrip()
    return said.startswith(("附：", "附:")) and bare_title(said[2:]) in titles


def _titles(blocks: Sequence[Block]) -> set[str]:
    """The bare titles that stand on lines of their own."""
    return {
        bare_title(block.text.plain)
        for block in blocks
        if isinstance(block, Paragraph)
        and is_title(block.text.plain)
        and not is_annex_title(block.text.plain)
    }


def _last_mark(blocks: Sequence[Block]) -> int:
    """Where the last mark of an annex stands: 附件：… above it only refers to what follows."""
    marks = (
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and is_annex_mark(block.text.plain)
    )
    return max(marks, default=-1)


def _without_mark(text: Text) -> Text:
    """An annex title without 附表1：."""
    plain = text.plain
    for at, sign in enumerate(plain):
        if sign in ":：、. \u3000" and (at >= 2 or plain[:1] == "附"):
            return text.cut(at + 1).strip()
    return text


def _opens_part(blocks: Sequence[Block], at: int, block: Paragraph, named: set[str]) -> bool:
    """Whether a title line really opens a part: named in the notice, set off, or with a list or table behind it."""
    plain = block.text.plain
    word = plain.strip()
    if _names_sheet(block.text):
        return True
    if is_appendix_title(plain):
        return block.gap > 0 or at == 0 or _is_explained(blocks, at)
    if not is_title(plain) or heads_states(plain) or (at and heads_work_of_official(plain)):
        return False
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    further = below.text.plain.strip() if isinstance(below, Paragraph) else ""
    if 0 < len(further) <= _HEADER and len(word) <= _HEADER and column_field(word) and column_field(further):
        return False  # 工作任务 / 责任单位: words of a header or of a form
    if bare_title(plain) in named or block.gap >= _WIDE_GAP or at == 0:
        return True
    if _is_chapter(blocks, plain):
        return False
    return _announces(blocks, at)


def _heads_section(now: _Growing, word: str) -> bool:
    """Whether a short line below a title and its preface is the heading of a section, though it ends like a title:
    主要预期目标."""
    if not now.title or len(word) > _SECTION or not word.endswith(("目标", "指标")):
        return False
    return len(now.blocks) <= _PREFACE and all(
        isinstance(block, Paragraph) and marker(block.text.plain) is None for block in now.blocks
    )


def _is_explained(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line below explains a term: 1.完整社区：指在步行范围内……."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(below, Paragraph) and is_definition(below.text.plain)


def _is_chapter(blocks: Sequence[Block], plain: str) -> bool:
    """Whether a line is a chapter without a number in a report that has its title above: 2030年工作完成情况."""
    if len(plain) > _CHAPTER or heading_kind(plain) is None:
        return False
    opening = (block.text.plain for block in blocks[:_OPENING] if isinstance(block, Paragraph))
    return any(bare_title(line).endswith(words("report", "title")) for line in opening if is_title(line))


def _names_sheet(text: Text) -> bool:
    """Whether a text is the name of a sheet, which its reader gives where no title stands above its tables."""
    origin = text.origin
    return origin.sheet is not None and origin.cell is None


def _announces(blocks: Sequence[Block], at: int) -> bool:
    """Whether a table, a first marker, a leader's heading or another title follows, behind the labels of a page."""
    below = (block for block in islice(blocks, at + 1, at + 1 + _BELOW) if not isinstance(block, Label))
    for block in islice(below, 2):
        if isinstance(block, Table):
            return True
        plain = block.text.plain
        found = marker(plain)
        if found is not None:
            return found.number == 1
        if is_title(plain) or (len(plain) <= 30 and leader_of(plain) is not None):
            return True
        if len(plain) > 40:
            return plain.rstrip().endswith(("：", ":", "。")) and at <= 8
    return at <= 8
