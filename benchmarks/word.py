"""What reading a Word file with a long table costs, beside reading its XML by lxml and nothing more.

    python benchmarks/word.py [--rounds N]

Both take turns in one process; seconds are medians of CPU time, the ratio the median of those of a round.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "formats")]

from test_docx_speed import ROWS, long_table, read_xml  # noqa: E402

from govtask_cli import pipeline  # noqa: E402 - after the path of the tests

LIMIT: Final = 2.0


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """CPU time of one call."""
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    cli.add_argument("--rounds", type=int, default=5)
    rounds = cli.parse_args().rounds
    data = long_table()
    work: tuple[Callable[[bytes], object], ...] = (read_xml, lambda each: pipeline.read(each, "long.docx"))
    for each in work:
        each(data)
    taken = [[seconds(each, data) for each in work] for _ in range(rounds)]
    bare, own = (statistics.median(times) for times in zip(*taken, strict=True))
    ratio = statistics.median(ours / xml for xml, ours in taken)
    print(f"a table of {ROWS} rows, medians of {rounds}")
    print(f"{'lxml s':>10} {'govtask s':>10} {'ratio':>6} {'limit':>6}")
    print(f"{bare:10.3f} {own:10.3f} {ratio:6.2f} {LIMIT:6.1f}")


if __name__ == "__main__":
    main()
