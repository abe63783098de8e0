"""A document in one line where a blank stands for each of its line breaks:

    …的通知 远政办发〔2030〕3号 各市人民政府： … 一、年度主要目标 1.新建水厂2座。 责任单位：市水务局 2.整治河道3公里。 …

A letter in one line above the list that it sends is parted likewise.

It is parted at the blanks behind which a line surely begins, or before which one surely ends. A table in such a line
stays as it is: the step for tables that run on knows its cells.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.markers import MarkerKind, marker
from govtask_cli.grammar.metadata import DOCUMENT_NUMBER, names_site
from govtask_cli.grammar.titles import is_annex_mark, is_body, is_title
from govtask_cli.repair.furniture import is_furniture, opens_furniture
from govtask_cli.repair.unrolled import marker_cuts

STEP: Final = "spaced"
_WHOLE: Final = 0.6
"""A paragraph with so much of a document's text is the document in one line."""
_SHORTEST: Final = 300
_FEWEST: Final = 8
"""A document has more lines than these."""
_PIECE: Final = re.compile(r"[^ \u00a0\u3000]+")
_WIDE: Final = re.compile("[ \u00a0\u3000]{2,}|\u3000")
_FIGURE: Final = re.compile("[0-9A-Za-z]")
_TABLE_SIGNS: Final = frozenset("\t|｜")
_DAY: Final = re.compile(r"[ \u00a0\u3000][0-9〇○一二三四五六七八九]{4}年\S{1,3}月\S{1,3}日")
_BUTTONS: Final = re.compile(r"[。）)][ \u00a0\u3000]+([【\[][^。（）()]+)$")
_CLOSED: Final = frozenset("】]")
_STOPS: Final = frozenset("。；;：:")
_KINDS: Final[frozenset[MarkerKind]] = frozenset({"一、", "（一）", "任务1", "1.", "1、", "（1）", "①"})
_HEAD: Final = 60
"""No title, body or label has more characters than these at the head of a piece that are looked at."""


def part_spaced(document: Document) -> Document:
    """Such a document with a line for each of its lines; the parting leaves a note."""
    sizes = [len(block.text.plain) if isinstance(block, Paragraph) else 0 for block in document.blocks]
    if not sizes:
        return document
    whole = max(sizes) if max(sizes) >= max(_SHORTEST, sum(sizes) * _WHOLE) else None
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        lines = _lines(block, whole) if isinstance(block, Paragraph) else []
        if len(lines) < 2:
            blocks.append(block)
            continue
        told = f"what stood in one line was parted at its blanks into {len(lines)} lines"
        notes.append(Note(STEP, "unrolled", told, lines[0].text.cut(0, 12)))
        blocks.extend(lines)
    return document.mended(blocks, notes) if notes else document


def _lines(block: Paragraph, whole: int | None) -> list[Paragraph]:
    """The lines of a paragraph: of one as long as the `whole` document, of a letter, or what a toolbar closes."""
    plain = block.text.plain
    if len(plain) != whole and "年" not in plain and plain[-1:] not in _CLOSED:
        return []  # as most lines are
    if not _TABLE_SIGNS.isdisjoint(plain):
        return []
    cuts = _cuts(plain) if len(plain) == whole else []
    if len(cuts) >= _FEWEST:
        cuts += marker_cuts(plain, whole=True)
    else:
        cuts = _cuts(plain) if _is_signed(plain) else []
    bounds = [0, *sorted({*cuts, *_before_toolbar(plain)}), len(plain)]
    return [
        Paragraph(block.text.cut(begin, end).strip(), 1 if begin else block.gap)
        for begin, end in pairwise(bounds)
    ]


def _before_toolbar(plain: str) -> list[int]:
    """Where the buttons of a page begin behind the last sentence of a line: …。（责任单位：甲局） 【打印】 【关闭】."""
    match = _BUTTONS.search(plain, max(len(plain) - _HEAD, 0)) if plain[-1:] in _CLOSED else None
    return [match.start(1)] if match is not None and is_furniture(fold(match[1])) else []


def _is_signed(plain: str) -> bool:
    """Whether a body and a date stand between blanks behind a full stop."""
    if _DAY.search(plain) is None:
        return False
    said = False
    for body, day in pairwise(_PIECE.findall(plain)):
        if said and is_date_line(day) and is_body(body):
            return True
        said = said or body[-1] == "。"
    return False


def _cuts(plain: str) -> list[int]:
    """Where a line begins behind a blank."""
    cuts: list[int] = []
    loose = len(_WIDE.findall(plain)) >= _FEWEST
    for left, right in pairwise(_PIECE.finditer(plain)):
        if column_field(left[0]) == "number":
            break
        bare = marker(left[0])
        if bare is not None and bare.end >= len(left[0]):
            continue  # 1. 新建水厂2座
        gap = plain[left.end() : right.start()]
        wide = len(gap) > 1 or gap == "\u3000"
        if loose and not wide and (_FIGURE.match(left[0][-1]) or _FIGURE.match(right[0])):
            continue  # 2034 年政府工作报告
        if wide or _ends_line(left[0]) or _opens_line(right[0]):
            cuts.append(right.start())
    return cuts


def _ends_line(piece: str) -> bool:
    return piece[-1] in _STOPS or (len(piece) <= _HEAD and _is_line(piece))


def _opens_line(piece: str) -> bool:
    found = marker(piece[:_HEAD])
    return (
        (found is not None and found.kind in _KINDS)
        or opens_furniture(fold(piece[:_HEAD]))
        or names_site(fold(piece[:_HEAD]))
        or label_at_start(piece[:_HEAD]) is not None
        or (len(piece) <= _HEAD and _is_line(piece))
    )


def _is_line(piece: str) -> bool:
    """Whether a piece is a line by itself: a title, a body, a date, a document number, 附件."""
    return (
        is_date_line(piece)
        or is_annex_mark(piece)
        or DOCUMENT_NUMBER.fullmatch(fold(piece)) is not None
        or is_body(piece)
        or is_title(piece)
    )
