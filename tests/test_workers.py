"""Workers: who crashes, hangs or takes too much is named and replaced, and the rest comes out as without workers."""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import govtask_cli
from command_line import NOTICE, invoke, run
from govtask_cli import pipeline
from govtask_cli.lexicon.own import own_from
from govtask_cli.workers import crew as crew_module
from govtask_cli.workers.crew import Crew
from govtask_cli.workers.job import Job, Orders, Outcome
from govtask_cli.writers import Options, writer_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and its limits")
GIGA = 1 << 30


def crash() -> None:
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(7)


def hang() -> None:
    time.sleep(600)


def hang_deaf() -> None:
    """As a C library does that never lets Python look at its signals."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    time.sleep(600)


def devour() -> None:
    assert bytearray(8 * GIGA)


def stumble() -> None:
    raise KeyError("lost")


ILLS: dict[str, Callable[[], None]] = {
    "crash": crash,
    "leave": leave,
    "hang": hang,
    "deaf": hang_deaf,
    "devour": devour,
    "stumble": stumble,
}


@pytest.fixture
def ill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents whose name begins with an ill suffer from it."""
    parse = pipeline.parse

    def faulty(data: bytes, name: str, **said: Any) -> govtask_cli.Result:
        ILLS.get(name.partition(".")[0].partition("-")[0], lambda: None)()
        return parse(data, name, **said)

    monkeypatch.setattr(pipeline, "parse", faulty)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def jobs(*names: str) -> Iterator[Job]:
    return (Job(index, name, name, data=NOTICE.encode()) for index, name in enumerate(names))


def outcomes(size: int, orders: Orders, *names: str) -> list[Outcome]:
    with Crew(size, orders) as crew:
        found = [each for batch in crew.outcomes(jobs(*names)) for each in batch]
    return sorted(found, key=lambda each: each.job.index)


