"""A Dask cluster on this machine: the same files as without it, even when a machine is lost on the way."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

import govtask_cli
from command_line import invoke
from test_manifest import entries, environment, fill, lines, started, whole
from test_workers import wait_for

pytestmark = pytest.mark.archives
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None and not os.environ.get("CI"),
    reason="Dask is not installed",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        found: int = free.getsockname()[1]
    return found


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, in a group of its own, which is ended with all that it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env=environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    address = f"tcp://127.0.0.1:{port()}"
    name = address.rpartition(":")[2]
    with ExitStack() as stack:
        stack.enter_context(running("scheduler", "--host", "127.0.0.1", "--port", name, "--no-dashboard"))
        workers = [
            stack.enter_context(
                running(
                    "worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)
                )
            )
            for _ in range(2)
        ]
        yield address, workers


@needs_dask
def test_a_lost_machine_changes_nothing(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = cluster
    fill(120)
    assert invoke("parse", "in", "--out-dir", "local", "-q").exit_code == 0
    process = started("-q", "--engine", "dask", "--scheduler", address)
    wait_for(lambda: lines() >= 20, 60)
    end(workers[0])
    _, said = process.communicate(timeout=120)
    # Dask itself may tell of the machine that it has lost.
    assert (process.returncode, "govtask:" in said.decode()) == (0, False), said.decode()
    assert whole() == whole("local")
    assert list(entries()) == list(entries("local"))
    assert {path: entry.sha256 for path, entry in entries().items()} == {
        path: entry.sha256 for path, entry in entries("local").items()
    }


@needs_dask
def test_one_file_of_all_and_limits_of_each(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, _ = cluster
    fill(20)
    Path("in/bad.txt").write_bytes(bytes(range(256)) * 20)
    for where, how in (("local", []), ("dask", ["--engine", "dask", "--scheduler", address])):
        done = invoke("parse", "in", "-o", f"{where}.jsonl", *how)
        assert done.exit_code == 3
        assert "in/bad.txt" in done.stderr
        assert "20 written; 1 FAILED (失败): unreadable 1" in done.stderr
    assert Path("dask.jsonl").read_bytes() == Path("local.jsonl").read_bytes()


@needs_dask
def test_no_scheduler(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(2)
    monkeypatch.setattr("govtask_cli.workers.cluster._PATIENCE", "1s")
    done = invoke(
        "parse", "in", "-o", "x.jsonl", "--engine", "dask", "--scheduler", f"tcp://127.0.0.1:{port()}"
    )
    assert done.exit_code == 2
    assert "no Dask scheduler answers there" in done.stderr


def test_both_options_belong_together(folder: Path) -> None:
    fill(1)
    for arguments in (["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:1"]):
        done = invoke("parse", "in", *arguments)
        assert done.exit_code == 2
        assert "--engine dask and --scheduler: belong together" in done.stderr
    assert govtask_cli.__version__
