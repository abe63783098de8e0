"""A run of `parse`: inputs become jobs, jobs are done here or by workers, and what comes of them is told and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govtask_cli.addresses import Address
from govtask_cli.cli import admit
from govtask_cli.cli.reports import coverage, summary
from govtask_cli.errors import ExitCode, GovtaskError, WriteError
from govtask_cli.workers.job import Job, Orders, Outcome, Status

if TYPE_CHECKING:
    from govtask_cli.cli.run_progress import Progress
    from govtask_cli.inputs import Input
    from govtask_cli.workers.cluster import Cluster
    from govtask_cli.workers.crew import Crew

FAILING: Final = {"error": ("error",), "warning": ("error", "warning")}
"""What counts for --fail-on."""
SMALL: Final = 1 << 20
"""A text of so many bytes is read at once in this process: in linear time, and no library can crash on it."""


@dataclass(slots=True)
class Run:
    """What holds for all documents, and what happened so far. `size`: how many workers; 0 for none.
    scheduler: the address of a Dask cluster whose machines do the work.
    """

    orders: Orders
    size: int
    fail_on: str | None
    show_coverage: bool
    progress: Progress
    scheduler: str | None = None
    statuses: Counter[str] = field(default_factory=Counter)
    found: bool = False
    stopped: bool = False
    _waiting: dict[int, list[tuple[str, bool]]] = field(default_factory=dict)
    _next: int = 0

    def outcomes(self, jobs: Iterator[Job | Outcome]) -> Iterator[list[Outcome]]:
        """What came of the jobs, in the order in which they are done; those that need no work come as they are."""
        if self.size == 0:
            from govtask_cli.workers import desk

            for job in jobs:
                yield [job if isinstance(job, Outcome) else desk.do(job, self.orders)]
            return
        ready: list[Outcome] = []
        with self._crew() as crew:
            for came in crew.outcomes(_to_do(jobs, ready)):
                came += ready
                ready.clear()
                if came:
                    yield came
                else:
                    self.progress.refresh()
        if ready:
            yield ready

    def _crew(self) -> Crew | Cluster:
        if self.scheduler is not None:
            from govtask_cli.workers.cluster import Cluster

            return Cluster(self.scheduler, self.orders)
        from govtask_cli.workers.crew import Crew

        return Crew(self.size, self.orders)

    def note(self, outcome: Outcome, target: str | None, findings: dict[str, int] | None = None) -> None:
        """Count an outcome, and tell it when its turn in the order of the inputs comes."""
        self.statuses[outcome.status] += 1
        counted = findings or (outcome.counts.findings if outcome.counts else {})
        self.found = self.found or any(counted.get(each) for each in FAILING.get(self.fail_on or "", ()))
        self.progress.step(failed=outcome.failed)
        if outcome.failed:
            self._tell_failure(outcome)
        self._waiting[outcome.job.index] = self._said(outcome, target)
        while (said := self._waiting.pop(self._next, None)) is not None:
            for line, always in said:
                self.progress.tell(line, always=always)
            self._next += 1

    def _tell_failure(self, outcome: Outcome) -> None:
        """At once: nobody wants to wait for it."""
        trouble = outcome.trouble
        if trouble is None:
            return
        if outcome.status == "fault":
            admit(trouble.cause, trouble.trace, outcome.job.label)
            return
        self.progress.tell(
            f"govtask: {GovtaskError(outcome.job.label, trouble.cause, trouble.cure)}", always=True
        )

    def _said(self, outcome: Outcome, target: str | None) -> list[tuple[str, bool]]:
        """Lines about a document, and whether they are told in any case."""
        said: list[tuple[str, bool]] = []
        if self.show_coverage and outcome.coverage is not None:
            said.append((coverage(outcome.coverage, outcome.job.name), True))
        said += [(f"note: {remark}", True) for remark in outcome.remarks]
        if outcome.counts is not None and target is not None:
            said.append((summary(outcome.counts, outcome.job.name, target), False))
        if outcome.status == "unchanged" and target is not None:
            said.append((f"{outcome.job.name}: unchanged (未变) → {target}", False))
        return said

    def exit_code(self) -> ExitCode:
        """The worst that happened."""
        failed = sum(count for status, count in self.statuses.items() if status not in ("done", "unchanged"))
        if self.statuses["fault"]:
            return ExitCode.BUG
        if self.stopped:
            return ExitCode.USAGE
        if failed and (self.statuses["done"] or self.statuses["unchanged"]):
            return ExitCode.SOME_FAILED
        if failed:
            return ExitCode.USAGE if self.statuses["unwritable"] else ExitCode.NOTHING_READ
        return ExitCode.FINDINGS if self.found else ExitCode.OK


def _to_do(jobs: Iterator[Job | Outcome], ready: list[Outcome]) -> Iterator[Job]:
    """The jobs alone; outcomes that are known already go to `ready`."""
    for job in jobs:
        if isinstance(job, Outcome):
            ready.append(job)
        else:
            yield job


def job_for(
    index: int,
    one: Input,
    target: Path | None = None,
    known: str | None = None,
    check: Callable[[Path], None] | None = None,
) -> Job | Outcome:
    """One input as a job for a worker, or what is known of it already."""
    from govtask_cli.workers.desk import trouble

    job = Job(index, one.label, one.name, one.path, one.inside, None, target, known)
    try:
        if target is not None and check is not None:
            check(target)
        if one.load is not None and one.inside is None:
            return Job(index, one.label, one.name, None, None, one.read(), target, known)
    except GovtaskError as error:
        status: Status = "unwritable" if isinstance(error, WriteError) else "unreadable"
        return Outcome(job, status, trouble=trouble(error))
    return job


def needs_worker(inputs: Sequence[Input]) -> bool:
    """Whether a crash, a hang or the number of documents asks for workers: not so for one text of usual size."""
    if len(inputs) != 1:
        return True
    (one,) = inputs
    from govtask_cli.readers.sniff import sniff

    if isinstance(one.path, Address):
        return True  # it may take any time, and send anything
    try:
        if one.load is None and one.path is not None:
            if not one.path.is_file():
                return False  # which its reading will tell
            with one.path.open("rb") as file:
                head = file.read(SMALL + 1)
        else:
            head = one.read()
    except (GovtaskError, OSError):
        return False
    return len(head) > SMALL or sniff(head).name != "txt"


def paths_of(inputs: Iterable[Input]) -> list[Path]:
    """The files behind the inputs."""
    return [one.path for one in inputs if isinstance(one.path, Path)]


def addresses_of(inputs: Iterable[Input]) -> list[Address]:
    """The addresses behind the inputs."""
    return [one.path for one in inputs if isinstance(one.path, Address)]
