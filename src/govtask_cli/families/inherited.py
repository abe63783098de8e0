"""What the tasks of a list have from elsewhere: the body, the deadline or the frequency of their heading, and what a
sentence below them says of all (以上任务由甲局牵头).

Such headings are 一、市教育局承担任务（4项）, 6月底前完成的任务, 按月调度的任务.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from govtask_cli.grammar.columns import is_region
from govtask_cli.grammar.dates import deadline_of, is_deadline
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.responsibility import Clause
from govtask_cli.grammar.schedule import frequency_of
from govtask_cli.grammar.signs import COUNTED
from govtask_cli.grammar.units import is_collective, is_unit_list, is_whole_name, split_names
from govtask_cli.lexicon import words
from govtask_cli.records import Task, Unit

_LED: Final = re.compile(r"[（(【〔][^（）()【】〔〕]*[:：][^（）()【】〔〕]*[)）】〕]$")
"""（分管领导：丁一）."""
_DUTY: Final = re.compile(
    "(?:承担|牵头|负责|落实|主办|承办|领办)?的?(?:重点|主要|年度)?(?:工作|任务|事项|项目|清单)?(?:清单)?[:：]?$"
)
_OF_ALL: Final = re.compile(
    "^(?:以上|上述)(?:各?[0-9一二三四五六七八九十]{0,2}[项件条](?:工作|任务)?|工作|任务|事项|项目)[，,]?均?(?=.)"
)
_OF_SECTION: Final = re.compile("^本(?:部分|节|项|章|板块|领域|类|组|专题)(?:工作|任务|事项|项目)?(?=.)")
_BRACKETS: Final = "〔〕【】[]［］（）() \u3000"
_OVERSEES: Final = re.compile("督办|督查[，。]|督促|考核|通报|汇总|报送|解释|进行监督|监督检查")
"""以上任务由区督查室负责督办 names nobody who does them."""
_FEWEST: Final = 2
_LONGEST: Final = 40


def led_by_headings(tasks: Sequence[Task], year: int | None) -> list[Task]:
    """The tasks, with what their headings say for those that do not say it themselves: the lead units where every
    heading names a body, the deadline, how often is reported."""
    sections = {task.section for task in tasks}
    bodies = {section: _units_of(section) for section in sections if section}
    led = len(bodies) >= _FEWEST and len(bodies) == len(sections) and all(bodies.values())
    timed = {section: _timing(section, year) for section in sections if section}
    if not led and not any(timed.values()):
        return list(tasks)
    return [
        _with(task, bodies[task.section] if led else [], timed[task.section]) if task.section else task
        for task in tasks
    ]


def bodies_in(section: str) -> list[str]:
    """The bodies that a heading names; none where it names a field of work or a place."""
    if len(section) > _LONGEST:
        return []
    bare = _bare(section)
    named = _DUTY.sub("", bare) or bare
    if not is_unit_list(named):
        return []
    names = [name.name for name in split_names(named)]
    known = all(is_whole_name(name) and not is_collective(name) and not is_region(name) for name in names)
    return names if known else []


def _bare(section: str) -> str:
    """A heading without its marker and without the count of its tasks."""
    found = marker(section)
    return COUNTED.sub("", _LED.sub("", section[found.end if found is not None else 0 :].strip()))


def _timing(section: str, year: int | None) -> dict[str, Any]:
    """The deadline or the frequency that a heading of tasks tells: 6月底前完成的任务, 按月调度的事项."""
    bare = _bare(section)
    head = _DUTY.sub("", bare)
    if head == bare or not head:
        return {}
    often = frequency_of(head)
    if often is not None:
        return {"frequency": often}
    return {"deadline": deadline_of(head, year)} if is_deadline(head) else {}


def _units_of(section: str) -> list[Unit]:
    """The bodies that a heading names: where it says so (甲局、乙局牵头的任务) all lead, else the first."""
    names = bodies_in(section)
    if len(names) == 1 or any(word in section for word in words("labels", "leading")):
        return [Unit(name=name, role="lead", basis="label") for name in names]
    return [Unit(name=name, role="support" if at else "lead", basis="first") for at, name in enumerate(names)]


def _with(task: Task, bodies: Sequence[Unit], timed: dict[str, Any]) -> Task:
    changed: dict[str, Any] = {key: value for key, value in timed.items() if getattr(task, key) is None}
    origins = dict(task.origins)
    place = task.origins.get("section", task.origin)
    if bodies and not any(unit.role == "lead" for unit in task.units):
        changed["units"] = [*bodies, *task.units]
    for key in changed:
        origins.setdefault(key, place)
    return task.model_copy(update={**changed, "origins": origins}) if changed else task


def of_all(plain: str) -> str | None:
    """What a sentence says of all tasks above it, without 以上任务; None for any other sentence."""
    return _behind(_OF_ALL, plain)


def of_section(plain: str) -> str | None:
    """What a line below a heading says of all tasks of its section, without 本部分; None for any other line."""
    return _behind(_OF_SECTION, plain)


def _behind(opening: re.Pattern[str], plain: str) -> str | None:
    bare = plain.strip(_BRACKETS)
    found = opening.match(bare)
    return bare[found.end() :].rstrip("。") if found is not None and _OVERSEES.search(bare) is None else None


def given_to(tasks: list[Task], section: str | None, told: Clause, place: str) -> bool:
    """Give the last tasks of a section that name no unit what was said of all of them; whether there are any."""
    given = False
    for at in range(len(tasks) - 1, -1, -1):
        if tasks[at].section != section or tasks[at].units:
            break
        tasks[at] = _given(tasks[at], told, place)
        given = True
    return given


def given_below(tasks: list[Task], sections: Mapping[str, tuple[Clause, str]]) -> None:
    """Give the tasks below headings what these, or the lines below them, say: all bodies where a task names none, and
    those that lead where it names only whom they are supported by."""
    for at, task in enumerate(tasks if sections else ()):
        heading = next((each for each in reversed(task.path) if each in sections), None)
        if heading is None:
            continue
        told, place = sections[heading]
        if not task.units:
            tasks[at] = _given(task, told, place)
        elif not any(unit.role == "lead" for unit in task.units):
            named = {unit.name for unit in task.units}
            leads = [unit for unit in told.units if unit.role == "lead" and unit.name not in named]
            tasks[at] = _given(task, replace(told, units=[*leads, *task.units]), place)
        else:
            tasks[at] = _given(task, replace(told, units=task.units), task.origins.get("units", place))


def _given(task: Task, told: Clause, place: str) -> Task:
    return task.model_copy(
        update={
            "units": list(told.units),
            "leader": task.leader or told.leader,
            "deadline": task.deadline or told.deadline,
            "origins": {**task.origins, "units": place},
        }
    )
