"""Lines to paragraphs: a line goes on with the next where it is full, and the next opens nothing of its own.

A line is full where the beginning of the next one (a character with its punctuation, a word, a figure) would not
have found room behind it. That holds for any width, for ragged and for flush lines, for columns and for cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_low
from typing import Final, Literal

from govtask_cli.readers.geometry.lines import BOUND, QUOTES, Line

_SLACK: Final = 0.15
"""Ems by which room is measured too small."""
_MIXED: Final = 0.25
"""Ems of room that some programs put between Han and Latin characters."""
_INDENT: Final = 0.8
"""Ems by which a line is indented that opens a paragraph."""
_INDENTED: Final = 1.6
"""Ems by which a line is indented that opens a paragraph whatever its words say."""
_SAME_SIZE: Final = 0.12
_FAR: Final = 1.45
"""A line that stands so many times the usual distance below another does not carry it on."""
_PITCH: Final = 1.6
"""The usual distance of lines, in ems, where a text has too few to measure it."""
_APART: Final = 0.4
"""Ems between two paragraphs beside the distance of lines, where a text has too few to measure them."""
_CENTRE: Final = 1.0
_HEADLINE: Final = 1.12
"""A title's glyphs are so many times as big as those of the text."""
_EDGE: Final = 1.5
"""Full lines end within so many ems of the margin."""
_FEWEST: Final = 3
_MOSTLY: Final = 0.7
_BODY: Final = 8
"""Fewer lines beside tables are their titles and notes, not a text."""
_SURELY: Final = 8
_POINT: Final = re.compile(r"(?:[2-9]|[1-9][0-9])[.．、](?![0-9])|[（(][0-9]{1,2}[)）]")
_POINT_INSIDE: Final = re.compile(r"[；;](?:(?:[2-9]|[1-9][0-9])[.．、](?![0-9])|[（(][0-9]{1,2}[)）])")
_POINT_ALONE: Final = re.compile(r"[；;：:。][（(][0-9]{1,2}[)）]$")
_ROOM: Final = 3.0
"""A line with less room behind it, in sizes of its characters, may be full."""
_MARKED: Final = re.compile(
    r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?:(?![0-9])|(?=20[0-9]{2}年)))|[①-⑳●○■□◆◇▲★•·]|[\-—](?![0-9])|第(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[章节条项件]"
    r"|[甲乙丙丁戊己庚辛壬癸][、.．]|[\u4e00-\u9fff]{2,4}(?:[0-9]{1,3}[.．、：:｜|](?![0-9])|[一二三四五六七八九十]{1,3}[：:])"
)
_NARROW: Final = 3.2
"""A cell of fewer ems breaks its lines wherever it must."""
_FAR_IN_NARROW: Final = 2.5
"""Heights of a line between two of one name, where a merged cell so narrow is set over several rows."""
_TORN: Final = 4
_LABEL: Final = re.compile("[^，。；：:]{2,14}[：:]")
_PROSE: Final = re.compile("[，。；：、,;]")
_LAST_WORD: Final = re.compile("[A-Za-z]{1,20}$")
_FIRST_WORD: Final = re.compile("[A-Za-z]{1,20}")
_ABBREVIATION: Final = 5
_END: Final = frozenset("。；;！!？?")
_STOP: Final = frozenset("。；：！？;:!?）)】〗〕］]")

