"""The cells of one sheet of a workbook: their texts as printed, merged areas, what is hidden.

The rows of a table are alike: the same columns, styles and kinds of values. So a row is first held against the
forms of rows before it, each one pattern for the whole row. A row of no known form is taken apart cell by cell,
and its form learned; one that no program writes in this manner is read attribute by attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govtask_cli.readers.number_formats import NumberFormat
from govtask_cli.readers.sheet_cells import column_number
from govtask_cli.readers.sheet_grid import Area, Row
from govtask_cli.readers.sheets import Sheet
from govtask_cli.readers.xlsx_values import STORED_AS_PRINTED, Values
from govtask_cli.readers.xlsx_xml import RichText, attributes, damaged, prefix_of, resolve, unescaped

_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_FORMS: Final = 200
"""So many forms of rows are learned in one sheet, and the last few tried."""
_LONGEST: Final = 300
"""A row of more cells is like no other."""
_TRIED: Final = 3
_BATCH: Final = 500
_DECIMAL: Final = "-?[0-9]++(?:\\.[0-9]++)?+(?:E[-+]?[0-9]{1,3})?+"
_WHOLE: Final = 15
"""Digits of a whole number that is stored as it is printed."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AREA: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_TRUE: Final = frozenset({"1", "true", "on"})
_NONE: Final = frozenset({"0", "0.0"})
Cells = tuple[tuple[int, ...], list[str]]
"""The columns of a row and the texts in them."""
Found = tuple[str, str, str, str, str]
"""Column, style, kind, value, and text in the cell itself, as the XML writes them."""


@dataclass(frozen=True, slots=True)
class Form:
    """Rows that are alike: one pattern whose groups are the row's number, its other attributes and each cell's
    value; at which places stand shared strings, numbers with their formats, and values that must be printed, with
    their style and kind. What is left is printed as it is stored."""

    pattern: re.Pattern[str]
    columns: tuple[int, ...]
    shared: tuple[int, ...]
    numbers: tuple[tuple[int, NumberFormat], ...]
    other: tuple[tuple[int, str, str], ...]


