"""Addresses for real: an S3 server on this machine, slow and endless web servers, the machines of a Dask cluster."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command_line import NOTICE, invoke, run
from govtask_cli.batch.manifest import NAME
from test_addresses import archive, needs, needs_http
from test_cluster import cluster, folder, needs_dask, port
from test_manifest import environment, whole
from test_workers import wait_for
from web_server import TOKEN, end_of_fsspec, serving

__all__ = ["cluster", "folder"]  # fixtures

pytestmark = pytest.mark.archives
needs_s3 = needs("s3fs", "moto", "flask")
KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIATEST",
    "AWS_SECRET_ACCESS_KEY": "geheim/7+x",
    "AWS_DEFAULT_REGION": "us-east-1",
}
COUNT = 24


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """What a process needs in its environment to find an S3 server with a bucket."""
    number = port()
    settings = {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{number}", "AWS_EC2_METADATA_DISABLED": "true"}
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(number)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        import botocore.session

        client: Any = botocore.session.get_session().create_client(
            "s3",
            "us-east-1",
            endpoint_url=settings["AWS_ENDPOINT_URL"],
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )
        wait_for(lambda: is_up(number), 60)
        client.create_bucket(Bucket="bucket")
        for count in range(COUNT):
            body = NOTICE.replace("2座", f"{count + 2}座").encode()
            client.put_object(
                Bucket="bucket", Key=f"archive/{count % 2 + 2030}/通知{count:02}.txt", Body=body
            )
        client.put_object(Bucket="bucket", Key="archive/photo.jpeg2", Body=b"no document")
        client.put_object(Bucket="bucket", Key="archive/2030/", Body=b"")  # the mark of a folder
        yield settings
        client.close()
    finally:
        server.kill()
        server.wait()


def is_up(number: int) -> bool:
    import socket

    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", number)) == 0


def files(out: str) -> dict[str, bytes]:
    """The records of a run, each file whole."""
    return whole(out)


@needs_s3
class TestObjectStore:
    def test_a_folder_by_one_worker_and_by_two(self, folder: Path, store: dict[str, str]) -> None:
        for jobs in ("1", "2"):
            done = run("parse", "s3://bucket/archive/", "--out-dir", f"out{jobs}", "-j", jobs, **store)
            assert done.returncode == 0, done.stderr
            assert f"{COUNT} documents (份): {COUNT} written".encode() in done.stderr
        assert files("out1") == files("out2")
        assert len(files("out1")) == COUNT
        result = json.loads(Path("out1/2030/通知00.json").read_text(encoding="utf-8"))
        assert result["source"]["name"] == "s3://bucket/archive/2030/通知00.txt"

    def test_unchanged_changed_and_resumed(self, folder: Path, store: dict[str, str]) -> None:
        def parse(*how: str) -> bytes:
            done = run(
                "parse", "s3://bucket/archive/2030/*.txt", "--out-dir", "out", "-j", "2", *how, **store
            )
            assert done.returncode == 0, done.stderr
            return done.stderr

        assert b"12 written;" in parse()
        assert b"12 unchanged" in parse()
        put("archive/2030/通知00.txt", NOTICE.replace("2座", "77座").encode(), store)
        assert "1 written; 11 unchanged (未变)".encode() in parse()
        put("archive/2030/通知00.txt", NOTICE.encode(), store)
        assert b"12 unchanged" in parse("--resume")

    def test_a_run_that_was_killed_goes_on(self, folder: Path, store: dict[str, str]) -> None:
        arguments = ["parse", "s3://bucket/archive", "--out-dir", "out", "-j", "1", "-q"]
        assert run(*arguments[:3], "whole", *arguments[4:], **store).returncode == 0
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", *arguments],
            env={**environment(), **store},
            stderr=subprocess.PIPE,
        )
        manifest = Path("out", NAME)
        wait_for(lambda: manifest.is_file() and manifest.read_bytes().count(b"\n") >= 3, 60)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        before = files("out")
        assert all(files("whole")[path] == data for path, data in before.items())
        assert run(*arguments, "--resume", **store).returncode == 0
        assert files("out") == files("whole")

    def test_one_object_of_all(self, folder: Path, store: dict[str, str]) -> None:
        for out in ("all.jsonl", "s3://bucket/out/all.jsonl"):
            done = run("parse", "s3://bucket/archive", "-o", out, **store)
            assert done.returncode == 0, done.stderr
        assert get("out/all.jsonl", store) == Path("all.jsonl").read_bytes()
        assert [path.name for path in folder.iterdir()] == ["all.jsonl"]

    def test_an_object_appears_whole_or_not_at_all(self, folder: Path, store: dict[str, str]) -> None:
        """Killed while it is sent, in parts since it is large, it is not there, or all of it is."""
        Path("large.txt").write_text(NOTICE * 4_000, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", "large.txt", "-o", "s3://bucket/out/large.json"],
            env={
                **environment(),
                **store,
                "FSSPEC_S3_DEFAULT_BLOCK_SIZE": str(5 << 20),
                "TMPDIR": str(folder),
            },
            stderr=subprocess.PIPE,
        )
        wait_for(lambda: any(path.suffix == ".json" for path in folder.rglob("govtask-*/*")), 120)
        time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        sent = get("out/large.json", store)
        assert sent is None or json.loads(sent)["tasks"]

    def test_an_archive_and_a_member(self, folder: Path, store: dict[str, str]) -> None:
        put("other/all.zip", archive(folder / "all.zip").read_bytes(), store)
        for address in (
            "s3://bucket/other/all.zip/annexes/一.txt",
            "zip://annexes/一.txt::s3://bucket/other/all.zip",
        ):
            done = run("parse", address, **store)
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["source"]["name"] == address
        done = run("parse", "s3://bucket/other/", "--out-dir", "out", "-j", "2", **store)
        assert done.returncode == 0, done.stderr
        assert sorted(files("out")) == ["all/annexes/一.json", "all/annexes/二.json"]

    def test_failures(self, folder: Path, store: dict[str, str]) -> None:
        nobody = {key: "" for key in KEYS if key != "AWS_DEFAULT_REGION"} | {"HOME": str(folder)}
        for address, settings, cause in (
            ("s3://bucket/none.txt", {}, "there is no such file"),
            ("s3://nowhere/none.txt", {}, "there is no such file"),
            ("s3://bucket/archive/2030/通知00.txt", nobody, "cannot be read: NoCredentialsError"),
        ):
            done = run("parse", address, **{**store, **settings})
            assert done.returncode == 4, done.stderr
            assert f"govtask: {address}: {cause}".encode() in done.stderr
            assert b"Traceback" not in done.stderr
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        done = run("parse", "a.txt", "-o", "s3://nowhere/a.json", **store, TMPDIR=str(folder))
        assert done.returncode == 2
        assert b"what was to be written is kept: " in done.stderr
        assert len(list(folder.rglob("a.json"))) == 1


def client(store: dict[str, str]) -> Any:
    import botocore.session

    return botocore.session.get_session().create_client(
        "s3",
        "us-east-1",
        endpoint_url=store["AWS_ENDPOINT_URL"],
        aws_access_key_id=store["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=store["AWS_SECRET_ACCESS_KEY"],
    )


def put(key: str, body: bytes, store: dict[str, str]) -> None:
    client(store).put_object(Bucket="bucket", Key=key, Body=body)


def get(key: str, store: dict[str, str]) -> bytes | None:
    found = client(store).list_objects_v2(Bucket="bucket", Prefix=key).get("Contents", [])
    if not found:
        return None
    body: bytes = client(store).get_object(Bucket="bucket", Key=key)["Body"].read()
    return body


@needs_http
class TestWeb:
    def test_the_time_limit_holds(self, folder: Path) -> None:
        Path("web").mkdir()
        Path("web/a.txt").write_text(NOTICE, encoding="utf-8")
        with serving(folder / "web") as web:
            done = run(
                "parse", f"{web}/slow.txt?token={TOKEN}", f"{web}/a.txt", "--timeout", "4", "-f", "jsonl"
            )
        assert done.returncode == 3, done.stderr
        assert f"{web}/slow.txt: was still not read after 4 seconds (超时)".encode() in done.stderr
        assert b"1 read; 1 FAILED" in done.stderr

    def test_what_has_no_end_is_refused(self, folder: Path) -> None:
        Path("web").mkdir()
        with serving(folder / "web") as web:
            done = run("parse", f"{web}/endless.txt")
        assert done.returncode == 4
        assert f"{web}/endless.txt: has more than 256 MB (文件过大)".encode() in done.stderr

    @needs_dask
    def test_the_machines_of_a_cluster_open_the_same(
        self, cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path
    ) -> None:
        for number in range(20):
            path = Path(f"web/closed/{number:02}.txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(NOTICE.replace("2座", f"{number + 2}座"), encoding="utf-8")
        with serving(folder / "web") as web:
            Path("list.txt").write_text(
                "".join(f"{web}/closed/{number:02}.txt?token={TOKEN}\n" for number in range(21)),
                encoding="utf-8",
            )
            for out, how in (("local", []), ("dask", ["--engine", "dask", "--scheduler", cluster[0]])):
                done = invoke("parse", "@list.txt", "--out-dir", out, *how)
                assert done.exit_code == 3, done.stderr
                assert "20 written; 1 FAILED (失败): unreadable 1" in done.stderr
                assert f"{web}/closed/20.txt: there is no such file" in done.stderr
                assert TOKEN not in done.stderr
        assert files("dask") == files("local")
        kept = [path.read_bytes() for path in Path("dask").rglob("*") if path.is_file()]
        assert len(kept) == 21
        assert TOKEN.encode() not in b"".join(kept)
        end_of_fsspec()
