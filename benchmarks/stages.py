"""Where the time of a text goes: microseconds of each stage for a kilobyte, from its bytes to JSON.

    python benchmarks/stages.py [--rounds N] [--before CHECKOUT]

The documents are those of samples/wordings, small and dense. `--before` is another checkout of this project, whose
stages are measured in turns with these: a table before and after a change.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

PROJECT: Final = Path(__file__).parent.parent
SHOWN: Final = 0.015
"""A repair that takes less of the whole stands among `other repairs`."""


class Clock:
    """Seconds by stage; what a stage asks another to do counts for the other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which tells its time from now on."""

        def timed(*args: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            begin = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                whole = time.perf_counter() - begin
                self.seconds[stage] += whole - self._inner.pop()
                if self._inner:
                    self._inner[-1] += whole

        return timed


def watched(clock: Clock) -> None:
    """Every stage of the pipeline tells the clock."""
    from govtask_cli import families, pipeline, repair
    from govtask_cli.families.reading import Family

    repair.STEPS = tuple(clock.around(f"repair: {step.__name__}", step) for step in repair.STEPS)
    stages = {
        "read_bytes": "read: decode, cut into lines",
        "cut_parts": "parts",
        "read_front": "front matter",
        "claimed": "leftovers",
        "with_canonical_names": "canonical unit names",
        "check": "checks",
        "parse": "records and the rest",
    }
    for name, stage in stages.items():
        setattr(pipeline, name, clock.around(stage, getattr(pipeline, name)))
    leftovers = pipeline.leftovers
    pipeline.leftovers = clock.around("leftovers", lambda *args: tuple(leftovers(*args)))
    families.FAMILIES = tuple(
        Family(
            **{
                field: clock.around("families: recognise", value)
                if field == "recognises"
                else clock.around("families: read clauses, units, measures", value)
                if field == "read"
                else value
                for field, value in ((name, getattr(family, name)) for name in Family.__slots__)
            }
        )
        for family in families.FAMILIES
    )


def measure(rounds: int) -> dict[str, float]:
    """Microseconds a kilobyte by stage, medians of the rounds."""
    from govtask_cli import pipeline

    documents = [
        (path.name, path.read_bytes()) for path in sorted((PROJECT / "samples/wordings").rglob("*.txt"))
    ]
    size = sum(len(data) for _, data in documents) / 1000
    seen: dict[str, list[float]] = defaultdict(list)
    clock = Clock()
    watched(clock)
    write = clock.around("JSON", lambda result: result.model_dump_json(indent=2).encode())
    for count in range(rounds + 1):
        clock.seconds.clear()
        for name, data in documents:
            write(pipeline.parse(data, name))
        if count:  # the first one warms the tables of the lexicon up
            for stage, seconds in clock.seconds.items():
                seen[stage].append(seconds / size * 1e6)
    return {stage: statistics.median(values) for stage, values in seen.items()}


def gathered(*tables: dict[str, float]) -> list[tuple[str, list[float]]]:
    """The lines to show, dearest first; small repairs together."""
    least = sum(tables[0].values()) * SHOWN
    lines: dict[str, list[float]] = {}
    for stage in dict.fromkeys(stage for table in tables for stage in table):
        values = [table.get(stage, 0.0) for table in tables]
        if stage.startswith("repair") and max(values) < least:
            held = lines.get("repair: the others", [0.0] * len(tables))
            lines["repair: the others"] = [a + b for a, b in zip(held, values, strict=True)]
        else:
            lines[stage] = values
    return sorted(lines.items(), key=lambda line: -line[1][-1])


def table(names: Sequence[str], lines: Sequence[tuple[str, list[float]]]) -> str:
    """The lines as Markdown, with a sum and what it means in MB a second."""
    sums = [sum(values) for values in zip(*(values for _, values in lines), strict=True)]
    rows = [
        "| stage | " + " | ".join(f"{name}, µs/KB | share" for name in names) + " |",
        "|---|" + "---:|---:|" * len(names),
    ]
    for stage, values in [*lines, ("all", sums)]:
        told = (f"{value:.0f} | {value / whole:.1%}" for value, whole in zip(values, sums, strict=True))
        rows.append(f"| {stage} | " + " | ".join(told) + " |")
    speed = ", ".join(f"{name} {1000 / whole:.2f} MB/s" for name, whole in zip(names, sums, strict=True))
    return "\n".join([*rows, "", f"Small dense documents, the clocks running: {speed}."])


def main() -> None:
    """Measure, in a process of its own for each checkout, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", type=Path, metavar="CHECKOUT")
    parser.add_argument("--json", action="store_true", help="the bare figures of this checkout")
    args = parser.parse_args()
    if args.json:
        print(json.dumps(measure(args.rounds)))
        return
    checkouts = {"before": args.before, "now": PROJECT} if args.before else {"now": PROJECT}
    found = []
    for checkout in checkouts.values():
        command = [sys.executable, __file__, "--json", "--rounds", str(args.rounds)]
        told = subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(checkout / "src")}
        )
        found.append(json.loads(told.stdout))
    print(table(list(checkouts), gathered(*found)))


if __name__ == "__main__":
    main()
