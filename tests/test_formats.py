"""govtask formats: what is read, by which library, and whether it is there."""

from __future__ import annotations

import json

import pytest

import govtask_cli.cli.formats as formats
from command_line import invoke
from govtask_cli.cli.formats import ARCHIVES, rows
from govtask_cli.readers import READERS, Reader, text
from govtask_cli.readers.sniff import FORMATS

MISSING = Reader(("png",), text.read, library="no-such-ocr", module="no_such_module_at_all", extra="ocr")
PROGRAM = Reader(("doc",), text.read, library="LibreOffice", ready=lambda: False)


def test_every_reader_and_archive_stands_in_the_list() -> None:
    expected = [*(name for reader in READERS for name in reader.formats), "pdf", *ARCHIVES]
    assert [row.format for row in rows()] == expected
    assert set(expected) <= set(FORMATS)


def test_what_is_installed_is_said_and_what_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "READERS", (*READERS, MISSING, PROGRAM))
    said = {line.split()[0]: line for line in invoke("formats").stdout.splitlines()}
    assert "installed" in said["txt"]
    assert "selectolax" in said["html"]
    assert said["png"].endswith("pip install govtask-cli[ocr]")
    assert "missing" in said["doc"]
    assert "read in place" in said["zip"]


def test_the_same_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "READERS", (MISSING,))
    found = json.loads(invoke("formats", "--format", "json").stdout)
    assert found[0] == {
        "format": "png", "title": FORMATS["png"].title, "library": "no-such-ocr", "extra": "ocr", "installed": False,
    }  # fmt: skip
