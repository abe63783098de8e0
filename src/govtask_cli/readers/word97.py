"""A light reader of the binary Word format: what LibreOffice is not needed for.

Text in its order, tables with their merged cells, automatic numbers, tracked changes and hidden text are read as in a
.docx. Tables inside cells give their lines. Places are those of the .docx reader.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govtask_cli.document import EMPTY, Document, Origin, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.word97_file import (
    BOXES,
    CHARACTERS,
    PARAGRAPHS,
    SECTIONS,
    SHAPES,
    BinaryFile,
    Stretch,
)
from govtask_cli.readers.word97_lists import BinaryStyles, read_lists
from govtask_cli.readers.word97_properties import Look, RowCell, Shape, look_of, row_of, shape_of
from govtask_cli.readers.word_blocks import PAGE, Blocks
from govtask_cli.readers.word_grid import MOST_COLUMNS, Grid
from govtask_cli.readers.word_writing import Change, Manner, Pen, Writing

STEP: Final = "doc"
_END: Final = re.compile("[\r\x07\x0c]")
_SIGN: Final = re.compile("[\x00-\x08\x0b-\x1f(]")
"""Signs that mean something else than themselves; an opening bracket may stand for a sign of a symbol font."""
_PRINTED: Final = {"\t": "\t", "\x0b": "\n", "\x0c": "\f", "\x0e": "\n", "\x1e": "-"}
_FIELDS: Final = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_SHAPE: Final = "\x08"
_DELETED: Final = Change("tracked_deletion", "")
_INSERTED: Final = Change("tracked_insertion", "")
_EDGE: Final = 57
"""Edges of cells that differ by less than a millimetre (in twentieths of a point) are one."""
_BELOW: Final = (
    (1, "footnote", "footnotes (脚注) were left out"),
    (2, "page_header", "headers and footers of the pages (页眉页脚) were left out"),
    (4, "comment", "comments (批注) were left out"),
    (5, "endnote", "endnotes (尾注) were left out"),
)
"""Where the header of the file counts their characters, the kind of the note, and what it says."""
_TEXT_BOXES: Final = 6


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: its characters from one CP to another, without the one that ends it, and what it is."""

    begin: int
    end: int
    shape: Shape


