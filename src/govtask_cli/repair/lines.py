"""Rows of a flattened text table: the lines between two row numbers, dealt to the columns in order.

Every line goes to the column whose kind of text it is (names of bodies to a unit column, prose to content
and progress), in order, at the least cost: one cell may take several lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import EMPTY, Cell, Text
from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.leaders import heads_work_of_official, official
from govtask_cli.grammar.markers import SECTION_KINDS, marker
from govtask_cli.grammar.numerals import chinese_integer
from govtask_cli.grammar.signs import COUNTED
from govtask_cli.grammar.units import is_unit_list
from govtask_cli.repair.dealing import EMPTY_COST, deal
from govtask_cli.repair.fitting import ODD, SLASH, UNIT_FIELDS, CellLine, misfit
from govtask_cli.repair.headers import Column
from govtask_cli.repair.joints import join

Row = tuple[Cell | None, ...]
Odd = tuple[str, Text]
_DOTS: Final = ".、"
_TASK: Final = 8
"""A task has more characters than this."""
_BARE: Final = 16
_NO_HEADING: Final = re.compile("[0-9。；;:，,、/()]")
_DATED: Final = 10
"""A cell that says by when has no more: 9月投入使用."""
_NUMBER: Final = 5
_HAN: Final = re.compile("[一二三四五六七八九十]{1,3}")
_SHORTEST, _SHORT = 3, 2
"""What stands behind a number has so many characters at least; in some columns fewer: 月报, 产业."""
_SHORT_FIELDS: Final = frozenset({"category", "frequency", "status", "on_schedule", "leader"})
GROUPS: Final = 2
"""So many columns, of merged cells that group the rows, may stand before the numbers."""
_GAP: Final = 3
"""A row number may skip so many numbers and still be believed."""
_CLOSED: Final = UNIT_FIELDS | {"deadline", "frequency", "status", "on_schedule", "leader"}
"""Fields that no prose goes on with."""
_ALIKE: Final = 0.7
_FEWEST_ALIKE: Final = 3


def row_length(body: Sequence[CellLine], groups: int = 0) -> int | None:
    """How many lines nearly every row has, its number the first of them; None where they differ. With `groups` columns
    before the numbers a row may end in so many lines that belong to the next."""
    starts = _row_starts(body, 1)
    sizes: Counter[int] = Counter()
    headed = 0
    for begin, end in pairwise([*starts, len(body)]):
        while end - begin > 1 and is_spanning(body[end - 1].word):
            end -= 1
        sizes[len(_as_cells(body[begin:end]))] += 1
    size, often = max(sizes.items(), key=lambda item: item[1], default=(0, 0))
    if groups and starts:
        size = len(_as_cells(body[starts[-1] :]))  # nothing follows the last row
        often = sum(sizes[size + more] for more in range(groups + 1))
    for begin, end in pairwise(starts):
        headed += end - begin == size + 1 and is_bare_heading(body[end - 1].word) and not groups
    alike = often + headed
    return size if often >= _FEWEST_ALIKE and often > headed and alike >= _ALIKE * len(starts) else None


def rows_of_width(body: Sequence[CellLine], width: int) -> list[int]:
    """Where the rows begin if every row has `width` lines, its number the first, and nothing but headings stands between
    them; none where a line contradicts that."""
    if any(line.tight for line in body):
        return []  # cells have several lines
    starts: list[int] = []
    at = 0
    while at < len(body):
        if row_number(body[at].word) is not None and at + width <= len(body):
            starts.append(at)
            at += width
        elif is_spanning(body[at].word) or is_bare_heading(body[at].word):
            at += 1
        else:
            return []
    return starts if len(starts) >= _FEWEST_ALIKE else []


def is_bare_heading(word: str) -> bool:
    """Whether a folded line can be the heading of the rows below it though it has no marker: few words, no stop."""
    return 2 < len(word) <= _BARE and _NO_HEADING.search(word) is None and not is_unit_list(word)


def deal_out(
    body: Sequence[CellLine], columns: Sequence[Column], *, counted: bool = False
) -> tuple[list[Row], list[Odd], list[Text]]:
    """The rows of a text table, what is odd about them, and the sentences that were mended. `counted`: nearly every
    row has as many lines as there are columns, so that each line of such a row is a cell."""
    before = next((at for at, column in enumerate(columns) if column.field == "number"), len(columns))
    if before > GROUPS:
        return [], [], []
    groups, behind = columns[:before], columns[before + 1 :]
    starts = rows_of_width(body, len(columns)) if counted and not before else []
    starts = starts or _told_once(body, _row_starts(body, _least(behind)), behind)
    opening = body[: starts[0]] if starts else []
    led = any(column.field == "leader" for column in columns)
    spans = is_spanning if led else _heads_rows
    spanning = [line for line in opening if spans(line.word)]
    above: Sequence[CellLine] = [line for line in opening if not spans(line.word)]
    if counted and not before and all(is_bare_heading(line.word) for line in above):
        spanning, above = [*spanning, *above], []
    if not starts or len(above) > before:
        return [], [], []
    rows: list[Row] = []
    odd: list[Odd] = []
    mended: list[Text] = []
    rows.extend(spanning_row(line.text, len(columns)) for line in spanning)
    for begin, end in zip(starts, [*starts[1:], len(body)], strict=True):
        past, stop = _headings(body, begin, end, before, spans) if end < len(body) else (end, end)
        if counted and not before and past == end == begin + len(columns) + 1 and end < len(body):
            last = body[end - 1]
            again = body[end].word == "1" and body[begin].word != "1"
            past -= is_bare_heading(last.word) and (again or misfit(last, columns[-1].field) >= ODD)
        lines = body[begin + 1 : past]
        first = [*_group_cells(above, groups), Cell(body[begin].text)]
        cells_of_row = _as_cells(lines)
        given = len(cells_of_row) - len(behind) if counted and past == end < len(body) else -1
        heads = [lines[at] for at, _ in cells_of_row]
        if 0 <= given <= before and _suits(heads, [*behind, *columns[before - given : before]]):
            spans_of_all = cells_of_row[: len(behind)]
            own = spans_of_all[-1][1] if spans_of_all else 0
            lines, above = lines[:own], lines[own:]
        else:
            lines, above, spans_of_all = _without_groups(
                lines, groups if past == end < len(body) else (), behind
            )
        above = above or body[stop:end]
        even = counted and len(_as_cells(lines)) == len(behind)
        pieces = [lines] if even else list(_sharing_a_number(lines, behind))
        for piece in pieces:
            cells = first or [Cell(EMPTY) for _ in range(before + 1)]
            first = []
            dealt = spans_of_all if len(pieces) == 1 else deal(piece, behind)[1]
            if counted and len(_as_cells(piece)) == len(behind):
                dealt = _as_cells(piece)
            for column, (left, right) in zip(behind, dealt, strict=True):
                text, notes = join(
                    [line.text for line in piece[left:right]], "flattened", units=column.field in UNIT_FIELDS
                )
                mended.extend(note.text for note in notes)
                cells.append(Cell(text if text else EMPTY))
                if not text and column.field in {"content", "units", "lead", "progress"}:
                    odd.append((f"row {body[begin].word} has no cell for {column.word}", body[begin].text))
            rows.append(tuple(cells))
        rows.extend(spanning_row(line.text, len(columns)) for line in body[past:stop])
    return rows, odd, mended


def _as_cells(lines: Sequence[CellLine]) -> list[tuple[int, int]]:
    """The lines of each cell, [from, to): a line nearer than usual to the one above goes on with it."""
    begins = [at for at, line in enumerate(lines) if not at or not line.tight]
    return list(zip(begins, [*begins[1:], len(lines)], strict=True))


def _suits(lines: Sequence[CellLine], columns: Sequence[Column]) -> bool:
    """Whether each line suits the column of its place."""
    return all(
        misfit(line, column.field) < ODD for line, column in zip(lines, columns, strict=True) if column.field
    )


def _headings(
    body: Sequence[CellLine], begin: int, end: int, groups: int, spans: Callable[[str], bool]
) -> tuple[int, int]:
    """Where the headings of the rows below begin and end, above the next row's number at `end` and the cells of
    `groups` columns before it; twice `end` where none stand there."""
    for stop in range(end, max(end - groups, begin + 2) - 1, -1):
        past = stop
        while past - begin > 2 and spans(body[past - 1].word):
            past -= 1
        if past < stop:
            return past, stop
    return end, end


def lines_below(body: Sequence[CellLine], columns: Sequence[Column]) -> int:
    """How many lines at the end stand below the table: the last row is full, what follows suits neither its last
    column nor another row under the same number."""
    before = next((at for at, column in enumerate(columns) if column.field == "number"), len(columns))
    behind = columns[before + 1 :]
    starts = _told_once(body, _row_starts(body, _least(behind)), behind)
    row = body[starts[-1] + 1 :] if starts else []
    width = len(behind)
    if len(row) <= width or not behind or behind[-1].field not in _CLOSED:
        return 0
    full = all(misfit(line, column.field) < ODD for line, column in zip(row, behind, strict=False))
    rest = [line._replace(holes=0) for line in row[width:]]
    if not full or misfit(rest[0], behind[-1].field) < ODD or deal(rest, behind)[0] <= EMPTY_COST * 1.5:
        return 0
    return len(rest)


def _least(behind: Sequence[Column]) -> int:
    """How many characters at least stand on the line below a number."""
    return _SHORT if behind and behind[0].field in _SHORT_FIELDS else _SHORTEST


def _sharing_a_number(lines: Sequence[CellLine], columns: Sequence[Column]) -> Iterator[Sequence[CellLine]]:
    """The lines between two numbers, parted where a deadline fills the last column and another task follows: rows
    under the merged cell of one number."""
    begin = 0
    told = False  # whether a task stands above, in the same row
    for at in range(len(lines) - 1) if columns and columns[-1].field == "deadline" else ():
        word, following = lines[at].word, lines[at + 1]
        is_task = len(following.word) > _TASK
        dated = is_deadline(word) or (len(word) <= _DATED and misfit(lines[at], "deadline") == 0)
        sentence = misfit(following, "content") == 0 or following.word.endswith("。")
        if told and is_task and dated and sentence:
            yield lines[begin : at + 1]
            begin, told = at + 1, False
        else:
            told = told or len(word) > _TASK
    yield lines[begin:]


def _group_cells(lines: Sequence[CellLine], groups: Sequence[Column]) -> list[Cell]:
    """The cells before a row's number; where lines lack, those of the inner groups are given and the outer go on."""
    empty = [Cell(EMPTY) for _ in range(len(groups) - len(lines))]
    return [*empty, *(Cell(line.text) for line in lines)]


