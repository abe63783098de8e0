"""Every pattern takes time in proportion to its text: each is fed its own worst cases, up to 100 KB of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

import govtask_cli

SHORT, LONG = 4_000, 34_000
SIGNS = 6
"""So many characters of a pattern are repeated, alone and with their neighbour."""
IN_WINDOWS = {
    "checks._CELL[0]": "an origin",
    "families.task_table._REMARK[0]": "a line of at most 45 characters",
    "grammar.changes._openings[0]": "matched at the head of a clause",
    "grammar.markers._HEAD[0]": "matched at the head of a line",
    "grammar.names._OF[0]": "the words of one figure",
    "grammar.roles._texts[3]": "a label of at most 16 characters",
    "grammar.roles._texts[4]": "a label of at most 16 characters",
    "grammar.units._FIGURE[0]": "a cell of at most 600 characters",
    "readers.html_dom._SIMPLE[0]": "a selector of a style sheet, matched as a whole",
    "readers.number_formats._SIMPLE[0]": "the code of a number format, matched as a whole",
    "readers.xlsx_xml._ATTRIBUTE[0]": "one tag of a sheet",
    "repair.unrolled._SENTENCE[0]": "60 characters before a marker",
}
"""Patterns that are only asked about a stretch of bounded length, and may take their time in it."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the package: in modules, and given by cached functions without arguments."""
    for found in pkgutil.walk_packages(govtask_cli.__path__, "govtask_cli."):
        if ".cli." in found.name or found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if hasattr(value, "cache_clear") and not inspect.signature(value).parameters:
                if value.__module__ != found.name:
                    continue
                value = value()
            for at, pattern in enumerate(inside(value)):
                yield f"{found.name.removeprefix('govtask_cli.')}.{name}[{at}]", pattern


def inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from inside(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from inside(each)


def worst(pattern: re.Pattern[str]) -> Iterator[str]:
    """Stretches whose repetition keeps a pattern trying: its own characters, blanks, figures, Han."""
    signs = [sign for sign in dict.fromkeys(pattern.pattern) if sign not in "\\\\^$.|?*+{}()[]:=!<>PJ"]
    spread = signs[:: max(len(signs) // SIGNS, 1)]
    yield from ("建", " ", "3", "（", "、建", "3.", "\\n")
    yield from spread
    yield from (a + b for a, b in pairwise(spread))


PATTERNS = dict(patterns())


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_linear_time(name: str) -> None:
    if name in IN_WINDOWS:
        pytest.skip(IN_WINDOWS[name])
    pattern = PATTERNS[name]
    for unit in dict.fromkeys(worst(pattern)):
        text = unit * (LONG // len(unit))
        if spent(pattern, text) > 0.01 and spent(pattern, text) > 20 * spent(pattern, text[:SHORT]) + 0.01:
            pytest.fail(f"{unit!r} repeated")


def test_what_is_left_out_is_there() -> None:
    assert set(IN_WINDOWS) <= set(PATTERNS)


def spent(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begin
