"""What writing 100,000 tasks costs in each format: seconds and peak memory.

    python benchmarks/writers.py [--tasks N] [--rounds N] [FORMAT ...]

The results lie on disk, as those of a run over an archive do, and each format is written by a process of its own.
Peak memory holds the program itself: what it is before the first record is the first line.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from govtask_cli.batch.spool import Spool
from govtask_cli.pipeline import parse
from govtask_cli.writers import WRITERS, Options, write_file

SAMPLE: Final = Path(__file__).parent.parent / "samples" / "notice-leaders.txt"
BARE: Final = "(nothing)"


def one(name: str, tasks: int) -> None:
    """Write in one format; prints tasks, documents, seconds, peak MB, MB written."""
    result = parse(SAMPLE.read_bytes(), SAMPLE.name)
    count = -(-tasks // len(result.tasks))
    with Spool(count) as results, tempfile.TemporaryDirectory() as scratch:
        for index in range(count):
            source = result.source.model_copy(update={"name": f"{index:06}.txt"})
            results.put(index, result.model_copy(update={"source": source}))
        seconds, size = 0.0, 0
        if name != BARE:
            writer = next(writer for writer in WRITERS if writer.name == name)
            target = Path(scratch, "all" + writer.suffixes[0])
            begin = time.perf_counter()
            write_file(results, target, writer, Options("zh", None, True, str(target)), ())
            seconds, size = time.perf_counter() - begin, target.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(count * len(result.tasks), count, seconds, peak, size / 1e6)


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("formats", nargs="*", metavar="FORMAT")
    cli.add_argument("--tasks", type=int, default=100_000)
    cli.add_argument("--rounds", type=int, default=1, help="a round takes three minutes")
    cli.add_argument("--one", help=argparse.SUPPRESS)
    options = cli.parse_args()
    if options.one:
        one(options.one, options.tasks)
        return
    missing = {"parquet"} if find_spec("pyarrow") is None else set()
    names = [BARE, *(options.formats or [writer.name for writer in WRITERS if writer.name not in missing])]
    found: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(options.rounds):
        for name in names:
            command = [sys.executable, __file__, "--one", name, "--tasks", str(options.tasks)]
            said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            found[name].append([float(word) for word in said.split()])
    tasks, documents = found[BARE][0][:2]
    print(f"{tasks:,.0f} tasks of {documents:,.0f} documents, medians of {options.rounds}")
    print("format       seconds  peak MB  file MB")
    for name, runs in found.items():
        seconds, peak, size = (statistics.median(column) for column in list(zip(*runs, strict=True))[2:])
        print(f"{name:<12}{seconds:>8.1f}{peak:>9.0f}{size:>9.0f}")


if __name__ == "__main__":
    main()
