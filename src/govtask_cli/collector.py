"""Python's cycle collector at rest while one document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Nothing here makes cycles, and walking over all runs and records again and again would cost a long
    document more than its share: the collector rests meanwhile."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
