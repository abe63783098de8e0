"""Workbooks for tests: the samples as somebody would keep them in Excel, and small sheets drawn cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter

from govtask_cli.document import Block, Label, Table
from originals import areas, original, plain, spanned

WIDTH: Final = 6
"""Columns over which the lines of a sheet without tables are merged."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


@dataclass
class Drawn:
    """One sheet: its rows of values from the first on, merged areas, what is hidden, and the format of cells.

    A value is text, a number, a date, None, or a `Formula`.
    """

    rows: Sequence[Sequence[Any]]
    name: str = "Sheet1"
    merged: Sequence[Area] = ()
    hidden_rows: Iterable[int] = ()
    hidden_columns: Iterable[int] = ()
    hidden: bool = False
    formats: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Formula:
    """A formula and the value that is stored with it; None stores none."""

    text: str
    value: Any = None


def workbook(*sheets: Drawn, options: dict[str, Any] | None = None) -> bytes:
    """The bytes of a workbook, written by xlsxwriter."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, **(options or {})})
    styles: dict[str, Any] = {}
    for drawn in sheets:
        sheet = book.add_worksheet(drawn.name)
        if drawn.hidden:
            sheet.hide()
        for top, left, bottom, right in drawn.merged:
            sheet.merge_range(top, left, bottom, right, "")
        for at, row in enumerate(drawn.rows):
            for column, value in enumerate(row):
                code = drawn.formats.get((at, column))
                if code is not None and code not in styles:
                    styles[code] = book.add_format({"num_format": code})
                _write(sheet, at, column, value, styles.get(code or ""))
        for row_number in drawn.hidden_rows:
            sheet.set_row(row_number, None, None, {"hidden": True})
        for column in drawn.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, Formula):
        sheet.write_formula(row, column, f"={value.text}", style, "" if value.value is None else value.value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_datetime(row, column, value, style)


def marked(example: str) -> bytes:
    """A workbook of the example of a check: a line is a row, tabs part its cells. [隐藏] hides a row, = is a formula
    without a stored value, # an error that a formula gave; digits alone are a number."""
    lines = example.split("\n")
    drawn = Drawn(
        [[_meant(cell) for cell in line.removeprefix("[隐藏]").split("\t")] for line in lines],
        hidden_rows=[at for at, line in enumerate(lines) if line.startswith("[隐藏]")],
    )
    return workbook(drawn)


def _meant(cell: str) -> Any:
    if cell.startswith("="):
        return Formula(cell[1:])
    if cell.startswith("#"):
        return Formula("Z99/0", cell)
    return int(cell) if cell.isdecimal() else cell or None


def rewritten(data: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """A container with some of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part in changes:
                content = changes[part](content.decode()).encode()
            new.writestr(part, content)
    return file.getvalue()


def of_sample(stem: str) -> Drawn:
    """A sample as one sheet."""
    return of_blocks(original(stem).blocks)


def of_blocks(blocks: Sequence[Block]) -> Drawn:
    """A document as one sheet: lines merged over the sheet's width, tables with their merged cells."""
    width = max((len(block.grid[0]) for block in blocks if isinstance(block, Table)), default=WIDTH)
    drawn = _Sheet(width)
    for block in blocks:
        drawn.add(block)
    return Drawn(drawn.rows, "Sheet1", drawn.merged)


class _Sheet:
    """A sheet while blocks are put on it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[list[str | None]] = []
        self.merged: list[Area] = []

    def add(self, block: Block) -> None:
        """The rows of a block below those before it."""
        if isinstance(block, Label):
            self.rows.append([block.name.plain, block.value.plain])
            return
        self.rows.extend([None] for _ in range(block.gap if self.rows else 0))
        if isinstance(block, Table):
            self._table(block)
        else:
            self.merged.append((len(self.rows), 0, len(self.rows), self.width - 1))
            self.rows.append([block.text.plain])

    def _table(self, table: Table) -> None:
        top, width = len(self.rows), len(table.grid[0])
        self.rows.extend([None] * width for _ in table.grid)
        for cell, at, column, high, wide in areas(spanned(table)):
            self.rows[top + at][column] = plain(cell) or None
            if high * wide > 1:  # a section spans the sheet
                right = self.width - 1 if wide == width else column + wide - 1
                self.merged.append((top + at, column, top + at + high - 1, right))
