"""Old Word files and their kin, made and read by LibreOffice: the records are those of the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from broken_docx import outcome
from build_docx import marked, p, package, r, sample
from govtask_cli import pipeline
from govtask_cli.readers import office
from installed import needs_libreoffice
from test_docx import lines, noted

pytestmark = [pytest.mark.formats, needs_libreoffice]


@cache
def saved(data: bytes, suffix: str) -> bytes:
    """A Word file saved in another format."""
    return office.convert(data, "made.docx", "docx", suffix)


def test_deleted_text_does_not_come_back() -> None:
    result = pipeline.parse(saved(marked("新建公路[-150-]{+130+}公里。"), "doc"), "made.doc")
    notes = {note.kind: note.text for note in result.notes}
    assert notes["tracked_deletion"] == "150"
    assert notes["tracked_insertion"] == "130"
    assert [finding.code for finding in result.findings].count("READ001") == 2


def test_struck_text_in_an_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(package(p(r("新建水厂") + r("2", "<w:strike/>") + r("3座。"))), "doc")
    for light in (False, True):
        if light:
            monkeypatch.setattr(office, "program", lambda: None)
        document = pipeline.read(data, "made.doc")
        assert (lines(document), noted(document, "struck_text")) == (["新建水厂3座。"], ["2"])


def test_cut_files_give_records_or_an_error() -> None:
    data = saved(sample("items-chinese", overrides=False), "doc")
    told = [outcome(data[: len(data) * at // 4], "cut.doc") for at in (1, 2, 3)]
    assert all(said.endswith("tasks") or said == "error" for said in told)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pipeline.read(office.convert(sample("items-chinese"), "made.docx", "docx", "doc"), "made.doc")
    assert list(tmp_path.iterdir()) == []
