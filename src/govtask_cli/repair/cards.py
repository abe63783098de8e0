"""Cards: one small table for each task, a label cell and a value cell side by side, made rows of one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold

STEP: Final = "cards"
_FEWEST: Final = 3
_CARD_TITLE: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,8}[(\[]?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})[)\]]?号?$"
)


@dataclass(frozen=True, slots=True)
class _Card:
    """The labels of a card and their values, in reading order."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]

    def words(self) -> list[str]:
        return [fold(label.text.plain) for label in self.labels]


def gather_cards(document: Document) -> Document:
    """Every run of cards with the same labels becomes one table; a line that only counts the cards is noted."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[_Card] = []
    for block in document.blocks:
        card = _card(block) if isinstance(block, Table) else None
        if card is None:
            if held and isinstance(block, Paragraph) and _CARD_TITLE.match(fold(block.text.plain)):
                notes.append(_counted(block))
                continue
            _close(held, blocks)
            blocks.append(block)
            continue
        if (
            not held
            and blocks
            and isinstance(title := blocks[-1], Paragraph)
            and _CARD_TITLE.match(fold(title.text.plain))
        ):
            blocks.pop()
            notes.append(_counted(title))
        if held and held[-1].words() != card.words():
            _close(held, blocks)
        if held:
            text = Text.join((label.text for label in card.labels), " ")
            notes.append(
                Note(
                    STEP, "repeated_header", "labels that every card repeats were dropped", text, dropped=True
                )
            )
        held.append(card)
    _close(held, blocks)
    return document.mended(blocks, notes)


def _counted(title: Paragraph) -> Note:
    return Note(
        STEP, "card", "a line that only counts the cards (任务卡) was dropped", title.text, dropped=True
    )


def _close(held: list[_Card], blocks: list[Block]) -> None:
    """The cards so far as a table: their labels are its header."""
    if held:
        blocks.append(Table(grid=(held[0].labels, *(card.values for card in held)), header=1))
        held.clear()


def _card(table: Table) -> _Card | None:
    """A table as a card: in every row label cells stand at the even places and no label at the odd ones."""
    labels: list[Cell] = []
    values: list[Cell] = []
    for row in table.grid:
        for at in range(0, len(row) - 1, 2):
            label, value = row[at], row[at + 1]
            if label is None or value is None:
                return None
            if not label.text:
                if value.text:
                    return None
                continue
            if column_field(label.text.plain) is None or (
                value.text and column_field(value.text.plain) is not None
            ):
                return None
            labels.append(label)
            values.append(value)
        if len(row) % 2 and row[-1] is not None and row[-1].text:
            return None
    fields = [column_field(label.text.plain) for label in labels]
    told = any(
        field in {"content", "name"} and value.text for field, value in zip(fields, values, strict=True)
    )
    return _Card(tuple(labels), tuple(values)) if len(labels) >= _FEWEST and told else None
