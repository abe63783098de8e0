"""The file that is written: it appears whole or not at all, and it is never one of the inputs."""

from __future__ import annotations

import os
import stat
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
