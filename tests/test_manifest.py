"""--out-dir: what is unchanged is skipped, what failed is remembered, and a run that was stopped goes on."""

from __future__ import annotations

import faulthandler
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import govtask_cli
from command_line import NOTICE, invoke
from govtask_cli import pipeline
from govtask_cli.batch.manifest import NAME, Entry, Manifest
from govtask_cli.errors import UsageError, WriteError
from govtask_cli.workers.crew import AHEAD
from test_workers import children, is_alive, wait_for

COUNT = 300


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with three documents in in/."""
    monkeypatch.chdir(tmp_path)
    fill(3)
    return tmp_path


def fill(count: int) -> None:
    for number in range(count):
        path = Path("in", f"{number // 100}", f"{number:03}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTICE.replace("2座", f"{number + 2}座"), encoding="utf-8")


def parse(*arguments: str, out: str = "out", source: str = "in") -> Any:
    return invoke("parse", source, "--out-dir", out, "-j", "2", *arguments)


def entries(out: str = "out") -> dict[str, Entry]:
    lines = Path(out, NAME).read_text(encoding="utf-8").splitlines()
    found = [Entry.model_validate_json(line) for line in lines]
    assert len(found) == len({entry.path for entry in found})
    return {entry.path: entry for entry in found}


def last(done: Any) -> str:
    said: str = done.stderr.splitlines()[-1]
    return said.partition("份): ")[2].rpartition(";")[0]


class TestWhatIsDone:
    def test_a_line_says_all_about_a_document(self, folder: Path) -> None:
        assert parse().exit_code == 0
        assert list(entries()) == ["0/000.txt", "0/001.txt", "0/002.txt"]
        entry = entries()["0/001.txt"]
        assert (entry.status, entry.output, entry.kind) == ("done", "0/001.json", "breakdown")
        assert (entry.tasks, entry.findings, entry.error) == (3, {}, None)
        assert entry.version == govtask_cli.__version__
        result = json.loads(Path("out/0/001.json").read_text(encoding="utf-8"))
        assert entry.sha256 == result["source"]["sha256"]
        assert 0 < entry.seconds < 10

    def test_a_second_run_skips_what_is_unchanged(self, folder: Path) -> None:
        parse()
        before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*") if path.is_file()}
        done = parse()
        assert (done.exit_code, last(done)) == (0, "3 unchanged (未变)")
        assert {path: path.stat().st_mtime_ns for path in before} == before

    def test_what_changed_is_done_again(self, folder: Path) -> None:
        parse()
        Path("in/0/001.txt").write_text(NOTICE.replace("2座", "99座"), encoding="utf-8")
        Path("in/0/003.txt").write_text(NOTICE, encoding="utf-8")
        assert last(parse()) == "2 written; 2 unchanged (未变)"
        assert "99座" in Path("out/0/001.json").read_text(encoding="utf-8")
        assert list(entries()) == [f"0/00{number}.txt" for number in range(4)]

    def test_what_was_removed_is_done_again(self, folder: Path) -> None:
        parse()
        Path("out/0/002.json").unlink()
        assert last(parse()) == "1 written; 2 unchanged (未变)"

    def test_other_settings_do_all_again(self, folder: Path) -> None:
        parse()
        assert last(parse("-f", "csv")) == "3 written"
        assert last(parse("-f", "csv")) == "3 unchanged (未变)"
        assert last(parse("-f", "csv", "--headers", "en")) == "3 written"
        Path("words.toml").write_text('[headers.content]\nwords = ["攻坚名目"]\n', encoding="utf-8")
        assert last(parse("-f", "csv", "--headers", "en", "--lexicon", "words.toml")) == "3 written"

    def test_another_version_does_all_again(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parse()
        monkeypatch.setattr("govtask_cli.cli.folder_run.__version__", "9.9.9")
        assert last(parse()) == "3 written"

    def test_force_does_all_again(self, folder: Path) -> None:
        parse()
        assert last(parse("--force")) == "3 written"

    def test_findings_of_what_is_unchanged_count_for_fail_on(self, folder: Path) -> None:
        Path("in/odd.txt").write_text(NOTICE.replace("2.整治", "3.整治"), encoding="utf-8")
        assert parse("--fail-on", "warning").exit_code == 1
        assert parse("--fail-on", "warning").exit_code == 1
        assert parse("--fail-on", "warning", "--resume").exit_code == 1

    def test_lines_of_other_inputs_stay(self, folder: Path) -> None:
        parse()
        Path("other").mkdir()
        Path("other/x.txt").write_text(NOTICE, encoding="utf-8")
        parse(source="other")
        assert list(entries()) == ["x.txt", "0/000.txt", "0/001.txt", "0/002.txt"]

    def test_members_of_archives_have_lines_of_their_own(self, folder: Path) -> None:
        shutil.make_archive("in/annexes", "zip", "in/0")
        assert last(parse()) == "6 written"
        assert "annexes.zip/001.txt" in str(Path("out/annexes").exists()) or "annexes/001.txt" in entries()
        assert last(parse()) == "6 unchanged (未变)"

    def test_the_folder_that_is_read_may_be_the_one_that_is_written(self, folder: Path) -> None:
        assert last(parse("-f", "csv", out="in")) == "3 written"
        assert last(parse("-f", "csv", out="in")) == "3 unchanged (未变)"

    def test_a_document_called_manifest(self, folder: Path) -> None:
        Path("in/manifest.csv.txt").write_text(NOTICE, encoding="utf-8")
        Path("in/manifest.txt").write_text(NOTICE, encoding="utf-8")
        assert parse("-f", "jsonl").exit_code == 0
        assert entries()["manifest.txt"].output == "manifest.txt.jsonl"


class TestWhatFailed:
    def ill(self, monkeypatch: pytest.MonkeyPatch) -> None:
        good = pipeline.parse

        def faulty(data: bytes, name: str, **said: Any) -> govtask_cli.Result:
            if name.endswith("001.txt"):
                faulthandler.disable()
                os.kill(os.getpid(), signal.SIGSEGV)
            return good(data, name, **said)

        monkeypatch.setattr(pipeline, "parse", faulty)

    def test_it_is_remembered_until_it_is_tried_again(self, folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            self.ill(patch)
            done = parse()
            assert (done.exit_code, last(done)) == (3, "2 written; 1 FAILED (失败): crashed 1")
        assert entries()["0/001.txt"].status == "crashed"
        for how in ([], ["--resume"]):
            done = parse(*how)
            assert (done.exit_code, last(done)) == (3, "2 unchanged (未变); 1 FAILED (失败): crashed 1")
            assert "in/0/001.txt: the process that read it was ended by SIGSEGV" in done.stderr
            assert "--retry-failed tries again" in done.stderr
        done = parse("--retry-failed")
        assert (done.exit_code, last(done)) == (0, "1 written; 2 unchanged (未变)")
        assert last(parse()) == "3 unchanged (未变)"

    def test_it_is_tried_again_when_it_changes(self, folder: Path) -> None:
        Path("in/0/001.txt").write_bytes(bytes(range(256)) * 20)
        assert last(parse()) == "2 written; 1 FAILED (失败): unreadable 1"
        Path("in/0/001.txt").write_text(NOTICE, encoding="utf-8")
        assert last(parse()) == "1 written; 2 unchanged (未变)"

    def test_what_could_not_be_read_at_all_is_tried_each_time(self, folder: Path) -> None:
        Path("in/0/001.txt").chmod(0)
        done = as_a_mere_user("parse", "in", "--out-dir", "out")
        assert done.returncode == 3
        assert "in/0/001.txt: no right to read it (无权读取)" in done.stderr.decode()
        Path("in/0/001.txt").chmod(0o644)
        assert last(parse()) == "1 written; 2 unchanged (未变)"

    def test_all_failed(self, folder: Path) -> None:
        for path in Path("in/0").iterdir():
            path.write_bytes(b"")
        done = parse()
        assert (done.exit_code, last(done)) == (4, "3 FAILED (失败): unreadable 3")


class TestOptions:
    def test_resume_needs_a_manifest(self, folder: Path) -> None:
        done = parse("--resume")
        assert done.exit_code == 2
        assert "--resume: there is no out/manifest.jsonl to go on with" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--resume", "-o", "x.json"], "--resume: goes by the manifest of a folder (add --out-dir)"),
            (["--force", "--resume", "--out-dir", "out"], "--force and --resume: contradict each other"),
            (["-j", "0"], "0 is not in the range"),
            (["--timeout", "-1"], "-1.0 is not in the range"),
        ],
    )
    def test_wrong_use(self, folder: Path, arguments: list[str], said: str) -> None:
        done = invoke("parse", "in", *arguments)
        assert done.exit_code == 2
        assert said in done.stderr
        assert not Path("out").exists()

    def test_quiet(self, folder: Path) -> None:
        Path("in/0/001.txt").write_bytes(b"")
        done = parse("-q")
        assert done.exit_code == 3
        assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["in/0/001.txt"]

    def test_plain_lines_count(self, folder: Path) -> None:
        done = parse("--progress", "plain")
        counts = [line.split(" ")[0] for line in done.stderr.splitlines()[:-1]]
        assert len(counts) == 3
        assert counts == sorted(counts)
        assert counts[-1] == "[3/3]"

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
    def test_a_bar_on_a_terminal(self, folder: Path) -> None:
        import pty

        Path("in/0/001.txt").write_bytes(b"")
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "govtask_cli", "parse", "in", "--out-dir", "out"],
            env={**environment(), "TERM": "xterm", "COLUMNS": "120"},
            stderr=theirs,
        )
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # Linux says so when the other side has closed
            assert process.wait() == 3
        os.close(ours)
        text = said.decode()
        assert re.search(r"govtask  \[#+\]  3/3  +[0-9.]+/s, 1 failed", text)
        assert "\r\x1b[Kgovtask: in/0/001.txt: is empty" in text
        assert "2 written; 1 FAILED (失败): unreadable 1;" in text.splitlines()[-1]

    def test_many_documents_are_not_told_one_by_one(self, folder: Path) -> None:
        fill(30)
        assert len(parse().stderr.splitlines()) == 1


class TestDamage:
    def test_a_line_without_an_end_is_cut_off(self, folder: Path) -> None:
        parse()
        whole = Path("out", NAME).read_bytes()
        Path("out", NAME).write_bytes(whole[:-40])
        assert last(parse("--resume")) == "1 written; 2 unchanged (未变)"
        assert len(entries()) == 3

    def test_another_manifest_is_not_touched(self, folder: Path) -> None:
        Path("out").mkdir()
        Path("out", NAME).write_text('{"name": "somebody else\'s"}\n', encoding="utf-8")
        done = parse()
        assert done.exit_code == 2
        assert "is no manifest of govtask" in done.stderr
        assert [path.name for path in Path("out").iterdir()] == [NAME]

    def test_temporary_files_of_killed_runs_are_removed(self, folder: Path) -> None:
        Path("out/0").mkdir(parents=True)
        left = [Path("out/0/.001.json.abcd_123.part"), Path(f"out/.{NAME}.abcd_123.part")]
        kept = [Path("out/0/report.part"), Path("out/.hidden")]
        for path in (*left, *kept):
            path.touch()
        parse()
        assert [path.exists() for path in (*left, *kept)] == [False, False, True, True]

    def test_temporary_files_of_one_output_are_removed(self, folder: Path) -> None:
        left, other = Path(".all.jsonl.abcd_123.part"), Path(".other.jsonl.abcd_123.part")
        left.touch()
        other.touch()
        assert invoke("parse", "in", "-o", "all.jsonl").exit_code == 0
        assert (left.exists(), other.exists()) == (False, True)

    def test_two_runs_do_not_work_in_one_folder(self, folder: Path) -> None:
        parse()
        hold = "import sys, time; from pathlib import Path; from govtask_cli.batch.manifest import Manifest\n"
        hold += "with Manifest.open(Path('out')):\n    print('held', flush=True)\n    sys.stdin.read()\n"
        with subprocess.Popen(
            [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"held\n"
            done = parse()
            assert other.stdin is not None
            other.stdin.close()
        assert done.exit_code == 2
        assert "out: another run is at work in it" in done.stderr
        assert parse().exit_code == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_under_an_output_stops_the_run(self, folder: Path) -> None:
        fill(40)
        Path("out/0").mkdir(parents=True)
        Path("out/0/000.json").write_text("old", encoding="utf-8")
        Path("out/0/001.json").symlink_to("/dev/full")
        done = parse()
        assert done.exit_code == 2
        assert "out/0/001.json: cannot be written: No space left on device" in done.stderr
        assert "--resume" in done.stderr
        assert "not done (未处理)" in last(done)
        Path("out/0/001.json").unlink()
        done = parse("--resume")
        assert done.exit_code == 0
        assert len(entries()) == len(list(Path("out").rglob("*.json"))) == 40

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_under_the_manifest_stops_the_run(self, folder: Path) -> None:
        Path("out").mkdir()
        Path("out", NAME).symlink_to("/dev/full")
        done = parse()
        assert done.exit_code == 2
        assert f"out/{NAME}: cannot be written: No space left on device" in done.stderr

    @pytest.mark.parametrize("locked", ["out", "out/0"])
    def test_a_folder_without_the_right_to_write(self, folder: Path, locked: str) -> None:
        Path("out/0").mkdir(parents=True)
        Path("out/0/000.json").write_text("old", encoding="utf-8")
        Path(locked).chmod(0o500)
        try:
            done = as_a_mere_user("parse", "in", "--out-dir", "out", "-j", "2")
        finally:
            Path(locked).chmod(0o755)
        assert done.returncode == 2
        said = done.stderr.decode()
        assert "cannot be written: Permission denied" in said or "no right to write into" in said
        assert "written" not in said.splitlines()[-1].replace("cannot be written", "")
        assert Path("out/0/000.json").read_text(encoding="utf-8") == "old"

    def test_the_manifest_itself(self, folder: Path) -> None:
        with pytest.raises(UsageError, match="there is no"):
            Manifest.open(folder, must_exist=True)
        with pytest.raises(WriteError, match="cannot be written"):
            Manifest.open(folder / "missing")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])}


def as_a_mere_user(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """govtask as somebody who is bound to the rights of files, which root is not."""
    bound: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root without setpriv")
        bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    command = [*bound, sys.executable, "-m", "govtask_cli", *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, check=False)


def started(*arguments: str, out: str = "out") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "govtask_cli", "parse", "in", "--out-dir", out, "-j", "2", *arguments],
        env=environment(),
        stderr=subprocess.PIPE,
        preexec_fn=interruptible,
    )


def interruptible() -> None:
    """A shell's background job, which the tests may be, ignores SIGINT and bequeaths that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def lines(out: str = "out") -> int:
    path = Path(out, NAME)
    return path.read_bytes().count(b"\n") if path.exists() else 0


