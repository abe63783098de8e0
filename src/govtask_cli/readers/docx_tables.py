"""The tables of a Word file: cells merged both ways, nested tables, rows and cells that a tracked change deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Final

from govtask_cli.document import EMPTY, Origin
from govtask_cli.errors import ReadError
from govtask_cli.readers.docx_content import change_of, too_deep
from govtask_cli.readers.docx_names import (
    CELL,
    CELL_PROPERTIES,
    CONTROL,
    CONTROL_CONTENT,
    DELETION,
    INSERTION,
    PARAGRAPH,
    ROW,
    ROW_PROPERTIES,
    SPAN,
    TABLE,
    TEXT,
    VAL,
    VERTICAL_MERGE,
    is_on,
    value,
    whole,
    word,
)
from govtask_cli.readers.docx_rows import plain_rows, span_of
from govtask_cli.readers.word_grid import MOST_COLUMNS, Grid

if TYPE_CHECKING:
    from lxml.etree import _Element

    from govtask_cli.readers.docx_story import Story

_FEWEST_ROWS: Final = 2
_DEPTH: Final = 60
_OLD_MERGE: Final = word("hMerge")
_HIDDEN: Final = word("hidden")
_DELETED_CELL: Final = word("cellDel")
_DELETED_TEXT: Final = word("delText")
_WRAPPERS: Final = frozenset(map(word, ("customXml", "smartTag", "ins", "moveTo")))


class TableReader:
    """Reads the tables of one story, and numbers them as they come."""

    def __init__(self, story: Story, most_cells: int) -> None:
        self.story, self.most_cells = story, most_cells
        self.waiting: list[_Element] = []
        self._tables = self._cells = 0

    def read(self, table: _Element, depth: int) -> None:
        """A table as a block; of one that only lays out the page, what its cells hold. Tables inside its cells
        follow it."""
        if depth > _DEPTH:
            raise too_deep(self.story.name)
        if self._lays_out(table, depth):
            for cell in self.cells(table, depth):
                self.story.read(cell, depth + 1)
            return
        self._tables += 1
        gap = self.story.blocks.take_gap()
        grid = Grid(f"表{self._tables}")
        self._read_rows(table, list(self._rows(table, depth)), grid, depth)
        self.story.blocks.assembly.table(grid.finished(_widths(table)), gap=gap)
        waiting, self.waiting = self.waiting, []
        for nested in waiting:
            self.read(nested, depth + 1)

    def cells(self, table: _Element, depth: int) -> Iterator[_Element]:
        """The cells of a table in reading order, without rows that are deleted or hidden."""
        for number, row in enumerate(self._rows(table, depth), start=1):
            if not self._gone(row, number, None):
                yield from self._cells_of(row, depth)

    def _lays_out(self, table: _Element, depth: int) -> bool:
        """Whether a table only puts things in their places on the page: it has one column, or it holds further
        tables and no two rows with several cells of text."""
        rows = self._rows(table, depth)
        if all(len(list(self._cells_of(row, depth))) <= 1 for row in rows):
            return True
        if all(is_small(inner) for inner in table.iter(TABLE) if inner is not table):
            return False
        told = (
            sum(_has_text(cell) for cell in self._cells_of(row, depth)) for row in self._rows(table, depth)
        )
        return sum(cells > 1 for cells in told) < _FEWEST_ROWS

    def _rows(self, parent: _Element, depth: int) -> Iterator[_Element]:
        return _within(parent, ROW, depth, self.story.name)

    def _cells_of(self, row: _Element, depth: int) -> Iterator[_Element]:
        return _within(row, CELL, depth, self.story.name)

    def _read_rows(self, table: _Element, rows: Sequence[_Element], grid: Grid, depth: int) -> None:
        """Every row: one of plain text as it was seen in passing, any other cell by cell."""
        styles = self.story.styles
        plain = repeat(None) if styles.paragraph(None).acts else plain_rows(table, rows, styles.acting)
        for number, (row, held) in enumerate(zip(rows, plain, strict=False), start=1):
            if held is not None:
                self._cells += grid.add(number, held, self.story.blocks.text)
            elif not self._gone(row, number, grid.name):
                self._walk(row, number, grid, depth)
            if self._cells > self.most_cells:
                raise ReadError(
                    self.story.name,
                    f"its tables hold more than {self.most_cells} cells (表格过大)",
                    "cut the document into several",
                )

    def _walk(self, row: _Element, number: int, grid: Grid, depth: int) -> None:
        """A row cell by cell, each paragraph by paragraph."""
        properties = row.find(ROW_PROPERTIES)
        inserted = properties.find(INSERTION) if properties is not None else None
        change = change_of(inserted) if inserted is not None else None
        grid.open_row(number, _left_out(properties, "gridBefore"))
        opened = False
        for cell in self._cells_of(row, depth):
            own = cell.find(CELL_PROPERTIES)
            span = span_of(value(own, SPAN))
            deleted = own.find(_DELETED_CELL) if own is not None else None
            down = _merge(own, VERTICAL_MERGE)
            if deleted is not None:
                self.story.blocks.note(
                    "tracked_deletion", change_of(deleted).message, _all_text(cell), grid.origin
                )
            elif opened and _merge(own, _OLD_MERGE) is False:
                self._merged_away(_all_text(cell), grid.origin)
                grid.widen(span)
            elif down is False and grid.goes_down:
                self._merged_away(_all_text(cell), grid.origin)
                grid.put(EMPTY, span, down)
            else:
                grid.put(self.story.cell(cell, grid.origin, depth + 1, change), span, down)
            opened = opened or deleted is None
        self._cells += grid.close_row(_left_out(properties, "gridAfter"))

    def _gone(self, row: _Element, number: int, table: str | None) -> bool:
        """Whether a row is deleted or hidden; a note keeps what it held."""
        properties = row.find(ROW_PROPERTIES)
        if properties is None:
            return False
        origin = Origin(sheet=table, cell=f"A{number}") if table is not None else Origin()
        deleted = properties.find(DELETION)
        if deleted is not None:
            self.story.blocks.note("tracked_deletion", change_of(deleted).message, _all_text(row), origin)
            return True
        if is_on(properties.find(_HIDDEN)):
            self.story.blocks.note("hidden_text", "a hidden row was left out", _all_text(row), origin)
            return True
        return False

    def _merged_away(self, plain: str, origin: Origin) -> None:
        """What a cell holds that is merged with another: no program shows it."""
        self.story.blocks.note(
            "hidden_text", "text in a cell that is merged away was left out", plain, origin
        )


def is_small(table: _Element) -> bool:
    """Whether a table inside a cell is only a way to set its lines: it has one row or one column."""
    rows = list(table.iterchildren(ROW))
    return len(rows) < _FEWEST_ROWS or all(len(list(row.iterchildren(CELL))) < 2 for row in rows)


def _within(parent: _Element, tag: str, depth: int, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, through content controls and the like."""
    if depth > _DEPTH:
        raise too_deep(name)
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == CONTROL:
            for content in child.iterchildren(CONTROL_CONTENT):
                yield from _within(content, tag, depth + 1, name)
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag, depth + 1, name)


def _merge(properties: _Element | None, name: str) -> bool | None:
    """Whether a cell begins a merge (True), goes on with one (False) or has none."""
    element = properties.find(name) if properties is not None else None
    return None if element is None else element.get(VAL) == "restart"


def _left_out(properties: _Element | None, name: str) -> int:
    """How many columns a row leaves out at one of its ends."""
    return min(max(whole(value(properties, word(name)), 0), 0), MOST_COLUMNS)


def _widths(table: _Element) -> list[int]:
    """The widths of the columns, where all are given."""
    grid = table.find(word("tblGrid"))
    columns = [whole(column.get(word("w")), 0) for column in grid] if grid is not None else []
    return columns if columns and all(width > 0 for width in columns) else []


def _has_text(cell: _Element) -> bool:
    """Whether a cell holds text outside the tables in it."""
    return any(part.text for line in cell.iterchildren(PARAGRAPH) for part in line.iter(TEXT))


def _all_text(element: _Element) -> str:
    """Every character in an element, deleted ones too, a blank between two cells."""
    cells = list(element.iter(CELL)) or [element]
    return " ".join(
        "".join(part.text or "" for part in cell.iter(TEXT, _DELETED_TEXT)) for cell in cells
    ).strip()
