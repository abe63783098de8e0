"""The columns of a table that blanks keep apart: each stretch of a line belongs to the column near which it begins.

Some programs count a Han character as two columns and some as one: whichever fits better.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from govtask_cli.document import Block, Paragraph, Text
from govtask_cli.grammar.columns import column_field

_GAP: Final = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_COUNTS: Final = re.compile(r"[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）．.、]?")
_NUMBERED: Final = re.compile(r"(?P<number>[0-9０-９]{1,3})[ \u00a0](?=\S)")
_LONGEST: Final = 400
_PAGE, _SAMPLE = 8, 16
"""Lines of a page at least, and so many of them tell whether it stands aside."""
_FAR: Final = 16
"""A page is set so many columns to either side at most."""
_LOOSE: Final = 1.5
"""Columns that a stretch stands beside its column, on the average, where a page may have been moved."""
_SURELY: Final = 0.6
_ASIDE: Final = 0.05
"""How much less than a gap it counts that a stretch begins elsewhere than the header above it."""
_ROUNDS: Final = 3
"""So often the places of the columns are taken anew from what was dealt to them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a line between wide blanks, and where they begin in characters and in columns of half a Han sign."""

    text: Text
    character: int
    column: int


def counts(plain: str) -> bool:
    """Whether a stretch is nothing but the number of a row: 1, 12., （3）, 四."""
    return _COUNTS.fullmatch(plain) is not None


Line = list[Stretch]
Dealt = list[Stretch | None]
"""A line with what it has in each column."""
Measure = Callable[[Stretch], tuple[int, int]]
"""Where a stretch begins and ends, in characters or in columns."""


def stretches(block: Block) -> Line:
    """The stretches of a line; none for what can be no line of such a table."""
    if not isinstance(block, Paragraph) or len(block.text.plain) > _LONGEST:
        return []
    plain = block.text.plain
    if "\t" in plain or "|" in plain:
        return []
    found: Line = []
    at = 0
    for match in [*_GAP.finditer(plain), None]:
        end = match.start() if match is not None else len(plain)
        said = plain[at:end].strip()
        if said:
            begin = plain.index(said, at)
            found.append(Stretch(block.text.cut(begin, begin + len(said)), begin, width_of(plain[:begin])))
        at = match.end() if match is not None else end
    return found


def numbered_apart(line: Line, edge: int) -> Line:
    """A line with its number parted from the word that a single blank divides from it; the number begins before
    `edge`."""
    match = _NUMBERED.match(line[0].text.plain) if line and line[0].character < edge - 1 else None
    if match is None:
        return line
    head, at = line[0], match.end()
    number = Stretch(head.text.cut(0, match.end("number")), head.character, head.column)
    rest = Stretch(head.text.cut(at), head.character + at, head.column + at)
    return [number, rest, *line[1:]]


def heads_apart(line: Line) -> Line:
    """A header with the words apart that a single blank divides, where each of them is known: 序号 工作任务."""
    found: Line = []
    for stretch in line:
        words = stretch.text.plain.split(" ")
        if (
            len(words) < 2
            or any(column_field(word) is None for word in words)
            or all(len(word) == 1 for word in words)  # 序 号
        ):
            found.append(stretch)
            continue
        at = 0
        for word in words:
            place = Stretch(
                stretch.text.cut(at, at + len(word)),
                stretch.character + at,
                stretch.column + width_of(stretch.text.plain[:at]),
            )
            found.append(place)
            at += len(word) + 1
    return found


def width_of(text: str) -> int:
    """Columns that a text takes where a Han character takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def _begins(piece: Stretch, word: Stretch) -> bool:
    """Whether a piece above a header is the beginning of a word that says nothing without it: 牵头单 / 位."""
    (first, last), (begin, end) = by_column(piece), by_column(word)
    if last <= begin or end <= first or column_field(word.text.plain) is not None:
        return False
    return column_field(piece.text.plain + word.text.plain) is not None


def with_further(anchor: Line, pieces: Sequence[Line]) -> Line:
    """The middle line of a header with the columns that only the lines above it name."""
    spans = [(each.character, each.character + len(each.text.plain)) for each in anchor]
    further = [
        piece
        for line in pieces
        for piece in line
        if all(
            piece.character + len(piece.text.plain) <= begin or end <= piece.character for begin, end in spans
        )
        and not any(_begins(piece, word) for word in anchor)
    ]
    return sorted([*anchor, *further[:1]], key=lambda each: each.character)


