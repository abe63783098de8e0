"""Addresses in place of paths: what is one, how it is called, what nobody may see of it, and where it may stand."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import sampled_from, text

import govtask_cli
from command_line import NOTICE, UNNUMBERED, invoke, run
from govtask_cli.addresses import Address, is_address, local, source, store
from govtask_cli.addresses.redaction import shown, without_secrets
from govtask_cli.batch.manifest import NAME
from govtask_cli.batch.selection import Filters, select
from govtask_cli.errors import ReadError, UsageError
from govtask_cli.inputs import chosen
from govtask_cli.workers.job import Job
from web_server import PASSWORD, TOKEN, USER, end_of_fsspec, serving

IN_CI = bool(os.environ.get("GOVTASK_CI"))


def needs(*modules: str) -> pytest.MarkDecorator:
    """Skip where a module is missing, but never in CI."""
    missing = [each for each in modules if importlib.util.find_spec(each) is None]
    return pytest.mark.skipif(bool(missing) and not IN_CI, reason=f"not installed: {', '.join(missing)}")


needs_fsspec = needs("fsspec")
needs_http = needs("fsspec", "aiohttp")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def memory() -> Iterator[Any]:
    """The files of memory://, with three documents below /2031."""
    import fsspec

    files = fsspec.filesystem("memory")
    for name in ("2031/a.txt", "2031/sub/b.txt", "2031/photo.jpeg2", "2031/.git/c.txt", "2032/a.txt"):
        files.pipe_file(f"/{name}", NOTICE.encode())
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture(scope="module", autouse=True)
def _no_thread_stays() -> Iterator[None]:
    """Tests that come after these can fork workers again."""
    yield
    end_of_fsspec()


