"""Rows of a table that a page break cut, headers that a page repeats, merged cells that a page break parts.

A row that only goes on with cells of the row above has no keys (number, leader) of its own. In a text, where pages
do not show, only sentences that break off tell it from a row under merged cells. Where the places of the cells show
that a page ends above the row, it counts as well what the row lacks that every row has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from govtask_cli.document import Cell, Note, Table, Text
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.units import is_unit_list, is_whole_name
from govtask_cli.repair.joints import completes_name, ends_sentence, is_cut, join, opens_anew, unclosed
from govtask_cli.repair.lines import is_spanning
from govtask_cli.repair.repeated_headers import STEP, Row, header_note, once, repeats, words_of

_STOPS: Final = frozenset("。；;！!？?")
_FEWEST_STOPPED, _MOSTLY = 5, 0.75
_LONG: Final = frozenset(
    {"progress", "content", "shortfall", "problems", "next_steps", "effect", "remark", "target", None}
)
_KEYS: Final = frozenset({"number", "category", "leader", "frequency"})
_UNITS: Final = frozenset({"units", "lead", "support"})
_CARRIED: Final = _KEYS | _UNITS | {"name", "problems", "content"}
_FULL: Final = 1.2
"""Ems by which the lines that fill a cell differ, beside what begins the next line and could not stand on this one."""
_HEAD: Final = re.compile(
    r"[“‘（(《【〔]{0,3}(?:[0-9A-Za-z.,:/+-]{1,20}|.)(?:[“”‘’]{1,2}[^“”‘’]?|[，。、；：）)》】〕%％]){0,4}",
    re.DOTALL,
)
_LATIN: Final = 0.55
"""Ems that a Latin character or a figure takes."""
_SHORTEST: Final = 3
_SEPARATOR: Final = "、，,；; \n"
_OWN: Final = 3
"""A row with so many texts of its own may be another task."""
_PIECE: Final = 6
"""The rest of a header's cell has no more characters."""
_VALUE: Final = re.compile(r"[0-9.,，]+\S{0,2}")
_NOTHING: Final = re.compile(r"[/／—\-－]+|是|否|无")


def header_row(table: Table) -> int | None:
    """The first row in which two or more cells are header words, among the first five; None without one."""
    for at, row in enumerate(table.grid[:5]):
        fields = {column_field(cell.text.plain) for cell in row if cell is not None and cell.text}
        if len(fields - {None}) >= 2 and (fields & {"content", "name", "number", "units", "lead"}):
            return at
    return None


def join_rows(table: Table, notes: list[Note]) -> Table:
    """The table with every header once, and with the rows and merged cells whole that page breaks cut."""
    top = header_row(table)
    if top is None:
        return table
    table = _with_whole_header(table, top, notes)
    header = words_of(table.grid[top])
    fields = [column_field(word) if word else None for word in header]
    reach = _reach(table)
    stopped = _stopped(table, top)
    paged = any(run.origin.page is not None for cell in once(table.grid[top]) for run in cell.text.runs)
    kept: list[Row] = list(table.grid[: top + 1])
    merged: dict[int, Cell] = {}
    repeated = 0
    turned = False  # whether a page begins above the row
    for at, row in enumerate(table.grid[top + 1 :], start=top + 1):
        repeated = repeats(table.grid, at, top, header, repeated)
        if repeated:
            notes.append(header_note(row))
            turned = True
            continue
        if merged:
            row = tuple(merged.get(id(cell), cell) for cell in row)
        above = kept[-1] if len(kept) > top + 1 else None
        ends = paged and above is not None and _page_ends(above, row)
        if above is not None and ends:
            merged = _parted(above, row, fields) | _whole_keys(above, row, fields, reach, kept, notes)
            row, above = tuple(merged.get(id(cell), cell) for cell in row), kept[-1]
        if above is not None and (
            _is_rest(above, row, fields, stopped, turned=turned)
            or (ends and _is_cut_off(above, row, fields, reach))
        ):
            kept[-1] = _joined(above, row, fields, reach, notes)
            merged = merged | _spread(above, row, kept)
        else:
            kept.append(row)
        turned = False
    return replace(table, grid=tuple(kept), header=top + 1)


