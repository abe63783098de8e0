"""What govtask costs: start-up and a 30 KB text as whole processes, throughput, and growth with size.

    python benchmarks/bench.py [--rounds N] [--json]

Whole processes take turns with `python -c pass` and are compared in the same run. Their milliseconds are
wall-clock medians, which a busy machine lengthens; ratios, throughput and growth are of CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"
SIZE = 30_000
COPIES = 100
LIMIT_COPIES = 105
LIMIT_HELP = 100
LIMIT_TEXT = 400
LIMIT_THROUGHPUT = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, in which unit, and the limit that was promised, if any."""

    name: str
    value: float
    unit: str
    limit: str = ""


def repeated(text: str, size: int) -> bytes:
    """The text over and over, as UTF-8 of at least `size` bytes."""
    once = f"{text}\n\n".encode()
    return once * -(-size // len(once))


def cost(command: Sequence[str | Path]) -> tuple[float, float]:
    """Milliseconds of one process: by the clock, and of CPU time."""
    before = os.times()
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - begin
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall * 1000, cpu * 1000


def processes(source: Path, rounds: int) -> list[Figure]:
    """`python -c pass`, `govtask --help` and `govtask parse` in turn."""
    govtask = [sys.executable, "-m", "govtask_cli"]
    commands: dict[str, list[str | Path]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "govtask --help": [*govtask, "--help"],
        f"govtask parse, text of {source.stat().st_size // 1000} KB": [*govtask, "parse", source],
    }
    limits = ("", f"<= {LIMIT_HELP}", f"<= {LIMIT_TEXT}")
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for command in commands.values():
        cost(command)  # compile and fill the disk cache
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(cost(command))
    figures = []
    bare = statistics.mean(cpu for _, cpu in taken["python -c pass"])
    for (name, costs), limit in zip(taken.items(), limits, strict=True):
        figures.append(Figure(name, statistics.median(wall for wall, _ in costs), "ms", limit))
        if limit:
            ratio = statistics.mean(cpu for _, cpu in costs) / bare
            figures.append(Figure("  CPU time beside python -c pass", ratio, "x"))
    return figures


def seconds(run: Callable[[], object], rounds: int) -> float:
    """Seconds of CPU time of the least disturbed of some calls."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return min(taken)


def throughput(rounds: int) -> list[Figure]:
    """In this process: MB of text per second for every sample, repeated up to 30 KB."""
    from govtask_cli import parse

    figures = []
    for sample in sorted(SAMPLES.glob("*.txt")):
        encoding = "gb18030" if ".gb18030." in sample.name else "utf-8"
        data = repeated(sample.read_text(encoding), SIZE)
        parse(data)
        taken = seconds(partial(parse, data), rounds)
        figures.append(
            Figure(f"parse {sample.name}", len(data) / taken / 1e6, "MB/s", f">= {LIMIT_THROUGHPUT}")
        )
    return figures


def growth(sample: Path, rounds: int) -> Figure:
    """How many times longer 100 copies in one file take than the document alone."""
    from govtask_cli import parse

    once = f"{sample.read_text('utf-8')}\n\n".encode()
    parse(once)
    one = seconds(partial(parse, once), max(rounds, 9))
    many = seconds(partial(parse, once * COPIES), 3)
    return Figure(f"{COPIES} copies of {sample.name} in one file", many / one, "x", f"<= {LIMIT_COPIES}")


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=15, help="how often each command is run (15)")
    cli.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = cli.parse_args()
    sample = SAMPLES / "notice-leaders.txt"
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "text.txt")
        source.write_bytes(repeated(sample.read_text("utf-8"), SIZE))
        figures = processes(source, options.rounds)
    figures += throughput(max(3, options.rounds // 3))
    figures += [growth(SAMPLES / name, options.rounds) for name in ("notice-leaders.txt", "report.txt")]
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=2))
        return
    for figure in figures:
        print(f"{figure.name:<48}{figure.value:>9.1f} {figure.unit:<5}{figure.limit}".rstrip())


if __name__ == "__main__":
    main()
