"""The inputs of a run: which files they are, what they are called, and their bytes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from govtask_cli.errors import ReadError, UsageError

if TYPE_CHECKING:
    from govtask_cli.readers.options import Limits

STDIN = "-"
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read.

    path: the file, None for standard input; for a member of an archive that of the archive. label: how the user
    named it, for messages. name: what the records call it. place: where it stands among the inputs (relative,
    never upwards), for --out-dir. load: what gives its bytes, where it is no file of its own.
    """

    path: Path | None
    label: str
    name: str
    place: Path
    load: Callable[[], bytes] | None = field(default=None, compare=False)

    def read(self) -> bytes:
        """The bytes. Raises ReadError."""
        if self.load is not None:
            return _not_empty(self.load(), self.label)
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


def chosen(
    files: Sequence[str], stdin_filename: str | None = None, limits: Limits | None = None
) -> list[Input]:
    """The inputs in the order given; a file that is named twice is read once. An archive (.zip, .eml) gives its
    members, and `archive.zip/notice.docx` names one of them.

    A name in the records is the file's own name, or its place where several files share it; before the path of a
    member stands the archive's. Raises UsageError where standard input is named twice.
    """
    return [member for one in _files(files, stdin_filename) for member in _members(one, limits)]


def single(file: str, stdin_filename: str | None = None, limits: Limits | None = None) -> Input:
    """The one input that a command takes. Raises UsageError where it is an archive of several."""
    inputs = chosen([file], stdin_filename, limits)
    if len(inputs) == 1:
        return inputs[0]
    named = "、".join(one.label for one in inputs[:_FEW]) + ("…" if len(inputs) > _FEW else "")
    raise UsageError(file, f"is an archive of {len(inputs)} documents (压缩包)", f"name one of them: {named}")


def only(source: str | PathLike[str] | bytes, name: str | None = None) -> Input:
    """The one document in a file or in its bytes. Raises ReadError where it is an archive of several."""
    found = documents(source, name)
    if len(found) == 1:
        return found[0]
    cure = "read each: for one in govtask_cli.documents(…): govtask_cli.parse(one.read(), name=one.name)"
    raise ReadError(found[0].label, f"stands in an archive of {len(found)} documents (压缩包)", cure)


def documents(source: str | PathLike[str] | bytes, name: str | None = None) -> list[Input]:
    """The documents in a file or in its bytes: itself, or the members of an archive."""
    if isinstance(source, bytes):
        called = name or "document"
        return list(_opened(Input(None, called, called, Path(called), lambda: source), source, None))
    path = Path(source)
    return list(_members(Input(path, str(path), name or path.name, Path(path.name)), None))


def _members(one: Input, limits: Limits | None) -> Iterator[Input]:
    """An input, or the members of the archive that it is."""
    if one.path is None:
        try:
            data = one.read()
        except ReadError as error:
            yield replace(one, load=_raising(error))
            return
        yield from _opened(replace(one, load=lambda: data), data, limits)
        return
    archive, _, inside = _divided(str(one.path))
    if inside:
        whole = replace(one, path=Path(archive), label=archive, name=Path(archive).name)
        wanted = [each for each in _opened(whole, None, limits) if each.label == f"{archive}/{inside}"]
        yield from (replace(each, place=one.place, label=one.label) for each in wanted)
        if not wanted:
            cause = f"{archive} holds no such file (压缩包内没有该文件)"
            missing = ReadError(one.label, cause, f"see what is in it: govtask parse {archive}")
            yield replace(one, load=_raising(missing))
        return
    yield from _opened(one, None, limits)


def _divided(file: str) -> tuple[str, str, str]:
    """A path that goes on inside a file: the file, and the path in it ("" where the path is a file itself)."""
    path = Path(file)
    if path.exists():
        return file, "", ""
    for above in path.parents:
        if above.is_file():
            return str(above), "/", path.relative_to(above).as_posix()
    return file, "", ""


def _opened(one: Input, data: bytes | None, limits: Limits | None) -> Iterator[Input]:
    """The members of an input that is an archive, the input itself where it is none."""
    from govtask_cli import archives
    from govtask_cli.readers.options import Limits

    if not archives.may_be_archive(_head(one.path, archives.HEAD) if data is None else data[: archives.HEAD]):
        yield one
        return
    try:
        whole = one.read() if data is None else data
        if not archives.is_archive(whole):
            yield one
            return
        members = archives.Archive(one.read, one.label, limits or Limits()).members()
    except ReadError as error:
        yield replace(one, load=_raising(error))
        return
    for member in members:
        yield Input(
            path=one.path,
            label=f"{one.label}/{member.path}",
            name=f"{one.name}/{member.path}",
            place=one.place.with_suffix("") / member.path,
            load=member.read,
        )


def _head(path: Path | None, size: int) -> bytes:
    """The first bytes of a file; none where it cannot be read, which its reading will tell."""
    if path is None or not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _raising(error: ReadError) -> Callable[[], bytes]:
    def load() -> NoReturn:
        raise error

    return load


def _real(file: str) -> str:
    """The file that a name leads to; a name that no file can have leads to itself."""
    try:
        return os.path.realpath(file)
    except ValueError:
        return file


def _files(files: Sequence[str], stdin_filename: str | None) -> list[Input]:
    """An input for each file, archives unopened."""
    if files.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is named twice", "name it once")
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(STDIN if file == STDIN else _real(file), file)
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
