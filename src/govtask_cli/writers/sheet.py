"""A sheet before it is a file: headings, rows of cells, how wide the columns and how high the rows are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from govtask_cli.writers.columns import Value

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_HEIGHT: Final = 409.0
LINE_HEIGHT: Final = 16.0
FILTER_ARROW: Final = 3
"""What the arrow of a filter takes from its heading, in half-width characters."""
TALL: Final = 24
"""Lines in a row beyond which a wider column is better than a higher row."""
WIDEST: Final = 110


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a row (0 is the header) of another sheet of the book."""

    text: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is shown as it was printed: 0.6 as 60%, 200 as 200户."""

    value: float
    form: str


@dataclass(frozen=True, slots=True)
class Struck:
    """The source prints "/": empty for sums and averages, and shown as a cell with a stroke."""


Cell = Value | Link | Figure | Struck


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column, and the widest that the column may be, in half-width characters.

    align: "left" or "center"; by default Excel's own (numbers right, text left).
    """

    text: str
    width: int
    align: Literal["left", "center"] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: every row has one cell for each heading."""

    name: str
    headings: tuple[Heading, ...]
    rows: Collection[Sequence[Cell]]


NUMBER_AT_HEAD: Final = re.compile(
    r"[+-]? (?: [1-9]\d{0,2} (?:,\d{3})+ | [1-9]\d{0,11} | 0 ) (?! [\d,] ) (?P<part> \.\d{1,6} )?",
    re.VERBOSE | re.ASCII,
)
UNIT_WORD: Final = re.compile(r"(?![年月日号期季])[\u4e00-\u9fff]{0,4}")
"""A unit of measure behind a number: not a date or an ordinal, whose sum would mean nothing."""


def figure(printed: str) -> Figure | None:
    """The number that a cell holds, to be shown as printed; None where it is none.

    1,200 → 1200; 60% → 0.6; 200户 → 200 (the unit moves into the number format, so that sums work).
    """
    digits = NUMBER_AT_HEAD.match(printed)
    if digits is None:
        return None
    unit = printed[digits.end() :].strip()
    value = float(digits.group().replace(",", ""))
    decimals = len(digits["part"] or ".") - 1
    shape = "0" + ("." + "0" * decimals if decimals else "")
    if unit == "%":
        return Figure(value / 100, shape + "%")
    if not UNIT_WORD.fullmatch(unit):
        return None
    if "," in digits.group():
        shape = "#,##" + shape
    return Figure(value, f'{shape}"{unit}"' if unit else shape)


def text_width(text: str) -> int:
    """Columns that one line takes on screen: two for a Chinese character or mark, one for a Latin one.

    GB 18030 has one byte for the narrow and two for the wide ones, which counts them at the speed of C.
    """
    return len(text.encode("gb18030", "replace"))


def shown(cell: Cell) -> str:
    """Roughly what stands in a cell, to measure it."""
    match cell:
        case None | Struck():
            return ""
        case Link():
            return cell.text
        case Figure():
            return f"{cell.value:g}{cell.form[1:]}"
        case _:
            return str(cell)


def column_widths(sheet: Sheet) -> list[float]:
    """A width for each column: what its cells need, up to its limit; wider where a text is very long."""
    longest_lines, longest_texts = [0] * len(sheet.headings), [0] * len(sheet.headings)
    for row in sheet.rows:
        for index, cell in enumerate(row):
            text = shown(cell)
            if text:
                longest_texts[index] = max(longest_texts[index], text_width(text))
                longest_lines[index] = max(longest_lines[index], *map(text_width, text.split("\n")))
    widths: list[float] = []
    for heading, longest_line, longest_text in zip(sheet.headings, longest_lines, longest_texts, strict=True):
        limit = (
            heading.width if longest_text <= heading.width * TALL else min(WIDEST, ceil(longest_text / TALL))
        )
        widths.append(max(text_width(heading.text) + FILTER_ARROW, min(longest_line + 2, limit)))
    return widths


def row_height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that the row needs for its highest cell."""
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        text = shown(cell)
        if len(text) * 2 > width - 1 or "\n" in text:
            lines = max(
                lines, sum(max(1, ceil(text_width(line) / (width * 0.95 - 0.5))) for line in text.split("\n"))
            )
    return min(MAX_HEIGHT, lines * LINE_HEIGHT + 4)
