"""Documents in many wordings against records made by hand.

`samples/wordings/learnt` holds documents that were scored when they were new and that the program has learnt from
since; `samples/wordings/fresh` documents that were written after it and are only scored; `samples/wordings/files` Word,
Excel and web files. `make score` prints all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from exactness import Scores, scores

FOLDER = Path(__file__).parent.parent / "samples" / "wordings"
MARKS = {"learnt": (0.98, 0.99, 0.985), "fresh": (0.98, 0.97, 0.985), "files": (1.0, 1.0, 0.99)}
"""Record exactness, document fields and F1 of the measures, below which something has got worse."""
NOT_READ = {
    "15-table-tab-pagebreak": 0.75,
    "11-23-city-report-wraps": 0.90,
    "25-02-province-office-leaders": 0.90,
    "25-07-district-brackets": 0.91,
    "26-11-shida-mingsheng-jindu": 0.91,
    "35-10-baogao-pdf": 0.56,
    "35-11-zhen-baogao": 0.88,
    "37-04-minsheng-chengdan": 0.88,
    "38-12-supervision-items": 0.92,
    "4-29-wrap24-headers": 0.71,
    "43-05-petition-cases": 0.90,
    "44-10-devzone-work-report": 0.96,
    "44-14-party-supervision-unit-yao": 0.75,
    "49-13-livelihood-alloc-glued": 0.66,
    "49-14-work-report": 0.99,
    "50-13-west-city-work-report-2010": 0.97,
    "51-01-county-baozhua-two-row-header-cells": 0.95,
    "51-02-city-pdf-chengban-brackets": 0.95,
    "51-11-district-pdf-layout-columns": 0.93,
    "4-32-ocr-blanks-wrap45": 0.90,
    "55-t11_quarter": 0.93,
    "55-w21_county": 0.98,
    "57-05_liangceng": 0.90,
    "57-11_baogao": 0.78,
    "58-08-workreport-district-2018": 0.93,
    "61-08-yingshang": 0.85,
    "9-05-city-pdf-raw-progress": 0.0,
}
"""Documents that are not read whole, and how much of them is: all others are."""


@pytest.fixture(scope="module", params=MARKS)
def figures(request: pytest.FixtureRequest) -> tuple[Scores, tuple[float, float, float]]:
    return scores(FOLDER / request.param), MARKS[request.param]


def test_the_records_are_no_worse_than_they_were(figures: tuple[Scores, tuple[float, float, float]]) -> None:
    found, (records, fields, measures) = figures
    low = [f"{score.name} {score.exactness:.2f}" for score in found.documents if score.exactness < 1]
    assert found.exactness >= records, low
    assert found.fields >= fields
    assert found.measures >= measures


def test_no_document_is_read_worse(figures: tuple[Scores, tuple[float, float, float]]) -> None:
    assert not figures[0].below(NOT_READ)


def test_a_document_that_assigns_nothing_has_no_record(
    figures: tuple[Scores, tuple[float, float, float]],
) -> None:
    assert figures[0].invented == 0
