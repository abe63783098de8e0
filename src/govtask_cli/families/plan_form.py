"""Plan forms, blank or filled: labels with room beside them, and one row a month or quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from operator import itemgetter
from typing import Final

from govtask_cli.document import Cell, Paragraph, Part, Setting, Table, Text, texts
from govtask_cli.families.reading import Family, Reading
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.schedule import is_part_of_year
from govtask_cli.lexicon import words
from govtask_cli.records import Form

_LABEL: Final = r"(?:^|(?<=[\s）)]))[^:：\s（）()]{2,16}(?:[（(][^（）()]{1,12}[）)])?"
_LONGEST: Final = 120
_TO_FILL: Final = re.compile(r"[\s　_＿—.…·年月日时分（）()]|盖章|公章|签字|签名|章")
"""What stands where nothing was filled in yet: （盖章）, 　年　月　日, ____."""
_COLONS: Final = re.compile(r"^(?:[^:：\s]{2,16}[:：]\s*)+$")
"""A cell of labels with colons alone is no value of the label before it."""
_FEWEST: Final = 3
_MOSTLY: Final = 0.7
_WIDE: Final = re.compile(r"[ \u00a0]{2,}|\u3000|\t")
_BLANK: Final = 0.4
"""A form whose cells are filled to less than this share is a form and not a table of tasks."""


def recognises(part: Part) -> tuple[str, ...]:
    """A grid with rows for months or quarters, or a title of a form over a grid that is mostly empty."""
    for block in part.blocks:
        if not isinstance(block, Table):
            continue
        periods = [
            row for row in block.grid if row[0] is not None and is_part_of_year(fold(row[0].text.plain))
        ]
        if len(periods) < _FEWEST and not (_is_form_title(part.title.plain) and _is_blank(block)):
            continue
        labels = [text for text in texts(block) if _is_label(text.plain)]
        if len(labels) >= _FEWEST or (
            len(periods) >= _FEWEST and labels and _is_form_title(part.title.plain)
        ):
            return (f"{len(labels)} labels", f"{len(periods)} rows for months or quarters")
    stretches = _in_lines(part)
    if stretches:
        return (f"{len(stretches)} labels and rows for months or quarters, a line each",)
    return ()


def _in_lines(part: Part) -> list[Text]:
    """The labels and the rows of a blank form whose grid was lost: short lines below the title of a form, each of them
    a label or a quarter; none for any other part."""
    if not _is_form_title(part.title.plain):
        return []
    lines = [block.text for block in part.blocks if isinstance(block, Paragraph)]
    inner = [text for text in lines if not _colon().match(text.plain.strip())]
    found = [piece for text in inner for piece in _pieces(text) if _is_label(piece.plain) or _is_month(piece)]
    periods = sum(map(_is_month, found))
    if periods < _FEWEST or len(found) - periods < _FEWEST or len(found) < _MOSTLY * len(inner):
        return []
    return found


def _pieces(text: Text) -> Iterator[Text]:
    """The stretches of a line that wide blanks keep apart."""
    begin = 0
    for gap in _WIDE.finditer(text.plain):
        yield text.cut(begin, gap.start()).strip()
        begin = gap.end()
    yield text.cut(begin).strip()


def _is_month(text: Text) -> bool:
    return is_part_of_year(fold(text.plain))


def _is_blank(table: Table) -> bool:
    filled = sum(bool(cell.text) for row in table.grid for cell in row if cell is not None)
    return filled <= _BLANK * len(table.grid) * len(table.grid[0])


def _is_form_title(title: str) -> bool:
    return fold(title).endswith(words("forms", "title"))


@cache
def _colon() -> re.Pattern[str]:
    """A label on a line beside the grid. A line may hold several (填报单位：　　填报时间：), and blanks between a
    value and a label that is known may have been lost."""
    known = "|".join(sorted(map(re.escape, words("forms", "label")), key=len, reverse=True))
    return re.compile(rf"(?P<label>{known}|{_LABEL})[:：]")


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(word) for word in words("forms", "label"))


def _is_label(text: str) -> bool:
    word = re.sub(r"[(（].*?[)）]", "", fold(text)).rstrip(":")
    return bool(word) and len(word) <= 14 and (word in _labels() or column_field(word) is not None)


@dataclass(slots=True)
class _Entries:
    """What a form says: labels in order, labels of its rows, what is filled in, and where that stands."""

    fields: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    used: list[Text] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    above: list[str | None] = field(default_factory=list)
    """The label over each column of the months, where the form has more than one such column."""

    def fill(self, label: str, said: str, text: Text) -> None:
        """Set down a value below its label; a second one of the same label goes on a line of its own."""
        self.values[label] = f"{self.values[label]}\n{said}" if label in self.values else said
        place = str(text.origin)
        self.origins[label] = f"{self.origins[label]}、{place}" if label in self.origins else place

    def line(self, text: Text) -> None:
        """A line beside the grid: 填报单位：, with or without a value."""
        plain = text.plain.strip()
        labels = list(_colon().finditer(plain)) if len(plain) <= _LONGEST else []
        if not labels or labels[0].start():
            return
        ends = [*(label.start() for label in labels[1:]), len(plain)]
        entries = [
            (label["label"], plain[label.end() : end].strip())
            for label, end in zip(labels, ends, strict=True)
        ]
        if not all(_is_label(name) or not said for name, said in entries):
            return
        self.used.append(text)
        for name, said in entries:
            self.fields.append(_name(name))
            if _TO_FILL.sub("", said):
                self.fill(self.fields[-1], said, text)

    def row(self, row: tuple[Cell | None, ...], *, is_header: bool) -> None:
        """Label cells with the cell to their right, the labels above the months, or a month with what is in its row."""
        fresh = {
            id(cell): (at, cell.text)
            for at, cell in reversed(list(enumerate(row)))
            if cell is not None and id(cell) not in self.seen
        }
        self.seen.update(fresh)  # a merged cell is read where it begins
        cells = [text for _, text in sorted(fresh.values(), key=itemgetter(0))]
        self.used.extend(cells)
        if is_header:
            self.heads(row)
        if cells and is_part_of_year(fold(cells[0].plain)):
            self.rows.append(_name(cells[0].plain))
            for at, text in sorted(fresh.values(), key=itemgetter(0))[1:]:
                if text:
                    head = self.above[at] if at < len(self.above) else None
                    self.fill(f"{self.rows[-1]} {head}" if head else self.rows[-1], text.plain, text)
            return
        label: str | None = None
        for text in cells:
            plain = text.plain.strip()
            if plain and (label is None or is_header or _is_label(plain)):
                label = _name(plain)
                self.fields.append(label)
            elif _COLONS.search(plain):
                self.line(text)
            elif plain and label is not None:
                self.fill(label, plain, text)

    def heads(self, row: tuple[Cell | None, ...]) -> None:
        """Remember the labels over the columns of the months, if they are several: 计划进度 beside 实际进度."""
        names = [_name(cell.text.plain) or None if cell is not None else None for cell in row]
        several = len({name for name in names[1:] if name}) > 1
        self.above = names if several else []


def read(part: Part, setting: Setting) -> Reading:
    """One form: its labels in order, the labels of its rows, and what is filled in."""
    found = _Entries()
    grid = [block for block in part.blocks if isinstance(block, Table)]
    for block in part.blocks:
        if isinstance(block, Paragraph):
            found.line(block.text)
        elif isinstance(block, Table):
            for row, below in zip_longest(block.grid, block.grid[1:]):
                heads_months = below is not None and _is_period(below) and not _is_period(row)
                found.row(row, is_header=heads_months)
    for piece in () if grid else _in_lines(part):
        (found.rows if _is_month(piece) else found.fields).append(_name(piece.plain))
        found.used.append(piece)
    places = [text.origin for text in (*part.head, *found.used) if text]
    place = places[0].to(places[-1]) if places else None
    form = Form(
        title=part.title.plain or None,
        fields=found.fields,
        rows=found.rows,
        values=found.values,
        lines=place.lines if place is not None else None,
        origin=str(place) if place is not None else "",
        origins=found.origins,
    )
    return Reading(forms=(form,), used=tuple(found.used))


def _name(label: str) -> str:
    return "".join(label.split()).rstrip("：:")


def _is_period(row: tuple[Cell | None, ...]) -> bool:
    """Whether a row is that of a month or a quarter."""
    return row[0] is not None and is_part_of_year(fold(row[0].text.plain))


PLAN_FORM: Final = Family("plan_form", recognises, read)
