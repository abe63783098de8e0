"""Properties of the binary Word format: lists of changes (“sprm”), each an opcode and its operand."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

_SIZES: Final = (1, 1, 2, 4, 2, 2, -1, 3)
"""Bytes of an operand by the upper three bits of its opcode; -1: its first byte says."""
_TABLE: Final = 0xD608
_TABS: Final = 0xC615
_DELETED, _INSERTED, _HIDDEN, _STYLE, _SYMBOL = 0x0800, 0x0801, 0x083C, 0x4A30, 0x6A09
_STRUCK: Final = frozenset({0x0837, 0x2A53})
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_LIST, _LEVEL, _NEW_PAGE = 0x460B, 0x260A, 0x2407
_INDENTS: Final = frozenset({0x8460, 0x8411, 0x4457})
_ELSEWHERE: Final = frozenset({0x6645, 0x6646})
_VERTICAL, _HORIZONTAL = 0xD62B, 0x5624
_CELL: Final = 20
_NO_LIST: Final = 0x07FF


@dataclass(frozen=True, slots=True)
class Look:
    """What characters are: deleted or put in by a tracked change, hidden, struck out, a sign of a symbol font (its
    code).

    `hidden` is None where they are as their style is; `flips` where they are not as their style is.
    """

    deleted: bool = False
    inserted: bool = False
    hidden: bool | None = None
    flips: bool = False
    struck: bool = False
    style: int | None = None
    symbol: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is: its style, its list (None: as the style says, 0 none) and level, in a table, the end of
    a row. `row` holds the properties of the row that it ends."""

    style: int = 0
    list: int | None = None
    level: int | None = None
    in_table: bool = False
    ends_row: bool = False
    depth: int = 0
    new_page: bool = False
    indented: bool | None = None
    row: bytes = b""

    def over(self, base: Shape) -> Shape:
        """This one where it says something, else the one below: a style and the style that it stands on."""
        return replace(
            self,
            list=base.list if self.list is None else self.list,
            level=base.level if self.level is None else self.level,
            indented=base.indented if self.indented is None else self.indented,
            new_page=self.new_page or base.new_page,
        )


class RowCell(NamedTuple):
    """A cell as the end of its row says: its edges, whether it is merged away, how it is merged vertically (True:
    begins, False: goes on, None: not)."""

    left: int
    right: int
    away: bool
    down: bool | None


def changes(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The opcodes and operands of a list; what is cut ends it."""
    at = 0
    while at + 2 < len(properties):
        code = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        size = _SIZES[code >> 13]
        if code == _TABLE:
            size = int.from_bytes(properties[at : at + 2], "little") - 1
            at += 2
        elif size < 0:
            size = properties[at]
            at += 1
            if code == _TABS and size == 0xFF:
                return  # its size has to be counted out, and nothing of ours stands behind it
        operand = properties[at : at + size]
        if size < 0 or len(operand) < size:
            return
        yield code, operand
        at += size


def look_of(properties: bytes) -> Look:
    """What characters with these properties are."""
    found = Look()
    for code, operand in changes(properties):
        if code == _DELETED:
            found = replace(found, deleted=operand[0] == 1)
        elif code == _INSERTED:
            found = replace(found, inserted=operand[0] == 1)
        elif code == _HIDDEN:
            hidden = {0: False, 1: True}.get(operand[0])
            found = replace(found, hidden=hidden, flips=operand[0] == 0x81)
        elif code in _STRUCK:
            found = replace(found, struck=operand[0] == 1)
        elif code == _STYLE:
            found = replace(found, style=int.from_bytes(operand, "little"))
        elif code == _SYMBOL:
            found = replace(found, symbol=int.from_bytes(operand[2:4], "little"))
    return found


def shape_of(properties: bytes, elsewhere: bytes = b"") -> Shape:
    """What a paragraph with these properties is; `elsewhere` is the stream of properties that are too long."""
    style = int.from_bytes(properties[:2], "little")
    return _shaped(Shape(style=style), properties[2:], elsewhere)


def style_shape_of(properties: bytes) -> Shape:
    """What the paragraphs of a style are."""
    return _shaped(Shape(), properties, b"")


def _shaped(found: Shape, properties: bytes, elsewhere: bytes, *, once: bool = False) -> Shape:
    for code, operand in changes(properties):
        number = int.from_bytes(operand[:4], "little")
        if code in _ELSEWHERE and not once:
            size = int.from_bytes(elsewhere[number : number + 2], "little")
            found = _shaped(found, elsewhere[number + 2 : number + 2 + size], elsewhere, once=True)
        elif code == _IN_TABLE:
            found = replace(found, in_table=number != 0)
        elif code == _ROW_END:
            found = replace(found, ends_row=number != 0)
        elif code == _DEPTH:
            found = replace(found, depth=min(number, 100))
        elif code == _LIST:
            found = replace(found, list=0 if number > _NO_LIST else number)
        elif code == _LEVEL:
            found = replace(found, level=number)
        elif code == _NEW_PAGE:
            found = replace(found, new_page=number != 0)
        elif code in _INDENTS:
            found = replace(found, indented=0 < number < 0x8000)
        elif code in (_TABLE, _VERTICAL, _HORIZONTAL):
            # Kept as they are: they are read where the row ends.
            found = replace(found, row=found.row + _packed(code, operand))
    return found


def _packed(code: int, operand: bytes) -> bytes:
    """A change of a row as it stood in its list."""
    size = {_TABLE: (len(operand) + 1).to_bytes(2, "little"), _HORIZONTAL: b""}.get(code)
    return struct.pack("<H", code) + (bytes([len(operand)]) if size is None else size) + operand


def row_of(properties: bytes) -> list[RowCell]:
    """The cells of a row, left to right."""
    cells: list[RowCell] = []
    for code, operand in changes(properties):
        if code == _TABLE and operand:
            cells = _cells(operand)
        elif code == _VERTICAL and len(operand) >= 2 and operand[0] < len(cells):
            down = {1: False, 3: True, 2: True}.get(operand[1])
            cells[operand[0]] = cells[operand[0]]._replace(down=down)
        elif code == _HORIZONTAL and len(operand) >= 2:
            for at in range(operand[0] + 1, min(operand[1], len(cells))):
                cells[at] = cells[at]._replace(away=True)
    return cells


def _cells(operand: bytes) -> list[RowCell]:
    """The cells that the definition of a row gives: the edges, then 20 bytes for each cell that says more."""
    count = operand[0]
    edges = [
        int.from_bytes(operand[1 + 2 * at : 3 + 2 * at], "little", signed=True) for at in range(count + 1)
    ]
    more = operand[1 + 2 * (count + 1) :]
    cells: list[RowCell] = []
    first = 0
    for at in range(count):
        flags = int.from_bytes(more[_CELL * at : _CELL * at + 2], "little")
        across, down = flags & 3, {1: False, 2: True, 3: True}.get(flags >> 5 & 3)
        # Programs differ in which number marks the first of several merged cells: the one that comes first does.
        away = bool(across) and bool(first) and across != first
        first = across if not first else first if across else 0
        cells.append(RowCell(edges[at], edges[at + 1], away, down))
    return cells
