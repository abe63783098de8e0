"""Blocks of a document as a reader meets them, every character with its place in the sequence that was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from govtask_cli.document import (
    EMPTY,
    Block,
    Cell,
    Document,
    Note,
    Origin,
    Paragraph,
    Run,
    Source,
    Table,
    Text,
)

_OFTEN: Final = 1
"""Characters between two stretches, so that no two of them run into one another when they are merged."""


class Assembly:
    """Gathers blocks and notes. Every text that goes into a block is made here, once, in reading order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._at = 0
        self._read = 0

    def text(self, plain: str, origin: Origin) -> Text:
        """A text with one origin; empty where there is none."""
        if not plain:
            return EMPTY
        text = Text.of(Run(plain, origin, self._at))
        self._at += len(plain) + _OFTEN
        self._read += len("".join(plain.split()))
        return text

    def joined(self, pieces: Iterable[tuple[str, Origin]]) -> Text:
        """A text of several pieces, each with its origin (lines of a page, runs of a cell)."""
        runs: list[Run] = []
        for plain, origin in pieces:
            if plain:
                runs.append(Run(plain, origin, self._at))
                self._at += len(plain)
                self._read += len("".join(plain.split()))
        self._at += _OFTEN
        return Text(runs) if runs else EMPTY

    def reserve(self, plains: Sequence[str]) -> int:
        """Count texts that are made later, where somebody asks for them; the offset of the first. Each stands at
        the end of the one before it, and one further."""
        start = self._at
        joined = "".join(plains)
        self._at += len(joined) + len(plains) * _OFTEN
        # Of white space only the blank is printable, and texts of many cells are counted here.
        solid = len(joined) - joined.count(" ") if joined.isprintable() else len("".join(joined.split()))
        self._read += solid
        return start

    def paragraph(self, text: Text, *, gap: int = 0, opens: bool = False, rest: bool = False) -> None:
        """Add a paragraph; one of white space alone is left out."""
        if text.plain.strip():
            self.blocks.append(Paragraph(text, gap, opens, rest))

    def table(self, grid: Sequence[Sequence[Cell | None]], *, gap: int = 0) -> None:
        """Add a table. A merged cell is one `Cell` in several places of the grid; rows of unequal length are
        filled up with None; a table without any text is left out."""
        width = max((len(row) for row in grid), default=0)
        if any(cell is not None and cell.text for row in grid for cell in row):
            rows = tuple((*row, *([None] * (width - len(row)))) for row in grid)
            self.blocks.append(Table(grid=rows, gap=gap))

    def note(self, step: str, kind: str, message: str, text: Text, *, dropped: bool = False) -> None:
        """Something that only the reader sees: a tracked change, a hidden row, a header of the page."""
        self.notes.append(Note(step, kind, message, text, dropped))

    def document(self, source: Source) -> Document:
        """All that was gathered."""
        return Document(source, tuple(self.blocks), tuple(self.notes), self._read)
