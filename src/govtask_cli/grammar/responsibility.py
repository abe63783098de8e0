"""Responsibility clauses: who leads, who supports, which leader answers, by when.

A clause is a string such as 责任单位：甲局、乙局牵头，丙镇 or 甲局牵头，乙局、丙局按职责分工负责 or
牵头领导：丁一，责任单位：甲局. It stands in a bracket inside an item, or on a line of its own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from govtask_cli.grammar.assigning import (
    AROUND,
    LONG_NAME,
    clause_brackets,
    is_answerable,
    is_clause,
    official_in,
)
from govtask_cli.grammar.brackets import Bracket, brackets
from govtask_cli.grammar.dates import deadline_of, is_deadline
from govtask_cli.grammar.labels import UNIT_LABELS, Label, behind_blanks, label_at_start, labels_in
from govtask_cli.grammar.leaders import is_bare_name, leader_of, leader_value, office_of, official
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.persons import is_person
from govtask_cli.grammar.role_words import chunks_of
from govtask_cli.grammar.schedule import REPORTING, is_every
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.spoken import Spoken, front_bodies, sentences, spoken
from govtask_cli.grammar.units import (
    BY,
    is_collective,
    is_unit_list,
    is_whole_name,
    rule_of,
    split_names,
    stands_inside,
)
from govtask_cli.lexicon import words
from govtask_cli.records import Basis, Deadline, Leader, Role, Unit

_OPENING: Final = re.compile(r"[（(\[【［〔〖﹝｛]")
_JOINTLY: Final = re.compile("会同")
_LEADS: Final = re.compile("牵头|主办")
_AS: Final = re.compile("[:：].{2,80}为(?:牵头|主办|主责|责任|承办)(?:单位|部门)")
_OFFICE: Final = ("局", "委", "办", "厅", "署", "部", "院", "处", "科", "室", "站", "队")
_ANSWERS: Final = ("负责", "承办", "组织实施")
_BEHIND_PERSON: Final = re.compile(r"(?P<person>[^，,；;。]{2,16})[，,；;](?P<bodies>.+)", re.DOTALL)
_PIECES: Final = re.compile("[，,；;。]")
_LONGEST_TAIL: Final = 120
_COLONS: Final = frozenset(":：")
_STRANGE: Final = re.compile(
    r"[；;，,、。\s\u3000](?P<word>[\u4e00-\u9fff]{2,8})[:：](?P<said>[^；;:：]*?)(?=[；;，,、。\s\u3000][\u4e00-\u9fff]{2,8}[:：]|[；;]|$)"
)
_PARAGRAPH: Final = 600
"""Paragraphs up to this length are asked about by one step after the other, and remembered."""


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
    others: dict[str, str] = field(default_factory=dict)
    """Values of labels that nothing is known of: 责任督查员：丁一."""


def assignments(text: str) -> tuple[Bracket, ...]:
    """All that assigns responsibility inside a paragraph: brackets, and labelled clauses without one
    (…。责任单位：甲局、乙局。), which end at their full stop. In order, none inside another."""
    return _remembered(text) if len(text) <= _PARAGRAPH else _assignments(text)


def is_only_clauses(text: str) -> bool:
    """Whether a paragraph is nothing but brackets that assign responsibility: （甲局牵头，乙局配合）."""
    found = clause_brackets(text)
    between = zip(
        [0, *(each.end for each in found)], [*(each.begin for each in found), len(text)], strict=True
    )
    return bool(found) and not any(text[begin:end].strip(AROUND) for begin, end in between)


@lru_cache(maxsize=1024)
def _remembered(text: str) -> tuple[Bracket, ...]:
    return _assignments(text)


def _assignments(text: str) -> tuple[Bracket, ...]:
    found = _behind(text)
    mark = marker(text)
    front = front_bodies(text, mark.end) if mark is not None else None
    if front is None or any(unit.role == "lead" for each in found for unit in clause(each.inner).units):
        return found
    return (front, *(each for each in found if each.begin >= front.end))


def _behind(text: str) -> tuple[Bracket, ...]:
    """The clauses behind or inside what is to be done."""
    found = clause_brackets(text)
    said = simplified(text)
    labels = list(labels_in(said)) if any(sign in text for sign in ":：】］〗〕") else []
    if not labels:
        return tuple(found or sentences(text) or _last_sentence(text))
    signs = _OPENING.search(text) is not None
    taken = [(bracket.begin, bracket.end) for bracket in brackets(text)] if signs else []
    at = 0
    for index, label in enumerate(labels):
        if label.begin < at or label.kind not in UNIT_LABELS or stands_inside(label.begin, taken):
            continue
        end = _clause_end(text, label.end)
        following = index + 1
        while following < len(labels) and labels[following].begin <= behind_blanks(text, end):
            if labels[following].begin == behind_blanks(text, end):
                stop = text.find("。", labels[following].end)
                end = stop + 1 if stop >= 0 else len(text)
            following += 1
        found.append(Bracket(label.begin, end, text[label.begin : end]))
        at = end
    return tuple(sorted(found, key=lambda bracket: bracket.begin))


def _last_sentence(text: str) -> list[Bracket]:
    """The last sentence of a paragraph where it does nothing but assign what stands before it: …。甲局牵头，乙局配合。"""
    end = len(text.rstrip("。；; \n"))
    begin = max(text.rfind("。", 0, end), text.rfind("；", 0, end)) + 1
    opening, begin = begin, end - len(text[begin:end].lstrip("—－- "))  # …。——甲局牵头，乙局参加。
    tail = text[begin:end]
    if not begin or not 0 < len(tail) <= _LONGEST_TAIL:
        return []
    said = simplified(tail)
    by = BY.match(said) is not None and said.endswith(_ANSWERS)  # 此项工作由甲局负责
    if not by and _LEADS.search(said) is None:
        return []
    chunks = chunks_of(tail)
    names = [name for chunk, _ in chunks for name in split_names(chunk)]
    if not (by or any(word == "lead" for _, word in chunks)) or not all(
        (is_answerable(name.name) or is_deadline(name.name)) and len(name.name) <= LONG_NAME for name in names
    ):
        return []
    return [Bracket(opening, len(text), text[begin:])]


def _clause_end(text: str, at: int) -> int:
    """Where a labelled clause without a bracket ends: behind its full stop, or at the end of its line."""
    stop, newline = text.find("。", at), text.find("\n", at)
    return min((end for end in (stop + 1, newline) if end > 0), default=len(text))


def clause(text: str, *, year: int | None = None, first_leads: bool = False) -> Clause:
    """Read one clause. `first_leads`: the document states that the unit listed first leads."""
    said_so = text.strip()
    if _AS.search(said_so) is not None and label_at_start(said_so) == "units":
        said_so = re.split("[:：]", said_so, maxsplit=1)[-1]  # 工作分工：甲局为牵头单位，乙局为配合单位
    if (told := spoken(said_so)) is not None:
        return _clause_of(told, year)
    found = Clause(states_rule=rule_of(text))
    said = segments(text)
    kinds = {_kind_of(label, value) for label, value in said}
    for label, value in _parted(said, found):
        kind = _kind_of(label, value)
        if kind in UNIT_LABELS or kind is None:
            role: Role | None = None
            if kind == "lead":
                role = "lead"
            elif kind == "support" or (kind == "units" and "lead" in kinds):
                role = "support"
            elif kind == "units" and "support" in kinds:
                role = "lead"  # whom the others support
            elif kind == "units" and found.units:
                role = "support"
            if any(act in value for act in REPORTING):
                for piece in _PIECES.split(value):
                    if is_every(piece.strip(AROUND)):
                        found.text_labels.setdefault("frequency", piece.strip(AROUND))
            units, leader, deadline = assigned(
                value, role, first_leads=first_leads or found.states_rule, year=year
            )
            says_none = value.strip(" 。；;，,") in words("units", "none")
            if kind is not None and not units and not found.units and not says_none:
                found.empty_label = kind
            found.units.extend(units)
            found.leader = found.leader or leader
            found.deadline = found.deadline or deadline
        elif label is not None and kind == "leader":
            named, _, further = value.strip(AROUND).partition("；")
            found.leader = leader_value(named, label=label.word)
            found.deadline = found.deadline or (deadline_of(further, year) if is_deadline(further) else None)
        elif kind == "deadline":
            found.deadline = deadline_of(value, year)
        elif kind == "owner":
            found.owner = value.strip().rstrip("。；;，,") or None
        else:
            found.text_labels[kind] = value.strip().rstrip("；;，,〕】］")
    return found


def _kind_of(label: Label | None, value: str) -> str | None:
    """What a label announces: by its words, and by what stands behind it where these are said of bodies and officials."""
    if label is None:
        return None
    bare = value.strip(AROUND)
    if label.word in words("labels", "leader_alone") and is_unit_list(bare):
        return "lead"  # 包抓：甲局
    person = is_person(bare) and not bare.endswith(_OFFICE)  # 文旅局 has the form of a name
    return "leader" if label.kind == "lead" and person else label.kind  # 领办：丁一


def _clause_of(told: Spoken, year: int | None) -> Clause:
    """The clause of a sentence."""
    units = [
        Unit(name=_clean(name.name), role=role, alias=name.alias, basis="word")
        for names, role in told.bodies
        for name in split_names(names)
    ]
    return Clause(
        units=units,
        leader=leader_value(told.leader) if told.leader else None,
        deadline=deadline_of(told.deadline, year) if told.deadline else None,
        text_labels={"frequency": told.frequency} if told.frequency else {},
        others=dict(told.others),
    )


def _parted(said: list[tuple[Label | None, str]], found: Clause) -> Iterator[tuple[Label | None, str]]:
    """The values without what stands in them under a label that is not known (甲局；督查专员：丁一), and an official
    apart from the bodies that no label introduces behind him: 分管领导：丁一，甲局牵头，乙局配合."""
    for label, value in said:
        behind = _BEHIND_PERSON.match(value) if label is not None and label.kind == "leader" else None
        if behind is not None and _is_person_before_bodies(behind["person"], behind["bodies"]):
            yield label, behind["person"]
            yield None, behind["bodies"]
            continue
        first = _STRANGE.search(value) if label is None or label.kind in UNIT_LABELS else None
        if first is None:
            yield label, value
            continue
        for strange in _STRANGE.finditer(value):
            found.others[strange["word"]] = strange["said"].strip(" \t\u3000。")
        yield label, value[: first.start()]


def _is_person_before_bodies(person: str, bodies: str) -> bool:
    """Whether an official stands before bodies one of which is said to lead or to support."""
    if not is_bare_name(person) and official(person.strip()) is None and office_of(person) is None:
        return False
    units = assigned(bodies, None)[0]
    whole = all(is_whole_name(unit.name) or is_collective(unit.name) for unit in units)
    return whole and (any(unit.basis == "word" for unit in units) or is_clause(bodies))


def heading_leader(heading: str) -> Leader | None:
    """The official that a heading without its marker names: 丁一市长牵头的任务, 分管领导：市长 丁一."""
    if label_at_start(heading) == "leader":
        return clause(heading).leader
    found = leader_of(heading)
    if found is None and heading[:1] in "【〖［" and not _COLONS.isdisjoint(heading):
        # 【招商引资攻坚行动】　领衔领导：丁一
        label = next((label for label in labels_in(simplified(heading)) if label.kind == "leader"), None)
        found = clause(heading[label.begin :]).leader if label is not None else None
    return found


def segments(text: str) -> list[tuple[Label | None, str]]:
    """(label, its value) pairs; a value before the first label has none."""
    labels = list(labels_in(simplified(text)))
    found: list[tuple[Label | None, str]] = []
    head = text[: labels[0].begin] if labels else text
    if head.strip(AROUND):
        found.append((None, head))
    for label, following in zip_longest(labels, labels[1:]):
        found.append((label, text[label.end : following.begin if following is not None else len(text)]))
    return found


def assigned(
    value: str, role: Role | None, *, first_leads: bool = False, year: int | None = None
) -> tuple[list[Unit], Leader | None, Deadline | None]:
    """The units of one list with their roles, and an office or a deadline that stands among them.

    `role` is what the label or column says; without one the words of the list decide, then the order.
    """
    chunks = chunks_of(value)
    leads = any(word == "lead" for _, word in chunks)
    units: list[Unit] = []
    leader: Leader | None = None
    deadline: Deadline | None = None
    basis: Basis
    for text, word in chunks:
        joint = _JOINTLY.search(simplified(text))
        for name in split_names(text):
            whole = is_whole_name(name.name)
            if not whole and deadline is None and is_deadline(name.name):
                deadline = deadline_of(name.name, year)
                continue
            if _is_rule(name.name) or (not whole and is_every(name.name)):
                continue
            office = None if whole else office_of(name.name)
            if office is not None:
                leader = leader or Leader(name=None, title=office)
                continue
            official = None if whole else official_in(name.name)
            if official is not None:
                if leader is not None and leader.name is None:  # 党委委员、副镇长丁一
                    leader = Leader(name=official.name, title=f"{leader.title}、{official.title}")
                leader = leader or official
                continue
            if leads:
                given: Role = "lead" if word == "lead" else "support"
                basis = "word"
            elif role is not None:
                given, basis = role, "label"
                if role == "lead" and joint is not None and name.begin >= joint.end():
                    given, basis = "support", "word"
            elif joint is not None and joint.start() > 0:  # 甲局、乙局会同丙局负责
                given, basis = "lead" if name.begin < joint.start() else "support", "word"
            else:
                given = "support" if units else "lead"
                basis = "rule" if first_leads else "first"
            units.append(Unit(name=_clean(name.name), role=given, alias=name.alias, basis=basis))
    return units, leader, deadline


def _is_rule(name: str) -> bool:
    """Whether a name is a remark of the document: 列第一位的为牵头单位, 下同."""
    return name == "下同" or rule_of(name)


def _clean(name: str) -> str:
    """A name without the duty that is printed behind it: 区政府办负责法制审查工作 → 区政府办."""
    at = simplified(name).find("负责")
    return name[:at] if at > 1 and is_whole_name(name[:at]) else name
