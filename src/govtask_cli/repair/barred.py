"""Tables with one cell per line and a bar behind it: the bars go, so that the lines are those of a flattened table."""

from __future__ import annotations

from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text

STEP: Final = "barred"
_TAIL: Final = "|｜ \t\u00a0\u3000"
_FEWEST: Final = 6
_LINES: Final = 3
_SHORT: Final = 40
"""A cell has at most so many lines before the one with its bar, none of them longer."""


def strip_bars(document: Document) -> Document:
    """Runs of lines that end in a bar lose it; lines of nothing but bars are dropped. Every run leaves a note."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[Paragraph] = []
    begun: list[Paragraph] = []  # lines of a cell whose bar is still to come
    for block in document.blocks:
        if isinstance(block, Paragraph) and _is_cell(block):
            held.append(_whole(begun, block))
            begun = []
            continue
        if held and isinstance(block, Paragraph) and len(begun) < _LINES and not _ends_table(block):
            begun.append(block)
            continue
        blocks.extend((*_close(held, notes), *begun))
        held, begun = [], []
        blocks.append(block)
    blocks.extend((*_close(held, notes), *begun))
    return document.mended(blocks, notes)


def _ends_table(block: Paragraph) -> bool:
    """Whether a line is no beginning of a cell: it stands apart, or is too long for the first line of several."""
    return block.gap > 0 or len(block.text) > _SHORT


def _whole(begun: list[Paragraph], last: Paragraph) -> Paragraph:
    """A cell that was set in several lines, as one."""
    if not begun:
        return last
    return Paragraph(Text.join([*(line.text.strip() for line in begun), last.text]), begun[0].gap)


def _bars(plain: str) -> int | None:
    """Where the bars at the end of a line begin; None where it does not end in one."""
    if plain.rstrip()[-1:] not in {"|", "｜"}:
        return None
    return len(plain.rstrip(_TAIL))


def _is_cell(block: Paragraph) -> bool:
    """Whether a line holds one cell with a bar at its end, or only bars."""
    plain = block.text.plain
    begin = _bars(plain)
    return begin is not None and not any(bar in plain[:begin] for bar in "|｜")


def _close(held: list[Paragraph], notes: list[Note]) -> list[Block]:
    """The cells of a run without their bars; a run of few lines stays as it is."""
    if len(held) < _FEWEST:
        return list(held)
    kept: list[Block] = []
    bars: list[Text] = []
    for line in held:
        begin = _bars(line.text.plain) or 0
        bars.append(line.text.cut(begin))
        text = line.text.cut(0, begin).strip()
        if text:
            kept.append(Paragraph(text, line.gap))
    notes.append(Note(STEP, "rule", "bars behind cells were removed", Text.join(bars, " "), dropped=True))
    return kept
