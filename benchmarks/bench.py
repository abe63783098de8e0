"""What govtask costs: start-up and a 30 KB text as whole processes, throughput, and growth with size.

    python benchmarks/bench.py [--rounds N] [--json]

Whole processes take turns with `python -c pass` and are compared in the same run, so that a busy machine
slows both. Times are wall-clock medians.
"""

from __future__ import annotations

import argparse
import json
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


def wall(command: Sequence[str | Path]) -> float:
    """Milliseconds of one process."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000


def processes(source: Path, rounds: int) -> list[Figure]:
    """`python -c pass`, `govtask --help` and `govtask parse` in turn."""
    govtask = [sys.executable, "-m", "govtask_cli"]
    commands: dict[str, list[str | Path]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "govtask --help": [*govtask, "--help"],
        f"govtask parse, text of {source.stat().st_size // 1000} KB": [*govtask, "parse", source],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        wall(command)  # compile and fill the disk cache
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(wall(command))
    bare, *ours = (statistics.median(times) for times in taken.values())
    limits = (f"<= {LIMIT_HELP}", f"<= {LIMIT_TEXT}")
    figures = [Figure("python -c pass", bare, "ms")]
    for name, median, limit in zip(list(commands)[1:], ours, limits, strict=True):
        figures.append(Figure(name, median, "ms", limit))
        figures.append(Figure("  beside python -c pass", median / bare, "x"))
    return figures


def seconds(run: Callable[[], object], rounds: int) -> float:
    """Median seconds of a call."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


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
