"""Pages as blocks of a document: paragraphs that go on over columns and pages, tables that pages cut alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from govtask_cli.document import Origin
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.furniture import without_furniture
from govtask_cli.readers.geometry.layout import Flow, Grid, Page
from govtask_cli.readers.geometry.lines import Line
from govtask_cli.readers.geometry.paragraphs import Frame, Relation, frame_of, relation, written
from govtask_cli.readers.geometry.tables import aligned, cells_of, paddings, place_of

_NEW_PAGE: Final = 2
"""Blank lines that the end of a page stands for where it is not full."""
_MOST_BLANK: Final = 20


def write(pages: Sequence[Page], assembly: Assembly, step: str) -> None:
    """Add the paragraphs and tables of the pages to a document; what stands on every page becomes notes."""
    cleared, dropped = without_furniture(pages)
    for gone in dropped:
        text = assembly.text(gone.line.text, place_of(gone.page, gone.line))
        assembly.note(step, gone.kind, gone.message, text, dropped=True)
    for page in pages:
        _note_outside(page, assembly, step)
    _Writer(_with_common_columns(cleared), assembly).write()


def _note_outside(page: Page, assembly: Assembly, step: str) -> None:
    """What the file calls furniture, and what stands slanted over the page."""
    for line in page.aside:
        text = assembly.text(line.text, place_of(page, line))
        assembly.note(
            step,
            "page_header",
            "what the file marks as furniture of the page was dropped",
            text,
            dropped=True,
        )
    for kind, said, message in (
        ("watermark", page.slanted, "slanted text (a watermark or a stamp) was dropped"),
        ("hidden_text", page.hidden, "text that is not shown was dropped"),
        *(("annotation", said, "the text of a note on the page was dropped") for said in page.notes),
    ):
        if said.strip():
            assembly.note(step, kind, message, assembly.text(said, Origin(page=page.number)), dropped=True)


def _with_common_columns(pages: Sequence[Page]) -> list[Page]:
    """The pages with the tables that go on from one to the next cut into the same columns."""
    items = [list(page.items) for page in pages]
    runs: list[list[tuple[int, int]]] = []
    for number in range(1, len(pages)):
        upper, lower = items[number - 1], items[number]
        if upper and lower and isinstance(upper[-1], Grid) and isinstance(lower[0], Grid):
            last = (number - 1, len(upper) - 1)
            if not (runs and runs[-1][-1] == last):
                runs.append([last])
            runs[-1].append((number, 0))
    for run in runs:
        for places in (run, run[::-1]):  # forth to gather the columns, back to hand them to the first pages
            for (a, at), (b, bt) in pairwise(places):
                one, other = items[a][at], items[b][bt]
                assert isinstance(one, Grid)
                assert isinstance(other, Grid)
                pair = aligned(one, other)
                if pair is not None:
                    items[a][at], items[b][bt] = pair
    return [replace(page, items=tuple(own)) for page, own in zip(pages, items, strict=True)]


class _Writer:
    """Gathers lines to paragraphs over the whole document."""

    def __init__(self, pages: Sequence[Page], assembly: Assembly) -> None:
        self.pages, self.assembly = pages, assembly
        self.frames = _frames(pages)
        grids = [item for page in pages for item in page.items if isinstance(item, Grid)]
        self.paddings = iter(paddings(grids))
        self.held: list[tuple[Page, Line]] = []
        self.gap = 0
        self.may_go_on = self.opens = False
        self.last: tuple[Page, float] | None = None

    def write(self) -> None:
        """Add every block."""
        for page, item, opens_page in self._items():
            if isinstance(item, Grid):
                gap = self._gap_above(page, item.lattice.ys[0], opens_page=opens_page)
                self._close()
                self.assembly.table(cells_of(item, page, self.assembly, next(self.paddings)), gap=gap)
                self.last = (page, item.lattice.ys[-1])
                continue
            frame = self.frames[_key(page, item)]
            for at, line in enumerate(item.lines):
                self._add(page, line, frame, opens=at == 0, opens_page=opens_page and at == 0)
        self._close()

    def _items(self) -> Iterator[tuple[Page, Flow | Grid, bool]]:
        for page in self.pages:
            for at, item in enumerate(page.items):
                yield page, item, at == 0

    def _add(self, page: Page, line: Line, frame: Frame, *, opens: bool, opens_page: bool) -> None:
        told: Relation = "new"
        if self.held:
            told = relation(self.held[-1][1], line, self.held[0][1], frame, same_page=not opens)
        if told != "rest":
            pitch = frame.pitch_of(line) + frame.apart
            gap = self._gap_above(page, line.base - pitch, opens_page=opens_page, pitch=pitch)
            self._close()
            self.gap, self.may_go_on = gap, told == "maybe"
            self.opens = told == "new" and frame.is_indented(line)
        self.held.append((page, line))
        self.last = (page, line.base)

    def _gap_above(self, page: Page, top: float, *, opens_page: bool, pitch: float = 20.0) -> int:
        """Blank lines between what stood last and what begins at `top`."""
        if self.last is None:
            return 0
        above, bottom = self.last
        if above is not page:
            return 0 if bottom > 0.8 * above.height else _NEW_PAGE
        return min(max(round((top - bottom) / pitch), 0), _MOST_BLANK)

    def _close(self) -> None:
        """Add the paragraph whose lines were gathered."""
        if not self.held:
            return
        pages = {id(line): page for page, line in self.held}
        pieces = [
            (text, place_of(pages[id(line)], line)) for text, line in written(line for _, line in self.held)
        ]
        text = self.assembly.joined(pieces)
        self.assembly.paragraph(text, gap=self.gap, opens=self.opens, rest=self.may_go_on)
        self.held = []
        self.gap = 0


def _key(page: Page, flow: Flow) -> tuple[int, int]:
    return round(page.width), flow.column


def _frames(pages: Sequence[Page]) -> dict[tuple[int, int], Frame]:
    """How each column is set, on pages of each width."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, Flow):
                lines.setdefault(_key(page, item), []).extend(item.lines)
    smallest = _size_in_tables(pages)
    return {key: frame_of(held, key[0], smallest) for key, held in lines.items()}


def _size_in_tables(pages: Sequence[Page]) -> float | None:
    """How big the glyphs in tables are: where hardly anything else stands on the pages, titles show beside them."""
    sizes = [
        line.size
        for page in pages
        for item in page.items
        if isinstance(item, Grid)
        for cell in item.lines
        for line in cell
    ]
    return median(sizes) if sizes else None
