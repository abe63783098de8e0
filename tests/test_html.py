"""Web pages: the same records as from the text, whatever the site puts around it."""

from __future__ import annotations

from typing import Any

import pytest

from build_html import SITES, blocks
from govtask_cli import pipeline
from govtask_cli.records import Result
from sample_files import STEMS, parsed

PLACES = {"lines", "line", "origin", "origins"}


def records(result: Result) -> Any:
    """All that a document says, without the places."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key not in PLACES}
        return [bare(each) for each in value] if isinstance(value, list) else value

    keys = {"document", "tasks", "statements", "forms"}
    return bare(result.model_dump(mode="json", include=keys))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("stem", STEMS)
def test_a_page_gives_the_records_of_the_text(stem: str, site: str) -> None:
    page = SITES[site](blocks(stem))
    assert records(pipeline.parse(page, "page.html")) == records(parsed(stem))
