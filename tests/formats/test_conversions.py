"""Equal records in every format: samples as LibreOffice writes them, and documents in many wordings as we do."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from build import FORMATS, OFFICE, alike, files
from govtask_cli import pipeline
from govtask_cli.readers import office
from installed import needs_fonts, needs_libreoffice
from libreoffice import Convert, read_before
from originals import STEMS, WORDINGS, original, said
from test_invariance import READ_NATIVE, READABLE, holds, made

pytestmark = pytest.mark.formats
READ_OFFICE = [name for name in OFFICE if FORMATS[name].reads in READABLE]
OLD_WORD = [name for name in READ_OFFICE if FORMATS[name].reads == "doc"]
ONE_BY_ONE = "table-breakdown.gb18030"
ALIKE = 0.98
"""The share of the documents in many wordings whose tasks and statements are equal, field for field, in every format …"""
WHOLE = 0.96
"""… and of those of which all is: also the fields of the document, the titles of its parts and the findings. Texts that
hold the furniture of a page get that of another page around it."""


@cache
def read_by_office(form: str) -> Convert:
    """What stands for LibreOffice as a reader: one run of it has read all samples of a format."""
    return read_before(list(made(form).values()), FORMATS[form].suffix)


@needs_libreoffice
@needs_fonts
@pytest.mark.parametrize("form", READ_OFFICE)
@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_that_libreoffice_saved_gives_the_records_of_its_text(
    stem: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if FORMATS[form].by_office:
        monkeypatch.setattr(office, "convert", read_by_office(alike(form)))
    holds(pipeline.parse(made(form)[stem], f"{stem}.{FORMATS[form].suffix}"), form, stem)


@needs_libreoffice
@pytest.mark.parametrize("form", [name for name in READ_OFFICE if FORMATS[name].by_office])
def test_a_file_that_libreoffice_reads_alone_gives_them_too(form: str) -> None:
    holds(pipeline.parse(made(form)[ONE_BY_ONE], f"a.{FORMATS[form].suffix}"), form, ONE_BY_ONE)


@needs_libreoffice
@pytest.mark.parametrize("form", OLD_WORD)
@pytest.mark.parametrize("stem", STEMS)
def test_the_light_reader_of_old_word_files_gives_them_too(
    stem: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made(form)[stem]
    monkeypatch.setattr(office, "program", lambda: None)
    holds(pipeline.parse(data, f"{stem}.{FORMATS[form].suffix}"), form, stem)


@pytest.mark.parametrize("form", READ_NATIVE)
def test_documents_in_many_wordings_give_the_records_of_their_texts(form: str) -> None:
    """Not all of them: the text of a damaged document is not always read as its file is, and either may be better."""
    suffix = FORMATS[form].suffix
    made_files = files(form, map(original, WORDINGS))
    given = {name: said(pipeline.parse(data, f"{name}.{suffix}")) for name, data in made_files.items()}
    unlike = [name for name, found in given.items() if found != original(name).records]
    other = [name for name in unlike if entries(given[name]) != entries(original(name).records)]
    assert len(other) <= (1 - ALIKE) * len(given), other
    assert len(unlike) <= (1 - WHOLE) * len(given), unlike


def entries(found: Any) -> list[dict[str, Any]]:
    """The tasks and statements without the titles of their parts."""
    records = [*found[0]["tasks"], *found[0]["statements"]]
    return [{key: value for key, value in record.items() if key != "part"} for record in records]