Relation = Literal["rest", "maybe", "new"]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a column of text is set: its margins, the size of its glyphs, the distance of its lines, and what more
    room stands between paragraphs. indented: whether its paragraphs open with an indent."""

    left: float
    right: float
    size: float
    pitch: float
    apart: float = 0.0
    indented: bool = False

    def is_indented(self, line: Line) -> bool:
        """Whether an indent shows that a line opens a paragraph; one in the middle may be that of a title."""
        off = abs((line.left + line.right) - (self.left + self.right)) / 2
        middle = off <= _CENTRE * line.size and self.right - line.right > _EDGE * line.size
        return line.left > self.left + _INDENTED * line.size and not middle

    def pitch_of(self, line: Line) -> float:
        """The usual distance of lines with glyphs of that size."""
        return self.pitch * max(line.size / self.size, 1.0)


def frame_of(lines: Sequence[Line], width: float, cells: float | None = None) -> Frame:
    """The frame of all lines of one column on pages of one width; cells: the size of the glyphs in tables."""
    size = median([line.size for line in lines]) if lines else 12.0
    if cells is not None and len(lines) < _BODY:
        size = min(size, cells)
    lefts = Counter(float(round(line.left)) for line in lines)
    common = [left for left, count in lefts.items() if count >= max(2, len(lines) // 20)]
    left = min(common or lefts or [width / 8])
    # a title that every page repeats is not as long as the column is wide
    ends = sorted({line.text: line.right for line in lines}.values(), reverse=True)
    opposite = width - left
    right = opposite
    for at, end in enumerate(ends):
        full = sum(end - other <= _EDGE * size for other in ends[at : at + 4 * _SURELY])
        if full >= _FEWEST:
            near = end >= opposite - 3 * size
            right = end if near or (full >= _SURELY and full * 5 >= len(ends)) else max(end, opposite)
            break
    steps = [
        lower.base - upper.base
        for upper, lower in pairwise(lines)
        if 0.8 * size < lower.base - upper.base < 3 * size and upper.right > right - 2 * size
    ]
    pitch = median(steps) if len(steps) >= _FEWEST else _PITCH * size
    frame = Frame(left, right, size, pitch, _between(lines, right, size, pitch))
    opening = [
        frame.is_indented(lower)
        for upper, lower in pairwise(lines)
        if upper.size == lower.size and not _MARKED.match(lower.text) and not goes_on(upper, lower, right)
    ]
    return replace(frame, indented=len(opening) >= _FEWEST and sum(opening) > _MOSTLY * len(opening))


def _between(lines: Sequence[Line], right: float, size: float, pitch: float) -> float:
    """What room stands between two paragraphs beside that between two lines."""
    apart = [
        step - pitch
        for upper, lower in pairwise(lines)
        if 0.8 * pitch < (step := lower.base - upper.base) < 4 * pitch
        and upper.size == lower.size
        and not goes_on(upper, lower, right)
    ]
    if len(apart) < _FEWEST:
        return _APART * size
    usual = median_low(apart)
    return usual if 0 < usual < pitch else 0.0


def goes_on(upper: Line, lower: Line, right: float) -> bool:
    """Whether the end of the line, and not of the paragraph, parts two lines: what opens the lower one would have
    found no room in the upper one. What opens like an item behind a stop is one."""
    if _MARKED.match(lower.text) and upper.text[-1] in _STOP:
        return False
    mixed = upper.text[-1].isascii() != lower.text[0].isascii()
    room = right - upper.right - (_SLACK + _MIXED * mixed) * upper.size
    return lower.head[upper.text[-1] not in _STOP] > room


def relation(upper: Line, lower: Line, first: Line, frame: Frame, *, same_page: bool) -> Relation:
    """How `lower` stands to the paragraph that `first` opens and whose last line so far is `upper`: "rest" where it
    surely carries it on, "maybe" where its place says so but the words may say otherwise."""
    if abs(upper.size - lower.size) > _SAME_SIZE * max(upper.size, lower.size):
        return "new"
    apart = lower.base - upper.base
    if same_page and not 0 < apart <= _FAR * max(frame.pitch_of(upper), upper.size):
        return "new"
    if _is_headline(upper, frame) and _is_headline(lower, frame):
        return "rest" if same_page else "new"
    if not goes_on(upper, lower, frame.right):
        return "new"
    hanging = upper is first and _MARKED.match(first.text) is not None
    continued = upper is not first and abs(lower.left - upper.left) <= _INDENT * lower.size
    if lower.left > frame.left + _INDENT * lower.size and not (
        (hanging or continued) and lower.left <= first.left + 6 * lower.size
    ):
        return "new"
    if _MARKED.match(lower.text) or _LABEL.match(lower.text):
        return "maybe"
    if frame.indented and frame.is_indented(first):
        return "rest"
    if upper.text[-1] in _STOP:
        return "maybe"
    return "rest" if upper is not first or _PROSE.search(upper.text) else "maybe"


def _is_headline(line: Line, frame: Frame) -> bool:
    """Whether a line is one of a title: big, and in the middle."""
    off = abs((line.left + line.right) - (frame.left + frame.right)) / 2
    return line.size > _HEADLINE * frame.size and off < _CENTRE * line.size


def paragraphs_in(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """The paragraphs of a cell between two margins."""
    found: list[list[Line]] = []
    breaking = _breaking(lines, right)
    inline = any(_POINT_INSIDE.search(line.text) for line in lines)
    for at, line in enumerate(lines):
        if inline and found and _POINT.match(line.text) and right - found[-1][-1].right < _ROOM * line.size:
            found[-1].append(line)  # …；2.…；3.…: the points of this cell run on
        elif found and not _opens(found[-1], lines[at : at + 2], left, right, breaking):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _breaking(lines: Sequence[Line], right: float) -> frozenset[str]:
    """The stops behind which every sentence of a cell begins a line, and some before its line is full: behind these
    a full line ends its paragraph, too."""
    inside = {sign for line in lines for sign in line.text[:-1]}
    return frozenset(
        upper.text[-1]
        for upper, lower in pairwise(lines)
        if upper.text[-1] in _END and upper.text[-1] not in inside and not goes_on(upper, lower, right)
    )


def _opens(
    above: Sequence[Line], following: Sequence[Line], left: float, right: float, breaking: frozenset[str]
) -> bool:
    """Whether the first of the following lines opens a paragraph below that of the lines above."""
    upper, line = above[-1], following[0]
    if _POINT_ALONE.search(upper.text):
        return False  # …；（3） / 雨污分流改造: the words of the point follow
    if line.text[0] in BOUND or (len(following) > 1 and _is_torn(line, following[1])):
        return False
    if upper.text[-1] in breaking or (upper is above[0] and _is_heading(upper) and _MARKED.match(line.text)):
        return True
    if upper.text[-1] in _END and _labelled(following):
        return True
    narrow = right - left < _NARROW * line.size
    far = _FAR_IN_NARROW if narrow else 2
    if len(above) > 1 and line.base - upper.base > max(
        _FAR * (above[1].base - above[0].base), far * line.size
    ):
        return True
    if narrow:
        return upper.text[-1] in _STOP and not goes_on(upper, line, right)
    if not goes_on(upper, line, right):
        return True
    centred = abs((line.left - left) - (right - line.right)) < _CENTRE * line.size
    return not centred and line.left > min(each.left for each in above) + 1.5 * line.size


def _is_torn(line: Line, below: Line) -> bool:
    """Whether a line is but the beginning of what should not be parted: the cell is too narrow for the whole."""
    if below.text[0] not in BOUND and below.text[0] not in QUOTES:
        return False
    return len(line.text) < _TORN or line.head[1] > line.right - line.left - _SLACK * line.size


def _is_heading(line: Line) -> bool:
    """Whether a line is a number with a few words (一、某某工程)."""
    found = _MARKED.match(line.text)
    return found is not None and _PROSE.search(line.text, found.end()) is None


def _labelled(lines: Sequence[Line]) -> bool:
    """Whether a paragraph opens with a name and a colon (某某项目：…)."""
    return _LABEL.match("".join(line.text for line in lines)) is not None


def written(lines: Iterable[Line]) -> list[tuple[str, Line]]:
    """The text of each line of a paragraph, with the blank that its end stands for."""
    texts: list[tuple[str, Line]] = []
    for line in lines:
        if texts:
            before, above = texts[-1]
            if above.blank or _are_words(before, line.text):
                texts[-1] = before + " ", above
        texts.append((line.text, line))
    return texts


def _are_words(before: str, after: str) -> bool:
    """Whether Latin words meet at the end of a line, and not the halves of an abbreviation among Han (IC / U)."""
    upper, lower = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if upper is None or lower is None:
        return False
    torn = upper[0].isupper() and lower[0].isupper() and len(upper[0] + lower[0]) <= _ABBREVIATION
    return not torn or (upper.start() > 0 and before[upper.start() - 1] == " ")