def by_columns(
    anchor: Line, header: Sequence[Line], body: Sequence[Line], heads: Sequence[Line], apart: Sequence[bool]
) -> tuple[list[list[Stretch]], list[Dealt]] | None:
    """The stretches of each header cell, and every line of the body by columns, in the measure that fits better; None
    where a line has more stretches than there are columns. `heads` is for each line the header of its page: where that
    stands elsewhere than `anchor`, so do the columns of the page. `apart` tells of each line whether a blank line
    stands above it: a page without a header of its own begins there."""
    best: tuple[float, list[Dealt], Measure] | None = None
    measures: tuple[Measure, ...] = (by_character, by_column)
    for span in measures:
        moved = {
            id(head): [span(own)[0] - span(first)[0] for own, first in zip(head, anchor, strict=True)]
            for head in heads
        }
        moves = [moved[id(head)] for head in heads]
        columns: list[_Column] = [_Below(*span(stretch)) for stretch in anchor]
        dealt: list[tuple[float, Dealt]] = []
        for turn in range(_ROUNDS):
            here = [_deal(line, columns, move, span) for line, move in zip(body, moves, strict=True)]
            dealt = [each for each in here if each is not None]
            if len(dealt) < len(body):
                return None
            columns = _anew(columns, [each[1] for each in dealt], moves, span)
            if turn < _ROUNDS - 1:
                moves = _moved(body, apart, columns, moves, span)
        body_apart = [
            _apart(line, each[1], columns, move, span)
            for line, each, move in zip(body, dealt, moves, strict=True)
        ]
        for at, line in enumerate(body_apart):
            again = _deal(line, columns, moves[at], span) if line is not body[at] else None
            dealt[at] = again if again is not None else dealt[at]
        cost = sum(each[0] for each in dealt)
        if best is None or cost < best[0]:
            best = cost, [each[1] for each in dealt], span
    assert best is not None
    _, lines, span = best
    cells: list[list[Stretch]] = [[] for _ in anchor]
    named = [_At(*map(float, span(stretch))) for stretch in anchor]
    for line in header:
        told = _deal(line, named, [0] * len(named), span)
        if told is None:
            return None
        for column, stretch in enumerate(told[1]):
            if stretch is not None:
                cells[column].append(stretch)
    return cells, lines


def by_character(stretch: Stretch) -> tuple[int, int]:
    """Where a stretch begins and ends, in characters."""
    return stretch.character, stretch.character + len(stretch.text.plain)


def by_column(stretch: Stretch) -> tuple[int, int]:
    """Where a stretch begins and ends, in columns of half a Han sign."""
    return stretch.column, stretch.column + width_of(stretch.text.plain)


class _Below(NamedTuple):
    """A column of which only the header is known: what is set in the middle of it, or is wider, stands below it."""

    begin: int
    end: int

    def off(self, begin: int, end: int) -> float:
        """How far a stretch is from it."""
        return max(self.begin - end, begin - self.end, 0) + _ASIDE * abs(self.begin - begin)

    def holds(self, begin: int, end: int) -> bool:
        """Whether a stretch surely stands in it."""
        return begin < self.end and self.begin < end


class _At(NamedTuple):
    """A column by what stands in it: where that begins and ends, for columns set to the left or in the middle."""

    begin: float
    end: float

    def off(self, begin: int, end: int) -> float:
        """How far a stretch is from it."""
        return min(abs(self.begin - begin), abs((self.begin + self.end) - (begin + end)) / 2 + _ASIDE)

    def holds(self, begin: int, end: int) -> bool:
        """All that was dealt to it."""
        return True


_Column = _Below | _At


def _anew(
    columns: Sequence[_Column], lines: Sequence[Dealt], moves: Sequence[Sequence[int]], span: Measure
) -> list[_Column]:
    """The columns by what stands in them; those in which nothing surely does stay as they are."""
    found: list[_Column] = []
    for at, column in enumerate(columns):
        spans: list[tuple[int, int]] = []
        for line, move in zip(lines, moves, strict=True):
            if (stretch := line[at]) is not None:
                begin, end = span(stretch)
                if column.holds(begin - move[at], end - move[at]):
                    spans.append((begin - move[at], end - move[at]))
        begins, ends = [begin for begin, _ in spans], [end for _, end in spans]
        found.append(_At(float(median(begins)), float(median(ends))) if spans else column)
    return found


