"""Equal records in every format: samples as LibreOffice writes them, and documents in many wordings as we do."""

from __future__ import annotations

from functools import cache

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
ALIKE = 0.96
"""The share of the documents in many wordings whose records are equal, field for field, in every format."""


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
    unlike = [
        name
        for name, data in made_files.items()
        if said(pipeline.parse(data, f"{name}.{suffix}")) != original(name).records
    ]
    assert len(unlike) <= (1 - ALIKE) * len(made_files), unlike
