"""One document gives equal records in every format that builders of our own write, but for the places."""

from __future__ import annotations

from functools import cache

import pytest

from build import FORMATS, NATIVE, alike, files
from govtask_cli import pipeline
from govtask_cli.readers import READERS
from govtask_cli.records import Result
from originals import STEMS, original, said

READABLE = {name for reader in READERS for name in reader.formats}
READ_NATIVE = [name for name in NATIVE if FORMATS[name].reads in READABLE]


def made(form: str) -> dict[str, bytes]:
    """The samples in one format."""
    return _made(alike(form))


@cache
def _made(form: str) -> dict[str, bytes]:
    return files(form, map(original, STEMS))


def holds(result: Result, form: str, name: str) -> None:
    """Fails where a file of a format does not say what its text says, or where characters were lost."""
    assert result.source.format == FORMATS[form].reads
    assert said(result) == original(name).records
    coverage = result.coverage
    assert coverage.read == coverage.used + coverage.dropped + coverage.unexplained
    assert not [note for note in result.notes if note.kind == "wrong_suffix"]


@pytest.mark.parametrize("form", READ_NATIVE)
@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_gives_the_records_of_its_text(stem: str, form: str) -> None:
    holds(pipeline.parse(made(form)[stem], f"{stem}.{FORMATS[form].suffix}"), form, stem)


def test_every_format_that_is_read_is_written_here() -> None:
    """A reader without a line in `FORMATS` is one of which nobody knows whether it reads."""
    pictures = {"png", "jpg", "tif"}  # what is recognised is compared in tests/formats/test_scans.py
    assert {form.reads for form in FORMATS.values()} >= READABLE - pictures
