"""docs/lexicon.md: its example is read as it says, its commands run, its table is what the files hold."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

import govtask_cli
from command_line import invoke
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.metadata import metadata_fields
from govtask_cli.lexicon import words
from test_readme import PROJECT, blocks

PAGE = (PROJECT / "docs" / "lexicon.md").read_text(encoding="utf-8")
(TABLE,) = blocks(PAGE, "text")
WORDS, OFFICES, SETTINGS = blocks(PAGE, "toml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files of the example."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.txt").write_text(TABLE, encoding="utf-8")
    (tmp_path / "my.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def test_the_example_is_read_with_its_words_and_not_without(folder: Path) -> None:
    assert not any(task.units for task in govtask_cli.parse("table.txt").tasks)
    first, second, third, _ = govtask_cli.parse("table.txt", lexicon="my.toml").tasks
    assert first.content == "新建水厂2座。"
    assert [(unit.name, unit.role, unit.basis) for unit in first.units] == [("水务股", "lead", "label")]
    assert second.deadline is not None
    assert second.deadline.date == "2031-09-30"
    assert [(unit.name, unit.role) for unit in third.units] == [("水务股", "lead"), ("河道股", "support")]
    assert [(each.name, each.unit) for each in third.measures] == [("泵站", "宿")]


def test_every_line_of_the_example_changes_something(folder: Path) -> None:
    assert column_field("时间安排") == "deadline"
    with govtask_cli.use_lexicon("my.toml"):
        assert column_field("时间安排") is None
        assert metadata_fields()["印制单位"] == "issuer"
        assert words("headings", "lead_in") == ("具体打法", "具体措施")
    whole = tomllib.loads(WORDS)
    told = govtask_cli.parse("table.txt", lexicon=whole)
    for table in ("headers.content", "headers.lead", "headers.deadline", "labels.leading"):
        subject, _, name = table.partition(".")
        less = {**whole, subject: {key: held for key, held in whole[subject].items() if key != name}}
        assert govtask_cli.parse("table.txt", lexicon=less) != told, table


def test_the_office_of_the_example_is_known() -> None:
    text = "青石区人民政府2031年重点工作任务分解\n\n1.新建水厂2座。（责任单位：区水河局）\n".encode()
    (task,) = govtask_cli.parse(text, lexicon=tomllib.loads(OFFICES)).tasks
    assert task.units[0].canonical == "区水务和河道管理局"
    assert govtask_cli.parse(text).tasks[0].units[0].canonical is None


def test_the_commands_run(folder: Path) -> None:
    lines = "".join(blocks(PAGE, "console")).splitlines()
    assert len(lines) == 2
    for line in lines:
        done = invoke(*line.removeprefix("$ govtask ").split())
        assert done.exit_code == 0, line
        assert "水务股" in done.stdout


def test_the_python_example_runs(folder: Path) -> None:
    (code,) = blocks(PAGE, "python")
    held: dict[str, object] = {}
    exec(compile(code, "lexicon.md", "exec"), held)
    assert held["results"] == [held["result"]]


def test_the_settings_are_taken(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    done = invoke("parse", "table.txt", "-f", "csv")
    assert done.stdout.startswith("Number")
    assert "水务股" in done.stdout


def test_the_table_of_files_is_current() -> None:
    assert runpy.run_path(str(PROJECT / "docs" / "make_lexicon.py"))["page"]() == PAGE
