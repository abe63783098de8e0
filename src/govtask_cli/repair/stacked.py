"""Names that stand one below the other in a cell of a page, each as long as the cell is wide.

Where a line of a cell is full, its place does not tell whether the next one carries it on. In a list of bodies the
words tell: where whole names meet, of which the second opens as the first (县农业农村局 / 县林业局), two lines are two
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govtask_cli.document import Document, Note, Run, Text
from govtask_cli.grammar.canonical import canonical
from govtask_cli.grammar.columns import is_region
from govtask_cli.grammar.units import is_branch, is_collective, is_unit_list, is_whole_name
from govtask_cli.repair.blocks import each_text

STEP: Final = "stacked"
_SEPARATOR: Final = re.compile(r"[、，,；;\s]+")
_SEPARATORS: Final = frozenset("、，,；; \n（(")
_BUREAU: Final = frozenset("局厅委办")
_COMMITTEE: Final = frozenset({"委会", "委员"})
"""安委 / 会, 改革委 / 员会."""
_NO_PART: Final = re.compile("^[省市区县州旗]|(?:公司|集团)$")
_LONGEST: Final = 300
_SHORTEST: Final = 3


def part_names(document: Document) -> Document:
    """Between two names of a list that stand one below the other comes a line break, with a note."""
    if document.source.pages is None:
        return document
    notes: list[Note] = []
    blocks = each_text(document.blocks, lambda text: text, lambda text: _parted(text, notes))
    return document.mended(tuple(blocks), notes)


def _parted(text: Text, notes: list[Note]) -> Text:
    plain = text.plain
    if len(text.runs) < 2 or len(plain) > _LONGEST or not is_unit_list(plain):
        return text
    cuts = list(_joints(text))
    if not cuts:
        return text
    pieces: list[Text] = []
    at = 0
    for cut in cuts:
        pieces.append(text.cut(at, cut))
        at = cut
    pieces.append(text.cut(at))
    notes.append(
        Note(STEP, "stacked", f"{len(cuts) + 1} names that stand one below the other were parted", text)
    )
    return Text(run for piece, last in _ends(pieces) for run in (*piece.runs, *_line_break(piece, last=last)))


def _ends(pieces: list[Text]) -> Iterator[tuple[Text, bool]]:
    for at, piece in enumerate(pieces):
        yield piece, at == len(pieces) - 1


def _line_break(piece: Text, *, last: bool) -> tuple[Run, ...]:
    return () if last else (Run("\n", piece.runs[-1].origin),)


def _joints(text: Text) -> Iterator[int]:
    """The places at which one line of the page ends with a whole name, and the next one begins with another."""
    at = 0
    plain = text.plain
    for run, further in pairwise(text.runs):
        at += len(run.text)
        if run.origin.line == further.origin.line or plain[at - 1] in _SEPARATORS or plain[at] in _SEPARATORS:
            continue
        above, below = _SEPARATOR.split(plain[:at])[-1], _SEPARATOR.split(plain[at:])[0]
        named = is_whole_name(above) and (is_whole_name(below) or is_collective(below))
        if named and _are_two(above, below, plain):
            yield at


def _are_two(above: str, below: str, cell: str) -> bool:
    """Whether two names are not the two halves of one: they open alike, every line of the cell holds a name, or the
    second is no part of a bureau: it names a place or a level of its own, or is a company. A bare 政府 is the end of
    a name, a bare 市委 the beginning of one; a branch belongs to its body, and what is known as one name is one."""
    if above[-1] + below[0] in _COMMITTEE or is_branch(below, above):
        return False
    if is_collective(below):
        return True
    if len(below) < _SHORTEST or (len(above) < _SHORTEST and is_whole_name(above + below)):
        return False
    if above[0] == below[0] or (above[-1] in _BUREAU and (is_region(below) or _NO_PART.search(below))):
        return True
    return "\n" in cell and canonical(above + below) is None
