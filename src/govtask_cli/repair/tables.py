"""Tables whose rows are lines: cells between tabs, or between bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from govtask_cli.document import (
    EMPTY,
    Block,
    Cell,
    Document,
    Note,
    Paragraph,
    Table,
    Text,
)
from govtask_cli.grammar.brackets import outside
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.repair.bare_rows import whole_bare_rows
from govtask_cli.repair.broken_rows import rejoined
from govtask_cli.repair.full_lines import glue_in_cell
from govtask_cli.repair.header_rows import knows, placed, under_one
from govtask_cli.repair.joints import ends_sentence
from govtask_cli.repair.lines import is_spanning
from govtask_cli.repair.merged_away import filled_up, width_above
from govtask_cli.repair.page_labels import metadata_block

STEP: Final = "tables"
_RULE: Final = re.compile(r"^[|｜\s:+\-—=_]+$")
_BAR: Final = re.compile("[|｜]")
_BLANKS: Final = " "
_SPACES: Final = re.compile(r"[ \u00a0]{2,}[ \u00a0\u3000]*|\u3000[ \u00a0\u3000]*")
_SINGLE: Final = "␠"
_SPACE: Final = re.compile(r"[ \u00a0\u3000]+")
_SEPARATOR: Final = {"\t": re.compile("\t"), "|": _BAR, "¦": _BAR, _BLANKS: _SPACES, _SINGLE: _SPACE}
"""¦ stands for bars that no bar opens: rows of a table only where a header shows it."""
_NO_VALUE: Final = re.compile(r"NaN|nan|NaT|Unnamed: [0-9]{1,3}(?:_level_[0-9])?")
_FEWEST_BARS: Final = 2
_SPACED_LINE: Final = 1500
"""Characters of a row at most, the blanks between its cells among them."""
_FEWEST_SPACED: Final = 3
"""Header words that blanks alone divide: fewer may be a line of labels."""
_WRAPPED: Final = 12
"""Lines that one row of a hard-wrapped table may take."""
_SHORTEST_ROW: Final = 3
_MARK: Final = re.compile(
    r"[0-9]{1,3}[.．、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|第[0-9]{1,3}[条项]"
)
_COLON: Final = re.compile("[:：]")
_LABEL: Final = 14
_FEWEST_PAIRED: Final = 4
_MAX_GAP: Final = 6
"""More blank lines than a page break leaves part two tables."""


def gather_tables(document: Document) -> Document:
    """Neighbouring lines with tabs (or bars) become a `Table`."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[Paragraph] = []
    opened: str | None = None
    known: list[str | None] = []
    for block in rejoined(_unwrapped([*whole_bare_rows(document.blocks, notes)], notes), notes):
        sign = _sign(block, within=bool(held)) or _spaced(block, opened if held else None)
        if sign is None and _bars(block) == 1 and (opened if held else None) in {None, "¦"}:
            sign = "¦" if _is_pair(block, held) else None  # 工作任务|责任单位
        if sign is None and not held and _tabs_to_width(block, width_above(blocks)):
            sign = "\t"  # the rest of a row that a page break cut, its other cells empty
        if held and opened == "¦" and (_spans_ended(block) or _is_rule(block)):
            sign = opened
        if held and opened == "¦" and sign == "|" and _bars(block) == _bars(held[0]):
            sign = opened  # the first cell is empty: |2|新建公厕3座|…
        if held and (sign != opened or _parts_tables(held, block)):
            blocks.extend(_close(held, opened, notes, width_above(blocks), known))
            held = []
        if sign is not None and isinstance(block, Paragraph):
            opened = sign
            held.append(block)
        else:
            blocks.append(block)
    blocks.extend(_close(held, opened, notes, width_above(blocks), known))
    return document.mended(blocks, notes)


def _spans_ended(block: Block) -> bool:
    """Whether a line is a heading of rows with the bar that closes it: 一、关于科技创新 |."""
    plain = block.text.plain.rstrip() if isinstance(block, Paragraph) and _bars(block) == 1 else ""
    return plain[-1:] in {"|", "｜"} and is_spanning(fold(plain[:-1]))


def _is_rule(block: Block) -> bool:
    """Whether a line is the rule below the header of a table: |---|---|."""
    return isinstance(block, Paragraph) and _RULE.match(block.text.plain) is not None


