"""Documents set on pages as an office program sets them: drawn texts and lines, for the formats of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govtask_cli.document import EMPTY, Block, Cell, Label, Paragraph
from originals import header_rows, spanned

A4 = (595.0, 842.0)
NO_FIRST = frozenset("，。、；：！？）)]］】》〉〕〗」』”’,;!?%％")
NO_LAST = frozenset("（(《【〔〖「『“‘[［")
_WORD = re.compile(r"[A-Za-z0-9.,:/+%-]+|.", re.DOTALL)
PADDING = 4.0


class Drawn(NamedTuple):
    """A text on a page: where its base line begins, from the left and the top, in points; `turn` in quarters."""

    x: float
    y: float
    text: str
    size: float
    turn: int = 0


class Stroke(NamedTuple):
    """A straight line on a page."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass
class Leaf:
    """A page as it is drawn."""

    width: float = A4[0]
    height: float = A4[1]
    texts: list[Drawn] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


@dataclass(frozen=True)
class Style:
    """How a document is set. `cut_rows`: rows of a table may be cut by a page; `repeat`: its header comes again on
    every page; `numbered`: pages bear their numbers. `ruled`: "all" lines of a table, lines "across", or "none"."""

    size: float = 12.0
    pitch: float = 1.7
    width: float = A4[0]
    height: float = A4[1]
    margin: float = 72.0
    indent: int = 2
    cut_rows: bool = True
    repeat: bool = True
    numbered: bool = True
    running_head: str = ""
    ruled: str = "all"


def width_of(text: str, size: float) -> float:
    """How wide a text is: ASCII is half as wide as the rest."""
    return sum(0.5 if char.isascii() else 1.0 for char in text) * size


