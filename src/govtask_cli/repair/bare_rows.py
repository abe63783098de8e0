"""Rows between bars that have none at their ends, set in several lines, as programs that turn pages into Markdown
write them:

    类别| 序号| 实事内容| 责任单位| 进展情况
    ---|---|---|---|---
    教育| 1| 新建学校4所。| 区教育局|
    已建成2所。

A rule of dashes tells that a table is there and how many bars a row has; two blanks at the end of a line that a row ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from govtask_cli.document import Block, Note, Paragraph, Text

STEP: Final = "tables"
_RULE: Final = frozenset("-:| ")
_ENDS: Final = "  "
_LINES: Final = 20
"""Lines that one row may take."""


def whole_bare_rows(blocks: Sequence[Block], notes: list[Note]) -> Iterator[Block]:
    """The blocks, such rows in one line each; their rules are dropped."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        rule = blocks[at + 1] if at + 1 < len(blocks) else None
        bars = _bars(block)
        if not isinstance(block, Paragraph) or bars == 0 or not _is_rule(rule, bars):
            yield block
            at += 1
            continue
        assert isinstance(rule, Paragraph)
        notes.append(Note(STEP, "rule", "a ruling line was removed", rule.text.strip(), dropped=True))
        yield block
        at += 2
        told = block.text.plain.endswith(_ENDS)
        while (size := _row(blocks, at, bars, told=told)) > 0:
            yield _joined(blocks[at : at + size], notes)
            at += size


def _bars(block: Block | None) -> int:
    """How many bars stand in a line that has none at its ends."""
    plain = block.text.plain.strip() if isinstance(block, Paragraph) else ""
    return 0 if plain[:1] == "|" else plain.count("|")


def _is_rule(block: Block | None, bars: int) -> bool:
    """Whether a line is the rule below a header with so many bars."""
    return isinstance(block, Paragraph) and _draws(block.text.plain) and block.text.plain.count("|") == bars


def _draws(plain: str) -> bool:
    """Whether a line is a rule of dashes between bars."""
    return "--" in plain and "|" in plain and _RULE.issuperset(plain.strip())


def _row(blocks: Sequence[Block], at: int, bars: int, *, told: bool) -> int:
    """How many lines the row takes that begins at `at`; 0 where none does. `told`: blanks tell where rows end."""
    seen = 0
    for size, block in enumerate(blocks[at : at + _LINES], start=1):
        if not isinstance(block, Paragraph) or (size > 1 and block.gap):
            return 0
        if _draws(block.text.plain):
            return 0
        seen += block.text.plain.count("|")
        if not 0 < seen <= bars:
            return 0
        if block.text.plain.endswith(_ENDS) if told else seen == bars:
            return size
    return 0


def _joined(lines: Sequence[Block], notes: list[Note]) -> Paragraph:
    """The lines of a row as one."""
    kept = [line for line in lines if isinstance(line, Paragraph)]
    if len(kept) > 1:
        place = kept[1].text.cut(0, 12)
        notes.append(Note(STEP, "joined", "a row set in several lines was joined", place))
    return Paragraph(Text.join(line.text.strip() for line in kept), kept[0].gap)
