"""A page laid out: its lines and tables in the order in which they are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govtask_cli.readers.geometry.columns import stretches
from govtask_cli.readers.geometry.lattice import Lattice, Region, lattices
from govtask_cli.readers.geometry.lines import Line, line_of, lines_of, rows_of
from govtask_cli.readers.geometry.sheet import Glyph, Rule, Sheet, place_box, upright
from govtask_cli.readers.geometry.unruled import unruled

BESIDE: Final = 9
"""The column of lines that stand turned outside of tables."""
ENDLESS: Final = (1e6, 1e6)
"""The head of a turned line: in a narrow cell it always goes on with the line before it."""

_MIDDLE: Final = 0.35
"""A glyph stands in the cell in which the point stands that is so much of its size above its base line."""
_LONG: Final = 0.4
"""A rule that goes over so much of the width of a page parts its head from its body."""
_ONE_LINE: Final = 0.4
"""So much of its size apart may the base lines of two cells be to count as one line of the page."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines one below the other in one column of a page; `column` counts from 0."""

    lines: tuple[Line, ...]
    column: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, with the lines in each of its cells; where no vertical lines part its columns, the room between them.
    drawn: from where to where each cell goes, where the columns were moved to those of another page."""

    lattice: Lattice
    lines: tuple[tuple[Line, ...], ...]
    rooms: tuple[tuple[float, float], ...] = ()
    drawn: tuple[tuple[float, float], ...] = ()

    def cells(self) -> Iterator[tuple[Region, tuple[Line, ...], float, float]]:
        """Every cell with its lines and its left and right border as they are drawn, in points."""
        xs = self.lattice.xs
        for at, (region, lines) in enumerate(zip(self.lattice.regions, self.lines, strict=True)):
            left, right = (
                self.drawn[at] if self.drawn else (xs[region.column], xs[region.column + region.colspan])
            )
            yield region, lines, left, right


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out. `bases` are the base lines by which its lines are numbered; rules: the long ones across;
    slanted, hidden, notes and aside: what stands outside of the text. crowded: it draws too many lines to look for
    tables."""

    number: int
    width: float
    height: float
    items: tuple[Flow | Grid, ...]
    bases: tuple[float, ...] = ()
    rules: tuple[Rule, ...] = ()
    slanted: str = ""
    hidden: str = ""
    notes: tuple[str, ...] = ()
    aside: tuple[Line, ...] = ()
    crowded: bool = False

    def number_of(self, line: Line) -> int:
        """Which line of the page it is, counted from 1; lines of neighbouring cells on one height share a number."""
        return max(bisect_right(self.bases, line.base), 1)

    def flowing(self) -> Iterator[Line]:
        """Every line outside of tables, in reading order."""
        for item in self.items:
            if isinstance(item, Flow):
                yield from item.lines

    def lines(self) -> Iterator[Line]:
        """Every line."""
        for item in self.items:
            if isinstance(item, Flow):
                yield from item.lines
            else:
                for cell in item.lines:
                    yield from cell


def laid_out(sheet: Sheet, before: Page | None = None) -> Page:
    """The lines and tables of a page in reading order; `before` is the page before it."""
    sheet = upright(sheet)
    above = before.items[-1] if before is not None and before.items else None
    ruled = above.lattice if isinstance(above, Grid) and not above.rooms else None
    found = None if sheet.crowded else lattices(sheet.across, sheet.down, ruled)
    grids, flowing, loose = _filled(found or [], sheet.glyphs.get(0, []), _turned_lines(sheet))
    rooms = above.rooms if isinstance(above, Grid) else ()
    open_tables = [] if sheet.crowded else unruled(rows_of(flowing), sheet.across, rooms)
    if open_tables:
        more, flowing, _ = _filled([table.lattice for table in open_tables], flowing, [])
        grids += [replace(grid, rooms=table.rooms) for grid, table in zip(more, open_tables, strict=True)]
    items: list[tuple[float, int, Flow | Grid]] = [(grid.lattice.ys[0], 0, grid) for grid in grids]
    breaks = sorted((grid.lattice.ys[0] + grid.lattice.ys[-1]) / 2 for grid in grids)
    for stretch in stretches(rows_of(flowing), sheet.width, breaks):
        lines = tuple(line for row in stretch.rows if (line := line_of(row)) is not None)
        if lines:
            items.append((stretch.top, stretch.column, Flow(lines, stretch.column)))
    items.sort(key=lambda item: item[:2])
    if loose:
        items.append((sheet.height, 0, Flow(tuple(loose), BESIDE)))
    page = Page(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        items=tuple(item for _, _, item in items),
        rules=tuple(rule for rule in sheet.across if rule.end - rule.begin > _LONG * sheet.width),
        slanted="".join(glyph.char for glyph in sheet.slanted),
        hidden=sheet.hidden,
        notes=sheet.notes,
        aside=tuple(lines_of(sheet.aside)),
        crowded=sheet.crowded or found is None,
    )
    return _numbered(page)


def _numbered(page: Page) -> Page:
    """The page with the base lines by which its lines are counted."""
    bases: list[float] = []
    last = float("-inf")
    for base, size in sorted((line.base, line.size) for line in (*page.lines(), *page.aside)):
        if base - last > _ONE_LINE * size:
            bases.append(base)
            last = base
    return replace(page, bases=tuple(bases))


def _filled(
    found: Sequence[Lattice], glyphs: Sequence[Glyph], turned: Sequence[Line]
) -> tuple[list[Grid], list[Glyph], list[Line]]:
    """The tables with the lines in their cells, and the glyphs and turned lines that stand in none."""
    cells: list[list[list[Glyph]]] = [[[] for _ in lattice.regions] for lattice in found]
    rest: list[Glyph] = []
    boxes = [lattice.box for lattice in found]
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base - _MIDDLE * glyph.size
        for at, box in enumerate(boxes):
            if box[1] <= y <= box[3] and box[0] <= x <= box[2]:
                region = found[at].at(x, y)
                if region is not None:
                    cells[at][region].append(glyph)
                    break
        else:
            rest.append(glyph)
    lines = [[lines_of(cell) for cell in table] for table in cells]
    loose: list[Line] = []
    for line in turned:
        left, top, right, bottom = line.box
        x, y = (left + right) / 2, (top + bottom) / 2
        at, region = next(
            ((at, region) for at, lattice in enumerate(found) if (region := lattice.at(x, y)) is not None),
            (-1, -1),
        )
        if at < 0:
            loose.append(line)
        else:
            lines[at][region].append(line)
    grids = [
        Grid(lattice, tuple(map(tuple, table)))
        for lattice, table in zip(found, lines, strict=True)
        if any(table)
    ]
    return grids, rest, loose


def _turned_lines(sheet: Sheet) -> list[Line]:
    """The lines that do not stand upright, each where it stands on the upright page."""
    found: list[Line] = []
    for turn in (1, 2, 3):
        size = (sheet.width, sheet.height) if turn == 2 else (sheet.height, sheet.width)
        for line in lines_of(sheet.glyphs.get(turn, [])):
            left, _, right, bottom = place_box(line.box, 4 - turn, *size)
            found.append(replace(line, left=left, right=right, base=bottom, head=ENDLESS))
    return found
