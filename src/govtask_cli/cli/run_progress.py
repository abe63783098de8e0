"""How far a run is: a bar on a terminal, lines where they are asked for, else nothing; and what is said at the end."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import click

from govtask_cli.cli import say
from govtask_cli.cli.reports import counted

if TYPE_CHECKING:
    from collections import Counter

Manner = Literal["auto", "bar", "plain", "none"]
MANNERS: Final[tuple[Manner, ...]] = get_args(Manner)
FEW: Final = 20
"""Up to so many documents are told one by one, as a line each."""
_CLEAR: Final = "\r\033[K"


class Progress:
    """Tells people of a run of `total` documents. Used in `with`.

    manner: auto is a bar on a terminal, and lines for a few documents elsewhere; plain is a line a document, with how
    many are done. quiet: failures alone are told.
    """

    def __init__(self, total: int, manner: Manner = "auto", *, quiet: bool = False) -> None:
        self.total, self.quiet = total, quiet
        self._begin = monotonic()
        self._done = self._failed = 0
        has_terminal = sys.stderr is not None and sys.stderr.isatty()
        shows_bar = manner == "bar" or (manner == "auto" and has_terminal and total > 1)
        self.is_plain = manner == "plain" and not quiet
        self._tells_each = (total <= FEW or self.is_plain) and manner != "none" and not quiet
        self._bar: Any = None
        if shows_bar and not quiet:
            self._bar = click.progressbar(
                length=total,
                label="govtask",
                show_pos=True,
                item_show_func=lambda _: self._rate(),
                file=sys.stderr,
                width=24,
            )

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)

    def step(self, *, failed: bool) -> None:
        """One more document is done."""
        self._done += 1
        self._failed += failed
        if self._bar is not None:
            self._bar.update(1, current_item=self)

    def refresh(self) -> None:
        """Nothing happened for a while, but time passes."""
        if self._bar is not None:
            self._bar.render_progress()

    def tell(self, message: str, *, always: bool = False) -> None:
        """A line about one document; `always`: it is about a failure."""
        if not (always or self._tells_each):
            return
        if self._bar is not None and self._bar.file.isatty():
            click.echo(_CLEAR, err=True, nl=False)
        count = f"[{self._done:,}/{self.total:,}] " if self.is_plain and not always else ""
        say(count + message)
        self.refresh()

    def _rate(self) -> str:
        """45/s, 2 failed."""
        seconds = monotonic() - self._begin
        said = f"{self._done / seconds:,.1f}/s" if seconds > 0 else ""
        return f"{said}, {self._failed} failed" if self._failed else said

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return monotonic() - self._begin


def conclusion(total: int, statuses: Counter[str], seconds: float, place: str | None) -> str:
    """300 documents: 290 written, 8 unchanged, 2 failed (失败) in 12.3 s → OUT; failures are never left out."""
    failed = sum(count for status, count in statuses.items() if status not in ("done", "unchanged"))
    said = [f"{statuses['done']:,} {'written' if place else 'read'}"] if statuses["done"] else []
    if statuses["unchanged"]:
        said.append(f"{statuses['unchanged']:,} unchanged (未变)")
    if failed:
        kinds = {"timeout": "out of time", "memory": "out of memory", "fault": "faults of govtask"}
        why = [
            f"{kinds.get(status, status)} {count:,}"
            for status, count in sorted(statuses.items())
            if status not in ("done", "unchanged")
        ]
        said.append(f"{failed:,} FAILED (失败): {', '.join(why)}")
    rest = total - statuses.total()
    if rest:
        said.append(f"{rest:,} not done (未处理)")
    where = f" → {place}" if place else ""
    return f"govtask: {counted(total, 'document', '份')}: {'; '.join(said)}; {seconds:.1f} s{where}"
