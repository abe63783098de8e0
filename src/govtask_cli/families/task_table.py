"""Task tables: one task a row, understood by the header words of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Cell, Note, Paragraph, Part, Setting, Table, Text
from govtask_cli.families.reading import Family, Reading, SeenHeading
from govtask_cli.families.rows import RowReader
from govtask_cli.families.table_columns import Layout, layout
from govtask_cli.grammar.columns import is_total
from govtask_cli.grammar.dates import ends_in_date, is_date_line
from govtask_cli.grammar.markers import SECTION_KINDS, marker
from govtask_cli.grammar.responsibility import heading_leader
from govtask_cli.grammar.titles import invites, is_imprint, is_remark, speaks_of
from govtask_cli.lexicon import words
from govtask_cli.records import Leader, Task

STEP: Final = "task_table"
_HAN: Final = re.compile("[（(]?[一二三四五六七八九十]{1,3}[)）]?")
_SHORT: Final = 45
_BELOW: Final = 2
"""A table stands among so many blocks below its heading."""
_NAMING: Final = frozenset({None, "number", "content", "name", "remark", "contact", "head"})
_FEWEST_MERGED: Final = 3
"""A cell merged over so many columns, the content among them, is no task."""
_REMARK: Final = re.compile(r"^[（(\[【].*[，,。；;：:].*[)）\]】]$")
"""A line in brackets with punctuation inside speaks about the table."""
_FIGURES: Final = re.compile(r"[0-9][0-9.,，]*[%％万亿元个项]*|[/—-]")
_UNIT_OF_MEASURE: Final = re.compile(r"[（(]?(?:计量|金额|资金|投资|数据)?单\s*位\s*[:：]")


def recognises(part: Part) -> tuple[str, ...]:
    """A table with a header that names the tasks, and a row that has one."""
    for block in part.blocks:
        if isinstance(block, Table):
            found = layout(block)
            if found is not None and _has_task(block, found) and _is_assigned(part, found):
                return tuple(column.word for column in found.columns if column.field is not None)
    return ()


def _is_assigned(part: Part, found: Layout) -> bool:
    """Whether any column says more of what the table lists than its name and a remark, or the title that it is tasks:
    a list of purchases has names too."""
    fields = {column.field for at, column in enumerate(found.columns) if at != found.assumed_units}
    title = part.title.plain
    if invites(title):
        return False
    return bool(fields - _NAMING) or speaks_of("tasks", title) or speaks_of("livelihood", title)


def _has_task(table: Table, found: Layout) -> bool:
    content = found.first("content")
    if content is None:
        return False
    return any(row[content] is not None and _text(row[content]) for row in table.grid[found.header :])


def _text(cell: Cell | None) -> str:
    return cell.text.plain if cell is not None else ""


@dataclass(slots=True)
class _State:
    """What the rows of one part share: the heading above, and what was understood."""

    section: Text | None = None
    leader: Leader | None = None
    path: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    used: list[Text] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    headings: list[SeenHeading] = field(default_factory=list)


def read(part: Part, setting: Setting) -> Reading:
    """The tasks of every table of the part; short lines above a table are its section."""
    state = _State()
    for at, block in enumerate(part.blocks):
        if isinstance(block, Paragraph):
            if block.text and _is_heading(block, _without_notes(part.blocks, at + 1)[:_BELOW]):
                _open_section(block.text, state)
        elif isinstance(block, Table):
            found = layout(block)
            if found is not None:
                _read_table(block, found, part, setting, state)
    return Reading(
        tasks=tuple(state.tasks),
        notes=tuple(state.notes),
        used=tuple(state.used),
        headings=tuple(state.headings),
    )


def _without_notes(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The blocks from `at` on without 填表说明： and its numbered notes, between a heading and its table."""
    first = blocks[at] if at < len(blocks) else None
    if not isinstance(first, Paragraph) or not is_remark(first.text.plain):
        return blocks[at:]
    past = at + 1
    while past < len(blocks) and isinstance(block := blocks[past], Paragraph) and marker(block.text.plain):
        past += 1
    return blocks[past:]


def _is_heading(block: Paragraph, following: Sequence[object]) -> bool:
    """Whether a paragraph heads a table: short, without a stop, and a table is among the two blocks below."""
    plain = block.text.plain
    dated = is_date_line(plain) or ends_in_date(plain)
    if (
        not any(map(str.isalpha, plain))
        or len(plain) > _SHORT
        or plain[-1] in "。；：:;"
        or dated
        or _UNIT_OF_MEASURE.match(plain)
    ):
        return False
    if plain.startswith((*words("headings", "filled_in"), *words("headings", "filled_in_on"))):
        return False  # 填报单位：甲局（盖章）
    if _REMARK.match(plain) or (plain[0] in "（(" and plain[-1] in "）)" and marker(plain) is None):
        return False
    near = any(isinstance(block, Table) for block in following)
    return near and (
        marker(plain) is not None or heading_leader(plain) is not None or isinstance(following[0], Table)
    )


def _open_section(text: Text, state: _State) -> None:
    plain = text.plain
    mark = marker(plain)
    state.section = text
    state.path = [plain]
    state.leader = heading_leader(plain[mark.end if mark else 0 :])
    state.used.append(text)
    state.headings.append(SeenHeading(text, state.leader))


