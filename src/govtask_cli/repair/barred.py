"""Tables with one cell per line and a bar behind it: the bars go, so that the lines are those of a flattened table."""

from __future__ import annotations

import re
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text

STEP: Final = "barred"
_TAIL: Final = re.compile(r"\s*[|｜](?:\s*[|｜])*\s*$")
_FEWEST: Final = 6


def strip_bars(document: Document) -> Document:
    """Runs of lines that end in a bar lose it; lines of nothing but bars are dropped. Every run leaves a note."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and _is_cell(block):
            held.append(block)
            continue
        blocks.extend(_close(held, notes))
        held = []
        blocks.append(block)
    blocks.extend(_close(held, notes))
    return document.mended(blocks, notes)


def _is_cell(block: Paragraph) -> bool:
    """Whether a line holds one cell with a bar at its end, or only bars."""
    plain = block.text.plain
    match = _TAIL.search(plain)
    return match is not None and not any(bar in plain[: match.start()] for bar in "|｜")


def _close(held: list[Paragraph], notes: list[Note]) -> list[Block]:
    if len(held) < _FEWEST:
        return list(held)
    kept: list[Block] = []
    bars: list[Text] = []
    for line in held:
        match = _TAIL.search(line.text.plain)
        assert match is not None
        bars.append(line.text.cut(match.start()))
        text = line.text.cut(0, match.start()).strip()
        if text:
            kept.append(Paragraph(text, line.gap))
    notes.append(Note(STEP, "rule", "bars behind cells were removed", Text.join(bars, " "), dropped=True))
    return kept