def _is_pair(block: Block, held: Sequence[Paragraph]) -> bool:
    """Whether a line with one bar is the header of two columns, or a row below it."""
    if held:
        return _bars(held[0]) == 1
    cells = _BAR.split(block.text.plain) if isinstance(block, Paragraph) else []
    fields = {column_field(cell.strip()) for cell in cells if cell.strip()}
    return len(fields - {None}) == len(cells) == 2


def _tabs_to_width(block: Block, width: int) -> bool:
    """Whether a line has as many tabs as a row of the table above."""
    return width > 1 and isinstance(block, Paragraph) and block.text.plain.count("\t") == width - 1


def _bars(block: Block) -> int:
    return len(_BAR.findall(block.text.plain)) if isinstance(block, Paragraph) else 0


def _spaced(block: Block, opened: str | None) -> str | None:
    """The sign of a row whose cells blanks divide: a header of three known words, or a line below one, which has
    `opened` the table. Single blanks do so where all words of a header are known and the number is the first."""
    if not isinstance(block, Paragraph) or len(block.text.plain) > _SPACED_LINE:
        return None
    plain = block.text.plain.strip()
    cells = _SPACES.split(plain) if "  " in plain or "\u3000" in plain else []
    if opened == _BLANKS and len(cells) > 1:
        return None if all(_COLON.search(cell[:_LABEL]) for cell in cells) else _BLANKS
    if opened == _SINGLE and _SPACE.search(plain) is not None:
        return _SINGLE
    if _is_card_line(cells):
        return _BLANKS
    known = {column_field(cell) for cell in cells} if len(cells) >= _FEWEST_SPACED else set()
    if len(known - {None}) >= _FEWEST_SPACED:
        return _BLANKS
    if " " in plain and column_field(plain[: plain.index(" ")]) == "number":
        fields = [column_field(word) for word in _SPACE.split(plain)]
        if None not in fields and len(set(fields)) > _FEWEST_SPACED:
            return _SINGLE
    return None


def _is_card_line(cells: Sequence[str]) -> bool:
    """Whether the words of a line are two labels or more, each with its value: 编号  1  责任领导  丁一."""
    if len(cells) < _FEWEST_PAIRED or len(cells) % 2 or any(_COLON.search(label) for label in cells[::2]):
        return False
    labels = {column_field(label) for label in cells[::2]}
    return len(labels - {None}) * 2 == len(cells) and all(
        column_field(value) is None for value in cells[1::2]
    )


def _unwrapped(blocks: Sequence[Block], notes: list[Note]) -> Iterator[Block]:
    """The blocks, rows between bars whole again that a hard wrap set in several lines: up to their last bar."""
    at = whole = 0  # bars of a whole row
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Paragraph) or not _opens_row(block.text.plain):
            whole = whole if isinstance(block, Paragraph) else 0
            yield block
            continue
        lines, bars = [block], _bars(block)
        while at < len(blocks) and len(lines) < _WRAPPED and not _is_whole(lines[-1].text.plain, bars, whole):
            line = blocks[at]
            apart = isinstance(line, Paragraph) and line.gap > min(block.gap, 1) and not _bars(line)
            if not isinstance(line, Paragraph) or line.gap > 1 or apart:
                break
            more = _bars(line)
            opens = _opens_row(line.text.plain)
            if bars + more > whole if whole else opens:
                break
            if opens and lines[-1].text.plain.rstrip().endswith(("|", "｜")):
                break  # each is a row of its own, with few cells
            lines.append(line)
            bars, at = bars + more, at + 1
        # The last bar may have stood on a line of its own, which is no line of a text.
        if _is_whole(lines[-1].text.plain, bars, whole) or (len(lines) > 1 and bars == whole - 1):
            whole = whole or bars
            if len(lines) > 1:
                place = lines[1].text.cut(0, 12)
                notes.append(Note(STEP, "joined", "a row set in several lines was joined", place))
            yield block if len(lines) == 1 else Paragraph(Text.join(line.text for line in lines), block.gap)
        else:
            yield from lines


def _is_whole(plain: str, bars: int, whole: int) -> bool:
    """Whether a row between bars ends with this line: a bar closes it, and it has as many as the rows above."""
    return plain.rstrip().endswith(("|", "｜")) and bars >= whole


def _opens_row(plain: str) -> bool:
    """Whether a line begins as a row does: a bar, and a number or a word behind it."""
    head = plain.strip()
    return (
        head[:1] in {"|", "｜"} and len(head) > _SHORTEST_ROW and head[1:2] == " " and head[2:3].strip() != ""
    )


