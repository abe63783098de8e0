"""From the passages of a report to its statements: one walk with a stack of headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from govtask_cli.document import Note, Text
from govtask_cli.families.reading import SeenHeading
from govtask_cli.families.report_passages import CHAPTER, NUMBERED_CHAPTER, Passage, Shape
from govtask_cli.grammar.dates import year_of
from govtask_cli.grammar.stance import (
    delivers,
    exhorts,
    heading_kind,
    is_salutation,
    leads_in,
    returns_to_chapter,
    section_kind,
    states_aims,
    turns_away,
    turns_to,
    voted_kind,
)
from govtask_cli.grammar.topics import letters, opens_as_topic, says, topics
from govtask_cli.records import StatementKind

STEP: Final = "work_report"
_FEWEST_THEMES: Final = 3
"""Sections on themes that make a chapter named after its requirements the plan itself."""
_LONGEST_LAST_WORD: Final = 150
_HEADING_ENDS: Final = "。：: \u3000"
_GOES_ON: Final = ("：", "；")
DROPPED: Final[dict[Shape, tuple[str, str]]] = {
    "tail": ("remnant", "text glued to the report without a sentence of its own"),
    "furniture": ("furniture", "text of the website"),
    "rest": ("furniture", "text of the website after the report"),
    "annex": ("annex", "an annex of the report is not read as a part of it"),
    "glossary": ("glossary", "a glossary gives no statements"),
    "glossary_title": ("glossary", "a glossary gives no statements"),
}
"""Shapes that give no statements: the kind and the message of their notes."""

ENDING: Final[tuple[Shape, ...]] = ("rest", "annex", "glossary_title")
"""Headings after which nothing belongs to the report."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its path and kind: a statement before its figures are read."""

    path: tuple[str, ...]
    kind: StatementKind
    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """An open heading: its rank (0 and 10 are chapters), its number, its words, what stands below it."""

    rank: int
    number: int | None
    words: str
    kind: StatementKind


