"""Signs that set words off and say nothing, and those that a legend explains."""

from __future__ import annotations

import re
from typing import Final

BULLETS: Final = "▲△▼▽→⇒■◆●★►▶▷•·▪▫◾○◇□☆◎※➢▏"
"""What stands before a label, a name or a number: ◎ 牵头单位：…."""
FILLED: Final = "●★▲■◆▼♦◉√☑✓✔"
HOLLOW: Final = "○☆△□◇▽◎⊙"
"""Signs that mark what a body or a line has to do with a task."""
_LEGEND: Final = re.compile(
    rf"[“‘]?(?P<sign>[{FILLED}{HOLLOW}※])[”’]?\s*(?:为|是|表示|代表|指|[:：—-])\s*(?P<said>[\u4e00-\u9fff]{{1,8}})"
)


def legend(line: str) -> dict[str, str]:
    """What a line says that signs stand for: ●为牵头单位，○为配合单位."""
    return {match["sign"]: match["said"] for match in _LEGEND.finditer(line)}