def has_header_cut(upper: Table, lower: Table) -> bool:
    """Whether a page ends inside the header of a table, so that `lower` begins with the ends of its words."""
    top = header_row(upper)
    return top == len(upper.grid) - 1 and _ends_words(upper.grid[top], lower.grid[0])


def _ends_words(header: Row, row: Row) -> bool:
    """Whether a row below the end of a page holds but the ends of the words of a header."""
    own = tuple(None if cell is over else cell for cell, over in zip(row, header, strict=True))
    whole = map("".join, zip(words_of(header), words_of(own), strict=True))
    return (
        any(column_field(word) == "number" for word in whole)
        and any(words_of(own))
        and _page_ends(header, row)
        and all(len(cell.text.plain) <= _PIECE for cell in own if cell is not None)
    )


def _with_whole_header(table: Table, top: int, notes: list[Note]) -> Table:
    """The table with a header in one piece, where a page ends inside it."""
    if top + 1 >= len(table.grid) or not _ends_words(table.grid[top], table.grid[top + 1]):
        return table
    cells: list[Cell | None] = []
    for upper, lower in zip(table.grid[top], table.grid[top + 1], strict=True):
        if upper is None or lower is None or not lower.text or not upper.text:
            cells.append(upper)
            continue
        cells.append(replace(upper, text=Text.join([upper.text.strip(), lower.text.strip()])))
        notes.append(
            Note(STEP, "cut_row", "a header cut by a page break was joined with its rest", lower.text)
        )
    return replace(table, grid=(*table.grid[:top], tuple(cells), *table.grid[top + 2 :]))


def _stopped(table: Table, top: int) -> frozenset[int]:
    """The columns nearly all of whose texts end in a full stop: what does not is cut."""
    found: set[int] = set()
    for at in range(len(table.grid[top])):
        cells = [row[at] for row in table.grid[top + 1 :]]
        ends = [cell.text.plain.rstrip()[-1:] for cell in cells if cell is not None and cell.text]
        if len(ends) >= _FEWEST_STOPPED and sum(sign in _STOPS for sign in ends) >= _MOSTLY * len(ends):
            found.add(at)
    return frozenset(found)


def _is_rest(
    above: Row, row: Row, fields: list[str | None], stopped: frozenset[int], *, turned: bool = False
) -> bool:
    """Whether a row only goes on with cells of the row above: its keys are empty, its text is long text. `turned`: a
    header stands between the two, as on another page.

    A row under vertically merged cells has empty keys too, but a content or units of its own.
    """
    filled = _filled(row, fields, above)
    if not filled or any(cell is None for cell in row):
        return False
    if any(field in _KEYS for _, field in filled):
        return False
    at = filled[0][0]
    if len(filled) == 1 and at == 0 and (head := row[at]) is not None and is_spanning(fold(head.text.plain)):
        return False
    if len(filled) > 1 and all(
        (cell := row[at]) is not None and is_region(cell.text.plain) for at, _ in filled
    ):
        return False  # the lower row of a header
    alone = turned and len(filled) == 1 and filled[0][1] in {"content", "progress"}
    last = max((at for at, cell in enumerate(above) if cell is not None and cell.text), default=-1)
    broken = filled[0][0] == last and (end := above[last]) is not None and is_cut(end.text.plain)
    for at, field in filled:
        if broken and at > last:
            continue  # the row above broke off before this column
        over = above[at]
        cut = over is not None and (
            alone
            or is_cut(over.text.plain)
            or (at in stopped and bool(over.text) and over.text.plain.rstrip()[-1:] not in _STOPS)
        )
        if field in {"content", "name", "units", "lead", "support", "target"} and not cut:
            return False
        if field in _UNITS and over is not None and _begins_list(over, row[at]):
            return False
        if field in {"content", "name"} and len(filled) >= _OWN and _counts_on(over, row[at]):
            return False
        if field not in _LONG and not cut:
            return False
    return any(field in {"number", "content", "name"} for field in fields)


def _counts_on(over: Cell | None, cell: Cell | None) -> bool:
    """Whether a cell opens with the number that follows the one that the cell above it opens with: 1、… above 2、…."""
    if over is None or cell is None:
        return False
    upper, lower = marker(over.text.plain), marker(cell.text.plain)
    if upper is None or lower is None or upper.kind != lower.kind:
        return False
    return lower.number == upper.number + 1


