"""Documents put together at random from the wordings of the survey and others, against the records that follow from how
they were put together: lists and tables whose forms nobody chose to go well with one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from exactness import Scores, scores

FOLDER = Path(__file__).parent.parent / "samples" / "composed"
NOT_READ = {"mixed-17": 0.6, "table-22": 0.49}
"""Documents that are not read whole, and how much of them is."""


@pytest.fixture(scope="module")
def found() -> Scores:
    return scores(FOLDER)


def test_no_document_is_read_worse(found: Scores) -> None:
    assert not found.below(NOT_READ)


def test_fields_and_figures_are_no_worse(found: Scores) -> None:
    assert len(found.documents) == 180
    assert found.fields >= 0.985
    assert found.measures >= 0.98
