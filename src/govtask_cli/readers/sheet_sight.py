"""What a person sees of a sheet: not its hidden rows and columns, nor the texts under a merged cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govtask_cli.readers.sheet_cells import column_letters
from govtask_cli.readers.sheet_grid import Area, Covered, Row, Spot


class Unseen(NamedTuple):
    """Texts that a person does not see, with their places, and why."""

    kind: str
    message: str
    texts: list[tuple[str, Spot]]


@dataclass(slots=True)
class View:
    """What is seen: the rows, the merged areas as far as they are seen, and the blank rows above each row.

    home: where a text really stands that is seen in another cell, since the first row or column of its merged
    cell is hidden. unseen: all else.
    """

    rows: list[Row]
    areas: list[Area]
    hidden: list[int]
    home: dict[Spot, Spot] = field(default_factory=dict)
    unseen: list[Unseen] = field(default_factory=list)

    def gaps(self) -> list[int]:
        """The blank rows above each row; hidden ones are none, nor are those above the first."""
        gaps: list[int] = []
        last = 0
        if self.rows and self.rows[-1].number - self.rows[0].number == len(self.rows) - 1:
            return [0] * len(self.rows)
        for row in self.rows:
            gap = row.number - last - 1
            if gap and self.hidden:
                gap -= bisect_left(self.hidden, row.number) - bisect_right(self.hidden, last)
            gaps.append(gap)
            last = row.number
        if gaps:
            gaps[0] = 0
        return gaps


def seen(
    rows: list[Row],
    areas: Sequence[Area],
    hidden_rows: set[int],
    hidden_columns: Sequence[tuple[int, int]],
    most: int,
) -> View:
    """The view of a sheet's rows. Raises ValueError where merged areas cover more than `most` places."""
    view = View(rows, list(areas), sorted(hidden_rows))
    if areas:
        view.rows = list(_uncovered(rows, Covered(areas, rows, most), view.unseen))
    columns = {column for cells in {row.columns for row in rows} for column in cells}
    hidden = {column for column in columns if any(first <= column <= last for first, last in hidden_columns)}
    if hidden or any(row.number in hidden_rows for row in view.rows):
        if areas:
            _trim(view, hidden_rows, hidden_columns)
        _hide_rows(view, hidden_rows)
        _hide_columns(view, hidden)
    return view


def _uncovered(rows: list[Row], covered: Covered, unseen: list[Unseen]) -> Iterator[Row]:
    """The rows without the texts that stand under a merged cell."""
    for row in rows:
        under = [at for at, column in enumerate(row.columns) if (row.number, column) in covered.anchors]
        if not under:
            yield row
            continue
        texts = [(row.texts[at], (row.number, row.columns[at])) for at in under]
        unseen.append(
            Unseen("covered_cell", "a text under a merged cell is not seen and was not read", texts)
        )
        yield from _only(row, [at for at in range(len(row.columns)) if at not in under])


def _only(row: Row, kept: Sequence[int]) -> Iterator[Row]:
    """The row with the cells at some indexes, if there are any."""
    if kept:
        yield Row(row.number, tuple(row.columns[at] for at in kept), [row.texts[at] for at in kept])


def _trim(view: View, hidden_rows: set[int], hidden_columns: Sequence[tuple[int, int]]) -> None:
    """Merged areas begin at their first row and column that are seen, and their texts move there."""
    cells = {row.number: dict(zip(row.columns, row.texts, strict=True)) for row in view.rows}
    for index, area in enumerate(view.areas):
        top, left = area.top, area.left
        while top <= area.bottom and top in hidden_rows:
            top += 1
        while past := next((last for first, last in hidden_columns if first <= left <= last), 0):
            left = past + 1
        text = cells.get(area.top, {}).get(area.left)
        if top > area.bottom or left > area.right or (top, left) == (area.top, area.left) or text is None:
            continue
        view.areas[index] = Area(top, left, area.bottom, area.right)
        del cells[area.top][area.left]
        cells.setdefault(top, {})[left] = text
        view.home[top, left] = (area.top, area.left)
    if view.home:
        view.rows = [
            Row(number, tuple(sorted(texts)), [texts[column] for column in sorted(texts)])
            for number, texts in sorted(cells.items())
            if texts
        ]


def _hide_rows(view: View, hidden_rows: set[int]) -> None:
    group: list[Row] = []
    for row in view.rows:
        if row.number in hidden_rows:
            group.append(row)
        elif group:
            _hide_group(view, group)
            group = []
    if group:
        _hide_group(view, group)
    view.rows = [row for row in view.rows if row.number not in hidden_rows]


def _hide_group(view: View, group: list[Row]) -> None:
    """One note for rows that are hidden side by side."""
    first, last = group[0].number, group[-1].number
    said = f"row {first} is" if first == last else f"rows {first} to {last} are"
    texts = [spot for row in group for spot in texts_of(row)]
    view.unseen.append(Unseen("hidden_rows", f"{said} hidden and not read", texts))


def _hide_columns(view: View, hidden: set[int]) -> None:
    """One note for each hidden column."""
    if not hidden:
        return
    gone: dict[int, list[tuple[str, Spot]]] = {}
    kept: dict[tuple[int, ...], list[int]] = {}
    rows: list[Row] = []
    for row in view.rows:
        if hidden.isdisjoint(row.columns):
            rows.append(row)
            continue
        if row.columns not in kept:
            kept[row.columns] = [at for at, column in enumerate(row.columns) if column not in hidden]
        if kept[row.columns]:
            columns = tuple([row.columns[at] for at in kept[row.columns]])
            rows.append(Row(row.number, columns, [row.texts[at] for at in kept[row.columns]]))
        for column, text in zip(row.columns, row.texts, strict=True):
            if column in hidden:
                gone.setdefault(column, []).append((text, (row.number, column)))
    view.rows = rows
    for column, texts in sorted(gone.items()):
        message = f"column {column_letters(column)} is hidden and not read"
        view.unseen.append(Unseen("hidden_columns", message, texts))


def texts_of(row: Row) -> list[tuple[str, Spot]]:
    """The texts of a row with their places."""
    return [(text, (row.number, column)) for text, column in zip(row.texts, row.columns, strict=True)]
