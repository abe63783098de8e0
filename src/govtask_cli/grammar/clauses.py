"""Where the clause of a figure begins, where a list member ends, what stands behind a figure.

A clause runs between commas; brackets that close are part of the clause around them, and what stands
inside them is a clause of its own. A comma inside a number (1,200) divides nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.grammar.figures import Figure
from govtask_cli.grammar.measure_words import any_of

SIGHT: Final = 60
"""Characters behind a figure that are looked at; before it, twice as many."""

_STOPS: Final = frozenset("、，,。；;：:！!？?\n()（）[]【】”’》… \t\u3000/")
_MARKS: Final = re.compile(r"[，,。；;！!？?\n()（）]|[：:](?!\s?[0-9０-９])")
_SENTENCE: Final = frozenset("。；;！!？?\n")
_CONNECTOR: Final = re.compile(r"和|及|与|以及|并|且|或|同时")
_DEEPEST: Final = 3  # open brackets that are remembered


class Place(NamedTuple):
    """Where a figure stands: the start of its clause, the number of its sentence, and whether in brackets."""

    start: int
    sentence: int
    bracketed: bool

    def opening(self, figure: Figure) -> int:
        """Where the words before a figure begin: its clause, as far as it is in sight."""
        return min(max(self.start, figure.begin - 2 * SIGHT), figure.begin)


def places(text: str, figures: list[Figure]) -> list[Place]:
    """The place of each figure, in one walk over the text."""
    found: list[Place] = []
    starts = [0]
    sentence = 0
    for mark in (*_MARKS.finditer(text), None):
        at = len(text) if mark is None else mark.start()
        while len(found) < len(figures) and figures[len(found)].end <= at:
            found.append(Place(starts[-1], sentence, len(starts) > 1))
        inside_figure = len(found) < len(figures) and figures[len(found)].start <= at
        if mark is None or inside_figure:
            continue
        sign = mark[0]
        if sign in _SENTENCE:
            sentence, starts = sentence + 1, [at + 1]
        elif sign in "(（":
            starts = [*starts[-_DEEPEST:], at + 1]
        elif sign in ")）":
            starts = starts[:-1] or [at + 1]
        else:
            starts[-1] = at + 1
    return found


def ends_here(text: str, at: int) -> bool:
    """Whether a clause or list member ends at `at`: punctuation, the end, or 和 and its like."""
    rest = text[at : at + 4].lstrip(" \t\u3000")
    return not rest or rest[0] in _STOPS or _CONNECTOR.match(rest) is not None


def noun_follows(text: str, at: int) -> bool:
    """Whether a noun stands at `at`, directly behind a figure: no punctuation, no verb, no number."""
    rest = text[at : at + 8].lstrip(" \t\u3000")
    return not ends_here(text, at) and not rest[0].isdecimal() and _predicate().match(rest) is None


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"{any_of('predicates')}(?!{any_of('not_verbs')})")
