"""Which files a run takes: of folders, patterns and lists, by --include and --exclude."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from command_line import NOTICE, invoke
from govtask_cli.batch.selection import Filters, is_readable, select
from govtask_cli.errors import ReadError, UsageError

TREE = (
    "archive/2030/a.txt",
    "archive/2030/b.docx",
    "archive/2031/a.txt",
    "archive/2031/drafts/c.txt",
    "archive/2031/photo.jpg",
    "archive/2031/setup.exe",
    "archive/2031/README",
    "archive/2031/~$b.docx",
    "archive/.git/d.txt",
    "archive/annexes.zip",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in TREE:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(NOTICE, encoding="utf-8")
    return tmp_path


def taken(
    arguments: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = (), *out: str
) -> list[str]:
    found = select(arguments, Filters(include, exclude), [Path(each) for each in out])
    return [found.places.get(name, Path(name)).as_posix() for name in found.files]


@pytest.mark.usefixtures("folder")
class TestFolders:
    def test_readable_files_of_all_levels_in_order(self) -> None:
        assert taken(["archive"]) == [
            "2030/a.txt",
            "2030/b.docx",
            "2031/a.txt",
            "2031/drafts/c.txt",
            "annexes.zip",
        ]

    def test_what_was_left_out_is_told(self) -> None:
        found = select(["archive/"], Filters())
        assert found.remark() == (
            "3 other files in folders were left out (未选取): no suffix 1, .exe 1, .jpg 1"
        )

    def test_several_folders_keep_their_names(self) -> None:
        assert taken(["archive/2030", "archive/2031/drafts"]) == [
            "2030/a.txt",
            "2030/b.docx",
            "drafts/c.txt",
        ]

    def test_a_named_file_is_taken_whatever_it_is(self) -> None:
        assert taken(["archive/2031/README", "archive/2031/photo.jpg"]) == [
            "archive/2031/README",
            "archive/2031/photo.jpg",
        ]

    def test_what_the_run_writes_is_not_read(self) -> None:
        assert "2031/a.txt" not in taken(["archive"], (), (), "archive/2031")

    def test_links_to_folders_are_not_followed(self) -> None:
        Path("archive/loop").symlink_to(Path("archive").resolve())
        assert len(taken(["archive"])) == 5

    def test_nothing_to_read_is_an_error_that_says_what_there_is(self) -> None:
        Path("pictures").mkdir()
        Path("pictures/a.jpg").touch()
        with pytest.raises(
            ReadError, match=r"pictures: no document to read \(没有可读的文件\); 1 other .*\.jpg 1"
        ):
            select(["pictures"], Filters())

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_cannot_be_read_is_named(self) -> None:
        Path("archive/2030").chmod(0)
        try:
            with pytest.raises(ReadError, match="archive/2030: the folder cannot be read"):
                select(["archive"], Filters())
        finally:
            Path("archive/2030").chmod(0o755)


@pytest.mark.usefixtures("folder")
class TestFilters:
    @pytest.mark.parametrize(
        ("include", "exclude", "left"),
        [
            (["*.txt"], [], ["2030/a.txt", "2031/a.txt", "2031/drafts/c.txt"]),
            (["README"], [], ["2031/README"]),
            (["2031/*"], ["*.jpg", "*.exe", "README"], ["2031/a.txt", "2031/drafts/c.txt"]),
            ([], ["drafts", "*.zip"], ["2030/a.txt", "2030/b.docx", "2031/a.txt"]),
            ([], ["2031/", "*.docx"], ["2030/a.txt", "annexes.zip"]),
            ([], ["2031/*", "b.*"], ["2030/a.txt", "annexes.zip"]),
        ],
    )
    def test_patterns(self, include: list[str], exclude: list[str], left: list[str]) -> None:
        assert taken(["archive"], include, exclude) == left

    def test_exclude_holds_for_named_files_too(self) -> None:
        assert taken(["archive/2030/a.txt", "archive/2030/b.docx"], (), ["*.docx"]) == ["archive/2030/a.txt"]

    def test_an_empty_pattern_is_refused(self) -> None:
        with pytest.raises(UsageError, match="is no pattern"):
            Filters([""])


@pytest.mark.usefixtures("folder")
class TestPatternsAndLists:
    def test_a_pattern_in_quotes(self) -> None:
        assert taken(["archive/*/a.txt"]) == ["archive/2030/a.txt", "archive/2031/a.txt"]
        assert len(taken(["archive/**/*.txt"])) == 3

    def test_a_pattern_without_a_match_is_a_missing_file(self) -> None:
        done = invoke("parse", "archive/*.nothing")
        assert done.exit_code == 4
        assert "archive/*.nothing: there is no such file" in done.stderr

    def test_a_file_whose_name_looks_like_a_pattern(self) -> None:
        Path("[1].txt").write_text(NOTICE, encoding="utf-8")
        assert taken(["[1].txt"]) == ["[1].txt"]

    @pytest.mark.parametrize(
        "content",
        [
            "archive/2030/a.txt\n\narchive/2031\n",
            "\ufeffarchive/2030/a.txt\r\narchive/2031\r\n",
            "archive/2030/a.txt\0archive/2031\0",
        ],
    )
    def test_a_list_names_files_and_folders(self, content: str) -> None:
        Path("list.txt").write_text(content, encoding="utf-8", newline="")
        assert taken(["@list.txt"]) == ["archive/2030/a.txt", "2031/a.txt", "2031/drafts/c.txt"]

    def test_a_list_that_is_missing(self) -> None:
        done = invoke("parse", "@list.txt")
        assert done.exit_code == 4
        assert "list.txt: there is no such file" in done.stderr

    def test_names_from_standard_input(self) -> None:
        done = invoke("parse", "@-", "-f", "jsonl", stdin="archive/2030/a.txt\narchive/2031/a.txt\n")
        assert done.exit_code == 0
        assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {
            "archive/2030/a.txt",
            "archive/2031/a.txt",
        }

    def test_standard_input_is_one_thing(self) -> None:
        with pytest.raises(UsageError, match="both a list and a document"):
            select(["@-", "-"], Filters())


def test_documents_of_a_folder_are_called_by_their_place(folder: Path) -> None:
    done = invoke("parse", "archive", "--include", "*.txt", "-f", "jsonl")
    assert done.exit_code == 0
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {
        "2030/a.txt",
        "2031/a.txt",
        "2031/drafts/c.txt",
    }


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.docx", "c.wps", "d.et", "e.zip", "f.eml", "g.html"])
def test_readable(name: str) -> None:
    assert is_readable(name)


@pytest.mark.parametrize("name", ["a", "a.exe", "a.json", "a.md"])
def test_not_readable(name: str) -> None:
    assert not is_readable(name)
