"""What stands on every page: page numbers and running heads. Known by where it stands and that it comes again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median_low
from typing import Final, NamedTuple

from govtask_cli.readers.geometry.layout import Flow, Grid, Page
from govtask_cli.readers.geometry.lines import Line

_MARGIN: Final = 0.075
"""In this share of the height of a page, at its top and bottom, stands no text of its body."""
_NEAR: Final = 0.13
"""So far from the edge a line may stand in the body; it is furniture where it is small and apart, too."""
_APART: Final = 1.2
_SMALL: Final = 0.93
_FEWEST: Final = 3
"""On so many pages a line comes again that is a running head (on two, where there are no more)."""
_SHARE: Final = 3
"""It stands on every third page at least: odd and even pages, and the first, may have others."""
_OFTEN: Final = 0.8
_FAR_OUT: Final = 0.09
"""A line in the size of the body that begins or ends so many of all pages is furniture as well, where it stands in
this share of the height of the page."""
_BIG: Final = 1.2
_FIGURES: Final = re.compile(r"[0-9０-９]+")
_NUMBER: Final = re.compile(
    r"""[-—–－·.~\s]{0,8}[0-9０-９]{1,5}[-—–－·.~\s]{0,8}
    |第\s{0,3}[0-9０-９一二三四五六七八九十百]{1,5}\s{0,3}页
        (?:[，,/\s]{0,4}共\s{0,3}[0-9０-９一二三四五六七八九十百]{1,5}\s{0,3}页)?
    |(?:[Pp]age\s{0,3})?[0-9]{1,5}\s{0,3}(?:/|of)\s{0,3}[0-9]{1,5}\s{0,3}页?""",
    re.VERBOSE,
)
_SIGNED: Final = re.compile(r"[-—–－·~第页/]|[Pp]age")


class Dropped(NamedTuple):
    """A line of furniture: its page, its kind, what to say of it."""

    page: Page
    line: Line
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the head or foot of a page, and what tells whether it comes again: place and words but for figures."""

    line: Line
    key: tuple[bool, int, str]
    outside: bool
    far_out: bool
    apart: bool


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """The pages without page numbers and running heads, and these."""
    body = _body_size(pages)
    edges = [list(_edges(page, body)) for page in pages]
    again = Counter(
        key for page in edges for key in {edge.key for edge in page if edge.outside or edge.apart}
    )
    everywhere = Counter(key for page in edges for key in {edge.key for edge in page if edge.far_out})
    least = max(min(_FEWEST, len(pages)), 2, len(pages) // _SHARE)
    most = max(2, ceil(_OFTEN * len(pages)))
    titled: set[tuple[bool, int, str]] = set()
    cleared: list[Page] = []
    dropped: list[Dropped] = []
    for page, found in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for edge in found:
            if _is_number(edge, again):
                dropped.append(Dropped(page, edge.line, "page_number", "a page number was dropped"))
            elif again[edge.key] >= least or everywhere[edge.key] >= most:
                if again[edge.key] < least and edge.line.size > _BIG * body and edge.key not in titled:
                    titled.add(edge.key)  # the title of a table, printed above each of its pages, stays once
                    continue
                kind = "page_header" if edge.key[0] else "page_footer"
                dropped.append(Dropped(page, edge.line, kind, "a running head or foot was dropped"))
            else:
                continue
            gone.add(id(edge.line))
        cleared.append(_without(page, gone) if gone else page)
    return cleared, dropped


def _is_number(edge: _Edge, again: Counter[tuple[bool, int, str]]) -> bool:
    """Whether a line is a page number: dressed as one (— 3 —), or a figure alone that stands outside of the body or
    comes again."""
    plain = edge.line.text.strip()
    if _NUMBER.fullmatch(plain) is None:
        return False
    return _SIGNED.search(plain) is not None or edge.outside or again[edge.key] > 1


def _edges(page: Page, body: float) -> Iterator[_Edge]:
    """The lines that stand near the head or the foot of a page, with nothing but their like further out."""
    tops = sorted(grid.lattice.ys[0] for grid in page.items if isinstance(grid, Grid))
    ends = sorted(grid.lattice.ys[-1] for grid in page.items if isinstance(grid, Grid))
    lines = sorted(page.flowing(), key=lambda line: line.base)
    for at, line in enumerate(lines):
        if line.base > _NEAR * page.height or (tops and tops[0] < line.base):
            break
        below = min(
            [*(other.top for other in lines[at + 1 :] if other.top > line.base), *tops[:1]],
            default=page.height,
        )
        yield _edge(page, line, body, at_head=True, room=below - line.base)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.base < (1 - _NEAR) * page.height or (ends and ends[-1] > line.base):
            break
        above = max([*(other.base for other in lines[:at] if other.base < line.top), *ends[-1:]], default=0.0)
        yield _edge(page, line, body, at_head=False, room=line.top - above)


def _edge(page: Page, line: Line, body: float, *, at_head: bool, room: float) -> _Edge:
    ruled = any(
        line.base < rule.at < line.base + line.size if at_head else line.top - line.size < rule.at < line.top
        for rule in page.rules
    )
    edge = min(line.base, page.height - line.top) / page.height
    return _Edge(
        line,
        (at_head, round(line.base / 3), _FIGURES.sub("0", line.text.strip())),
        outside=edge < _MARGIN,
        far_out=edge < _FAR_OUT,
        apart=line.size < _SMALL * body and (ruled or room > _APART * line.size),
    )


def _body_size(pages: Sequence[Page]) -> float:
    """The size of most glyphs."""
    sizes = [line.size for page in pages for line in page.lines() for _ in range(1 + len(line.text) // 8)]
    return median_low(sizes) if sizes else 12.0


def _without(page: Page, gone: set[int]) -> Page:
    items: list[Flow | Grid] = []
    for item in page.items:
        if isinstance(item, Grid):
            items.append(item)
            continue
        lines = tuple(line for line in item.lines if id(line) not in gone)
        if lines:
            items.append(replace(item, lines=lines))
    return replace(page, items=tuple(items))