def _moved(
    body: Sequence[Line],
    apart: Sequence[bool],
    columns: Sequence[_Column],
    moves: list[list[int]],
    span: Measure,
) -> list[list[int]]:
    """The moves of each line, with those of pages that a program set some columns to the left or the right."""
    tops = [at for at, opened in enumerate(apart) if opened or at == 0]
    found = list(moves)
    for begin, end in pairwise([*tops, len(body)]):
        if end - begin < _PAGE:
            continue
        sample = range(begin, min(end, begin + _SAMPLE))
        stays = _cost(body, sample, columns, moves, 0, span)
        if stays <= _LOOSE * sum(len(body[at]) for at in sample):
            continue
        best, least = 0, stays
        for far, step in ((_FAR, 4), (3, 1)):
            for by in range(best - far, best + far + 1, step):
                here = _cost(body, sample, columns, moves, by, span)
                best, least = (by, here) if here < least else (best, least)
        if least < stays * _SURELY:
            found[begin:end] = [[each + best for each in move] for move in moves[begin:end]]
    return found


def _cost(
    body: Sequence[Line],
    lines: Iterable[int],
    columns: Sequence[_Column],
    moves: Sequence[Sequence[int]],
    by: int,
    span: Measure,
) -> float:
    """How badly some lines stand below the columns when these are moved."""
    dealt = (_deal(body[at], columns, [each + by for each in moves[at]], span) for at in lines)
    return sum(each[0] for each in dealt if each is not None)


def _apart(line: Line, dealt: Dealt, columns: Sequence[_Column], move: Sequence[int], span: Measure) -> Line:
    """The line with its stretches cut at the single blank before the place where the next column begins, which holds
    nothing else of the line: cells that are full up to their edges."""
    found: Line = []
    before = 0  # signs to the left that are of one column or of two: “ and …
    for stretch in line:
        after = next(at for at, each in enumerate(dealt) if each is stretch) + 1
        rest: Stretch | None = stretch
        while rest is not None:
            stretch, rest = rest, None
            if after < len(columns) and dealt[after] is None and isinstance(columns[after], _At):
                rest = _rest_at(stretch, columns[after].begin + move[after], before, span)
            if rest is not None:
                size = len(stretch.text) - len(rest.text) - 1
                stretch = Stretch(stretch.text.cut(0, size), stretch.character, stretch.column)
            found.append(stretch)
            before += _ambiguous(stretch.text.plain)
            after += 1
    return found if len(found) > len(line) else line


def _rest_at(stretch: Stretch, begin: float, before: int, span: Measure) -> Stretch | None:
    """What of a stretch stands behind a single blank right where a column begins."""
    plain = stretch.text.plain
    at = plain.find(" ", 1)
    while at > 0:
        rest = Stretch(
            stretch.text.cut(at + 1), stretch.character + at + 1, stretch.column + width_of(plain[: at + 1])
        )
        if -1 < begin - span(rest)[0] <= before + _ambiguous(plain[:at]):
            return rest
        at = plain.find(" ", at + 1)
    return None


def _ambiguous(plain: str) -> int:
    return sum(unicodedata.east_asian_width(sign) == "A" for sign in plain)


def _deal(
    line: Line, columns: Sequence[_Column], move: Sequence[int], span: Measure
) -> tuple[float, Dealt] | None:
    """The stretches of a line in columns, in order, as near to these as can be; None for too many."""
    size, width = len(line), len(columns)
    if size > width:
        return None
    infinite = float("inf")
    spans = [span(stretch) for stretch in line]
    # cost[n]: the least for the first n stretches in the columns so far
    cost = [0.0] + [infinite] * size
    chosen: list[list[bool]] = []
    for column, by in zip(columns, move, strict=True):
        taken = [False] * (size + 1)
        for count in range(size, 0, -1):
            begin, end = spans[count - 1]
            here = cost[count - 1] + column.off(begin - by, end - by)
            if here < cost[count]:
                cost[count], taken[count] = here, True
        chosen.append(taken)
    dealt: Dealt = [None] * width
    count = size
    for at in range(width - 1, -1, -1):
        if count and chosen[at][count]:
            dealt[at] = line[count - 1]
            count -= 1
    return (cost[size], dealt) if not count else None
