"""Damaged pages and messages, 2,000 of each: a typed error or records, never another exception, never a hang."""

from __future__ import annotations

import time

import pytest

from broken_pages import FORMATS, mutants, outcome, whole

COUNT = 2_000
SECONDS = 5.0


@pytest.mark.formats
@pytest.mark.parametrize("form", FORMATS)
def test_thousands_of_damaged_files(form: str) -> None:
    slowest = 0.0
    told = {"records": 0, "refused": 0}
    for data in mutants(whole(form), seed=29, count=COUNT):
        began = time.perf_counter()
        for said in outcome(data):
            told[said] += 1
        slowest = max(slowest, time.perf_counter() - began)
    assert told["records"] > COUNT / 4
    assert slowest < SECONDS
