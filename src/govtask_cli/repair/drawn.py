"""Tables whose lines are drawn with signs, as editors, converters and databases print them:

    ┌────┬──────────┬────────┐        +----+----------+--------+
    │序号│ 工作任务 │责任单位│        | 1  | 新建公厕 | 城管局 |
    ├────┼──────────┼────────┤        +----+----------+--------+

A rule tells by its corners where the columns are, and by the columns that it crosses which cells end there; a cell that
no rule crosses goes on in the row below. Where the corners and the bars do not stand below one another (every program
counts the width of a Han sign in its own way), the bars of a line are counted instead.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import Final

from govtask_cli.document import Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.repair.laid_out_cells import cell_of
from govtask_cli.repair.laid_out_columns import Stretch, width_of

STEP: Final = "drawn"
_ACROSS: Final = "─━═┄┅┈┉╌╍-="
_WIDE_DASHES: Final = frozenset(_ACROSS[:-2])
_CORNERS: Final = (
    "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬+"
)
_BARS: Final = "│┃║┆┇┊┋╎╏|｜"
_RULES: Final = frozenset(_ACROSS + _CORNERS + ": \t\u3000")
_PIECE: Final = re.compile(rf":?[{re.escape(_ACROSS)}]{{2,}}:?")
"""A rule across a column; colons at its ends tell how the cells below are set."""
_DRAWN: Final = re.compile(rf"[{re.escape(_CORNERS + _BARS)}]|{_PIECE.pattern}")
_CORNERS_ALONE: Final = frozenset(_CORNERS)
_EDGES: Final = frozenset(_BARS + _CORNERS)
_NEAR: Final = 1
"""A bar that stands so many columns beside a corner stands below it."""
_ALIGNED: Final = 0.9
_FEWEST: Final = 2
_HEAD_WORD: Final = 8
_HEAD_AND_BODY: Final = 2

_Measure = Callable[[str], int]


Piece = tuple[int, int, Stretch | None]
"""A cell of one line: the columns from the first up to the second, and the words; None where a rule crosses them."""


@dataclass(slots=True)
class _Span:
    """A cell: the columns from `left` up to `right`, the rows from `top` to `bottom`, and its lines."""

    left: int
    right: int
    top: int
    bottom: int
    lines: list[Stretch] = field(default_factory=list)
    """Its lines; an empty one parts two paragraphs."""


@dataclass(slots=True)
class _Row:
    """The lines between two rules; `crossed`: the columns that the rule above them crosses."""

    crossed: set[int]
    lines: list[list[Piece]] = field(default_factory=list)


def rebuild_drawn(document: Document) -> Document:
    """Every table drawn with signs becomes a `Table`; what drew it becomes a note."""
    if not any(isinstance(block, Paragraph) and _is_rule(block.text.plain) for block in document.blocks):
        return document
    blocks: list[Block] = []
    notes: list[Note] = []
    at = 0
    while at < len(document.blocks):
        lines = _run(document.blocks, at)
        table = _table(lines) if len(lines) > 2 else None
        if table is None:
            blocks.append(document.blocks[at])
            at += 1
            continue
        blocks.append(table)
        signs = Text.join(sign for line in lines for sign in _signs(line.text))
        notes.append(Note(STEP, "rule", "signs that draw a table were removed", signs, dropped=True))
        at += len(lines)
    return document.mended(blocks, notes)


def _run(blocks: Sequence[Block], at: int) -> list[Paragraph]:
    """The lines of the table whose upper rule stands at `at`, up to its last rule or row."""
    lines: list[Paragraph] = []
    for place in range(at, len(blocks)):
        block = blocks[place]
        if not isinstance(block, Paragraph) or (lines and block.gap):
            break
        plain = block.text.plain
        if not (_is_rule(plain) if not lines else _is_row(plain)):
            break
        lines.append(block)
    return lines


def _is_rule(plain: str) -> bool:
    """Whether a line is a rule: it begins with a corner and holds nothing but what rules are drawn with."""
    if plain[:1] not in _CORNERS_ALONE and not plain[:1].isspace():
        return False
    plain = plain.strip()
    return plain[:1] in _CORNERS_ALONE and len(plain) > _FEWEST and _RULES.issuperset(plain)


def _is_row(plain: str) -> bool:
    """Whether a line can be one of the table: it begins and ends with a bar or a corner."""
    plain = plain.strip()
    return len(plain) > 1 and plain[0] in _EDGES and plain[-1] in _EDGES


def _signs(text: Text) -> Iterator[Text]:
    """The signs of a line that draw the table."""
    plain = text.plain
    if _is_rule(plain):
        yield text.strip()
        return
    for match in _DRAWN.finditer(plain):
        begin, end = match.span()
        if match[0][0] in _ACROSS and not _fills_a_cell(plain, begin, end):
            continue  # dashes among words
        if match[0] == "+" and not _meets(plain, begin):
            continue
        yield text.cut(begin, end)


def _fills_a_cell(plain: str, begin: int, end: int) -> bool:
    """Whether what stands from `begin` to `end` has but spaces between it and the edges of its cell."""
    while begin and plain[begin - 1].isspace():
        begin -= 1
    while end < len(plain) and plain[end].isspace():
        end += 1
    return plain[begin - 1 : begin] in _EDGES and plain[end : end + 1] in _EDGES


def _wide(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in text)


def _dashed(text: str) -> int:
    """The width where the dashes of a rule are as wide as Han signs, and its corners and the bars are not."""
    return sum(2 if sign in _WIDE_DASHES else width_of(sign) for sign in text)


def _columns(plain: str, measure: _Measure) -> list[int]:
    """In which column every sign of a line stands, and the end of the line."""
    return list(accumulate(map(measure, plain), initial=0))


def _table(lines: Sequence[Paragraph]) -> Table | None:
    """The table that the lines draw; None where they draw none."""
    measures: tuple[_Measure, ...] = (width_of, _wide, _dashed, len)
    best, measure = max(((_aligned(lines, each), each) for each in measures), key=lambda found: found[0])
    if best >= _ALIGNED:
        edges = _edges(lines, measure)
        width = len(edges) - 1
        # Signs such as “ have one width here and another there.
        cut = [_by_edges(line.text, edges, measure) or _by_count(line.text, width) for line in lines]
    else:
        width = max(_bars(line.text.plain) for line in lines) - 1
        cut = [_by_count(line.text, width) for line in lines]
    known = [pieces for pieces in cut if pieces is not None]
    if width < _FEWEST or len(known) < len(cut):
        return None
    rows = _head_apart(_row_a_line(_rows(known)))
    return _grid(list(_spans(rows)), len(rows), width, lines[0].gap) if rows else None


def _bars(plain: str) -> int:
    """How many bars a row of cells has; 0 for a rule."""
    return 0 if _is_rule(plain) else sum(sign in _BARS for sign in plain)


def _edges(lines: Sequence[Paragraph], measure: _Measure) -> list[int]:
    """Where the columns of the table meet: below the corners of its rules."""
    found = {
        column
        for line in lines
        if _is_rule(line.text.plain)
        for sign, column in zip(line.text.plain, _columns(line.text.plain, measure), strict=False)
        if sign in _CORNERS
    }
    return sorted(found)


def _aligned(lines: Sequence[Paragraph], measure: _Measure) -> float:
    """Which part of the bars stands below a corner."""
    edges = set(_edges(lines, measure))
    places = [
        column
        for line in lines
        if not _is_rule(line.text.plain)
        for sign, column in zip(line.text.plain, _columns(line.text.plain, measure), strict=False)
        if sign in _BARS
    ]
    return sum(place in edges for place in places) / len(places) if places else 0.0


def _nearest(edges: Sequence[int], place: int) -> int | None:
    """Which edge stands at a place."""
    at = bisect_left(edges, place)
    near = [each for each in (at - 1, at) if 0 <= each < len(edges) and abs(edges[each] - place) <= _NEAR]
    return min(near, key=lambda each: abs(edges[each] - place), default=None)


def _by_edges(text: Text, edges: Sequence[int], measure: _Measure) -> list[Piece] | None:
    """A line by the places of its bars and corners; None where one stands apart from all edges of columns."""
    plain = text.plain
    inside = _is_rule(plain)
    signs = _CORNERS + _BARS if inside else _BARS + _CORNERS.rstrip("+")
    cuts = [at for at, sign in enumerate(plain) if sign in signs or (sign == "+" and _meets(plain, at))]
    columns = _columns(plain, measure)
    found: list[Piece] = []
    for begin, end in pairwise(cuts):
        left, right = (_nearest(edges, columns[at]) for at in (begin, end))
        if left is None or right is None or left >= right:
            return None
        found.append((left, right, _words(text, begin + 1, end, columns)))
    return found


def _by_count(text: Text, width: int) -> list[Piece] | None:
    """A line by the number of its bars: two enclose a cell that spans the table; None where it has any other number than
    the table."""
    plain = text.plain
    if _is_rule(plain):
        return [(0, width, None)]
    cuts = [at for at, sign in enumerate(plain) if sign in _BARS]
    if len(cuts) == _FEWEST:
        return [(0, width, _words(text, cuts[0] + 1, cuts[1], range(cuts[1] + 1)))]
    if len(cuts) != width + 1:
        return None
    return [
        (at, at + 1, _words(text, begin + 1, end, range(end + 1)))
        for at, (begin, end) in enumerate(pairwise(cuts))
    ]


def _meets(plain: str, at: int) -> bool:
    """Whether a plus sign is where rules meet: dashes or the edge of the table stand on both sides of it."""
    around = (plain[at - 1 : at], plain[at + 1 : at + 2])
    return all(not sign.strip() or sign in _ACROSS for sign in around) and any(map(str.strip, around))


def _words(text: Text, begin: int, end: int, columns: Sequence[int]) -> Stretch | None:
    """What stands between two bars; None where a rule does."""
    if _PIECE.fullmatch(text.plain[begin:end].strip()):
        return None
    words = text.cut(begin, end).strip()
    at = begin + len(text.plain[begin:end]) - len(text.plain[begin:end].lstrip())
    return Stretch(words, at, columns[at])


def _rows(lines: Sequence[list[Piece]]) -> list[_Row]:
    """The rows: a rule, if only across some columns, ends one; what stands beside it belongs to the row above."""
    rows: list[_Row] = []
    crossed: set[int] = set()
    for pieces in lines:
        ruled = {at for left, right, words in pieces if words is None for at in range(left, right)}
        beside = [piece for piece in pieces if piece[2] is not None]
        if ruled:
            crossed |= ruled
            if beside and rows:
                rows[-1].lines.append(beside)
            continue
        if crossed or not rows:
            rows.append(_Row(crossed))
            crossed = set()
        rows[-1].lines.append(beside)
    return rows


def _head_apart(rows: list[_Row]) -> list[_Row]:
    """The rows with each line of the header as one, where words stand below the empty cells beside a word over several
    columns: 目标任务 over 全区 and three regions, with no rule between."""
    first, *below = rows[0].lines if rows else [[]]
    if not below or any(len(line) != len(first) for line in below):
        return rows
    said = [
        (at, words.text) for line in below for at, (_, _, words) in enumerate(line) if words and words.text
    ]
    last = [is_region(words.text.plain) for _, _, words in below[-1] if words and words.text]
    short = all(len(text.plain) <= _HEAD_WORD for _, text in said)
    if not (last and all(last) and short) or not any(
        (over := first[at][2]) is not None and not over.text for at, _ in said
    ):
        return rows
    parted = [_Row(rows[0].crossed, [first])]
    for line in below:
        own = {at for left, right, words in line if words and words.text for at in range(left, right)}
        parted.append(_Row(own, [line]))
    return [*parted, *rows[1:]]


def _row_a_line(rows: list[_Row]) -> list[_Row]:
    """The rows of a table that has rules around its header alone: each line is one; a line whose first cell is empty
    goes on with the row above."""
    if len(rows) != _HEAD_AND_BODY or len(rows[0].lines) > len(rows[1].lines):
        return rows
    parted: list[_Row] = [rows[0]]
    for line in rows[1].lines:
        first = line[0][2] if line else None
        if len(parted) == 1 or (first is not None and first.text):
            parted.append(_Row({at for left, right, _ in line for at in range(left, right)}))
        parted[-1].lines.append(line)
    return parted


def _spans(rows: Sequence[_Row]) -> Iterator[_Span]:
    """The cells: one that no rule crosses goes on in the row below."""
    above: dict[tuple[int, int], _Span] = {}
    for at, row in enumerate(rows):
        here: dict[tuple[int, int], _Span] = {}
        for line in row.lines:
            for left, right, words in line:
                span = here.get((left, right))
                if span is None:
                    span = above.get((left, right))
                    if span is None or not row.crossed.isdisjoint(range(left, right)):
                        span = _Span(left, right, at, at)
                        yield span
                    span.bottom = at
                    here[left, right] = span
                if words is not None and (words.text or span.lines):
                    span.lines.append(words)
        above = here


def _grid(spans: Sequence[_Span], height: int, width: int, gap: int) -> Table:
    """The cells in their places."""
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    fields: list[str | None] = [None] * width
    for span in spans:
        pieces = (
            list(lines) for filled, lines in groupby(span.lines, lambda line: bool(line.text)) if filled
        )
        cells = [cell_of(lines, span.left + 1, fields[span.left]) for lines in pieces]
        cell = Cell(Text.join((cell.text for cell in cells), "\n"))
        if span.top == 0 and span.right - span.left == 1:
            fields[span.left] = column_field(cell.text.plain)
        cell = Cell(cell.text, span.bottom - span.top + 1, span.right - span.left)
        for row in range(span.top, span.bottom + 1):
            grid[row][span.left : span.right] = [cell] * (span.right - span.left)
    return Table(tuple(map(tuple, grid)), gap=gap)
