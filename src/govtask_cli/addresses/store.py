"""What fsspec finds behind an address. Every failure is told as ours: with the address as it is shown, cause and cure.

fsspec and its drivers (s3fs for s3://, aiohttp for https://) are loaded when an address is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from govtask_cli.addresses.address import Address
from govtask_cli.addresses.redaction import LINK, WEB, without_secrets
from govtask_cli.errors import GovtaskError, ReadError, UsageError, WriteError

_PIECE: Final = 8 << 20
_CHAINED: Final = frozenset(
    {"zip", "tar", "libarchive", "dir", "simplecache", "filecache", "blockcache", "cached"}
)
"""What may stand before a :: ; fsspec leaves out what follows another one, and reads something else."""
_DRIVERS: Final = {
    "http": "'fsspec[http]'",
    "https": "'fsspec[http]'",
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "az": "adlfs",
    "oss": "ossfs",
    "sftp": "paramiko",
    "ssh": "paramiko",
    "smb": "smbprotocol",
}
"""Protocol → the package that fsspec needs for it."""
_WHOLE: Final = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"})
"""Object stores: an object is there when all of it is, and not before."""
_FORBIDDEN: Final = frozenset({401, 403, 407})
_MISSING: Final = frozenset({404, 410})


def check(address: Address) -> None:
    """Raise UsageError where fsspec, or what it needs for this address, is not installed."""
    if LINK in address.url and not set(address.protocols[:-1]) <= _CHAINED:
        cause = "goes on behind a :: that joins nothing (地址链有误)"
        raise UsageError(str(address), cause, "a chain begins with zip://, tar:// or a cache")
    for protocol in address.protocols:
        _check(protocol, str(address))


def _check(protocol: str, shown: str) -> None:
    if (trouble := _trouble(protocol)) is not None:
        raise UsageError(shown, *trouble)


@lru_cache(maxsize=32)
def _trouble(protocol: str) -> tuple[str, str] | None:
    """Why a protocol cannot be used here, and what to do about it."""
    try:
        import fsspec
    except ImportError:
        return "is an address, which needs fsspec (未安装)", "pip install 'govtask-cli[remote]'"
    try:
        fsspec.get_filesystem_class(protocol)
    except ValueError:
        cure = "check the spelling; a file of such a name is ./name"
        return f"{protocol}:// is no protocol that fsspec knows (未知协议)", cure
    except ImportError as error:
        driver = _DRIVERS.get(protocol)
        cure = f"pip install {driver}" if driver else "install what it names"
        return f"{protocol}:// needs a driver that is not installed (未安装): {error}", cure
    return None


def read(address: Address, limit: int | None = None) -> bytes:
    """The bytes of a file; at most `limit` of them, by default as many as an archive may unpack to. Raises ReadError."""
    from govtask_cli.readers.options import Limits

    most = Limits().total if limit is None else limit
    data = bytearray()
    with _explained(address):
        for piece in _pieces(address, most + 1):
            data += piece
            if len(data) > most:
                cause = f"has more than {most >> 20} MB (文件过大)"
                raise ReadError(str(address), cause, "copy it here and read the copy")
    return bytes(data)


def is_folder(address: Address) -> bool:
    """Whether there are files below an address. What cannot be asked is none: its reading will tell why."""
    return _says(address, "isdir")


def is_file(address: Address) -> bool:
    """Whether an address is that of a file, as far as can be told."""
    return _says(address, "isfile")


def _says(address: Address, question: Literal["isdir", "isfile"]) -> bool:
    try:
        with _explained(address):
            fs, path = _found(address)
            return bool(getattr(fs, question)(path))
    except ReadError:
        return False


def files_below(folder: Address) -> list[str]:
    """The paths of all files below a folder, as seen from there, sorted. Raises ReadError."""
    with _explained(folder):
        fs, path = _found(folder)
        return _below(fs.find(path), path)


def matching(pattern: Address) -> list[Address]:
    """What a pattern matches, sorted. Raises ReadError."""
    folder = pattern.folder()
    with _explained(pattern):
        fs, path = _found(pattern)
        _, above = _found(folder)
        return [folder.joined(below) for below in _below(fs.glob(path), above)]


def check_target(address: Address, inputs: Sequence[Address]) -> None:
    """Raise WriteError where an address cannot be written whole or not at all, or is an input."""
    check(address)
    if address.protocols[0] not in _WHOLE or len(address.protocols) > 1:
        cause = "cannot be written whole or not at all (无法整体写入)"
        raise WriteError(str(address), cause, "write a file here and copy it, or use an object store (s3://)")
    with _explained(address, "written"):
        _, path = _found(address)
        same = [each for each in inputs if each.protocols[0] in _WHOLE and _found(each)[1] == path]
    if same:
        raise WriteError(str(address), f"is the input {same[0]}", "choose another output name")


def send(file: Path, address: Address) -> None:
    """Copy a file to an address, where it appears when all of it is there. Raises WriteError."""
    with _explained(address, "written"):
        fs, path = _found(address)
        fs.put_file(str(file), path)


def _found(address: Address) -> tuple[Any, str]:
    """fsspec's file system for an address, and the path in it."""
    check(address)
    from fsspec.core import url_to_fs

    fs, path = url_to_fs(address.url)
    return fs, str(path)


def _pieces(address: Address, limit: int) -> Iterator[bytes]:
    """The first `limit` bytes. Of the web in one stream, for not every server knows ranges; and without asking for
    the size first, which some refuse and fsspec tells as a missing file."""
    fs, path = _found(address)  # an archive closes when nobody holds its file system
    how = {"block_size": 0, "size": 1} if address.protocols[0] in WEB else {}
    with fs.open(path, "rb", **how) as stream:
        while limit and (piece := stream.read(min(_PIECE, limit))):
            limit -= len(piece)
            yield piece


def _below(paths: list[str], folder: str) -> list[str]:
    """Paths as seen from a folder; marks of folders are no files."""
    above = folder.rstrip("/") + "/" if folder.rstrip("/") else ""
    inside = (path.removeprefix(above).lstrip("/") for path in paths if path.startswith(above))
    return sorted(path for path in inside if path and not path.endswith("/"))


@contextmanager
def _explained(address: Address, what: str = "read") -> Iterator[None]:
    """What a driver says, as an error of ours. Where the address holds a secret the driver's words are left out."""
    try:
        yield
    except (GovtaskError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (each driver has errors of its own)
        kind = ReadError if what == "read" else WriteError
        raise kind(str(address), *_told(address, error, what)) from None


def _told(address: Address, error: Exception, what: str) -> tuple[str, str]:
    """Cause and cure of what a driver says."""
    status = getattr(error, "status", None)
    if isinstance(error, FileNotFoundError) or status in _MISSING:
        return "there is no such file (文件不存在)", "check the address"
    if isinstance(error, IsADirectoryError):
        return "is a folder (文件夹)", "name the files in it, or give it to parse or check"
    if isinstance(error, PermissionError) or status in _FORBIDDEN:
        right = "读取" if what == "read" else "写入"
        return f"no right to have it {what} (无权{right})", "check what its driver has to sign in with"
    if isinstance(error, TimeoutError):
        return "gave no answer in time (连接超时)", "check the network, then try again"
    words = type(error).__name__
    if address.url == str(address) and (said := str(error).strip()):
        words += f": {without_secrets(said.splitlines()[0])}"
    return f"cannot be {what}: {words}", "check the address, the network, and what its driver signs in with"
