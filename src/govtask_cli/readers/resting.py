"""The cycle collector of Python, at rest while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Nothing here makes cycles, and walking over all runs and records again and again would cost a long document
    more than its share (a Word table of 3,000 rows half of its time): the collector rests while one is read."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
