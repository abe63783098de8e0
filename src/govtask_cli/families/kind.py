"""What a document is: by its records first, by the words of its titles second."""

from __future__ import annotations

from collections.abc import Sequence

from govtask_cli.families.reading import Reading
from govtask_cli.grammar.titles import speaks_of
from govtask_cli.records import Kind


def kind_of(readings: Sequence[Reading], title: str, part_titles: Sequence[str]) -> Kind:
    """The kind of a document of this title, of its parts' titles and of what they gave."""
    tasks = [task for reading in readings for task in reading.tasks]
    statements = sum(len(reading.statements) for reading in readings)
    if not tasks:
        return "work_report" if statements else "unknown"
    if statements > len(tasks):
        return "work_report"
    titles = (title, *part_titles)
    if speaks_of("progress", title) or sum(task.progress is not None for task in tasks) * 2 > len(tasks):
        return "progress"
    if any(speaks_of("livelihood", each) for each in titles) and not any(
        _is_plain_breakdown(each) for each in titles
    ):
        return "livelihood"
    return "breakdown"


def _is_plain_breakdown(title: str) -> bool:
    """Whether a title assigns tasks other than livelihood matters."""
    return speaks_of("breakdown", title) and not (speaks_of("livelihood", title) and "重点" not in title)
