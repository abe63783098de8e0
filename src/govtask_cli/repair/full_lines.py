"""Lines of a page of which the places say that they may be one paragraph: the upper one is full. The words decide."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from govtask_cli.document import Paragraph
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.leaders import heads_work_of_official
from govtask_cli.grammar.markers import Marker
from govtask_cli.grammar.titles import is_body, is_title
from govtask_cli.grammar.units import is_whole_name
from govtask_cli.repair.joints import ends_sentence, opens_anew, unclosed
from govtask_cli.repair.widths import Frame

_STOPS: Final = frozenset("。；：！？;:!?）)】〗〕］]")
HEADING: Final = 40
SENTENCE: Final = re.compile("[。；;]")
LINK: Final = frozenset("、，,—~～和与及或")
PROSE: Final = re.compile("[，。；、,;]")
SET_OFF: Final = re.compile(r"[【〖［][^【】〖〗［］]{2,30}[】〗］]")
"""【招商引资攻坚行动】 opens a heading."""
_COMMA: Final = re.compile("[，,]")
_FIGURE: Final = re.compile("(?<![0-9])(?!20[0-9]{2}(?![0-9]))[0-9]")
_WHOLE: Final = 24
"""A heading does not fill a line of more characters."""
_TOPIC: Final = re.compile(r"[^，。；：、,;:0-9]{4,16}。.")
"""A short sentence without a figure that says what a paragraph is about, and opens it."""
_INSIDE: Final = frozenset("。：:")
"""Behind a colon or a stop a colon does not end a salutation."""


class Line(NamedTuple):
    """A paragraph with what decides about joining it."""

    paragraph: Paragraph
    plain: str
    marker: Marker | None
    label: str | None
    alone: bool
    tail: int
    """Size of its last physical line in a hard-wrapped document: a full line goes on, a short one does not."""


def may_be_one(line: Line, further: Line, last: dict[str, int]) -> bool:
    """Whether nothing in the words of two lines says that they are two paragraphs, as their places on a page say
    that they are one."""
    if is_title(line.plain + further.plain) and not line.alone and PROSE.search(line.plain) is None:
        return True
    salutes = line.plain[-1] in "：:" and _INSIDE.isdisjoint(line.plain[:-1])
    inside = line.label is None and line.plain[-1] not in _STOPS and PROSE.search(line.plain) is not None
    if line.alone or further.alone or (further.label is not None and not inside) or salutes:
        return False
    if line.plain[-1] in _STOPS and (SET_OFF.match(further.plain) or _TOPIC.match(further.plain)):
        return False
    if further.marker is not None and follows(further.marker, last, line.marker):
        return further.marker.kind == "一是" and line.plain[-1] in "；;，,"
    if (
        line.marker is not None
        and line.marker.kind in {"一、", "（一）"}
        and is_heading(line.plain[line.marker.end :])
        and len(line.plain) <= _WHOLE
    ):
        return False
    return not is_body(further.plain) and not is_body(line.plain)


def parts_labels(left: str, further: Line) -> bool:
    """Whether the end of a line on a page stands for the blank between two labels with their values."""
    if further.label is None or not left[-1].isalnum():
        return False
    return label_at_start(left) is not None or unclosed(left) >= 0


def follows(found: Marker, last: dict[str, int], own: Marker | None) -> bool:
    """Whether a marker carries a sequence on (the next number, a repeat, a small gap) or starts one."""
    if found.kind not in {"1.", "1、"}:
        return True
    before = own.number if own is not None and own.kind == found.kind else last.get(found.kind)
    if before is None:
        return found.number <= 1 or not last
    return found.number == 1 or 0 <= found.number - before <= 4


def is_heading(body: str) -> bool:
    """Whether the words behind a section's marker are a heading: short, at most one comma and that without a figure
    beside it, no sentence."""
    commas = len(_COMMA.findall(body))
    return (
        len(body) <= HEADING
        and not SENTENCE.search(body)
        and (commas == 0 or (commas == 1 and _FIGURE.search(body) is None))
        and body[-1:] not in LINK
    )


def fills(frame: Frame, line: Line, further: Line, *, opens: bool) -> bool:
    """Whether a line ends only since it is full. Where paragraphs are indented (`opens`: this one is), what
    follows without an indent belongs to it, whatever its words look like; elsewhere a full line surely does."""
    if further.paragraph.gap or not frame.is_full(line.tail) or further.marker or further.label:
        return False
    if ends_sentence(line.plain) and heads_work_of_official(further.plain):
        return False
    if frame.indented:
        return opens and not frame.opens(further.paragraph)
    return frame.is_full(further.tail) and not line.alone


def glue_in_cell(above: str, below: str) -> str:
    """What stands between two lines of a cell: nothing where a word is cut, or a sentence."""
    names = is_whole_name(above) and is_whole_name(below)
    return "\n" if ends_sentence(above) or opens_anew(below) or names or not PROSE.search(above) else ""
