"""Responsibility clauses: who leads, who supports, which leader answers, by when.

A clause is a string such as 责任单位：甲局、乙局牵头，丙镇 or 甲局牵头，乙局、丙局按职责分工负责 or
牵头领导：丁一，责任单位：甲局. It stands in a bracket inside an item, or on a line of its own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, NamedTuple

from govtask_cli.grammar.dates import deadline_of, is_deadline
from govtask_cli.grammar.leaders import leader_of, leader_value, office_of
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.units import (
    bracketed_spans,
    is_collective,
    is_unit_list,
    is_whole_name,
    rule_of,
    split_names,
    stands_inside,
)
from govtask_cli.lexicon import any_word, lexicon, words
from govtask_cli.records import Basis, Deadline, Leader, Role, Unit

_ROUND: Final = str.maketrans("（）［］【】〔〕《》", "()[][][]《》")
_JOINTLY: Final = re.compile("会同")
_SIGN: Final = re.compile(r"[()（）\[\]［］【】〔〕]")
_ASSIGNING: Final = re.compile("牵头|分工负责|分别负责|会同")
_LONG_NAME: Final = 40
_PARAGRAPH: Final = 600
"""Paragraphs up to this length are asked about by one step after the other, and remembered."""
_STOPS: Final = frozenset("。；;！!")
_LABEL: Final = 32
"""A label with its colon stands within so many characters."""
_SEPARATOR: Final = re.compile(r"[；;，,。、\s（(\[【）)\]】]")
_LABEL_ENDS: Final = frozenset(":：】] \t\u3000")
_PAIRS: Final = {")": "(", "]": "["}
UNIT_LABELS: Final = ("lead", "support", "units")


@dataclass(slots=True)
class Clause:
    """What one clause says. `text_labels` holds the values of labels such as 进展情况 and 存在问题."""

    units: list[Unit] = field(default_factory=list)
    leader: Leader | None = None
    deadline: Deadline | None = None
    owner: str | None = None
    states_rule: bool = False
    empty_label: str | None = None
    text_labels: dict[str, str] = field(default_factory=dict)


class Bracket(NamedTuple):
    """A bracket in a paragraph: offsets of its opening sign and behind its closing sign; open-ended if damaged."""

    begin: int
    end: int
    inner: str
    closed: bool = True


@cache
def _kinds() -> dict[str, str]:
    """Label → kind, for every label of the lexicon."""
    kinds = (
        "lead",
        "support",
        "units",
        "owner",
        "leader",
        "deadline",
        "progress",
        "problems",
        "next_steps",
        "target",
        "place",
    )
    return {label: kind for kind in reversed(kinds) for label in lexicon("labels")[kind]["words"]}


@cache
def _label() -> re.Pattern[str]:
    """A label with its colon, at the start or behind a separator; blanks may stand inside (责 任 单 位)."""
    spaced = [
        r"\s*".join(re.escape(sign) for sign in label) for label in sorted(_kinds(), key=len, reverse=True)
    ]
    names = "|".join(spaced) or any_word(())
    level = "(?:[省市区县縣镇鎮乡鄉州]级)?"
    closed = rf"{level}(?P<label>{names})(?:\s*[:：]|[】\]]\s*[:：]?)"
    return re.compile(rf"{closed}|^\s*(?P<bare>{names})(?=\s)")


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Every label of a text in `simplified` form: one stands at the start or behind a separator."""
    label = _label()
    past = 0
    for at in (0, *(mark.end() for mark in _SEPARATOR.finditer(text))):
        if at >= past and (match := label.match(text, at)) is not None:
            yield match
            past = match.end()


def _named(match: re.Match[str]) -> str:
    """The kind of a label that was found."""
    return _kinds()["".join((match["label"] or match["bare"]).split())]


@cache
def _role_word() -> re.Pattern[str]:
    leading, supporting = any_word(words("labels", "leading")), any_word(words("labels", "supporting"))
    return re.compile(rf"(?P<lead>{leading})(?!单位|部门|领导)|(?P<support>{supporting})(?=[，,；;。、\s]|$)")


def label_at_start(text: str) -> str | None:
    """The kind of label that `text` opens with (units, lead, support, leader, progress …), if any."""
    head = text.lstrip()[:_LABEL]
    return None if _LABEL_ENDS.isdisjoint(head) else _label_of(head)


@lru_cache(maxsize=4096)
def _label_of(head: str) -> str | None:
    """The label that the first characters of a line are; five steps ask about each line."""
    bare = simplified(head.lstrip("【[ "))
    match = _label().match(bare)
    if match is None or (head[:1] in "【[" and match[0].rstrip(":： ")[-1:] not in {"】", "]"}):
        return None
    return _named(match)


