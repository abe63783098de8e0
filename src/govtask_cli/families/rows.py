"""One row of a task table as a task; cells that were merged away inherit from the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from govtask_cli.document import EMPTY, Cell, Note, Origin, Setting, Text
from govtask_cli.families.table_columns import Layout
from govtask_cli.grammar.assigning import clause_brackets
from govtask_cli.grammar.columns import header_holder, is_total
from govtask_cli.grammar.dates import deadline_of, deadlines_in
from govtask_cli.grammar.figures import is_unit
from govtask_cli.grammar.labels import UNIT_LABELS, label_at_start
from govtask_cli.grammar.leaders import leader_value
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.measures import measures_under
from govtask_cli.grammar.persons import is_person, without_people
from govtask_cli.grammar.responsibility import Clause, assigned, clause
from govtask_cli.grammar.schedule import frequency_of, yes_or_no
from govtask_cli.grammar.titles import is_remark
from govtask_cli.records import Deadline, Leader, Role, Task, Unit

_INHERITED: Final = frozenset(
    {"number", "category", "leader", "name", "content", "units", "lead", "support", "problems", "frequency"}
)
_MERGED_WHEN_EMPTY: Final = frozenset({"number", "category", "leader", "name"})
"""Fields whose empty cell is a merged one in tables that show merged cells as empty."""
_UNITS: Final = frozenset({"units", "lead", "support"})
_PARTS: Final = re.compile(r"([\s、，,；;]+)")
_COLONS: Final = frozenset(":：")
_REMARK: Final = 4
_SECOND_POINT: Final = re.compile(r"(?<=[。；;\s])(?:[（(]2[)）]|2[.．、)）](?![0-9]))")
"""A cell whose 1. a 2. follows holds points, and its 1. is no number of a task."""
_HEADS: Final = 2
"""Among so many filled cells of a row the first says what it is."""
_OWN: Final = frozenset({"target", "region", "lead", "units", "name"})
"""A row with one of these of its own is a row, though its content cell was merged away."""
_HEADER_UNIT: Final = re.compile(r"[（(](?:单位[:：])?([^（(）)]{1,6})[)）]$")
_BARE_FIGURE: Final = re.compile(r"[0-9０-９][0-9０-９,，.．]*")
_CHOSEN: Final = {"content": 0, "lead": 1, "units": 2, "support": 3, "progress": 4, "name": 5, "target": 6}
"""The column that a cell merged over several belongs to: the first of these."""
_COVERED: Final = Cell(EMPTY)
"""Stands where a cell of another column covers this one."""
_DIGITS: Final = 9
"""A longer figure is no number of a row."""
_NOTHING: Final = frozenset({"", "/", "-", "—", "——", "无", "－"})
_TEXTS: Final = (
    "shortfall",
    "problems",
    "next_steps",
    "completion",
    "effect",
    "status",
    "investment",
    "place",
    "owner",
    "target_unit",
)
_ROLES: Final[tuple[tuple[str, Role | None], ...]] = (
    ("lead", "lead"),
    ("units", None),
    ("support", "support"),
)


class RowReader:
    """Reads the rows of one table in order."""

    def __init__(self, found: Layout, part: Text, setting: Setting) -> None:
        self.layout, self.part, self.setting = found, part, setting
        self.above: dict[int, Cell] = {}
        self.last: Sequence[Cell | None] = ()
        self.fields = [column.field for column in found.columns]
        own = [at for at, field in enumerate(self.fields) if field in {"number", "content", "name"}]
        self.first = min(own, default=0)
        """What stands before this column groups the rows: units too."""
        self.texts = [field for field in _TEXTS if field in self.fields]
        self.units_of_headers = {
            column.field: unit[1]
            for column in found.columns
            if column.field in {"target", "investment", "content"}
            and (unit := _HEADER_UNIT.search(column.word))
            and is_unit(unit[1])
        }

    def forget(self) -> None:
        """Nothing is inherited over a row that spans the table."""
        self.above.clear()

    def task(
        self, row: Sequence[Cell | None], section: Text | None, path: list[str], leader: Leader | None
    ) -> tuple[Task | None, list[Text], list[Note]]:
        """The row's task (None for an empty row), what was understood, and what is odd."""
        shown = self._once(row)
        cells_here = self._own(shown)
        own = [cell.text for cell in cells_here if cell is not None and cell.text]
        if not own:
            return None, [], []
        if any(is_total(text.plain) for text in own[:_HEADS]):
            note = Note("rows", "total", "a row of totals (合计) holds no task", Text.join(own, " "))
            return None, own, [note]
        if len(own[0].plain) <= _REMARK and is_remark(f"{own[0].plain.strip()}："):
            note = Note("rows", "remark", "a row that is a remark (备注) holds no task", Text.join(own, " "))
            return None, own, [note]
        cells = self._inherited(cells_here, shown)
        content, number, units, inner = self._content(cells)
        if not content or header_holder(content) is not None:  # 责任单位 in its place: the row of a form
            note = Note("rows", "odd_row", "a row has no task text", Text.join(own, " "))
            return None, own, [note]
        place = _place(own)
        progress = self._progress(cells)
        said = {field: self._said(cells, field) for field in self.texts}
        for field, unit in self.units_of_headers.items():
            self._measured(said, field, unit)
        labelled = self._labelled(cells)
        if labelled is not None and labelled.owner is not None:
            said.setdefault("owner", labelled.owner)
        leader_cell = self._plain(cells, "leader")
        deadline = self._plain(cells, "deadline")
        task = Task(
            part=self.part.plain or None,
            section=section.plain if section is not None else None,
            path=path,
            leader=(leader_value(leader_cell) if leader_cell not in _NOTHING else None) or leader,
            number=number,
            content=content,
            units=(labelled.units if labelled is not None else self._units(cells)) or units,
            category=self._said(cells, "category"),
            target=self._said(cells, "target"),
            allocation=self._allocation(cells),
            frequency=frequency_of(self._plain(cells, "frequency")),
            deadline=(deadline_of(deadline, self.setting.year) if deadline else None) or inner,
            progress=progress,
            on_schedule=yes_or_no(self._plain(cells, "on_schedule")),
            deadlines_in_text=deadlines_in(content, self.setting.year),
            measures=measures_under(content, self.units_of_headers.get("content", "")),
            name=self._said(cells, "name"),
            other=self._other(cells),
            lines=place.lines,
            origin=str(place),
            origins=self._headings(section, leader) | self._origins(cells_here, cells),
            **said,
        )
        return task, own, []

    def _once(self, row: Sequence[Cell | None]) -> list[Cell | None]:
        """The row with every merged cell in one column: that of the content or of a unit before any other. Cells
        that are merged over regions belong to each of them."""
        if len({id(cell) for cell in row}) == len(row):
            return list(row)
        columns: dict[int, list[int]] = {}
        for at, cell in enumerate(row):
            if cell is not None:
                columns.setdefault(id(cell), []).append(at)
        cells = list(row)
        for places in columns.values():
            if len(places) > 1:
                chosen = min(places, key=lambda at: (_CHOSEN.get(self.fields[at] or "", len(_CHOSEN)), at))
                for at in places:
                    if at != chosen and self.fields[at] != "region":
                        cells[at] = _COVERED
        return cells

    def _own(self, shown: Sequence[Cell | None]) -> list[Cell | None]:
        """The cells that begin in this row: None for those that only go on from the row above."""
        over, self.last = self.last or [None] * len(shown), shown
        return [
            None if cell is last or cell is _COVERED else cell for cell, last in zip(shown, over, strict=True)
        ]

    def _inherited(self, row: Sequence[Cell | None], shown: Sequence[Cell | None]) -> list[Cell | None]:
        """The row with merged cells filled from above; remembers the row for the next."""
        cells: list[Cell | None] = []
        owns = any(
            cell is not None and cell.text and field in _OWN
            for cell, field in zip(row, self.fields, strict=True)
        )
        grouped = self._goes_on(row)
        for at, (cell, field) in enumerate(zip(row, self.fields, strict=True)):
            seen = shown[at]
            if cell is None and seen is not None:
                cells.append(None if seen is _COVERED else seen)
                continue
            empty = cell is None or (
                not cell.text
                and (
                    field in _MERGED_WHEN_EMPTY
                    or (field == "content" and owns)
                    or (field in _UNITS and (grouped or at < self.first) and self.above.get(at) is not None)
                )
            )
            if empty and field in _INHERITED:
                cells.append(self.above.get(at))
                continue
            if cell is not None and cell.text:
                self.above[at] = cell
            cells.append(cell)
        return cells

    def _goes_on(self, row: Sequence[Cell | None]) -> bool:
        """Whether the row stands in the group of the row above: the merged cell of its number or category is empty,
        and none of its unit columns is filled."""
        owned = [
            field for cell, field in zip(row, self.fields, strict=True) if cell is not None and cell.text
        ]
        if any(field in _UNITS for field in owned):
            return False
        groups = [at for at, field in enumerate(self.fields) if field in {"number", "category"}]
        return any(self.fields[at] not in owned and self.above.get(at) is not None for at in groups)

    @staticmethod
    def _measured(said: dict[Any, str | None], field: str, unit: str) -> None:
        """The unit of measure that a header names for all its cells: 总投资（万元） over 21500, 目标值（亩）."""
        if field == "content":
            return  # its figures take it as they are read
        if field == "target":
            said["target_unit"] = said.get("target_unit") or unit
            return
        value = said.get(field)
        if value is not None and _BARE_FIGURE.fullmatch(value):
            said[field] = value + unit

    def _plain(self, cells: Sequence[Cell | None], field: str) -> str:
        """The text of the first column of `field`, "" where there is none."""
        at = self.layout.first(field)
        cell = cells[at] if at is not None else None
        return cell.text.plain.strip() if cell is not None else ""

    def _said(self, cells: Sequence[Cell | None], field: str) -> str | None:
        """The texts of all columns of `field`; None where they say nothing."""
        if not self.layout.all(field):
            return None
        values = [_value(cells[at]) for at in self.layout.all(field)]
        return "\n".join(value for value in values if value not in _NOTHING) or None

    def _content(self, cells: Sequence[Cell | None]) -> tuple[str, int | None, list[Unit], Deadline | None]:
        """Content without its number and clause; the number; units and deadline of a clause inside the cell."""
        content = self._plain(cells, "content")
        number = _number(self._plain(cells, "number"))
        mark = marker(content)
        if (
            mark is not None
            and number is None
            and not (mark.number == 1 and _SECOND_POINT.search(content, mark.end))
            and mark.kind in {"1.", "1、", "任务1", "（1）", "（一）", "一、"}
        ):
            number, content = mark.number, content[mark.end :]
        units: list[Unit] = []
        deadline: Deadline | None = None
        for bracket in reversed(clause_brackets(content)):
            found = clause(bracket.inner, year=self.setting.year, first_leads=self.setting.first_leads)
            units = found.units + units
            deadline = deadline or found.deadline
            content = content[: bracket.begin] + content[bracket.end :]
        return content.strip(), number, units, deadline

    def _labelled(self, cells: Sequence[Cell | None]) -> Clause | None:
        """What the cell of the only unit column says under labels of its own: 牵头单位：甲局 配合单位：乙局 丙局."""
        columns = [at for at, field in enumerate(self.fields) if field in _UNITS]
        value = self._plain(cells, "units") if len(columns) == 1 else ""
        if _COLONS.isdisjoint(value) or label_at_start(value) not in UNIT_LABELS:
            return None
        return clause(value, year=self.setting.year, first_leads=self.setting.first_leads)

    def _units(self, cells: Sequence[Cell | None]) -> list[Unit]:
        """The units of all unit columns, in the order of the columns; beside a lead column the others support, as do
        the columns further right under one header."""
        has_lead = self.layout.first("lead") is not None
        roles = dict(_ROLES)
        found: list[Unit] = []
        told: set[str] = set()
        for at, field in enumerate(self.fields):
            if field not in roles:
                continue
            cell = cells[at]
            value = cell.text.plain if cell is not None else ""
            if value.strip() in _NOTHING:
                continue
            word = self.layout.columns[at].word
            further = field == "units" and (has_lead or word in told)
            names = _bodies_of(value) if without_people(word) != word else value
            role = "support" if further else roles[field]
            units, _, _ = assigned(names, role, first_leads=self.setting.first_leads)
            found.extend(units)
            told.add(word)
        return found

    def _allocation(self, cells: Sequence[Cell | None]) -> dict[str, str] | None:
        """{region: cell as printed}; an empty cell is ""."""
        found = {self.layout.columns[at].word: _value(cells[at]) for at in self.layout.all("region")}
        return found or None

    def _progress(self, cells: Sequence[Cell | None]) -> str | None:
        """The progress; where several columns report, each is led by its header."""
        said = [(self.layout.columns[at].word, _value(cells[at])) for at in self.layout.all("progress")]
        filled = [(word, value) for word, value in said if value not in _NOTHING]
        if len(filled) < 2:
            return filled[0][1] if filled else None
        return "\n".join(f"{word}：{value}" for word, value in filled)

    def _other(self, cells: Sequence[Cell | None]) -> dict[str, str]:
        """Columns that nothing is known of, and remarks: never dropped."""
        found: dict[str, str] = {}
        for at, column in enumerate(self.layout.columns):
            named = column.field in _UNITS and without_people(column.word) != column.word
            if (column.field in {None, "remark", "head", "contact"} or named) and column.word:
                value = _value(cells[at])
                if value:
                    found[column.word] = value
        return found

    def _headings(self, section: Text | None, leader: Leader | None) -> dict[str, str]:
        """The places of what stands above the rows: the part's title, the section, and the leader it names."""
        found = {"part": str(self.part.origin)} if self.part else {}
        if section is not None:
            found["section"] = found["path"] = str(section.origin)
            if leader is not None:
                found["leader"] = str(section.origin)
        return found

    def _origins(self, row: Sequence[Cell | None], cells: Sequence[Cell | None]) -> dict[str, str]:
        """The place of every value, in this row or in the merged cell above; the number only where it is printed."""
        found: dict[str, str] = {}
        for own, inherited, field in zip(row, cells, self.fields, strict=True):
            cell = own if own is not None and own.text else inherited
            if cell is None or not cell.text or field is None or (field == "number" and cell is not own):
                continue
            key = "units" if field in {"lead", "support"} else "allocation" if field == "region" else field
            place = str(cell.text.origin)
            if key in found and key == "allocation":
                continue
            found[key] = f"{found[key]}、{place}" if key in found else place
        return found


