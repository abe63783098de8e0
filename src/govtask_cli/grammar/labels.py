"""Labels of clauses with their colon: where they stand in a text and what they announce.

A label stands at the start of a text or behind a separator; blanks may stand inside it (责 任 单 位：). It is
looked for from its colon backwards, since a text has few colons and many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from govtask_cli.grammar.leaders import office_of
from govtask_cli.grammar.markers import Marker, marker
from govtask_cli.grammar.persons import without_people
from govtask_cli.grammar.roles import holder_of, likely_holder, text_of
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.grammar.units import is_unit_list
from govtask_cli.lexicon import lexicon

UNIT_LABELS: Final = ("lead", "support", "units")
_KINDS: Final = (
    *UNIT_LABELS, "owner", "leader", "deadline", "progress", "problems", "next_steps", "target", "place",
)  # fmt: skip
_HEAD: Final = 32
"""A label that opens a line stands with its colon within so many characters."""
_REACH: Final = 24
"""No label has more characters, blanks included."""
_BARE: Final = 4
"""Without a colon only a label of so many characters is sure: 责任单位  甲局, but 配合 甲局 is prose."""
_VALUE: Final = 120
"""Characters behind a label in which its names stand."""
_VALUE_END: Final = re.compile("[；;。\n）)】\\]〔〕]")
_END: Final = re.compile(r"[:：]|[】\]］〗〕](?:\s*[:：])?")
_OPENED: Final = "【[［〖〔"
_CLOSED: Final = "】]］〗〕"
_SIGNS: Final = frozenset(":：" + _CLOSED)
_HIDDEN: Final = re.compile(r"([0-9]{1,2})[.．](?=[0-9])")
_ROUND: Final = frozenset("（(")
_IN_ROUND: Final = re.compile(
    r"[（(](?P<word>[\u4e00-\u9fff]{3,10})[)）]\s*[:：]?\s*(?=[\u4e00-\u9fff/0-9（(①])"
)
_BULLETS: Final = BULLETS + "｜|—-"
_SEPARATORS: Final = frozenset("；;，,。、（([【［〖〔）)]】］〗 \t\n\u3000\u00a0" + _BULLETS)
_ENDS: Final = frozenset(":：】］〗〕] \t\u3000")
_REMARK: Final = re.compile(r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff、/]{1,8}[)）]$")
"""配合站所（村）：, 责任单位（部门）：."""
_COPULA: Final = re.compile("(?<=[\u4e00-\u9fff]{2})(?:是|为|在于|如下)$")
"""推进情况是：, 卡点在于：."""
_LEVEL: Final = re.compile("^[省市区县縣镇鎮乡鄉州]级")


class Label(NamedTuple):
    """A label in a text: where it begins, where its value begins, its words without blanks, what it announces.

    `kind` is a table of the lexicon: lead, support, units, leader, deadline, progress … `bare` tells that blanks
    alone divide it from its value.
    """

    begin: int
    end: int
    word: str
    kind: str
    bare: bool = False


@cache
def _known() -> dict[str, str]:
    """Label → kind, for every label of the lexicon."""
    return {word: kind for kind in reversed(_KINDS) for word in lexicon("labels")[kind]["words"]}


@lru_cache(maxsize=4096)
def _kind_of(word: str) -> str | None:
    """What a label announces: by its words, else as an office (分管副市长)."""
    word = _COPULA.sub("", _REMARK.sub("", without_people(word)))
    return _told_by(word) or ("leader" if office_of(word) is not None else None)


def _told_by(word: str) -> str | None:
    """What the words of a label announce: by the lexicon, else by its parts (具体承办处室)."""
    return _known().get(word) or _known().get(_LEVEL.sub("", word)) or holder_of(word) or text_of(word)


def labels_in(text: str) -> Iterator[Label]:
    """Every label of a text in `simplified` form, in order."""
    past = 0
    bare = _in_round(text) if text[:1] in _ROUND else _bare(text)
    for match in _END.finditer(text):
        if match.start() < past:
            continue
        found = _before(text, past, match)
        if bare is not None and (found is None or found.begin > bare.begin):
            yield bare
            past, bare = bare.end, None
            found = _before(text, past, match) if match.start() >= past else None
        if found is not None:
            yield found
            past, bare = found.end, None
    if bare is not None:
        yield bare


def _before(text: str, past: int, end: re.Match[str]) -> Label | None:
    """The label that `end`, a colon or closing bracket, ends: the longest stretch behind a separator that is one."""
    stop = end.start()
    while stop > past and text[stop - 1].isspace():
        stop -= 1
    first = max(past, stop - _REACH)
    for begin in range(first, stop - 1):
        if begin > 0 and begin != past and text[begin - 1] not in _SEPARATORS:
            continue
        if text[begin] in _SEPARATORS:
            continue
        word = "".join(text[begin:stop].split())
        kind = _kind_of(word)
        if kind is not None:
            bracketed = begin > past and text[begin - 1] in _OPENED and end[0][0] in _CLOSED
            return Label(begin - bracketed, end.end(), word, kind)
    found = _glued(text, past, stop, end.end()) if past else None
    return found or _likely(text, first, stop, end)


def _likely(text: str, first: int, stop: int, end: re.Match[str]) -> Label | None:
    """A label whose noun nobody knows, where nothing but names of bodies stands behind its colon."""
    if end[0][0] not in "：:":
        return None
    begin = next((at + 1 for at in range(stop - 1, first - 1, -1) if text[at] in _SEPARATORS), first)
    word = "".join(text[begin:stop].split())
    kind = likely_holder(word) if begin in {0, first} or text[begin - 1] in _SEPARATORS else None
    if kind is None or not is_unit_list(
        _VALUE_END.split(text[end.end() : end.end() + _VALUE], maxsplit=1)[0]
    ):
        return None
    return Label(begin, end.end(), word, kind)


def _glued(text: str, past: int, stop: int, end: int) -> Label | None:
    """A label that is glued to the last name before it: 牵头单位：甲局配合单位：乙局."""
    for begin in range(max(past, stop - _REACH), stop - 1):
        word = text[begin:stop]
        if word in _known() and is_unit_list(text[past:begin]):
            return Label(begin, end, word, _known()[word])
    return None


def _bare(text: str) -> Label | None:
    """The label that opens a text with blanks behind it and no colon: 责任单位  甲局."""
    lead = len(text) - len(text.lstrip())
    if text[lead : lead + 1] not in _first():
        return None
    for at in range(min(len(text) - 1, lead + _REACH), lead + _BARE - 1, -1):
        if text[at].isspace():
            word = "".join(text[lead:at].split())
            if len(word) >= _BARE and word in _known():
                return Label(lead, at, word, _known()[word], bare=True)
    return None


def _in_round(text: str) -> Label | None:
    """The label in round brackets that opens a text, its value right behind it: （责任单位）甲局."""
    found = _IN_ROUND.match(text)
    kind = _told_by(found["word"]) if found is not None else None
    return Label(0, found.end(), found["word"], kind) if found is not None and kind is not None else None


@cache
def _first() -> frozenset[str]:
    return frozenset(word[0] for word in _known())


def label_at_start(text: str) -> str | None:
    """The kind of label that `text` opens with (units, lead, support, leader, progress …), if any."""
    head = text.lstrip()[:_HEAD]
    return None if _ENDS.isdisjoint(head) and head[:1] not in _ROUND else _label_of(head)


@lru_cache(maxsize=4096)
def _label_of(head: str) -> str | None:
    """The label that the first characters of a line are; five steps ask about each line."""
    bare = simplified(head.lstrip(_OPENED + " \u3000" + _BULLETS))
    found = next(labels_in(bare), None)
    if found is None or found.begin > 0:
        return None
    if head[:1] in _OPENED and bare[: found.end].rstrip(":： ")[-1:] not in _CLOSED:
        return None
    return found.kind


def label_places(text: str) -> list[int]:
    """Where labels begin: 牵头单位：甲局  配合单位：乙局."""
    if _SIGNS.isdisjoint(text):
        return []
    return [label.begin for label in labels_in(simplified(text))]


def inner_label(text: str) -> int | None:
    """Where the first label of what is said about a task stands inside a text, behind a stop or a blank."""
    if _SIGNS.isdisjoint(text):
        return None
    said = simplified(text)
    return next(
        (
            label.begin
            for label in labels_in(said)
            if label.kind not in UNIT_LABELS
            and label.begin
            and (said[label.begin - 1] in "。；; \t\u3000\u00a0" or said[label.begin] in _OPENED)
        ),
        None,
    )


def bare_label_end(text: str) -> list[int]:
    """Where the value begins behind a label that blanks alone divide from it: 责任单位  甲局."""
    found = _bare(simplified(text)) if text[:1].strip() else None
    return [behind_blanks(text, found.end)] if found is not None else []


def names_units(text: str) -> bool:
    """Whether a labelled line holds a label of units, first or further on: 责任领导：丁一  牵头单位：甲局."""
    return any(label.kind in UNIT_LABELS for label in labels_in(simplified(text)))


def behind_blanks(text: str, at: int) -> int:
    """The next place from `at` on where no white space stands."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def first_point(text: str) -> Marker | None:
    """The first point of the value under the label that opens `text`, where points follow it: 进展情况：1.已开工。"""
    label = next(labels_in(simplified(text)), None)
    if label is None or label.kind in UNIT_LABELS:
        return None
    found = marker(text[label.end :].strip())
    return found if found is not None and found.number == 1 else None


def goes_on_counting(text: str, point: Marker | None) -> bool:
    """Whether a text opens with the point behind `point`, or the value of its label with the first where there is none
    yet, though a figure right behind it hides its number: 2.13座公厕完成改造."""
    if point is not None:
        found = _HIDDEN.match(text, behind_blanks(text, 0))
        return found is not None and point.kind == "1." and int(found[1]) == point.number + 1
    label = next(labels_in(simplified(text)), None)
    if label is None or label.kind in UNIT_LABELS:
        return False
    found = _HIDDEN.match(text, behind_blanks(text, label.end))
    return found is not None and int(found[1]) == 1


def point_of(text: str) -> Marker | None:
    """The marker of a point, though a figure right behind its number hides it: 2.13座公厕完成改造."""
    found = marker(text)
    hidden = _HIDDEN.match(text) if found is None else None
    return found if hidden is None else Marker("1.", int(hidden[1]), hidden.end())
