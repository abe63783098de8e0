"""What the README and the pages in docs/ show is what the program does."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import govtask_cli
from govtask_cli.checks.manual import pages
from govtask_cli.errors import ExitCode
from govtask_cli.records import DocumentInfo, Result, Task

PROJECT = Path(__file__).parent.parent
ENGLISH = (PROJECT / "README.md").read_text(encoding="utf-8")
CHINESE = (PROJECT / "README.zh-CN.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[str]:
    """What stands behind `$ govtask` in the console blocks, and what is piped into it."""
    lines = "".join(blocks(text, "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if "govtask" in line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the samples in it, as a clone has them."""
    shutil.copytree(PROJECT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.parametrize("command", commands(ENGLISH))
def test_every_command_of_the_readme_runs(command: str, folder: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    ours = f'set -euo pipefail\ngovtask() {{ "{sys.executable}" -m govtask_cli "$@"; }}\n'
    paths = {"PYTHONPATH": str(Path(govtask_cli.__file__).parent.parent), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [bash, "-c", ours + command],
        cwd=folder,
        env=os.environ | paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr


def contained(part: Any, whole: Any) -> bool:
    """Whether everything that `part` shows stands in `whole`."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(contained(part[key], whole.get(key)) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(contained, part, whole))
    return bool(part == whole)


@BOTH
def test_the_record_that_is_shown_is_the_one_that_comes_out(readme: str) -> None:
    shown = json.loads(blocks(readme, "json")[0])
    result = govtask_cli.parse(PROJECT / "samples" / "notice-leaders.txt")
    records = [task.model_dump(mode="json") for task in result.tasks]
    assert any(contained(shown, record) for record in records)


@BOTH
def test_the_python_example_runs(readme: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (code,) = blocks(readme, "python")
    exec(compile(code, "README", "exec"), {})
    assert (folder / "tasks.xlsx").stat().st_size > 0


@BOTH
def test_all_codes_fields_and_exit_codes_stand_in_the_readme(readme: str) -> None:
    assert re.findall(r"^\| ([A-Z]+\d{3}) \|", readme, re.MULTILINE) == [
        code for code in CODES_IN_ORDER if code in {page.code for page in pages()}
    ]
    for model in (Result, DocumentInfo, Task):
        for field in model.model_fields:
            assert f"`{field}`" in readme, f"{model.__name__}.{field}"
    for code in ExitCode:
        assert f"| {code.value} |" in readme


CODES_IN_ORDER = (
    "NUM001",
    "NUM002",
    "UNIT001",
    "TEXT001",
    "CELL001",
    "TABLE001",
    "TABLE002",
    "TABLE003",
    "SUM001",
    "READ001",
    "READ002",
    "READ010",
    "READ011",
    "READ012",
    "READ020",
    "READ021",
    "DOC001",
    "READ030",
    "READ031",
    "READ032",
    "READ033",
)


def test_every_check_stands_in_the_readme() -> None:
    assert {page.code for page in pages()} == set(CODES_IN_ORDER)


def test_the_chinese_readme_is_a_twin() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert blocks(ENGLISH, "json") == blocks(CHINESE, "json")
    assert ENGLISH.count("\n## ") == CHINESE.count("\n## ")
    assert ENGLISH.count("\n### ") == CHINESE.count("\n### ")
    assert len(re.findall(r"^\|", ENGLISH, re.MULTILINE)) == len(re.findall(r"^\|", CHINESE, re.MULTILINE))


@pytest.mark.parametrize(
    "path", [PROJECT / "README.md", PROJECT / "README.zh-CN.md", *(PROJECT / "docs").glob("*.md")]
)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_page_of_the_commands_is_current() -> None:
    page = runpy.run_path(str(PROJECT / "docs" / "make_commands.py"))["page"]()
    # White space apart: releases of click wrap lines differently.
    assert (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8").split() == page.split()


def shown_by(command: str) -> list[str]:
    """The lines that a command prints."""
    run = subprocess.run(
        [sys.executable, "-m", "govtask_cli", *command.removeprefix("$ govtask ").split()],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(Path(govtask_cli.__file__).parent.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    return run.stdout.decode().splitlines()


SHOWN = [block for block in blocks(ENGLISH, "console") if block.startswith("$ govtask explain ")]


def test_the_explanation_that_is_shown_is_the_one_that_comes_out() -> None:
    (block,) = (block for block in SHOWN if "…" in block)
    command, *lines = block.splitlines()
    printed = shown_by(command)
    places = [printed.index(line) for line in lines if line != "…"]
    assert places == sorted(places)
    assert block in blocks(CHINESE, "console")


@pytest.mark.parametrize(
    "block", blocks((PROJECT / "docs" / "flow.md").read_text(encoding="utf-8"), "console")
)
def test_what_flow_shows_is_what_the_lamp_shows(block: str) -> None:
    command, *lines = block.splitlines()
    printed = shown_by(command)
    heads = [line for line in lines if line != "…"]
    places = [next(at for at, text in enumerate(printed) if text.startswith(head)) for head in heads]
    assert places == sorted(places)
    assert places
