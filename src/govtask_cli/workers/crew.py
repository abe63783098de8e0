"""The workers of a run: each has one job at a time; who crashes or takes too long is replaced, and the rest goes on.

Nothing here needs a thread, so that workers can be forked: a worker starts in some milliseconds with all that is loaded.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.workers.descent import end_descendants
from govtask_cli.workers.job import Job, Orders, Outcome, Status, Trouble
from govtask_cli.workers.process import GRACE, work

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

CHANGE: Final = 1_000
"""A worker is replaced after so many documents: what libraries leak does not add up."""
AHEAD: Final = 2
"""Jobs that a worker holds: the one that it is at, and the next. A third may be done and not yet be told of."""
_SHA: Final = 64
_TICK: Final = 0.5
"""Seconds after which the caller gets to refresh what it shows."""


@dataclass(slots=True)
class _Worker:
    """A process, this side of its pipe, its jobs (it is at the first), and until when that must be done."""

    process: BaseProcess
    channel: Connection
    jobs: deque[Job] = field(default_factory=deque)
    sha256: str | None = None
    begin: float = 0.0
    deadline: float | None = None
    is_ending: bool = False
    given: int = 0

    def start(self, timeout: float | None) -> None:
        """It is at its first job from now on."""
        self.sha256, self.begin = None, monotonic()
        self.deadline = self.begin + timeout if timeout is not None and self.jobs else None

    def has_room(self) -> bool:
        """Whether it may be given a job: one to do, and one to go on with while nobody listens to it."""
        return len(self.jobs) < AHEAD and self.given < CHANGE and not self.is_ending


class Crew:
    """Up to `size` workers, started as there is work for them. Used in `with`, which ends them all.

    method: how a process is started, as `multiprocessing` calls it; by default forked where that is safe: on Linux, and
    as long as no thread runs here (what asks addresses starts one), whose locks a child would wait for forever.
    """

    def __init__(self, size: int, orders: Orders, method: str | None = None) -> None:
        self._size, self._orders = max(1, size), orders
        self._workers: list[_Worker] = []
        self._back: deque[Job] = deque()
        is_safe = sys.platform == "linux" and threading.active_count() == 1
        usual = "fork" if is_safe else "spawn"
        self._context: Any = multiprocessing.get_context(method or usual)

    def __enter__(self) -> Crew:
        if self._context.get_start_method() == "fork":
            _warm_up()
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.channel.close()  # an idle worker ends by itself
            if worker.jobs:
                worker.process.terminate()
        limit = monotonic() + GRACE
        for worker in self._workers:
            worker.process.join(max(0.0, limit - monotonic()))
            _kill(worker.process)
        self._workers.clear()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """What came of the jobs, as it comes, in no order: those that are there at one moment together.

        An empty list comes where nothing happened for a while.
        """
        waiting = self._give(jobs)
        while waiting or any(worker.jobs for worker in self._workers):
            ready = wait([worker.channel for worker in self._workers], self._patience())
            came = [
                outcome
                for worker in list(self._workers)
                if (outcome := self._heard(worker, worker.channel in ready)) is not None
            ]
            waiting = self._give(jobs)  # before anybody deals with the outcomes
            yield came

    def _give(self, jobs: Iterator[Job]) -> bool:
        """Jobs for everyone who has room; whether there may be more of them."""
        while worker := self._free():
            job = self._back.popleft() if self._back else next(jobs, None)
            if job is None:
                return False
            if job.data is not None and worker.jobs:
                # It might wait for us to take its outcome, as we for it to take these bytes.
                self._back.appendleft(job)
                return True
            worker.jobs.append(job)
            worker.given += 1
            if len(worker.jobs) == 1:
                worker.start(self._orders.timeout)
            try:
                worker.channel.send(job)
            except OSError:  # it has ended meanwhile, which `_heard` will find
                continue
        return True

    def _free(self) -> _Worker | None:
        """Who gets the next job: one who has none, a new one, else one who has room."""
        for worker in self._workers:
            if not worker.jobs and worker.has_room():
                return worker
        if len(self._workers) < self._size:
            return self._hire()
        return next((worker for worker in self._workers if worker.has_room()), None)

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        inherited: list[Connection] = []
        if self._context.get_start_method() == "fork":
            inherited = [ours, *(worker.channel for worker in self._workers)]
        process = self._context.Process(
            target=work, args=(theirs, self._orders, inherited, os.getpid()), name="govtask-worker"
        )
        blocks = hasattr(signal, "pthread_sigmask")
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocks else set()
        try:
            process.start()
            worker = _Worker(process, ours)
            self._workers.append(worker)
        finally:
            if blocks:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return worker

    def _patience(self) -> float:
        """Seconds until something must be looked at."""
        soon = [worker.deadline for worker in self._workers if worker.deadline is not None]
        return max(0.0, min(_TICK, min(soon, default=_TICK + monotonic()) - monotonic()))

    def _heard(self, worker: _Worker, is_ready: bool) -> Outcome | None:
        """The outcome of a worker's job, where there is one now."""
        if is_ready:
            try:
                said = worker.channel.recv_bytes()
            except (EOFError, OSError):
                return self._ended(worker)
            if len(said) == _SHA:
                worker.sha256 = said.decode()
                return None
            return self._finished(worker, pickle.loads(said))
        if worker.deadline is not None and monotonic() >= worker.deadline:
            self._hurry(worker)
        return None

    def _finished(self, worker: _Worker, outcome: Outcome) -> Outcome | None:
        if worker.is_ending:  # it was done in the very moment in which it was stopped
            worker.jobs.popleft()
            self._dismiss(worker)
            return outcome
        worker.jobs.popleft()
        sha = worker.sha256
        worker.start(self._orders.timeout)
        if outcome.status == "memory" or (worker.given >= CHANGE and not worker.jobs):
            self._dismiss(worker)
        return replace(outcome, sha256=outcome.sha256 or sha)

    def _hurry(self, worker: _Worker) -> None:
        """The time is up: ask first, so that what the worker started ends too; then kill."""
        if worker.is_ending:
            _kill(worker.process)
            worker.deadline = None
        else:
            worker.is_ending = True
            worker.deadline = monotonic() + GRACE
            worker.process.terminate()

    def _ended(self, worker: _Worker) -> Outcome | None:
        """What is to be said of a worker that has ended without an outcome."""
        job = worker.jobs.popleft() if worker.jobs else None
        self._dismiss(worker)
        if job is None:
            return None
        seconds = monotonic() - worker.begin
        status: Status = "timeout" if worker.is_ending else "crashed"
        trouble = _late(self._orders.timeout) if worker.is_ending else _crash(worker.process.exitcode)
        return Outcome(replace(job, data=None), status, seconds, worker.sha256, trouble=trouble)

    def _dismiss(self, worker: _Worker) -> None:
        """Let a worker go; what it has not begun is done by others."""
        self._back.extendleft(reversed(worker.jobs))
        self._workers.remove(worker)
        worker.channel.close()
        worker.process.join(GRACE)
        _kill(worker.process)


def _kill(process: BaseProcess) -> None:
    """End a process that would not end by itself, and what it started."""
    if process.is_alive() and process.pid is not None:
        end_descendants(process.pid)
        process.kill()
        process.join()


def _late(timeout: float | None) -> Trouble:
    cause = f"was still not read after {timeout or 0:g} seconds (超时)"
    return Trouble(cause, "give it more time with --timeout, or look what is special about it")


def _crash(code: int | None) -> Trouble:
    """A process that ended by itself: by a signal of the system, or by its own decision."""
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        hint = "; the system does so where memory runs out" if -code == getattr(signal, "SIGKILL", 9) else ""
        cause = f"the process that read it was ended by {name} (进程崩溃){hint}"
    else:
        cause = f"the process that read it ended with code {code} (进程崩溃)"
    return Trouble(cause, "please report it with the file, if that may be shown")


_SMALL: Final = (
    "北山区2031年重点工作任务分解\n1.新建公路3公里，增长5%以上。（责任单位：区交通局、区财政局）\n"
)


def _warm_up() -> None:
    """Load and compile here what every worker needs: those that are forked have it already."""
    from govtask_cli.workers import desk

    desk.do(Job(0, "small.txt", "small.txt", data=_SMALL.encode()), Orders())
