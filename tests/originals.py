"""The document behind a text: what somebody typed or put on a page before it was saved as text.

Its pages and wrapped lines are no more, its tables are grids with the merged cells that the text shows as empty
ones. Every builder of files starts from here, so that all formats of a document hold the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from govtask_cli import pipeline
from govtask_cli.document import Block, Cell, Label, Paragraph, Table, Text
from govtask_cli.families.table_columns import layout
from govtask_cli.grammar.columns import column_field
from govtask_cli.lexicon import in_use
from govtask_cli.records import Result
from govtask_cli.repair.cut_rows import header_row
from sample_files import FOLDER, STEMS, document, text

WORDINGS: Final = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix() for path in (FOLDER / "wordings").glob("*/*.txt")
)
"""The names of the samples in many wordings."""
SAMPLES: Final = (*STEMS, *WORDINGS)
MERGED: Final = frozenset({"number", "category", "leader", "name"})
"""Columns in which a text shows a merged cell as an empty one."""
PLACES: Final = frozenset({"lines", "line", "origin", "origins"})
ABOUT_READING: Final = ("READ", "TABLE")
"""Findings whose codes begin so tell of the file, and of how the rows of a table were found in it."""
Grid = list[list[Cell | None]]


@dataclass(frozen=True)
class Original:
    """A document by its name and its text."""

    name: str
    text: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document, its damage mended."""
        with in_use():
            read = document(self.text)
            mended = pipeline.repair(read).blocks
            notes = pipeline.records(read).notes
        remnants = {note.text for note in notes if note.kind == "remnant"}
        return tuple(
            part for block in mended for each in _without_bars(block) for part in _parted(each, remnants)
        )

    @cached_property
    def records(self) -> Any:
        """What every format of the document must give."""
        return said(pipeline.parse(self.text.encode(), self.name))


@cache
def original(name: str) -> Original:
    """A sample, by its name in `SAMPLES`."""
    return Original(name, text(name))


def said(result: Result) -> Any:
    """All that a document says, and what is found in it: without the places, and without what is found in its file."""
    keys = {"document", "tasks", "statements", "forms"}
    codes = Counter(each.code for each in result.findings if not each.code.startswith(ABOUT_READING))
    return _bare(result.model_dump(mode="json", include=keys)), codes


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key not in PLACES}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _without_bars(block: Block) -> Iterator[Block]:
    """A line of a metadata block that is a row between bars in the text: a label and its value on the page."""
    if isinstance(block, Label):
        yield Label(_unbarred(block.name), _unbarred(block.value))
    elif isinstance(block, Paragraph) and block.text.plain.startswith("|"):
        cells = [
            _unbarred(block.text.cut(*match.span())) for match in re.finditer(r"[^|]+", block.text.plain)
        ]
        if len(cells) == 2 and "-" not in cells[0].plain:
            yield Label(*cells)
    else:
        yield block


def _parted(block: Block, remnants: Collection[str]) -> Iterator[Block]:
    """A paragraph that was joined over a remnant (an advertisement at a line's end), as the paragraphs it was."""
    if isinstance(block, Paragraph):
        for remnant in remnants:
            at = block.text.plain.find(remnant) + len(remnant)
            if len(remnant) <= at < len(block.text):
                yield Paragraph(block.text.cut(0, at), block.gap, block.opens)
                yield from _parted(Paragraph(block.text.cut(at)), remnants)
                return
    yield block


def _unbarred(found: Text) -> Text:
    plain = found.plain
    begin = len(plain) - len(plain.lstrip("| "))
    return found.cut(begin, len(plain.rstrip("| ")))


def spanned(table: Table) -> Grid:
    """The grid with what the original shows as merged, each merged cell one `Cell` in several places: in a table of
    tasks the rows that span it, and cells that are empty since they are merged with the one above."""
    grid = [list(row) for row in table.grid]
    top = header_row(table) if layout(table) is not None else None
    fields = [column_field(plain(cell)) for cell in grid[top]] if top is not None else []
    for at, row in enumerate(grid):
        if top is not None and _spans(row):
            grid[at] = [row[0]] * len(row)
        elif top is not None and at > top + 1:
            for column, cell in enumerate(row):
                above = grid[at - 1][column]
                wide = above is not None and above is grid[at - 1][(column + 1) % len(row)]
                lacks = cell is None and fields[column] != "deadline"  # a row may end before its last cell
                empty = lacks or (cell is not None and not cell.text and fields[column] in MERGED)
                if empty and above is not None and above.text and not wide:
                    grid[at][column] = above
    return grid


def _spans(row: Sequence[Cell | None]) -> bool:
    """Whether a row is a section's, which spans the table."""
    filled = [column for column, cell in enumerate(row) if plain(cell)]
    return filled == [0] and len(row) > 1 and not plain(row[0]).isdecimal()


def areas(grid: Grid) -> Iterator[tuple[Cell | None, int, int, int, int]]:
    """Every cell of a grid once, where it stands: (cell, row, column, rows, columns)."""
    seen: set[int] = set()
    for at, row in enumerate(grid):
        for column, cell in enumerate(row):
            if cell is None:
                yield None, at, column, 1, 1
            elif id(cell) not in seen:
                seen.add(id(cell))
                wide = sum(other is cell for other in row[column:])
                high = sum(other[column] is cell for other in grid[at:])
                yield cell, at, column, high, wide


def header_rows(table: Table) -> int:
    """How many rows of a table are its header."""
    top = header_row(table) or 0
    grid = table.grid
    while top + 1 < len(grid) and any(
        over is not None and over is under for over, under in zip(*grid[top : top + 2], strict=True)
    ):
        top += 1  # a cell of the header goes on below
    return top + 1


def plain(cell: Cell | None) -> str:
    """The text of a cell."""
    return cell.text.plain if cell is not None else ""
