"""The header of a table that blanks keep apart: its lines, the columns they name, and the words that stand over several.

                                            上半年进展
    序号    工作任务        责任单位
                                      完成情况        完成率

The line with most words names the columns; a line below it may part one of them, or a place beside them, in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from govtask_cli.document import Block, Cell, Paragraph, Text
from govtask_cli.grammar.columns import column_field, is_region, is_step
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.titles import is_body, is_title
from govtask_cli.repair.laid_out_columns import (
    Line,
    Measure,
    Stretch,
    by_character,
    by_column,
    counts,
    heads_apart,
    stretches,
    with_further,
)
from govtask_cli.repair.lines import is_spanning

_COLON: Final = frozenset(":：")
_FEWEST_WORDS: Final = 3
_BEFORE: Final = 2
"""So many columns may stand before the number: 类别, 领域."""
_LONGEST_PIECE: Final = 10
_REST: Final = 3
"""So many lines the rest of a header takes whose cells begin at the top."""
_LINES: Final = 2
"""So many lines above and below its middle one a header may have where its cells are centred."""
_FEWEST_PARTS: Final = 2


@dataclass(frozen=True, slots=True)
class Over:
    """A word over the columns from `first` to `last`, with the `rests` of it on the line below."""

    word: Stretch
    first: int
    last: int
    rests: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """`lines` as printed, from the top; the columns from left to right; the words over several of them."""

    lines: list[Line]
    columns: Line
    over: list[Over]

    @property
    def words(self) -> list[Line]:
        """The lines without the words over several columns."""
        above = {id(stretch) for each in self.over for stretch in (each.word, *each.rests)}
        return [[stretch for stretch in line if id(stretch) not in above] for line in self.lines]


def header_at(blocks: Sequence[Block], at: int) -> tuple[int, Header] | None:
    """The header whose middle or first line stands at `at`, and how many of its lines stand above that one."""
    anchor = heads_apart(stretches(blocks[at]))
    if len(anchor) < _FEWEST_WORDS:
        return None
    parting = _parts_below(blocks, at, anchor)
    fields = [column_field(word) for word in _words(anchor, blocks, at)]
    fields += [column_field(piece.text.plain) for line in parting for piece in line]
    if len(set(fields) - {None}) < _FEWEST_WORDS or "number" not in fields[: _BEFORE + 1]:
        return None
    above = _pieces_above(blocks, at)
    below = [stretches(block) for block in blocks[at + 1 : at + 1 + len(above)]]
    if not all(below) or not all(_is_piece(line) for line in below):
        above, below = above[-1:] if above and _completed(anchor, above[-1]) else [], []
    if not above:
        below = parting or _pieces_below(blocks, at, anchor)
    return len(above), of_lines([*above, anchor, *below])


def _words(anchor: Line, blocks: Sequence[Block], at: int) -> list[str]:
    """The words of a header; its first with its rest, where that stands on the line below: 总序 / 号."""
    words = [stretch.text.plain for stretch in anchor]
    below = stretches(blocks[at + 1]) if at + 1 < len(blocks) else []
    if below and column_field(words[0]) != "number" and _is_piece(below):
        whole = words[0] + below[0].text.plain
        words[0] = whole if column_field(whole) == "number" else words[0]
    return words


def of_lines(lines: list[Line]) -> Header:
    """The columns that such lines name."""
    middle = max(lines, key=len)
    at = lines.index(middle)
    parts = [
        stretch for line in lines[at + 1 : at + 2] for stretch in line if not _beside_any(stretch, middle)
    ]
    columns, over, _ = _levels(middle, lines[at + 1 :])
    if over:
        return Header(lines, columns, over)
    words = [stretch for line in lines[:at] for stretch in line if _within(stretch, parts)]
    if len(parts) >= _FEWEST_PARTS and len(words) == 1 and not _beside_any(words[0], middle):
        columns = sorted([*middle, *parts], key=lambda each: each.character)
        return Header(lines, columns, [_over(words[0], parts, columns)])
    return Header(lines, with_further(middle, lines[:at]), [])


def _levels(middle: Line, below: Sequence[Line]) -> tuple[Line, list[Over], int]:
    """The columns of a header whose words the lines below it part, and those again; the words over several of them,
    the outer first; and how many lines there are of it below."""
    columns, taken = middle, 0
    parts: list[tuple[Stretch, list[Stretch]]] = []
    rests: dict[int, list[Stretch]] = {}
    while True:
        parted, above, lines = _parting(columns, below[taken:])
        if not parted:
            break
        for piece in (piece for line in below[taken : taken + above] for piece in line):
            head = _nearest(piece, columns, by_character)
            if id(head) in parted and _begins(piece, head):
                rests.setdefault(id(head), []).append(piece)
        taken += lines
        parts += [(each, parted[id(each)]) for each in columns if id(each) in parted]
        columns = [column for each in columns for column in parted.get(id(each), [each])]
    inner = {id(word): pieces for word, pieces in parts}

    def lowest(pieces: Sequence[Stretch]) -> list[Stretch]:
        return [
            each for piece in pieces for each in (lowest(inner[id(piece)]) if id(piece) in inner else [piece])
        ]

    over = [
        replace(_over(word, lowest(pieces), columns), rests=tuple(rests.get(id(word), ())))
        for word, pieces in parts
    ]
    return columns, over, taken


def _begins(piece: Stretch, head: Stretch) -> bool:
    """Whether a piece on the line below begins where a word does: its rest."""
    return abs(piece.character - head.character) <= 1 or abs(piece.column - head.column) <= 1


def _over(word: Stretch, parts: Sequence[Stretch], columns: Line) -> Over:
    places = [at for at, column in enumerate(columns) if any(column is part for part in parts)]
    return Over(word, places[0], places[-1])


def _beside_any(stretch: Stretch, line: Line) -> bool:
    """Whether a stretch stands above or below one of a line."""
    begin, end = by_character(stretch)
    return any(first < end and begin < last for first, last in map(by_character, line))


def _within(stretch: Stretch, parts: Sequence[Stretch], span: Measure = by_character) -> bool:
    """Whether the middle of a stretch is between the ends of others."""
    return bool(parts) and span(parts[0])[0] <= sum(span(stretch)) / 2 <= span(parts[-1])[1]


def _parting(middle: Line, below: Sequence[Line]) -> tuple[dict[int, list[Stretch]], int, int]:
    """The words of a header that a line below it parts, how many lines stand above that one, and how many there are
    with it: the rest of a word may stand above (总序 / 号), and what the line lacks below (牵头负责领 / 导)."""
    for at, line in enumerate(below[:_LINES]):
        if at and _with_rests([piece.text.plain for piece in middle], middle, below[0]) is None:
            break
        for rest in (below[at + 1 : at + 2], []):
            parted = _parted(middle, line, rest[0] if rest else [])
            if parted:
                return parted, at, at + 1 + len(rest)
    return {}, 0, 0


def _parted(middle: Line, below: Line, rest: Line) -> dict[int, list[Stretch]]:
    """The words of a header that the line below parts in two or more columns, each of them known with the `rest` below
    it, by their places in characters or in columns; nothing where the line holds anything else."""
    words: list[str] | None = [piece.text.plain for piece in below]
    if rest and words is not None:
        words = _with_rests(words, below, rest)
    if words is None or any(not _names_column(word) for word in words):
        return {}
    for head_of in (_nearest, _last_before):
        for span in (by_character, by_column):
            found: dict[int, list[Stretch]] = {}
            heads = {id(head): head for head in middle}
            for piece in below:
                found.setdefault(id(head_of(piece, middle, span)), []).append(piece)
            if all(
                len(parts) >= _FEWEST_PARTS
                and (
                    _within(heads[at], parts, span)
                    if head_of is _nearest
                    else abs(span(parts[0])[0] - span(heads[at])[0]) <= 1
                )
                for at, parts in found.items()
            ):
                return found
    return {}


def _names_column(word: str) -> bool:
    """Whether a word below another can name a column."""
    return column_field(word) is not None or is_region(word) or is_step(word)


def _nearest(piece: Stretch, heads: Line, span: Measure) -> Stretch:
    """The word in whose middle a piece nearly stands."""
    return min(heads, key=lambda head: abs(sum(span(head)) - sum(span(piece))))


def _last_before(piece: Stretch, heads: Line, span: Measure) -> Stretch:
    """The last word that begins no further to the right than a piece."""
    begun = [head for head in heads if span(head)[0] <= span(piece)[0] + 1]
    return max(begun or heads[:1], key=lambda head: span(head)[0])


def head_rows(cells: list[Cell], header: Header) -> list[tuple[Cell, ...]]:
    """The rows of the header: one, and one more for each level of words over several columns."""
    rows: list[list[Cell]] = []
    for over in header.over:  # the outer words first
        word = Text.join(each.text for each in (over.word, *over.rests))
        spanning = Cell(word, colspan=over.last - over.first + 1)
        taken = range(over.first, over.last + 1)
        level = next((row for row in rows if all(row[at] is cells[at] for at in taken)), None)
        if level is None:
            level = list(cells)
            rows.append(level)
        level[over.first : over.last + 1] = [spanning] * len(taken)
    return [*map(tuple, rows), tuple(cells)]


def _pieces_above(blocks: Sequence[Block], at: int) -> list[Line]:
    """The lines above the middle line of a header that hold the beginnings of its taller cells."""
    found: list[Line] = []
    while len(found) < _LINES and at > len(found):
        line = stretches(blocks[at - 1 - len(found)])
        below = blocks[at - len(found)]
        if not line or not _is_piece(line) or (isinstance(below, Paragraph) and below.gap):
            break
        found.insert(0, line)
    return found


def _completed(anchor: Line, above: Line) -> bool:
    """Whether every piece of the line `above` begins the word of the `anchor` below it that it is nearest to: 牵头单 /
    位."""
    whole: dict[int, str] = {}
    for piece in above:
        near = min(anchor, key=lambda head: abs(sum(by_character(head)) - sum(by_character(piece))))
        if id(near) in whole:
            return False
        whole[id(near)] = piece.text.plain + near.text.plain
    return all(column_field(word) is not None for word in whole.values())


def _parts_below(blocks: Sequence[Block], at: int, anchor: Line) -> list[Line]:
    """The lines below a header the last or last but one of which parts some of its words in columns."""
    lines: list[Line] = []
    for block in blocks[at + 1 : at + 1 + _REST]:
        line = stretches(block)
        if not line or not _is_piece(line) or (lines and isinstance(block, Paragraph) and block.gap > 0):
            break
        lines.append(line)
    return lines[: _levels(anchor, lines)[2]]


def _pieces_below(blocks: Sequence[Block], at: int, anchor: Line) -> list[Line]:
    """The lines below the first line of a header that hold the rest of its longer cells: with them every word is a
    known header, or was unknown without."""
    found: list[Line] = []
    words = [stretch.text.plain for stretch in anchor]
    for block in blocks[at + 1 : at + 1 + _REST]:
        line = stretches(block)
        apart = isinstance(block, Paragraph) and block.gap > 0
        if not line or apart or not _is_piece(line) or number_at(line) is not None:
            break
        longer = _with_rests(words, anchor, line)
        if longer is None:
            break
        words = longer
        found.append(line)
    return found


def _with_rests(words: Sequence[str], anchor: Line, line: Line) -> list[str] | None:
    """The words of a header with the pieces of a line below, each behind the word that it is nearest to, in characters
    or in columns; None where a word that was known is unknown with them."""
    for span in (by_character, by_column):
        longer = list(words)
        for piece in line:
            near = min(range(len(anchor)), key=lambda at: abs(span(anchor[at])[0] - span(piece)[0]))
            longer[near] += piece.text.plain
        if not any(
            column_field(new) is None and column_field(old) is not None
            for old, new in zip(words, longer, strict=True)
        ):
            return longer
    return None


def _opens_rows(line: Line) -> bool:
    """Whether a line spans the table below its header: 一、城市建设."""
    return len(line) == 1 and is_spanning(fold(line[0].text.plain))


def _is_piece(line: Line) -> bool:
    """Whether a line holds nothing but pieces of header words."""
    return not _opens_rows(line) and all(
        len(stretch.text.plain) <= _LONGEST_PIECE
        and not stretch.text.plain.isdecimal()
        and (column_field(stretch.text.plain) is not None or not is_title(stretch.text.plain))
        and not is_body(stretch.text.plain)
        and not is_date_line(stretch.text.plain)
        and _COLON.isdisjoint(stretch.text.plain)
        for stretch in line
    )


def number_at(line: Line) -> int | None:
    """Which stretch of a line is a number alone, among its first."""
    return next((at for at, each in enumerate(line[: _BEFORE + 1]) if counts(each.text.plain)), None)
