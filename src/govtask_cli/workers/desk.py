"""One job from its bytes to its outcome: what every worker does, and this process where no worker is needed."""

from __future__ import annotations

import errno
import hashlib
import os
import traceback
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Final

from govtask_cli import pipeline
from govtask_cli.errors import GovtaskError, ReadError, WriteError
from govtask_cli.inputs import member, read_file
from govtask_cli.records import Result
from govtask_cli.workers.job import Counts, Job, Orders, Outcome, Status, Trouble
from govtask_cli.writers import target, write_file

LASTING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What the system says when the next file could not be written either."""


def do(job: Job, orders: Orders, begun: Callable[[str], None] | None = None) -> Outcome:
    """Read, understand and, where there is a target, write one document. Never raises but for want of memory.

    `begun` is told the SHA-256 of the bytes before they are understood: a crash cannot tell it any more.
    """
    begin = perf_counter()
    sha: str | None = None
    try:
        data = _bytes(job, orders)
        job = replace(job, data=None)  # the bytes need not travel back
        sha = hashlib.sha256(data).hexdigest()
        if sha == job.known:
            return Outcome(job, "unchanged", perf_counter() - begin, sha)
        if begun is not None:
            begun(sha)
        result = pipeline.parse(data, job.name, options=orders.read)
        remarks = _written(result, job, orders)
    except GovtaskError as error:
        status: Status = "unwritable" if isinstance(error, WriteError) else "unreadable"
        return Outcome(job, status, perf_counter() - begin, sha, trouble=trouble(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (one document's bug must not cost the others)
        told = Trouble(f"{type(error).__name__}: {error}", trace="".join(traceback.format_exception(error)))
        return Outcome(job, "fault", perf_counter() - begin, sha, trouble=told)
    return Outcome(
        job,
        "done",
        perf_counter() - begin,
        sha,
        Counts.of(result),
        result.coverage,
        remarks,
        result=result if job.target is None else None,
    )


def trouble(error: GovtaskError) -> Trouble:
    """An error as what can travel."""
    origin = error.__cause__
    return Trouble(error.cause, error.cure, isinstance(origin, OSError) and origin.errno in LASTING)


def _bytes(job: Job, orders: Orders) -> bytes:
    if job.data is not None:
        return job.data
    if job.path is None:
        raise ReadError(job.label, "has neither a file nor bytes", "name a file")
    if job.inside is not None:
        return member(job.path, job.inside, job.label, orders.read.limits)
    return read_file(job.path)


def _written(result: Result, job: Job, orders: Orders) -> tuple[str, ...]:
    """The remarks of the writer, where there is something to write."""
    if job.target is None or orders.writer is None or orders.options is None:
        return ()
    target.make_folder(job.target.parent)
    options = replace(orders.options, target=os.fspath(job.target))
    return write_file([result], job.target, orders.writer, options)
