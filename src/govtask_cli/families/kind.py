"""What a document is: by its records first, by the words of its titles second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtask_cli.families.reading import Reading
from govtask_cli.grammar.titles import speaks_of, telling_word
from govtask_cli.records import Kind


class KnownKind(NamedTuple):
    """The kind of a document and what says so."""

    kind: Kind
    because: str


def kind_of(readings: Sequence[Reading], title: str, part_titles: Sequence[str]) -> KnownKind:
    """The kind of a document of this title, of its parts' titles and of what they gave."""
    tasks = [task for reading in readings for task in reading.tasks]
    statements = sum(len(reading.statements) for reading in readings)
    if statements > len(tasks):
        return KnownKind("work_report", f"{statements} statements (陈述), {len(tasks)} tasks (任务)")
    if not tasks:
        return KnownKind("unknown", "no tasks (任务) and no statements (陈述)")
    word = telling_word("progress", title)
    if word is not None:
        return KnownKind("progress", f"the title says {word}")
    reporting = sum(task.progress is not None for task in tasks)
    if reporting * 2 > len(tasks):
        return KnownKind("progress", f"{reporting} of {len(tasks)} tasks (任务) report progress")
    own = {task.part or "" for task in tasks}
    if all(_is_livelihood(each) for each in own):  # what the notice above the lists is called tells less
        return KnownKind(
            "livelihood", f"the title above the tasks (任务) says {telling_word('livelihood', min(own))}"
        )
    titles = (title, *part_titles)
    word = next((word for each in titles if (word := telling_word("livelihood", each)) is not None), None)
    if word is not None and not any(_is_plain_breakdown(each) for each in titles):
        return KnownKind("livelihood", f"a title says {word}")
    return KnownKind("breakdown", "it has tasks (任务), and nothing says that it is of another kind")


def _is_livelihood(title: str) -> bool:
    return telling_word("livelihood", title) is not None and not _is_plain_breakdown(title)


def _is_plain_breakdown(title: str) -> bool:
    """Whether a title assigns tasks other than livelihood matters."""
    others = "重点" in title.replace("重点民生实事", "")  # 重点工作和民生实事, not 重点民生实事
    return speaks_of("breakdown", title) and not (speaks_of("livelihood", title) and not others)
