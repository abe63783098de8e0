"""The life of a worker: it takes jobs from a pipe until that closes, within its limits, and ends with its parent."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

from govtask_cli.lexicon import in_use
from govtask_cli.workers.descent import end_descendants
from govtask_cli.workers.job import Job, Orders, Outcome, Trouble

if TYPE_CHECKING:
    from types import FrameType

GRACE: Final = 2.0
"""Seconds that a worker has to end what it started (LibreOffice) before it is killed."""
_DEATH_OF_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux."""


class Stopped(BaseException):
    """The parent has had enough of this document: `finally` blocks run, and no `except Exception` catches it."""


def work(channel: Connection, orders: Orders, inherited: Sequence[Connection], parent: int) -> None:
    """Do the jobs that come through `channel`; `inherited` are ends of other workers' pipes, to be closed."""
    for end in inherited:
        end.close()
    try:
        _obey(parent)
        _limit_memory(orders.memory)
        _do_all(channel, orders)
    except Stopped:
        end_descendants(os.getpid())  # had it come in the very moment in which a program is started


def _do_all(channel: Connection, orders: Orders) -> None:
    """One job after the other, until there are no more."""
    from govtask_cli.workers import desk

    with in_use(orders.own):
        while (job := _next(channel)) is not None:
            _limit_time(orders.timeout)
            try:
                outcome = desk.do(job, orders, lambda sha: channel.send_bytes(sha.encode()))
            except MemoryError:
                outcome = _too_big(job, orders)
            _limit_time(None)
            try:
                channel.send_bytes(_packed(outcome))
            except (BrokenPipeError, ConnectionResetError):
                return
            if outcome.status == "memory":
                return  # what is left of the document may fill this process: a new one takes over


def _next(channel: Connection) -> Job | None:
    """The next job; None when the parent has no more, or is gone."""
    try:
        job: Job | None = channel.recv()
    except (EOFError, OSError):
        return None
    return job


def _packed(outcome: Outcome) -> bytes:
    """An outcome for the pipe; the records stay packed until somebody writes them."""
    if outcome.result is not None and not isinstance(outcome.result, bytes):
        outcome = replace(outcome, result=pickle.dumps(outcome.result, pickle.HIGHEST_PROTOCOL))
    return pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)


def _too_big(job: Job, orders: Orders) -> Outcome:
    limit = (orders.memory or 0) >> 20
    return Outcome(
        replace(job, data=None),
        "memory",
        trouble=Trouble(
            f"needs more than {limit:,} MB of memory (内存超限)",
            "divide it, or raise the limit with --max-memory",
        ),
    )


def _obey(parent: int) -> None:
    """Interrupts are the parent's business; its order to stop, and its death, end this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)  # it died before it could be asked to tell


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _limit_time(0)
    raise Stopped


def _limit_time(seconds: float | None) -> None:
    """The system itself ends this process some seconds after the limit, should nobody else do it.

    The parent watches the time and is first; this holds even where the parent is gone and a C library hangs.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + 2 * GRACE)


def _limit_memory(limit: int | None) -> None:
    """Memory beyond the limit is refused by the system, which Python tells as MemoryError."""
    if limit is not None and sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
