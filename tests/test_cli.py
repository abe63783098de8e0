"""The command line as a user meets it: exit codes, what goes to which stream, where files appear."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

import govtask_cli
from command_line import NOTICE, UNNUMBERED, invoke, run
from govtask_cli import pipeline
from govtask_cli.inputs import chosen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with notice.txt in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


class TestStreams:
    def test_data_goes_to_stdout_alone(self, folder: Path) -> None:
        done = run("parse", "notice.txt")
        assert done.returncode == 0
        assert done.stderr == b""
        read = json.loads(done.stdout)
        assert [task["number"] for task in read["tasks"]] == [1, 2, 1]
        assert read["source"]["name"] == "notice.txt"

    def test_a_summary_goes_to_stderr_when_a_file_is_written(self, folder: Path) -> None:
        done = run("parse", "notice.txt", "-o", "tasks.xlsx")
        assert done.stdout == b""
        assert done.stderr.decode() == "notice.txt: 3 tasks (任务), 2 sections, 0 findings → tasks.xlsx\n"
        assert load_workbook("tasks.xlsx")["任务"].max_row == 4

    def test_coverage_goes_to_stderr(self, folder: Path) -> None:
        done = run("parse", "notice.txt", "--coverage")
        said = done.stderr.decode()
        count = len("".join(NOTICE.split()))
        assert said.startswith(f"notice.txt: {count} characters read (字符，不计空白): ")
        assert said.endswith(" 0 unexplained\n")
        json.loads(done.stdout)

    def test_csv_has_no_byte_order_mark_on_stdout_but_in_files(self, folder: Path) -> None:
        done = run("parse", "notice.txt", "-f", "csv")
        run("parse", "notice.txt", "-o", "tasks.csv")
        assert Path("tasks.csv").read_bytes() == b"\xef\xbb\xbf" + done.stdout

    def test_stdin_is_a_document(self, folder: Path) -> None:
        done = run("parse", "-", "--stdin-filename", "web/page.txt", stdin=NOTICE.encode("gb18030"))
        source = json.loads(done.stdout)["source"]
        assert (source["name"], source["encoding"]) == ("page.txt", "gb18030")

    def test_a_dash_as_output_is_stdout(self, folder: Path) -> None:
        assert len(invoke("parse", "notice.txt", "-o", "-", "-f", "jsonl").stdout.splitlines()) == 3

    @pytest.mark.parametrize(
        "command", [["--help"], ["schema"], ["show", "notice.txt"], ["parse", "notice.txt"]]
    )
    def test_a_code_page_without_chinese_is_no_obstacle(self, folder: Path, command: list[str]) -> None:
        done = run(*command, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
        assert (done.returncode, done.stderr) == (0, b"")
        assert any(word in done.stdout.decode() for word in ("任务", "完成时限"))

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    @pytest.mark.parametrize("command", [["schema"], ["show", "notice.txt"], ["parse", "notice.txt"]])
    def test_a_full_disk_is_told(self, folder: Path, command: list[str]) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "govtask_cli", *command],
                stdout=full,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])},
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.startswith(b"govtask: standard output: cannot be written: No space left")

    def test_a_reader_that_goes_away_is_no_failure(self, folder: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", "notice.txt"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])},
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        assert (process.wait(), said) == (0, b"")

    def test_a_reader_of_messages_that_goes_away_stops_nothing(self, folder: Path) -> None:
        inputs = [f"notice{number}.txt" for number in range(6)]
        for name in inputs:
            Path(name).write_text(NOTICE, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", *inputs, "--out-dir", "out"],
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])},
        )
        assert process.stderr is not None
        process.stderr.close()
        assert process.wait() == 0
        assert len(list(Path("out").iterdir())) == len(inputs)


class TestExitCodes:
    def test_0_findings_alone_change_nothing(self, folder: Path) -> None:
        Path("odd.txt").write_text(UNNUMBERED, encoding="utf-8")
        done = run("parse", "odd.txt", "-f", "csv", "--records", "findings")
        assert done.returncode == 0
        assert b"NUM" in done.stdout

    def test_1_findings_of_the_severity_asked_for(self, folder: Path) -> None:
        Path("odd.txt").write_text(UNNUMBERED, encoding="utf-8")
        assert run("parse", "odd.txt", "--fail-on", "warning", "-o", "odd.json").returncode == 1
        assert Path("odd.json").exists()
        assert run("parse", "odd.txt", "--fail-on", "error").returncode == 0
        assert run("parse", "notice.txt", "--fail-on", "warning").returncode == 0

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "Missing argument 'FILE...'"),
            (["notice.txt", "--fail-on", "never"], "'never' is not one of"),
            (["notice.txt", "-o", "tasks.doc"], "tasks.doc: its suffix names no output format"),
            (["notice.txt", "-o", "a.json", "--out-dir", "out"], "-o and --out-dir: were both given"),
            (["notice.txt", "--records", "units"], "--records: has no meaning for json"),
            (["notice.txt", "--encoding", "klingon"], "klingon: is no text encoding"),
            (["notice.txt", "--encoding", "hex"], "hex: is no text encoding"),
            (["-", "-"], "-: standard input is named twice"),
            (["notice.txt", "-o", "notice.txt", "-f", "csv"], "notice.txt: is the input notice.txt"),
            (["notice.txt", "-o", "no/tasks.csv"], "no/tasks.csv: there is no folder"),
            (["notice.txt", "-o", ".", "-f", "csv"], ".: is a folder (文件夹)"),
            (["notice.txt", "--out-dir", "notice.txt"], "notice.txt: is a file, not a folder"),
        ],
    )
    def test_2_wrong_use_writes_nothing(self, folder: Path, arguments: list[str], said: str) -> None:
        done = invoke("parse", *arguments)
        assert done.exit_code == 2
        assert said in done.stderr
        assert done.stdout == ""
        assert [path.name for path in folder.iterdir()] == ["notice.txt"]
        assert Path("notice.txt").read_text(encoding="utf-8") == NOTICE

    def test_2_an_unknown_command(self) -> None:
        done = run("guess")
        assert done.returncode == 2
        assert b"No such command 'guess'" in done.stderr

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_2_a_protected_folder(self, folder: Path) -> None:
        Path("locked").mkdir(mode=0o500)
        done = invoke("parse", "notice.txt", "-o", "locked/tasks.csv")
        assert done.exit_code == 2
        assert "no right to write" in done.stderr

    def test_3_some_inputs_fail_and_the_rest_is_written(self, folder: Path) -> None:
        done = run("parse", "notice.txt", "missing.txt", "-o", "tasks.json")
        assert done.returncode == 3
        assert done.stderr.decode().splitlines()[0].startswith("govtask: missing.txt: there is no such file")
        assert [each["source"]["name"] for each in json.loads(Path("tasks.json").read_text("utf-8"))] == [
            "notice.txt"
        ]

    def test_4_no_input_can_be_read(self, folder: Path) -> None:
        done = run("parse", "missing.txt", "-o", "tasks.json")
        assert done.returncode == 4
        assert not Path("tasks.json").exists()

    @pytest.mark.parametrize(
        ("name", "cause"),
        [("folder", "is a folder (文件夹)"), ("empty.txt", "is empty (空文件)")],
    )
    def test_4_says_why_and_what_to_do(self, folder: Path, name: str, cause: str) -> None:
        Path("folder").mkdir()
        Path("empty.txt").touch()
        done = invoke("parse", name)
        assert done.exit_code == 4
        assert f": {cause}" in done.stderr
        assert done.stderr.rstrip().endswith(")")
        assert "Traceback" not in done.stderr

    def test_4_binary_rubbish(self, folder: Path) -> None:
        Path("rubbish.bin").write_bytes(bytes(range(256)) * 20)
        done = run("parse", "rubbish.bin")
        assert done.returncode == 4
        assert done.stderr.startswith(b"govtask: rubbish.bin: ")

    def test_5_our_own_fault_is_admitted_and_the_rest_is_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parse = pipeline.parse

        def faulty(data: bytes, name: str, *, options: pipeline.ReadOptions) -> govtask_cli.Result:
            if name == "bad.txt":
                raise KeyError("lost")
            return parse(data, name, options=options)

        Path("bad.txt").write_text("x")
        monkeypatch.setattr(pipeline, "parse", faulty)
        done = invoke("parse", "bad.txt", "notice.txt", "-o", "tasks.json")
        assert done.exit_code == 5
        assert "bad.txt: a fault of govtask itself (程序错误): KeyError: 'lost'" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(json.loads(Path("tasks.json").read_text("utf-8"))) == 1
        monkeypatch.setenv("GOVTASK_DEBUG", "1")
        assert "Traceback" in invoke("parse", "bad.txt").stderr

    def test_5_wherever_it_happens(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("govtask_cli.cli.schema.schema", lambda: {}["lost"])
        done = invoke("schema")
        assert done.exit_code == 5
        assert done.stdout == ""

    def test_130_interrupted(self, folder: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", "-", "-o", "tasks.json"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])},
            # a test run in the background may have been told to ignore it, and a child inherits that
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert process.stdin is not None
        process.stdin.write(b" " * 500_000)  # more than a pipe holds: once it is written, the child reads
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 130
        assert b"interrupted" in said
        assert b"Traceback" not in said
        assert [path.name for path in folder.iterdir()] == ["notice.txt"]


class TestSeveralInputs:
    def test_one_output_names_the_documents(self, folder: Path) -> None:
        Path("other.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "notice.txt", "other.txt", "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert [row["文件"] for row in rows] == ["notice.txt"] * 3 + ["other.txt"] * 3

    def test_documents_of_one_name_are_named_by_their_folders(self, folder: Path) -> None:
        for name in ("a", "b"):
            Path(name).mkdir()
            Path(name, "x.txt").write_text(NOTICE, encoding="utf-8")
        read = json.loads(invoke("parse", "a/x.txt", "b/x.txt").stdout)
        assert [each["source"]["name"] for each in read] == ["a/x.txt", "b/x.txt"]

    def test_a_file_named_twice_is_read_once(self, folder: Path) -> None:
        assert isinstance(json.loads(invoke("parse", "notice.txt", "./notice.txt").stdout), dict)

    def test_out_dir_keeps_the_tree_and_every_input(self, folder: Path) -> None:
        names = ["a/x.txt", "b/x.txt", "b/x.md", "b/X.text", "b/deep/y.txt"]
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", *names, "--out-dir", "out/deep", "-f", "csv")
        assert done.exit_code == 0
        assert sorted(path.relative_to("out/deep").as_posix() for path in Path("out").rglob("*.*")) == [
            "a/x.csv",
            "b/X.text.csv",
            "b/deep/y.csv",
            "b/x.md.csv",
            "b/x.txt.csv",
        ]
        assert done.stderr.splitlines()[0].endswith("→ out/deep/a/x.csv")

    def test_out_dir_never_writes_above_itself(self, folder: Path) -> None:
        Path("work").mkdir()
        os.chdir("work")
        assert invoke("parse", "../notice.txt", "--out-dir", "out").exit_code == 0
        assert [path.as_posix() for path in Path("out").rglob("*")] == ["out/notice.json"]

    def test_out_dir_goes_on_where_an_input_fails(self, folder: Path) -> None:
        done = invoke("parse", "missing.txt", "notice.txt", "--out-dir", "out")
        assert done.exit_code == 3
        assert [path.name for path in Path("out").iterdir()] == ["notice.json"]

    def test_out_dir_never_overwrites_an_input(self, folder: Path) -> None:
        Path("notice.json").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "notice.json", "--out-dir", ".")
        assert done.exit_code == 2
        assert "is the input" in done.stderr
        assert Path("notice.json").read_text(encoding="utf-8") == NOTICE

    def test_absolute_inputs_stand_below_the_folder_they_share(self, tmp_path: Path) -> None:
        files = [str(tmp_path / "a" / "x.txt"), str(tmp_path / "b" / "y.txt")]
        assert [one.place.as_posix() for one in chosen(files)] == ["a/x.txt", "b/y.txt"]
