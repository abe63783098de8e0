"""The addresses that browsers for terminals set below a page (References, 1. https://…), and the numbers in brackets
before the words that led there: [7]打印本页."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text
from govtask_cli.repair.blocks import cut_out, each_text

STEP: Final = "references"
_HEADS: Final = frozenset({"references", "visible links", "hidden links:", "links"})
_ADDRESS: Final = re.compile(
    r"(?P<number>[0-9]{1,4})\. {1,9}(?:https?|ftp|file|javascript|mailto|about|tel):\S*"
)
_MARK: Final = re.compile(r"\[(?P<number>[0-9]{1,4})\](?=\S)")


def drop_references(document: Document) -> Document:
    """The list at the end and the numbers that point to it become notes."""
    head = _head(document.blocks)
    if head is None:
        return document
    notes: list[Note] = []

    def dropped(text: Text) -> None:
        notes.append(
            Note(STEP, "furniture", "the addresses of a page's links were removed", text, dropped=True)
        )

    last = 0
    for block in document.blocks[head:]:
        if isinstance(block, Paragraph):
            dropped(block.text)
            match = _ADDRESS.fullmatch(block.text.plain.strip())
            last = int(match["number"]) if match is not None else last

    def without_marks(text: Text) -> Text:
        matches = [match for match in _MARK.finditer(text.plain) if int(match["number"]) <= last]
        if not matches:
            return text
        kept, taken = cut_out(text, matches)
        for mark in taken:
            dropped(mark)
        return Text.join(kept)

    return document.mended(each_text(document.blocks[:head], without_marks), notes)


def _head(blocks: Sequence[Block]) -> int | None:
    """Where the list begins: at its head, behind which nothing but addresses stands up to the end."""
    at = len(blocks)
    while (
        at and isinstance(block := blocks[at - 1], Paragraph) and _ADDRESS.fullmatch(block.text.plain.strip())
    ):
        at -= 1
    while 0 < at < len(blocks) and isinstance(block := blocks[at - 1], Paragraph) and _is_head(block):
        at -= 1
    return at if at < len(blocks) and isinstance(block := blocks[at], Paragraph) and _is_head(block) else None


def _is_head(block: Paragraph) -> bool:
    return block.text.plain.strip().lower() in _HEADS
