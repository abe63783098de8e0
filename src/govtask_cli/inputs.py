"""The inputs of a run: which files they are, what they are called, and their bytes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from govtask_cli.addresses import Address, source
from govtask_cli.errors import ReadError, UsageError
from govtask_cli.places import places_of, printable, real

if TYPE_CHECKING:
    from govtask_cli.readers.options import Limits

STDIN = "-"
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read.

    path: the file or its address, None for standard input; for a member of an archive that of the archive. label: how
    the user named it, for messages. name: what the records call it. place: where it stands among the inputs (relative,
    never upwards), for --out-dir. load: what gives its bytes, where it is no file of its own. inside: where it
    stands in the archive `path`, which `member` reads as well.
    """

    path: Path | Address | None
    label: str
    name: str
    place: Path
    load: Callable[[], bytes] | None = field(default=None, compare=False)
    inside: str | None = None

    def read(self) -> bytes:
        """The bytes. Raises ReadError."""
        if self.load is not None:
            return _not_empty(self.load(), self.label)
        return read_stdin(self.label) if self.path is None else read_file(self.path)


def read_file(path: Path | Address) -> bytes:
    """The bytes of a file. Raises ReadError where it is missing, a folder, forbidden or empty; UsageError where its
    address needs what is not installed."""
    label = str(path)
    if isinstance(path, Address):
        from govtask_cli.addresses import store

        return _not_empty(store.read(path), label)
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


def member(path: Path | Address, inside: str, label: str, limits: Limits | None = None) -> bytes:
    """The bytes of one document in an archive, the same whatever was read before. Raises ReadError.

    The archive stays open for the next one of it: to read its list for each would take a large one forever.
    """
    from govtask_cli.readers.options import Limits

    alone = _alone(path, str(path), limits or Limits()).get(inside)
    if alone is None:
        cause = f"{path} holds no such file any more (压缩包内没有该文件)"
        raise ReadError(label, cause, f"see what is in it: govtask parse {path}")
    return _not_empty(alone(), label)


