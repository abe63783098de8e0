"""Running heads: what a printer repeats at every page's end or beginning, beside the page number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Paragraph
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.titles import is_body, is_title
from govtask_cli.repair.blocks import plain_of, stands_above_date
from govtask_cli.repair.full_lines import PROSE
from govtask_cli.repair.joints import ends_sentence, opens_anew, unclosed

PAGE_NUMBER: Final = re.compile(
    r"^[-—–－·.~]{1,3}[0-9]{1,4}[-—–－·.~]{1,3}$|^第[0-9]{1,4}页(?:[,，/]?共[0-9]{1,4}页)?$|^[0-9]{1,3}/[0-9]{1,3}页?$"
)
_OPENING: Final = frozenset("-—–－·.~第0123456789０１２３４５６７８９")
_FIGURES: Final = re.compile("[0-9]+")
_LONGEST: Final = 40
_SHORT: Final = 4
_CELL: Final = 12
_OPENING_LINES: Final = 6
"""The lines of a document among which its title stands."""
_PAPERS: Final = ("文件", "公示", "公报", "通报", "专报", "简报")
_NEAR: Final = 2
_WIDE: Final = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_WIDEST: Final = 200
_ROW: Final = re.compile(r"\S\s*[\t|｜]|\S[ \u00a0]{2}|\S\u3000")
_CELLS: Final = re.compile(r"[\s|]+")
_FEWEST: Final = 3
"""Known words that a header has at least."""
_CLOSING_SIGNS: Final = frozenset("-—–－页0123456789０１２３４５６７８９")
_ISSUE: Final = re.compile(r"[(（]?(?:总?第?0期)[)）]?")
_ALONE: Final = 4
"""Of so many lines of running text at most one stands between blank lines."""
_LABEL: Final = re.compile(r"[【〔\[](?P<said>[^】〕\]]{2,8})[】〕\]]")
_WORDS, _AROUND = 3, 5
"""So many words of a header side by side, among so many lines to either side, are no accident."""
_MANY: Final = 4
_PAGES: Final = 2
"""A line that stands so often beside a page number is one of every page."""


def running_heads(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of lines that go with the page numbers of a document: heads that come again, and bare figures."""
    lines = [(at, block.text.plain) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    opened = [(at, plain) for at, plain in lines if len(plain) <= _LONGEST and plain.lstrip()[:1] in _OPENING]
    numbers = [at for at, plain in opened if PAGE_NUMBER.match(fold(plain)) is not None]
    bare = [at for at, plain in opened if plain.strip().isdecimal()]
    beside = {
        near: _kind(blocks[near])
        for at in numbers
        for near in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(blocks)))
        if near != at
        and not stands_above_date(blocks, near)
        and not _in_header(blocks, near)
        and label_at_start(plain_of(blocks[near])) is None
    }
    often = Counter(kind for kind in beside.values() if kind)
    titles = {_kind(block) for block in blocks[:_OPENING_LINES]} - {"", "0"}
    counted = {
        at: title
        for at, plain in lines
        if plain.rstrip()[-1:] in _CLOSING_SIGNS and (title := _title_beside_number(plain))
    }
    again = Counter(counted.values())
    headed = frozenset(
        at
        for at, title in counted.items()
        if again[title] >= _PAGES or (at >= _OPENING_LINES and (title in titles or is_body(title)))
    )
    return (
        headed
        | _with_bare_numbers(blocks, bare, titles)
        | _within_tables(blocks, bare)
        | _within_prose(blocks, bare)
        | frozenset(
            at
            for at, kind in beside.items()
            if kind
            and (
                often[kind] >= _PAGES
                or (at >= _OPENING_LINES and (_is_title(kind, titles) or _is_letterhead(kind)))
            )
        )
    )


def _with_bare_numbers(blocks: Sequence[Block], bare: Sequence[int], titles: set[str]) -> frozenset[int]:
    """The lines that repeat a title of the document beside one of the `bare` numbers, and these numbers."""
    found: set[int] = set()
    shortest = min((len(title) for title in titles if len(title) > _SHORT), default=None)
    if shortest is None:
        return frozenset()
    for number in bare:
        if number < _OPENING_LINES - 1:
            continue
        for at in (number - 1, number + 1):
            # cells of a table that stand on lines of their own are beside numbers too, and most are shorter
            within = _OPENING_LINES <= at < len(blocks) and _size(blocks[at]) >= shortest
            kind = (
                _kind(blocks[at])
                if within and not (_in_header(blocks, at) or _in_header(blocks, at - 1))
                else ""
            )
            if len(kind) > _SHORT and _is_title(kind, titles):
                found |= {at, number}
    return frozenset(found)


def _within_tables(blocks: Sequence[Block], bare: Sequence[int]) -> frozenset[int]:
    """The `bare` numbers between the rows of a table: above its header that comes again, or between blank lines."""
    numbers = [at for at in bare if 0 < at < len(blocks) - 1 and _is_row(blocks[at + 1])]
    if not numbers:
        return frozenset()
    first: dict[str, int] = {}  # header → where it stands first
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_row(block) and _heads_table(block.text.plain):
            first.setdefault(fold(block.text.plain), at)
    opening = min(first.values(), default=len(blocks))
    found: set[int] = set()
    for at in numbers:
        number, below = blocks[at], blocks[at + 1]
        if at < opening or not isinstance(number, Paragraph) or not isinstance(below, Paragraph):
            continue
        apart = _is_row(blocks[at - 1]) and number.gap > 0 and below.gap > 0
        if apart or first.get(fold(below.text.plain), at) < at:
            found.add(at)
    return frozenset(found)


