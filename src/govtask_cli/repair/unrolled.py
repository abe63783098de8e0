"""Paragraphs that run on in one line: whole documents without line breaks, items behind items.

Two signs part them: wide blanks where a converter put blanks for line breaks, and markers that carry a
sequence on behind a stop, a bracket or blanks. The second counts only where the stretches between the
markers are assigned to units; a list of points inside a sentence stays where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph, Text
from govtask_cli.grammar.assigning import clause_brackets
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.labels import first_point, label_at_start, label_places
from govtask_cli.grammar.markers import Marker, MarkerKind, marker
from govtask_cli.grammar.outline import rank
from govtask_cli.grammar.responsibility import assignments
from govtask_cli.grammar.titles import is_title
from govtask_cli.grammar.units import bracketed_spans, is_whole_name, stands_inside
from govtask_cli.repair.joints import doubled, ends_sentence
from govtask_cli.repair.laid_out_columns import counts

STEP: Final = "unrolled"
_WIDE: Final = re.compile(r"[ \u00a0]{2,}|[\u3000][\s\u3000]*|[ \u00a0]\u3000")
_MANY: Final = 3
_LONG: Final = 160
_BOUNDARY: Final = re.compile(
    r"[。；;！!？?）)】\]：:\s](?<!\s\s)\s*(?=[（(【一二三四五六七八九十0-9０-９⒈-⒛]|(?:任务|事项)[0-9一二三四五六七八九十])"
)
_GLUED: Final = re.compile(
    r"(?<=[\u4e00-\u9fff）)”])(?=[0-9]{1,3}(?:[.．](?![0-9])|、)|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)"
)
"""Where a marker may stand behind a word without anything between."""
_STRETCH: Final = re.compile(r"[。；;：:，,、！？\s]")
_SENTENCE: Final = re.compile(
    r"[。；;！？\s）)](?![^（(]*[）)])|(?<=[局委办厅])(?=[一二三四五六七八九十]{1,3}、)"
)
_HEADING: Final = 60
_PAGE: Final = 300
_TABLE_SIGNS: Final = frozenset("\t|｜")
_MOST: Final = 0.6
"""A paragraph with so much of a document's text is the document in one line."""
_ITEMS: Final = 6
_COLON: Final = frozenset("：:、")
_KINDS: Final[frozenset[MarkerKind]] = frozenset({"一、", "（一）", "任务1", "1.", "1、"})
_SPOKEN: Final[frozenset[MarkerKind]] = frozenset({"一是"})
"""Points of a sentence, never items."""
_REACH: Final = 8
_COUNTING: Final[frozenset[MarkerKind]] = frozenset({"任务1", "1.", "1、"})
_SKIP: Final = 2
_MARK: Final = 12
_CLAUSE: Final = 24
_BEFORE: Final = 3
"""The number of a row is among so many of its first cells."""
_KNOWN: Final = 3
"""A header has so many known words at least."""


def unroll(document: Document) -> Document:
    """Paragraphs that hold several paragraphs are parted; every parting leaves a note."""
    return _unrolled(document, lambda block, below: False)


def unroll_ended(document: Document) -> Document:
    """The same before cut lines are joined: one that ends amid an item is parted when it is whole again."""
    return _unrolled(document, _runs_on)


def _runs_on(block: Paragraph, below: Block | None) -> bool:
    """Whether the line below goes on with the last words of a line."""
    return (
        isinstance(below, Paragraph)
        and below.gap == 0
        and not ends_sentence(block.text.plain.rstrip())
        and marker(below.text.plain) is None
        and label_at_start(below.text.plain) is None
    )


