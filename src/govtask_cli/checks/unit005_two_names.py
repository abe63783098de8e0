"""UNIT005: one office under two names

The document calls the same office by two names, say 市发改委 and 市发展改革委. Who looks for its tasks by name finds
half of them. A level that is left out in a list (市发改委、财政局) is no second name, and an office that was merged into
another one is not told. The records hold one name for both in `canonical`.

How to mend: use one name throughout, or search by `canonical`.

Bad:
    临浦市2031年重点工作任务分解

    1.编制产业规划2项。（责任单位：市发改委）
    2.新增重点项目30个。（责任单位：市发展改革委）
    3.完成植树2000株。（责任单位：市林业局）

Good:
    临浦市2031年重点工作任务分解

    1.编制产业规划2项。（责任单位：市发改委）
    2.新增重点项目30个。（责任单位：市发改委）
    3.完成植树2000株。（责任单位：市林业局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "UNIT005"
_LEVELS: Final = "国省市区县州盟旗镇乡"


def two_names(result: Result) -> Iterator[Finding]:
    """One remark for each office that has several names, at the first task that uses another than the first."""
    forms: dict[str, dict[str, list[Task]]] = {}
    for task in result.tasks:
        for unit in task.units:
            if unit.canonical is not None:
                forms.setdefault(unit.canonical, {}).setdefault(unit.name, []).append(task)
    for office, names in forms.items():
        if len(names) > 1:
            bare = {name: normalize("NFKC", name).lstrip(_LEVELS) for name in names}
            other = next((name for name in names if _is_another(bare[name], next(iter(bare.values())))), None)
            if other is not None:
                yield _finding(office, names, names[other][0])


def _is_another(name: str, first: str) -> bool:
    """Whether two forms differ, and the shorter is an abbreviation of the longer: its characters in their order."""
    short, long = sorted((name, first), key=len)
    rest = iter(long)
    return name != first and all(char in rest for char in short)


def _finding(office: str, names: dict[str, list[Task]], task: Task) -> Finding:
    counts = "、".join(f"{name} ({len(tasks)})" for name, tasks in names.items())
    message = f"{named(task)}: {office} has several names in this document: {counts}; use one"
    return about(CODE, "info", message, task, "units")
