"""Settings: found in the nearest file, beaten by the command line, never silently wrong."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from command_line import NOTICE, UNNUMBERED, invoke
from govtask_cli.cli import settings
from govtask_cli.errors import ExitCode, UsageError
from test_own_lexicon import TABLE, WORDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a folder of documents in it, where we stand."""
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.chdir(documents)
    (documents / "table.txt").write_text(TABLE, encoding="utf-8")
    (documents / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (documents / "unnumbered.txt").write_text(UNNUMBERED, encoding="utf-8")
    (tmp_path / "my.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def put(folder: Path, text: str, name: str = "pyproject.toml") -> None:
    """Write settings into the project's folder."""
    (folder / name).write_text(text, encoding="utf-8")


def table(*arguments: str) -> str:
    """The table as CSV, or what is said instead."""
    run = invoke("parse", "table.txt", "-f", "csv", *arguments)
    return run.stdout or run.stderr


class TestFiles:
    def test_the_nearest_one_counts(self, folder: Path) -> None:
        put(folder, '[tool.govtask]\nheaders = "en"')
        assert table("--lexicon", "../my.toml").startswith("Number")
        put(folder / "documents", 'headers = "zh"', "govtask.toml")
        assert table("--lexicon", "../my.toml").startswith("序号")

    def test_a_pyproject_without_our_table_is_passed_over(self, folder: Path) -> None:
        put(folder, '[tool.govtask]\nheaders = "en"')
        put(folder / "documents", '[project]\nname = "govtask-of-mine"\n[tool.other]\nx = 1')
        assert table("--lexicon", "../my.toml").startswith("Number")

    def test_another_ones_broken_pyproject_is_no_matter(self, folder: Path) -> None:
        put(folder, "[tool.other")
        assert invoke("parse", "notice.txt").exit_code == ExitCode.OK

    @pytest.mark.parametrize("above", ["", "[tool.govtask]\n"])
    def test_govtask_toml_may_leave_the_tables_name_out(self, above: str, folder: Path) -> None:
        put(folder, f'{above}headers = "en"', "govtask.toml")
        assert table("--lexicon", "../my.toml").startswith("Number")

    def test_one_may_be_named(self, folder: Path) -> None:
        put(folder, '[tool.govtask]\nheaders = "en"')
        put(folder, 'headers = "zh"', "other.toml")
        assert table("--lexicon", "../my.toml", "--config", "../other.toml").startswith("序号")
        put(folder / "documents", "[project]")
        assert "holds no [tool.govtask]" in table("--config", "pyproject.toml")
        assert "no such file" in table("--config", "missing.toml")

    def test_none_is_needed(self, tmp_path: Path) -> None:
        assert settings.nearest(tmp_path) is None


class TestValues:
    @pytest.mark.parametrize("value", ['"my.toml"', '["my.toml"]'])
    def test_a_lexicon_stands_beside_the_settings(self, value: str, folder: Path) -> None:
        put(folder, f"[tool.govtask]\nlexicon = {value}")
        assert "甲科" in table()
        assert invoke("show", "table.txt").exit_code == ExitCode.OK

    def test_words_may_stand_in_the_settings(self, folder: Path) -> None:
        put(folder, "[tool.govtask]\n" + WORDS.replace("[headers", "[tool.govtask.words.headers"))
        assert "甲科" in table()
        put(folder, WORDS.replace("[headers", "[words.headers"), "govtask.toml")
        assert "甲科" in table()

    def test_words_stand_over_a_lexicon_and_under_the_command_line(self, folder: Path) -> None:
        put(
            folder,
            '[tool.govtask]\nlexicon = ["my.toml"]\n[tool.govtask.words.headers.content]\nremove = ["攻坚名目"]',
        )
        assert "甲科" not in table()
        assert "甲科" in table("--lexicon", "../my.toml")

    def test_the_command_line_wins(self, folder: Path) -> None:
        put(folder, '[tool.govtask]\nheaders = "en"\nfail-on = "warning"\nlexicon = "my.toml"')
        assert table().startswith("Number")
        assert table("--headers", "zh").startswith("序号")
        assert invoke("parse", "unnumbered.txt").exit_code == ExitCode.FINDINGS
        assert invoke("parse", "unnumbered.txt", "--fail-on", "error").exit_code == ExitCode.OK

    def test_an_encoding_is_taken(self, folder: Path) -> None:
        put(folder, '[tool.govtask]\nencoding = "big5"')
        assert invoke("parse", "notice.txt").exit_code == ExitCode.NOTHING_READ
        assert invoke("parse", "notice.txt", "--encoding", "utf-8").exit_code == ExitCode.OK


class TestOrder:
    """Flags beat the environment, it beats the file, the file beats the defaults."""

    def codes(self, *arguments: str) -> list[str]:
        run = invoke("check", "unnumbered.txt", "--output-format", "jsonl", *arguments)
        return [json.loads(line)["code"] for line in run.stdout.splitlines()]

    def test_of_all_four(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.codes() == ["NUM002"]
        put(folder, '[tool.govtask]\nselect = ["UNIT"]')
        assert self.codes() == []
        monkeypatch.setenv("GOVTASK_SELECT", "UNIT001 NUM")
        assert self.codes() == ["NUM002"]
        assert self.codes("--select", "SUM") == []
        assert self.codes("--isolated") == ["NUM002"]

    def test_isolated_means_the_environment_too(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOVTASK_IGNORE", "NUM")
        assert self.codes() == []
        assert self.codes("--isolated") == ["NUM002"]

    @pytest.mark.parametrize(
        "arguments", [("--isolated", "--config", "x.toml"), ("--config", "x.toml", "--isolated")]
    )
    def test_isolated_and_a_file_contradict_each_other(
        self, folder: Path, arguments: tuple[str, ...]
    ) -> None:
        put(folder / "documents", "ignore = []", "x.toml")
        run = invoke("check", "notice.txt", *arguments)
        assert run.exit_code == ExitCode.USAGE
        assert "--isolated and --config: were both given" in run.stderr

    def test_every_key_but_the_words_has_a_variable(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        values = {
            "lexicon": "../my.toml", "headers": "en", "encoding": "utf-8", "fail-on": "warning", "select": "NUM",
            "ignore": "UNIT", "per-file-ignores": "drafts/*:NUM", "baseline": "b.json", "output-format": "json",
            "color": "never", "include": "*.txt", "exclude": "drafts", "jobs": "2", "timeout": "60",
            "max-memory": "1024", "progress": "plain",
        }  # fmt: skip
        assert set(values) == set(settings.KEYS) - {"words"}
        for key, value in values.items():
            monkeypatch.setenv(settings.variable(key), value)
        shown = invoke("check", "--show-settings").stdout + invoke("parse", "--show-settings").stdout
        for key in values:
            line = next(line for line in shown.splitlines() if line.startswith(f"{key} = "))
            assert line.endswith(f"# {settings.variable(key)}"), line

    def test_a_wrong_variable_is_named(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOVTASK_FAIL_ON", "soup")
        run = invoke("check", "notice.txt")
        assert run.exit_code == ExitCode.USAGE
        assert "GOVTASK_FAIL_ON: its value: 'soup' is not one of" in run.stderr

    def test_an_ignore_of_a_path_from_the_environment(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOVTASK_PER_FILE_IGNORES", "un*:NUM drafts/*:ALL")
        assert self.codes() == []


class TestShown:
    def test_each_with_its_source_and_without_a_document(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(folder, '[tool.govtask]\nselect = ["UNIT"]\nlexicon = "my.toml"\nbaseline = "b.json"')
        monkeypatch.setenv("GOVTASK_COLOR", "never")
        run = invoke("check", "--show-settings", "--fail-on", "warning")
        assert run.exit_code == ExitCode.OK
        file = str(folder / "pyproject.toml")
        assert run.stdout.splitlines() == [
            f'lexicon = ["{folder / "my.toml"}"]  # {file}',
            "# encoding is not set  # default",
            'fail-on = "warning"  # command line',
            f'select = ["UNIT"]  # {file}',
            "ignore = []  # default",
            "per-file-ignores = []  # default",
            f'baseline = "{folder / "b.json"}"  # {file}',
            'output-format = "text"  # default',
            'color = "never"  # GOVTASK_COLOR',
        ]

    def test_is_toml(self, folder: Path) -> None:
        for command in ("parse", "check", "show", "explain"):
            assert tomllib.loads(invoke(command, "--show-settings").stdout)["lexicon"] == []


class TestColour:
    @pytest.mark.parametrize(
        ("arguments", "coloured"),
        [
            (("--color", "always"), True),
            (("--color", "never"), False),
            (("--color", "auto"), False),
            ((), False),
        ],
    )
    @pytest.mark.parametrize("command", ["check", "show", "explain"])
    def test_on_no_terminal(
        self, folder: Path, command: str, arguments: tuple[str, ...], coloured: bool
    ) -> None:
        assert ("\x1b[" in invoke(command, "unnumbered.txt", *arguments).stdout) is coloured

    def test_what_is_asked_for_beats_no_color(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b[" in invoke("check", "unnumbered.txt", "--color", "always").stdout

    def test_reports_for_programs_have_none(self, folder: Path) -> None:
        run = invoke("check", "unnumbered.txt", "--color", "always", "--output-format", "github")
        assert run.stdout.startswith("::warning ")


WRONG = [
    ("lexicons = []", "tool.govtask.lexicons is no setting (did you mean lexicon?)"),
    ("soup = 1", "tool.govtask.soup is no setting (there are: lexicon, words, headers, "),
    ('headers = "fr"', "tool.govtask.headers: 'fr' is not one of 'zh', 'en'"),
    ("headers = true", "tool.govtask.headers is no such value"),
    ('fail-on = ["error"]', "tool.govtask.fail-on is no such value"),
    ("lexicon = [1]", "tool.govtask.lexicon is no list of texts"),
    ("lexicon = 1", "tool.govtask.lexicon is no list of texts"),
    ("words = 1", "tool.govtask.words holds no tables"),
    ("[tool.govtask.words.header]", "[tool.govtask.words.header] is no file of the lexicon (did you mean headers?)"),
    ("[tool.govtask.words.headers.content]\nword = []", "[tool.govtask.words.headers.content] word is no key"),
    ('lexicon = "none.toml"', "none.toml: there is no such file"),
    ("lexicon", "is no TOML"),
    ("per-file-ignores = []", "tool.govtask.per-file-ignores holds no lists of codes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_told_with_file_and_key(text: str, said: str, folder: Path) -> None:
    put(folder, f"[tool.govtask]\n{text}")
    run = invoke("check", "notice.txt") if "ignores" in text else invoke("parse", "notice.txt")
    assert run.exit_code == ExitCode.USAGE
    assert said in run.stderr
    assert run.stderr.startswith(f"govtask: {folder}")


def test_a_table_that_is_none_is_told(folder: Path) -> None:
    put(folder, "tool.govtask = 1")
    with pytest.raises(UsageError, match="is no table"):
        settings.nearest(folder)


def test_help_is_shown_whatever_is_set(folder: Path) -> None:
    put(folder, "[tool.govtask]\nlexicons = []")
    assert invoke("parse", "--help").exit_code == ExitCode.OK


def test_every_key_is_an_option_of_a_command() -> None:
    from govtask_cli.cli import check, parse

    commands = (parse.command, check.command)
    options = {
        name.removeprefix("--") for command in commands for each in command.params for name in each.opts
    }
    assert set(settings.KEYS) - {"words"} <= options


def test_a_run_over_many_documents_can_be_set(folder: Path) -> None:
    put(
        folder,
        '[tool.govtask]\nexclude = ["*.toml", "drafts"]\ninclude = ["*.txt", "*.text"]\njobs = 1\ntimeout = 5',
    )
    Path("drafts").mkdir()
    for name in ("b.text", "drafts/c.txt", "d.docx"):
        Path(name).write_text(NOTICE, encoding="utf-8")
    run = invoke("parse", ".", "--out-dir", "out")
    assert run.exit_code == ExitCode.OK
    written = {path.name for path in Path("out").rglob("*.json")}
    assert {"b.json", "notice.json"} <= written
    assert not {"c.json", "d.json"} & written