class SheetPart:
    """The XML of one sheet, in plain form, and what its cells refer to."""

    def __init__(self, xml: str, values: Values, name: str, part: str) -> None:
        self.xml, self.values = xml, values
        self.name, self.part = name, part
        self.prefix = prefix_of(xml)
        p = re.escape(self.prefix)
        self._plain = re.compile(
            rf'<{p}c r="([A-Z]++)[0-9]++"(?: s="([0-9]++)")?(?: t="([a-zA-Z]++)")?'
            rf"(?:/>|>(?:<{p}v>([^<]*+)</{p}v>|<{p}is><{p}t(?:\s[^>/]*+)?>([^<]*+)</{p}t></{p}is>)?</{p}c>)"
        )
        self._cell = re.compile(rf"<{p}c(?P<attributes>\s[^>]*?)?(?:/>|>(?P<inner>.*?)</{p}c>)", re.DOTALL)
        self._value = re.compile(rf"<{p}v(?:\s[^>/]*)?>([^<]*)</{p}v>")
        self._formula = re.compile(rf"<{p}f(?=[\s/>])[^>]*>([^<]*)")
        self._rich = RichText(self.prefix)
        self._forms: list[Form] = []
        self._learned = 0
        self._columns: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._loose: dict[object, set[int]] = {}

    def fill(self, sheet: Sheet) -> None:
        """Put everything of the part into `sheet`. Raises ReadError where it is damaged."""
        p = self.prefix
        begin = self.xml.find(f"<{p}sheetData")
        end = self.xml.find(f"</{p}sheetData>", begin)
        if begin < 0:
            raise self._damaged("it holds no cells")
        sheet.hidden_columns = list(self._hidden_columns(self.xml[:begin]))
        sheet.areas = list(self._areas(self.xml[max(begin, end) :]))
        if end >= 0:
            try:
                sheet.rows = self._rows(self.xml[begin:end], sheet)
            except (IndexError, ValueError) as error:
                raise self._damaged("a cell refers to a string that is not there") from error

    def _damaged(self, why: str) -> Exception:
        return damaged(self.name, self.part, why)

    def _rows(self, xml: str, sheet: Sheet) -> list[Row]:
        """The rows that hold text, in the order of their numbers."""
        rows: list[Row] = []
        number = last = resolved = 0
        ordered = True
        escaped = self.values.escaped or "&" in xml or "_" in xml
        for piece in xml.split(f"</{self.prefix}row>"):
            row = self._alike(piece, sheet) or self._row(piece, number, sheet)
            number, _, texts = row
            if texts:
                rows.append(row)
                ordered = ordered and number > last
                last = number
                if len(rows) - resolved >= _BATCH and escaped:
                    resolve([row.texts for row in rows[resolved:]])
                    resolved = len(rows)
        if escaped:
            resolve([row.texts for row in rows[resolved:]])
        return rows if ordered else _in_order(rows)

    def _alike(self, piece: str, sheet: Sheet) -> Row | None:
        """A row in a form that is known; None of any other."""
        for form in self._forms:
            match = form.pattern.fullmatch(piece)
            if match is None:
                continue
            figure, rest, *texts = match.groups()
            number = int(figure)
            if not 0 < number <= _LAST_ROW:
                return None
            if "hidden" in rest or ' ht="0' in rest:
                self._opened(f' r="{figure}"{rest}', number, sheet)
            strings = self.values.strings
            for at in form.shared:
                texts[at] = strings[int(texts[at])]
            for at, known in form.numbers:
                texts[at] = known.stored(texts[at])
            for at, style, kind in form.other:
                texts[at] = self.values.text(style, kind, texts[at], texts[at])
            if form is not self._forms[0]:
                self._forms.remove(form)
                self._forms.insert(0, form)
            return _filled(number, form.columns, texts) if "" in texts else Row(number, form.columns, texts)
        return None

    def _row(self, piece: str, number: int, sheet: Sheet) -> Row:
        """Any row; rows without cells may stand before it."""
        opening, cell = f"<{self.prefix}row", f"<{self.prefix}c"
        at = piece.rfind(opening)
        if at < 0:
            return Row(number, (), [])
        for empty in piece[:at].split(opening)[1:]:
            number = self._opened(empty.partition(">")[0].rstrip("/"), number, sheet)
        past = piece.find(">", at)
        number = self._opened(piece[at + len(opening) : past], number, sheet)
        cells: list[Found] = self._plain.findall(piece, past)
        if len(cells) != piece.count(f"{cell} ", past) or f"{cell}>" in piece or ' t="e"' in piece:
            return _filled(number, *self._odd_cells(piece[past:], number, sheet))
        letters = tuple([found[0] for found in cells])
        columns = self._columns.get(letters)
        if columns is None:
            columns = tuple(map(self._column, letters))
            columns = () if any(left >= right for left, right in pairwise(columns)) else columns
            self._columns[letters] = columns
        if not columns:
            return _filled(number, *self._odd_cells(piece[past:], number, sheet))
        self._learn(cells, columns)
        strings, formats = self.values.strings, self.values.formats
        return _filled(
            number,
            columns,
            [
                strings[int(value)]
                if kind == "s" and style not in formats
                else value
                if not kind and style not in formats and value.isdecimal() and len(value) < _WHOLE
                else self.values.text(style, kind, value, inline)
                for _, style, kind, value, inline in cells
            ],
        )

    def _learn(self, cells: list[Found], columns: tuple[int, ...]) -> None:
        """Know rows like this one from now on."""
        if (
            self._learned >= _FORMS
            or len(cells) > _LONGEST
            or not all(value or inline for *_, value, inline in cells)
        ):
            return
        self._learned += 1
        p = re.escape(self.prefix)
        key = tuple((*found[:3], bool(found[4])) for found in cells)
        loose = self._loose.setdefault(key, set())
        parts: list[str] = []
        shared: list[int] = []
        numbers: list[tuple[int, NumberFormat]] = []
        other: list[tuple[int, str, str]] = []
        for at, (letters, style, kind, value, inline) in enumerate(cells):
            form = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
            group = "([^<]++)"
            if kind == "s" and not self.values.rewords(style):
                group = "([0-9]{1,9}+)"
                shared.append(at)
            elif inline and not self.values.rewords(style):
                group = "(\\s*+[^<\\s][^<]*+)"
            elif kind in {"", "n"} and style not in self.values.formats and at not in loose:
                group = f"((?>{STORED_AS_PRINTED}))"
                if re.fullmatch(STORED_AS_PRINTED, value) is None:
                    loose.add(at)
            elif kind in {"", "n"} and style in self.values.formats:
                group = rf"({_DECIMAL})"
                numbers.append((at, self.values.formats[style]))
            if at in loose or group == "([^<]++)":
                group = "([^<]++)"
                other.append((at, style, kind))
            inner = (
                rf"<{p}is><{p}t(?:\s[^>/]*+)?>{group}</{p}t></{p}is>" if inline else rf"<{p}v>{group}</{p}v>"
            )
            parts.append(rf'<{p}c r="{letters}[0-9]++"{form}>{inner}</{p}c>')
        whole = re.compile(rf'<{p}row r="([0-9]{{1,7}}+)"([^>]*+)>' + "".join(parts))
        self._forms.insert(0, Form(whole, columns, tuple(shared), tuple(numbers), tuple(other)))
        del self._forms[_TRIED:]

    def _opened(self, named: str, last: int, sheet: Sheet) -> int:
        """The number of the row with these attributes; a hidden one is put down."""
        if named.startswith(' r="') and "hidden" not in named and ' ht="0' not in named:
            return self._checked(named[4 : named.find('"', 4)])
        found = attributes(named)
        number = self._checked(found["r"]) if "r" in found else last + 1
        if found.get("hidden") in _TRUE or found.get("ht") in _NONE:
            sheet.hidden_rows.add(number)
        return number

    def _checked(self, figure: str) -> int:
        if len(figure) <= 7 and figure.isdecimal() and 0 < int(figure) <= _LAST_ROW:
            return int(figure)
        raise self._damaged(f"it has a row {figure[:20]!r}")

    def _column(self, letters: str) -> int:
        number = column_number(letters) if len(letters) < 4 else 0
        if 0 < number <= _LAST_COLUMN:
            return number
        raise self._damaged(f"it has a column {letters[:20]!r}")

    def _odd_cells(self, xml: str, number: int, sheet: Sheet) -> Cells:
        """Columns and texts of a row with cells in any form: formulas, errors, rich text, no reference."""
        said: dict[int, str] = {}
        column = 0
        # Up to the last closing tag every search for one ends soon.
        closing = f"</{self.prefix}c>"
        end = max(xml.rfind(closing) + len(closing), xml.rfind("/>") + 2)
        for match in self._cell.finditer(xml, 0, end):
            named = attributes(match["attributes"] or "")
            place = _REFERENCE.fullmatch(named.get("r", ""))
            column = self._column(place[1]) if place is not None else column + 1
            inner = match["inner"] or ""
            value = self._value.search(inner)
            formula = self._formula.search(inner)
            kind = named.get("t", "")
            stored = value[1] if value is not None else ""
            if formula is not None and not stored and kind != "str":
                sheet.unvalued[number, column] = unescaped(formula[1])
                continue
            if kind == "e" and stored:
                sheet.faults[number, column] = stored
            inline = self._rich.plain(inner) if kind == "inlineStr" else ""
            said[column] = self.values.text(named.get("s", ""), kind, stored, inline)
        return tuple(sorted(said)), [said[column] for column in sorted(said)]

    def _hidden_columns(self, head: str) -> Iterator[tuple[int, int]]:
        for match in re.finditer(rf"<{re.escape(self.prefix)}col(\s[^>]*)>", head):
            named = attributes(match[1])
            first, last = named.get("min", ""), named.get("max", "")
            if (named.get("hidden") in _TRUE or named.get("width") in _NONE) and (first + last).isdecimal():
                yield int(first or last), int(last or first)

    def _areas(self, tail: str) -> Iterator[Area]:
        for match in re.finditer(rf"<{re.escape(self.prefix)}mergeCell(\s[^>]*)>", tail):
            place = _AREA.fullmatch(attributes(match[1]).get("ref", ""))
            if place is not None:
                left, right = sorted((self._column(place[1]), self._column(place[3])))
                top, bottom = sorted((int(place[2]), int(place[4])))
                yield Area(top, left, bottom, right)


def _filled(number: int, columns: tuple[int, ...], texts: list[str]) -> Row:
    """A row without its blank cells."""
    if "" not in texts:
        return Row(number, columns, texts)
    kept = [at for at, text in enumerate(texts) if text]
    return Row(number, tuple([columns[at] for at in kept]), [texts[at] for at in kept])


def _in_order(rows: list[Row]) -> list[Row]:
    """Rows by their numbers; two stretches of one row become one, the later cell counts."""
    cells: dict[int, dict[int, str]] = {}
    for row in rows:
        cells.setdefault(row.number, {}).update(zip(row.columns, row.texts, strict=True))
    return [
        Row(number, tuple(sorted(texts)), [texts[column] for column in sorted(texts)])
        for number, texts in sorted(cells.items())
    ]