def _filled(row: Row, fields: list[str | None], above: Row) -> list[tuple[int, str | None]]:
    """The columns in which a row has a text of its own, and their fields."""
    return [
        (at, field)
        for at, field in enumerate(fields)
        if (cell := row[at]) is not None and cell.text and cell is not above[at]
    ]


def _page_ends(above: Row, row: Row) -> bool:
    """Whether the places of their texts show that a page ends between two rows."""
    apart = [(over, cell) for over, cell in zip(above, row, strict=True) if cell is not over]
    ended = _pages(tuple(over for over, _ in apart))
    begun = _pages(tuple(cell for _, cell in apart))
    return bool(ended and begun) and max(ended) < min(begun)


def _pages(row: Row) -> list[int]:
    """The pages on which the texts of cells stand."""
    return [page for cell in once(row) for run in cell.text.runs if (page := run.origin.page) is not None]


def _reach(table: Table) -> list[float]:
    """How far to the right the lines of each column go, in points; 0 where the places of lines are not known."""
    reach = [0.0] * len(table.grid[0])
    if any(run.origin.box is not None for cell in once(table.grid[0]) for run in cell.text.runs):
        for row in table.grid:
            for at, cell in enumerate(row):
                if cell is not None and cell.colspan == 1:
                    ends = [run.origin.box[2] for run in cell.text.runs if run.origin.box is not None]
                    reach[at] = max(reach[at], *ends, 0.0)
    return reach


def _is_full(text: Text, below: str, reach: float) -> bool:
    """Whether the last line of a cell goes as far as lines of its column go, so that what stands below may be its
    rest."""
    box = text.runs[-1].origin.box if text.runs else None
    if box is None:
        return True
    head = _HEAD.match(below.strip())
    ems = sum(_LATIN if char.isascii() else 1.0 for char in head[0]) if head else 1.0
    return box[2] + (_FULL + ems) * (box[3] - box[1]) > reach


def _is_cut_off(above: Row, row: Row, fields: list[str | None], reach: list[float]) -> bool:
    """Whether a row below the end of a page is the rest of the one above it."""
    filled = _filled(row, fields, above)
    if not filled:
        return False
    keys = {field for _, field in filled if field in _KEYS}
    if "number" in keys or (keys and "number" not in fields):
        return False
    votes: list[int] = []
    done = 0
    for at, field in enumerate(fields):
        upper, lower = above[at], row[at]
        if upper is None or lower is None or upper is lower or upper.rowspan > 1 or lower.rowspan > 1:
            continue
        if lower.text:
            votes.append(
                _vote(
                    upper.text.plain,
                    lower.text.plain,
                    field,
                    full=_is_full(upper.text, lower.text.plain, reach[at]),
                )
            )
        elif upper.text and (field == "number" or field not in _KEYS | {"name"}):
            done += 1
    if not done and min(votes, default=0) <= -2:
        return False  # every column says something, and some surely something of its own
    return sum(votes) + done > 0


def _vote(upper: str, lower: str, field: str | None, *, full: bool) -> int:
    """How much the end of a cell and what stands below it speak for one cell: 2 surely, -2 or -3 surely not."""
    if not upper:
        return -1
    if upper.rstrip()[-1] in "、，," or unclosed(upper) >= 0:
        return 2
    if _NOTHING.fullmatch(lower.strip()):
        return -3
    if _VALUE.fullmatch(upper.strip()) and _VALUE.fullmatch(lower.strip()):
        return -2
    if opens_anew(lower):
        return 0 if ends_sentence(upper) else -1
    if field in _UNITS and not is_whole_name(_last(upper)) and is_whole_name(_last(upper) + _first(lower)):
        return 2
    if not full:
        return -2
    if field in _UNITS:
        return -2 if _are_names(upper, lower) else 2
    if ends_sentence(upper):
        return -1
    return 2 if is_cut(upper) else 1


def _are_names(upper: str, lower: str) -> bool:
    """Whether a list of units may end at the end of `upper` and another name begins with `lower`."""
    if lower.strip()[0] in "（(" or len(_first(lower)) < _SHORTEST:
        return False  # the end of a name: 政府
    return is_whole_name(_last(upper)) and is_unit_list(lower)