def _sign(block: Block, *, within: bool) -> str | None:
    """The separator of a table row, or None for other blocks. A line that is `within` no table is no row where its
    tabs only set it off: behind a marker (1.→新建…), between labels with their values, before a signature."""
    if not isinstance(block, Paragraph):
        return None
    plain = block.text.plain
    stripped = plain.strip()
    if "\t" in stripped:
        return None if _is_tabbed_line(stripped, within=within) else "\t"
    if stripped[:1] in {"|", "｜"} and len(stripped) > 1:
        return "|"
    if len(_BAR.findall(outside(stripped))) >= _FEWEST_BARS:
        return "¦"
    if plain[:1] == "\t" and is_spanning(fold(stripped)):
        return None  # a heading that a tab indents
    # Tabs at an end alone are empty cells of a row of which one cell is filled.
    return "\t" if "\t" in plain.strip(" \u3000") and (within or plain[:1] != "\t") else None


def _is_tabbed_line(stripped: str, *, within: bool) -> bool:
    """Whether tabs stand in a line that is no row."""
    cells = [cell for cell in stripped.split("\t") if cell.strip()]
    if not within and len(cells) == 2 and _MARK.fullmatch(cells[0].strip()):
        return True
    return all(_COLON.search(cell[:_LABEL]) and label_at_start(cell) is not None for cell in cells)


def _parts_tables(held: list[Paragraph], block: Block) -> bool:
    """Whether a row opens another table: a header of its own, or a wide gap above it."""
    if not isinstance(block, Paragraph):
        return True
    return block.gap > _MAX_GAP


def _close(
    rows: list[Paragraph], sign: str | None, notes: list[Note], above: int, known: list[str | None]
) -> list[Block]:
    """The gathered lines as a table, or as they were where they are too few to be one: a single row is none, unless
    it is as wide as the table `above` it, the fields of whose columns are `known`."""
    if not rows or sign is None:
        return []
    told: list[Note] = []
    bars = _bars(rows[0])
    ended = sign == "¦" and all(_is_ended(row.text.plain.strip()) for row in rows)
    cells = [_cells(row.text, sign, told, framed=ended or sign != "¦" or _bars(row) != bars) for row in rows]
    kept = [(row, line) for row, line in zip(rows, cells, strict=True) if line]
    lone = len(kept) == 1 and knows(kept[0][1]) < 2 and len(kept[0][1]) not in {above, len(known)}
    heads = {_field(str(line[0])) for _, line in kept}  # a table on its side has its header there
    headed = any(knows(line) >= 2 for _, line in kept) or len(heads - {None}) >= _FEWEST_SPACED
    filled = [cell for cell in kept[0][1] if cell] if len(rows) == len(kept) == 1 and sign == "|" else []
    if len(filled) == 1:
        notes.extend(told)
        return [replace(rows[0], text=filled[0])]  # | 某县重点任务分解表 | | |
    if (
        not kept
        or lone
        or max(len(line) for _, line in kept) < 2
        or (sign == "¦" and not headed and len(kept[0][1]) != above)
    ):
        return list(rows)
    notes.extend(told)
    labels = metadata_block([line for _, line in kept])
    if labels:
        return list(labels)
    lines = under_one(_whole_rows(_filled([line for _, line in kept], notes), notes), notes)
    width = _width(lines)
    fields = next(([_field(str(cell)) for cell in line] for line in lines if knows(line) >= 2), [])
    if not fields and width <= above == len(known):
        fields, width = list(known), above
    known[:] = fields
    grid = tuple(_padded(filled_up(line, fields, notes), width, notes) for line in lines)
    return [Table(grid=grid, gap=kept[0][0].gap)]


def _is_ended(row: str) -> bool:
    """Whether a bar closes the last cell of a row before whose first cell none stands: 1 | 新建水厂2座 | |."""
    return row[-1:] in {"|", "｜"} and row[:1] not in {"|", "｜"}


def _filled(lines: list[list[Text]], notes: list[Note]) -> list[list[Text]]:
    """The rows without the words that a program put into empty cells (NaN) and over columns without a name
    (Unnamed: 3)."""
    found: list[list[Text]] = []
    for line in lines:
        words = [cell for cell in line if _NO_VALUE.fullmatch(cell.plain)]
        notes.extend(
            Note(STEP, "markup", "a program's word for an empty cell", cell, dropped=True) for cell in words
        )
        found.append([EMPTY if cell in words else cell for cell in line] if words else line)
    return found


def _field(header: str) -> str | None:
    """The field of a column; "region" for one that holds the figures of a region."""
    return column_field(header) or ("region" if is_region(header) else None)


