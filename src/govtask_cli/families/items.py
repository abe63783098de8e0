"""Items of a list, numbered or not, with the clauses that assign them: shared by task lists and livelihood clauses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from govtask_cli.document import Note, Part, Setting, Text
from govtask_cli.families.bare_lines import bare_headings, behind_bullet, closes, leaders_above, placed
from govtask_cli.families.inherited import given_below, given_to, led_by_headings, of_all, of_section
from govtask_cli.families.item_heads import (
    SHORT,
    STOPS,
    bodies_below,
    ending,
    heads,
    names_leader_alone,
    paragraphs,
)
from govtask_cli.families.item_records import Item, Where, task_of
from govtask_cli.families.own_labels import label_end, label_word, repeated_labels, said_behind
from govtask_cli.families.reading import Reading, SeenHeading
from govtask_cli.grammar.assigning import clause_brackets, lone_bodies
from govtask_cli.grammar.labels import inner_label, label_at_start
from govtask_cli.grammar.markers import Marker, marker
from govtask_cli.grammar.metadata import names_site
from govtask_cli.grammar.outline import ORDER, Head, Place, rank
from govtask_cli.grammar.progress import opens_report, opens_with_project
from govtask_cli.grammar.responsibility import (
    Clause,
    assignments,
    clause,
    heading_leader,
    is_only_clauses,
)
from govtask_cli.grammar.schedule import is_status
from govtask_cli.grammar.titles import heads_states, is_lead_in, names_copies
from govtask_cli.grammar.units import bracketed_spans
from govtask_cli.records import Task

STEP: Final = "items"
_SET_OFF: Final = re.compile(r"[【〖［][^【】〖〗［］：:]{2,30}[】〗］]$")
"""A line that is a heading by its brackets: 【招商引资攻坚行动】."""
_DASHED: Final = re.compile(r"(?:——|—－|－－|--|──)[^—－─-]")
"""A line that is a heading by its dashes, below those with numbers: ——提升自主创新能力."""
_SENTENCE: Final = 6
"""So many characters behind the last clause are a task of their own, if they end as a sentence."""
_BELOW_ALL: Final = len(ORDER)
"""The rank of a heading that stands inside all numbered ones."""
_TOLD: Final = frozenset({"content", "target"})
_OPENING: Final = frozenset("〔［[【〖（(")
_WORDS: Final = frozenset({"frequency", "on_schedule", "status", "completion"})
"""Values of few words: no paragraph goes on with them."""
_BRACKETS: Final = "【】[]〔〕〖〗（）()"
_CLOSERS: Final = frozenset("】]〕］")
_HALTS: Final = frozenset("；;")


def read_items(part: Part, setting: Setting) -> Reading:
    """The tasks of a list: one an item, or one a clause where a paragraph holds several."""
    return _Reader(part, setting).read()


class _Reader:
    """Walks the paragraphs once; an item is closed when the next begins."""

    def __init__(self, part: Part, setting: Setting) -> None:
        self.part, self.setting = part, setting
        self.lines = paragraphs(part)
        self.where = Where()
        self.item: Item | None = None
        self.tasks: list[Task] = []
        self.used: list[Text] = []
        self.notes: list[Note] = []
        self.headings: list[SeenHeading] = []
        self.first_leads = setting.first_leads
        self.ending = len(self.lines)
        self.outer: int | None = None
        self.under: str | None = None
        """The heading right above, as long as nothing but labelled lines stands between."""
        self.sections: dict[str, tuple[Clause, str]] = {}
        """Heading → what a line below it says of all tasks of the section."""
        self.own_labels = repeated_labels(line.text.plain for line in self.lines)

    def read(self) -> Reading:
        seen = heads(self.lines)
        found, opened = placed(self.lines, seen)
        self.ending = ending(seen, self.lines)
        bare = bare_headings(self.lines, found)
        leading = leaders_above(self.lines, found)
        bodies = bodies_below(tuple(line.text.plain for line in self.lines))
        items = {
            rank(head.kind)
            for head, place in zip(seen, found, strict=True)
            if place is Place.ITEM and head.kind
        }
        outermost = min(items) if len(items) > 1 else None
        for at, (line, head, place) in enumerate(zip(self.lines, seen, found, strict=True)):
            text = line.text
            if at >= self.ending or closes(self.lines, at):
                if not self._of_all(text):
                    self._close()
                continue
            label = label_at_start(text.plain) if at not in leading else None
            if (label is not None or at in bodies) and self.item is not None:
                self._label_line(text)
            elif label is not None and self._heads_section(text):
                continue  # `under` stays
            elif place is Place.HEADING or at in bare or self._heads_projects(at):
                self._heading(text, head)
            elif place is Place.ITEM:
                self._open_item(text, outermost)
            elif at in opened and (self.item is None or any(each.units for each in self.item.clauses)):
                self._open_unnumbered(text)
            else:
                self._text(text, place, head)
            self.under = self.under if place is Place.HEADING or at in bare else None
        self._close()
        given_below(self.tasks, self.sections)
        return Reading(
            tasks=tuple(led_by_headings(self.tasks, self.setting.year)),
            notes=tuple(self.notes),
            used=tuple(self.used),
            headings=tuple(self.headings),
        )

    def _heads_projects(self, at: int) -> bool:
        """Whether a short line tells the state of the projects right below it, which stand there by number or by name:
        4个项目完成全年目标."""
        plain = self.lines[at].text.plain.strip()
        below = self.lines[at + 1].text.plain if at + 1 < len(self.lines) else ""
        if not self.setting.reports_progress or len(plain) > SHORT or plain[-1] in STOPS:
            return False
        if heads_states(plain):
            return marker(below) is not None or opens_with_project(below)
        return self._is_open() and not opens_with_project(plain) and opens_with_project(below)

    def _is_open(self) -> bool:
        """Whether no numbered item stands open: a project that stands by its name may follow."""
        return self.item is None or self.item.number is None

    def _heading(self, text: Text, head: Head) -> None:
        self._close()
        self.outer = None
        mark = marker(text.plain)
        body = text.plain[mark.end if mark else 0 :]
        said = [clause(each.inner, year=self.setting.year) for each in assignments(body)]
        leader = heading_leader(body) or next((each.leader for each in said), None)
        self.where.open(rank(head.kind), text, leader)
        self.under = text.plain
        if said and said[0].units:  # 一、水务建设（牵头单位：甲局）
            self.sections[text.plain] = (said[0], str(text.origin))
        self.headings.append(SeenHeading(text, leader))
        self.used.append(text)

    def _heads_section(self, text: Text) -> bool:
        """Whether a labelled line below a heading says who leads its tasks: 责任领导：丁一　牵头部门：甲局."""
        if self.under is None or self.item is not None:
            return False
        told = clause(text.plain, year=self.setting.year, first_leads=self.first_leads)
        if not told.units and told.leader is None and told.deadline is None:
            return False
        if told.leader is not None:
            self.where.lead(text, told.leader)
        if (above := self.sections.get(self.under)) is not None:
            told = replace(
                above[0], units=[*above[0].units, *told.units], deadline=above[0].deadline or told.deadline
            )
        self.sections[self.under] = (told, str(text.origin))
        self.used.append(text)
        return True

    def _open_item(self, text: Text, outermost: int | None) -> None:
        """Open the item that a paragraph begins; `outermost` is the rank of outer items where items are nested."""
        self._close()
        mark = marker(text.plain)
        assert mark is not None
        is_outer = outermost is None or rank(mark.kind) == outermost
        self.item = Item(number=mark.number, parent=None if is_outer else self.outer)
        if outermost is not None and is_outer:
            self.outer = mark.number
        self.item.origins["number"] = str(text.cut(0, mark.end).origin)
        body = text.cut(mark.end)
        own = self.own_labels.get(label_word(body.plain) or "")
        if own in _TOLD and assignments(body.plain):  # 1.【年度任务】新建水厂2座。（县水利局主办）
            self._clauses(text, mark._replace(end=mark.end + label_end(body.plain)))
        elif own is not None:
            self.used.append(text)
            self._own_label(body, own)
        elif label_at_start(body.plain) == "content":  # 1. 任务内容：新建水厂2座。
            self._clauses(text, mark._replace(end=mark.end + label_end(body.plain)))
        else:
            self._clauses(text, mark)

    def _text(self, text: Text, place: Place, head: Head) -> None:
        """A paragraph without a marker of its own: a leader's heading, a clause paragraph, or more of the item."""
        plain = text.plain
        if self._of_all(text):
            return
        if place is Place.TEXT and len(plain) <= SHORT and plain[-1] not in STOPS:
            said = assignments(plain)
            leader = heading_leader(plain) if not said or names_leader_alone(plain) else None
            dashed = _DASHED.match(plain.lstrip()) is not None
            alone = (dashed or _SET_OFF.match(plain)) and not head.has_units and not said
            if leader is not None or alone:
                self._close()
                if leader is not None:
                    self.where.lead(text, leader)
                else:
                    self.where.open(_BELOW_ALL if dashed else -1, text, None)
                self.headings.append(SeenHeading(text, leader))
                self.used.append(text)
                return
        if head.has_units and not assignments(plain):
            self._open_unnumbered(text)
            return
        own = self.own_labels.get(label_word(plain) or "") if self.item is not None else None
        if own is not None and not (own == "other" and assignments(plain)):
            self._own_label(text, own)
        elif is_lead_in(plain):
            self.used.append(text)
        elif assignments(plain):
            if self.item is None or (self.item.clauses and not is_only_clauses(plain)):
                self._close()
                self.item = Item(number=None)
            self._clauses(text, None)
        elif (
            self.item is not None
            and self.item.texts
            and not self.item.clauses
            and (bodies := lone_bodies(plain))
        ):
            self.used.append(text)
            self._take(clause(bodies, year=self.setting.year, first_leads=self.first_leads), text)
        elif self.setting.reports_progress and self._is_open() and opens_with_project(plain):
            self._open_unnumbered(text)
        elif self.item is not None and self.item.said is not None:
            values = self.item.labels[self.item.said]
            sign = self.item.places[-1].plain.rstrip()[-1:]
            if sign in _HALTS and values[-1][-1:] not in STOPS:
                values[-1] += sign  # the stop between two labels is none of a value's; here the value goes on
            values.append(plain.strip())
            self.item.places.append(text)
            self.used.append(text)
        elif self.setting.reports_progress and self.item is not None and opens_report(plain):
            self.item.labels.setdefault("progress", []).append(plain.strip())
            self.item.origins.setdefault("progress", str(text.origin))
            self.item.said = "progress"
            self.item.places.append(text)
            self.used.append(text)
        elif self.item is not None and not self.item.clauses:
            self.item.texts.append(self._without_labels(text))
            self.item.places.append(text)
            self.used.append(text)

    def _open_unnumbered(self, text: Text) -> None:
        self._close()
        self.item = Item(number=None, texts=[text], places=[text])
        self.used.append(text)

    def _own_label(self, text: Text, kind: str) -> None:
        """A line under a label that the lexicon has no kind for and that item after item repeats."""
        assert self.item is not None
        word, value = said_behind(text.plain)
        if kind == "other":
            self.item.other[word] = value
        else:
            self.item.labels.setdefault(kind, []).append(value)
        self.item.origins[kind if kind != "other" else word] = str(text.origin)
        self.item.said = kind if kind != "other" else None
        self.item.places.append(text)
        self.used.append(text)

    def _of_all(self, text: Text) -> bool:
        """Whether a paragraph assigns all tasks of its section: 以上任务由甲局牵头，乙局配合。"""
        of_those_below = of_section(text.plain)
        said = of_those_below or of_all(text.plain)
        told = clause(said, year=self.setting.year, first_leads=self.first_leads) if said else None
        if told is None or not told.units:
            return False
        self._close()
        section = self.where.stack[-1].text.plain if self.where.stack else None
        if of_those_below and section is not None:
            self.sections[section] = (told, str(text.origin))
            self.used.append(text)
            return True
        if given_to(self.tasks, section, told, str(text.origin)):
            self.used.append(text)
            return True
        return False

    def _clauses(self, text: Text, mark: Marker | None) -> None:
        """One paragraph: each clause bracket ends a task; what stands behind the last one opens the next."""
        assert self.item is not None
        plain = text.plain
        found = assignments(plain)
        at = mark.end if mark is not None else behind_bullet(plain)
        self.used.append(text)
        if found and found[0].begin == at and mark is not None:  # 区水务局：新建水厂2座
            front, found = found[0], found[1:]
            told = clause(front.inner, year=self.setting.year, first_leads=self.first_leads)
            self._take(told, text.cut(front.begin, front.end))
            at = front.end
        for index, bracket in enumerate(found):
            if index and plain[at : bracket.begin].strip(" 。；;"):
                number, parent = self.item.number, self.item.parent
                self._close()
                self.item = Item(number=number, parent=parent)
            body = self._without_labels(text.cut(at, bracket.begin))
            if body.plain.strip(" 。；;"):
                self.item.texts.append(body)
                self.item.places.append(body if index else text.cut(0, bracket.begin))
            inner = text.cut(bracket.begin, bracket.end)
            self._take(clause(bracket.inner, year=self.setting.year, first_leads=self.first_leads), inner)
            at = bracket.end
        rest = text.cut(at)
        if (
            found
            and rest.plain.strip() == "。"
            and self.item.texts
            and self.item.texts[-1].plain.rstrip()[-1:] not in STOPS
        ):
            self.item.texts[-1] = Text.join([self.item.texts[-1], rest.strip()])
        if not found:
            rest = self._without_labels(rest)
        if found and (names_copies(rest.plain.strip()) or names_site(rest.plain)):
            self.used[-1] = text.cut(0, at)
            return
        if found and label_at_start(rest.plain) is not None:  # …（甲局负责）　时限要求：12月底前
            self._take(clause(rest.plain, year=self.setting.year, first_leads=self.first_leads), rest)
            return
        if rest.plain.strip(" 。；;，,") and not (found and is_lead_in(rest.plain)):
            if found and self.setting.reports_progress:
                self._report(rest)
                return
            if found and len(rest.plain.strip()) >= _SENTENCE and rest.plain.rstrip()[-1:] in STOPS:
                self._close()
                self.item = Item(number=None)
            self.item.texts.append(rest)
            self.item.places.append(rest if found else text)

    def _without_labels(self, text: Text) -> Text:
        """A stretch of an item without what stands in it under labels: 城市书房建设　年度目标：建成8家。"""
        begin = inner_label(text.plain)
        if begin is None:
            return text
        self._take(clause(text.plain[begin:], year=self.setting.year), text.cut(begin))
        return text.cut(0, begin)

    def _report(self, rest: Text) -> None:
        """What a progress report says behind the unit of an item: 农村公路，牵头单位：甲局。完工三成。"""
        assert self.item is not None
        rest = self._without_labels(rest)  # …完成三成。存在问题：征地未完成。
        said = rest.plain.strip().lstrip("，,；;：:")
        state = said.strip(_BRACKETS)  # …（县水利局主办）【超序时】
        kind, said = ("status", state) if is_status(state) else ("progress", said)
        self.item.labels.setdefault(kind, []).append(said)
        self.item.origins[kind] = str(rest.origin)
        self.item.places.append(rest)
        self.item.said = kind if kind == "progress" and said[-1:] in STOPS else None

    def _label_line(self, text: Text) -> None:
        assert self.item is not None
        said = text.plain.strip()
        enclosed = said[:1] in _OPENING and bracketed_spans(said) == [(0, len(said))]
        said = said[1:-1] if enclosed else text.plain
        behind = clause_brackets(said)[-1:] if label_at_start(said) == "progress" else []
        if behind and not said[behind[0].end :].strip(" 。"):  # 进展情况：完成三成。（甲局负责）
            self._take(clause(said[: behind[0].begin], year=self.setting.year), text)
            said = behind[0].inner
        self._take(clause(said, year=self.setting.year, first_leads=self.first_leads), text)
        self.used.append(text)

    def _take(self, found: Clause, text: Text) -> None:
        assert self.item is not None
        self.item.clauses.append(found)
        self.item.places.append(text)
        self.first_leads = self.first_leads or found.states_rule
        for key, said in (
            ("units", bool(found.units)),
            ("leader", found.leader is not None),
            ("deadline", found.deadline is not None),
        ):
            if said:
                self.item.origins[key] = str(text.origin)
        last = next(reversed(found.text_labels), None)
        closed = text.plain.rstrip()[-1:] in _CLOSERS
        self.item.said = last if last not in _WORDS and not closed else None
        self.item.other.update(found.others)
        for kind, value in found.text_labels.items():
            self.item.labels.setdefault(kind, []).append(value)
            self.item.origins[kind] = str(text.origin)
        if found.empty_label is not None:
            self.notes.append(Note(STEP, "empty_clause", "a unit clause names no unit", text))

    def _close(self) -> None:
        item, self.item = self.item, None
        if item is not None and (item.texts or item.clauses or item.labels):
            self.tasks.append(task_of(item, self.where, self.part.title, self.setting))
