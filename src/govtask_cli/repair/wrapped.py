"""Paragraphs that page breaks and line breaks cut: sentences, unit lists, clause labels and brackets rejoined.

A line goes on with the next where it is cut (no stop, an open bracket, a list that ends in 、) and the next
does not start something of its own. A number at a line's head that does not follow in its sequence, behind
a line that is cut, is a figure and no marker (…二期 / 21. 6万吨…).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line, is_deadline
from govtask_cli.grammar.labels import UNIT_LABELS, label_at_start, names_units
from govtask_cli.grammar.markers import Marker, MarkerKind, marker, point_before
from govtask_cli.grammar.responsibility import assignments, clause
from govtask_cli.grammar.schedule import is_status
from govtask_cli.grammar.titles import (
    is_annex_mark,
    is_annex_title,
    is_body,
    is_imprint,
    is_lead_in,
    is_remark,
    is_title,
    names_copies,
)
from govtask_cli.grammar.units import is_whole_name
from govtask_cli.repair import joints
from govtask_cli.repair.blocks import stands_above_date
from govtask_cli.repair.full_lines import (
    LINK,
    PROSE,
    SET_OFF,
    Line,
    fills,
    follows,
    is_heading,
    may_be_one,
    parts_labels,
)
from govtask_cli.repair.joints import completes_name, doubled, ends_sentence, parts_names, unclosed
from govtask_cli.repair.parted_titles import whole_titles
from govtask_cli.repair.title_lines import continues_title
from govtask_cli.repair.widths import Frame, frame_of

STEP: Final = "wrapped"
_NEVER_FIRST: Final = frozenset("，。、；：！？）)]］】〗》”’,;!?")
_INNER_POINTS: Final = frozenset({"（1）", "①", "一是"})
_BETWEEN_POINTS: Final = frozenset("；;，,。")
_NEVER_LAST: Final = frozenset("（(《〈“‘〔［【")
"""No paragraph begins with these."""
_FIGURE: Final = re.compile(r"^[0-9]+(?:\.[0-9]+)?[%‰]?$")
_BRACKET: Final = re.compile(r"[（(【［\[）)】］\]]")
_BOUNDS: Final = ("以上", "以内", "以下", "左右")
"""No item begins with these."""
_BOUND: Final = frozenset("上下内外")
"""What is left of 以上 where a line ends inside it."""
_DATED: Final = 16
_COLON: Final = re.compile("[:：]")
_LABEL_START: Final = re.compile(r"[。；;，,、\s（(【\[]")
_LABEL: Final = 8
"""A label that a line break parts has at most so many characters on either side."""
_LONG: Final = 14
_CLOSING_SIGNS: Final = frozenset("）)】］]〕〗")
_CLOSING: Final = {
    "（": "）)",
    "(": "）)",
    "《": "》",
    "【": "】",
    "〔": "〕",
    "〖": "〗",
    "「": "」",
    "[": "]］",
    "［": "]］",
}
_SAME: Final = {
    "（": "（(",
    "(": "（(",
    "《": "《",
    "【": "【",
    "〔": "〔",
    "〖": "〖",
    "「": "「",
    "[": "[［",
    "［": "[［",
}
_FEWEST: Final = 3
_HEADING: Final = 30
_NO_HEADING: Final = re.compile("[0-9。；;：:！（(【［〔]")
_LONGEST: Final = 8_000
"""Characters beyond which a paragraph is not joined further: damage may not make one of a whole file."""
_REACH: Final = 4
"""A bracket that does not close within so many paragraphs never closes."""


def unwrap(document: Document) -> Document:
    """Cut paragraphs are joined again; every joint leaves a note."""
    kept: list[Block] = []
    notes: list[Note] = []
    blocks = whole_titles(document.blocks, STEP, notes)
    at = 0
    last_number: dict[str, int] = {}
    frame = frame_of(document.blocks)
    headings = _heading_kinds(blocks) if frame is None else frozenset()
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Paragraph):
            kept.append(block)
            continue
        line = _line(block, frame)
        opens = frame is not None and frame.opens(block)
        while at < len(blocks):
            following = blocks[at]
            if not isinstance(following, Paragraph):
                break
            further = _line(following, frame)
            if len(line.plain) > _LONGEST:
                break
            if line.marker is not None and line.marker.kind in headings and _is_bare(line.plain, line.marker):
                break
            filled = frame is not None and fills(frame, line, further, opens=opens)
            if not filled and not _goes_on(line, further, blocks, at, last_number, frame):
                break
            block = _joined(block, following, further, notes)
            line = line._replace(
                paragraph=block,
                plain=block.text.plain,
                tail=further.tail,
                alone=line.alone or _line(block, None).alone,
            )
            at += 1
        if line.marker is not None:
            last_number[line.marker.kind] = line.marker.number
        opened = unclosed(line.plain)
        if opened >= 0 and line.plain[opened] in "（([［【":
            notes.append(
                Note(STEP, "unclosed_bracket", "a bracket never closes", block.text.cut(opened, opened + 40))
            )
        kept.append(replace(block, opens=True) if opens and not block.opens else block)
    return document.mended(kept, notes)


def _heading_kinds(blocks: Sequence[Block]) -> frozenset[MarkerKind]:
    """Markers that open nothing but headings, though there be commas in them: several short lines without a stop."""
    bare: Counter[MarkerKind] = Counter()
    others: set[MarkerKind] = set()
    for block in blocks:
        plain = block.text.plain.strip() if isinstance(block, Paragraph) else ""
        found = marker(plain)
        if found is None:
            continue
        if _is_bare(plain, found):
            bare[found.kind] += 1
        else:
            others.add(found.kind)
    return frozenset(kind for kind, often in bare.items() if often >= _FEWEST and kind not in others)


def _is_bare(plain: str, mark: Marker) -> bool:
    """Whether a line is short, holds no figure and no bracket, and has no stop."""
    return len(plain) <= _HEADING and _NO_HEADING.search(plain, mark.end) is None


def _line(paragraph: Paragraph, frame: Frame | None) -> Line:
    plain = paragraph.text.plain.strip()
    short = len(plain) <= 80
    alone = short and (
        is_title(plain)
        or is_date_line(plain)
        or is_annex_mark(plain)
        or is_annex_title(plain)
        or is_lead_in(plain)
        or names_copies(plain)
        or column_field(plain) == "number"
    )
    tail = frame.size_of(paragraph) if frame is not None else 0
    return Line(paragraph, plain, marker(plain), label_at_start(plain), alone, tail)


def _goes_on(
    line: Line, further: Line, blocks: Sequence[Block], at: int, last: dict[str, int], frame: Frame | None
) -> bool:
    """Whether `further` is the rest of `line`."""
    plain = line.plain
    cut = further.plain[:1] in _NEVER_FIRST or (not further.marker and joints.ends_word(plain, blocks, at))
    if (cut or plain[-1:] in _NEVER_LAST) and not line.alone:
        return True
    if is_body(further.plain) and stands_above_date(blocks, at):
        return False
    if further.paragraph.opens or is_remark(further.plain) or is_imprint(further.plain):
        return False
    if _is_further_bracket(line, further):
        return True
    if _completes_label(line, further) or _is_next_point(line, further):
        return True
    opened = unclosed(plain)
    if _is_chunk(further, opened=opened >= 0):
        return True
    if opened >= 0 and _closes_soon(plain[opened], blocks, at, last, line.marker):
        return True
    if continues_title(line, further, blocks, at):
        return True
    if further.paragraph.rest and may_be_one(line, further, last):
        return True
    awaits = plain[-1:] in {"：", ":"} and (
        line.label in UNIT_LABELS
        or (line.label and names_units(plain))
        or label_at_start(_LABEL_START.split(plain.rstrip("：:"))[-1] + "：") in UNIT_LABELS
    )
    if awaits and joints.opens_with_units(further.plain):
        return True
    if line.label is not None and _ends_in_deadline(plain):
        return False
    starts_own = further.marker is not None or further.label is not None
    if SET_OFF.match(further.plain) is not None and ends_sentence(plain):
        return False
    closed = plain[:1] in _CLOSING and plain[-1] in _CLOSING[plain[0]]  # 〔主责：甲局　时限：6月底〕
    named = line.label in UNIT_LABELS or (line.label is not None and names_units(plain))
    if named and not starts_own and not closed and completes_name(plain, further.plain):
        return True
    if line.alone or further.alone or further.label is not None or (closed and line.label is not None):
        return False
    if further.marker is not None and follows(further.marker, last, line.marker):
        return False
    if frame is not None and frame.opens(further.paragraph):
        return False
    if frame is not None and further.marker is None and frame.is_full(line.tail):
        return True
    if not _is_prose(line):
        return False
    if plain[-1] in LINK or (plain[-1] == "以" and further.plain[:1] in _BOUND):
        return True
    if ends_sentence(plain) or _ends_in_clause(plain) or (line.label is not None and is_whole_name(plain)):
        return False
    if further.marker is not None:
        # A number out of sequence behind a sentence that breaks off: the rest of a figure or a list.
        return further.marker.kind in {"1.", "1、"} and bool(PROSE.search(plain))
    if _FIGURE.match(further.plain) or (PROSE.search(plain) and plain[-1].isascii() and plain[-1].isalpha()):
        # PM / 2.5 / 浓度…: a figure alone, or what follows letters and digits, goes on with the sentence.
        return True
    numbered = line.marker is not None and line.marker.kind in {"1.", "1、"}
    if numbered and further.paragraph.gap == 0 and not PROSE.search(plain):
        return False  # a title line and its description: a break of paragraphs, not of pages
    return (numbered or bool(PROSE.search(plain))) and (
        ends_sentence(further.plain) or bool(PROSE.search(further.plain))
    )


def _is_next_point(line: Line, further: Line) -> bool:
    """Whether a line goes on with the points inside the one above: …：（1）甲；（2）乙； / （3）丙."""
    if further.paragraph.gap or further.marker is None or further.marker.number < 2:
        return False
    if further.marker.kind not in _INNER_POINTS or line.plain[-1:] not in _BETWEEN_POINTS:
        return False
    before = point_before(further.marker)
    at = max(map(line.plain.rfind, before), default=-1)
    same = point_before(further.marker._replace(number=further.marker.number + 1))
    if any(line.plain.rfind(form) > at for form in same):
        return False  # the point stands there already: this is an item of that number
    return at > (line.marker.end if line.marker is not None else 0)


def _ends_in_deadline(plain: str) -> bool:
    """Whether the last label of a line has a whole deadline behind it: 责任单位：甲局　完成时限：12月底前."""
    at = max(plain.rfind("："), plain.rfind(":"))
    said = plain[at + 1 :].strip()
    return at > 0 and len(said) <= _DATED and is_deadline(said)


def _ends_in_clause(plain: str) -> bool:
    """Whether a line closes with the bracket that assigns it: nothing of its sentence follows."""
    found = assignments(plain) if plain[-1:] in _CLOSING_SIGNS else ()
    return bool(found) and found[-1].end == len(plain)


def _is_chunk(further: Line, *, opened: bool) -> bool:
    """Whether a line's number was set by a document-sharing site: 2、配合） into a bracket that is `opened` above, since
    no item closes a bracket that it did not open; 3、以上 into a sentence."""
    if further.marker is None or further.marker.kind != "1、":
        return False
    if further.plain.startswith(_BOUNDS, further.marker.end):
        return True
    if not opened:
        return False
    depth = 0
    for sign in _BRACKET.findall(further.plain):
        depth += -1 if sign in _CLOSING_SIGNS else 1
        if depth < 0:
            return True
    return False


def _is_further_bracket(line: Line, further: Line) -> bool:
    """Whether a line is one more bracket behind that of an item: …（甲局主抓） / 【亮红灯】."""
    plain = further.plain
    if line.marker is None or line.plain[-1] not in _CLOSING_SIGNS or further.paragraph.gap > 1:
        return False
    if not plain or plain[-1] not in _CLOSING.get(plain[0], ""):
        return False
    return is_status(plain[1:-1]) or any(not clause(found.inner).units for found in assignments(plain))


def _completes_label(line: Line, further: Line) -> bool:
    """Whether a line ends inside a label: …25个。责任单 / 位：甲局, …25个。目前 / 进展：完成三成."""
    if further.marker is not None or _COLON.search(further.plain[:_LABEL]) is None:
        return False
    tail = _LABEL_START.split(line.plain)[-1]
    if _COLON.search(tail) is not None:
        return False
    kind = label_at_start(tail + further.plain[:_LONG]) if 0 < len(tail) <= _LABEL else None
    behind_stop = line.plain[-len(tail) - 1 :][:1] == "。"
    if further.label is not None:
        return kind is not None and behind_stop
    # Behind a label or inside a bracket a label of any kind may follow: 牵头单位：甲局　完成时 / 限：6月底.
    inside = line.label is not None or unclosed(line.plain) >= 0 or behind_stop
    return kind in UNIT_LABELS or (kind is not None and inside)


def _is_prose(line: Line) -> bool:
    """Whether a line is running text: an item, a clause, or a sentence with commas."""
    if (
        line.marker is not None
        and line.marker.kind in {"一、", "（一）"}
        and is_heading(line.plain[line.marker.end :])
    ):
        return False
    return (
        line.marker is not None
        or line.label is not None
        or (len(PROSE.findall(line.plain)) >= 1 and len(line.plain) >= _LONG)
    )


def _closes_soon(
    opening: str, blocks: Sequence[Block], at: int, last: dict[str, int], own: Marker | None
) -> bool:
    """Whether an open bracket closes in the next paragraphs, before a new item begins or another bracket opens."""
    if opening not in _CLOSING:
        return False
    closing = _CLOSING[opening]
    depth = 1
    for block in blocks[at : at + _REACH]:
        if not isinstance(block, Paragraph):
            return False
        plain = block.text.plain.strip()
        found = marker(plain)
        titled = is_title(plain) and label_at_start(plain) is None  # 责任部门：…、市自然资源和规划
        if (found is not None and follows(found, last, own)) or titled or is_annex_mark(plain):
            return False
        for sign in plain:
            depth += (sign in _SAME[opening]) - (sign in closing)
            if depth == 0:
                return True
    return False


def _joined(upper: Paragraph, lower: Paragraph, further: Line, notes: list[Note]) -> Paragraph:
    left = upper.text.strip()
    twice = doubled(left.plain, further.plain)
    if twice:
        size = len(left.plain)
        notes.append(
            Note(
                STEP,
                "doubled",
                "characters printed twice at a page break were dropped",
                left.cut(size - twice, size),
                dropped=True,
            )
        )
        left = left.cut(0, size - twice)
    right = lower.text.strip()
    if further.marker is not None and _is_chunk(further, opened=unclosed(left.plain) >= 0):
        chunk = right.cut(0, further.marker.end)
        notes.append(
            Note(STEP, "chunk_number", "a number set into a sentence was dropped", chunk, dropped=True)
        )
        right = right.cut(further.marker.end)
    elif further.marker is not None and further.marker.kind in {"1.", "1、"} and not twice:
        notes.append(
            Note(
                STEP,
                "false_number",
                f"“{right.plain[:8]}…” goes on with a cut sentence and is no item number",
                right.cut(0, 12),
            )
        )
    notes.append(
        Note(STEP, "joined", f"a paragraph cut after …{left.plain[-8:]} was joined again", right.cut(0, 12))
    )
    apart = parts_labels(left.plain, further) or parts_names(left.plain, right.plain)
    return replace(upper, text=Text.join([left, right], " " if apart else ""))
