"""What a loader gives, and how it says what is wrong: every place, in the words of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govtask_cli.errors import ReadError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from govtask_cli.records import Result

_SHOWN: Final = 20
_CURE: Final = "correct these places, then convert again"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The results of a file. several: they stand for several documents even where there is one (an array in JSON).
    remarks: what the file says twice and in two ways, and which of them counts."""

    results: Sequence[Result]
    several: bool
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Complaints:
    """What is wrong in a file: collected, so that one look at it is enough."""

    path: Path
    said: list[str] = field(default_factory=list)

    def add(self, place: str, why: str) -> None:
        """Something is wrong at a place (任务!C7; line 12; tasks[3].units[0])."""
        self.said.append(f"{place}: {why}")

    def settle(self) -> None:
        """Raise ReadError where anything was wrong."""
        if self.said:
            shown = "; ".join(self.said[:_SHOWN])
            rest = len(self.said) - _SHOWN
            more = f"; and {rest:,} more" if rest > 0 else ""
            count = "1 wrong place" if len(self.said) == 1 else f"{len(self.said):,} wrong places"
            raise ReadError(str(self.path), f"{count} (有误): {shown}{more}", _CURE)


def why(error: ValidationError) -> Iterable[tuple[tuple[int | str, ...], str]]:
    """Each place and its trouble, of what a model refused."""
    for each in error.errors(include_url=False):
        value = each.get("input")
        shown = f", not {value!r}" if isinstance(value, str | int | float | bool) or value is None else ""
        yield each["loc"], f"{each['msg']}{shown}"


def dotted(place: Iterable[int | str]) -> str:
    """tasks[3].units[0].role"""
    said = ""
    for step in place:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said