@dataclass(slots=True)
class Walk:
    """The state of one reading; made anew for every part."""

    passages: Sequence[Passage]
    stack: list[Heading] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    used: list[Text] = field(default_factory=list)
    headings: list[SeenHeading] = field(default_factory=list)
    kind: StatementKind = "frame"
    carried: StatementKind | None = None
    opening_ends: int = 0
    planned: bool = False
    ended: bool = False
    next_headings: list[Passage | None] = field(default_factory=list)
    last: int = -1
    chaptered: bool = True
    latest: int = 0
    """The latest year that a heading names."""

    def read(self) -> None:
        """Fill `said`, `notes` and `used`; every passage goes to one of them."""
        self._prepare()
        self.latest = max((year_of(p.plain[:40]) or 0 for p in self.passages if p.heads), default=0)
        over: Shape | None = None
        seen: set[str] = set()
        for index, passage in enumerate(self.passages):
            if self.said and passage.shape in ENDING:
                over = passage.shape
            shape = over or passage.shape
            if shape == "title" or (shape in ENDING and not self.said):
                self.used.append(passage.text)
            elif shape in DROPPED:
                self._drop(passage, *DROPPED[shape])
            elif self.ended and not self._resumes(passage):
                self._after_the_end(passage, seen)
            else:
                self._take(index, passage)
                seen.update(passage.plains)

    def _prepare(self) -> None:
        following: Passage | None = None
        for passage in reversed(self.passages):
            self.next_headings.append(following)
            following = passage if passage.heads else following
        self.next_headings.reverse()
        kept = [at for at, passage in enumerate(self.passages) if passage.shape not in DROPPED]
        self.last = max(kept, default=-1)
        self.chaptered = any(passage.heads and passage.is_chapter for passage in self.passages)
        if not self.chaptered and not _salutes(self.passages):
            self.kind = voted_kind("".join(passage.plain for passage in self.passages))

    def _take(self, index: int, passage: Passage) -> None:
        if passage.heads:
            self._open(index, passage)
        if passage.shape == "heading":
            self.used.append(passage.text)
            return
        closing = self._is_closing(index, passage)
        if passage.shape == "prose" and passage.rank is not None:
            self._close(passage.rank)
        if passage.shape == "prose" and not passage.listed:
            self._leave_sections(passage, closing)
        kinds = self._kinds(index, passage, closing)
        paths = self._paths(passage, kinds)
        self.said.extend(map(Said, paths, kinds, passage.sentences))
        self.used.extend(passage.sentences)
        self._carry(passage, kinds)
        self._mark_cut(index, passage)
        self.ended = self.ended or closing

    # Headings

    def _open(self, index: int, passage: Passage) -> None:
        rank = passage.rank if passage.rank is not None else CHAPTER
        run_in = passage.shape == "run_in"
        words = (passage.sentences[0] if run_in else passage.text).plain.rstrip(_HEADING_ENDS)
        name = (passage.plains[0] if run_in else passage.plain).rstrip(_HEADING_ENDS)
        self._close(rank)
        self.carried = None
        above = self.stack[-1].kind if self.stack else None
        if above is None:
            chapter = self._chapter(index, rank)
            said = heading_kind(name) if rank <= NUMBERED_CHAPTER else None
            if said == "plan" and (year_of(name) or self.latest) < self.latest:
                said = "review"  # 2027年主要工作, above 2028年工作安排
            kind = said or self._themed_kind(chapter)
            if said == "frame" and says(name, "chapter_requirement") and _themes(chapter) >= _FEWEST_THEMES:
                kind = "plan"
            self.planned = self.planned or kind == "plan"
            if rank <= NUMBERED_CHAPTER:
                self.opening_ends = index + 1 + self._opening(chapter, kind, named=said is not None)
        else:
            kind = section_kind(name, above)
        self.stack.append(Heading(rank, passage.number, words, kind))
        self.headings.append(SeenHeading(passage.sentences[0] if run_in else passage.text, kind=kind))
        self.kind = kind

    def _close(self, rank: int) -> None:
        """End the headings of this rank and below."""
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        if self.stack:
            self.kind = self.stack[-1].kind

    def _themed_kind(self, chapter: Sequence[Passage]) -> StatementKind:
        """三、加强政府自身建设 says neither: work that follows a plan is planned, else its words decide."""
        return "plan" if self.planned else voted_kind("".join(p.plain for p in chapter))

    def _chapter(self, index: int, rank: int) -> list[Passage]:
        """What stands below the heading at `index`."""
        found: list[Passage] = []
        for passage in self.passages[index + 1 :]:
            if passage.heads and (passage.rank or 0) <= rank:
                break
            found.append(passage)
        return found

    def _opening(self, chapter: Sequence[Passage], kind: StatementKind, *, named: bool) -> int:
        """How many passages of a plan chapter stand before its work begins."""
        if kind != "plan":
            return 0
        for at, passage in enumerate(chapter):
            if passage.heads:
                return at
        if not named:
            return 0
        for at, passage in enumerate(chapter):
            if leads_in(passage.plains[-1]):
                return at + 1
        frames = [at for at, passage in enumerate(chapter) if _frames(passage)]
        topics = (at for at, p in enumerate(chapter) if not p.listed and at not in frames and _has_topic(p))
        return next(topics, max(frames, default=-1) + 1)

    def _leave_sections(self, passage: Passage, closing: bool) -> None:
        """各位代表！…, problems and thanks speak for the whole chapter: its kind counts again, though their path
        is that of the headings above them, as everywhere."""
        if closing:
            return
        if self.stack and self.kind != "frame" and self._returns(passage):
            self.kind = self.stack[0].kind
        elif not self.chaptered and not self.stack and (turned := self._turns(passage)):
            self.kind = turned

    def _turns(self, passage: Passage) -> StatementKind | None:
        """In a report without headings: the half of it that a paragraph begins, after the salutation."""
        if is_salutation(passage.plains[0]) or delivers(passage.plain):
            return None
        turned = turns_to(passage.plain)
        return turned or (voted_kind(passage.plain) if self.kind == "frame" else None)

    def _returns(self, passage: Passage) -> bool:
        """Does a paragraph leave its section: 各位代表！, or problems, thanks and reflections?"""
        return returns_to_chapter(passage.plain) or (self.kind == "review" and turns_away(passage.plains[0]))

    # Kinds

    def _kinds(self, index: int, passage: Passage, closing: bool) -> list[StatementKind]:
        base = self.kind
        if self.carried and passage.listed:
            base = self.carried
        elif index < self.opening_ends and base == "plan":
            base = "frame"
        kinds: list[StatementKind] = []
        away = closing
        for plain in passage.plains:
            away = away or (base == "review" and turns_away(plain)) or (base == "plan" and exhorts(plain))
            if away or is_salutation(plain) or delivers(plain) or leads_in(plain):
                kinds.append("frame")
            elif base == "frame" and self.stack and states_aims(plain):
                kinds.append("plan")
            else:
                kinds.append(base)
        return kinds

    def _carry(self, passage: Passage, kinds: Sequence[StatementKind]) -> None:
        """What kind the items of a list take from the sentence that announces them."""
        last = passage.plains[-1]
        if self.carried and passage.listed:
            return
        announced = last.endswith(_GOES_ON) and not leads_in(last)
        turned = self.kind == "review" and kinds[-1] == "frame" and not leads_in(last)
        self.carried = kinds[-1] if announced or turned else None

    def _is_closing(self, index: int, passage: Passage) -> bool:
        """让我们…！ at the end of the plan, with no further chapter below."""
        if passage.shape != "prose" or passage.listed or self.kind == "review":
            return False
        following = self.next_headings[index]
        if following is not None and not (following.is_chapter and following.number == 1):
            return False
        if is_salutation(passage.plains[0]) and index + 1 < len(self.passages):
            below = self.passages[index + 1]
            if (
                len(passage.plains) <= 3
                and any(map(exhorts, below.plains))
                and self._is_closing(index + 1, below)
            ):
                return True
        return any(map(exhorts, passage.plains))

    def _resumes(self, passage: Passage) -> bool:
        """Does a heading count on from one that is open?"""
        if not passage.heads or passage.number is None:
            return False
        return any(h.rank == passage.rank and h.number == passage.number - 1 for h in self.stack)

    def _paths(self, passage: Passage, kinds: Sequence[StatementKind]) -> list[tuple[str, ...]]:
        above = tuple(heading.words for heading in self.stack)
        heads = topics(
            passage.plains,
            review=kinds[0] == "review",
            headed=passage.shape == "run_in",
            announced=kinds[0] != "frame" or passage.listed,
            divided=kinds[0] == kinds[-1] != "frame",
        )
        levels: dict[int, str] = {}
        paths: list[tuple[str, ...]] = []
        for at, sentence in enumerate(passage.sentences):
            if at in heads:
                levels = {level: topic for level, topic in levels.items() if level < heads[at]}
                levels[heads[at]] = sentence.plain.rstrip("。")
            paths.append((*above, *levels.values()))
        return paths

    # What is left over

    def _after_the_end(self, passage: Passage, seen: set[str]) -> None:
        """A last word is kept; a second version of the report, or what else a site appended, is not."""
        plain = passage.plain
        again = passage.number is not None or passage.is_chapter or not seen.isdisjoint(passage.plains)
        spoken = passage.closed and ("我们" in plain or plain.endswith("！"))
        if exhorts(plain) or (spoken and not again and letters(plain) <= _LONGEST_LAST_WORD):
            above = tuple(heading.words for heading in self.stack)
            self.said.extend(Said(above, "frame", sentence) for sentence in passage.sentences)
            self.used.extend(passage.sentences)
        elif again:
            self._drop(
                passage, "repetition", "the report ended above; this repeats it or belongs to an annex"
            )
        else:
            self._drop(passage, "remnant", "text after the end of the report")

    def _drop(self, passage: Passage, kind: str, message: str) -> None:
        self.notes.append(Note(STEP, kind, message, passage.text, dropped=True))

    def _mark_cut(self, index: int, passage: Passage) -> None:
        last = passage.plains[-1]
        if passage.closed or last.endswith(_GOES_ON) or exhorts(last) or is_salutation(last):
            return
        cut = "the report is cut off in the middle of a sentence"
        message = cut if index == self.last else "a sentence without its full stop"
        self.notes.append(Note(STEP, "cut_text", message, passage.sentences[-1]))


def _salutes(passages: Sequence[Passage]) -> bool:
    return any(is_salutation(p.plains[0]) or delivers(p.plain) for p in passages[:8])


def _themes(chapter: Sequence[Passage]) -> int:
    return sum(passage.heads and heading_kind(passage.plains[0][:40]) is None for passage in chapter)


def _frames(passage: Passage) -> bool:
    """Does an opening's paragraph state requirements, aims, or where things stand?"""
    return any(
        states_aims(plain) or heading_kind(plain[:60]) == "frame" or plain.startswith(("今年是", "为实现"))
        for plain in passage.plains
    )


def _has_topic(passage: Passage) -> bool:
    return len(passage.plains) > 1 and opens_as_topic(passage.plains[0], review=False)
