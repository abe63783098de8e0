"""Running heads: what a printer repeats at every page's end or beginning, beside the page number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Block, Paragraph
from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.titles import is_body

PAGE_NUMBER: Final = re.compile(
    r"^[-—–－·.~]{1,3}[0-9]{1,4}[-—–－·.~]{1,3}$|^第[0-9]{1,4}页(?:[,，/]?共[0-9]{1,4}页)?$|^[0-9]{1,3}/[0-9]{1,3}页?$"
)
_OPENING: Final = frozenset("-—–－·.~第0123456789０１２３４５６７８９")
_FIGURES: Final = re.compile("[0-9]+")
_LONGEST: Final = 40
_SHORT: Final = 4
_OPENING_LINES: Final = 6
"""The lines of a document among which its title stands."""
_PAPER: Final = "文件"
_NEAR: Final = 2
_PAGES: Final = 2
"""A line that stands so often beside a page number is one of every page."""


def running_heads(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of lines that go with the page numbers of a document: heads that come again, and bare figures."""
    numbers = [at for at, block in enumerate(blocks) if _is_page_number(block)]
    if not numbers:
        return frozenset()
    beside = {
        near: _kind(blocks[near])
        for at in numbers
        for near in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(blocks)))
        if near != at
    }
    often = Counter(kind for kind in beside.values() if kind)
    titles = {_kind(block) for block in blocks[:_OPENING_LINES]} - {"", "0"}
    return frozenset(
        at
        for at, kind in beside.items()
        if kind
        and (often[kind] >= _PAGES or (at >= _OPENING_LINES and (kind in titles or _is_letterhead(kind))))
    )


def _is_letterhead(word: str) -> bool:
    """Whether a line inside a document is the head of its paper: 某区人民政府办公室文件."""
    return word.endswith(_PAPER) and is_body(word[: -len(_PAPER)])


def _is_page_number(block: Block) -> bool:
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return False
    head = block.text.plain.lstrip()[:1]
    return head in _OPENING and PAGE_NUMBER.match(fold(block.text.plain)) is not None


def _kind(block: Block) -> str:
    """A short line without its figures, where it can be a running head; "" for any other."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return ""
    word = fold(block.text.plain)
    if any(sign in word for sign in "。；;：:，,") or marker(block.text.plain) is not None:
        return ""
    if not word.isdecimal() and (len(word) <= _SHORT or is_deadline(word)):
        return ""  # a cell of a table: 全年, 12月底前
    return _FIGURES.sub("0", word)
