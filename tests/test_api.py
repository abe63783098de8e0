"""The Python API: the same functions, typed."""

from __future__ import annotations

from pathlib import Path

import pytest

import govtask_cli
from command_line import NOTICE, UNNUMBERED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with notice.txt in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


class TestApi:
    def test_parse_takes_a_path_or_bytes(self, folder: Path) -> None:
        for result in (
            govtask_cli.parse("notice.txt"),
            govtask_cli.parse(folder / "notice.txt"),
            govtask_cli.parse(NOTICE.encode(), name="notice.txt"),
        ):
            assert isinstance(result, govtask_cli.Result)
            assert result.source.name == "notice.txt"
            assert len(result.tasks) == 3

    def test_parse_raises_what_names_file_cause_and_cure(self, folder: Path) -> None:
        with pytest.raises(
            govtask_cli.ReadError, match=r"missing.txt: there is no such file .*\(check the name"
        ):
            govtask_cli.parse("missing.txt")

    def test_parse_refuses_a_name_that_no_file_has(self) -> None:
        with pytest.raises(govtask_cli.ReadError, match="cannot be read"):
            govtask_cli.parse("x\0y")

    def test_check_gives_the_findings(self) -> None:
        assert govtask_cli.check(NOTICE.encode()) == []
        assert [finding.code[:3] for finding in govtask_cli.check(UNNUMBERED.encode())] == ["NUM"]

    def test_write_takes_one_result_or_several(self, folder: Path) -> None:
        result = govtask_cli.parse("notice.txt")
        assert govtask_cli.write(result, "one.json") == ()
        assert govtask_cli.Result.model_validate_json(Path("one.json").read_text("utf-8")) == result
        govtask_cli.write([result, result], "two.csv", headers="en", records="units")
        assert Path("two.csv").read_text("utf-8-sig").startswith("Document,Unit,")

    def test_everything_that_is_promised_is_there(self) -> None:
        for name in govtask_cli.__all__:
            assert getattr(govtask_cli, name) is not None
        with pytest.raises(AttributeError):
            govtask_cli.nonsense  # noqa: B018