def _begins_list(over: Cell, cell: Cell | None) -> bool:
    """Whether a cell of units is a list of its own and not the rest of the one above."""
    upper, lower = over.text.plain, cell.text.plain if cell is not None else ""
    return bool(upper and lower) and _are_names(upper, lower) and not completes_name(upper, lower)


def _last(names: str) -> str:
    """What stands behind the last separator."""
    plain = names.rstrip()
    return plain[max(plain.rfind(sign) for sign in _SEPARATOR) + 1 :]


def _first(names: str) -> str:
    """What stands before the first separator."""
    plain = names.strip()
    return plain[: min((at for sign in _SEPARATOR if (at := plain.find(sign)) >= 0), default=len(plain))]


def _parted(above: Row, row: Row, fields: list[str | None]) -> dict[int, Cell]:
    """Cells that are merged over the end of a page: the empty one below is the one above."""
    merged: dict[int, Cell] = {}
    for upper, lower, field in zip(above, row, fields, strict=True):
        if upper is None or lower is None or lower.text or not upper.text or field not in _CARRIED:
            continue
        if upper.rowspan > 1 or lower.rowspan > 1:
            merged[id(lower)] = upper
    return merged


def _whole_keys(
    above: Row, row: Row, fields: list[str | None], reach: list[float], kept: list[Row], notes: list[Note]
) -> dict[int, Cell]:
    """Merged keys whose last character stands below the end of a page (畅行城 / 乡): the piece below is the whole, and
    so are the cells above."""
    whole: dict[int, Cell] = {}
    for at, (upper, lower, field) in enumerate(zip(above, row, fields, strict=True)):
        if upper is None or lower is None or not upper.text or field not in {"category", "leader"}:
            continue
        tail = lower.text.plain.strip()
        if len(tail) != 1 or not tail.isalpha() or not _is_full(upper.text, tail, reach[at]):
            continue
        joined = replace(upper, text=Text.join([upper.text.strip(), lower.text.strip()]))
        notes.append(
            Note(STEP, "cut_row", "a merged cell cut by a page break was joined with its rest", lower.text)
        )
        whole[id(lower)] = joined
        for back in range(len(kept) - 1, -1, -1):
            if kept[back][at] is not upper:
                break
            kept[back] = (*kept[back][:at], joined, *kept[back][at + 1 :])
    return whole


def _spread(above: Row, row: Row, kept: list[Row]) -> dict[int, Cell]:
    """Put the whole text of merged cells that were joined into all rows above in which they stand; gives the whole
    cells for those that stand in rows below."""
    whole: dict[int, Cell] = {}
    for upper, lower, cell in zip(above, row, kept[-1], strict=True):
        if cell is not None and cell is not upper:
            for part in (upper, lower):
                if part is not None and part.rowspan > 1:
                    whole[id(part)] = cell
    if whole:
        for at in range(len(kept) - 2, -1, -1):
            if not any(id(cell) in whole for cell in kept[at]):
                break
            kept[at] = tuple(whole.get(id(cell), cell) for cell in kept[at])
    return whole


def _joined(above: Row, row: Row, fields: list[str | None], reach: list[float], notes: list[Note]) -> Row:
    """Two rows as one."""
    paged = _page_ends(above, row)
    cells: list[Cell | None] = []
    for upper, lower, field, far in zip(above, row, fields, reach, strict=True):
        if lower is None or not lower.text or upper is lower:
            cells.append(upper)
            continue
        if upper is None or not upper.text:
            cells.append(lower)
        else:
            text = (
                _one_text(upper.text, lower.text, field, full=_is_full(upper.text, lower.text.plain, far))
                if paged
                else None
            )
            cells.append(replace(upper, text=text or join([upper.text, lower.text], STEP)[0]))
        notes.append(Note(STEP, "cut_row", "a row cut by a page break was joined with its rest", lower.text))
    return tuple(cells)


def _one_text(upper: Text, lower: Text, field: str | None, *, full: bool) -> Text:
    """The text of a cell that a page cut: without anything between inside a sentence, else with a line break."""
    left, right = upper.plain, lower.plain
    apart = opens_anew(right) or (ends_sentence(left) and not full)
    if field in _UNITS and full:
        apart = _are_names(left, right) and not completes_name(left, right)
    return Text.join([upper.strip(), lower.strip()], "\n" if apart else "")
