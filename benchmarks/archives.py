"""What a run over many documents costs: seconds and processor time with one worker and with more.

    python benchmarks/archives.py [--documents N] [--jobs 1 2] [--rounds N] [--json]

The documents are the samples, over and over. On a busy machine seconds say little; processor time says how much of
the work the workers share: what the parent does alone is what keeps N workers from being N times as fast.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"
CALLS = 10
_RUN = """\
import resource, sys
from govtask_cli.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(own.ru_utime + own.ru_stime, workers.ru_utime + workers.ru_stime, own.ru_maxrss, workers.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: seconds by the clock, processor seconds of the parent and of all workers, peaks in MB."""

    what: str
    jobs: int
    seconds: float
    parent: float
    workers: float
    parent_mb: float
    worker_mb: float


def archive(folder: Path, count: int) -> int:
    """Fill a folder with documents; how many bytes they have."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    size = 0
    for number in range(count):
        path = folder / f"{number // 500:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(samples[number % len(samples)])
    return size


def run(what: str, jobs: int, *arguments: str) -> Cost:
    """One run of `parse`."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "parse", *arguments, "-j", str(jobs), "-q"],
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - begin
    parent, workers, own, largest = map(float, done.stdout.split())
    return Cost(what, jobs, seconds, parent, workers, own / 1024, largest / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Of several runs, each figure's median."""
    first = costs[0]
    figures = {
        name: statistics.median(getattr(cost, name) for cost in costs)
        for name in ("seconds", "parent", "workers", "parent_mb", "worker_mb")
    }
    return Cost(first.what, first.jobs, **figures)


def calls(documents: Sequence[Path], target: Path) -> float:
    """Seconds for one document, where each is a command of its own."""
    begin = time.perf_counter()
    for document in documents:
        command = [sys.executable, "-m", "govtask_cli", "parse", str(document), "-o", str(target), "-q"]
        subprocess.run(command, check=True)
    return (time.perf_counter() - begin) / len(documents)


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--documents", type=int, default=1_000)
    cli.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument("--json", action="store_true")
    options = cli.parse_args()
    found: dict[tuple[str, int], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "in")
        size = archive(source, options.documents)
        for _ in range(options.rounds):
            for jobs in options.jobs:
                out = Path(scratch, "out")
                shutil.rmtree(out, ignore_errors=True)
                for cost in (
                    run("--out-dir", jobs, str(source), "--out-dir", str(out)),
                    run("again, unchanged", jobs, str(source), "--out-dir", str(out)),
                    run("-o all.jsonl", jobs, str(source), "-o", str(Path(scratch, "all.jsonl"))),
                ):
                    found.setdefault((cost.what, jobs), []).append(cost)
        one = calls(sorted(source.rglob("*.txt"))[:CALLS], Path(scratch, "one.json"))
    costs = [median(each) for each in found.values()]
    if options.json:
        print(json.dumps([asdict(cost) for cost in costs], indent=2))
        return
    print(
        f"{options.documents:,} documents, {size / 1e6:.1f} MB, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print("run                 jobs  seconds  doc/s  parent s  workers s  parent alone  parent MB  worker MB")
    for cost in costs:
        share = cost.parent / (cost.parent + cost.workers)
        print(
            f"{cost.what:<20}{cost.jobs:>4}{cost.seconds:>9.1f}{options.documents / cost.seconds:>7.0f}"
            f"{cost.parent:>10.2f}{cost.workers:>11.2f}{share:>13.1%}{cost.parent_mb:>11.0f}{cost.worker_mb:>11.0f}"
        )
    fastest = min(cost.seconds for cost in costs if cost.what == "--out-dir")
    print(
        f"a command for each: {one:.2f} s a document, {one * options.documents / fastest:.1f} times as long"
    )


if __name__ == "__main__":
    main()
