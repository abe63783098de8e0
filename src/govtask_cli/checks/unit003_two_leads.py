"""UNIT003: a task has several lead units, unlike the others

The other tasks have one unit that leads, this one several. Two that lead may mean that each waits for the other. It may
be meant, so this is only a remark, and where many tasks of a document have several leads it is the custom and nothing
is said.

How to mend: let one unit lead and the other support, or say who does what.

Bad:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区财政局）
    2.治理河道4公里。（牵头单位：区水务局、区住建局；配合单位：各街道）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）
    4.新增停车位600个。（牵头单位：区交通局；配合单位：各街道）
    5.改造公厕12座。（牵头单位：区城管局；配合单位：各街道）
    6.新建学校2所。（牵头单位：区教育局；配合单位：区财政局）
    7.新增床位300张。（牵头单位：区卫健局；配合单位：区财政局）
    8.新建养老中心3个。（牵头单位：区民政局；配合单位：区财政局）
    9.改造菜市场4个。（牵头单位：区商务局；配合单位：各街道）
    10.新建健身步道5公里。（牵头单位：区体育局；配合单位：各街道）

Good:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区财政局）
    2.治理河道4公里。（牵头单位：区水务局；配合单位：区住建局、各街道）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）
    4.新增停车位600个。（牵头单位：区交通局；配合单位：各街道）
    5.改造公厕12座。（牵头单位：区城管局；配合单位：各街道）
    6.新建学校2所。（牵头单位：区教育局；配合单位：区财政局）
    7.新增床位300张。（牵头单位：区卫健局；配合单位：区财政局）
    8.新建养老中心3个。（牵头单位：区民政局；配合单位：区财政局）
    9.改造菜市场4个。（牵头单位：区商务局；配合单位：各街道）
    10.新建健身步道5公里。（牵头单位：区体育局；配合单位：各街道）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "UNIT003"
_CUSTOM: Final = 10
"""One task in so many, or more, is the custom of the document."""


def two_leads(result: Result) -> Iterator[Finding]:
    """One remark for each task that has several leads while nearly all others have one."""
    several: list[tuple[Task, list[str]]] = []
    having = 0
    for task in result.tasks:
        if task.units:
            having += 1
            leads = [unit.name for unit in task.units if unit.role == "lead"]
            if len(leads) > 1:
                several.append((task, leads))
    if len(several) * _CUSTOM <= having:
        for task, leads in several:
            message = (
                f"{named(task)} has {len(leads)} lead units (牵头单位): {'、'.join(leads)}, while most tasks have one; "
                "let one lead, or say who does what"
            )
            yield about(CODE, "info", message, task, "units")
