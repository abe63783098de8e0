"""Settings: found in the nearest file, beaten by the command line, never silently wrong."""

from __future__ import annotations

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


WRONG = [
    ("lexicons = []", "tool.govtask.lexicons is no setting (there are: lexicon, words, headers, encoding, fail-on, "),
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
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_told_with_file_and_key(text: str, said: str, folder: Path) -> None:
    put(folder, f"[tool.govtask]\n{text}")
    run = invoke("parse", "notice.txt")
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
    from govtask_cli.cli.parse import command

    options = {name.removeprefix("--") for each in command.params for name in each.opts}
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
