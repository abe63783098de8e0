"""Documents that nobody wrote: pieces of the samples, shuffled, cut and torn, for tests of properties."""

from __future__ import annotations

import os
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from sample_files import STEMS, text

SEARCH = int(os.environ.get("GOVTASK_EXAMPLES", "0"))
"""So many examples, other ones each time: `GOVTASK_EXAMPLES=2000 pytest tests/test_repair_properties.py`."""

PAGE_BREAKS = ("\n\n", "\n\n\n", "\n\n\n\n", "\n\f", "\n— 2 —\n", "\n\n- 13 -\n\n")
BREAKS = ("\n", "\n", "\n", *PAGE_BREAKS, "\r\n", " ", "\t", "")
"""What may stand between two pieces: line ends, blank lines, page breaks with and without their numbers."""


def bounded(examples: int) -> settings:
    """Settings for a test of so many examples: always the same ones, unless a search is asked for."""
    return settings(
        max_examples=SEARCH or examples,
        derandomize=not SEARCH,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


@cache
def lines(stem: str) -> tuple[str, ...]:
    """The lines of a sample, blank ones too."""
    return tuple(text(stem).splitlines())


@cache
def all_lines() -> tuple[str, ...]:
    """Every line of every sample that holds text."""
    return tuple(sorted({line for stem in STEMS for line in lines(stem) if line.strip()}))


@st.composite
def torn_samples(draw: st.DrawFn) -> str:
    """A stretch of one sample after some mishaps: lines lost, doubled, moved, cut, parted by page breaks."""
    whole = lines(draw(st.sampled_from(STEMS)))
    begin = draw(st.integers(0, len(whole) - 1))
    held = list(whole[begin : begin + draw(st.integers(1, 60))])
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(held) - 1))
        line = held[at]
        where = draw(st.integers(0, len(line)))
        mishap = draw(st.sampled_from(("lose", "double", "move", "tear", "cut head", "cut tail", "strange")))
        if mishap == "lose" and len(held) > 1:
            del held[at]
        elif mishap == "double":
            held.insert(at, line)
        elif mishap == "move":
            held.insert(draw(st.integers(0, len(held) - 1)), held.pop(at))
        elif mishap == "tear":
            held[at] = line[:where] + draw(st.sampled_from(BREAKS)) + line[where:]
        elif mishap == "cut head":
            held[at] = line[where:]
        elif mishap == "cut tail":
            held[at] = line[:where]
        else:
            held.insert(at, draw(st.sampled_from(all_lines())))
    return "\n".join(held)


@st.composite
def shuffled_lines(draw: st.DrawFn) -> str:
    """Lines of all samples in any order, some only in part, with anything between them."""
    pieces: list[str] = []
    for line in draw(st.lists(st.sampled_from(all_lines()), min_size=1, max_size=25)):
        begin, end = sorted((draw(st.integers(0, len(line))), draw(st.integers(0, len(line)))))
        pieces.append(line if draw(st.booleans()) else line[begin:end])
        pieces.append(draw(st.sampled_from(BREAKS)))
    return "".join(pieces)


SIGNS = (
    "一二三1234567890.．、，。；：:（）()〔〕【】《》“”<>|｜/\\-—  \t\n\r\f\v\u3000\0\u200b"
    "年月日%市区局县责任单位牵头负责附件表序号"
)
"""Characters that steer the program, in no order."""


def documents() -> st.SearchStrategy[str]:
    """Any of these."""
    return st.one_of(torn_samples(), shuffled_lines(), st.text(alphabet=SIGNS, max_size=120))
