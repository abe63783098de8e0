"""An item of a list while it is gathered, the headings above it, and the record that comes of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from govtask_cli.document import Setting, Text
from govtask_cli.grammar.dates import deadlines_in
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.measures import measures
from govtask_cli.grammar.progress import target_and_progress
from govtask_cli.grammar.responsibility import Clause
from govtask_cli.grammar.schedule import frequency_of, is_status, yes_or_no
from govtask_cli.records import Deadline, Leader, Task, Unit

_STOP: Final = re.compile("[。；;！!？?：:\n]")
_FIGURE: Final = re.compile("[0-9]")
_BOUNDS: Final = ("不低于", "不少于", "不超过", "不高于", "达到", "以上", "以内")
"""No line of a content begins with these but one that goes on with a sentence."""
_END: Final = 60
_NAME: Final = 30
_SENTENCE: Final = re.compile("[。；;，,：:]")
_LAMP: Final = re.compile(r"[【\[〔〖（(](?P<status>[^【】\[\]〔〕〖〗（）()]{2,8})[】\]〕〗）)]$")
"""A light behind a task: 新建水厂2座。【亮绿灯】."""


@dataclass(slots=True)
class Item:
    """An item while its paragraphs are gathered."""

    number: int | None
    texts: list[Text] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
    """Label → value, for labels that nothing else is known of."""
    places: list[Text] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    parent: int | None = None
    said: str | None = None
    """The label (进展情况, 存在问题 …) whose text the next paragraph goes on with."""


class Heading(NamedTuple):
    """An open heading: the rank of its kind, the words as printed, its leader and where that one is named."""

    rank: int
    text: Text
    leader: Leader | None
    named: Text


@dataclass(slots=True)
class Where:
    """Headings that are open."""

    stack: list[Heading] = field(default_factory=list)

    def open(self, rank: int, text: Text, leader: Leader | None) -> None:
        """A heading of this rank: those of its rank and the inner ones above it are closed."""
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        self.stack.append(Heading(rank, text, leader, text))

    def lead(self, text: Text, leader: Leader) -> None:
        """A line that names the official: of the heading right above it where it is labelled, else a heading."""
        above = self.stack[-1].text.plain if self.stack else ""
        if above and label_at_start(text.plain) == "leader" != label_at_start(above):
            self.stack[-1] = self.stack[-1]._replace(leader=leader, named=text)
        else:
            self.open(-1, text, leader)

    @property
    def leader(self) -> Leader | None:
        """The official whom the innermost heading with one names."""
        found = self._leading
        return found.leader if found is not None else None

    @property
    def leader_text(self) -> Text | None:
        """The heading or the line that names the leader."""
        found = self._leading
        return found.named if found is not None else None

    @property
    def _leading(self) -> Heading | None:
        return next((each for each in reversed(self.stack) if each.leader is not None), None)


def _as_one(lines: Sequence[str]) -> str:
    """The lines of a content: one that ends amid a sentence goes on in the next, whatever indent it hangs by."""
    content = ""
    for line in lines:
        cut = line.startswith(_BOUNDS) or (_breaks_off(content) and marker(line) is None)
        content += line if not content or cut else f"\n{line}"
    return content


def _breaks_off(content: str) -> bool:
    """Whether the last sentence has commas and figures and no end; one without figures may be a heading."""
    last = _STOP.split(content[-_END:])[-1].strip()
    if last[-1:] in {"，", "、"} or last[-1:].isdecimal() or last[-2:-1] == "，":
        return True
    return ("，" in last or "、" in last) and _FIGURE.search(last) is not None and last[-1].isalnum()


def task_of(item: Item, where: Where, part: Text, setting: Setting) -> Task:
    """The record of an item below its headings, in the part titled `part`."""
    content = _as_one([text.plain.strip() for text in item.texts if text.plain.strip()]).rstrip(
        "，,、 ☆★△▲◇◆"
    )
    name = _said(item, "name")
    if name is not None or "content" in item.labels:
        # 项目名称：… 建设内容：…
        told = _said(item, "content")
        if (
            told is not None
            and name is None
            and 0 < len(content) <= _NAME
            and _SENTENCE.search(content) is None
        ):
            name, content = content, ""  # 1.北山水厂扩建工程 / 建设内容：…
        content = "\n".join(filter(None, (content, told))) or name or ""
        name = name if content != name else None
    lamp = _LAMP.search(content)
    lamp = lamp if lamp is not None and is_status(lamp["status"]) else None
    content = content[: lamp.start()].rstrip() if lamp is not None else content
    progress = _said(item, "progress")
    if progress is None and setting.reports_progress:
        content, progress = target_and_progress(content)
    units = list(_units(item.clauses))
    leader = next((found.leader for found in item.clauses if found.leader is not None), None) or where.leader
    deadline: Deadline | None = next(
        (found.deadline for found in item.clauses if found.deadline is not None), None
    )
    place = item.places[0].origin.to(item.places[-1].origin)
    path = [each.text.plain for each in where.stack]
    origins = _origins(item, where, part)
    return Task(
        part=part.plain or None,
        section=path[-1] if path else None,
        path=path,
        leader=leader,
        number=item.number,
        parent=item.parent,
        content=content,
        name=name,
        units=units,
        owner=next((found.owner for found in item.clauses if found.owner), None),
        deadline=deadline,
        progress=progress,
        target=_said(item, "target"),
        category=_said(item, "category"),
        frequency=frequency_of(_said(item, "frequency") or ""),
        on_schedule=yes_or_no((_said(item, "on_schedule") or "").partition("\n")[0]),
        completion=_said(item, "completion"),
        effect=_said(item, "effect"),
        investment=_said(item, "investment"),
        problems=_said(item, "problems"),
        next_steps=_said(item, "next_steps"),
        shortfall=_said(item, "shortfall"),
        status=_said(item, "status") or (lamp["status"] if lamp is not None else None),
        place=_said(item, "place"),
        other=item.other,
        deadlines_in_text=deadlines_in(content, setting.year),
        measures=measures(content),
        lines=place.lines,
        origin=str(place),
        origins=origins,
    )


def _origins(item: Item, where: Where, part: Text) -> dict[str, str]:
    """The place of every value of an item, its own or that of a heading above it."""
    found = {"part": str(part.origin)} if part else {}
    if where.stack:
        found["section"] = str(where.stack[-1].text.origin)
        found["path"] = "、".join(str(each.text.origin) for each in where.stack)
    if where.leader_text is not None:
        found["leader"] = str(where.leader_text.origin)
    if item.texts:
        found["content"] = str(item.texts[0].origin)
    return found | item.origins


def _said(item: Item, kind: str) -> str | None:
    values = [
        value for value in item.labels.get(kind, ()) if value.rstrip("。") not in {"", "/", "无", "-", "—"}
    ]
    return "\n".join(values) or None


def _units(clauses: Sequence[Clause]) -> Iterator[Unit]:
    """The units of all clauses of an item; beside a lead label elsewhere, a 责任单位 list supports."""
    said = {(unit.role, unit.basis) for found in clauses for unit in found.units}
    for found in clauses:
        for unit in found.units:
            if unit.basis in {"first", "rule"} and ("lead", "label") in said:
                yield unit.model_copy(update={"role": "support", "basis": "label"})
            elif unit.basis in {"first", "rule"} and ("support", "label") in said:
                yield unit.model_copy(update={"role": "lead", "basis": "label"})  # whom the others support
            else:
                yield unit
