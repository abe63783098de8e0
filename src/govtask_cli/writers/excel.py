"""Excel: a workbook for analysts, one sheet for each way to look at the records.

Text is written as text: never as a formula, an address or a number. Days and figures are what they are.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from govtask_cli.errors import WriteError
from govtask_cli.writers import sheet as shape
from govtask_cli.writers.excel_sheets import sheets
from govtask_cli.writers.options import Options
from govtask_cli.writers.rows import RowStore
from govtask_cli.writers.sheet import Cell, Figure, Link, Sheet, Struck

if TYPE_CHECKING:
    from govtask_cli.records import Result

MAX_TEXT: Final = 32_767
"""UTF-16 units that a cell holds."""
MAX_LINKS: Final = 65_530
MAX_NUMBER: Final = 1e300
CUT: Final = "……〔此处截断，原文共{size}字〕"
# XML cannot hold the first; the others are invisible and hide in copied web text.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# One moment for every file: the same records give the same bytes.
CREATED: Final = datetime(2000, 1, 1)

BASE: Final[dict[str, Any]] = {"font_name": "等线", "font_size": 11, "valign": "vcenter"}
BODY: Final[dict[str, Any]] = {**BASE, "border": 1, "border_color": "#D9D9D9", "text_wrap": True}
HEAD: Final[dict[str, Any]] = {
    **BODY,
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#1F4E78",
    "align": "center",
}
LINKED: Final[dict[str, Any]] = {**BODY, "font_color": "#0563C1", "underline": 1}
STRUCK: Final[dict[str, Any]] = {
    **BODY,
    "bg_color": "#F2F2F2",
    "diag_type": 1,
    "diag_border": 1,
    "diag_color": "#A6A6A6",
}
STYLES: Final = {"body": BODY, "head": HEAD, "linked": LINKED, "struck": STRUCK}


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """A workbook. Raises WriteError where a sheet cannot hold the rows.

    The remarks tell how many texts were cut or cleaned.
    """
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with RowStore() as store, tempfile.TemporaryDirectory(prefix="govtask-") as scratch:
        made = sheets(results, options, store)
        for sheet in made:
            _check_size(sheet, options)
        # Rows go to files as they are written: memory does not grow with them.
        settings = {**plain, "constant_memory": True, "tmpdir": scratch}
        whole = io.BytesIO()  # and not the stream, onto which a zip file left unfinished would be closed late
        book = xlsxwriter.Workbook(whole, settings)
        try:
            book.set_properties({"created": CREATED, "comments": "govtask"})
            writer = _Book(book)
            for sheet in made:
                writer.add(sheet)
            book.close()
        except (FileCreateError, OSError) as error:
            raise WriteError(
                options.target,
                f"cannot be made: {error}",
                f"free the disk of {tempfile.gettempdir()}, or set TMPDIR to a folder on another one",
            ) from error
        finally:
            for page in book.worksheets():
                with suppress(
                    OSError
                ):  # the library leaves it open where writing failed, which is told above
                    page.row_data_fh.close()
        stream.write(whole.getbuffer())
    return writer.remarks(options)


def _check_size(sheet: Sheet, options: Options) -> None:
    rows, columns = len(sheet.rows) + 1, len(sheet.headings)
    if rows > shape.MAX_ROWS or columns > shape.MAX_COLUMNS:
        raise WriteError(
            options.target,
            f"sheet {sheet.name} would have {rows:,} rows and {columns:,} columns; "
            f"Excel holds {shape.MAX_ROWS:,} and {shape.MAX_COLUMNS:,}",
            "write CSV or JSON Lines, or one workbook for each document with --out-dir",
        )


class _Book:
    """The workbook while it is written: its styles, made once each, and what was changed so far."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._styles: dict[tuple[str, str | None, str | None], Any] = {}
        self._cut = self._cleaned = self._links = 0

    def add(self, sheet: Sheet) -> None:
        """One more sheet."""
        page = self._book.add_worksheet(sheet.name)
        widths = shape.column_widths(sheet)
        last_row, last_column = len(sheet.rows), len(sheet.headings) - 1
        for column, (heading, width) in enumerate(zip(sheet.headings, widths, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, self._clean(heading.text), self._style("head"))
        page.set_row(0, 24)
        for row, cells in enumerate(sheet.rows, start=1):
            page.set_row(row, shape.row_height(cells, widths))
            for column, cell in enumerate(cells):
                self._write(page, row, column, cell, sheet.headings[column].align)
            for kept in (page.row_info, page.row_sizes):
                kept.pop(row - 1, None)  # which is written by now, and would be kept to the end
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last_row, last_column)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.repeat_rows(0)
        page.set_footer("&C&A  &P / &N")

    def remarks(self, options: Options) -> tuple[str, ...]:
        """What the workbook could not hold as it was."""
        said = []
        if self._cut:
            said.append(
                f"{options.target}: texts cut to what a cell holds ({MAX_TEXT:,}), with a mark: {self._cut}"
            )
        if self._cleaned:
            said.append(f"{options.target}: cells freed of control characters: {self._cleaned}")
        return tuple(said)

    def _write(self, page: Any, row: int, column: int, cell: Cell, align: str | None) -> None:
        match cell:
            case None:
                page.write_blank(row, column, None, self._style("body", align))
            case Struck():
                page.write_blank(row, column, None, self._style("struck"))
            case Link() if self._links < MAX_LINKS:
                self._links += 1
                place = f"internal:'{cell.sheet}'!A{cell.row + 1}"
                page.write_url(row, column, place, self._style("linked"), self._clean(cell.text))
            case Link():
                page.write_string(row, column, self._clean(cell.text), self._style("body", align))
            case Figure():
                page.write_number(row, column, cell.value, self._style("body", align, cell.form))
            case bool():
                page.write_boolean(row, column, cell, self._style("body", align))
            case int() | float() | Decimal() if -MAX_NUMBER < cell < MAX_NUMBER:
                page.write_number(row, column, float(cell), self._style("body", align))
            case date():
                moment = datetime(cell.year, cell.month, cell.day)
                page.write_datetime(row, column, moment, self._style("body", align or "center", "yyyy-mm-dd"))
            case _:
                page.write_string(row, column, self._clean(str(cell)), self._style("body", align))

    def _clean(self, text: str) -> str:
        """The text as a cell can hold it; what is taken away is counted."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        kept = CONTROL.sub("", text)
        if kept != text:
            self._cleaned += 1
        fitting = _fitting(kept)
        if fitting is not kept:
            self._cut += 1
        return fitting

    def _style(self, name: str, align: str | None = None, form: str | None = None) -> Any:
        style = self._styles.get((name, align, form))
        if style is None:
            aligned = {"align": align} if align else {}
            formed = {"num_format": form} if form else {}
            style = self._styles[name, align, form] = self._book.add_format(
                {**STYLES[name], **aligned, **formed}
            )
        return style


def _fitting(text: str) -> str:
    """The text, or its head with a mark where it is too long for a cell."""
    if len(text) * 2 <= MAX_TEXT:
        return text
    encoded = text.encode("utf-16-le")
    if len(encoded) <= MAX_TEXT * 2:
        return text
    mark = CUT.format(size=len(text))
    return encoded[: (MAX_TEXT - len(mark)) * 2].decode("utf-16-le", "ignore") + mark