def _without_groups(
    lines: Sequence[CellLine], groups: Sequence[Column], columns: Sequence[Column]
) -> tuple[Sequence[CellLine], Sequence[CellLine], list[tuple[int, int]]]:
    """A row's own lines, the lines at its end that are cells before the next row's number, and how its own are dealt."""
    best: tuple[float, int, list[tuple[int, int]]] | None = None
    for taken in range(min(len(groups), len(lines) - 1) + 1):
        own, given = lines[: len(lines) - taken], lines[len(lines) - taken :]
        cost, spans = deal(own, columns)
        cost += sum(
            misfit(line, column.field)
            for line, column in zip(given, groups[len(groups) - taken :], strict=True)
        )
        if best is None or cost < best[0]:
            best = cost, taken, spans
    assert best is not None
    end = len(lines) - best[1]
    return lines[:end], lines[end:], best[2]


_SPANNING: Final = 30
_NO_SPAN: Final = re.compile("[。；;:]")
_COMMA: Final = re.compile("[，,]")
_DIGIT: Final = re.compile("[0-9]")


def is_spanning(word: str) -> bool:
    """Whether a folded line can be a row that spans the table: a section's marker and a few words, no stop, and a comma
    only where there is no figure."""
    found = marker(word)
    if found is None or found.kind not in SECTION_KINDS or len(word) > _SPANNING:
        return False
    said = COUNTED.sub("", word[found.end :].removeprefix(":"))
    if ":" in said and label_at_start(said) == "leader":  # 一、牵头领导:丁一县长
        said = said.partition(":")[2]
    commas = len(_COMMA.findall(said))
    return _NO_SPAN.search(said) is None and (commas == 0 or (commas == 1 and _DIGIT.search(said) is None))


