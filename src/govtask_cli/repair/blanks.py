"""Stray blanks that OCR and web editors put around figures and inside words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.document import Document, Note, Run, Text
from govtask_cli.grammar.labels import bare_label_end, label_places
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.persons import is_person
from govtask_cli.grammar.responsibility import assignments
from govtask_cli.grammar.units import (
    is_branch,
    is_collective,
    is_member,
    is_unit_list,
    is_whole_name,
    split_names,
)
from govtask_cli.lexicon import any_word, words
from govtask_cli.repair.blocks import each_text

STEP: Final = "blanks"
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+|\s*\n\s*")
_SIGN: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000\n]")
_LIST: Final = 300
_BETWEEN_NAMES: Final = re.compile(r"[、，,；;：:。（(）)【】\[\]［］〔〕<>〈〉]")
_BEFORE: Final = re.compile(r"[、，,；;：:。\s]+")
_WORD: Final = re.compile(r"\S+")
_PEOPLE: Final = 60
"""A cell of bodies and people has no more characters."""
_BRANCH: Final = 8
"""A branch that is named without its body, which stands before the blank, has no more characters: 青石分局."""
_WIDE: Final = 4
"""So many blanks before a new sub-number part two paragraphs (one cell per line, blanks for breaks)."""


def mend_blanks(document: Document) -> Document:
    """Blanks beside Han characters go; blanks between Latin words stay. In a cell a blank behind a full stop
    or before a sub-number parts two paragraphs and becomes a line break. One note for each text that changed."""
    notes: list[Note] = []
    blocks = each_text(
        document.blocks,
        lambda text: _mended(text, notes, in_cell=False),
        lambda text: _mended(text, notes, in_cell=True),
    )
    return document.mended(tuple(blocks), notes)


def _mended(text: Text, notes: list[Note], *, in_cell: bool) -> Text:
    if _SIGN.search(text.plain) is None:
        return text
    stripped = text.strip()
    plain = stripped.plain
    dividing = _dividing(plain, in_cell=in_cell)
    pieces: list[Text] = []
    at = removed = 0
    first: Text | None = None
    for match in _BLANKS.finditer(plain):
        begin, end = match.span()
        put = _instead(plain, begin, end, in_cell=in_cell)
        if put == match[0] or end in dividing:
            continue
        first = first or stripped.cut(begin - 1, end + 1)
        pieces.append(stripped.cut(at, begin))
        if put:
            pieces.append(Text((Run(put, stripped.cut(begin, end).runs[0].origin),)))
        at = end
        removed += 1
    if first is None:
        return stripped
    pieces.append(stripped.cut(at))
    notes.append(Note(STEP, "blanks", f"stray blanks were mended in {removed} places", first))
    return Text.join(pieces)


def _dividing(plain: str, *, in_cell: bool) -> frozenset[int]:
    """Where blanks end that divide: the names of a list of units (a cell of them, or a clause), labels on one line,
    and a marker that is none without its blank."""
    mark = marker(plain)
    if (
        mark is not None
        and plain[mark.end - 1].isspace()
        and marker(plain[: mark.end].rstrip() + plain[mark.end :]) is None
    ):
        return _among_units(plain, in_cell=in_cell) | {mark.end}  # 01 建水厂: the blank belongs to the marker
    return _among_units(plain, in_cell=in_cell)


def _among_units(plain: str, *, in_cell: bool) -> frozenset[int]:
    """Where blanks end that divide names of units, or labels on one line."""
    if in_cell:
        if len(plain) > _LIST or not is_unit_list(plain):
            return _before_people(plain)
        return frozenset(name.begin for name in split_names(plain))
    found = set(label_places(plain))
    found.update(bare_label_end(plain))
    for bracket in assignments(plain):
        for match in _BLANKS.finditer(plain, bracket.begin, bracket.end):
            left = _BEFORE.split(plain[bracket.begin : match.start()])[-1]
            right = _name_behind(plain[match.end() : bracket.end]).removesuffix("等")
            right = _acts().split(right, maxsplit=1)[0]
            branch = len(right) <= _BRANCH and is_branch(right, left)
            if is_member(left) and (is_member(right) or is_collective(right)) and not branch:
                found.add(match.end())
    return frozenset(found)


@cache
def _acts() -> re.Pattern[str]:
    """What is said of a list of names behind its last one: 甲局 乙局按职责分工负责."""
    tables = ("leading", "supporting", "acting", "manner")
    return re.compile(any_word(word for table in tables for word in words("labels", table)))


def _before_people(plain: str) -> frozenset[int]:
    """Where the blank ends between a body and the person who answers for it, in a cell of nothing else: 县水利局 王明."""
    parts = list(_WORD.finditer(plain)) if len(plain) <= _PEOPLE else []
    if len(parts) < 2 or not all(is_whole_name(part[0]) or is_person(part[0]) for part in parts):
        return frozenset()
    return frozenset(part.start() for part in parts[1:])


def _name_behind(plain: str) -> str:
    """The name that opens a stretch of a list, without stray blanks inside it: 区管委 会、区财政局 → 区管委会."""
    first, *others = _BETWEEN_NAMES.split(plain, maxsplit=1)[0].split() or ("",)
    for piece in others:
        if is_whole_name(piece) or not is_whole_name(first + piece):
            break
        first += piece
    return first


def _instead(plain: str, begin: int, end: int, *, in_cell: bool) -> str:
    """What stands for the blanks between `begin` and `end`: nothing, a line break, or one blank."""
    left, right = plain[begin - 1], plain[end]
    if "\n" in plain[begin:end]:
        return "\n"
    if in_cell:
        numbered = marker(plain[end : end + 12]) is not None
        if left in "。！？!?" or (numbered and (left in "；;" or end - begin >= _WIDE)):
            return "\n"
    if (
        left.isascii()
        and right.isascii()
        and left.isalnum()
        and right.isalnum()
        and not (left.isdecimal() and right.isdecimal())
    ):
        return " "
    return ""