def _read_table(table: Table, found: Layout, part: Part, setting: Setting, state: _State) -> None:
    for row in table.grid[: found.header]:
        state.used.extend(cell.text for cell in row if cell is not None)
    for at, kind, message in (
        (found.assumed, "assumed_content", "a column was taken for the tasks by its text"),
        (found.assumed_units, "assumed_units", "a column was taken for the units by the names in it"),
    ):
        if at is not None and (head := table.grid[found.header - 1][at]) is not None:
            state.notes.append(Note(STEP, kind, message, head.text))
    rows = RowReader(found, part.title, setting)
    headings = _counted_headings(table, found)
    for at, (above, row) in enumerate(pairwise(table.grid[found.header - 1 :]), start=found.header):
        if (printed := _imprint(row, above)) is not None:
            message = "who had the document printed, and when, is no task"
            state.notes.append(Note(STEP, "remark", message, printed, dropped=True))
            continue
        spanning = headings.get(at) or _spanning(row, found, above)
        if spanning is not None and is_remark(spanning.plain):
            message = "a remark in a row of its own holds no task"
            state.notes.append(Note(STEP, "remark", message, spanning, dropped=True))
            continue
        if spanning is not None and is_total(spanning.plain.split()[0]):
            state.used.append(spanning)
            state.notes.append(Note("rows", "total", "a row of totals (合计) holds no task", spanning))
            continue
        if spanning is not None:
            _open_section(spanning, state)
            said = list({id(cell): cell.text for cell in row if cell is not None and cell.text}.values())
            state.used.extend(said)
            number = found.first("number")
            cell = row[number] if number is not None else None
            counted = cell.text if cell is not None else None
            if sums := [text for text in said if text is not spanning and text is not counted]:
                message = "the sums beside a heading are of no task"
                state.notes.append(Note("rows", "total", message, Text.join(sums, " ")))
            rows.forget()
            continue
        task, used, notes = rows.task(row, state.section, state.path, state.leader)
        state.used.extend(used)
        state.notes.extend(notes)
        if task is not None:
            state.tasks.append(task)


def _spanning(row: Sequence[Cell | None], found: Layout, above: Sequence[Cell | None]) -> Text | None:
    """The text of a row that spans the table: one filled cell at its head that is neither number nor a whole row."""
    filled = {
        id(cell): (at, cell) for at, cell in reversed(list(enumerate(row))) if cell is not None and cell.text
    }
    content = found.first("content")
    own = [cell for at, cell in filled.values() if cell is not above[at]]
    if len(filled) > 1 and (summed := _heading_of_sums(own)) is not None:
        return summed
    if len(filled) == 2:
        return _numbered_heading(row, found, content)
    if len(filled) != 1 or any(cell is None for cell in row):
        return None
    at, cell = next(iter(filled.values()))
    plain = cell.text.plain
    if plain.isdecimal() or len(plain) > 60 or (at == content and plain[-1] in "。；"):
        return None
    return cell.text if at <= (content or 0) else None


def _counted_headings(table: Table, found: Layout) -> dict[int, Text]:
    """Row → its words, for headings that are counted in the number column (一 | 产业发展) and have no other cell, where
    the tasks below them are counted in figures."""
    number = found.first("number")
    if number is None:
        return {}
    headings: dict[int, Text] = {}
    figures = False
    for at, row in enumerate(table.grid[found.header :], start=found.header):
        cell = row[number]
        counted = cell.text.plain.strip() if cell is not None else ""
        if _HAN.fullmatch(counted) is None:
            figures = figures or counted.isdecimal()
            continue
        others = {id(each): each.text for each in row if each is not None and each is not cell and each.text}
        said = next(iter(others.values()), None)
        if len(others) != 1 or said is None or len(said.plain) > _SHORT or said.plain[-1] in "。；":
            return {}  # 一, 二 and 三 count tasks here
        headings[at] = said
    return headings if figures else {}


def _imprint(row: Sequence[Cell | None], above: Sequence[Cell | None]) -> Text | None:
    """What a row says of its own, where that is only who had the document printed, and when."""
    own = {id(cell): cell.text for cell, upper in zip(row, above, strict=False) if cell and cell is not upper}
    said = [text for text in own.values() if text.plain]
    if not said or not is_imprint(said[-1].plain):
        return None
    whole = Text.join(said, " ")
    return whole if is_imprint(whole.plain) else None


def _heading_of_sums(cells: Sequence[Cell]) -> Text | None:
    """The heading in a row that holds nothing else but the sums of the rows below it: 一、产业项目（9个） 812000."""
    words = {id(cell): cell for cell in cells if _FIGURES.fullmatch(cell.text.plain.strip()) is None}
    if len(words) != 1 or len(cells) == 1:
        return None
    text = next(iter(words.values())).text
    mark = marker(text.plain)
    opens = mark is not None and mark.kind in SECTION_KINDS and mark.end < len(text.plain)
    return text if opens and len(text.plain) <= _SHORT and text.plain[-1] not in "。；" else None


def _numbered_heading(row: Sequence[Cell | None], found: Layout, content: int | None) -> Text | None:
    """The words of a heading whose number stands in a cell of its own: one merged cell covers all other columns."""
    number = found.first("number")
    if number != 0 or content is None or len(row) - 1 < _FEWEST_MERGED:
        return None
    cell = row[content]
    if cell is None or not cell.text or any(each is not cell for each in row[1:]):
        return None
    plain = cell.text.plain
    return cell.text if len(plain) <= 60 and plain[-1] not in "。；" else None


TASK_TABLE: Final = Family("task_table", recognises, read)