def is_tracker(process: Path) -> bool:
    """Whether a process is the resource tracker of multiprocessing."""
    try:
        return b"multiprocessing.resource_tracker" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def children(pid: int | None = None) -> set[int]:
    """The processes that a process has started and that have not ended; but for the one that Python keeps beside
    workers that were spawned, which ends with it."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has just ended
        if int(parent) == (pid or os.getpid()) and state != "Z" and not is_tracker(stat.parent):
            found.add(int(stat.parent.name))
    return found


@pytest.mark.usefixtures("ill")
class TestIlls:
    @pytest.mark.parametrize(
        ("name", "status", "cause"),
        [
            ("crash.txt", "crashed", "SIGSEGV (进程崩溃)"),
            ("leave.txt", "crashed", "ended with code 7 (进程崩溃)"),
            ("hang.txt", "timeout", "still not read after 0.5 seconds (超时)"),
            ("deaf.txt", "timeout", "still not read after 0.5 seconds (超时)"),
            ("devour.txt", "memory", "needs more than 1,024 MB of memory (内存超限)"),
            ("stumble.txt", "fault", "KeyError: 'lost'"),
        ],
    )
    def test_each_is_named_and_the_rest_goes_on(self, name: str, status: str, cause: str) -> None:
        orders = Orders(timeout=0.5, memory=GIGA)
        found = outcomes(2, orders, "a.txt", name, "b.txt", "c.txt")
        assert [each.status for each in found] == ["done", status, "done", "done"]
        assert [each.job.label for each in found] == ["a.txt", name, "b.txt", "c.txt"]
        trouble = found[1].trouble
        assert trouble is not None
        assert cause in trouble.cause
        assert found[1].sha256 == found[0].sha256  # it was known before the worker was lost
        assert children() == set()

    def test_the_command_tells_them_and_writes_the_others(self, folder: Path) -> None:
        for name in ("a", "crash", "hang", "z"):
            Path(f"{name}.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", ".", "--out-dir", "out", "-j", "2", "--timeout", "0.5")
        assert done.exit_code == 3
        assert "govtask: crash.txt: the process that read it was ended by SIGSEGV" in done.stderr
        assert "govtask: hang.txt: was still not read after 0.5 seconds" in done.stderr
        assert sorted(path.name for path in Path("out").glob("*.json")) == ["a.json", "z.json"]
        last = done.stderr.splitlines()[-1]
        assert last.startswith(
            "govtask: 4 documents (份): 2 written; 2 FAILED (失败): crashed 1, out of time 1;"
        )

    def test_one_document_alone_has_a_limit_too(self, folder: Path) -> None:
        Path("hang.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "hang.txt", "--timeout", "0.5")
        assert (done.exit_code, done.stdout) == (4, "")
        assert "hang.txt: was still not read after 0.5 seconds (超时)" in done.stderr

    def test_no_limit_is_a_limit_that_never_comes(self, folder: Path) -> None:
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        assert invoke("parse", "a.txt", "--timeout", "0", "--max-memory", "0").exit_code == 0


class TestSpawned:
    """As workers are started where the system knows no fork."""

    @pytest.mark.archives
    def test_orders_and_jobs_travel(self, folder: Path) -> None:
        words = own_from({"headers": {"content": {"words": ["攻坚名目"]}}})
        options = Options(several=False)
        orders = Orders(timeout=60, memory=GIGA, writer=writer_for(None, "xlsx"), options=options, own=words)
        Path("a.txt").write_text(
            "北山区2031年任务\n序号\t攻坚名目\t责任单位\n1\t新建水厂2座\t区水务局\n", encoding="utf-8"
        )
        job = Job(0, "a.txt", "a.txt", Path("a.txt"), target=folder / "out" / "a.xlsx")
        with Crew(1, orders, method="spawn") as crew:
            (found,) = [each for batch in crew.outcomes(iter([job])) for each in batch]
        assert found.status == "done", found.trouble
        assert found.counts is not None
        assert found.counts.tasks == 1
        assert (folder / "out" / "a.xlsx").stat().st_size > 0

    @pytest.mark.archives
    def test_a_hang_is_ended(self, folder: Path) -> None:
        office = Path("bin/soffice")
        office.parent.mkdir()
        office.write_text(f"#!/bin/sh\necho $$ > {folder}/pid\nexec sleep 600\n")
        office.chmod(0o755)
        Path("a.rtf").write_bytes(rb"{\rtf1\ansi hello}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", f"{folder}/bin:{os.environ['PATH']}")
            with Crew(1, Orders(timeout=12), method="spawn") as crew:
                job = Job(0, "a.rtf", "a.rtf", Path("a.rtf"))
                (found,) = [each for batch in crew.outcomes(iter([job])) for each in batch]
        assert found.status == "timeout"
        assert not is_alive(int(Path("pid").read_text()))


class TestLife:
    def test_a_worker_is_replaced_after_a_while(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crew_module, "CHANGE", 2)
        seen: set[int] = set()
        with Crew(1, Orders()) as crew:
            for batch in crew.outcomes(jobs(*[f"{n}.txt" for n in range(7)])):
                assert all(each.status == "done" for each in batch)
                seen |= children()
        assert len(seen) >= 3
        assert children() == set()

    def test_leaving_early_ends_the_workers(self) -> None:
        with Crew(2, Orders()) as crew:
            next(iter(crew.outcomes(jobs(*[f"{n}.txt" for n in range(50)]))))
            assert len(children()) >= 2
        assert children() == set()

    def test_no_worker_is_started_for_a_small_text(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def never(*args: object) -> None:
            raise AssertionError("a worker was started")

        monkeypatch.setattr(crew_module.Crew, "_hire", never)
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        assert invoke("parse", "a.txt").exit_code == 0
        assert invoke("parse", "a.txt", "-j", "1").exit_code == 5

    def test_what_a_worker_started_ends_with_it(self, folder: Path) -> None:
        """LibreOffice hangs: it is a process of its own, in a group of its own."""
        office = Path("bin/soffice")
        office.parent.mkdir()
        office.write_text(f"#!/bin/sh\necho $$ > {folder}/pid\nexec sleep 600\n")
        office.chmod(0o755)
        Path("old.rtf").write_bytes(rb"{\rtf1\ansi hello}")
        done = run("parse", "old.rtf", "--timeout", "1", PATH=f"{folder}/bin:{os.environ['PATH']}")
        assert done.returncode == 4
        assert "old.rtf: was still not read after 1 seconds" in done.stderr.decode()
        assert not Path(f"/proc/{int(Path('pid').read_text())}").exists()


class TestSameForAll:
    def names(self, folder: Path) -> list[str]:
        samples = Path(govtask_cli.__file__).parents[2] / "samples"
        with zipfile.ZipFile("annexes.zip", "w") as box:
            for number in range(3):
                box.writestr(f"附件{number}.txt", NOTICE.replace("北山", f"第{number}"))
        return ["annexes.zip", *map(str, sorted(samples.glob("notice-*.txt"))), "missing.txt"]

    @pytest.mark.archives
    @pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "xlsx", "sqlite"])
    def test_bytes_do_not_depend_on_the_number_of_workers(self, folder: Path, kind: str) -> None:
        names = self.names(folder)
        written = set()
        for jobs in ("1", "2", "5"):
            assert run("parse", *names, "-j", jobs, "-q", "-o", f"all{jobs}.{kind}").returncode == 3
            written.add(Path(f"all{jobs}.{kind}").read_bytes())
        assert len(written) == 1

    def test_files_and_lines_do_not_depend_on_it_either(self, folder: Path) -> None:
        names = self.names(folder)
        said, files = set(), set()
        for jobs in ("1", "4"):
            done = run("parse", *names, "--out-dir", f"out{jobs}", "-j", jobs)
            text = done.stderr.decode().replace(f"out{jobs}", "out")
            said.add(tuple(line for line in text.splitlines() if "→ out/" in line))
            files.add(
                tuple((path.name, path.read_bytes()) for path in sorted(Path(f"out{jobs}").rglob("*.json")))
            )
        assert (len(said), len(files)) == (1, 1)
        assert len(min(said)) == len(min(files)) == len(names) - 2 + 3

    @pytest.mark.archives
    def test_workers_read_the_same_as_this_process(self, folder: Path) -> None:
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        assert run("parse", "a.txt").stdout == run("parse", "a.txt", "-j", "1").stdout

    @pytest.mark.archives
    def test_the_limits_of_an_archive_do_not_depend_on_who_reads_it(self, folder: Path) -> None:
        """300 MB in six members: those beyond 256 MB are refused, whoever reads which of them."""
        with zipfile.ZipFile("big.zip", "w", zipfile.ZIP_DEFLATED) as box:
            for number in range(6):
                box.writestr(f"{number}.bin", b"\x00" * (50 << 20))
        told = set()
        for jobs in ("1", "3"):
            done = run("parse", "big.zip", "-j", jobs)
            told.add(tuple(sorted(done.stderr.decode().splitlines()[:-1])))
        assert len(told) == 1


class TestDeathOfTheParent:
    def test_workers_end_when_the_parent_is_killed(self, folder: Path) -> None:
        office = Path("bin/soffice")
        office.parent.mkdir()
        office.write_text(f"#!/bin/sh\necho $$ > {folder}/pid\nexec sleep 600\n")
        office.chmod(0o755)
        for name in ("a.rtf", "b.rtf"):
            Path(name).write_bytes(rb"{\rtf1\ansi hello}")
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", "a.rtf", "b.rtf", "-j", "2", "--out-dir", "out"],
            env={
                **os.environ,
                "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1]),
                "PATH": f"{folder}/bin:{os.environ['PATH']}",
            },
        )
        wait_for(lambda: Path("pid").exists() and Path("pid").read_text().strip() != "")
        workers = sorted(children(process.pid))
        assert len(workers) == 2
        process.kill()
        process.wait()
        office_pid = int(Path("pid").read_text())
        wait_for(lambda: not any(map(is_alive, [*workers, office_pid])))


def wait_for(done: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits for its parent to take notice of its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.archives
def test_memory_does_not_grow_with_the_documents(folder: Path) -> None:
    """The peak of the parent and of the workers, for 20 documents and for 200."""
    peaks = []
    script = (
        "import resource, sys\n"
        "from govtask_cli.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))\n"
    )
    for count in (20, 200):
        source = Path(f"in{count}")
        source.mkdir()
        for number in range(count):
            (source / f"{number}.txt").write_text(NOTICE * 5, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", script, "parse", str(source), "-o", f"{count}.jsonl", "-q", "-j", "2"],
            env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])},
            capture_output=True,
            check=True,
        )
        peaks.append([int(each) / 1024 for each in done.stdout.split()])
        with Path(f"{count}.jsonl").open("rb") as lines:
            assert sum(1 for _ in lines) == 15 * count
    assert all(many < few + 8 for few, many in zip(*peaks, strict=True)), peaks


def test_a_result_comes_back_whole() -> None:
    import pickle

    (found,) = outcomes(1, Orders(), "a.txt")
    assert isinstance(found.result, bytes)
    assert pickle.loads(found.result) == pipeline.parse(NOTICE.encode(), "a.txt")
    assert json.loads(pickle.loads(found.result).model_dump_json())["tasks"]