@lru_cache(maxsize=1)
def _alone(path: Path | Address, label: str, limits: Limits) -> dict[str, Callable[[], bytes]]:
    """Path in the archive → what gives the bytes."""
    from govtask_cli.archives import Archive

    members = Archive(lambda: read_file(path), label, limits).members()
    return {each.path: each.alone for each in members}


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file. Raises ReadError as `read_file` does."""
    if not path.is_file():
        return read_file(path)[:size]
    with path.open("rb") as file:
        return _not_empty(file.read(size), str(path))


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
    files: Sequence[str],
    stdin_filename: str | None = None,
    limits: Limits | None = None,
    places: Mapping[str, Path] | None = None,
) -> list[Input]:
    """The inputs in the order given; a file that is named twice is read once. An archive (.zip, .eml) gives its
    members, and `archive.zip/notice.docx` names one of them.

    A name in the records is the file's own name, or its place where several files share it; an address is called as
    it is, without its secrets; before the path of a member stands the archive's. `places` says where files stand that
    were found in folders, and what the records call them. Raises UsageError where standard input is named twice.
    """
    named = _files(files, stdin_filename, places or {})
    return [member for one in named for member in _members(one, limits)]


def single(file: str, stdin_filename: str | None = None, limits: Limits | None = None) -> Input:
    """The one input that a command takes. Raises UsageError where it is an archive of several."""
    inputs = chosen([file], stdin_filename, limits)
    if len(inputs) == 1:
        return inputs[0]
    named = "、".join(one.label for one in inputs[:_FEW]) + ("…" if len(inputs) > _FEW else "")
    raise UsageError(
        str(source(file)), f"is an archive of {len(inputs)} documents (压缩包)", f"name one of them: {named}"
    )


def only(given: str | PathLike[str] | bytes, name: str | None = None) -> Input:
    """The one document in a file or in its bytes. Raises ReadError where it is an archive of several."""
    found = documents(given, name)
    if len(found) == 1:
        return found[0]
    cure = "read each: for one in govtask_cli.documents(…): govtask_cli.parse(one.read(), name=one.name)"
    raise ReadError(found[0].label, f"stands in an archive of {len(found)} documents (压缩包)", cure)


def documents(given: str | PathLike[str] | bytes, name: str | None = None) -> list[Input]:
    """The documents in a file or in its bytes: itself, or the members of an archive."""
    if isinstance(given, bytes):
        called = name or "document"
        return list(_opened(Input(None, called, called, Path(called), lambda: given), given, None))
    path = source(given) if isinstance(given, str) else Path(given)
    own = str(path) if isinstance(path, Address) else path.name
    return list(_members(Input(path, str(path), name or own, Path(path.name)), None))


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
    archive, inside = _divided(one.path)
    if inside:
        own = str(archive) if isinstance(archive, Address) else archive.name
        load = None if one.load is None else lambda: read_file(archive)
        whole = replace(one, path=archive, label=str(archive), name=own, load=load)
        wanted = [each for each in _opened(whole, None, limits) if each.label == f"{archive}/{inside}"]
        yield from (replace(each, place=one.place, label=one.label) for each in wanted)
        if not wanted:
            cause = f"{archive} holds no such file (压缩包内没有该文件)"
            missing = ReadError(one.label, cause, f"see what is in it: govtask parse {archive}")
            yield replace(one, load=_raising(missing))
        return
    yield from _opened(one, None, limits)


def _divided(path: Path | Address) -> tuple[Path | Address, str]:
    """A path that goes on inside a file: the file, and the path in it ("" where the path is a file itself)."""
    if isinstance(path, Address):
        from govtask_cli.addresses import store

        return next((each for each in path.divided() if store.is_file(each[0])), (path, ""))
    if path.exists():
        return path, ""
    for above in path.parents:
        if above.is_file():
            return above, path.relative_to(above).as_posix()
    return path, ""


def _opened(one: Input, data: bytes | None, limits: Limits | None) -> Iterator[Input]:
    """The members of an input that is an archive, the input itself where it is none."""
    from govtask_cli import archives
    from govtask_cli.readers.options import Limits

    if data is None and isinstance(one.path, Address):
        may_be = one.path.is_archive  # by its name: to ask for the bytes of each would be a journey
    else:
        may_be = archives.may_be_archive(
            _head(one.path, archives.HEAD) if data is None else data[: archives.HEAD]
        )
    if not may_be:
        yield one
        return
    try:
        whole = one.read() if data is None else data
        if not archives.is_archive(whole):
            yield one
            return
        members = archives.Archive(_again(whole, one.read), one.label, limits or Limits()).members()
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
            inside=member.path if data is None and one.load is None else None,
        )


def _head(path: Path | Address | None, size: int) -> bytes:
    """The first bytes of a file; none where it cannot be read, which its reading will tell."""
    if not isinstance(path, Path) or not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _again(data: bytes, load: Callable[[], bytes]) -> Callable[[], bytes]:
    """What gives these bytes once, and later what is loaded then: they are not kept meanwhile."""
    held = [data]
    return lambda: held.pop() if held else load()


def _raising(error: ReadError) -> Callable[[], bytes]:
    def load() -> NoReturn:
        raise error

    return load


def _files(
    files: Sequence[str], stdin_filename: str | None, known: Mapping[str, Path] = MappingProxyType({})
) -> list[Input]:
    """An input for each file, archives unopened."""
    if files.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is named twice", "name it once")
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(STDIN if file == STDIN else real(file), file)
    names = list(unique.values())
    places = {**places_of([name for name in names if name != STDIN and name not in known]), **known}
    places[STDIN] = Path(Path(stdin_filename or "stdin").name or "stdin")
    shared = Counter(places[name].name for name in names)
    return [
        _input(name, stdin_filename, places[name], shared[places[name].name] == 1 and name not in known)
        for name in names
    ]


def _input(name: str, stdin_filename: str | None, place: Path, is_alone: bool) -> Input:
    """One file, archives unopened; is_alone: no other has its last name."""
    called = printable(place.name if is_alone else place.as_posix())
    if name == STDIN:
        return Input(None, stdin_filename or "standard input", called, place)
    path = source(name)
    if not isinstance(path, Address):
        return Input(path, str(path), called, place)
    from govtask_cli.addresses import store

    store.check(path)
    shown = printable(str(path))
    if path.is_of_this_process:
        return Input(path, shown, shown, place, lambda: read_file(path))
    return Input(path, shown, shown, place)
