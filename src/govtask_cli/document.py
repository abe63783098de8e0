"""What walks the corridor: text that knows where it came from.

A reader makes a `Document` of blocks; repairs return new ones; families read their `Part`s into records.
Everything is frozen. The smallest piece is the `Run`: characters that share one `Origin` and stand
together in the sequence of characters that the reader read. A `Text` is a string made of runs: it is
cut and joined like a string, and every cut still says where its characters stood.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, NamedTuple

NO_START: Final = -1
"""`Run.start` of white space that a repair put in (a line break between two joined paragraphs)."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: name, SHA-256 (hex) of its bytes, format, encoding (text only), pages."""

    name: str
    sha256: str
    format: str
    encoding: str | None = None
    pages: int | None = None


class Origin(NamedTuple):
    """A place in a source, by the coordinates that its format has. Lines, pages and columns count from 1; the lines
    of a document with pages count on each page anew.

    A named tuple, like `Run`: every line makes one and every joint compares two, and a frozen dataclass
    takes three times as long for either.
    """

    line: int | None = None
    last_line: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    block: int | None = None
    box: tuple[float, float, float, float] | None = None
    last_page: int | None = None

    def to(self, other: Origin) -> Origin:
        """The place from the start of this one to the end of `other`."""
        if other is self or other == self:
            return self
        last = other.last_line or other.line
        column = self.column if self.column == other.column else None
        if self.page is None and self.sheet is None and self.block is None:  # a text: built anew, as most are
            return Origin(line=self.line, last_line=last if last != self.line else None, column=column)
        page = other.last_page or other.page
        if page != self.page:
            return self._replace(last_line=last, column=column, box=None, last_page=page)
        return self._replace(last_line=last if last != self.line else None, column=column, box=None)

    @property
    def lines(self) -> tuple[int, int] | None:
        """First and last physical line of a text; None where the format has none, or counts them on pages."""
        return (
            None if self.line is None or self.page is not None else (self.line, self.last_line or self.line)
        )

    def __str__(self) -> str:
        """The place as a Chinese reader names it: 第3页第12行, 第3页第40行至第4页第2行, 分解表!B7, 第14行第6格; the name
        of a sheet as a whole."""
        if self.cell is not None:
            return f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        said = f"第{self.page}页" if self.page is not None else ""
        if self.last_page is not None:
            said += f"第{self.line}行至第{self.last_page}页第{self.last_line}行"
        elif self.line is not None:
            said += f"第{self.line}行" if self.last_line is None else f"第{self.line}–{self.last_line}行"
        elif self.block is not None:
            said += f"第{self.block}段"
        if self.column is not None:
            said += f"第{self.column}格"
        return said or self.sheet or ""


class Run(NamedTuple):
    """Characters with one origin; `start` is the offset of the first in the sequence that the reader read."""

    text: str
    origin: Origin
    start: int = NO_START

    def cut(self, begin: int, end: int) -> Run:
        """The characters from `begin` to `end` (offsets in this run)."""
        start = self.start if self.start == NO_START else self.start + begin
        return Run(self.text[begin:end], self.origin, start)


