"""Headers of two rows in tables of text, whose second row has lost the empty cells before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.document import EMPTY, Note, Origin, Run, Text
from govtask_cli.grammar.columns import column_field, is_region

STEP: Final = "tables"
_FEWEST_ROWS: Final = 4
_FEWEST_KNOWN: Final = 3
_UNIT_FIELDS: Final = frozenset({"units", "lead", "support"})
_SHORT: Final = 16
"""A header word of the second row has at most so many characters."""


def under_one(lines: list[list[Text]], notes: list[Note]) -> list[list[Text]]:
    """The rows of a table whose second header row holds nothing but the words below one header that is merged over
    them (责任分工 over 主要责任科室 and 其他责任单位, 各地任务数 over regions): these stand in its place."""
    if len(lines) < _FEWEST_ROWS or knows(lines[0]) < _FEWEST_KNOWN:
        return lines
    header, below = lines[0], lines[1]
    if (at := _wide(header, below)) is not None:
        rest = [EMPTY] * (len(header) - at - len(below))
        lower = (
            [EMPTY] * at + [placed(cell, column) for column, cell in enumerate(below, start=at + 1)] + rest
        )
        return [header, lower, *_without(lines[2:], below, notes)]
    fields = [column_field(str(cell)) for cell in header]
    own = [column_field(str(cell)) for cell in below]
    width = len(header) + len(below) - 1
    fits = sum(width - 1 <= len(line) <= width for line in lines[2:]) * 2 > len(lines[2:])
    regions = all(is_region(str(cell)) for cell in below)
    parents = [at for at, field in enumerate(fields) if (field is None if regions else field in _UNIT_FIELDS)]
    named = regions or (set(own) <= _UNIT_FIELDS and len(below) < len(header))
    if len(below) < 2 or not named or len(parents) != 1 or not fits:
        return lines
    at = parents[0]
    message = "a header over several columns was dropped for those below it"
    notes.append(Note(STEP, "merged_header", message, header[at], dropped=True))
    moved = [
        placed(cell, column) for column, cell in enumerate([*header[:at], *below, *header[at + 1 :]], start=1)
    ]
    return [moved, *_without(lines[2:], below, notes)]


def _without(lines: list[list[Text]], below: Sequence[Text], notes: list[Note]) -> list[list[Text]]:
    """The rows without the second header row where a page repeats it."""
    words = [str(cell) for cell in below]
    for line in lines:
        if [str(cell) for cell in line] == words:
            message = "a table header repeated in the middle was dropped"
            notes.append(Note(STEP, "repeated_header", message, Text.join(line, " "), dropped=True))
    return [line for line in lines if [str(cell) for cell in line] != words]


def _wide(header: Sequence[Text], below: Sequence[Text]) -> int | None:
    """Where the only header stands that is as wide as the second row, by the empty cells behind it."""
    if not 1 < len(below) < len(header) or not all(0 < len(cell.plain.strip()) <= _SHORT for cell in below):
        return None
    known = sum(column_field(str(cell)) is not None for cell in below)
    if known < len(below) / 2 and not all(is_region(str(cell)) for cell in below):
        return None
    filled = [bool(cell.plain.strip()) for cell in header]
    run = [True, *[False] * (len(below) - 1)]
    places = [
        at
        for at in range(len(header) - len(below) + 1)
        if filled[at : at + len(below)] == run and (at + len(below) == len(header) or filled[at + len(below)])
    ]
    return places[0] if len(places) == 1 else None


def knows(line: Sequence[Text]) -> int:
    """How many cells of a row are header words."""
    return sum(column_field(str(cell)) is not None for cell in line if cell)


def placed(cell: Text, column: int) -> Text:
    """The text of a cell, every run of which knows its column (from 1)."""
    if len(cell.runs) == 1:
        run = cell.runs[0]
        return Text.of(Run(run.text, _in_column(run.origin, column), run.start))
    return Text(Run(run.text, _in_column(run.origin, column), run.start) for run in cell.runs)


def _in_column(origin: Origin, column: int) -> Origin:
    """The same line, with its column; built anew, as `replace` costs a table dear."""
    if origin.page is not None or origin.sheet is not None:
        return origin._replace(column=column)
    return Origin(line=origin.line, last_line=origin.last_line, column=column)
