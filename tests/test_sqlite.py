"""SQLite output: tables that point to each other, search that knows Chinese, opened by Datasette as it is."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from command_line import invoke
from govtask_cli import write
from govtask_cli.records import Measure, Result, Task
from sample_files import STEMS, parsed

TABLES = ("documents", "tasks", "statements", "units", "measures", "forms", "findings", "notes")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples in one database."""
    path = tmp_path_factory.mktemp("base") / "all.sqlite"
    assert write([parsed(stem) for stem in STEMS], path) == ()
    return path


@pytest.fixture
def base(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def one(base: sqlite3.Connection, sql: str, *values: object) -> object:
    (value,) = base.execute(sql, values).fetchone()
    return value


class TestTables:
    def test_every_record_has_a_row(self, base: sqlite3.Connection) -> None:
        results = [parsed(stem) for stem in STEMS]
        counts = {table: one(base, f"SELECT count(*) FROM {table}") for table in TABLES}
        assert counts == {
            "documents": len(results),
            "tasks": sum(len(result.tasks) for result in results),
            "statements": sum(len(result.statements) for result in results),
            "units": sum(len(task.units) for result in results for task in result.tasks),
            "measures": sum(
                len(each.measures) for result in results for each in (*result.tasks, *result.statements)
            ),
            "forms": sum(len(result.forms) for result in results),
            "findings": sum(len(result.findings) for result in results),
            "notes": sum(len(result.notes) for result in results),
        }
        assert all(counts.values()), counts

    def test_it_is_whole(self, base: sqlite3.Connection) -> None:
        assert one(base, "PRAGMA integrity_check") == "ok"
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("INSERT INTO tasks_fts(tasks_fts) VALUES('integrity-check')").fetchall() == []

    def test_questions_that_people_ask(self, base: sqlite3.Connection) -> None:
        task = parsed("notice-leaders").tasks[1]
        row = base.execute(
            "SELECT tasks.number, leader, leader_title, group_concat(units.name, '、') FROM tasks "
            "JOIN documents ON documents.id = document_id JOIN units ON task_id = tasks.id "
            "WHERE documents.name = 'notice-leaders.txt' AND tasks.position = 1 GROUP BY tasks.id"
        ).fetchone()
        assert task.leader is not None
        units = "、".join(unit.name for unit in task.units)
        assert row == (task.number, task.leader.name, task.leader.title, units)

    def test_joins_use_indexes(self, base: sqlite3.Connection) -> None:
        plan = base.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM units JOIN tasks ON tasks.id = task_id WHERE canonical = 'x'"
        ).fetchall()
        assert any("INDEX units_canonical" in row[-1] for row in plan)
        assert not any(row[-1].startswith("SCAN") for row in plan)

    def test_figures_are_numbers(self, base: sqlite3.Connection) -> None:
        kinds = base.execute("SELECT DISTINCT typeof(value) FROM measures").fetchall()
        assert {kind for (kind,) in kinds} == {"integer", "real"}

    def test_a_number_beyond_the_integers_of_sqlite(self, tmp_path: Path) -> None:
        measure = Measure(name="x", value=Decimal(10) ** 30, unit="元", raw="x")
        result = parsed("report").model_copy(
            update={"tasks": [Task(content="x", number=10**20, measures=[measure])]}
        )
        write(result, tmp_path / "x.db")
        with closing(sqlite3.connect(tmp_path / "x.db")) as base:
            assert one(base, "SELECT value FROM measures WHERE name = 'x'") == 1e30
            assert one(base, "SELECT number FROM tasks") == 1e20

    def test_the_same_records_give_the_same_bytes(self, path: Path, tmp_path: Path) -> None:
        write([parsed(stem) for stem in STEMS], tmp_path / "again.sqlite")
        assert (tmp_path / "again.sqlite").read_bytes() == path.read_bytes()

    def test_nothing_to_write_is_a_database_too(self, tmp_path: Path) -> None:
        empty: list[Result] = []
        write(empty, tmp_path / "none.sqlite")
        with closing(sqlite3.connect(tmp_path / "none.sqlite")) as base:
            assert one(base, "SELECT count(*) FROM tasks") == 0


class TestSearch:
    @pytest.mark.parametrize("word", ["卫生院", "污水管网"])
    def test_a_word_in_the_middle_of_a_sentence(self, base: sqlite3.Connection, word: str) -> None:
        rows = base.execute(
            "SELECT tasks.content FROM tasks JOIN tasks_fts ON tasks.id = tasks_fts.rowid WHERE tasks_fts MATCH ?",
            (f'content:"{word}"',),
        ).fetchall()
        contents = [task.content for stem in STEMS for task in parsed(stem).tasks]
        assert any(word in each for each in contents)
        assert sorted(content for (content,) in rows) == sorted(each for each in contents if word in each)

    def test_statements_are_searched_too(self, base: sqlite3.Connection) -> None:
        word = parsed("report").statements[5].text[:4]
        found = one(base, "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH ?", f'"{word}"')
        assert isinstance(found, int)
        assert found >= 1

    def test_it_knows_of_later_edits(self, path: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes(path.read_bytes())
        with closing(sqlite3.connect(copy)) as base:
            ask = "SELECT count(*) FROM tasks_fts WHERE tasks_fts MATCH '攻坚名目'"
            assert one(base, ask) == 0
            base.execute("UPDATE tasks SET content = '新的攻坚名目一项' WHERE id = 1")
            assert one(base, ask) == 1
            base.execute("DELETE FROM tasks WHERE id = 1")
            assert one(base, ask) == 0


def test_the_command_writes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "北山区2031年重点工作\n1.新建水厂2座。（责任单位：区水务局）\n", encoding="utf-8"
    )
    assert invoke("parse", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.db")).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as base:
        assert one(base, "SELECT content FROM tasks") == "新建水厂2座。"


@pytest.mark.archives
@pytest.mark.skipif(
    importlib.util.find_spec("datasette") is None and not os.environ.get("CI"),
    reason="Datasette is not installed",
)
def test_datasette_opens_it_and_finds_a_task(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(path),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            page = f"http://127.0.0.1:{port}/all/tasks.json?_shape=objects&_size=max&"
            rows = answer(page + urllib.parse.urlencode({"_search": "卫生院"}))["rows"]
        finally:
            server.terminate()
    wanted = [task.content for stem in STEMS for task in parsed(stem).tasks if "卫生院" in task.content]
    assert wanted
    assert set(wanted) <= {row["content"] for row in rows}
    assert len(rows) < sum(len(parsed(stem).tasks) for stem in STEMS)


def answer(url: str) -> dict[str, list[dict[str, str]]]:
    """What a server that is just starting answers."""
    limit = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                found: dict[str, list[dict[str, str]]] = json.loads(response.read())
                return found
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < limit
            time.sleep(0.2)


PAGE = (Path(__file__).parent.parent / "docs" / "archives.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("question", re.findall(r"^```sql\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
def test_the_questions_of_the_page_have_answers(base: sqlite3.Connection, question: str) -> None:
    assert base.execute(question).fetchall()
