"""UNIT004: a unit of unknown name that differs by one character from a known one

No office is called so, but one that is named elsewhere in the document is called nearly so: 区农业农材局 beside
区农业农村局. One character was mistyped, or misread by OCR, and a search for the office will not find this task. Names
of fewer than six characters are left alone (市港务局 is no misprint of 市税务局), and so is a name that is like no
other: companies, towns and temporary offices have names that nobody can list.

How to mend: correct the name in the source. If the unit does exist, ignore this code for the document.

Bad:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区农业农村局）
    2.治理河道4公里。（牵头单位：区水务局；配合单位：区农业农材局）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）

Good:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。（牵头单位：区城管局；配合单位：区农业农村局）
    2.治理河道4公里。（牵头单位：区水务局；配合单位：区农业农村局）
    3.完成植树2000株。（牵头单位：区林业局；配合单位：各街道）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import named
from govtask_cli.checks.telling import about
from govtask_cli.records import Finding, Result, Task

CODE: Final = "UNIT004"
_SHORTEST: Final = 6
_LONGEST: Final = 20
"""Names of so many characters are compared; longer ones are clauses rather than names."""
_LEVELS: Final = frozenset("国省市区县州盟旗镇乡村")
"""First characters that say whose office it is: 区财政局 and 市财政局 are two offices."""


def misprinted_unit(result: Result) -> Iterator[Finding]:
    """One finding for each unknown name, at its first task."""
    known: set[str] = set()
    unknown: dict[str, Task] = {}
    for task in result.tasks:
        for unit in task.units:
            name = unit.name
            if name not in known and name not in unknown and _SHORTEST <= len(name) <= _LONGEST:
                if unit.canonical is not None:
                    known.add(name)
                else:
                    unknown[name] = task
    if not unknown:
        return
    lengths = {len(name) + more for name in unknown for more in (-1, 0)}
    near = _Near({name for name in known if len(name) in lengths})
    for name, task in unknown.items():
        meant = near.to(name)
        if meant is not None:
            message = (
                f"{named(task)}: no office is called {name}, but the document has {meant}; "
                "see whether a character is misprinted"
            )
            yield about(CODE, "warning", message, task, "units")


class _Near:
    """Known names by what is left of them without one character; found in time that does not grow with their number."""

    def __init__(self, known: set[str]) -> None:
        self.blanked: dict[str, str] = {}
        self.known = known
        for name in sorted(known):
            for at, char in enumerate(name):
                if at or char not in _LEVELS:
                    self.blanked[f"{name[:at]} {name[at + 1 :]}"] = name

    def to(self, name: str) -> str | None:
        """The known name with one character changed, or without one that is printed twice."""
        for at, char in enumerate(name):
            begin, end = name[:at], name[at + 1 :]
            changed = self.blanked.get(f"{begin} {end}") if end else None
            if changed is not None and (at or char not in _LEVELS):
                return changed
            if at and char == name[at - 1] and begin + end in self.known:
                return begin + end
        return None