def _heads_rows(word: str) -> bool:
    """Whether a folded line can be the heading of the rows below it where no column holds leaders: 罗秀英副镇长."""
    if is_spanning(word):
        return True
    return official(word) is not None or heads_work_of_official(word)


def spanning_row(text: Text, width: int) -> Row:
    """A row of `width` columns that a heading spans."""
    return (Cell(text), *(Cell(EMPTY) for _ in range(width - 1)))


def _row_starts(body: Sequence[CellLine], least: int) -> list[int]:
    """Lines that are the number of a row: alone on the line, carrying the sequence on, with text of at `least` so many
    characters below."""
    starts: list[int] = []
    last = 0
    for at, line in enumerate(body):
        number = row_number(line.word)
        if number is None or at + 1 >= len(body):
            continue
        following = body[at + 1].word
        restarts = number == 1 and bool(starts)
        if (
            following.isdecimal()
            or (len(following) < least and (least == _SHORTEST or following not in SLASH))
            or not (0 <= number - last <= _GAP or restarts or not starts)
        ):
            continue
        starts.append(at)
        last = number
    return starts


def _told_once(body: Sequence[CellLine], starts: Sequence[int], behind: Sequence[Column]) -> list[int]:
    """The starts of rows without the figures of a row that happen to be the next row's number, which comes again below:
    the one stays whose next line suits the column behind the numbers, else the one that is a row away."""
    found: list[int] = []
    field = behind[0].field if behind else None
    for start in starts:
        above = found[-1] if found else None
        if above is not None and row_number(body[above].word) == row_number(body[start].word):
            upper, lower = (misfit(body[at + 1], field) for at in (above, start))
            if max(upper, lower) >= ODD:
                before = found[-2] if len(found) > 1 else -1
                nearer = abs(above - before - 1 - len(behind)) <= abs(start - before - 1 - len(behind))
                if upper < lower or (upper == lower and nearer):
                    continue
                found.pop()
        found.append(start)
    return found


def is_row_number(word: str) -> bool:
    """Whether a folded line is the number of a row alone."""
    return row_number(word) is not None


def row_number(word: str) -> int | None:
    """The number that a folded line is and nothing else: 3, 3., 3、, (3), 三."""
    bare = word.rstrip(_DOTS).removeprefix("(").removesuffix(")")
    if len(word) > _NUMBER or not bare:
        return None
    if bare.isdecimal():
        return int(bare)
    return chinese_integer(bare) if _HAN.fullmatch(bare) is not None else None
