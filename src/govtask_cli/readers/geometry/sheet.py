"""One page as a reader of a page format hands it over: glyphs and ruling lines with their places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

ASCENT: Final = 0.88
"""The part of the size of a glyph that stands above its base line."""


class Glyph(NamedTuple):
    """A character on a page: where it begins and ends, the line it stands on, and how big an em of it is."""

    char: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A ruling line: where it stands (y of a horizontal, x of a vertical one), and from where to where it goes."""

    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. `number` counts from 1.

    glyphs: by the direction of their line, counted in quarter turns counterclockwise (0: upright). Those that
    stand turned have their places on the page turned clockwise by as many quarters, where they stand upright.
    slanted: glyphs in any other direction (watermarks, round stamps). aside: glyphs that the file itself calls
    furniture of the page. hidden: text that is not shown. notes: the text of notes that somebody put on the page.
    across, down: its ruling lines. pictures: the share of the page that pictures cover.
    unnamed: glyphs that the fonts of the file give no character for. outlined: shapes that may be drawn glyphs.
    crowded: it draws more lines than are looked at, so that its tables are not sought.
    """

    number: int
    width: float
    height: float
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    slanted: tuple[Glyph, ...] = ()
    aside: tuple[Glyph, ...] = ()
    hidden: str = ""
    notes: tuple[str, ...] = ()
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    pictures: float = 0.0
    unnamed: int = 0
    outlined: int = 0
    crowded: bool = False


def place(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point of a page of that size, on the page turned clockwise by so many quarters."""
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    if turn == 3:
        return y, width - x
    return x, y


def place_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page of that size, on the page turned clockwise by so many quarters."""
    x, y = place(box[0], box[1], turn, width, height)
    u, v = place(box[2], box[3], turn, width, height)
    return min(x, u), min(y, v), max(x, u), max(y, v)


def upright(sheet: Sheet) -> Sheet:
    """The page turned so that most of its text stands upright; other directions are counted from there."""
    turn = max(sheet.glyphs, key=lambda way: (len(sheet.glyphs[way]), -way), default=0)
    if turn == 0:
        return sheet
    size = (sheet.width, sheet.height)
    across = [_turned(Rule(rule.at, rule.begin, rule.end), turn, size, across=True) for rule in sheet.across]
    down = [_turned(rule, turn, size, across=False) for rule in sheet.down]
    if turn != 2:
        across, down = down, across
        size = (sheet.height, sheet.width)
    return replace(
        sheet,
        width=size[0],
        height=size[1],
        glyphs={(way - turn) % 4: glyphs for way, glyphs in sheet.glyphs.items()},
        across=tuple(across),
        down=tuple(down),
    )


def _turned(rule: Rule, turn: int, size: tuple[float, float], *, across: bool) -> Rule:
    """A rule on the page turned clockwise."""
    box = (rule.begin, rule.at, rule.end, rule.at) if across else (rule.at, rule.begin, rule.at, rule.end)
    left, top, right, bottom = place_box(box, turn, *size)
    if across == (turn == 2):
        return Rule(top, left, right)
    return Rule(left, top, bottom)