@dataclass(slots=True)
class _Row:
    """A row while it is read: the paragraphs of each of its cells, and where its cells stand."""

    cells: list[list[_Paragraph]]
    edges: list[RowCell]


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a binary Word file. Raises ReadError for what is damaged, encrypted or too old."""
    file = BinaryFile(data, name)
    assembly = Assembly()
    reader = _Reader(file, Blocks(STEP, assembly), options.limits.cells)
    reader.read()
    if not assembly.blocks:
        raise ReadError(name, "holds no text (没有文字)", "check that it was saved or downloaded whole")
    return assembly.document(Source(name, hashlib.sha256(data).hexdigest(), "doc"))


class _Reader:
    """Reads the text of one file."""

    def __init__(self, file: BinaryFile, blocks: Blocks, most_cells: int) -> None:
        self.file, self.blocks, self.most_cells = file, blocks, most_cells
        self._styles, self._lists = BinaryStyles(file), read_lists(file)
        self._characters = file.runs(CHARACTERS)
        self._begins = [run.begin for run in self._characters]
        self._shapes = file.runs(PARAGRAPHS)
        self._ends = [run.begin for run in self._shapes]
        self._looks: dict[bytes, Look] = {}
        self._known: dict[bytes, Shape] = {}
        self._sections = {cp for cp, _ in file.plc(SECTIONS, 12)}
        self._pen: Pen[range] = Pen()
        self._boxes = self._text_boxes()
        self._paragraphs = self._tables = self._cells = 0
        self._joined: Writing[range] | None = None

    def read(self) -> None:
        """The text as blocks, then notes of what stands around it."""
        self._blocks(range(0, self.file.counts[0]), None)
        self.blocks.note_numbers()
        for at, kind, message in _BELOW:
            place = self._place(at)
            plain = re.sub("[\x00-\x08\x0b-\x1f]+", "\n", self.file.text[place.start : place.stop])
            self.blocks.note(kind, message, _whole(plain.strip()), Origin())

    def _place(self, at: int) -> range:
        """Where the characters of a part of the text stand."""
        begin = sum(self.file.counts[:at])
        return range(begin, begin + self.file.counts[at])

    def _text_boxes(self) -> dict[int, range]:
        """The CP of a shape's sign → where the characters of its text box stand."""
        shapes = {data[:4]: cp for cp, data in self.file.plc(SHAPES, 26)[:-1]}
        boxes = self.file.plc(BOXES, 22)
        base = self._place(_TEXT_BOXES).start
        found: dict[int, range] = {}
        for (begin, data), (end, _) in pairwise(boxes):
            if data[14:18] in shapes and begin < end:
                found.setdefault(shapes[data[14:18]], range(base + begin, base + end))
        return found

    def _blocks(self, place: range, anchor: Origin | None) -> None:
        """The paragraphs and tables of a stretch; what stands in a text box has the place of its `anchor`."""
        rows: list[_Row] = []
        cells: list[list[_Paragraph]] = [[]]
        for one in self._cut(place):
            if not one.shape.in_table:
                self._table(rows)
                rows, cells = [], [[]]
                self._paragraph(one, anchor)
            elif one.shape.ends_row and one.shape.depth < 2:
                if not self._look(one.end).deleted:
                    rows.append(_Row(cells, row_of(one.shape.row)))
                else:
                    held = "".join(self.file.text[each.begin : each.end] for cell in cells for each in cell)
                    self.blocks.note(_DELETED.kind, _DELETED.message, held, Origin())
                cells = [[]]
            else:
                cells[-1].append(one)
                if self.file.text[one.end : one.end + 1] == "\x07":
                    cells.append([])
        self._table(rows)
        for cell in cells:
            for one in cell:
                self._paragraph(one, anchor)
        if self._joined is not None:
            writing, self._joined = self._joined, None
            self.blocks.lines(writing, Origin(block=self._paragraphs), opens=False)

    def _cut(self, place: range) -> Iterator[_Paragraph]:
        """The paragraphs of a stretch."""
        text = self.file.text
        at = place.start
        stop = min(place.stop, len(text))
        for match in _END.finditer(text, at, stop):
            end = match.start()
            if match[0] != "\x0c" or end + 1 in self._sections:
                yield _Paragraph(at, end, self._shape(end))
                at = end + 1
        if at < stop:
            yield _Paragraph(at, stop, self._shape(stop - 1))

    def _shape(self, cp: int) -> Shape:
        """What the paragraph is that the character at `cp` ends."""
        found = _run_at(self._shapes, self._ends, cp)
        if found is None:
            return Shape()
        if found not in self._known:
            own = shape_of(found, self.file.data)
            self._known[found] = own.over(self._styles.shape(own.style))
        return self._known[found]

    def _look(self, cp: int) -> Look:
        """What the character at `cp` is."""
        found = _run_at(self._characters, self._begins, cp)
        return self._look_of(found) if found is not None else Look()

    def _look_of(self, properties: bytes) -> Look:
        if properties not in self._looks:
            self._looks[properties] = look_of(properties)
        return self._looks[properties]

    def _paragraph(self, one: _Paragraph, anchor: Origin | None) -> None:
        if anchor is None:
            self._paragraphs += 1
        origin = anchor or Origin(block=self._paragraphs)
        writing = self._joined or Writing[range]()
        if self._joined is None:
            writing.open_paragraph()
        if one.shape.new_page:
            self.blocks.widen_gap(PAGE)
        if self._write(one, writing):
            self._joined = writing
            return
        self._joined = None
        blank = writing.paragraph_is_blank
        opens = one.shape.indented is True or writing.is_numbered
        for place, box in writing.boxes:
            if not place and not blank:
                self._blocks(box, origin)
        self.blocks.lines(writing, origin, opens=opens)
        for place, box in writing.boxes:
            if place or blank:
                self._blocks(box, origin)
        if self.file.text[one.end : one.end + 1] == "\x0c":
            self.blocks.widen_gap(PAGE)

    def _write(self, one: _Paragraph, writing: Writing[range]) -> bool:
        """Write a paragraph with its number. Whether it runs on into the next, since its end is deleted."""
        hides = self._styles.hides(one.shape.style)
        contents = self._styles.is_contents(one.shape.style)
        self._pen.begin(writing, contents=contents)
        at = one.begin
        run = max(bisect_right(self._begins, at) - 1, 0)
        while at < one.end:
            while run < len(self._characters) and self._characters[run].end <= at:
                run += 1
            past, look = one.end, Look()
            if run < len(self._characters):
                begin, end, properties = self._characters[run]
                if begin > at:
                    past = min(begin, one.end)
                else:
                    past, look = min(end, one.end), self._look_of(properties)
            self._write_run(at, past, look, hides=hides)
            at = past
        self._pen.end()
        mark = self._look(one.end)
        if mark.deleted and self.file.text[one.end : one.end + 1] == "\r":
            return True
        if not ((contents or self._is_hidden(mark, hides)) and writing.paragraph_is_blank):
            self._number(one.shape, writing)
        return False

    def _is_hidden(self, look: Look, by_style: bool) -> bool:
        if look.hidden is not None:
            return look.hidden
        if look.style is not None and self._styles.hides(look.style):
            by_style = True
        return by_style != look.flips

    def _write_run(self, begin: int, end: int, look: Look, *, hides: bool) -> None:
        """Write characters that look the same."""
        change = _DELETED if look.deleted else _INSERTED if look.inserted else None
        manner = Manner(change, self._is_hidden(look, hides), look.struck)
        text = self.file.text[begin:end]
        at = 0
        for match in _SIGN.finditer(text):
            sign = match[0]
            if sign == "(" and look.symbol is None:
                continue
            self._pen.write(_whole(text[at : match.start()]), manner)
            at = match.end()
            if sign in _FIELDS:
                self._pen.field(_FIELDS[sign])
            elif sign in _PRINTED:
                self._pen.write(_PRINTED[sign], manner)
            elif sign == "(":
                self._pen.symbol(look.symbol or 0, manner)
            elif sign == _SHAPE and begin + match.start() in self._boxes and manner.shows:
                box = self._boxes.pop(begin + match.start())
                self._pen.writing.boxes.append((self._pen.writing.size, box))
        rest = _whole(text[at:])
        self._pen.code(rest)
        self._pen.write(rest, manner)

    def _number(self, shape: Shape, writing: Writing[range]) -> None:
        if shape.list:
            found = self._lists.next(str(shape.list), shape.level or 0)
            if found is not None:
                writing.number(found, str(shape.list))

    def _table(self, rows: Sequence[_Row]) -> None:
        """Rows that follow one another as a table; those of one column only as what they hold."""
        if not rows:
            return
        if all(len([cell for cell in row.cells if cell]) < 2 for row in rows):
            for row in rows:
                for cell in row.cells:
                    for one in cell:
                        self._paragraph(one, None)
            return
        self._tables += 1
        gap = self.blocks.take_gap()
        grid = Grid(f"表{self._tables}")
        edges = _edges(rows)
        for number, row in enumerate(rows, start=1):
            self._row(row, number, grid, edges)
        self.blocks.assembly.table(grid.finished([]), gap=gap)

    def _row(self, row: _Row, number: int, grid: Grid, edges: Sequence[int]) -> None:
        before = _column(edges, row.edges[0].left) if row.edges else 0
        grid.open_row(number, min(before, MOST_COLUMNS))
        for at, cell in enumerate(row.cells):
            span, away, down = 1, False, None
            if at < len(row.edges):
                left, right, away, down = row.edges[at]
                span = min(max(_column(edges, right) - _column(edges, left), 1), MOST_COLUMNS)
            elif not cell:
                continue
            if away or (down is False and grid.goes_down):
                held = "".join(self.file.text[one.begin : one.end] for one in cell)
                message = "text in a cell that is merged away was left out"
                self.blocks.note("hidden_text", message, _whole(_SIGN.sub("", held)), grid.origin)
            if away:
                grid.widen(span)
            elif down is False and grid.goes_down:
                grid.put(EMPTY, span, down)
            else:
                grid.put(self.blocks.written(self._cell(cell), grid.origin).strip(), span, down)
        self._cells += grid.close_row()
        if self._cells > self.most_cells:
            cause = f"its tables hold more than {self.most_cells} cells (表格过大)"
            raise ReadError(self.file.name, cause, "cut the document into several")

    def _cell(self, cell: Sequence[_Paragraph]) -> Writing[range]:
        writing = Writing[range]()
        joined = False
        for one in cell:
            if not joined:
                writing.open_paragraph()
            joined = self._write(one, writing)
            boxes, writing.boxes = writing.boxes, []
            for _, box in boxes:
                for inner in self._cut(box):
                    writing.open_paragraph()
                    self._write(inner, writing)
        return writing


def _run_at(runs: Sequence[Stretch], begins: Sequence[int], cp: int) -> bytes | None:
    """The properties at `cp`."""
    at = bisect_right(begins, cp) - 1
    return runs[at].properties if at >= 0 and runs[at].end > cp else None


def _edges(rows: Sequence[_Row]) -> list[int]:
    """Where the columns of a table begin and the last one ends."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for cell in row.edges for edge in (cell.left, cell.right)}):
        if not found or edge - found[-1] >= _EDGE:
            found.append(edge)
    return found


def _column(edges: Sequence[int], edge: int) -> int:
    """The column that begins at an edge, or at the one next to it on the left."""
    return max(bisect_right(edges, edge) - 1, 0)


def _whole(text: str) -> str:
    """Text whose rare characters are whole again."""
    if text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