def whole(out: str = "out") -> dict[str, bytes]:
    """The outputs, each of which must be whole."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in Path(out).rglob("[!.]*.json")}
    for data in found.values():
        json.loads(data)
    return found


def killed_and_resumed(moment: float | int) -> tuple[int, int]:
    """Run, kill after so many seconds, or lines of the manifest, and resume; how many documents were done before,
    and how many outputs were written but not in the manifest."""
    shutil.rmtree("out", ignore_errors=True)
    process = started("-q")
    if isinstance(moment, int):
        wait_for(lambda: lines() >= moment, 60)
    else:
        time.sleep(moment)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(map(is_alive, workers)))
    before, outputs = lines(), whole()
    done = parse(*(["--resume"] if Path("out", NAME).exists() else []))
    assert done.exit_code == 0, done.stderr
    assert before == 0 or f"{before:,} unchanged" in last(done)
    return before, len(outputs) - before


def test_a_killed_run_goes_on(folder: Path) -> None:
    fill(60)
    process = started("-q")
    wait_for(lambda: lines() >= 5, 60)
    process.kill()
    process.communicate()
    before = lines()
    assert before < 60
    done = parse("--resume")
    assert done.exit_code == 0
    assert last(done) == f"{60 - before} written; {before} unchanged (未变)"
    assert len(whole()) == len(entries()) == 60
    assert not list(Path("out").rglob("*.part"))


def test_an_interrupted_run_says_how_to_go_on(folder: Path) -> None:
    fill(200)
    process = started()
    wait_for(lambda: lines() >= 5, 60)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    text = said.decode()
    assert "documents are done; go on with the same command and --resume" in text
    assert text.splitlines()[-1] == "govtask: interrupted (已中断)"
    assert "Traceback" not in text
    assert not list(Path("out").rglob("*.part"))
    before = lines()
    assert 5 <= before < 200
    assert last(parse("--resume")) == f"{200 - before} written; {before} unchanged (未变)"


@pytest.mark.archives
def test_300_documents_killed_at_random_moments(folder: Path) -> None:
    """At most what was in flight is done again: what two workers hold, and what each of them has just told."""
    fill(COUNT)
    assert parse("-q", out="whole").exit_code == 0
    expected = whole("whole")
    assert len(expected) == COUNT
    dice = random.Random(20310305)
    moments = [dice.uniform(0.05, 1.5) for _ in range(3)] + [dice.randrange(COUNT) for _ in range(5)]
    for moment in moments:
        before, lost = killed_and_resumed(moment)
        assert 0 <= lost <= 2 * (AHEAD + 1), (
            f"{lost} documents were written and not in the manifest after {before}"
        )
        assert whole() == expected
        assert list(entries()) == [f"{number // 100}/{number:03}.txt" for number in range(COUNT)]
        assert not list(Path("out").rglob("*.part"))


@pytest.mark.archives
def test_300_documents_interrupted_by_a_terminal(folder: Path) -> None:
    """Ctrl-C goes to all processes of the terminal: to the workers as well."""
    fill(COUNT)
    process = subprocess.Popen(
        [sys.executable, "-m", "govtask_cli", "parse", "in", "--out-dir", "out", "-j", "2"],
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=interruptible,
    )
    wait_for(lambda: lines() >= 20, 60)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert parse("--resume").exit_code == 0
    assert len(whole()) == len(entries()) == COUNT


@pytest.mark.archives
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small file system")
def test_a_disk_that_fills_up(folder: Path) -> None:
    fill(COUNT)
    Path("out").mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", "out"], check=False).returncode:
        pytest.skip("no right to mount")
    try:
        done = parse()
        assert done.exit_code == 2
        assert "No space left on device" in done.stderr
        assert 0 < len(entries()) < COUNT
        assert len(whole()) >= len(entries())
        assert not list(Path("out").rglob("*.part"))
        subprocess.run(["mount", "-o", "remount,size=64m", "out"], check=True)
        assert parse("--resume").exit_code == 0
        assert len(whole()) == len(entries()) == COUNT
    finally:
        subprocess.run(["umount", "out"], check=True)
