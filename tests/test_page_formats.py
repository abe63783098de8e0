"""Tables set on pages give the records of their text, in PDF and in OFD, however the pages are set.

A paragraph that ends with a full line looks like one that goes on. The sizes of type are such that none does where
its words do not tell.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_ofd import printed as as_ofd
from build_pdf import page_of as pdf_page
from build_pdf import pdf
from build_pdf import printed as as_pdf
from govtask_cli import pipeline
from originals import original, said
from typeset import Leaf, Style, typeset

TABLES = ["notice-livelihood", "progress-monthly", "table-breakdown.gb18030", "table-cells", "table-pipes"]
"""Samples with tables of tasks."""


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
    result = pipeline.parse(written(typeset(original(stem).blocks, style)), "set")
    assert said(result) == original(stem).records


@pytest.mark.parametrize("stem", ["table-cells", "notice-brackets"])
@pytest.mark.parametrize("written", [as_pdf, as_ofd])
def test_every_character_is_kept_or_noted(stem: str, written: Callable[[list[Leaf]], bytes]) -> None:
    leaves = typeset(original(stem).blocks)
    drawn = sum(len("".join(each.text.split())) for leaf in leaves for each in leaf.texts)
    result = pipeline.parse(written(leaves), "set")
    assert result.coverage is not None
    assert result.coverage.read == drawn
    assert result.coverage.used + result.coverage.dropped + result.coverage.unexplained == drawn


def test_places_name_page_and_line() -> None:
    result = pipeline.parse(
        as_pdf(typeset(original("table-breakdown.gb18030").blocks, Style(size=16))), "set"
    )
    (cut,) = [task for task in result.tasks if "至" in task.origin]
    assert cut.origin.startswith("第2页第")
    assert "行至第3页第" in cut.origin
    assert all(task.lines is None for task in result.tasks)
    assert all(task.origin.startswith("第") and "页第" in task.origin for task in result.tasks)
