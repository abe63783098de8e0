"""Documents set on pages give the records of their text, in PDF and in OFD, however the pages are set.

A paragraph that ends with a full line looks like one that goes on. The sizes of type are such that none does where
its words do not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from build_ofd import OfdDocument, ofd
from build_ofd import page_of as ofd_page
from build_pdf import page_of as pdf_page
from build_pdf import pdf
from govtask_cli import pipeline
from govtask_cli.document import Document
from govtask_cli.lexicon import in_use
from govtask_cli.records import Result
from sample_files import STEMS, data, parsed
from typeset import Leaf, Style, typeset

PLACES = frozenset({"lines", "line", "origin", "origins"})
TABLES = ["notice-livelihood", "progress-monthly", "table-breakdown.gb18030", "table-cells", "table-pipes"]
"""Samples with tables of tasks."""


def mended(stem: str) -> Document:
    """The document behind a sample: its pages and lines are no more, its tables are grids."""
    with in_use():
        return pipeline.repair(pipeline.read(data(stem), f"{stem}.txt"))


def records(result: Result) -> Any:
    """All records but for their places."""
    held = result.model_dump(mode="json")
    return _without_places({key: held[key] for key in ("document", "tasks", "statements", "forms")})


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(each) for key, each in value.items() if key not in PLACES}
    return [_without_places(each) for each in value] if isinstance(value, list) else value


def as_pdf(leaves: list[Leaf]) -> bytes:
    return pdf(pdf_page(leaf) for leaf in leaves)


def as_ofd(leaves: list[Leaf]) -> bytes:
    return ofd([OfdDocument([ofd_page(leaf, steps=False) for leaf in leaves])])


@pytest.mark.parametrize("stem", STEMS)
def test_a_pdf_gives_the_records_of_its_text(stem: str) -> None:
    result = pipeline.parse(as_pdf(typeset(mended(stem), Style(size=11))), f"{stem}.pdf")
    assert records(result) == records(parsed(stem))
    assert result.source.format == "pdf"


@pytest.mark.parametrize("stem", STEMS)
def test_an_ofd_gives_the_records_of_its_text(stem: str) -> None:
    result = pipeline.parse(as_ofd(typeset(mended(stem), Style(size=13))), f"{stem}.ofd")
    assert records(result) == records(parsed(stem))
    assert result.source.format == "ofd"


LAYOUTS: dict[str, tuple[Style, Callable[[list[Leaf]], bytes]]] = {
    "lines as thin shapes": (
        Style(size=16),
        lambda leaves: pdf(pdf_page(leaf, filled=True) for leaf in leaves),
    ),
    "broad pages, turned": (
        Style(size=10.5, width=842, height=595),
        lambda leaves: pdf(pdf_page(leaf, turned=1) for leaf in leaves),
    ),
    "rows whole, no header again": (Style(cut_rows=False, repeat=False), as_pdf),
    "lines across alone": (Style(ruled="across"), as_pdf),
    "no lines at all": (Style(ruled="none"), as_pdf),
    "ofd without lines": (Style(ruled="none", size=10.5), as_ofd),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("stem", TABLES)
def test_a_table_gives_its_rows_however_it_is_set(stem: str, layout: str) -> None:
    style, written = LAYOUTS[layout]
    result = pipeline.parse(written(typeset(mended(stem), style)), "set")
    assert records(result) == records(parsed(stem))


@pytest.mark.parametrize("stem", ["table-cells", "notice-brackets"])
@pytest.mark.parametrize("written", [as_pdf, as_ofd])
def test_every_character_is_kept_or_noted(stem: str, written: Callable[[list[Leaf]], bytes]) -> None:
    leaves = typeset(mended(stem))
    drawn = sum(len("".join(each.text.split())) for leaf in leaves for each in leaf.texts)
    result = pipeline.parse(written(leaves), "set")
    assert result.coverage is not None
    assert result.coverage.read == drawn
    assert result.coverage.used + result.coverage.dropped + result.coverage.unexplained == drawn


def test_places_name_page_and_line() -> None:
    result = pipeline.parse(as_pdf(typeset(mended("table-breakdown.gb18030"), Style(size=16))), "set")
    (cut,) = [task for task in result.tasks if "至" in task.origin]
    assert cut.origin.startswith("第2页第")
    assert "行至第3页第" in cut.origin
    assert all(task.lines is None for task in result.tasks)
    assert all(task.origin.startswith("第") and "页第" in task.origin for task in result.tasks)