class Text:
    """A string of runs: immutable, cut with `cut(begin, end)`, joined with `Text.join`."""

    __slots__ = ("_ends", "plain", "runs")

    runs: tuple[Run, ...]
    plain: str
    _ends: tuple[int, ...] | None

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs = tuple(run for run in runs if run.text)
        self.plain = self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)
        self._ends = None

    @classmethod
    def of(cls, run: Run) -> Text:
        """The text of one run that is not empty: most texts are."""
        text = cls.__new__(cls)
        text.runs, text.plain, text._ends = (run,), run.text, None
        return text

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return f"Text({self.plain!r})"

    def __len__(self) -> int:
        return len(self.plain)

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.runs == other.runs

    def __hash__(self) -> int:
        return hash(self.runs)

    def cut(self, begin: int, end: int | None = None) -> Text:
        """The characters from `begin` to `end`, with their origins; offsets as in `plain`, none negative."""
        size = len(self.plain)
        end = size if end is None else min(end, size)
        if begin <= 0 and end >= size:
            return self
        if len(self.runs) == 1:
            return Text.of(self.runs[0].cut(max(begin, 0), end)) if begin < end else EMPTY
        if self._ends is None:  # found once: a line of many runs is cut many times
            self._ends = tuple(accumulate(len(run.text) for run in self.runs))
        kept: list[Run] = []
        index = bisect_right(self._ends, begin)
        at = self._ends[index - 1] if index else 0
        while at < end and index < len(self.runs):
            run = self.runs[index]
            past = self._ends[index]
            whole = begin <= at and past <= end
            kept.append(run if whole else run.cut(max(begin - at, 0), min(end, past) - at))
            at, index = past, index + 1
        return Text(kept)

    def strip(self) -> Text:
        """Without white space at both ends."""
        plain = self.plain
        stripped = plain.lstrip()
        begin = len(plain) - len(stripped)
        size = len(stripped.rstrip())
        return self if size == len(plain) else self.cut(begin, begin + size)

    def without(self, spans: Sequence[tuple[int, int]]) -> Text:
        """Without the characters of `spans`, which are sorted and do not overlap."""
        if not spans:
            return self
        pieces: list[Text] = []
        at = 0
        for begin, end in spans:
            pieces.append(self.cut(at, begin))
            at = end
        pieces.append(self.cut(at))
        return Text.join(pieces)

    @staticmethod
    def join(texts: Iterable[Text], glue: str = "") -> Text:
        """One text of many; `glue` is white space and takes its place from its left neighbour."""
        runs: list[Run] = []
        for text in texts:
            if not text.runs:
                continue
            if glue and runs:
                runs.append(Run(glue, runs[-1].origin))
            runs.extend(text.runs)
        return Text(_merged(runs))

    @property
    def origin(self) -> Origin:
        """The place from the first run to the last; an empty text stands nowhere."""
        if len(self.runs) == 1:
            return self.runs[0].origin
        if not self.runs:
            return Origin()
        return self.runs[0].origin.to(self.runs[-1].origin)

    @property
    def lines(self) -> tuple[int, int] | None:
        """First and last physical line, where the format has lines."""
        return self.origin.lines

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where the characters stood in the sequence that was read, one (start, end) for each run."""
        for run in self.runs:
            if run.start != NO_START:
                yield run.start, run.start + len(run.text)


def _merged(runs: list[Run]) -> Iterator[Run]:
    """Neighbours that were cut from one another become one run again."""
    held: Run | None = None
    for run in runs:
        if (
            held is not None
            and held.start != NO_START
            and held.start + len(held.text) == run.start
            and held.origin == run.origin
        ):
            held = Run(held.text + run.text, held.origin, held.start)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


EMPTY: Final = Text()


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of text that was dropped or mended, or an oddity that only an early stage sees.

    `kind` is what the checks look for; `text` what is concerned, as it was read. `dropped` tells whether
    its characters are gone from the document.
    """

    step: str
    kind: str
    message: str
    text: Text
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (in a text file, at first, one line). `gap` is the number of blank lines above it.

    `opens`: an indent showed that a paragraph begins here, so that no repair joins it to the one above. `rest`: its
    place on a page shows that it may go on with the one above, whose last line is full; the words decide.
    """

    text: Text
    gap: int = 0
    opens: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A field of the page's own metadata block: 索引号, 发布机构, 生成日期 … and its value."""

    name: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. Merged cells are one `Cell` that stands in several places of the grid."""

    text: Text
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has the same length; None where the source has no cell (merged away, or lost).

    `header` is the number of header rows, known where a repair rebuilt the grid from its header words.
    """

    grid: tuple[tuple[Cell | None, ...], ...]
    header: int | None = None
    gap: int = 0


Block = Paragraph | Label | Table


def texts(block: Block) -> Iterator[Text]:
    """Every text of a block, each cell once, in reading order."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Label):
        yield block.name
        yield block.value
    else:
        seen: set[int] = set()
        for row in block.grid:
            for cell in row:
                if cell is not None and id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell.text


@dataclass(frozen=True, slots=True)
class Document:
    """A source as a sequence of blocks, the notes of the steps so far, and how many characters were read.

    `read` counts characters other than white space: kept + dropped = read after every step.
    """

    source: Source
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    read: int = 0

    def mended(self, blocks: Iterable[Block], notes: Iterable[Note] = ()) -> Document:
        """The same document with other blocks and more notes: what a repair returns."""
        return replace(self, blocks=tuple(blocks), notes=(*self.notes, *notes))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document that one family reads: a notice, a task list, a table, an annex, a form.

    `head` holds the lines that open it (annex mark, title), `blocks` the rest; `index` counts from 0.
    """

    title: Text
    blocks: tuple[Block, ...]
    index: int = 0
    head: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole document says and every part needs to know."""

    year: int | None = None
    first_leads: bool = False
    reports_progress: bool = False
