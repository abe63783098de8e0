"""Thousands of damaged files of every format: records or a typed error, never another exception, never a hang."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import pytest

from broken import BY_OFFICE, KINDS, Told, begin, damaged, damaged_old_word, tell
from build import FORMATS
from govtask_cli.readers import office
from installed import needs_libreoffice
from libreoffice import read_before
from originals import STEMS
from test_invariance import READABLE, made

pytestmark = pytest.mark.formats
COUNT = 2_000
"""Damaged files of a format."""
FEW = 50
"""Those that LibreOffice reads."""
LIMIT = 5.0
"""Seconds of processor time for any of them."""
MINUTES = 600
KINDS_READ = [kind for kind in KINDS if kind in READABLE | {"zip", "eml"}]
Work = dict[str, list[Future[Told]]]


@pytest.fixture(scope="module")
def work() -> Iterator[Work]:
    """All damaged files that need no LibreOffice, under way in worker processes."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, begin) as pool:
        yield {
            kind: [pool.submit(damaged, kind, stem, _share(at, COUNT)) for at, stem in enumerate(STEMS)]
            for kind in KINDS_READ
        }
        pool.shutdown(cancel_futures=True)


def _share(at: int, count: int) -> int:
    """How many of `count` files are made of the sample at a place."""
    return count // len(STEMS) + (at < count % len(STEMS))


def whole(parts: list[Future[Told]]) -> Told:
    told = Told()
    for each in parts:
        told.add(each.result(timeout=MINUTES))
    return told


def holds(told: Told, count: int) -> None:
    assert not told.troubles, f"{len(told.troubles)} of {count}, for example\n" + "\n".join(told.troubles[:3])
    assert set(told.given) <= {"records", "refused"}, told.given
    assert told.given.total() >= count * 0.9, "archives may lose members, other files none"
    assert told.given["records"] >= count / 100, told.given
    assert told.slowest < LIMIT


@pytest.mark.parametrize("kind", KINDS_READ)
def test_damaged_files_give_records_or_a_typed_error(kind: str, work: Work) -> None:
    holds(whole(work[kind]), COUNT)


@needs_libreoffice
def test_damaged_old_word_files_and_the_light_reader(work: Work) -> None:
    context = multiprocessing.get_context("spawn")
    files = made("doc by LibreOffice")
    with ProcessPoolExecutor(os.cpu_count(), context, begin) as pool:
        parts = [
            pool.submit(damaged_old_word, files[stem], stem, _share(at, COUNT))
            for at, stem in enumerate(STEMS)
        ]
        holds(whole(parts), COUNT)


@needs_libreoffice
@pytest.mark.parametrize("kind", BY_OFFICE)
def test_damaged_files_that_libreoffice_reads(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = made(f"{kind} by LibreOffice")
    files = [
        each for at, stem in enumerate(STEMS) for each in BY_OFFICE[kind](samples[stem], at, _share(at, FEW))
    ]
    monkeypatch.setattr(office, "convert", read_before(files, FORMATS[f"{kind} by LibreOffice"].suffix))
    told = tell(kind, "all samples", iter(files))
    assert not told.troubles, "\n".join(told.troubles[:3])
    assert set(told.given) <= {"records", "refused"}, told.given
    assert told.given.total() == FEW
    assert told.given["records"] > 0
    assert told.slowest < LIMIT
