"""The options of a run over many documents: which files, how many workers, their limits, what is done again."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from govtask_cli.cli.folder_run import Again
from govtask_cli.cli.run_progress import MANNERS, Manner
from govtask_cli.errors import UsageError

if TYPE_CHECKING:
    from govtask_cli.batch.selection import Selection

TIMEOUT: Final = 600.0
MEMORY: Final = 2048
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Many:
    """What was said. timeout: seconds, None for no limit. memory: bytes, None for no limit. jobs: None where the
    number of cores decides."""

    include: tuple[str, ...]
    exclude: tuple[str, ...]
    jobs: int | None
    timeout: float | None
    memory: int | None
    asks_for_workers: bool
    again: Again
    progress: Manner
    quiet: bool
    scheduler: str | None = None

    def selected(self, arguments: Sequence[str], leave_out: Sequence[Path]) -> Selection:
        """The files that the arguments name. Raises UsageError and ReadError."""
        from govtask_cli.batch.selection import Filters, select

        return select(arguments, Filters(self.include, self.exclude), leave_out)

    def size(self, documents: int) -> int:
        """How many workers to have for so many documents."""
        return max(1, min(self.jobs or _cores(), documents))


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_OPTIONS: Final = (
    click.option(
        "--include", metavar="GLOB", multiple=True, help="Of folders, take what matches, and only that."
    ),
    click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out files and folders that match."),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Worker processes (工作进程). Default: one for each core.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0),
        metavar="SECONDS",
        help=f"Time limit (时限) of one document; 0 for none. Default: {TIMEOUT:g}.",
    ),
    click.option(
        "--max-memory",
        type=click.IntRange(0),
        metavar="MB",
        help=f"Memory limit (内存上限) of one worker, on Linux; 0 for none. Default: {MEMORY}.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help="Who does the work: this machine, or a Dask cluster (集群).",
    ),
    click.option(
        "--scheduler", metavar="ADDRESS", help="With --engine dask: its scheduler, tcp://HOST:8786."
    ),
    click.option(
        "--resume", is_flag=True, help="With --out-dir: do only what the manifest does not tell of."
    ),
    click.option("--retry-failed", is_flag=True, help="With --out-dir: do again what failed (失败)."),
    click.option("--force", is_flag=True, help="With --out-dir: do again what is unchanged (未变), too."),
    click.option(
        "--progress",
        type=click.Choice(MANNERS),
        default="auto",
        show_default=True,
        help="How to tell the progress (进度). auto: a bar on a terminal; plain: a line a document.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Tell nothing but failures."),
)


def many_options(command: Command) -> Command:
    """The options of a run over many documents; the command gets them together as `many`."""

    @wraps(command)
    def gathered(
        *args: Any,
        include: tuple[str, ...],
        exclude: tuple[str, ...],
        jobs: int | None,
        timeout: float | None,
        max_memory: int | None,
        engine: str,
        scheduler: str | None,
        resume: bool,
        retry_failed: bool,
        force: bool,
        progress: Manner,
        quiet: bool,
        **rest: Any,
    ) -> Any:
        if (engine == "dask") != (scheduler is not None):
            raise UsageError(
                "--engine dask and --scheduler", "belong together", "give both: --scheduler tcp://HOST:8786"
            )
        many = Many(
            scheduler=scheduler,
            include=include,
            exclude=exclude,
            jobs=jobs,
            timeout=(TIMEOUT if timeout is None else timeout) or None,
            memory=(MEMORY if max_memory is None else max_memory) << 20 or None,
            asks_for_workers=any(said is not None for said in (jobs, timeout, max_memory, scheduler)),
            again=Again(force, retry_failed, resume),
            progress=progress,
            quiet=quiet,
        )
        return command(*args, many=many, **rest)

    chosen: Any = gathered
    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    result: Command = chosen
    return result