def is_clause(text: str) -> bool:
    """Whether the inside of a bracket assigns responsibility, with a label or without one."""
    text = text.strip()
    if label_at_start(text) is not None:
        return True
    if len(text) > 800 or "。" in text[:-1]:
        return False
    said = simplified(text)
    assigned = said.rstrip("。；;，, ").endswith(words("labels", "assigning"))
    word = _role_word().search(said)
    if word is None and not assigned:
        return False
    head = text[: word.start()] if word is not None else text
    names = split_names(head.removesuffix("等"))
    bodies = [_is_body(name.name) and len(name.name) <= _LONG_NAME for name in names[:3]]
    # 牵头 and 分工负责 are said of bodies alone; 负责 and 参加 of anybody, so that all must be bodies there.
    return bool(bodies) and (any(bodies) if _ASSIGNING.search(said) else all(bodies))


def _is_body(name: str) -> bool:
    return is_whole_name(name) or is_collective(name) or office_of(name) is not None


def brackets(text: str) -> list[Bracket]:
    """The outermost round and square brackets of `text`; half and full width close one another."""
    found: list[Bracket] = []
    stack: list[tuple[str, int]] = []
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match[0].translate(_ROUND)
        if sign in "([":
            stack.append((sign, at))
        elif any(opened == _PAIRS[sign] for opened, _ in stack):
            while stack[-1][0] != _PAIRS[sign]:
                stack.pop()
            _, begin = stack.pop()
            if not stack:
                found.append(Bracket(begin, at + 1, text[begin + 1 : at]))
    if stack:
        begin = stack[0][1]
        found = [bracket for bracket in found if bracket.end <= begin]
        found.append(Bracket(begin, len(text), text[begin + 1 :], closed=False))
    return found


def clause_brackets(text: str) -> list[Bracket]:
    """The brackets that assign responsibility, in order."""
    if (
        "（" not in text
        and "(" not in text
        and "[" not in text
        and "【" not in text
        and "［" not in text
        and "〔" not in text
    ):
        return []
    return [bracket for bracket in brackets(text) if is_clause(bracket.inner) or _closes_item(text, bracket)]


def _closes_item(text: str, bracket: Bracket) -> bool:
    """Whether a bracket behind a full stop holds nothing but units, or units and a labelled deadline."""
    if text[: bracket.begin].rstrip()[-1:] not in _STOPS or text[bracket.end :].strip("。；; ")[:1] not in {
        "",
        "\n",
    }:
        return False
    label = next(_labels(simplified(bracket.inner)), None)
    head = bracket.inner[: label.start()] if label is not None else bracket.inner
    return is_unit_list(head.strip(" ，,；;。"))


def label_places(text: str) -> list[int]:
    """Where labels begin: 牵头单位：甲局  配合单位：乙局."""
    if not any(sign in text for sign in ":：】"):
        return []
    return [match.start() for match in _labels(simplified(text))]


def bare_label_end(text: str) -> list[int]:
    """Where the value begins behind a label that blanks alone divide from it: 责任单位  甲局."""
    match = _label().match(simplified(text)) if text[:1].strip() else None
    return [_behind_blanks(text, match.end())] if match is not None and match["bare"] else []


def names_units(text: str) -> bool:
    """Whether a labelled line holds a label of units, first or further on: 责任领导：丁一  牵头单位：甲局."""
    return any(_named(match) in UNIT_LABELS for match in _labels(simplified(text)))


def assignments(text: str) -> tuple[Bracket, ...]:
    """All that assigns responsibility inside a paragraph: brackets, and labelled clauses without one
    (…。责任单位：甲局、乙局。), which end at their full stop. In order, none inside another."""
    return _remembered(text) if len(text) <= _PARAGRAPH else _assignments(text)


@lru_cache(maxsize=1024)
def _remembered(text: str) -> tuple[Bracket, ...]:
    return _assignments(text)


def _assignments(text: str) -> tuple[Bracket, ...]:
    found = clause_brackets(text)
    if not any(sign in text for sign in ":：】"):
        return tuple(found)
    said = simplified(text)
    signs = any(sign in text for sign in "（([【［〔")
    taken = [(bracket.begin, bracket.end) for bracket in brackets(text)] if signs else []
    at = 0
    for match in _labels(said):
        begin = match.start()
        kind = _named(match)
        if begin < at or kind not in UNIT_LABELS or stands_inside(begin, taken):
            continue
        stop = text.find("。", match.end())
        newline = text.find("\n", match.end())
        ends = [end for end in (stop + 1, newline) if end > 0]
        end = min(ends, default=len(text))
        while end < len(text) and (more := _label().match(said, _behind_blanks(said, end))) is not None:
            further = text.find("。", more.end())
            end = further + 1 if further >= 0 else len(text)
        found.append(Bracket(begin, end, text[begin:end]))
        at = end
    return tuple(sorted(found, key=lambda bracket: bracket.begin))