def archive(path: Path) -> Path:
    """A zip file with two documents."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("annexes/一.txt", NOTICE)
        packed.writestr("annexes/二.txt", UNNUMBERED)
    return path


def names(stdout: str) -> list[str]:
    said = json.loads(stdout)
    return [each["source"]["name"] for each in (said if isinstance(said, list) else [said])]


class TestWhatIsAnAddress:
    @pytest.mark.parametrize(
        "name",
        [
            "s3://bucket/2031/a.docx",
            "https://example.org/a.html?id=3",
            "memory://a.txt",
            "zip://a.txt::s3://bucket/all.zip",
            "simplecache::s3://bucket/a.txt",
            "HTTPS://example.org/a.html",
        ],
    )
    def test_a_protocol_makes_one(self, name: str) -> None:
        assert is_address(name)
        assert isinstance(source(name), Address)

    @pytest.mark.parametrize(
        "name",
        [
            r"C:\archive\a.docx",
            "C:/archive/a.docx",
            "C://archive/a.docx",
            r"\\server\share\a.docx",
            "a::b.docx",
            "2031:a.docx",
            "关于://的通知.txt",
            "notice.txt",
            "-",
            "./s3://bucket/a.txt",
        ],
    )
    def test_a_path_is_none(self, name: str) -> None:
        assert not is_address(name)
        assert source(name) == Path(name)

    def test_a_file_that_is_there_wins(self, folder: Path) -> None:
        assert is_address("s3://bucket/a.txt")
        Path("s3:/bucket").mkdir(parents=True)
        Path("s3:/bucket/a.txt").write_text(NOTICE, encoding="utf-8")
        assert not is_address("s3://bucket/a.txt")
        done = invoke("parse", "s3://bucket/a.txt")
        assert (done.exit_code, names(done.stdout)) == (0, ["a.txt"])

    def test_file_addresses_are_paths(self, folder: Path) -> None:
        Path("通知 1.txt").write_text(NOTICE, encoding="utf-8")
        path = folder / "通知 1.txt"
        assert (
            local(f"file://{path}") == local(path.as_uri()) == local(f"file://localhost{path}") == str(path)
        )
        done = invoke("parse", path.as_uri(), "-o", f"{folder.as_uri()}/x.json")
        assert (done.exit_code, names(Path("x.json").read_text(encoding="utf-8"))) == (0, ["通知 1.txt"])
        assert invoke("parse", folder.as_uri(), "--out-dir", f"{folder.as_uri()}/out").exit_code == 0
        assert Path("out/通知 1.json").is_file()

    @pytest.mark.parametrize(
        ("url", "place"),
        [
            ("s3://bucket/2031/a.docx", "bucket/2031/a.docx"),
            ("https://example.org:8080/a%E4%B8%80/%2e%2e/b%2Fc.html?id=3#x", "example.org_8080/a一/b_c.html"),
            ("https://example.org/", "example.org/index"),
            ("memory://a/../../b.txt", "a/b.txt"),
            ("zip://in/a.txt::s3://bucket/all.zip", "bucket/all/in/a.txt"),
            ("zip://a.txt::/home/x/all.zip", "all/a.txt"),
            ("simplecache::s3://bucket/a.txt", "bucket/a.txt"),
            ("s3://b/" + "长" * 200 + ".docx", "b/" + "长" * 65 + ".docx"),
        ],
    )
    def test_where_it_stands_in_a_tree(self, url: str, place: str) -> None:
        assert Address(url).place == Path(place)


class TestSecrets:
    @pytest.mark.parametrize(
        ("url", "seen"),
        [
            ("https://u:pw@example.org/a.html", "https://example.org/a.html"),
            ("https://TOKEN@example.org/a.html", "https://example.org/a.html"),
            ("https://example.org/a.html?X-Amz-Signature=abc&x=a@b", "https://example.org/a.html"),
            ("https://example.org?token=a@secret", "https://example.org"),
            ("https://u:p@example.org/a?mail=a@b", "https://…"),
            ("https://u:p@/w@example.org/a.html", "https://example.org/a.html"),
            ("sftp://u:p::w@host/a.txt", "sftp://…"),
            ("https://u:123@example.org:8080/a.html", "https://example.org:8080/a.html"),
            ("https://example.org:8080/a@b.html", "https://example.org:8080/a@b.html"),
            ("s3://arn:aws:s3:region:1:accesspoint/x/a.txt", "s3://arn:aws:s3:region:1:accesspoint/x/a.txt"),
            ("https://example.org/a#access_token=abc", "https://example.org/a"),
            ("https://u:p?w@example.org/a.html", "https://…"),
            ("https://u:p/w@example.org/a.html", "https://example.org/a.html"),
            ("s3://AKIA:abc/def+g@bucket/k.txt", "s3://bucket/k.txt"),
            ("sftp://u:p@w@host:22/x/a.txt", "sftp://host:22/x/a.txt"),
            ("zip://a@b.txt::https://u:pw@h/all.zip?sig=1", "zip://a@b.txt::https://h/all.zip"),
            ("abfs://container@account.example.net/a.txt", "abfs://container@account.example.net/a.txt"),
            ("abfs://c:key@account.example.net/a?sig=abc", "abfs://account.example.net/a"),
            ("s3://bucket/20??/[ab]*.docx", "s3://bucket/20??/[ab]*.docx"),
            ("s3://bucket/2031/a@b.docx", "s3://bucket/2031/a@b.docx"),
        ],
    )
    def test_are_never_shown(self, url: str, seen: str) -> None:
        assert shown(url) == str(Address(url)) == seen
        assert without_secrets(f"GET '{url}' failed") == f"GET '{seen}' failed"

    @given(
        password=text("Zq/@?#:&=%+.~-", min_size=1),
        protocol=sampled_from(["https", "http", "s3", "sftp", "ftp"]),
    )
    def test_whatever_a_password_holds(self, password: str, protocol: str) -> None:
        seen = str(Address(f"{protocol}://user:SEC{password}RET@example.org/a.txt"))
        assert "SEC" not in seen
        assert "RET" not in seen

    @given(text("s3:/@?#=%.*[]\\ 一\x00~", max_size=20))
    def test_whatever_is_behind_the_protocol(self, rest: str) -> None:
        for protocol in ("s3", "https", "zip", "simplecache::memory"):
            address = Address(f"{protocol}://{rest}")
            assert not address.place.is_absolute()
            assert ".." not in address.place.parts
            assert address.name
            assert address.is_pattern or len(address.divided()) <= rest.count("/")

    def test_a_job_travels_with_them_and_does_not_tell_them(self) -> None:
        job = Job(0, "a", "a", Address(f"https://u:{PASSWORD}@h/a.txt?token={TOKEN}"))
        assert pickle.loads(pickle.dumps(job)).path.url == f"https://u:{PASSWORD}@h/a.txt?token={TOKEN}"
        assert PASSWORD not in repr(job)
        assert TOKEN not in repr(job)


@needs_fsspec
class TestMemory:
    def test_one_document(self, memory: Any) -> None:
        done = invoke("parse", "memory://2031/a.txt")
        assert (done.exit_code, names(done.stdout)) == (0, ["memory://2031/a.txt"])

    def test_a_folder_gives_its_readable_files(self, memory: Any, folder: Path) -> None:
        done = invoke("parse", "memory://2031/", "--out-dir", "out")
        assert done.exit_code == 0
        assert sorted(p.relative_to("out").as_posix() for p in Path("out").rglob("*.json")) == [
            "a.json",
            "sub/b.json",
        ]
        assert "1 other files in folders were left out (未选取): .jpeg2 1" in done.stderr

    def test_patterns_filters_and_lists(self, memory: Any, folder: Path) -> None:
        assert select(["memory://*/a.txt"], Filters()).files == ["memory://2031/a.txt", "memory://2032/a.txt"]
        assert select(["memory://2031"], Filters(exclude=["sub"])).files == ["memory://2031/a.txt"]
        assert select(["memory://2031", "memory://2032"], Filters()).places == {
            "memory://2031/a.txt": Path("2031/a.txt"),
            "memory://2031/sub/b.txt": Path("2031/sub/b.txt"),
            "memory://2032/a.txt": Path("2032/a.txt"),
        }
        Path("list.txt").write_text("memory://2031/a.txt\nmemory://2032\n", encoding="utf-8")
        listed = ["memory://2031/a.txt", "memory://2032/a.txt"]
        assert select(["@list.txt"], Filters()).files == listed
        memory.pipe_file("/list.txt", Path("list.txt").read_bytes())
        assert select(["@memory://list.txt"], Filters()).files == listed
        assert names(invoke("parse", "@-", stdin="memory://2031/a.txt\n").stdout) == ["memory://2031/a.txt"]

    def test_a_cache_before_it(self, memory: Any) -> None:
        found = select(["simplecache::memory://2031"], Filters())
        assert found.files == ["simplecache::memory://2031/a.txt", "simplecache::memory://2031/sub/b.txt"]
        assert select(["simplecache::memory://20*/a.txt"], Filters()).files == [
            "simplecache::memory://2031/a.txt",
            "simplecache::memory://2032/a.txt",
        ]
        assert govtask_cli.parse(found.files[0]).source.name == "simplecache::memory://2031/a.txt"

    def test_a_pattern_that_matches_nothing_is_a_file_that_is_not_there(self, memory: Any) -> None:
        done = invoke("parse", "memory://2031/*.doc")
        assert done.exit_code == 4
        assert done.stderr.startswith("govtask: memory://2031/*.doc: there is no such file (文件不存在)")

    def test_one_that_fails_does_not_cost_the_others(self, memory: Any) -> None:
        done = invoke("parse", "memory://2031/a.txt", "memory://none.txt", "-f", "jsonl")
        assert done.exit_code == 3
        assert "govtask: memory://none.txt: there is no such file" in done.stderr
        assert '"document":"memory://2031/a.txt"' in done.stdout.replace(" ", "")

    def test_what_is_unchanged_is_known_by_its_content(self, memory: Any, folder: Path) -> None:
        def parse(*how: str) -> str:
            done = invoke("parse", "memory://2031", "--out-dir", "out", *how)
            assert done.exit_code == 0
            return done.stderr

        assert "2 written;" in parse()
        assert "2 unchanged (未变);" in parse()
        memory.pipe_file("/2031/a.txt", NOTICE.replace("2座", "3座").encode())
        assert "1 written; 1 unchanged" in parse()
        memory.rm("/2031/sub/b.txt")
        assert "memory://2031/a.txt: unchanged (未变)" in parse("--resume")
        kept = [
            json.loads(line)["path"] for line in Path("out", NAME).read_text(encoding="utf-8").splitlines()
        ]
        assert kept == ["a.txt", "sub/b.txt"]

    def test_an_archive_gives_its_members(self, memory: Any, folder: Path) -> None:
        memory.pipe_file("/all.zip", archive(folder / "all.zip").read_bytes())
        inside = ["memory://all.zip/annexes/一.txt", "memory://all.zip/annexes/二.txt"]
        assert [one.name for one in chosen(["memory://all.zip"])] == inside
        assert names(invoke("parse", "memory://all.zip").stdout) == inside
        assert names(invoke("parse", inside[1]).stdout) == inside[1:]

    def test_the_linter_reads_them_and_its_baseline_knows_them(self, memory: Any, folder: Path) -> None:
        memory.pipe_file("/2032/a.txt", UNNUMBERED.encode())
        done = invoke("check", "memory://2032", "--select", "NUM", "--fail-on", "warning")
        assert done.exit_code == 1
        assert done.stdout.startswith("memory://2032/a.txt:")
        Path("sub").mkdir()
        assert invoke("check", "memory://2032", "--write-baseline", "sub/b.json").exit_code == 0
        assert '"path": "memory://2032/a.txt"' in Path("sub/b.json").read_text(encoding="utf-8")
        known = invoke("check", "memory://2032", "--baseline", "sub/b.json", "--fail-on", "warning")
        assert (known.exit_code, known.stdout) == (0, "")
        sarif = json.loads(invoke("check", "memory://2032", "--output-format", "sarif").stdout)
        place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "memory://2032/a.txt"}

    def test_show_explain_and_python_read_them(self, memory: Any) -> None:
        assert invoke("show", "memory://2031/a.txt").exit_code == 0
        assert "memory://2031/a.txt: txt" in invoke("explain", "memory://2031/a.txt").stdout
        assert govtask_cli.parse("memory://2031/a.txt").source.name == "memory://2031/a.txt"

    def test_an_output_is_sent_in_one_piece(self, memory: Any, folder: Path) -> None:
        for suffix in ("json", "xlsx", "sqlite"):
            done = invoke("parse", "memory://2031/a.txt", "-o", f"memory://out/all.{suffix}")
            assert done.exit_code == 0, done.stderr
            assert memory.size(f"/out/all.{suffix}") > 1000
        said = json.loads(memory.cat_file("/out/all.json"))
        assert said["source"]["name"] == "memory://2031/a.txt"
        assert list(folder.iterdir()) == []

    def test_an_output_that_cannot_be_sent_is_kept(
        self, memory: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError("no")

        monkeypatch.setattr("tempfile.tempdir", str(folder))
        monkeypatch.setattr(type(memory), "put_file", refuse)
        done = invoke("parse", "memory://2031/a.txt", "-o", "memory://out/all.json")
        (kept,) = folder.rglob("all.json")
        assert done.exit_code == 2
        assert "memory://out/all.json: no right to have it written (无权写入)" in done.stderr
        assert f"what was to be written is kept: {kept}" in done.stderr
        assert names(kept.read_text(encoding="utf-8")) == ["memory://2031/a.txt"]

    def test_an_output_is_never_an_input(self, memory: Any) -> None:
        before = memory.cat_file("/2031/a.txt")
        done = invoke("parse", "memory://2031/a.txt", "-f", "json", "-o", "memory:///2031/a.txt")
        assert done.exit_code == 2
        assert "is the input memory://2031/a.txt" in done.stderr
        assert memory.cat_file("/2031/a.txt") == before

    def test_no_more_is_read_than_the_limit(self, memory: Any) -> None:
        assert len(store.read(Address("memory://2031/a.txt"), len(NOTICE.encode()))) == len(NOTICE.encode())
        with pytest.raises(ReadError, match="has more than 0 MB"):
            store.read(Address("memory://2031/a.txt"), len(NOTICE.encode()) - 1)


@needs_fsspec
class TestZip:
    def test_a_member_a_pattern_and_a_folder(self, folder: Path) -> None:
        archive(folder / "all.zip")
        one = f"zip://annexes/一.txt::{folder}/all.zip"
        done = invoke("parse", one, "-o", "x.json")
        assert (done.exit_code, done.stderr) == (
            0,
            f"{one}: 3 tasks (任务), 2 sections, 0 findings → x.json\n",
        )
        assert not json.loads(Path("x.json").read_text(encoding="utf-8"))["notes"], (
            "no word of a wrong suffix"
        )
        done = invoke(
            "parse", "zip://annexes/*.txt::all.zip", "zip://::all.zip", "--out-dir", "out", "-j", "2"
        )
        assert done.exit_code == 0, done.stderr
        assert len(list(Path("out").rglob("*.json"))) == 2

    def test_a_broken_archive(self, folder: Path) -> None:
        Path("all.zip").write_text("no archive", encoding="utf-8")
        done = invoke("check", "zip://a.txt::all.zip")
        assert done.exit_code == 4
        assert "zip://a.txt::all.zip: cannot be read: BadZipFile: File is not a zip file" in done.stderr


class TestWrongUse:
    @pytest.fixture(autouse=True)
    def _fresh(self) -> Iterator[None]:
        store._trouble.cache_clear()
        yield
        store._trouble.cache_clear()

    def test_without_fsspec(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "fsspec", None)
        for command in ("parse", "check", "show", "explain"):
            done = invoke(command, f"https://u:{PASSWORD}@example.org/a.html?token={TOKEN}")
            assert done.exit_code == 2
            assert done.stderr == (
                "govtask: https://example.org/a.html: is an address, which needs fsspec (未安装) "
                "(pip install 'govtask-cli[remote]')\n"
            )

    @needs_fsspec
    def test_a_protocol_that_nobody_knows(self) -> None:
        done = invoke("parse", "s4://bucket/a.txt")
        assert done.exit_code == 2
        assert "s4://bucket/a.txt: s4:// is no protocol that fsspec knows (未知协议)" in done.stderr

    @needs_fsspec
    def test_a_driver_that_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(protocol: str) -> None:
            raise ImportError("Install s3fs to access S3")

        monkeypatch.setattr("fsspec.get_filesystem_class", missing)
        done = invoke("parse", "s3://bucket/*.txt")
        assert done.exit_code == 2
        said = "s3:// needs a driver that is not installed (未安装): Install s3fs to access S3 (pip install s3fs)"
        assert f"s3://bucket/*.txt: {said}" in done.stderr

    @needs_fsspec
    def test_a_chain_that_joins_nothing(self) -> None:
        done = invoke("parse", "memory://a.txt::b")
        assert done.exit_code == 2
        assert "goes on behind a :: that joins nothing" in done.stderr

    def test_a_folder_for_results_is_here(self, folder: Path) -> None:
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "a.txt", "--out-dir", f"s3://k:{PASSWORD}@bucket/out")
        assert done.exit_code == 2
        assert "s3://bucket/out: is an address: a manifest" in done.stderr
        assert "-o s3://BUCKET/all.jsonl" in done.stderr
        assert not Path("s3:").exists()

    @needs_http
    def test_where_nothing_can_be_written_whole(self, folder: Path) -> None:
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "a.txt", "-o", "https://example.org/a.json")
        assert done.exit_code == 2
        assert "cannot be written whole or not at all" in done.stderr

    def test_convert_says_that_it_reads_files(self, folder: Path) -> None:
        done = invoke("convert", f"https://u:{PASSWORD}@example.org/a.json?token={TOKEN}", "b.csv")
        assert done.exit_code == 2
        assert "https://example.org/a.json: convert reads and writes files" in done.stderr
        assert PASSWORD not in done.stderr


@needs_http
class TestWeb:
    @pytest.fixture
    def web(self, folder: Path) -> Iterator[str]:
        """A server for the files below web/."""
        for name in ("web/2031/a.txt", "web/2031/通知.txt", "web/closed/c.txt"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(NOTICE, encoding="utf-8")
        archive(folder / "web/all.zip")
        with serving(folder / "web") as address:
            yield address

    def test_documents_archives_and_patterns_by_workers(self, web: str) -> None:
        done = invoke("parse", f"{web}/2031/*.txt", f"{web}/all.zip", "--out-dir", "out", "-j", "2")
        assert done.exit_code == 0, done.stderr
        host = web.removeprefix("http://").replace(":", "_")
        assert sorted(p.relative_to("out").as_posix() for p in Path("out").rglob("*.json")) == [
            f"{host}/2031/a.json",
            f"{host}/2031/通知.json",
            f"{host}/all/annexes/一.json",
            f"{host}/all/annexes/二.json",
        ]

    def test_secrets_stay_where_they_are(self, web: str) -> None:
        signed = f"{web}/closed/c.txt?token={TOKEN}"
        known = f"{web.replace('//', f'//{USER}:{PASSWORD}@')}/closed/c.txt"
        done = run(
            "parse", signed, known, known.replace("c.txt", "none.txt"), "--out-dir", "out", "--coverage"
        )
        assert done.returncode == 3, done.stderr
        said = (
            done.stdout
            + done.stderr
            + b"".join(p.read_bytes() for p in Path("out").rglob("*") if p.is_file())
        )
        assert said.count(f"{web}/closed/c.txt".encode()) >= 4
        for secret in (USER, PASSWORD, TOKEN):
            assert secret.encode() not in said
        assert b"Traceback" not in said

    @pytest.mark.parametrize(
        ("path", "cause"),
        [
            ("none.txt", "there is no such file (文件不存在)"),
            ("403", "no right to have it read (无权读取)"),
            ("closed/c.txt", "no right to have it read (无权读取)"),
            ("500", "cannot be read: ClientResponseError: 500"),
            (f"closed/elsewhere?token={TOKEN}", "cannot be read: ClientResponseError (check the address"),
        ],
    )
    def test_failures_are_told(self, web: str, path: str, cause: str) -> None:
        done = invoke("check", f"{web}/{path}", f"{web}/2031/a.txt")
        assert done.exit_code == 3
        assert f"govtask: {web}/{path.partition('?')[0]}: {cause}" in done.stderr
        assert TOKEN not in done.stderr + done.stdout

    def test_nobody_answers(self) -> None:
        done = invoke("check", "http://127.0.0.1:9/a.txt")
        assert done.exit_code == 4
        assert "http://127.0.0.1:9/a.txt: cannot be read: ClientConnectorError" in done.stderr

    def test_a_page_is_no_folder(self, web: str) -> None:
        Path("web/2031/index.html").write_text(f"<p>{NOTICE}</p><a href='a.txt'>a</a>", encoding="utf-8")
        for cache in ("", "simplecache::"):
            assert select([f"{cache}{web}/2031/"], Filters()).files == [f"{cache}{web}/2031/"]
            assert names(invoke("parse", f"{cache}{web}/2031/").stdout) == [f"{cache}{web}/2031/"]

    def test_no_more_is_fetched_than_the_limit(self, web: str) -> None:
        with pytest.raises(ReadError, match="has more than 1 MB"):
            store.read(Address(f"{web}/endless.txt"), 1 << 20)

    def test_two_that_differ_in_their_query_are_two(self, web: str) -> None:
        asked = [f"{web}/2031/a.txt?id={number}" for number in (1, 2)]
        assert invoke("parse", *asked, "--out-dir", "out").exit_code == 0
        again = invoke("parse", *reversed(asked), "--out-dir", "out", "--resume")
        assert "2 unchanged" in again.stderr
        assert len(list(Path("out").rglob("*.json"))) == 2


def test_an_address_is_no_type_error_in_python() -> None:
    with pytest.raises((UsageError, ReadError)):
        govtask_cli.parse("nothing://there")
