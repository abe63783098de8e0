"""The same as a crew, on the machines of a Dask cluster that is there already.

Files are named, not sent: inputs and outputs must lie under the same paths on all machines. On each of them a document
is read by a worker process of our own, within the same limits, since a thread of Dask's cannot be ended.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.errors import UsageError
from govtask_cli.workers.job import Job, Orders, Outcome, Trouble

if TYPE_CHECKING:
    from govtask_cli.workers.crew import Crew

_PATIENCE: Final = "20s"
_TICK: Final = 0.5
_AHEAD: Final = 3
"""Jobs in flight for each thread of the cluster."""
_here = threading.local()
"""On a machine of the cluster: the crew of this thread, and the orders that it was made for."""


class Cluster:
    """The workers behind a Dask scheduler. Used in `with`. Raises UsageError where there is none."""

    def __init__(self, scheduler: str, orders: Orders) -> None:
        self._scheduler, self._orders = scheduler, orders
        self._client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(
                "--engine dask", "needs Dask (未安装)", "pip install 'govtask-cli[dask]'"
            ) from error
        try:
            self._client = Client(self._scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise UsageError(
                self._scheduler, f"no Dask scheduler answers there: {error}", "start one: dask scheduler"
            ) from error
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """What came of the jobs, as it comes, in no order; an empty list where nothing happened for a while."""
        from distributed import wait

        pending: dict[Any, Job] = {}
        more = True
        while more or pending:
            while more and len(pending) < self._room():
                job = next(jobs, None)
                more = job is not None
                if job is not None:
                    pending[self._client.submit(on_machine, _anywhere(job), self._orders, pure=False)] = job
            try:
                done = (
                    wait(list(pending), timeout=_TICK, return_when="FIRST_COMPLETED").done
                    if pending
                    else set()
                )
            except TimeoutError:
                done = set()
            yield [_outcome(future, pending.pop(future)) for future in done]

    def _room(self) -> int:
        """How many jobs may be in flight; machines come and go."""
        threads: int = sum(self._client.nthreads().values())
        return max(_AHEAD, _AHEAD * threads)


def _anywhere(job: Job) -> Job:
    """The job with paths that do not depend on where a process stands."""
    path, target = job.path, job.target
    return replace(
        job,
        path=path.absolute() if isinstance(path, Path) else path,
        target=target.absolute() if target is not None else None,
    )


def on_machine(job: Job, orders: Orders) -> Outcome:
    """One job on a machine of the cluster: by a process of its own, which stays for the next job."""
    crew = _crew(orders)
    return next(outcome for batch in crew.outcomes(iter([job])) for outcome in batch)


def _crew(orders: Orders) -> Crew:
    """The crew of this thread. It ends with the process: its worker sees that the pipe is closed."""
    from govtask_cli.workers.crew import Crew

    if getattr(_here, "orders", None) != orders:
        # Dask marks its processes as such that may have no children, for they would be left behind; ours are not.
        vars(multiprocessing.current_process())["_config"]["daemon"] = False
        _here.crew, _here.orders = Crew(1, orders, method="spawn"), orders
    crew: Crew = _here.crew
    return crew


def _outcome(future: Any, job: Job) -> Outcome:
    """What a future holds, and not what its state says: an outcome whose machine went before it was fetched is made
    anew by another one. A job that took its machine with it more than once is an error."""
    try:
        outcome: Outcome = future.result()
    except Exception as error:  # noqa: BLE001 (whatever came of the cluster, it costs this document alone)
        cause = f"the machines that read it were lost (集群节点失联): {error or type(error).__name__}"
        return Outcome(
            replace(job, data=None), "crashed", trouble=Trouble(cause, "look at the logs of the cluster")
        )
    return replace(outcome, job=replace(job, data=None))
