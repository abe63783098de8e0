"""The reader of CSV: text between commas, semicolons or tabs with quoted cells; and documents wrapped in one cell.

What is a CSV is told by content: every record has as many cells, and the first is a header. A text separated by
tabs alone is left to the text reader. A data set that holds a whole document in one cell gives that document.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from govtask_cli.document import Block, Document, Label, Note, Origin, Run, Source, Text
from govtask_cli.lexicon import lexicon
from govtask_cli.readers.encoding import Decoded, decode
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sheet_grid import Row
from govtask_cli.readers.sheets import Sheet, document
from govtask_cli.readers.text import on_encoding, paragraphs, refuse

STEP: Final = "csv"
_DELIMITERS: Final = ",;\t"
_LOOKED_AT: Final = 300
"""So many records tell what a file is."""
_HEAD: Final = 4096
_REGULAR: Final = 0.9
"""So many records have as many cells as the header; titles above and notes below have one."""
_HEADER: Final = 30
_SHORT_HEADER: Final = 12
_LINES: Final = 10
"""So many line breaks in a cell, or so many characters, and so much of the whole text: a document."""
_LONG: Final = 400
_WHOLE: Final = 0.8
_FEW: Final = 3
_MANY_LINES: Final = 20
_FEWEST: Final = 3
"""So many records a table without quotation marks has, its header included."""
_PADDED: Final = 2
_INNER: Final = re.compile("[、：:]")
_STOP: Final = re.compile("[。；!！?？]")


class Record(NamedTuple):
    """One record: its cells, and the first and last physical line that it takes."""

    cells: list[str]
    first: int
    last: int


class Shape(NamedTuple):
    """What a text was found to be: its delimiter, and the column that holds whole documents (None: a table)."""

    delimiter: str
    wrapped: int | None = None


def shape_of(text: str) -> Shape | None:
    """Whether a text is a CSV, and of what kind; None for any other text."""
    head = text[:_HEAD]
    quoted = '"' in text
    for delimiter in _DELIMITERS:
        if delimiter not in head and not (quoted and delimiter == ","):
            continue
        if delimiter == "\t" and not re.search('(?:^|\t)"[^"\t]*\n', text, re.MULTILINE):
            continue
        looked = [record for record in islice(records(text, delimiter), _LOOKED_AT) if any(record.cells)]
        wrapped = _wrapped(looked) if quoted else None
        if wrapped is not None:
            return Shape(delimiter, wrapped)
        if _is_table(looked, text, delimiter):
            return Shape(delimiter)
    return None


def records(text: str, delimiter: str) -> Iterator[Record]:
    """The records of a CSV; a quotation mark that never closes is a character like any other."""
    d = re.escape(delimiter)
    field = re.compile(rf'(?:[ ]*"((?:[^"]++|"")*+)"[ ]*|([^\n{d}]*+))({d}|\n|\Z)')
    cells: list[str] = []
    at, line, begin = 0, 1, 1
    while at <= len(text):
        match = field.match(text, at)
        if match is None:
            raise AssertionError("the second alternative matches anywhere")
        cells.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        line += match[0].count("\n")
        if match[3] != delimiter:
            yield Record(cells, begin, line - (match[3] == "\n"))
            cells, begin = [], line
            if not match[3]:
                return
        at = match.end()


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a CSV. Raises ReadError and UsageError as the text reader does."""
    decoded = decode(data, name, options.encoding)
    refuse(decoded, name)
    shape = shape_of(normal(decoded.text)) or Shape(",")
    source = Source(name, hashlib.sha256(data).hexdigest(), "csv", decoded.encoding)
    found = list(records(normal(decoded.text), shape.delimiter))
    if shape.wrapped is not None:
        return _unwrapped(found, shape.wrapped, decoded, source)
    sheet = Sheet("")
    for number, record in enumerate(found, start=1):
        filled = [at for at, cell in enumerate(record.cells) if cell and not cell.isspace()]
        if filled:
            texts = [record.cells[at] for at in filled]
            sheet.rows.append(Row(number, tuple(at + 1 for at in filled), texts))

    def place(row: int, column: int) -> Origin:
        record = found[row - 1]
        last = record.last if record.last != record.first else None
        return Origin(line=record.first, last_line=last, column=column)

    sheet.place = place
    made = document([sheet], source, options.limits)
    return made.mended(made.blocks, on_encoding(decoded))


