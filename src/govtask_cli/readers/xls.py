"""The reader of old Excel and WPS workbooks (.xls, .et): cells as printed, merged areas, what is hidden.

calamine reads such files too, but neither number formats nor hidden rows, so 60% would be 0.6.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from struct import error as StructError
from struct import pack, unpack, unpack_from
from typing import Final

from govtask_cli.document import Document, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.biff import BOF, Biff, Damaged, Strings, records
from govtask_cli.readers.date_formats import BUILT_IN
from govtask_cli.readers.number_formats import NumberFormat, general, number_format
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sheet_grid import Area, Row
from govtask_cli.readers.sheets import Remark, Sheet, document, too_much

_STREAMS: Final = ("Workbook", "Book")
_LOCKED: Final = 0x2F
_BIFF8: Final = 0x600
_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_DAMAGED: Final = "open it in Excel or WPS and save it anew as .xlsx"


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of an old workbook. Raises ReadError for what is damaged, locked or empty."""
    try:
        book = _Book(_stream(data, name), name, options.limits.cells)
        sheets = book.sheets()
    except (Damaged, StructError, IndexError) as error:
        raise ReadError(name, f"a damaged workbook (文件损坏): {error}", _DAMAGED) from error
    return document(sheets, Source(name, hashlib.sha256(data).hexdigest(), "xls"), options.limits)