def _place(texts: Sequence[Text]) -> Origin:
    """From the first line of the row to its last: a cell that goes on over a page ends below its neighbours."""
    first, last = texts[0].origin, texts[-1].origin
    if first.line is None:
        return first.to(last)
    bottom = max((text.runs[-1].origin for text in texts), key=_height)
    if first.page is not None:  # beside a tall cell a short one stands in the middle
        first = min((text.runs[0].origin for text in texts), key=_height)
    return first.to(bottom)._replace(column=None)


def _height(origin: Origin) -> tuple[int, int]:
    """How far down a place reaches."""
    return origin.last_page or origin.page or 0, origin.last_line or origin.line or 0


def _value(cell: Cell | None) -> str:
    return cell.text.plain.strip() if cell is not None else ""


def _number(text: str) -> int | None:
    """The number of a row: 12, 一, （三）, 4., 31号."""
    word = "".join(text.split())
    word = word.removesuffix("号") if word[:1].isdecimal() else word
    if word.isdecimal() and len(word) <= _DIGITS:
        return int(word)
    mark = marker(word) or marker(word + "、")
    return mark.number if mark is not None and mark.end >= len(word) else None


def _bodies_of(value: str) -> str:
    """A cell of bodies and the people in them without the latter: 县水利局 王明、县住建局 李强."""
    return "".join(part for part in _PARTS.split(value) if not is_person(part.strip()))
