"""Rows of a flattened table with a block of figures: counted out, since every row has as many value cells.

A row is: [group] [number] [category] [name] value × K [unit], where the bracketed cells may be merged away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from govtask_cli.document import EMPTY, Cell, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.units import is_unit_list
from govtask_cli.repair.fitting import CellLine
from govtask_cli.repair.headers import VALUE_FIELDS, Column, segment
from govtask_cli.repair.lines import GROUPS, Odd, Row, is_spanning, spanning_row

_VALUE: Final = re.compile(
    r"^(?:[/\-—–×√]|[<>≥≤=~约近超达]{0,2}[\u4e00-\u9fff]{0,3}[0-9][0-9.,]*[%‰]?(?:[(（][0-9.]+[)）])?[\u4e00-\u9fff]{0,2}[%+]?|全覆盖|全部|是|否|若干|不设|达标|动态清零|清零|应保尽保|应助尽助|应入尽入|按需)$"
)
_DATED: Final = re.compile("[月日季旬]|年[底内前末]|^20[0-9]{2}年")
_NOBODY: Final = re.compile("[/／—–×-]")
_ALIKE: Final = 8
_MIN_ROWS: Final = 2
_TRUST: Final = 0.6


def is_value(word: str) -> bool:
    """Whether a folded line is a value cell: 12, 8.9, 100%, /, 17(71), 新建2, 全覆盖."""
    return len(word) <= 12 and _VALUE.match(word) is not None and _DATED.search(word) is None


def count_out(
    body: Sequence[CellLine], words: Sequence[str]
) -> tuple[list[Column], list[Row], list[Odd]] | None:
    """Columns and rows of a table with a block of figures; None where the lines show no such block."""
    values = _values(body)
    size = _block_size(values)
    if size is None:
        return None
    found = _columns(words, size)
    if found is None:
        return None
    columns, first, size = found
    rows, odd = _Counter(body, values, columns, first, size).rows()
    return (columns, rows, odd) if len(rows) >= _MIN_ROWS else None


def _values(body: Sequence[CellLine]) -> list[bool]:
    """Which lines are value cells: by their shape, or short words that two or more columns of a row hold alike; none
    that goes on with the cell above."""
    words = [line.word for line in body]
    values = [is_value(line.word) and not line.tight for line in body]
    for at in range(1, len(words)):
        if words[at] == words[at - 1] and len(words[at]) <= _ALIKE:
            values[at - 1] = values[at] = True
    return values


def _runs(values: Sequence[bool]) -> list[int]:
    """Lengths of the runs of value cells."""
    runs: list[int] = []
    length = 0
    for value in [*values, False]:
        if value:
            length += 1
        elif length:
            runs.append(length)
            length = 0
    return runs


def _block_size(values: Sequence[bool]) -> int | None:
    """How many value cells a row has: the length that most runs have, alone or with the next row's number."""
    runs = [length for length in _runs(values) if length > 1]
    if len(runs) < _MIN_ROWS:
        return None
    sizes = Counter(runs)
    scores = {
        size: sizes[size] + sizes[size + 1]
        for size in sizes | Counter({size - 1: 1 for size in sizes})
        if size >= 2
    }
    if not scores:
        return None
    best = max(scores, key=lambda size: (scores[size], sizes[size]))
    return best if scores[best] >= _TRUST * len(runs) else None


def _columns(words: Sequence[str], size: int) -> tuple[list[Column], int, int] | None:
    """Columns whose value columns stand together and are `size` in number; (columns, index of the first, size). The
    column of what is counted (计量单位) holds words as a rule, and figures where these are the more columns."""
    found: list[tuple[list[Column], int, int]] = []
    counted = any(column_field(word) == "target_unit" for word in words)
    for valued in (VALUE_FIELDS - {"target_unit"}, VALUE_FIELDS) if counted else (VALUE_FIELDS,):
        columns = segment(words, size, valued)
        if columns is None:
            continue
        block = [at for at, column in enumerate(columns) if column.field in valued]
        if block and block == list(range(block[0], block[0] + size)) and block[0] > 0:
            found.append((columns, block[0], size))
    return max(found, key=lambda each: len(each[0]), default=None)


