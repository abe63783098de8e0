"""Numbers of items that stand on lines of their own, as posts on phones have them:

    01
    蓝莓深加工厂
    年度目标：建成生产线2条。
    牵头单位：镇经发办
    02

A number becomes one with the line below it where the numbers count from 1 without a gap and every one of them has lines
of labels below it; those of a table's rows and of pages have none. Numbers such as 01 need no labels where every one of
them has nothing but a paragraph below it, which ends in a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Run, Text
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.repair.blocks import plain_of

STEP: Final = "lone_numbers"
_FEWEST: Final = 3
_FEWEST_TOLD: Final = 5
_LONGEST: Final = 3
_DOT: Final = "."
_BULLETS: Final = BULLETS + "-— \t\u3000"


def join_lone_numbers(document: Document) -> Document:
    """Such numbers joined with their lines; every joint leaves a note."""
    blocks = document.blocks
    places = _places(blocks)
    if len(places) < _FEWEST or not (_all_labelled(blocks, places) or _all_told(blocks, places)):
        return document
    joined = set(places)
    kept: list[Block] = []
    notes: list[Note] = []
    for at, block in enumerate(blocks):
        above = blocks[at - 1] if at else None
        if at in joined:
            continue
        if at - 1 in joined and isinstance(block, Paragraph) and isinstance(above, Paragraph):
            number = above.text.strip()
            notes.append(
                Note(STEP, "joined", "a number on a line of its own was joined with its item", number)
            )
            dot = Text((Run(_DOT, number.origin),))
            block = replace(block, text=Text.join([number, dot, block.text.strip()]), gap=max(above.gap, 1))
        kept.append(block)
    return document.mended(kept, notes)


def _places(blocks: Sequence[Block]) -> list[int]:
    """Where the lines stand that hold nothing but the next number, from 1 on."""
    places: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or len(block.text.plain) > _LONGEST + 2:
            continue
        plain = block.text.plain.strip()
        if len(plain) <= _LONGEST and plain.isdecimal() and plain.isascii() and int(plain) == len(places) + 1:
            places.append(at)
    return places


def _all_labelled(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Whether every number has a line below it that is no label, and lines of labels below that."""
    for begin, end in pairwise([*places, len(blocks)]):
        lines = [
            block.text.plain.strip(_BULLETS)
            for block in blocks[begin + 1 : end]
            if isinstance(block, Paragraph)
        ]
        labels = [label_at_start(line) is not None for line in lines]
        if len(lines) < 2 or labels[0] or not any(labels[1:]):
            return False
    return True


def _all_told(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Whether the first number is 01 and every number has lines right below it that end as a sentence does."""
    if plain_of(blocks[places[0]]).strip() != "01" or len(places) < _FEWEST_TOLD:
        return False
    for begin in places:
        end = begin + 1
        while end < len(blocks) and isinstance(block := blocks[end], Paragraph) and not block.gap:
            end += 1
        if end == begin + 1 or plain_of(blocks[end - 1]).rstrip()[-1:] != "。":
            return False
    return True
