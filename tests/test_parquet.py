"""Parquet output: the types of the records, whatever the first rows hold."""

from __future__ import annotations

import builtins
import importlib.util
import os
import re
from pathlib import Path
from typing import Any

import pytest

from command_line import invoke
from govtask_cli import write
from sample_files import STEMS, parsed

PROJECT = Path(__file__).parent.parent
ALL = [parsed(stem) for stem in STEMS]


def lacks(module: str) -> bool:
    """Whether a module is not installed; where everything must run, its absence is a failure of the test."""
    return importlib.util.find_spec(module) is None and not os.environ.get("CI")


needs_arrow = pytest.mark.skipif(lacks("pyarrow"), reason="pyarrow is not installed")


@pytest.mark.archives
@needs_arrow
@pytest.mark.parametrize("kind", ["tasks", "statements", "findings"])
def test_every_record_is_a_row(tmp_path: Path, kind: str) -> None:
    import pyarrow.parquet

    write(ALL, tmp_path / "x.parquet", records=kind)  # type: ignore[arg-type]
    rows = pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist(maps_as_pydicts="strict")
    wanted = [
        {"document": result.source.name, **record.model_dump(mode="json")}
        for result in ALL
        for record in getattr(result, kind)
    ]
    assert rows == wanted


@pytest.mark.archives
@needs_arrow
def test_nothing_is_a_table_too(tmp_path: Path) -> None:
    import pyarrow.parquet

    write([], tmp_path / "x.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "x.parquet")
    assert table.num_rows == 0
    assert "content" in table.column_names


@pytest.mark.archives
@needs_arrow
@pytest.mark.skipif(lacks("duckdb"), reason="DuckDB is not installed")
def test_the_snippet_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(ALL, "tasks.parquet")
    page = (PROJECT / "docs" / "archives.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    exec(compile(code, "archives.md", "exec"), {})
    said = capsys.readouterr().out
    names = {unit.name for result in ALL for task in result.tasks for unit in task.units}
    assert sum(name in said for name in names) >= 5


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **said: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **said)

    monkeypatch.setattr(builtins, "__import__", without)
    sample = str(PROJECT / "samples" / "notice-leaders.txt")
    done = invoke("parse", sample, "-o", str(tmp_path / "x.parquet"))
    assert done.exit_code == 2
    assert "pip install 'govtask-cli[parquet]'" in done.stderr
    assert not list(tmp_path.iterdir())