class _Counter:
    """Counts the rows out, line by line."""

    def __init__(
        self,
        body: Sequence[CellLine],
        values: Sequence[bool],
        columns: Sequence[Column],
        first: int,
        size: int,
    ) -> None:
        self.body, self.values, self.columns, self.first, self.size = body, values, columns, first, size
        fields = [column.field for column in columns[:first]]
        self.numbered = "number" in fields[: GROUPS + 1]
        self.groups = fields.index("number") if self.numbered else 0
        self.before = first - self.groups - self.numbered
        self.after = len(columns) - first - size
        self.odd: list[Odd] = []
        self.number = 0

    def rows(self) -> tuple[list[Row], list[Odd]]:
        """All rows; a row that has too few or too many cells is kept and said to be odd."""
        rows: list[Row] = []
        at = 0
        while at < len(self.body):
            start = at
            if self._spans(at):
                rows.append(spanning_row(self.body[at].text, len(self.columns)))
                at += 1
                continue
            lead, at = self._lead(at)
            figures, at = self._figures(at)
            tail, at = self._tail(at)
            rows.append((*lead, *figures, *tail))
            if at == start:
                break
        return rows, self.odd

    def _lead(self, at: int) -> tuple[list[Cell | None], int]:
        """Groups and number, category and name: from the right, as the outer ones are merged away first."""
        number: Cell | None = None
        groups, at = self._groups(at)
        if self.numbered and self._is_number(at):
            number = Cell(self.body[at].text)
            self.number = int(self.body[at].word)
            at += 1
        begin = at
        while at < len(self.body) and not self.values[at]:
            at += 1
        texts = [line.text for line in self.body[begin:at]]
        if len(texts) > self.before > 0:
            texts = [*texts[: self.before - 1], Text.join(texts[self.before - 1 :])]
        cells: list[Cell | None] = [None] * (self.before - len(texts)) + [Cell(text) for text in texts]
        return [*groups, *([number] if self.numbered else []), *cells], at

    def _spans(self, at: int) -> bool:
        """Whether a line is the heading of the rows below it: a section's marker, and a row's number on the next line."""
        return (
            self.numbered
            and at < len(self.body)
            and is_spanning(self.body[at].word)
            and self._is_number(at + 1)
        )

    def _groups(self, at: int) -> tuple[list[Cell | None], int]:
        """The cells before a number, the inner ones where the outer are merged away; none where no number follows."""
        end = at
        while end - at < self.groups and end < len(self.body) and not self.values[end]:
            end += 1
        if end == at or not self._is_number(end):
            return [None] * self.groups, at
        cells = [Cell(line.text) for line in self.body[at:end]]
        return [*[None] * (self.groups - len(cells)), *cells], end

    def _is_number(self, at: int) -> bool:
        """Whether the line is a row's number: a figure with text behind it; or, where name and category are
        merged away, the number that is due, with a whole block of figures behind it."""
        word = self.body[at].word if at < len(self.body) else ""
        if not word.isdecimal() or len(word) > 4 or at + 1 >= len(self.body):
            return False
        if not self.values[at + 1]:
            return True
        due = str(self.number + 1)
        behind = self.body[at + self.size].word if at + self.size < len(self.body) else ""
        return word == due and behind != due and all(self.values[at + 1 : at + 1 + self.size])

    def _figures(self, at: int) -> tuple[list[Cell | None], int]:
        """The block of figures; blank lines beyond the usual stand for empty cells where cells are missing."""
        begin = at
        while at < len(self.body) and self.values[at] and at - begin < self.size:
            at += 1
        lines = self.body[begin:at]
        missing = self.size - len(lines)
        if (
            not missing
            and any(line.holes for line in lines[1:])
            and at < len(self.body)
            and not self.values[at]
            and self._swallows(at)
        ):
            # an empty cell inside: the last figure taken is the next row's number
            at -= 1
            lines, missing = self.body[begin:at], 1
        cells: list[Cell | None] = []
        for place, line in enumerate(lines):
            fill = min(line.holes, missing) if place else min(line.holes, missing) * (not self._opens(begin))
            cells.extend(Cell(EMPTY) for _ in range(fill))
            missing -= fill
            cells.append(Cell(line.text))
        if missing and lines:
            self.odd.append(
                (
                    f"a row has {len(lines)} value cells for {self.size} columns",
                    Text.join((line.text for line in lines), " "),
                )
            )
        cells.extend([None] * missing)
        return cells, at

    def _opens(self, begin: int) -> bool:
        """Whether the first figure opens its row: blank lines above it then stand before the row, not in it."""
        return begin == 0 or self.values[begin - 1]

    def _swallows(self, at: int) -> bool:
        """Whether a full block has taken the next row's number: the number that is due, with text behind it."""
        return (
            self.numbered
            and self.body[at - 1].word == str(self.number + 1)
            and not is_unit_list(self.body[at].word)
        )

    def _is_nobody(self, at: int, taken: int) -> bool:
        """Whether the sign for an empty cell closes a row of which `taken` cells behind the figures are known."""
        if not self.numbered or taken >= self.after or _NOBODY.fullmatch(self.body[at].word) is None:
            return False
        return at + 1 >= len(self.body) or not self.values[at + 1] or self._is_number(at + 1)

    def _tail(self, at: int) -> tuple[list[Cell | None], int]:
        """The cells behind the figures (units): text lines that are not the next row's."""
        begin = at
        while (
            at < len(self.body)
            and (not self.values[at] or self._is_nobody(at, at - begin))
            and not self._spans(at)
        ):
            at += 1
        count = at - begin
        if not self.after or not count:
            return [None] * self.after, begin
        ends = at >= len(self.body) or self._is_number(at) or self._spans(at)
        if ends:  # what the tail has no room for is the group of the next row
            taken = min(count, self.after) if self.groups and at < len(self.body) else count
        else:
            taken = 0
            limit = count if count == 1 else count - 1
            while taken < limit and is_unit_list(self.body[begin + taken].word):
                taken += 1
        texts = [line.text for line in self.body[begin : begin + taken]]
        if not texts:
            return [None] * self.after, begin
        if len(texts) > self.after:
            texts = [*texts[: self.after - 1], Text.join(texts[self.after - 1 :], "\n")]
        return [Cell(text) for text in texts] + [None] * (self.after - len(texts)), begin + taken