def _behind_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def clause(text: str, *, year: int | None = None, first_leads: bool = False) -> Clause:
    """Read one clause. `first_leads`: the document states that the unit listed first leads."""
    found = Clause(states_rule=rule_of(text))
    segments = _segments(text)
    kinds = {kind for kind, _ in segments}
    for kind, value in segments:
        if kind in UNIT_LABELS or kind is None:
            role: Role | None = None
            if kind == "lead":
                role = "lead"
            elif kind == "support" or (kind == "units" and ("lead" in kinds or found.units)):
                role = "support"
            units, leader, deadline = assigned(
                value, role, first_leads=first_leads or found.states_rule, year=year
            )
            says_none = value.strip(" 。；;，,") in words("units", "none")
            if kind is not None and not units and not found.units and not says_none:
                found.empty_label = kind
            found.units.extend(units)
            found.leader = found.leader or leader
            found.deadline = found.deadline or deadline
        elif kind == "leader":
            found.leader = leader_value(value)
        elif kind == "deadline":
            found.deadline = deadline_of(value, year)
        elif kind == "owner":
            found.owner = value.strip().rstrip("。；;，,") or None
        else:
            found.text_labels[kind] = value.strip()
    return found


def heading_leader(heading: str) -> Leader | None:
    """The official that a heading without its marker names: 丁一市长牵头的任务, 分管领导：市长 丁一."""
    if label_at_start(heading) == "leader":
        return clause(heading).leader
    return leader_of(heading)


def _segments(text: str) -> list[tuple[str | None, str]]:
    """(kind of label, its value) pairs; a value before the first label has no kind."""
    matches = list(_labels(simplified(text)))
    found: list[tuple[str | None, str]] = []
    head = text[: matches[0].start()] if matches else text
    if head.strip(" \t\n，,；;。【["):
        found.append((None, head))
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        found.append((_named(match), text[match.end() : end]))
    return found


def assigned(
    value: str, role: Role | None, *, first_leads: bool = False, year: int | None = None
) -> tuple[list[Unit], Leader | None, Deadline | None]:
    """The units of one list with their roles, and an office or a deadline that stands among them.

    `role` is what the label or column says; without one the words of the list decide, then the order.
    """
    chunks = _chunks(value)
    leads = any(word == "lead" for _, word in chunks)
    units: list[Unit] = []
    leader: Leader | None = None
    deadline: Deadline | None = None
    basis: Basis
    for text, word in chunks:
        joint = _JOINTLY.search(simplified(text))
        for name in split_names(text):
            if deadline is None and not is_whole_name(name.name) and is_deadline(name.name):
                deadline = deadline_of(name.name, year)
                continue
            office = None if is_whole_name(name.name) else office_of(name.name)
            if office is not None:
                leader = leader or Leader(name=None, title=office)
                continue
            if leads:
                given: Role = "lead" if word == "lead" else "support"
                basis = "word"
            elif role is not None:
                given, basis = role, "label"
                if role == "lead" and joint is not None and name.begin >= joint.end():
                    given, basis = "support", "word"
            else:
                given = "support" if units else "lead"
                basis = "rule" if first_leads else "first"
            units.append(Unit(name=_clean(name.name), role=given, alias=name.alias, basis=basis))
    return units, leader, deadline


def _clean(name: str) -> str:
    """A name without the duty that is printed behind it: 区政府办负责法制审查工作 → 区政府办."""
    at = simplified(name).find("负责")
    return name[:at] if at > 1 and is_whole_name(name[:at]) else name


def _chunks(value: str) -> list[tuple[str, str | None]]:
    """The list cut at its role words: (names, "lead" | "support" | None for what no word closes)."""
    chunks: list[tuple[str, str | None]] = []
    at = 0
    inside = bracketed_spans(value)
    for match in _role_word().finditer(simplified(value)):
        if stands_inside(match.start(), inside):
            continue
        chunks.append((value[at : match.start()], "lead" if match["lead"] else "support"))
        at = match.end()
    if value[at:].strip(" \t\n，,；;。、"):
        chunks.append((value[at:], None))
    return chunks
