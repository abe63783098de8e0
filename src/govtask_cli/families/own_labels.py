"""Labels of a document's own: words before a colon that the lexicon does not know as a label, on line after line.

What the same word as a table header would mean tells their field; what is unknown there too goes to `other`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.grammar.titles import is_lead_in

_LABEL: Final = re.compile(
    rf"\A\s*(?:[{BULLETS}]\s*)?[【［\[〔]?(?P<word>[\u4e00-\u9fff][\u4e00-\u9fff0-9（）()、/—–-]{{1,13}})(?:\s*[:：]|[】］\]〕]\s*[:：]?)\s*(?=\S)"
)
_FEWEST: Final = 3
"""So many lines that open with one word and a colon are no accident."""
_FEWEST_KNOWN: Final = 2
"""The same where the word is a header that the lexicon knows."""
_TEXTS: Final = frozenset(
    {
        "target", "progress", "problems", "next_steps", "shortfall", "status", "frequency", "on_schedule",
        "completion", "effect", "investment", "category", "place", "name", "content",
    }
)  # fmt: skip
"""Fields of a task that are what a line says."""


def behind_marker(line: str) -> str:
    """A line without the marker that it opens with: 项目名称：… of 1.项目名称：…."""
    found = marker(line)
    return line[found.end :] if found is not None else line


def label_word(line: str) -> str | None:
    """The word before the colon that a line opens with, if it can be a label."""
    found = _LABEL.match(line)
    return found["word"] if found is not None else None


def label_end(line: str) -> int:
    """Where the words begin behind the label that a line opens with; 0 without one."""
    found = _LABEL.match(line)
    return found.end() if found is not None else 0


def said_behind(line: str) -> tuple[str, str]:
    """The label of a line and what stands behind it. The line must open with one (`label_word`)."""
    found = _LABEL.match(line)
    assert found is not None
    return found["word"], line[found.end() :].strip()


def repeated_labels(lines: Iterable[str]) -> Mapping[str, str]:
    """Label → field of a task ("other" where none is known), for each that opens several of the lines."""
    counted = Counter(
        word
        for line in map(behind_marker, lines)
        if (word := label_word(line)) is not None and label_at_start(line) is None and not is_lead_in(line)
    )
    return {
        word: field
        for word, count in counted.items()
        if count >= (_FEWEST_KNOWN if (field := _field(word)) != "other" else _FEWEST)
    }


def _field(word: str) -> str:
    found = column_field(word)
    return found if found in _TEXTS else "other"
