"""The inputs of a run: which files they are, what they are called, and their bytes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govtask_cli.errors import ReadError, UsageError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read.

    path: the file, None for standard input. label: how the user named it, for messages. name: what the
    records call it. place: where it stands among the inputs (relative, never upwards), for --out-dir.
    """

    path: Path | None
    label: str
    name: str
    place: Path

    def read(self) -> bytes:
        """The bytes. Raises ReadError."""
        return read_stdin(self.label) if self.path is None else read_file(self.path)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises ReadError where it is missing, a folder, forbidden or empty."""
    label = str(path)
    if path.is_dir():
        raise ReadError(label, "is a folder (文件夹)", "name the files in it, for example folder/*.txt")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(
            label, "there is no such file (文件不存在)", "check the name and the folder"
        ) from error
    except PermissionError as error:
        raise ReadError(label, "no right to read it (无权读取)", "change its rights, or copy it") from error
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise ReadError(label, f"cannot be read: {cause}", "check the name and the disk") from error
    return _not_empty(data, label)


def read_stdin(label: str = STDIN) -> bytes:
    """The bytes of standard input. Raises ReadError where there are none."""
    if sys.stdin is None:
        raise ReadError(label, "is closed", "send a document, or name a file")
    return _not_empty(sys.stdin.buffer.read(), label)


def _not_empty(data: bytes, label: str) -> bytes:
    if not data:
        raise ReadError(label, "is empty (空文件)", "check that it was saved or downloaded completely")
    return data


def check_encoding(name: str | None) -> None:
    """Raise UsageError where `name` is no text encoding that Python knows."""
    try:
        "a".encode(name or "utf-8")
    except (LookupError, UnicodeError) as error:
        raise UsageError(
            str(name), "is no text encoding", "for example utf-8, gb18030, big5, utf-16"
        ) from error


def chosen(files: Sequence[str], stdin_filename: str | None = None) -> list[Input]:
    """The inputs in the order given; a file that is named twice is read once.

    A name in the records is the file's own name, or its place where several files share it.
    Raises UsageError where standard input is named twice.
    """
    if files.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is named twice", "name it once")
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(STDIN if file == STDIN else os.path.realpath(file), file)
    labels = list(unique.values())
    places = _places([file for file in labels if file != STDIN])
    places[STDIN] = Path(Path(stdin_filename or "stdin").name or "stdin")
    shared = Counter(places[label].name for label in labels)
    return [
        Input(
            path=None if label == STDIN else Path(label),
            label=(stdin_filename or "standard input") if label == STDIN else label,
            name=_readable(place.name if shared[place.name] == 1 else place.as_posix()),
            place=place,
        )
        for label in labels
        for place in [places[label]]
    ]


def _places(files: Iterable[str]) -> dict[str, Path]:
    """Where each file stands: as named if that leads downwards, else below the folder of all others."""
    places: dict[str, Path] = {}
    elsewhere: list[str] = []
    for file in files:
        path = Path(os.path.normpath(file))
        if path.is_absolute() or path.parts[:1] == ("..",):
            elsewhere.append(file)
        else:
            places[file] = path
    if elsewhere:
        folders = {file: Path(os.path.normpath(Path(file).absolute())) for file in elsewhere}
        top = _common_folder([path.parent for path in folders.values()])
        for file, path in folders.items():
            places[file] = path.relative_to(top) if top else Path(*path.parts[1:])
    return places


def _common_folder(folders: Sequence[Path]) -> Path | None:
    """The deepest folder that holds all; None on different drives."""
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def _readable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
