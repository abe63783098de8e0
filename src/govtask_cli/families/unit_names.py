"""Canonical names beside the printed ones: one walk over the tasks, once the document's own fields are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govtask_cli.grammar.body_forms import Register
from govtask_cli.grammar.canonical import read_name
from govtask_cli.grammar.seats import NOWHERE, Seat, seat_of, seat_of_words
from govtask_cli.grammar.units import without_duty
from govtask_cli.records import Task, Unit


def with_canonical_names(
    tasks: Sequence[Task],
    sources: Iterable[str | None],
    year: int | None,
    register: Register | None = None,
) -> list[Task]:
    """The tasks with the canonical names of their units.

    sources: what says where the document comes from, the surest first (issuer, title, titles of parts); year: when
    it was issued; register: forms of another table of bodies than the program's own.
    """
    seat = seat_of(sources, register)
    if seat == NOWHERE:
        seat = seat_of_words(_prefixes(tasks, register), register)
    namer = _Namer(seat, year, register)
    return [namer.named(task) if task.units else task for task in tasks]


def _prefixes(tasks: Sequence[Task], register: Register | None) -> set[str]:
    """The words of levels that stand alone before names of known offices."""
    names = {unit.name for task in tasks for unit in task.units}
    return {read_name(name, register=register).word for name in names} - {""}


class _Namer:
    """Names the units of one document; equal units of its tasks become one object."""

    def __init__(self, seat: Seat, year: int | None, register: Register | None) -> None:
        self.seat, self.year, self.register = seat, year, register
        self.known: dict[tuple[object, ...], Unit] = {}

    def named(self, task: Task) -> Task:
        """The task with canonical names; a prefix is carried on in the order in which the units are printed."""
        carried = ""
        units: list[Unit] = []
        for printed in task.units:
            name = without_duty(printed.name, task.content)
            unit = printed if name == printed.name else printed.model_copy(update={"name": name})
            found = read_name(unit.name, self.seat, self.year, carried, self.register)
            carried = found.word or carried
            key = (unit.name, unit.role, unit.alias, unit.basis, found.name)
            same = self.known.get(key)
            if same is None:
                same = unit if found.name is None else unit.model_copy(update={"canonical": found.name})
                self.known[key] = same
            units.append(same)
        return task.model_copy(update={"units": units})
