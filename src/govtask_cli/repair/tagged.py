"""Tables in the tags of a web page amid plain text, as programs that turn papers into Markdown write them:
<table><tr><td rowspan="2">产业</td><td>…</td></tr></table>, in one line or in many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text

STEP: Final = "tagged"
_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|colgroup|col|caption|tr|td|th|html|body)\b"
    r"(?P<said>[^<>]{0,400})>",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(r"(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<size>[0-9]{1,3})", re.IGNORECASE)
_WIDEST: Final = 100
_LINES: Final = 20_000
"""A table has at most so many lines …"""
_PLACES: Final = 1_000_000
"""… and so many places; tags whose spans claim more are no table, their words stay lines."""


@dataclass(slots=True)
class _Told:
    """A cell as its tags tell of it."""

    rowspan: int
    colspan: int
    pieces: list[Text] = field(default_factory=list)


@dataclass(slots=True)
class _Tagged:
    """A table while its tags are read; `aside`: what stands between them and in no cell."""

    rows: list[list[_Told]] = field(default_factory=list)
    tags: list[Text] = field(default_factory=list)
    aside: list[Text] = field(default_factory=list)
    is_open: bool = False
    depth: int = 0


def rebuild_tagged(document: Document) -> Document:
    """Every table in tags becomes a `Table`; the tags become a note, and the words around them paragraphs."""
    if not any(isinstance(block, Paragraph) and "<" in block.text.plain for block in document.blocks):
        return document
    blocks: list[Block] = []
    notes: list[Note] = []
    at = 0
    while at < len(document.blocks):
        block = document.blocks[at]
        begin = _opening(block) if isinstance(block, Paragraph) else None
        if begin is None or not isinstance(block, Paragraph):
            blocks.append(block)
            at += 1
            continue
        found, rest, used = _read(_lines(document.blocks, at), begin)
        if found is None:
            blocks.append(block)
            at += 1
            continue
        if begin:
            blocks.append(Paragraph(block.text.cut(0, begin).strip(), block.gap))
        blocks.extend(Paragraph(text) for text in found.aside)
        blocks.append(Table(_grid(found.rows), gap=block.gap))
        notes.append(
            Note(STEP, "markup", "the tags of a table were removed", Text.join(found.tags), dropped=True)
        )
        if rest:
            blocks.append(Paragraph(rest))
        at += used
    return document.mended(
        [block for block in blocks if not isinstance(block, Paragraph) or block.text], notes
    )


def _opening(block: Paragraph) -> int | None:
    """Where the tag of a table stands in a line."""
    if "<" not in block.text.plain:
        return None
    for match in _TAG.finditer(block.text.plain):
        if match["name"].lower() == "table" and not match["end"]:
            return match.start()
    return None


def _lines(blocks: Sequence[Block], at: int) -> Iterator[Paragraph]:
    """The paragraphs from `at` on, up to the next block of another kind."""
    for place in range(at, min(at + _LINES, len(blocks))):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            return
        yield block


def _read(lines: Iterable[Paragraph], begin: int) -> tuple[_Tagged | None, Text, int]:
    """The table that opens at `begin` of the first line, what stands behind it on its last line, and how many lines it
    takes; no table where it is never closed, holds another one, has no cells, or claims too many places."""
    found = _Tagged()
    for used, line in enumerate(lines, start=1):
        end = _take(line.text.cut(begin), found)
        if end is not None:
            whole = found.depth == 0 and any(found.rows) and _fits(found.rows)
            return (found if whole else None), line.text.cut(begin + end).strip(), used
        begin = 0
    return None, Text(), 0


def _take(text: Text, found: _Tagged) -> int | None:
    """Read a line of the table; where the table ends in it."""
    at = 0
    for match in _TAG.finditer(text.plain):
        _say(text.cut(at, match.start()), found)
        found.tags.append(text.cut(*match.span()))
        at = match.end()
        name, ends = match["name"].lower(), bool(match["end"])
        if name == "table":
            found.depth += -1 if ends else 1
            if found.depth != 1:
                return at
        elif name == "tr":
            found.is_open = False
            if not ends:
                found.rows.append([])
        elif name in {"td", "th"}:
            found.is_open = not ends
            if not ends:
                spans = {span["name"].lower(): int(span["size"]) for span in _SPAN.finditer(match["said"])}
                found.rows = found.rows or [[]]
                found.rows[-1].append(_Told(spans.get("rowspan", 1), spans.get("colspan", 1)))
    _say(text.cut(at), found)
    return None


def _say(words: Text, found: _Tagged) -> None:
    """Words between two tags: of the open cell, or beside all cells (a caption)."""
    words = words.strip()
    if words:
        (found.rows[-1][-1].pieces if found.is_open else found.aside).append(words)


def _grid(rows: Sequence[Sequence[_Told]]) -> tuple[tuple[Cell | None, ...], ...]:
    """The cells in their places: a cell takes the first that is free in its row."""
    rows = [row for row in rows if row]
    taken: dict[tuple[int, int], Cell] = {}
    for at, row in enumerate(rows):
        column = 0
        for told in row:
            while (at, column) in taken:
                column += 1
            high, wide = _size(told, len(rows) - at)
            cell = Cell(Text.join(told.pieces), high, wide)
            for place in _places(at, column, high, wide):
                taken.setdefault(place, cell)
            column += wide
    width = max((column for _, column in taken), default=0) + 1
    return tuple(tuple(taken.get((at, column)) for column in range(width)) for at in range(len(rows)))


def _size(told: _Told, left: int) -> tuple[int, int]:
    """How many rows, of those that are left, and how many columns a cell covers."""
    return max(1, min(told.rowspan or left, left)), max(1, min(told.colspan, _WIDEST))


def _fits(rows: Sequence[Sequence[_Told]]) -> bool:
    """Whether a program may lay out the table."""
    widest = max(sum(_size(told, 1)[1] for told in row) for row in rows)
    spans = (_size(told, len(rows) - at) for at, row in enumerate(rows) for told in row)
    return len(rows) * widest <= _PLACES and sum(high * wide for high, wide in spans) <= _PLACES


def _places(row: int, column: int, high: int, wide: int) -> Iterator[tuple[int, int]]:
    for below in range(row, row + high):
        for beside in range(column, column + wide):
            yield below, beside
