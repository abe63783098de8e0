"""The runs of numbers in a result: where counting starts anew, and where it only goes wrong.

A number that a table row shares with the row above (a vertically merged cell) is not printed twice:
such a task has no "number" in its `origins`, and takes no part in a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from govtask_cli.records import Task

Heading = tuple[str | None, list[str]]
"""The section of a task, and all headings above it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tasks that are counted together. `begins` is the number that the first of them ought to have.

    `begins` is None where nobody can know: a list that starts at 98 is an excerpt.
    """

    tasks: tuple[Task, ...]
    begins: int | None

    @property
    def numbers(self) -> list[int]:
        """The numbers as printed, in document order."""
        return [number(task) for task in self.tasks]


def number(task: Task) -> int:
    """The number of a task that is known to have one."""
    assert task.number is not None
    return task.number


def runs(tasks: Sequence[Task]) -> Iterator[Run]:
    """Every run of printed numbers: outer items part by part, inner items under each outer one."""
    before: int | None = None
    for _, members in groupby(tasks, key=lambda task: task.part):
        printed = _printed(list(members))
        outer = [task for task in printed if task.parent is None]
        stretches = _stretches(outer)
        counted_from_one = any(number(stretch[0]) == 1 for stretch in stretches)
        for stretch in stretches:
            yield Run(tuple(stretch), _begins(stretch, before, counted_from_one))
            before = max(number(task) for task in stretch)
        inner_before: int | None = None
        for inner in _inner(printed):
            yield Run(tuple(inner), _begins(inner, inner_before, counted_from_one=True))
            inner_before = max(number(task) for task in inner)


def _printed(tasks: list[Task]) -> list[Task]:
    """The tasks whose own number is printed; where no number has a place of its own, all that have one."""
    numbered = [task for task in tasks if task.number is not None]
    placed = [task for task in numbered if "number" in task.origins]
    return placed or numbered


def _inner(tasks: list[Task]) -> Iterator[list[Task]]:
    """The items inside one outer item, for each outer item."""
    outer = 0
    keys: list[tuple[int, int | None]] = []
    for task in tasks:
        outer += task.parent is None
        keys.append((outer, task.parent))
    for (_, parent), pairs in groupby(zip(keys, tasks, strict=True), key=lambda pair: pair[0]):
        if parent is not None:
            yield [task for _, task in pairs]


def _begins(stretch: Sequence[Task], before: int | None, counted_from_one: bool) -> int | None:
    """1, unless the run goes on from the run before it or is an excerpt of a longer list."""
    first = min(number(task) for task in stretch)
    if before is not None and first == before + 1:
        return first
    return 1 if counted_from_one or first - 1 < len(stretch) else None


def _stretches(tasks: list[Task]) -> list[list[Task]]:
    """One part's outer items, cut where counting starts anew."""
    headings = [_heading(task) for task in tasks]
    restarts = _restarts_with_sections(tasks, headings)
    found: list[list[Task]] = []
    above = 0
    for at, task in enumerate(tasks):
        counts_on = task.number == above + 1 and above > 0
        above = number(task)
        if not found or (not counts_on and _starts_anew(tasks, headings, at, restarts)):
            found.append([])
        found[-1].append(task)
    return found


def _restarts_with_sections(tasks: list[Task], headings: list[Heading]) -> bool:
    """Whether most sections count from 1 rather than on from the section above."""
    votes = 0
    for (above, task), (upper, lower) in zip(pairwise(tasks), pairwise(headings), strict=True):
        if upper != lower:
            votes += (number(task) == 1) - (number(task) == number(above) + 1)
    return votes > 0


def _starts_anew(tasks: list[Task], headings: list[Heading], at: int, restarts: bool) -> bool:
    above, here = number(tasks[at - 1]), number(tasks[at])
    below = number(tasks[at + 1]) if at + 1 < len(tasks) else None
    new_section = headings[at - 1] != headings[at]
    if here == 1:
        # A lone 1 inside a section is a misprint when the next number goes on from the one above.
        return new_section or (above > 1 and below != above + 1)
    if not new_section or here == above + 1:
        return False
    # A lower number may be a misprint too, unless the section is known to count anew or counts on from it.
    return restarts or (here < above and below == here + 1)


def _heading(task: Task) -> Heading:
    return task.section, task.path
