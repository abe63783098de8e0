"""Figures with their units, as far as checks compare what was done with what was to be done."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from govtask_cli.records import Measure, Task

_AMOUNT: Final = re.compile(
    r"(?P<figure>[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*(?P<unit>[^\W\d_A-Za-z]{1,6})"
)

_RATES: Final = frozenset("%％‰点位")
"""How units of rates and of places in a ranking end."""
_NO_BEGIN: Final = frozenset("第.-—")
"""Before a figure that only names something, or is the rest of another one."""


class Amount(NamedTuple):
    """A figure and the text behind it: its unit is the beginning of that."""

    value: Decimal
    unit: str


def is_of_a_month(text: str) -> bool:
    """Whether figures of a month or a quarter alone stand in a text: they say nothing of the year's target."""
    return any(word in text for word in ("本月", "当月", "本季", "当季", "本周"))


def targets(task: Task) -> list[Measure]:
    """The amounts of a task's content that can be counted off: no rates, no places in a ranking."""
    return [
        measure
        for measure in task.measures
        if measure.unit
        and measure.unit[-1] not in _RATES
        and measure.change != "decrease"
        and measure.relation != "<="
    ]


def amounts(text: str) -> list[Amount]:
    """The figures of a text that have a unit."""
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before and (before in _NO_BEGIN or (before.isascii() and before.isalpha())):
            continue
        found.append(Amount(Decimal(match["figure"].replace(",", "")), match["unit"]))
    return found