def _unrolled(document: Document, stays: Callable[[Paragraph, Block | None], bool]) -> Document:
    """Every paragraph parted that holds several and does not stay as it is."""
    kept: list[Block] = []
    notes: list[Note] = []
    size = sum(len(block.text.plain) for block in document.blocks if isinstance(block, Paragraph))
    most = max(size * _MOST, _LONG)
    for block, below in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        if not isinstance(block, Paragraph) or len(block.text.plain) < _MARK:
            kept.append(block)
            continue
        whole = len(block.text.plain) >= most
        pieces = [further for piece in _at_blanks(block.text) for further in _at_markers(piece, whole=whole)]
        if len(pieces) < 2 or stays(block, below):
            kept.append(block)
            continue
        told = f"a line was parted into {len(pieces)} paragraphs"
        notes.append(Note(STEP, "unrolled", told, pieces[0].cut(0, _MARK)))
        kept.append(replace(block, text=pieces[0]))
        kept.extend(Paragraph(piece, 1) for piece in pieces[1:])
    return document.mended(kept, notes)


def unroll_lines(document: Document) -> Document:
    """Long lines parted at wide blanks, before anything else asks what a line is: a whole page in one line has its
    furniture in it too. Rows of tables stay as they are."""
    kept: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        long = isinstance(block, Paragraph) and len(block.text.plain) > _PAGE
        if not isinstance(block, Paragraph) or not long or not _TABLE_SIGNS.isdisjoint(block.text.plain):
            kept.append(block)
            continue
        pieces = _at_blanks(block.text)
        if any(counts(piece.plain) for piece in pieces[:_BEFORE]) or _is_header(pieces):
            kept.append(block)  # a row in columns
            continue
        if len(pieces) > 1:
            told = f"a line was parted into {len(pieces)} paragraphs"
            notes.append(Note(STEP, "unrolled", told, pieces[0].cut(0, _MARK)))
        kept.append(replace(block, text=pieces[0]))
        kept.extend(Paragraph(piece, 1) for piece in pieces[1:])
    return document.mended(kept, notes)


def _is_header(pieces: Sequence[Text]) -> bool:
    """Whether the stretches of a line are the words of a table's header and nothing else."""
    words = [piece.plain for piece in pieces]
    known = {column_field(word) for word in words} - {None}
    return len(known) >= _KNOWN and max(map(len, words)) <= _MARK


def _at_blanks(text: Text) -> list[Text]:
    """Parted at wide blanks, where a long line has several of them between its ends."""
    plain = text.plain
    if len(plain) < _LONG:
        return [text]
    lead = len(plain) - len(plain.lstrip())
    cuts = [match.span() for match in _WIDE.finditer(plain, lead) if match.end() < len(plain)]
    if len(cuts) < _MANY:
        return [text]
    inside = bracketed_spans(plain) if any(sign in plain for sign in "（(【[") else []
    cuts = [
        (begin, end)
        for begin, end in cuts
        if not stands_inside(begin, inside)
        or _is_long(begin, inside)
        or doubled(plain[max(begin - _MARK, 0) : begin], plain[end : end + _CLAUSE])  # （责　责任单位：
    ]
    return _parted(text, cuts) if cuts else [text]


