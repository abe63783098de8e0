"""The reader of OpenDocument spreadsheets (.ods): cells with the texts that they show, spans, what is hidden."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.container import Container
from govtask_cli.readers.number_formats import general
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sheet_grid import Area, Row
from govtask_cli.readers.sheets import Remark, Sheet, document, too_much

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_SHEET: Final = f"{_TABLE}table"
_PARAGRAPH: Final = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_ASIDE: Final = frozenset({f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"})
_HIDDEN: Final = frozenset({"collapse", "filter"})
_MOST_BLANKS: Final = 1_000
_DAMAGED: Final = "open it in LibreOffice or WPS and save it anew"


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a spreadsheet. Raises ReadError for what is damaged, encrypted or empty."""
    from lxml import etree

    container = Container(data, name, options.limits)
    if _MANIFEST in container and next(container.xml(_MANIFEST).iter("{*}encryption-data"), None) is not None:
        raise ReadError(
            name, "is locked with a password (加密文件)", "open it, save it without a password, and read that"
        )
    content = container.read(_CONTENT)
    if b"<!DOCTYPE" in content:
        raise ReadError(name, "part content.xml declares a document type (DTD)", _DAMAGED)
    reading = _Reading(name, options.limits.cells)
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        for event, element in events:
            reading.take(event, element)
    except etree.XMLSyntaxError as error:
        raise ReadError(name, f"part content.xml is no valid XML (文件损坏): {error}", _DAMAGED) from error
    return document(reading.sheets, Source(name, hashlib.sha256(data).hexdigest(), "ods"), options.limits)


class _Reading:
    """The sheets so far, while the parser walks through the file."""

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        self.sheets: list[Sheet] = []
        self._undisplayed: set[str] = set()
        self._row = 0
        self._column = 0
        self._depth = 0
        self._cells = 0

    def take(self, event: str, element: _Element) -> None:
        """One event of the parser. A table within a cell is a part of that cell."""
        tag = element.tag
        if tag == _SHEET:
            self._depth += 1 if event == "start" else -1
            if event == "start" and self._depth == 1:
                self._open(element)
            elif event == "end" and self._depth == 0:
                element.clear()
        elif event == "end" and self._depth == 1 and tag == _COLUMN:
            self._take_column(element)
        elif event == "end" and self._depth == 1 and tag == _ROW:
            self._take_row(element)
            element.clear()
        elif event == "end" and tag == f"{_STYLE}style":
            shown = next(element.iter(f"{_STYLE}table-properties"), None)
            if shown is not None and shown.get(f"{_TABLE}display") == "false":
                self._undisplayed.add(element.get(f"{_STYLE}name") or "")

    def _open(self, element: _Element) -> None:
        hidden = element.get(f"{_TABLE}style-name") in self._undisplayed
        self.sheets.append(Sheet(element.get(f"{_TABLE}name") or "", hidden=hidden))
        self._row = self._column = 0

    def _take_column(self, element: _Element) -> None:
        first = self._column + 1
        self._column += _count(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            self.sheets[-1].hidden_columns.append((first, self._column))

    def _take_row(self, element: _Element) -> None:
        """A row, as often as it is repeated if it holds text."""
        sheet = self.sheets[-1]
        number = self._row + 1
        times = _count(element, "number-rows-repeated")
        self._row += times
        cells = dict(self._cells_of(element, number, sheet))
        if not cells:
            return
        self._cells += len(cells) * times
        if self._cells > self.most:
            raise too_much(self.name, f"holds more than {self.most} cells (单元格过多)")
        columns = tuple(sorted(cells))
        texts = [cells[column] for column in columns]
        for each in range(number, number + times):
            sheet.rows.append(Row(each, columns, list(texts)))
            if element.get(f"{_TABLE}visibility") in _HIDDEN:
                sheet.hidden_rows.add(each)

    def _cells_of(self, row: _Element, number: int, sheet: Sheet) -> Iterator[tuple[int, str]]:
        """The columns and texts of a row; spans, comments and odd formulas go to the sheet."""
        column = 0
        for cell in row:
            if cell.tag not in {_CELL, _COVERED}:
                continue
            first = column + 1
            times = _count(cell, "number-columns-repeated")
            column += times
            text = _shown(cell)
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                sheet.areas.append(Area(number, first, number + down - 1, first + across - 1))
            for note in cell.iter(f"{_OFFICE}annotation"):
                said = "\n".join(_paragraphs(note))
                if said.strip():
                    sheet.remarks.append(
                        Remark("comment", "a comment on a cell was left out", said, (number, first))
                    )
            if cell.get(f"{_TABLE}formula") is not None:
                if cell.get(f"{_OFFICE}value-type") is None and not text:
                    formula = (cell.get(f"{_TABLE}formula") or "").partition(":=")
                    sheet.unvalued[number, first] = formula[2] or formula[0].lstrip("=")
                elif text.startswith(("#", "Err:")):
                    sheet.faults[number, first] = text
            if not text or text.isspace():
                continue
            self._cells += times - 1
            if self._cells > self.most:
                raise too_much(self.name, f"holds more than {self.most} cells (单元格过多)")
            for each in range(first, first + times):
                yield each, text


def _count(element: _Element, name: str) -> int:
    """How often something is repeated or how far it spans; 1 where nothing sensible is said."""
    said = element.get(f"{_TABLE}{name}") or ""
    return int(said) if said.isdecimal() and len(said) <= 7 and int(said) else 1


def _shown(cell: _Element) -> str:
    """The text that a cell shows: its paragraphs, else its value."""
    text = "\n".join(_paragraphs(cell))
    if text:
        return text
    if cell.get(f"{_OFFICE}value-type") in {"float", "percentage", "currency"}:
        try:
            return general(float(cell.get(f"{_OFFICE}value") or ""))
        except ValueError:
            return ""
    kinds = ("date-value", "time-value", "string-value", "boolean-value")
    return next((value for kind in kinds if (value := cell.get(f"{_OFFICE}{kind}"))), "")


def _paragraphs(element: _Element) -> Iterator[str]:
    """The paragraphs of a cell or comment, in order; comments inside are left out."""
    for child in element:
        if child.tag in _PARAGRAPH:
            yield "".join(_characters(child))
        elif child.tag not in _ASIDE:
            yield from _paragraphs(child)


def _characters(element: _Element) -> Iterator[str]:
    """The characters of a paragraph; blanks, tabs and line breaks have elements of their own."""
    yield _joined(element.text)
    for child in element:
        if child.tag == f"{_TEXT}s":
            said = child.get(f"{_TEXT}c") or "1"
            yield " " * (min(int(said), _MOST_BLANKS) if said.isdecimal() else 1)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _ASIDE and isinstance(child.tag, str):
            yield from _characters(child)
        yield _joined(child.tail)


def _joined(text: str | None) -> str:
    """Characters with line ends of the file as blanks, as the format demands."""
    return text.replace("\n", " ").replace("\t", " ") if text else ""