def _stream(data: bytes, name: str) -> bytes:
    """The stream of the container that holds the workbook."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            for stream in _STREAMS:
                if file.exists(stream):
                    # A chain of sectors may run in a circle for as long as the stream claims to be.
                    if file.get_size(stream) > len(data):
                        raise ValueError("a stream is longer than the file")
                    return bytes(file.openstream(stream).read())
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, StructError) as error:
        raise ReadError(name, f"a damaged workbook (文件损坏): {error}", _DAMAGED) from error
    raise ReadError(name, "holds no workbook (没有工作簿)", _DAMAGED)


class _Book:
    """The globals of a workbook: its sheets, strings, and the formats of its cell styles."""

    def __init__(self, stream: bytes, name: str, most: int) -> None:
        self.stream, self.name, self.most = stream, name, most
        self.text = Strings()
        self.strings: list[str] = []
        self.formats: list[NumberFormat | None] = []
        self.epoch_1904 = False
        self._codes: dict[int, str] = dict(BUILT_IN)
        self._styles: list[int] = []
        self._listed: list[tuple[int, Sheet]] = []
        self._cells = 0
        for record in records(stream, 0):
            self._take(record)
        self.formats = [
            number_format(self._codes.get(style, ""), epoch_1904=self.epoch_1904) for style in self._styles
        ]

    def _take(self, record: Biff) -> None:
        kind, body = record.kind, record.body
        if kind == BOF:
            self.text.wide = unpack_from("<H", body)[0] >= _BIFF8
        elif kind == _LOCKED:
            raise ReadError(
                self.name,
                "is locked with a password (加密文件)",
                "open it, save it without a password, and read that",
            )
        elif kind == 0x42:
            self.text.use_page(unpack_from("<H", body)[0])
        elif kind == 0x22:
            self.epoch_1904 = unpack_from("<H", body)[0] == 1
        elif kind == 0x41E:
            self._codes[unpack_from("<H", body)[0]] = self.text.one(body, 2, short=not self.text.wide)
        elif kind == 0xE0:
            self._styles.append(unpack_from("<H", body, 2)[0])
        elif kind == 0xFC:
            self.strings = self.text.shared(record)
        elif kind == 0x85 and body[5] == 0:
            sheet = Sheet(self.text.one(body, 6, short=True), hidden=bool(body[4] & 3))
            self._listed.append((unpack_from("<I", body)[0], sheet))

    def sheets(self) -> list[Sheet]:
        """All sheets of cells, in order."""
        for start, sheet in self._listed:
            _Cells(self, sheet).read(start)
        return [sheet for _, sheet in self._listed]

    def count(self) -> None:
        """One more cell. Raises ReadError where there are too many."""
        self._cells += 1
        if self._cells > self.most:
            raise too_much(self.name, f"holds more than {self.most} cells (单元格过多)")


class _Cells:
    """The cells of one sheet while its records are read."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self._rows: dict[int, dict[int, str]] = {}
        self._awaited: tuple[int, int] | None = None
        self._known: dict[int, Callable[[Biff], None]] = {
            0xFD: self._shared,
            0x203: self._number,
            0x27E: self._packed,
            0xBD: self._packed_many,
            0x06: self._formula,
            0x207: self._result,
            0x204: self._label,
            0xD6: self._label,
            0x205: self._sign,
            0x208: self._row,
            0x7D: self._columns,
            0xE5: self._merged,
            0x14: self._page,
            0x15: self._page,
        }

    def read(self, start: int) -> None:
        """Fill the sheet with what its records say."""
        for record in records(self.book.stream, start):
            take = self._known.get(record.kind)
            if take is not None:
                take(record)
        for number in sorted(self._rows):
            cells = self._rows[number]
            columns = tuple(sorted(cells))
            self.sheet.rows.append(Row(number, columns, [cells[column] for column in columns]))

    def _put(self, row: int, column: int, text: str, style: int) -> None:
        """A text as its style prints it; `row` and `column` count from 0."""
        if style < len(self.book.formats):
            known = self.book.formats[style]
            text = text if known is None else known.text(text)
        if text and not text.isspace():
            self.book.count()
            self._rows.setdefault(row + 1, {})[column + 1] = text

    def _print(self, row: int, column: int, style: int, value: float) -> None:
        known = self.book.formats[style] if style < len(self.book.formats) else None
        said = general(value) if known is None else known.number(value)
        if said:
            self.book.count()
            self._rows.setdefault(row + 1, {})[column + 1] = said

    def _shared(self, record: Biff) -> None:
        row, column, style, index = unpack_from("<HHHI", record.body)
        self._put(row, column, self.book.strings[index], style)

    def _number(self, record: Biff) -> None:
        row, column, style, value = unpack_from("<HHHd", record.body)
        self._print(row, column, style, value)

    def _packed(self, record: Biff) -> None:
        row, column, style, packed = unpack_from("<HHHI", record.body)
        self._print(row, column, style, _unpacked(packed))

    def _packed_many(self, record: Biff) -> None:
        row, column = unpack_from("<HH", record.body)
        for offset in range((len(record.body) - 6) // 6):
            style, packed = unpack_from("<HI", record.body, 4 + offset * 6)
            self._print(row, column + offset, style, _unpacked(packed))

    def _formula(self, record: Biff) -> None:
        """A formula with its stored result; a text comes in the next record."""
        row, column, style = unpack_from("<HHH", record.body)
        result = record.body[6:14]
        self._awaited = None
        if result[6:8] != b"\xff\xff":
            self._print(row, column, style, unpack("<d", result)[0])
        elif result[0] == 0:
            self._awaited = (row, column)
        elif result[0] in {1, 2}:
            self._said(row, column, result[2], fault=result[0] == 2)

    def _result(self, record: Biff) -> None:
        if self._awaited is not None:
            row, column = self._awaited
            self._put(
                row, column, self.book.text.one(record.body, 0, rest=record.rest), len(self.book.formats)
            )
            self._awaited = None

    def _label(self, record: Biff) -> None:
        row, column, style = unpack_from("<HHH", record.body)
        self._put(row, column, self.book.text.one(record.body, 6, rest=record.rest), style)

    def _sign(self, record: Biff) -> None:
        row, column = unpack_from("<HH", record.body)
        self._said(row, column, record.body[6], fault=bool(record.body[7]))

    def _said(self, row: int, column: int, value: int, *, fault: bool) -> None:
        """A truth value or an error."""
        text = _ERRORS.get(value, "#N/A") if fault else "TRUE" if value else "FALSE"
        if fault:
            self.sheet.faults[row + 1, column + 1] = text
        self._put(row, column, text, len(self.book.formats))

    def _row(self, record: Biff) -> None:
        number, *_, flags = unpack_from("<HHHHHHH", record.body)
        if flags & 0x20:
            self.sheet.hidden_rows.add(number + 1)

    def _columns(self, record: Biff) -> None:
        first, last, width, _, flags = unpack_from("<HHHHH", record.body)
        if flags & 1 or not width:
            self.sheet.hidden_columns.append((first + 1, last + 1))

    def _merged(self, record: Biff) -> None:
        for at in range(2, 2 + 8 * unpack_from("<H", record.body)[0], 8):
            top, bottom, left, right = unpack_from("<HHHH", record.body, at)
            self.sheet.areas.append(Area(top + 1, left + 1, bottom + 1, right + 1))

    def _page(self, record: Biff) -> None:
        """A header or footer of the printed page."""
        if len(record.body) > 2:
            from govtask_cli.readers.xlsx_remarks import page_text

            said = page_text(
                self.book.text.one(record.body, 0, short=not self.book.text.wide, rest=record.rest)
            )
            kind = "page_header" if record.kind == 0x14 else "page_footer"
            if said:
                message = "a header or footer of the printed page was left out"
                self.sheet.remarks.append(Remark(kind, message, said))


def _unpacked(packed: int) -> float:
    """A number in four bytes: a whole number or the upper half of a double, perhaps a hundred times too big."""
    if packed & 2:
        value: float = (packed >> 2) - (1 << 30 if packed & 0x8000_0000 else 0)
    else:
        value = float(unpack("<d", pack("<II", 0, packed & 0xFFFF_FFFC))[0])
    return value / 100 if packed & 1 else value
