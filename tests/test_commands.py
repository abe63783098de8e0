"""show, schema and --help: what each command prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import govtask_cli
from command_line import NOTICE, invoke, run
from govtask_cli.cli import COMMANDS
from govtask_cli.document import Document, Note, Origin, Paragraph, Run, Source, Text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with notice.txt in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


class TestShow:
    @pytest.mark.parametrize("stage", ["read", "repair", "outline", "records"])
    def test_every_stage_shows_text_and_places(self, folder: Path, stage: str) -> None:
        done = invoke("show", "notice.txt", "--stage", stage)
        assert done.exit_code == 0
        assert "新建水厂2座" in done.stdout
        assert "第5" in done.stdout
        assert "\x1b" not in done.stdout

    def test_reads_stdin(self) -> None:
        assert "水厂" in invoke("show", "-", "--stage", "read", stdin=NOTICE.encode()).stdout

    def test_says_what_is_wrong(self, folder: Path) -> None:
        assert invoke("show", "missing.txt").exit_code == 4
        assert invoke("show", "notice.txt", "--encoding", "hex").exit_code == 2
        assert invoke("show", "notice.txt", "--stage", "soup").exit_code == 2

    def test_dropped_text_stands_where_it_stood(self) -> None:
        from govtask_cli.cli import lamp
        from govtask_cli.cli.show import painted

        def text(words: str, line: int, start: int) -> Text:
            return Text([Run(words, Origin(line=line), start)])

        document = Document(
            Source("x.txt", "00", "txt", "utf-8"),
            (Paragraph(text("甲", 1, 0)), Paragraph(text("丙\x1b[2J", 3, 9))),
            (Note("furniture", "toolbar", "a toolbar word", text("打印", 2, 3), dropped=True),),
            9,
        )
        lines = [painted(line, colour=False) for line in lamp.document(document)]
        assert [line.split(maxsplit=2)[-1] for line in lines[1:]] == [
            "甲",
            "~~打印~~  (furniture, toolbar: a toolbar word)",
            "丙␛[2J",
        ]
        struck = [painted(line, colour=True) for line in lamp.document(document)][2]
        assert "\x1b[31m" in struck
        assert "\x1b[9m" in struck or ";9m" in struck

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    @pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
    def test_colour_on_a_terminal_unless_no_color(self, folder: Path, no_color: str, coloured: bool) -> None:
        import pty

        ours, theirs = pty.openpty()
        path = str(Path(govtask_cli.__file__).parents[1])
        subprocess.run(
            [sys.executable, "-m", "govtask_cli", "show", "notice.txt", "--stage", "outline"],
            stdout=theirs,
            check=True,
            env={**os.environ, "PYTHONPATH": path, "NO_COLOR": no_color, "TERM": "xterm"},
        )
        os.close(theirs)
        assert (b"\x1b[" in os.read(ours, 65536)) is coloured
        os.close(ours)


class TestSchema:
    def test_is_a_schema_with_a_versioned_name(self) -> None:
        schema = json.loads(run("schema").stdout)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == "urn:govtask:schema:result:1.0"

    def test_holds_for_what_parse_writes(self, folder: Path) -> None:
        validator = Draft202012Validator(json.loads(invoke("schema").stdout))
        read = json.loads(invoke("parse", "notice.txt").stdout)
        assert not list(validator.iter_errors(read))
        read["tasks"][0]["contnet"] = "x"
        assert list(validator.iter_errors(read))


class TestHelp:
    @pytest.mark.parametrize("command", list(COMMANDS))
    def test_of_every_command_shows_three_examples(self, command: str) -> None:
        said = invoke(command, "--help").stdout
        examples = said.partition("Examples:")[2].strip().splitlines()
        assert len(examples) == 3
        assert all("govtask " in line for line in examples)

    def test_lists_every_command_and_exit_code(self) -> None:
        said = invoke("--help").stdout
        assert all(command in said for command in COMMANDS)
        assert all(f"{code} " in said for code in (0, 1, 2, 3, 4, 5, 130))

    def test_loads_no_command_and_nothing_heavy(self) -> None:
        code = (
            "import sys\nfrom govtask_cli.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n"
            "    print(*sys.modules, file=sys.stderr)"
        )
        path = str(Path(govtask_cli.__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        loaded = set(done.stderr.decode().split())
        assert "govtask_cli.cli" in loaded
        assert not loaded & {
            "pydantic",
            "xlsxwriter",
            "csv",
            "tomllib",
            "importlib.metadata",
            "govtask_cli.cli.parse",
        }

    def test_version(self) -> None:
        assert invoke("--version").stdout == f"govtask, version {govtask_cli.__version__}\n"
