"""Which rows of a sheet are tables, and which are lines above, between and below them: known by shape alone.

A row with one text is a line (a title, a caption, a note) above the first row with several and below the last;
within a table it is a section. Blank rows part two tables where what follows them looks like a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.readers.sheet_grid import Covered, Row

_HEADER_WORD: Final = 20
_SECTION: Final = 40
_SECTIONS: Final = 2
"""So many lines of so many characters may stand between blank rows and the rows that go on with a table."""
_CAPTIONS: Final = 3
"""Most texts of a row that is a caption: 填报单位：…, 填报人：…, 2031年5月."""
_PAIR: Final = 2
_WIDE: Final = 3
"""A note below a table may be merged over so many columns and begin anywhere."""
_LABEL: Final = 6
"""So short a text at the end of a table, in one cell alone, is the label of a row to fill in: 12月, 合计."""
_LABELS: Final = 3
_LABEL_ABOVE: Final = 8
"""So many texts of so many characters, each alone in the first column of a table and right above it, are no lines but
labels of rows to fill in."""
_FIGURE: Final = re.compile(r"[-+(（]?[0-9０-９][0-9０-９.,，%％/年月日:：\-\s]*[)）]?")
_SENTENCE: Final = re.compile("[。；;]")
_COLON: Final = re.compile("[:：]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that belong together: of one table, or lines; the blank rows above each."""

    rows: list[Row]
    gaps: list[int]
    table: bool


def arranged(rows: Sequence[Row], gaps: Sequence[int], covered: Covered) -> Iterator[Piece]:
    """The pieces of a sheet in order; `gaps` are the blank rows above each row."""
    table: list[int] = []
    pending: list[int] = []
    for band in _bands(gaps, covered, rows):
        first, last = _body(band, rows, covered)
        if first is None:
            pending += band
            continue
        lead, body, trail = band[:first], band[first : last + 1], band[last + 1 :]
        between = pending + lead
        if table and _goes_on(between, rows, rows[body[0]]):
            table += between + body
        else:
            yield from _pieces(table, between, rows, gaps)
            table = body
        pending = trail
    yield from _pieces(table, pending, rows, gaps)


def caption_texts(row: Row) -> list[tuple[str, int]]:
    """The captions of a row and their columns; a label and the value in the cell behind it are one."""
    said: list[tuple[str, int]] = []
    for text, column in zip(row.texts, row.columns, strict=True):
        if said and _COLON.fullmatch(said[-1][0].rstrip()[-1:]):
            said[-1] = (said[-1][0].rstrip() + text.strip(), said[-1][1])
        else:
            said.append((text, column))
    return said


def _pieces(table: list[int], lines: list[int], rows: Sequence[Row], gaps: Sequence[int]) -> Iterator[Piece]:
    if table:
        yield Piece([rows[at] for at in table], [gaps[at] for at in table], table=True)
    if lines:
        yield Piece([rows[at] for at in lines], [gaps[at] for at in lines], table=False)


def _bands(gaps: Sequence[int], covered: Covered, rows: Sequence[Row]) -> Iterator[list[int]]:
    """Stretches of rows without a blank one between; a merged cell that reaches over holds them together."""
    cuts = [at for at, gap in enumerate(gaps) if gap and not covered.from_above(rows[at].number)]
    begin = 0
    for cut in [*cuts, len(rows)]:
        if cut > begin:
            yield list(range(begin, cut))
        begin = cut


def _body(band: list[int], rows: Sequence[Row], covered: Covered) -> tuple[int | None, int]:
    """Where the rows of a table begin and end in a band; None where it has none."""
    shapes = {rows[at].columns for at in band}
    width = max(map(len, shapes))
    if width < 2:
        return None, 0
    left = min(shape[0] for shape in shapes if len(shape) > 1)
    first = next((at for at, row in enumerate(band) if _is_row(rows[row], width, covered)), None)
    if first is None:
        return None, 0
    last = next(
        at
        for at in range(len(band) - 1, -1, -1)
        if _is_row(rows[band[at]], width, covered) or _is_rest(rows[band[at]], left, covered)
    )
    return _labels_above(band[:first], rows, left, covered), last


def _labels_above(lines: Sequence[int], rows: Sequence[Row], left: int, covered: Covered) -> int:
    """Where a table begins whose first rows are to be filled in, and have nothing but their labels yet."""
    count = 0
    for at in reversed(lines):
        row = rows[at]
        text = row.texts[0].strip()
        is_label = len(text) <= _LABEL_ABOVE and not _COLON.search(text) and not _FIGURE.fullmatch(text)
        if row.columns != (left,) or covered.width((row.number, left)) > 1 or not is_label:
            break
        count += 1
    return len(lines) - (count if count >= _LABELS else 0)


def _is_row(row: Row, width: int, covered: Covered) -> bool:
    """Whether a row is one of a table `width` texts wide, and no line."""
    size = len(row.texts)
    if size == 1:
        return covered.from_above(row.number) or _is_label_with_room(row, covered)
    captions = [text for text, _ in caption_texts(row)]
    labelled = [text for text in captions if _COLON.search(text)]
    if len(labelled) == len(captions) and width > _PAIR:
        return False
    if size > _CAPTIONS or len(captions) * 2 > width:
        return True
    return not labelled or any(text.isdecimal() for text in row.texts)


def _is_label_with_room(row: Row, covered: Covered) -> bool:
    """Whether the only text of a row is the label of an empty merged cell beside it, as in a blank form."""
    text = row.texts[0].strip()
    return (
        len(text) <= _HEADER_WORD
        and not _COLON.search(text)
        and covered.room_beside((row.number, row.columns[0]))
    )


def _is_rest(row: Row, left: int, covered: Covered) -> bool:
    """Whether the only text of a row at the end of a table belongs to one of its columns: it is no note below."""
    if len(row.texts) > 1:
        return False
    column, text = row.columns[0], row.texts[0].strip()
    width = covered.width((row.number, column))
    return text.isdecimal() or (column > left and width < _WIDE) or (width == 1 and len(text) <= _LABEL)


def _goes_on(lines: list[int], rows: Sequence[Row], row: Row) -> bool:
    """Whether a table goes on behind blank rows, and the lines between are sections of it."""
    if len(lines) > _SECTIONS or looks_like_header(row):
        return False
    return all(len(rows[at].texts) == 1 and len(rows[at].texts[0]) <= _SECTION for at in lines)


def looks_like_header(row: Row) -> bool:
    """Whether a row can head a table: several short different words, none of them a figure or a sentence."""
    words = [text.strip() for text in row.texts]
    return (
        len(words) > 1
        and len(set(words)) == len(words)
        and all(len(word) <= _HEADER_WORD and not _FIGURE.fullmatch(word) for word in words)
        and not any(_SENTENCE.search(word) or word == "/" for word in words)
    )