def _within_prose(blocks: Sequence[Block], bare: Sequence[int]) -> frozenset[int]:
    """Those of the `bare` numbers that count the pages of running text: 1, 2, 3, each between blank lines, where few
    other lines stand so, and at least one amid a sentence."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    alone = sum(line.gap > 0 and below.gap > 0 for line, below in pairwise(lines))
    counted: list[int] = []
    cut = False
    for at in bare:
        number, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if not isinstance(number, Paragraph) or not at:
            continue
        parted = number.gap and not (isinstance(below, Paragraph) and not below.gap)
        follows = len(counted) >= _PAGES and int(number.text.plain) == int(plain_of(blocks[counted[-1]])) + 1
        if not (
            parted
            or follows
            or _amid_word(plain_of(blocks[at - 1]), plain_of(below) if below is not None else "")
        ):
            continue
        if counted and int(number.text.plain) != int(plain_of(blocks[counted[-1]])) + 1:
            return frozenset()
        counted.append(at)
        above = plain_of(blocks[at - 1])
        opened = isinstance(below, Paragraph) and not opens_anew(below.text.plain.strip())
        cut = cut or (opened and not ends_sentence(above) and PROSE.search(above) is not None)
    few = (alone - len(counted)) * _ALONE < len(lines)
    enough = len(counted) >= _PAGES and (cut or len(counted) > _PAGES)
    # Where blank lines stand everywhere, so many pages in order tell, if no rows of a table are counted.
    sure = cut and len(counted) >= _MANY and not any(_counts_rows(line.text.plain) for line in lines)
    return frozenset(counted) if (enough and few) or sure else frozenset()


def _counts_rows(plain: str) -> bool:
    return len(plain) <= _CELL and column_field(plain.strip()) == "number"


def _amid_word(above: str, below: str) -> bool:
    """Whether a line breaks off inside an open bracket or behind a figure, and the line behind the number goes on."""
    if not below or len(above) < _SHORT or ends_sentence(above):
        return False
    broken = (above[-1].isdecimal() and PROSE.search(above) is not None) or unclosed(above) >= 0
    return broken and not opens_anew(below.strip())


def _in_header(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line is a word of a header that stands a word a line, and comes again on every page: 序号 / 工作内容;
    bars behind the words or between them say nothing."""
    if not _is_header_word(_word(blocks[at])):
        return False
    beside = 1
    for way in (
        range(at - 1, max(at - _AROUND, 0) - 1, -1),
        range(at + 1, min(at + _AROUND + 1, len(blocks))),
    ):
        for near in way:
            word = _word(blocks[near])
            if word and not _is_header_word(word):
                break
            beside += bool(word)
            if beside >= _WORDS:
                return True
    return False


def _word(block: Block) -> str:
    return fold(plain_of(block)).strip("|")


def _is_header_word(word: str) -> bool:
    return len(word) <= _CELL and column_field(word) is not None and not word.isdecimal()


def _is_row(block: Block) -> bool:
    """Whether tabs, bars or wide blanks part a line."""
    return isinstance(block, Paragraph) and _ROW.search(block.text.plain) is not None


def _size(block: Block) -> int:
    return len(block.text.plain) if isinstance(block, Paragraph) else 0


def _is_title(kind: str, titles: set[str]) -> bool:
    """Whether a line is one of the document's first, or that and the number of an issue: 某区工作通报 第11期."""
    return kind in titles or any(
        kind.startswith(title) and _ISSUE.fullmatch(kind, len(title)) is not None for title in titles
    )


def _title_beside_number(plain: str) -> str:
    """The words of a line that is nothing but them and a page number: 某县任务分工表   — 2 —; "" for any other."""
    stretches = _WIDE.split(plain.strip()) if len(plain) <= _WIDEST else ()
    if len(stretches) < 2:
        return ""
    title, number = fold(stretches[0]), fold("".join(stretches[1:]))
    known = PAGE_NUMBER.match(number) is not None and 4 <= len(title) <= _LONGEST
    return _FIGURES.sub("0", title) if known else ""


def _heads_table(plain: str) -> bool:
    """Whether a line is the header of a table, or its second row, which every page repeats too: the steps for tables
    need it."""
    cells = [cell for cell in _CELLS.split(plain) if cell]
    known = sum(column_field(cell) is not None for cell in cells)
    return known >= _FEWEST or len(cells) == known == _FEWEST - 1


def _is_letterhead(word: str) -> bool:
    """Whether a line inside a document is the head of its paper: 某区人民政府办公室文件."""
    return word.endswith(_PAPERS) and is_body(word[:-2])


def _kind(block: Block) -> str:
    """A short line without its figures, where it can be a running head; "" for any other."""
    if not isinstance(block, Paragraph) or len(block.text.plain) > _WIDEST:
        return ""
    word = fold(block.text.plain)
    if (len(word) > _LONGEST and not is_title(block.text.plain)) or _heads_table(block.text.plain):
        return ""
    if any(sign in word for sign in "。；;：:，,") or marker(block.text.plain) is not None:
        return ""
    label = _LABEL.match(word)
    if label is not None and column_field(label["said"]) is not None:
        return ""  # 【序号】4
    if word.count(")") > word.count("("):
        return ""  # 责分工负责）: the rest of a bracket that a page end cut
    if len(word) <= _SHORT or (len(word) <= _CELL and is_deadline(word)):
        return ""  # a cell of a table: 3, 全年, 12月底前
    return _FIGURES.sub("0", word)