def broken(text: str, room: float, size: float, indent: float = 0.0) -> list[str]:
    """The lines of a paragraph in a column so wide."""
    words: list[str] = []
    for word in _WORD.findall(text):
        if words and (word[0] in NO_FIRST or words[-1][-1] in NO_LAST):
            words[-1] += word
        else:
            words.append(word)
    lines: list[str] = []
    line, left = "", room - indent
    for word in words:
        if line and width_of(line + word.rstrip(), size) > left + 0.01:
            lines.append(line)
            line, left = "", room
        while width_of(word, size) > left + 0.01 and len(word) > 1:
            fits = max(int(left // size), 1)
            lines.append(line + word[:fits])
            line, word, left = "", word[fits:], room
        line += word
    return [*lines, line] if line else lines


class Typesetter:
    """Sets blocks on pages, one below the other."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.leaves: list[Leaf] = []
        self.y = 0.0
        self.new_page()

    @property
    def leaf(self) -> Leaf:
        return self.leaves[-1]

    @property
    def bottom(self) -> float:
        return self.style.height - self.style.margin

    @property
    def room(self) -> float:
        return self.style.width - 2 * self.style.margin

    def new_page(self) -> None:
        """Begin a page."""
        style = self.style
        self.leaves.append(Leaf(style.width, style.height))
        self.y = style.margin
        if style.numbered:
            number = f"— {len(self.leaves)} —"
            x = (style.width - width_of(number, 10.5)) / 2
            self.leaf.texts.append(Drawn(x, style.height - 40, number, 10.5))
        if style.running_head:
            self.leaf.texts.append(Drawn(style.margin, 45, style.running_head, 9.0))

    def paragraph(self, text: str, *, gap: int = 0, indent: int = 0) -> None:
        """A paragraph, its first line indented by so many characters."""
        style = self.style
        pitch = style.size * style.pitch
        self.y += min(gap, 3) * pitch
        shift = indent * style.size
        parts = text.split("\n")
        lines = [
            line for part in parts for line in broken(part, self.room, style.size, shift * (part is parts[0]))
        ]
        for line in lines:
            if self.y + pitch > self.bottom + 0.01:
                self.new_page()
            self.y += pitch
            self.leaf.texts.append(Drawn(style.margin + shift, self.y, line, style.size))
            shift = 0.0

    def table(self, grid: Sequence[Sequence[Cell | None]], header: int = 1) -> None:
        """A ruled table; a cell that stands in several places is drawn once, without lines inside."""
        _TableSetter(self, [[cell or Cell(EMPTY) for cell in row] for row in grid], header).set()


def typeset(blocks: Iterable[Block], style: Style | None = None) -> list[Leaf]:
    """The pages of a document."""
    setter = Typesetter(style or Style())
    for block in blocks:
        if isinstance(block, Paragraph):
            plain = block.text.plain.strip()
            setter.paragraph(plain, gap=block.gap, indent=setter.style.indent if len(plain) > 20 else 0)
        elif isinstance(block, Label):
            colon = "" if block.name.plain.rstrip().endswith(("：", ":")) else "："
            setter.paragraph(f"{block.name.plain.strip()}{colon}{block.value.plain}")
        else:
            setter.table(spanned(block), header_rows(block))
            setter.y += setter.style.size
    return setter.leaves


class _TableSetter:
    """Sets the rows of a table, and parts them at the ends of pages."""

    def __init__(self, setter: Typesetter, grid: list[list[Cell]], header: int) -> None:
        self.setter, self.grid, self.header = setter, grid, header
        self.size = setter.style.size * 0.9
        self.pitch = self.size * 1.3
        self.xs = self._columns()
        self.waiting: dict[int, list[str]] = {}

    def _columns(self) -> list[float]:
        """Where the columns begin and end: the more text, the wider."""
        weights = []
        for column in range(len(self.grid[0])):
            sizes = [len(row[column].text) for row in self.grid if row.count(row[column]) == 1]
            weights.append(min(max([3, *(size**0.5 * 2 for size in sizes)]), 16))
        share = self.setter.room / sum(weights)
        xs = [self.setter.style.margin]
        for weight in weights:
            xs.append(xs[-1] + weight * share)
        return xs

    def set(self) -> None:
        """Draw the whole table."""
        self._begin()
        for at in range(len(self.grid)):
            self._row(at)

    def _begin(self) -> None:
        self._rule(self.xs[0], self.setter.y, self.xs[-1], self.setter.y)

    def _cells(self, at: int) -> list[tuple[int, int, Cell]]:
        """The cells of a row: first column, the one behind the last, cell."""
        row = self.grid[at]
        found: list[tuple[int, int, Cell]] = []
        for column, cell in enumerate(row):
            if found and found[-1][2] is cell:
                found[-1] = (found[-1][0], column + 1, cell)
            else:
                found.append((column, column + 1, cell))
        return found

    def _row(self, at: int) -> None:
        held: dict[int, list[str]] = {}
        for first, past, cell in self._cells(at):
            begun = at > 0 and self.grid[at - 1][first] is cell
            if not begun:
                room = self.xs[past] - self.xs[first] - 2 * PADDING
                lines = [
                    line for part in cell.text.plain.split("\n") for line in broken(part, room, self.size)
                ]
                self.waiting[id(cell)] = lines
            held[first] = self.waiting[id(cell)]
        while True:
            need = max(
                [1, *(len(held[first]) for first, _, cell in self._cells(at) if self._ends(at, first, cell))]
            )
            fits = int((self.setter.bottom - self.setter.y - 2 * PADDING) // self.pitch)
            if need <= fits:
                self._draw(at, need, held, last=True)
                return
            if fits >= 2 and self.setter.style.cut_rows and need > 1:
                self._draw(at, fits, held, last=False)
            else:
                self._close()
            self.setter.new_page()
            self._begin()
            if self.setter.style.repeat and at >= self.header:
                for row in range(self.header):
                    self._row(row)

    def _ends(self, at: int, column: int, cell: Cell) -> bool:
        """Whether a cell has its last row here."""
        return at + 1 == len(self.grid) or self.grid[at + 1][column] is not cell

    def _draw(self, at: int, lines: int, held: dict[int, list[str]], *, last: bool) -> None:
        """Draw so many lines of a row, with the lines around it."""
        setter = self.setter
        top = setter.y
        bottom = top + lines * self.pitch + 2 * PADDING
        for first, past, cell in self._cells(at):
            waiting = held[first]
            for number in range(min(lines, len(waiting))):
                y = top + PADDING + (number + 0.8) * self.pitch
                setter.leaf.texts.append(Drawn(self.xs[first] + PADDING, y, waiting[number], self.size))
            del waiting[:lines]
            ends = self._ends(at, first, cell) or not last
            self._rule(self.xs[first], top, self.xs[first], bottom)
            if ends:
                self._rule(self.xs[first], bottom, self.xs[past], bottom)
        self._rule(self.xs[-1], top, self.xs[-1], bottom)
        setter.y = bottom

    def _close(self) -> None:
        """Close the table at the end of a page, where a merged cell goes on."""
        self._rule(self.xs[0], self.setter.y, self.xs[-1], self.setter.y)

    def _rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """Draw a line, where lines are drawn."""
        ruled = self.setter.style.ruled
        if ruled == "all" or (ruled == "across" and y == to_y):
            self.setter.leaf.strokes.append(Stroke(x, y, to_x, to_y))
