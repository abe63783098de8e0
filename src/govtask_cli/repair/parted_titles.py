"""Titles set in two to four lines, cut wherever a line was full: 某县人民政府办公室关 / 于印发2031年重点项 /
目建设任务分解表的通知."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Block, Label, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.leaders import heads_work_of_official
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import DOCUMENT_NUMBER
from govtask_cli.grammar.numerals import NARROW
from govtask_cli.grammar.titles import is_annex_mark, is_body, is_notice_title, is_title
from govtask_cli.repair.full_lines import PROSE

_MOST: Final = 4
_WIDEST: Final = 32
"""A title that a line holds in whole may have more characters."""
_SENT: Final = re.compile("(?P<body>[^《》]{3,30}?)关于(?:印发|下达|转发|分解|公布|做好|落实|调整|报送)")
_PAPERS: Final = ("文件", "公报", "专报", "简报")
_OF_YEAR: Final = re.compile(r"[^《》]{0,14}(?:19|20)[0-9]{2} ?年")
_NO_TITLE: Final = re.compile("[。；;：:？！|\t]|^[（(]?总?第[0-9一二三四五六七八九十]{1,4}[期号]")
_NUMBER: Final = re.compile(r"[0-9]{1,4}号$|^[（(〔\[]")


def whole_titles(blocks: Sequence[Block], step: str, notes: list[Note]) -> list[Block]:
    """The blocks with every such title on one line, each with a note of `step`."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        size = _lines_of_title(blocks, at)
        if size:
            lines = [line for line in blocks[at : at + size] if isinstance(line, Paragraph)]
            text = Text.join(line.text.strip() for line in lines)
            notes.append(Note(step, "joined", "the lines of a title were joined", lines[1].text.strip()))
            found.append(Paragraph(text, lines[0].gap))
            at += size
        else:
            found.append(blocks[at])
            at += 1
    return found


def _lines_of_title(blocks: Sequence[Block], at: int) -> int:
    """How many lines from `at` on are one title; 0 where they are none, or a line is one alone."""
    first = blocks[at]
    if not isinstance(first, Paragraph) or not _is_set_off(blocks, at):
        return 0
    lines: list[str] = []
    for block in blocks[at : at + _MOST + 1]:
        plain = block.text.plain.strip() if isinstance(block, Paragraph) else ""
        if not plain or (lines and isinstance(block, Paragraph) and block.gap) or not _may_be_part(plain):
            break
        lines.append(plain)
    below = blocks[at + len(lines)] if at + len(lines) < len(blocks) else None
    if not 1 < len(lines) <= _MOST or not _ends_above(below):
        return 0
    whole = "".join(lines).translate(NARROW)
    opened = _SENT.match(whole)
    known = is_body(opened["body"]) if opened is not None else _OF_YEAR.match(whole) is not None
    dated = _OF_YEAR.match(lines[0].translate(NARROW)) is not None  # 2031年政府 / 工作报告…
    letterhead = lines[0].endswith(_PAPERS) and is_body(lines[0][:-2])  # 某县人民政府文件
    tools = "+" in lines[0]  # A- A A+ 打印本页
    alone = (
        letterhead
        or tools
        or is_title(lines[0])
        or (is_body(lines[0]) and not dated)
        or is_date_line(lines[0])
    )
    alone = alone and not (lines[1].startswith("的") and is_notice_title(whole))  # …完成情况 / 的通报
    return len(lines) if known and not alone and is_title(whole) else 0


def _may_be_part(plain: str) -> bool:
    return (
        len(plain) <= _WIDEST
        and any(map(str.isalpha, plain))
        and _NO_TITLE.search(plain) is None
        and (PROSE.search(plain) is None or "《" in plain or "、" in plain)
        and label_at_start(plain) is None
        and column_field(plain) != "number"
        and not is_annex_mark(plain)
        and not is_date_line(plain)
        and not heads_work_of_official(plain)
        and (marker(plain) is None or plain[:1].isdecimal())
        and _NUMBER.search(plain.translate(NARROW)) is None
    )


def _is_set_off(blocks: Sequence[Block], at: int) -> bool:
    """Whether something else than a line of the same paragraph stands above a line."""
    line = blocks[at]
    above = blocks[at - 1] if at else None
    return (
        above is None
        or not isinstance(above, Paragraph)
        or (isinstance(line, Paragraph) and line.gap > 0)
        or is_annex_mark(above.text.plain)
        or is_body(above.text.plain)
        or DOCUMENT_NUMBER.fullmatch(fold(above.text.plain)) is not None
    )


def _ends_above(below: Block | None) -> bool:
    """Whether a line opens something else: a blank line above it, a table, a label, a document number."""
    if isinstance(below, Paragraph):
        plain = below.text.plain.strip()
        first = marker(plain)
        return (
            bool(below.gap)
            or _NUMBER.search(plain) is not None
            or "：" in plain
            or is_date_line(plain)
            or (first is not None and first.kind == "一、" and first.number == 1)
        )
    return isinstance(below, Label | Table)
