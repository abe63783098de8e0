"""Tables whose cells were joined without anything between them: 建公厕12座。区城管局牵头改造菜市场3个。区商务局牵头…

Behind the stop of a task stand the units that answer for it, and the next task follows at once. A paragraph is
parted behind its units where several of them are led by one (牵头); where a unit's name ends is told by how names
of bodies end, and every parting is noted, since a longer name would have ended later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text
from govtask_cli.grammar.columns import header_match
from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, words

STEP: Final = "glued"
_FEWEST: Final = 2
"""Partings that a paragraph must have: a single one may be a sentence about a body."""
_WIDEST, _LONGEST = 12, 8
"""Words of a header at most, and characters of each."""
_OF_PARTS: Final = 6
_LEADING: Final = re.compile("牵头|主办|主责")
_SHORTEST: Final = 20


def part_glued(document: Document) -> Document:
    """Paragraphs of glued cells become one for each task with its units; every one leaves a note."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        cuts = (
            _cuts(block.text.plain)
            if isinstance(block, Paragraph) and len(block.text.plain) >= _SHORTEST
            else []
        )
        if not isinstance(block, Paragraph) or len(cuts) < _FEWEST:
            blocks.append(block)
            continue
        told = f"cells glued together were parted behind their units into {len(cuts) + 1} tasks"
        notes.append(Note(STEP, "glued", told, block.text.cut(0, _SHORTEST)))
        head = _header(block.text.plain)
        if head:
            message = "the header of a table whose cells are glued together was dropped"
            notes.append(Note(STEP, "repeated_header", message, block.text.cut(0, head), dropped=True))
        bounds = [head, *cuts, len(block.text.plain)]
        for at, (begin, end) in enumerate(pairwise(bounds)):
            piece: Text = block.text.cut(begin, end).strip()
            blocks.append(Paragraph(piece, 1) if at else replace(block, text=piece))
    return document.mended(blocks, notes)


def glued_heads(plain: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Where the header words stand that `plain` holds from `begin` on, glued together, up to what is none."""
    at = begin
    while at < len(plain):
        longest = min(_LONGEST, len(plain) - at)
        least = 1 if at == begin else 2  # 序 alone may head the numbers
        fits = (size for size in range(longest, least - 1, -1) if _is_head(plain[at : at + size]))
        size = next(fits, 0)
        if not size:
            return
        yield at, at + size
        at += size


def _header(plain: str) -> int:
    """Where the header ends that stands before the first task, its words glued together: 建设内容责任单位新建…; 0
    where none does."""
    found = list(islice(glued_heads(plain), _WIDEST))
    return found[-1][1] if len(found) >= _FEWEST else 0


def _is_head(word: str) -> bool:
    """Whether a word stands in headers as a whole: one of the lexicon, or one put together of its parts (承担单位)."""
    found = header_match(word)
    return found is not None and (found.how == "word" or (found.how == "parts" and len(word) <= _OF_PARTS))


def _cuts(plain: str) -> list[int]:
    """Where the units behind a stop end and the next task follows at once."""
    if _LEADING.search(plain) is None or "。" not in plain:
        return []
    said = simplified(plain)
    cuts: list[int] = []
    for stop in re.finditer("。", said):
        units = _units().match(said, stop.end())
        if units is not None and _LEADING.search(units[0]) is not None and units.end() < len(said):
            following = said[units.end()]
            if "\u4e00" <= following <= "\u9fff":
                cuts.append(units.end())
    return cuts


@cache
def _units() -> re.Pattern[str]:
    """A list of units with a level before each (市…局, 各…街道) and 牵头 or 配合 behind some."""
    suffix = any_word(sorted(words("units", "suffix"), key=len, reverse=True))
    role = any_word((*words("labels", "leading"), *words("labels", "supporting")))
    aside = "(?:[（(][^（）()]{1,12}[）)])?"
    body = rf"[省市区县州旗镇乡][\u4e00-\u9fff]{{1,10}}?(?:{suffix})(?:{suffix})?|各[\u4e00-\u9fff]{{0,8}}?(?:{suffix})"
    body += r"|(?<=、)[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)"  # 县市场监管局、城关镇
    name = rf"(?:{body}){aside}"
    one = rf"{name}(?:等)?(?:{role})?"
    return re.compile(rf"{one}(?:[、，,]{one})*")
