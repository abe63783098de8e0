"""LibreOffice for tests: many files in one run, and a stand-in for reading them one by one."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from govtask_cli.errors import ReadError
from govtask_cli.readers import office

SECONDS = 600
Convert = Callable[..., bytes]
"""What `office.convert` is: bytes, name, suffix, target → bytes."""


def converted(files: Mapping[str, bytes], suffix: str, to: str, seconds: float = SECONDS) -> dict[str, bytes]:
    """The files that LibreOffice could read, saved in another format, by their names. One run reads all; where one of
    them ends it, another run goes on behind that one."""
    done: dict[str, bytes] = {}
    left = list(files)
    with tempfile.TemporaryDirectory(prefix="govtask-tests-") as scratch:
        folder = Path(scratch)
        for at, name in enumerate(left):
            (folder / f"{at}.{suffix}").write_bytes(files[name])
        begin = 0
        while begin < len(left):
            _run(folder, [folder / f"{at}.{suffix}" for at in range(begin, len(left))], to, seconds)
            made = [at for at in range(begin, len(left)) if (folder / "out" / f"{at}.{to}").exists()]
            done |= {left[at]: (folder / "out" / f"{at}.{to}").read_bytes() for at in made}
            begin = max(made, default=begin - 1) + 2  # the one behind the last ended the run
    return done


def _run(folder: Path, sources: Sequence[Path], to: str, seconds: float) -> None:
    program = office.program()
    assert program is not None, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", to]
    process = subprocess.Popen(
        [*command, "--outdir", str(folder / "out"), *map(str, sources)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        print(f"LibreOffice was ended after {seconds} s")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def read_before(files: Sequence[bytes], suffix: str, to: str = "docx", seconds: float = SECONDS) -> Convert:
    """What stands for `office.convert` where it would read these files: one run has read them all before."""
    named = {hashlib.sha256(data).hexdigest(): data for data in files}
    made = converted(named, suffix, to, seconds)

    def convert(data: bytes, name: str, _suffix: str, _to: str, _timeout: float = 0) -> bytes:
        key = hashlib.sha256(data).hexdigest()
        assert key in named, "a file that was not read before"
        if key not in made:
            raise ReadError(name, "LibreOffice could not read it (文件损坏或已加密)", "save it as .docx")
        return made[key]

    return convert
