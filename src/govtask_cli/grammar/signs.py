"""Signs that set words off and say nothing, those that a legend explains, and counts in brackets."""

from __future__ import annotations

import re
from typing import Final

BULLETS: Final = "▲△▼▽→⇒■◆●★►▶▷•·▪▫◾○◇□☆◎※➢▏"
"""What stands before a label, a name or a number: ◎ 牵头单位：…."""
FILLED: Final = "●★▲■◆▼♦◉√☑✓✔"
HOLLOW: Final = "○☆△□◇▽◎⊙"
"""Signs that mark what a body or a line has to do with a task."""
COUNTED: Final = re.compile("[（(](?:共计?|合?计)?[0-9０-９一二三四五六七八九十]{1,3}[项件个条][)）]$")
"""How many tasks stand below a heading, at its end: （3项）."""
_LEGEND: Final = re.compile(
    rf"[“‘]?(?P<sign>[{FILLED}{HOLLOW}※])[”’]?\s*(?:为|是|表示|代表|指|[:：—-])\s*(?P<said>[\u4e00-\u9fff]{{1,8}})"
)


def legend(line: str) -> dict[str, str]:
    """What a line says that signs stand for: ●为牵头单位，○为配合单位."""
    return {match["sign"]: match["said"] for match in _LEGEND.finditer(line)}
