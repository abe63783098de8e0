"""UNIT006: a unit is named twice for one task

The same unit stands twice in the list of one task, or leads and supports it at once. Often another unit was meant in the
second place, and is missing now.

How to mend: see which unit was meant, and name each once.

Bad:
    临浦市2031年重点工作任务分解

    1.编制产业规划2项。（牵头单位：市发改委；配合单位：市财政局、市发改委）
    2.完成植树2000株。（牵头单位：市林业局；配合单位：市财政局）

Good:
    临浦市2031年重点工作任务分解

    1.编制产业规划2项。（牵头单位：市发改委；配合单位：市财政局、市经信局）
    2.完成植树2000株。（牵头单位：市林业局；配合单位：市财政局）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result

CODE: Final = "UNIT006"


def unit_twice(result: Result) -> Iterator[Finding]:
    """One finding for each name that a task has more than once."""
    for task in result.tasks:
        names = [unit.name for unit in task.units]
        if len(set(names)) == len(names):
            continue
        for name in dict.fromkeys(name for at, name in enumerate(names) if name in names[:at]):
            roles = {unit.role for unit in task.units if unit.name == name}
            how = "leads and supports" if len(roles) > 1 else "is named twice for"
            message = f"{name} {how} {named(task)}; see whether another unit was meant"
            yield about(CODE, "warning", message, task, "units")
