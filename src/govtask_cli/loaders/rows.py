"""Rows of a table for people: cells that know their places, and the words that stand for codes, read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from govtask_cli.loaders.loaded import Complaints
from govtask_cli.writers.columns import HEADINGS, LIST, Column
from govtask_cli.writers.tables import DOCUMENT
from govtask_cli.writers.words import Words

_WHOLE: Final = re.compile(r"[+-]?\d{1,30}(?:\.0+)?")
_LINES: Final = re.compile(r"第(?P<first>\d+)(?:–(?P<last>\d+))?行$")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and where it stands: 任务!C7, or row 7, 任务内容."""

    text: str
    place: str


class Row:
    """The cells of a row by the keys of their columns; what is wrong in one is told to `complaints`.

    other: cells under headings that no column has. A cell that is empty is not there.
    """

    def __init__(
        self,
        cells: Mapping[str, Cell],
        other: Mapping[str, Cell],
        place: str,
        complaints: Complaints,
        at: Mapping[str, str],
    ) -> None:
        self.cells, self.other, self.place = cells, other, place
        self._complaints = complaints
        self._at = at

    def at(self, key: str) -> str:
        """The place of a column's cell in this row, be it empty or not."""
        return self._at.get(key, self.place)

    def wrong(self, key: str, why: str) -> None:
        """Say that a cell is wrong."""
        self._complaints.add(self.at(key), why)

    def text(self, key: str) -> str | None:
        """What the cell holds; None where it is empty."""
        cell = self.cells.get(key)
        return cell.text if cell is not None else None

    def needed(self, key: str) -> str:
        """The same, and a complaint where it is empty."""
        text = self.text(key)
        if text is None:
            self.wrong(key, "must not be empty (不能为空)")
        return text or ""

    def whole(self, key: str) -> int | None:
        """A whole number."""
        text = self.text(key)
        if text is None:
            return None
        if not _WHOLE.fullmatch(text):
            self.wrong(key, f"must be a whole number (整数), not “{text}”")
            return None
        return int(text.partition(".")[0])

    def figure(self, key: str) -> Decimal | None:
        """A number; thousands may be divided by commas."""
        text = self.needed(key)
        try:
            value = Decimal(_GROUPED.sub("", text))
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite():
            return value
        if text:
            self.wrong(key, f"must be a number (数字), not “{text}”")
        return None

    def word(self, key: str, words: Words, otherwise: Any = None) -> Any:
        """The code that a word in either language stands for, or the code itself."""
        text = self.text(key)
        if text is None:
            return otherwise
        for code, said in words.items():
            if text in said or text == code:
                return code
        known = "、".join(chinese for chinese, _ in words.values())
        self.wrong(key, f"must be one of {known}, not “{text}”")
        return otherwise

    def day(self, key: str) -> str | None:
        """A day in ISO form; what a document printed as less than a day (a month) stays text."""
        text = self.text(key)
        if text is None or re.fullmatch(r"\d{4}(?:-\d{2})?", text):
            return text
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            self.wrong(key, f"must be a day (日期) such as 2031-06-30, not “{text}”")
            return None

    def names(self, key: str) -> list[str]:
        """Names that share a cell; a 、 in brackets belongs to the name: 各县（市、区）."""
        return [name for part in _divided(self.text(key) or "") if (name := part.strip())]

    def headings(self, key: str) -> list[str]:
        """Headings from outside in."""
        return (self.text(key) or "").split(HEADINGS) if self.text(key) else []

    def pairs(self, key: str) -> dict[str, str] | None:
        """A small table in one cell: 甲县 5；乙县 /."""
        text = self.text(key)
        if text is None:
            return None
        divided = (each.partition(" ") for each in text.split("；"))
        return {name: value for name, _, value in divided}

    def lines(self) -> tuple[int, int] | None:
        """First and last line, from their columns or from the place in words."""
        first, last = self.whole("first_line"), self.whole("last_line")
        if first is not None:
            return first, last or first
        found = _LINES.search(self.text("origin") or "")
        return (int(found["first"]), int(found["last"] or found["first"])) if found else None


def _divided(text: str) -> Iterator[str]:
    """The text cut at each 、 that stands outside of brackets."""
    depth = begin = 0
    for at, sign in enumerate(text):
        depth = max(0, depth + (sign in "（([〔<《") - (sign in "）)]〕>》"))
        if sign == LIST and depth == 0:
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def rows(
    grid: Iterable[Sequence[Cell | None]],
    columns: Sequence[Column[Any]],
    complaints: Complaints,
    *,
    takes_other: bool = False,
) -> Iterator[Row]:
    """The rows below the row of headings; blank ones are no rows. Unknown headings are wrong unless `takes_other`."""
    below = iter(grid)
    heads = _heads(next(below, ()), columns, complaints, takes_other=takes_other)
    for number, cells in enumerate(below if heads else (), start=2):
        if any(cell is not None for cell in cells):
            yield _row(cells, heads, number, complaints)


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading of a column: its key, whether the table has such a column, and how its cells are named."""

    key: str
    is_known: bool
    cell: Cell

    def below(self, number: int) -> str:
        """The place of the cell in a row."""
        column = self.cell.place.rstrip("0123456789")
        return f"{column}{number}" if "!" in column else f"row {number}, {self.cell.text}"


def _heads(
    cells: Sequence[Cell | None], columns: Sequence[Column[Any]], complaints: Complaints, *, takes_other: bool
) -> list[_Head | None]:
    known = {heading: column.key for column in (DOCUMENT, *columns) for heading in (column.zh, column.en)}
    heads: list[_Head | None] = []
    seen: set[str] = set()
    for cell in cells:
        if cell is None:
            heads.append(None)
            continue
        key = known.get(cell.text.strip())
        if key is None and not takes_other:
            complaints.add(cell.place, f"no column of this table is called “{cell.text}”")
        if (key or cell.text) in seen:
            complaints.add(cell.place, f"the heading “{cell.text}” stands twice (表头重复)")
        seen.add(key or cell.text)
        heads.append(_Head(key or cell.text, key is not None, cell))
    missing = [column for column in columns if column.always and column.key not in seen]
    for column in missing if seen else []:
        table = next(cell.place for cell in cells if cell is not None).partition("!")[0].partition(",")[0]
        complaints.add(table, f"its column {column.zh} ({column.en}) is missing (缺列)")
    return [] if missing else heads


def _row(
    cells: Sequence[Cell | None], heads: Sequence[_Head | None], number: int, complaints: Complaints
) -> Row:
    mine: dict[str, Cell] = {}
    other: dict[str, Cell] = {}
    for index, cell in enumerate(cells):
        head = heads[index] if index < len(heads) else None
        if cell is None:
            continue
        if head is None:
            complaints.add(cell.place, "stands under no heading (无表头)")
        elif head.is_known:
            mine[head.key] = cell
        else:
            other[head.key] = cell
    at = {head.key: head.below(number) for head in heads if head is not None}
    return Row(mine, other, f"row {number}", complaints, at)
