"""Plan forms, blank or filled: labels with room beside them, and one row a month or quarter."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.document import Cell, Paragraph, Part, Setting, Table, Text
from govtask_cli.families.reading import Family, Reading
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import words
from govtask_cli.records import Form

_PERIOD: Final = re.compile(
    r"^(?:1[0-2]|[1-9])月(?:份)?$|^(?:[1-9]|1[0-2])[-—至]+(?:1[0-2]|[1-9])月$|^第?[一二三四1-4]季度$|^[上下]半年$|^全年$|^[一二三四五六七八九十]{1,2}月$"
)
_COLON: Final = re.compile(r"^(?P<label>[^:：]{2,16})[:：]\s*(?P<value>.{0,60})$")
_FEWEST: Final = 3
_BLANK: Final = 0.4
"""A form whose cells are filled to less than this share is a form and not a table of tasks."""


def recognises(part: Part) -> tuple[str, ...]:
    """A grid with rows for months or quarters, or a title of a form over a grid that is mostly empty."""
    for block in part.blocks:
        if not isinstance(block, Table):
            continue
        periods = [row for row in block.grid if row[0] is not None and _PERIOD.match(fold(row[0].text.plain))]
        labels = [
            cell for row in block.grid for cell in row if cell is not None and _is_label(cell.text.plain)
        ]
        filled = sum(bool(cell.text) for row in block.grid for cell in row if cell is not None)
        size = len(block.grid) * len(block.grid[0])
        blank = filled <= _BLANK * size
        if len(labels) >= _FEWEST and (
            len(periods) >= _FEWEST or (blank and _is_form_title(part.title.plain))
        ):
            return (f"{len(labels)} labels", f"{len(periods)} rows for months or quarters")
    return ()


def _is_form_title(title: str) -> bool:
    return fold(title).endswith(words("forms", "title"))


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(word) for word in words("forms", "label"))


def _is_label(text: str) -> bool:
    word = re.sub(r"[(（].*?[)）]", "", fold(text)).rstrip(":")
    return bool(word) and len(word) <= 14 and (word in _labels() or column_field(word) is not None)


def read(part: Part, setting: Setting) -> Reading:
    """One form: its labels in order, the labels of its rows, and what is filled in."""
    fields: list[str] = []
    rows: list[str] = []
    values: dict[str, str] = {}
    used: list[Text] = []
    for block in part.blocks:
        if isinstance(block, Paragraph):
            match = _COLON.match(block.text.plain.strip())
            if match is not None and (_is_label(match["label"]) or not match["value"]):
                used.append(block.text)
                fields.append(_name(match["label"]))
                if match["value"].strip():
                    values[fields[-1]] = match["value"].strip()
        elif isinstance(block, Table):
            for at, row in enumerate(block.grid):
                below = block.grid[at + 1] if at + 1 < len(block.grid) else None
                _read_row(
                    row,
                    below is not None and _is_period(below) and not _is_period(row),
                    fields,
                    rows,
                    values,
                    used,
                )
    places = [text.origin for text in (*part.head, *used) if text]
    place = places[0].to(places[-1]) if places else None
    form = Form(
        title=part.title.plain or None,
        fields=fields,
        rows=rows,
        values=values,
        lines=place.lines if place is not None else None,
        origin=str(place) if place is not None else "",
    )
    return Reading(forms=(form,), used=tuple(used))


def _name(label: str) -> str:
    return "".join(label.split()).rstrip("：:")


def _is_period(row: tuple[Cell | None, ...]) -> bool:
    """Whether a row is that of a month or a quarter."""
    return row[0] is not None and _PERIOD.match(fold(row[0].text.plain)) is not None


def _read_row(
    row: tuple[Cell | None, ...],
    is_header: bool,
    fields: list[str],
    rows: list[str],
    values: dict[str, str],
    used: list[Text],
) -> None:
    """Label cells with the cell to their right, the labels above the months, or a month with what stands in its row."""
    cells = [cell.text for cell in row if cell is not None]
    used.extend(cells)
    if cells and _PERIOD.match(fold(cells[0].plain)):
        label = _name(cells[0].plain)
        rows.append(label)
        said = "\n".join(text.plain for text in cells[1:] if text)
        if said:
            values[label] = said
        return
    field: str | None = None
    for text in cells:
        plain = text.plain.strip()
        if plain and (field is None or is_header or _is_label(plain)):
            field = _name(plain)
            fields.append(field)
        elif plain and field is not None:
            values[field] = f"{values[field]}\n{plain}" if field in values else plain


PLAN_FORM: Final = Family("plan_form", recognises, read)