def _cells(text: Text, sign: str, notes: list[Note], *, framed: bool) -> list[Text]:
    """The cells of one line, each with its column in its origin; a rule of dashes has none. `framed`: a bar at either
    end is the edge of the table; else it stands beside an empty cell."""
    plain = text.plain
    if sign in {_BLANKS, _SINGLE}:
        text = text.strip()
        plain = text.plain
    elif sign != "\t":
        if _RULE.match(plain):
            notes.append(Note(STEP, "rule", "a ruling line was removed", text.strip(), dropped=True))
            return []
        begin, end = plain.index(plain.strip()[0]), len(plain.rstrip())
        bars = [match.start() for match in _SEPARATOR["|"].finditer(plain)]
        notes.append(
            Note(
                STEP,
                "rule",
                "bars between cells were removed",
                Text.join(text.cut(at, at + 1) for at in bars),
                dropped=True,
            )
        )
        if framed:
            text = text.cut(begin + (plain[begin] in "|｜"), end - 1 if plain[end - 1] in "|｜" else end)
            plain = text.plain
    cells: list[Text] = []
    at = 0
    for match in _SEPARATOR[sign].finditer(plain):
        cells.append(text.cut(at, match.start()))
        at = match.end()
    cells.append(text.cut(at))
    return [placed(cell.strip(), column) for column, cell in enumerate(cells, start=1)]


def _width(lines: Sequence[Sequence[Text]]) -> int:
    """The number of columns: the header's where there is one, else the most frequent number of cells."""
    for line in lines:
        if knows(line) >= 2:
            filled = [at for at, cell in enumerate(line) if cell]
            return max(filled[-1] + 1, len(line)) if filled else len(line)
    sizes = [len(line) for line in lines]
    return max(set(sizes), key=lambda size: (sizes.count(size), size))


def _whole_rows(lines: list[list[Text]], notes: list[Note]) -> list[list[Text]]:
    """A row that a line break inside a cell parted into two lines is one row again."""
    width = _width(lines)
    # The words of a header that stands on its side come again with fewer tasks beside them: 序号 | 9.
    heads = {line[0].plain for line in lines if len(line) == width and _field(line[0].plain) is not None}
    whole: list[list[Text]] = []
    for line in lines:
        last = whole[-1] if whole and not (line and line[0].plain in heads) else None
        if last is not None and len(last) < width and len(last) > 1 and len(last) + len(line) - 1 == width:
            joined = Text.join([last[-1], line[0]], glue_in_cell(last[-1].plain, line[0].plain))
            notes.append(
                Note(STEP, "joined", "a row parted by a line break inside a cell was joined", line[0])
            )
            moved = [placed(cell, len(last) + at) for at, cell in enumerate(line[1:], start=1)]
            whole[-1] = [*last[:-1], joined, *moved]
        elif last is not None and _goes_on_below(last, line, width):
            at = len(last) - 1
            text = Text.join([last[at], line[at]], "\n" if ends_sentence(last[at].plain) else "")
            notes.append(Note(STEP, "joined", "a row cut inside a cell by a page break was joined", line[at]))
            whole[-1] = [*last[:at], text, *line[at + 1 :]]
        else:
            whole.append(line)
    return whole


def _goes_on_below(above: Sequence[Text], line: Sequence[Text], width: int) -> bool:
    """Whether a row ends inside a cell and the next line, with nothing before that cell, holds the rest."""
    at = len(above) - 1
    return 1 < len(above) < width == len(line) and not any(line[:at]) and bool(line[at]) and bool(above[at])


def _padded(line: list[Text | None], width: int, notes: list[Note]) -> tuple[Cell | None, ...]:
    """A row of `width` cells; a row with other than that many is noted."""
    if None in line and len(line) == width:
        return tuple(Cell(cell) if cell is not None else None for cell in line)
    cells = [cell for cell in line if cell is not None]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    filled = sum(bool(cell) for cell in cells)
    if len(cells) != width and filled > 1:
        few = "few" if len(cells) < width else "many"
        text = Text.join(cells, " ")
        notes.append(
            Note(STEP, "odd_row", f"a row has too {few} cells: {len(cells)} for {width} columns", text)
        )
    if len(cells) > width:
        cells[width - 1 :] = [Text.join(cells[width - 1 :], "\n")]
    cells.extend(EMPTY for _ in range(width - len(cells)))
    return tuple(Cell(cell) for cell in cells)
