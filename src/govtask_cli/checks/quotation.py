"""How a finding names what it speaks of: a short quotation that a reader can search for."""

from __future__ import annotations

from typing import Final

from govtask_cli.records import Task

LIMIT: Final = 20


def quoted(text: str, limit: int = LIMIT) -> str:
    """The first `limit` characters of `text` on one line, in Chinese quotation marks."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= limit else f"“{line[:limit]}…”"


def ending(text: str, limit: int = LIMIT) -> str:
    """The last `limit` characters of `text` on one line, in Chinese quotation marks."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= limit else f"“…{line[-limit:]}”"


def named(task: Task) -> str:
    """A task by its number, where it has one, and its first words."""
    return (
        f"task {quoted(task.content)}"
        if task.number is None
        else f"task {task.number} {quoted(task.content)}"
    )
