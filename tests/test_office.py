"""LibreOffice as a program that may be missing, fail, or never end."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pytest

from govtask_cli import pipeline
from govtask_cli.cli.formats import rows
from govtask_cli.errors import ReadError
from govtask_cli.readers import office

RTF = b"{\\rtf1 text}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program that is taken for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(path))


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(ReadError, match="libreoffice-writer") as error:
        pipeline.read(RTF, "旧文件.doc")
    assert "旧文件.doc" in str(error.value)
    with pytest.raises(ReadError, match="install LibreOffice Writer"):
        pipeline.read(OLE, "damaged.doc")


@pytest.mark.parametrize("place", [None, "/usr/bin/soffice"])
def test_what_is_read_with_libreoffice_alone_is_told(
    monkeypatch: pytest.MonkeyPatch, place: str | None
) -> None:
    monkeypatch.setattr(office, "program", lambda: place)
    there = {row.format: row.installed for row in rows()}
    assert there["doc"]
    assert there["odt"] is there["rtf"] is (place is not None)


@unix
def test_a_failure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "echo 'Error: source file could not be loaded'")
    with pytest.raises(ReadError, match="is Writer installed"):
        pipeline.read(OLE, "made.doc")


@unix
def test_a_conversion_that_never_ends_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child\nwait")
    begun = time.monotonic()
    with pytest.raises(ReadError, match="still not done"):
        office.convert(b"", "made.doc", "doc", "docx", timeout=0.5)
    assert time.monotonic() - begun < 5
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            return
        time.sleep(0.05)
    pytest.fail("what LibreOffice had started still runs")


def _runs(process: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@unix
def test_each_run_has_a_profile_of_its_own_and_runs_no_macros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        tmp_path, monkeypatch, f'echo "$@" >> {tmp_path}/said; cat profile/user/*.xcu >> {tmp_path}/said'
    )
    for _ in range(2):
        with pytest.raises(ReadError):
            office.convert(b"x", "made.doc", "doc", "docx")
    said = (tmp_path / "said").read_text()
    assert said.count("DisableMacrosExecution") == 2
    assert len(set(re.findall(r"-env:UserInstallation=(\S+)", said))) == 2
