"""The file that is written: it appears whole or not at all, and it is never one of the inputs."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from govtask_cli.errors import WriteError


def check(target: Path, inputs: Iterable[Path] = ()) -> None:
    """Raise WriteError where `target` cannot be written or is one of `inputs` (by whatever name)."""
    for source in inputs:
        if _same(target, source):
            raise WriteError(str(target), f"is the input {source}", "choose another output name")
    if target.is_dir():
        raise WriteError(str(target), "is a folder (文件夹)", "name a file, or use --out-dir")
    folder = _real(target).parent
    if not folder.is_dir():
        raise WriteError(str(target), f"there is no folder {folder}", f"make it first: mkdir -p {folder}")
    if _special(target):
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(
            str(target), f"no right to write into {folder}", "choose another folder, or change its rights"
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise WriteError(str(target), "is write-protected", "choose another name, or change its rights")


def make_folder(folder: Path) -> None:
    """The folder and those above it. Raises WriteError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise WriteError(
            str(folder), "is a file, not a folder", "choose another name for --out-dir"
        ) from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise WriteError(str(folder), f"cannot be made: {cause}", "choose another folder") from error


def sweep(target: Path) -> None:
    """Remove the temporary files of runs that were killed while they wrote `target`; those of living runs stay."""
    real = _real(target)
    pattern = re.compile(re.escape(f".{real.name[:80]}.") + r"[a-z0-9_]{8}\.part")
    for path in real.parent.iterdir():
        if pattern.fullmatch(path.name) and not _is_held(path):
            path.unlink(missing_ok=True)


def _hold(handle: int) -> None:
    """Mark an open file as in use, until this process closes it or ends."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):  # a file system without locks
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(path: Path) -> bool:
    """Whether a living process writes the file. Windows refuses to remove such files by itself."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        with path.open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


class Protected:
    """The inputs of a run, which no output may replace; asked once for each output, however many they are."""

    def __init__(self, inputs: Iterable[Path]) -> None:
        self._paths: set[str] = set()
        self._files: set[tuple[int, int]] = set()
        for source in inputs:
            self._paths.add(os.path.realpath(source))
            if (found := _identity(source)) is not None:
                self._files.add(found)

    def check(self, target: Path) -> None:
        """Raise WriteError where `target` is an input, by whatever name."""
        found = _identity(target)
        if (found is not None and found in self._files) or os.path.realpath(target) in self._paths:
            raise WriteError(str(target), "is the input of that name", "choose another output name or folder")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become `target` when the block ends well; otherwise nothing is left behind.

    Raises WriteError where the system refuses.
    """
    if _special(target):
        with _explained(target), target.open("wb") as stream:
            yield stream
        return
    real = _real(target)
    with _explained(target):
        handle, name = tempfile.mkstemp(prefix=f".{real.name[:80]}.", suffix=".part", dir=real.parent)
    try:
        with _explained(target):
            with os.fdopen(handle, "wb") as stream:
                _hold(handle)
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(_mode(real))
            Path(name).replace(real)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """What the system says, as an error that names the file and the cure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        cause = error.strerror or str(error)
        raise WriteError(
            str(target), f"cannot be written: {cause}", "free the file or the disk, or choose another place"
        ) from error


def _real(target: Path) -> Path:
    """The file behind symbolic links: a link stays a link."""
    return Path(os.path.realpath(target))


def _same(target: Path, source: Path) -> bool:
    if _real(target) == _real(source):
        return True
    try:
        return target.samefile(source)
    except OSError:
        return False


def _special(target: Path) -> bool:
    """A pipe or a device (/dev/stdout), which cannot be replaced by a new file."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _mode(real: Path) -> int:
    """The rights of the file that is replaced, or those that a new file gets."""
    try:
        return stat.S_IMODE(real.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
