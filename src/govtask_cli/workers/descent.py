"""What a process has started, and what that has started: to be ended with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_TRIES: Final = 5


def end_descendants(pid: int) -> None:
    """Kill all that a process has started, where the system shows who started whom (Linux).

    More than once, since what is about to be killed may still start something.
    """
    for _ in range(_TRIES):
        found = list(_below(pid))
        if not found:
            return
        for each in found:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it was quicker


def _below(pid: int) -> Iterator[int]:
    """The living processes below one."""
    above = dict(_parents())
    families = {pid}
    grown = True
    while grown:
        more = {child for child, parent in above.items() if parent in families} - families
        grown = bool(more)
        families |= more
    return (each for each in families if each != pid)


def _parents() -> Iterator[tuple[int, int]]:
    """Every process that has not ended, with the one that started it."""
    for stat in _PROCESSES.glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue  # it has just ended
        if state != "Z":
            yield int(stat.parent.name), int(parent)
