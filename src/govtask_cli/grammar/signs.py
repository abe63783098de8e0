"""Signs that set words off and say nothing."""

from __future__ import annotations

from typing import Final

BULLETS: Final = "▲△▼▽→⇒■◆●★►▶▷•·▪▫◾○◇□☆◎※➢▏"
"""What stands before a label, a name or a number: ◎ 牵头单位：…."""