def normal(text: str) -> str:
    """The text with \\n for every line end: as many lines as an editor counts."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _wrapped(looked: Sequence[Record]) -> int | None:
    """The column that holds a whole document in each record (or in the only one); None where there is none."""
    if not looked:
        return None
    size = Counter(len(record.cells) for record in looked).most_common(1)[0][0]
    total = sum(len(cell) for record in looked for cell in record.cells)
    rows = [record for record in looked if len(record.cells) == size]
    for column in range(size):
        long = [cells[column].count("\n") for cells, _, _ in rows if _is_document(cells[column])]
        chars = sum(len(cells[column]) for cells, _, _ in rows)
        if len(long) < max(len(rows) - 1, 1) or chars < _WHOLE * total:
            continue
        if len(rows) <= _FEW or sorted(long)[len(long) // 2] >= _MANY_LINES:
            return column
    return None


def _is_document(cell: str) -> bool:
    """Whether a cell is too much for a cell: many lines, or a text without any that is as long."""
    return cell.count("\n") >= _LINES or len(cell) >= _LONG


def _is_table(looked: Sequence[Record], text: str, delimiter: str) -> bool:
    """Whether records are those of a table: alike, below a header."""
    sizes = Counter(len(record.cells) for record in looked)
    size = max(sizes, key=lambda count: (sizes[count], count), default=0)
    if size < 2:
        return False
    rows = [record for record in looked if len(record.cells) == size]
    odd = sum(1 for record in looked if len(record.cells) not in {1, size})
    if len(rows) < 2 or len(rows) + odd < _REGULAR * len(looked) or odd > (1 - _REGULAR) * len(looked):
        return False
    if len(rows) == len(looked) >= _FEWEST and _is_padded(rows, size):
        return True
    header = next((record.cells for record in rows if sum(map(bool, record.cells)) > 1), [])
    words = [cell.strip() for cell in header if cell.strip()]
    if len(set(words)) != len(words) or len(words) < 2 or any(_STOP.search(word) for word in words):
        return False
    if max(map(len, words)) > _HEADER:
        return False
    d = re.escape(delimiter)
    if re.search(rf'(?:^|{d})"(?:[^"]|"")*"(?:{d}|$)', text[: _HEAD * 4], re.MULTILINE):
        return True
    if len(rows) < _FEWEST or any(_INNER.search(word) for word in words):
        return False
    if size > 2:
        return True
    return (
        looked[0].cells == header
        and len(rows) == len(looked)
        and all(len(word) <= _SHORT_HEADER and not any(map(str.isdecimal, word)) for word in words)
    )


def _is_padded(rows: Sequence[Record], size: int) -> bool:
    """Whether rows of one length are filled up with empty cells: lines that were merged over the sheet, labels and
    their values. No text ends its lines in several commas."""
    return size > 2 and sum(1 for record in rows if not any(record.cells[-2:])) >= _PADDED


def _unwrapped(found: Sequence[Record], column: int, decoded: Decoded, source: Source) -> Document:
    """The documents in one column of a data set, one after the other. What the columns beside a single document say of
    it (its title, who published it, when) are its labels; all other cells become notes."""
    notes: list[Note] = list(on_encoding(decoded))
    blocks: list[Block] = []
    alone = sum(len(record.cells) > column and _is_document(record.cells[column]) for record in found) == 1
    told = list(map(_label_of, found[0].cells)) if alone and len(found) > 1 else []
    at = read = 0
    for number, record in enumerate(found):
        for index, cell in enumerate(record.cells):
            origin = Origin(line=record.first, column=index + 1)
            read += len("".join(cell.split()))
            if index == column and _is_document(cell):
                # Cells before it in the record take no lines of their own.
                above = sum(other.count("\n") for other in record.cells[:index])
                blocks += paragraphs(cell, notes, first=record.first + above, start=at)
            elif cell.strip() and number and index < len(told) and (name := told[index]) is not None:
                head = Origin(line=found[0].first, column=index + 1)
                blocks.append(Label(Text((Run(name, head),)), Text((Run(cell, origin, at),))))
            elif cell.strip():
                text = Text((Run(cell, origin, at),))
                message = "a cell of the data set beside the document was left out"
                notes.append(Note(STEP, "data_set", message, text, dropped=True))
            at += len(cell) + 1
    return Document(source, tuple(blocks), tuple(notes), read)


def _label_of(header: str) -> str | None:
    """The label of a page that the header of a data set's column stands for: doc_no → 文号; None for any other."""
    field = field_of_header(header)
    return lexicon("furniture")["metadata"]["lists"][field][0] if field is not None else None


def field_of_header(header: str) -> str | None:
    """The field of the document that a column beside its text tells: pub_date → published_on; None for any other."""
    word = "".join(header.split()).lower().replace("_", "")
    lists: dict[str, list[str]] = lexicon("furniture")["data_set"]["lists"]
    return next((field for field, known in lists.items() if word in known), None)
