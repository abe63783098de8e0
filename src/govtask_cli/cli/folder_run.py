"""`parse --out-dir`: a file for each input, and a manifest by which a later run knows what is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govtask_cli import __version__
from govtask_cli.addresses import source
from govtask_cli.batch.manifest import NAME, Entry, Manifest, settings_of
from govtask_cli.cli import say
from govtask_cli.cli.outputs import Output, names_in
from govtask_cli.cli.runs import Run, job_for, paths_of
from govtask_cli.errors import UsageError, WriteError
from govtask_cli.inputs import Input
from govtask_cli.places import printable
from govtask_cli.workers.job import Job, Outcome, Trouble
from govtask_cli.writers import target

if TYPE_CHECKING:
    from govtask_cli.workers.job import Orders

GO_ON: Final = "go on with the same command and --resume"


@dataclass(frozen=True, slots=True)
class Again:
    """What of a former run is done again.

    force: all of it. retry_failed: what failed. resume: nothing that the manifest tells of; there must be one.
    By default what has changed: its bytes, how it is read or written, or the version of the program.
    """

    force: bool = False
    retry_failed: bool = False
    resume: bool = False

    def checked(self, out_dir: str | None) -> Again:
        """The same, if it makes sense. Raises UsageError."""
        said = [
            name
            for name, given in (
                ("--force", self.force),
                ("--retry-failed", self.retry_failed),
                ("--resume", self.resume),
            )
            if given
        ]
        if said and out_dir is None:
            raise UsageError(said[0], "goes by the manifest of a folder", "add --out-dir")
        if self.force and len(said) > 1:
            raise UsageError(" and ".join(said), "contradict each other", "leave one out")
        return self


@dataclass(frozen=True, slots=True)
class _Plan:
    """One input: its key in the manifest, where it goes, and whether the place that the key tells of is its alone."""

    one: Input
    key: str
    target: Path
    is_alone: bool


class _FolderRun:
    """The documents of one run into one folder."""

    def __init__(self, run: Run, plans: Sequence[_Plan], manifest: Manifest, again: Again) -> None:
        self.run, self.plans, self.manifest, self.again = run, plans, manifest, again
        self.settings = settings_for(run.orders)
        self.added = False

    def go(self, protected: target.Protected) -> None:
        """Do what is to be done; each document is in the manifest before anybody is told of it."""
        jobs = (self._job(index, plan, protected) for index, plan in enumerate(self.plans))
        for outcomes in self.run.outcomes(jobs):
            stops = next((each for each in outcomes if each.trouble is not None and each.trouble.stops), None)
            kept = [each for each in outcomes if each.trouble is None or not each.trouble.stops]
            fresh = [self._entry(each) for each in kept if not self._is_known(each)]
            self.manifest.add(fresh)
            self.added = self.added or bool(fresh)
            for outcome in kept:
                self._note(outcome)
            if stops is not None and stops.trouble is not None:
                plan = self.plans[stops.job.index]
                cure = f"{stops.trouble.cure}; then {GO_ON}"
                raise WriteError(str(plan.target), stops.trouble.cause, cure)
        if self.run.statuses["timeout"] or self.run.statuses["crashed"]:
            self.manifest.sweep()
        if self.added:
            self.manifest.settle(plan.key for plan in self.plans)

    def _job(self, index: int, plan: _Plan, protected: target.Protected) -> Job | Outcome:
        """What is to be done with one input, by what the manifest says of it."""
        entry = None if self.again.force else self.manifest.entry(plan.key)
        if entry is None or not self._holds(entry, plan):
            return job_for(index, plan.one, plan.target, None, protected.check)
        if self.again.resume and plan.is_alone:
            job = Job(index, plan.one.label, plan.one.name, target=plan.target)
            return self._as_it_was(Outcome(job, "unchanged", sha256=entry.sha256), entry)
        return job_for(index, plan.one, plan.target, entry.sha256, protected.check)

    def _holds(self, entry: Entry, plan: _Plan) -> bool:
        """Whether the line is still true as long as the bytes are the same."""
        if (entry.version, entry.settings, entry.output) != (__version__, self.settings, self._output(plan)):
            return False
        if entry.failed:
            return not self.again.retry_failed and (entry.lasts or self.again.resume)
        return plan.target.is_file()

    def _as_it_was(self, outcome: Outcome, entry: Entry | None) -> Outcome:
        """A document that is unchanged and failed has failed again."""
        if outcome.status != "unchanged" or entry is None or not entry.failed:
            return outcome
        error = entry.error
        cure = "as before: --retry-failed tries again"
        told = Trouble(error.cause if error else entry.status, cure)
        return replace(outcome, status=entry.status, trouble=told)

    def _is_known(self, outcome: Outcome) -> bool:
        return outcome.status == "unchanged"

    def _note(self, outcome: Outcome) -> None:
        plan = self.plans[outcome.job.index]
        entry = self.manifest.entry(plan.key) if outcome.status == "unchanged" else None
        self.run.note(self._as_it_was(outcome, entry), str(plan.target), entry.findings if entry else None)

    def _entry(self, outcome: Outcome) -> Entry:
        plan = self.plans[outcome.job.index]
        return Entry.of(outcome, plan.key, self._output(plan), __version__, self.settings)

    def _output(self, plan: _Plan) -> str:
        return printable(plan.target.relative_to(self.manifest.folder).as_posix())


def into_folder(run: Run, inputs: list[Input], output: Output, folder: Path, again: Again) -> None:
    """A file for each input, written as soon as it is read. Raises WriteError where nothing more can be written."""
    target.make_folder(folder)
    run.orders = replace(run.orders, writer=output.writer, options=output.options)
    targets = names_in(folder, inputs, output.writer.suffixes[0], kept=NAME)
    shared = Counter(_place(one) for one in inputs)
    plans = [
        _Plan(one, key, path, shared[_place(one)] == 1)
        for one, key, path in zip(inputs, _keys(inputs), targets, strict=True)
    ]
    total = len(plans)
    with Manifest.open(folder, must_exist=again.resume) as manifest:
        try:
            _FolderRun(run, plans, manifest, again).go(target.Protected(paths_of(inputs)))
        except KeyboardInterrupt:
            done = run.statuses.total()
            manifest.sweep()  # a worker may have been ended just as it began a file
            say(f"govtask: {done:,} of {total:,} documents are done; {GO_ON}")
            raise
        except WriteError as error:
            run.stopped = True
            manifest.sweep()
            run.progress.tell(f"govtask: {error}", always=True)


def settings_for(orders: Orders) -> str:
    """A hash of all options that have a say in the bytes of an output."""
    from govtask_cli.records import SCHEMA_VERSION

    writer, options = orders.writer, orders.options
    said = (options.headers, options.records) if options is not None else ()
    read = orders.read
    how = (read.encoding, read.pages, read.password is not None, repr(read.limits))
    return settings_of(SCHEMA_VERSION, writer.name if writer else "", said, how, orders.own)


def _place(one: Input) -> str:
    return printable(one.place.as_posix())


def _keys(inputs: Sequence[Input]) -> Iterator[str]:
    """The path of each input as the manifest has it; a second input of one path has ~2 behind it."""
    taken: set[str] = set()
    for one in inputs:
        plain = key = _place(one)
        count = 1
        while key in taken:
            count += 1
            key = f"{plain}~{count}"
        taken.add(key)
        yield key


def written_in(folder: Path, arguments: Sequence[str]) -> list[Path]:
    """What a walk through folders leaves out: the folder that the run writes into; where it is one of those walked
    through itself, the files that former runs wrote."""
    paths = [path for path in map(source, arguments) if isinstance(path, Path)]
    walked = {path.resolve() for path in paths if path.is_dir()}
    if folder.resolve() not in walked:
        return [folder]
    if not (folder / NAME).is_file():
        return []
    with Manifest.open(folder) as manifest:
        return [folder / NAME, *manifest.outputs()]
