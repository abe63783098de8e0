"""Lists by unit: where every heading names a body (一、市教育局承担任务（4项）), it leads the tasks below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govtask_cli.grammar.columns import is_region
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.units import is_collective, is_unit_list, is_whole_name, split_names
from govtask_cli.records import Task, Unit

_COUNT: Final = re.compile(r"[（(][^（）()]{0,4}[0-9一二三四五六七八九十]{1,3}[项件个条][)）]$")
_DUTY: Final = re.compile(
    "(?:承担|牵头|负责|落实|主办|承办|领办)?的?(?:重点|主要|年度)?(?:工作|任务|事项|项目|清单)?(?:清单)?$"
)
_FEWEST: Final = 2
_LONGEST: Final = 40


def led_by_headings(tasks: Sequence[Task]) -> list[Task]:
    """The tasks, with the bodies of their headings as lead units where they name none."""
    sections = {task.section for task in tasks}
    bodies = {section: _bodies(section) for section in sections if section}
    if len(bodies) < _FEWEST or len(bodies) < len(sections) or not all(bodies.values()):
        return list(tasks)
    return [_led(task, bodies[task.section]) if task.section else task for task in tasks]


def _bodies(section: str) -> list[str]:
    """The bodies that a heading names; none where it names a field of work or a place."""
    if len(section) > _LONGEST:
        return []
    found = marker(section)
    bare = _COUNT.sub("", section[found.end if found is not None else 0 :].strip())
    named = _DUTY.sub("", bare) or bare
    if not is_unit_list(named):
        return []
    names = [name.name for name in split_names(named)]
    known = all(is_whole_name(name) and not is_collective(name) and not is_region(name) for name in names)
    return names if known else []


def _led(task: Task, bodies: Sequence[str]) -> Task:
    if any(unit.role == "lead" for unit in task.units):
        return task
    leads = [Unit(name=name, role="lead", basis="label") for name in bodies]
    origins = (
        {**task.origins, "units": task.origins.get("section", task.origin)}
        if not task.units
        else task.origins
    )
    return task.model_copy(update={"units": [*leads, *task.units], "origins": origins})
