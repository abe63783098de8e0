"""Signs that a legend explains: （★为牵头单位，☆为配合单位，◎为完成时限）.

Where a line tells of two signs or more which labels they stand for, the signs at the head of a line, and behind a blank
inside one, become these labels.
"""

from __future__ import annotations

import re
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Run, Text
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.signs import legend
from govtask_cli.repair.blocks import cut_out

STEP: Final = "legends"
_FEWEST: Final = 2
_LONGEST: Final = 120


def spell_signs(document: Document) -> Document:
    """The document with labels in the place of explained signs."""
    told: dict[str, str] = {}
    legends: set[int] = set()
    for block in document.blocks:
        plain = block.text.plain if isinstance(block, Paragraph) and len(block.text.plain) <= _LONGEST else ""
        found = {sign: label for sign, said in legend(plain).items() if (label := _label(said))}
        if len(found) >= _FEWEST:
            told |= found
            legends.add(id(block))
    if not told:
        return document
    signs = re.compile(rf"(?:^|(?<=[\s\u3000。；;]))[{''.join(map(re.escape, told))}]\s?")
    notes: list[Note] = []
    blocks: list[Block] = [
        block
        if id(block) in legends or not isinstance(block, Paragraph)
        else _spelled(block, signs, told, notes)
        for block in document.blocks
    ]
    return document.mended(blocks, notes)


def _label(said: str) -> str | None:
    """What a legend says as a label: 牵头单位; 参与 is 参与单位. None where it is none."""
    if label_at_start(f"{said}：甲局") is not None:
        return said
    return f"{said}单位" if label_at_start(f"{said}单位：甲局") is not None else None


def _spelled(block: Paragraph, signs: re.Pattern[str], told: dict[str, str], notes: list[Note]) -> Paragraph:
    """A line with labels in the place of its signs."""
    kept, taken = cut_out(block.text, signs.finditer(block.text.plain))
    if not taken:
        return block
    pieces = kept[:1]
    for sign, words in zip(taken, kept[1:], strict=True):
        pieces += (Text((Run(f"{told[sign.plain.strip()]}：", sign.origin),)), words)
        notes.append(
            Note(STEP, "sign", "a sign was read as the label that the legend gives", sign, dropped=True)
        )
    return Paragraph(Text.join(pieces), block.gap, block.opens)