def _is_long(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place stands in a bracket that holds more than a clause: one that never closes."""
    return any(begin < at < end and end - begin > _PAGE for begin, end in spans)


def _at_markers(text: Text, *, whole: bool) -> list[Text]:
    """Parted before markers that carry a sequence on, where the stretches between them are assigned; or where
    there are many, in a paragraph that is the `whole` of the document."""
    return _parted(text, [(at, at) for at in marker_cuts(text.plain, whole=whole)])


def marker_cuts(plain: str, *, whole: bool) -> list[int]:
    """Where such paragraphs begin in a text."""
    if len(plain) < _MARK * 2:
        return []
    every = [
        (match.end(), mark)
        for match in _BOUNDARY.finditer(plain)
        if (mark := marker(plain[match.end() : match.end() + _MARK])) is not None
    ]
    # Where nothing else is counted below the headings of a document in one line, （1） counts its items.
    counted = any(mark.kind in _COUNTING for _, mark in every)
    kinds = _KINDS if counted or not whole else _KINDS | {"（1）"}
    found = [(at, mark) for at, mark in every if mark.kind in kinds]
    if len(plain) >= _LONG:
        found = _with_glued(plain, found)
    own = _known(plain[:_MARK])
    points = (
        not found and own is None
    )  # 1）…。责任单位：甲局。 2）…: points that are items where every one is assigned
    if points and (head := marker(plain[:_REACH])) is not None and head.kind not in _SPOKEN:
        own, found = head, [(at, mark) for at, mark in every if mark.kind == head.kind]
    if not found:
        return []
    chosen = _sequences(([(0, own)] if own is not None else []) + found)
    cuts = [at for at, _ in chosen if at]
    if not cuts or (label_at_start(plain) is not None and first_point(plain) is not None):
        return []
    assigned = clause_brackets(plain)
    begins = [bracket.begin for bracket in assigned]
    outside = [at for at in cuts if not (before := bisect_left(begins, at)) or assigned[before - 1].end <= at]
    begins = sorted({*begins, *label_places(plain)})
    bounds = [0, *outside, len(plain)]
    carrying = sum(
        bisect_left(begins, end) > bisect_left(begins, begin) or bool(assignments(plain[begin:end]))
        for begin, end in pairwise(bounds)
    )
    if points:
        return outside if carrying == len(bounds) - 1 else []
    few = carrying * 2 < len(bounds) - 1 and not (whole and len(outside) >= _ITEMS)
    return [] if few else outside


def _with_glued(plain: str, found: list[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """The markers behind a stop and those that are glued to the words before them, where these surely end: a
    unit (责任单位：市水务局2.…), a title (…任务分解一、…), or a heading above its first item (一、工业经济1.…)."""
    strong = [at for at, _ in found]
    both = list(found)
    accepted = 0
    for match in _GLUED.finditer(plain):
        at = match.start()
        place = bisect_left(strong, at)
        if place < len(strong) and strong[place] == at:
            continue
        mark = _known(plain[at : at + _MARK])
        if mark is None:
            continue
        last = max(accepted, strong[place - 1] if place else 0)
        before = plain[max(at - _HEADING, 0) : at]
        stretch = _STRETCH.split(before)[-1]
        listed = (is_whole_name(stretch) or is_deadline(stretch)) and not _COLON.isdisjoint(before)
        titled = mark.number == 1 and is_title(stretch)
        above = plain[last:at] if at - last <= _HEADING else _SENTENCE.split(before)[-1]
        if listed or titled or _heads_item(above, mark):
            both.append((at, mark))
            accepted = at
    return sorted(both, key=lambda pair: pair[0])


def _heads_item(stretch: str, mark: Marker) -> bool:
    """Whether a stretch is a heading of an outer kind than the marker behind it."""
    above = _known(stretch[:_MARK])
    return above is not None and rank(above.kind) < rank(mark.kind) and len(stretch) > above.end + 1


def _known(head: str) -> Marker | None:
    """A marker of a kind that opens sections and items."""
    found = marker(head)
    return found if found is not None and found.kind in _KINDS else None


def _sequences(found: Sequence[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """The markers that follow one another in their kind: 1, 2, 3 …; a 1 under another kind starts again."""
    chosen: list[tuple[int, Marker]] = []
    last: dict[MarkerKind, int] = {}
    second = {mark.kind: place for place, (_, mark) in enumerate(found) if mark.number == 2}
    for place, (at, mark) in enumerate(found):
        before = last.get(mark.kind)
        follows = before is not None and 0 < mark.number - before <= _SKIP
        starts = mark.number == 1 and second.get(mark.kind, -1) > place
        alone = mark.number == 1 and before is None
        if at == 0 or follows or starts or alone:
            chosen.append((at, mark))
            last[mark.kind] = mark.number
    return chosen


def _parted(text: Text, cuts: Sequence[tuple[int, int]]) -> list[Text]:
    """The stretches between the cuts, without blanks at their ends."""
    pieces: list[Text] = []
    at = 0
    for begin, end in [*cuts, (len(text), len(text))]:
        piece = text.cut(at, begin).strip()
        if piece:
            pieces.append(piece)
        at = end
    return pieces
