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


@pytest.fixture(scope="module", params=MARKS)
def figures(request: pytest.FixtureRequest) -> tuple[Scores, tuple[float, float, float]]:
    return scores(FOLDER / request.param), MARKS[request.param]


def test_the_records_are_no_worse_than_they_were(figures: tuple[Scores, tuple[float, float, float]]) -> None:
    found, (records, fields, measures) = figures
    low = [f"{score.name} {score.exactness:.2f}" for score in found.documents if score.exactness < 1]
    assert found.exactness >= records, low
    assert found.fields >= fields
    assert found.measures >= measures


def test_a_document_that_assigns_nothing_has_no_record(
    figures: tuple[Scores, tuple[float, float, float]],
) -> None:
    assert figures[0].invented == 0
