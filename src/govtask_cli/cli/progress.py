"""A bar that counts pages which take seconds each, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

_WIDTH: Final = 24
_NAME: Final = 40


def shown() -> Callable[[str, int, int], None] | None:
    """What draws the bar; None where standard error is no terminal."""
    return draw if sys.stderr is not None and sys.stderr.isatty() else None


def draw(name: str, read: int, total: int) -> None:
    """Draw the bar anew on the last line of the terminal, `read` pages being done; remove it behind the last."""
    if read >= total:
        sys.stderr.write("\r\x1b[K")
    else:
        filled = _WIDTH * read // max(total, 1)
        short = name if len(name) <= _NAME else "…" + name[1 - _NAME :]
        sys.stderr.write(
            f"\r\x1b[K{short} [{'#' * filled}{'.' * (_WIDTH - filled)}] page {read + 1} of {total} (识别中)"
        )
    sys.stderr.flush()
