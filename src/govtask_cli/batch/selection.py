"""Which files a run takes: those that are named, and those in folders, patterns (globs) and lists (@list.txt).

All of them may be addresses (s3://bucket/2031/*.docx).
"""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from pathlib import Path, PurePath
from typing import Final

from govtask_cli.addresses import Address, is_address, local, source
from govtask_cli.addresses.address import fitting
from govtask_cli.addresses.redaction import LINK
from govtask_cli.errors import ReadError, UsageError
from govtask_cli.inputs import STDIN, read_file, read_stdin

LIST: Final = "@"
_PATTERN: Final = re.compile(r"[*?\[]")
_ARCHIVES: Final = frozenset({".zip", ".eml"})
_BESIDE: Final = ("~$", ".")
"""What editors leave beside documents, and hidden files and folders, begin so."""
_TOLD: Final = 5


@dataclass(slots=True)
class Selection:
    """The files of a run in order, with their places below the folder that they were found in.

    passed: how many files of which suffix folders hold that were not taken.
    """

    files: list[str] = field(default_factory=list)
    places: dict[str, Path] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)

    def remark(self) -> str | None:
        """12 other files in folders were left out: .jpg 8, .exe 4."""
        if not self.passed:
            return None
        most = sorted(self.passed.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]
        kinds = ", ".join(f"{suffix or 'no suffix'} {count:,}" for suffix, count in most)
        more = ", …" if len(self.passed) > _TOLD else ""
        return f"{self.passed.total():,} other files in folders were left out (未选取): {kinds}{more}"


class Filters:
    """--include and --exclude: patterns of file names, or of paths below the folder where they hold a /."""

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self._include = [_Glob(each) for each in include]
        self._exclude = [_Glob(each) for each in exclude]

    def excluded(self, path: PurePath) -> bool:
        """Whether a file or a folder is left out."""
        return any(each.matches(path) for each in self._exclude)

    def wanted(self, path: PurePath) -> bool:
        """Whether a file is taken: by --include, which alone decides where it is given, or since it is readable."""
        if self._include:
            return any(each.matches(path) for each in self._include)
        return is_readable(path.name)


class _Glob:
    """One pattern."""

    def __init__(self, pattern: str) -> None:
        plain = pattern.rstrip("/")
        if not plain:
            raise UsageError(repr(pattern), "is no pattern", "write for example '*.docx' or 'drafts/*'")
        self._whole = "/" in plain
        self._regex = re.compile(translate(plain.lstrip("/")))

    def matches(self, path: PurePath) -> bool:
        return self._regex.match(path.as_posix() if self._whole else path.name) is not None


def is_readable(name: str) -> bool:
    """Whether a file of this name is a document that is read, or an archive of such."""
    from govtask_cli.readers.suffixes import promised

    return Path(name).suffix.lower() in _ARCHIVES or not _formats().isdisjoint(promised(name))


@cache
def _formats() -> frozenset[str]:
    """The formats that are read here: pictures only where their text can be recognised."""
    from govtask_cli.readers import READERS
    from govtask_cli.readers.scan.recognition import is_there

    readers = (reader for reader in READERS if reader.extra != "ocr" or is_there())
    return frozenset(each for reader in readers for each in reader.formats)


def select(arguments: Sequence[str], filters: Filters, leave_out: Iterable[Path] = ()) -> Selection:
    """The files that the arguments of a command name.

    A folder gives its readable files (all levels, sorted), a pattern what it matches, @list.txt what its lines
    name, and @- the lines of standard input. `leave_out` are folders and files that are never taken from a folder:
    what the run itself writes. Raises UsageError, or ReadError where there is nothing to read.
    """
    if LIST + STDIN in arguments and STDIN in arguments:
        raise UsageError(STDIN, "standard input is both a list and a document", "put the list into a file")
    named = [name for argument in arguments for name in _named(argument)]
    found = Selection()
    out = {os.path.realpath(each) for each in leave_out}
    folders = {name for name in named if name != STDIN and _is_folder(name)}
    for name in named:
        path = source(name)
        if name not in folders:
            if name == STDIN or not filters.excluded(_named_path(path)):
                found.files.append(name)
        elif isinstance(path, Address):
            _add_remote(found, path, filters, alone=len(named) == 1)
        else:
            _add_folder(found, path, filters, out, alone=len(named) == 1)
    if not found.files:
        _nothing(arguments, found)
    return found


def _nothing(arguments: Sequence[str], found: Selection) -> None:
    remark = found.remark()
    raise ReadError(
        ", ".join(str(source(each)) for each in arguments[:_TOLD]),
        f"no document to read (没有可读的文件){f'; {remark}' if remark else ''}",
        "govtask formats lists what is read, --include takes other names",
    )


def _named(argument: str) -> Iterator[str]:
    """What one argument stands for: itself, the lines of a list, or what a pattern matches."""
    if argument.startswith(LIST) and len(argument) > 1 and not Path(argument).exists():
        yield from map(local, _listed(argument[1:]))
    elif is_address(argument := local(argument)):
        yield from _matched(source(argument))
    elif argument != STDIN and _PATTERN.search(argument) and not os.path.lexists(argument):
        # What matches nothing stays as it is: reading it tells that there is no such file.
        yield from sorted(glob.glob(argument, recursive=True)) or [argument]  # noqa: PTH207 (a pattern, not a folder and a pattern)
    else:
        yield argument


def _listed(file: str) -> Iterator[str]:
    """The names in a list: one a line, or divided by zero bytes as `find -print0` writes them."""
    data = read_stdin("@-") if file == STDIN else read_file(source(file))
    data = data.removeprefix(b"\xef\xbb\xbf")
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    for name in names:
        if name.strip():
            yield _decoded(name)


def _decoded(name: bytes) -> str:
    """A name as the file system has it; a list that was written on Windows is UTF-8 all the same."""
    return os.fsdecode(name) if sys.platform != "win32" else name.decode("utf-8", "replace")


def _add_folder(found: Selection, folder: Path, filters: Filters, out: set[str], *, alone: bool) -> None:
    """All files of a folder that are taken, in the order of their paths."""
    above = Path() if alone else Path(folder.resolve().name)
    for path in _walked(folder, folder, filters, out):
        below = path.relative_to(folder)
        if filters.excluded(below):
            continue
        if not filters.wanted(below):
            found.passed[path.suffix.lower()] += 1
            continue
        found.files.append(str(path))
        found.places[str(path)] = above / below


def _matched(address: Path | Address) -> Iterator[str]:
    """The addresses that one stands for: itself, or what its pattern matches."""
    if not isinstance(address, Address):
        return
    from govtask_cli.addresses import store

    store.check(address)
    found = store.matching(address) if address.is_pattern else []
    yield from [each.url for each in found if not _is_beside(PurePath(each.name))] or [address.url]


def _is_folder(name: str) -> bool:
    """Whether a name is that of a folder. Of addresses only those are asked that do not look like a document, and
    none of the web: every page with links would be one."""
    path = source(name)
    if not isinstance(path, Address):
        return path.is_dir()
    if path.is_web or (is_readable(path.name) and not path.url.endswith("/")):
        return False
    from govtask_cli.addresses import store

    return store.is_folder(path)


def _named_path(path: Path | Address) -> PurePath:
    return path.place if isinstance(path, Address) else path


def _is_beside(path: PurePath) -> bool:
    """Whether a path leads to what is hidden, or what editors leave."""
    return any(step.startswith(_BESIDE) for step in path.parts)


def _add_remote(found: Selection, folder: Address, filters: Filters, *, alone: bool) -> None:
    """All files below an address that are taken, in the order of their paths."""
    from govtask_cli.addresses import store

    above = Path() if alone else Path(folder.name)
    for below in store.files_below(folder):
        path = PurePath(below)
        if _is_beside(path) or any(filters.excluded(each) for each in (path, *path.parents[:-1])):
            continue
        if LINK in below or not filters.wanted(path):
            found.passed[path.suffix.lower() if LINK not in below else f"{LINK} in its name"] += 1
            continue
        name = folder.joined(below).url
        found.files.append(name)
        found.places[name] = above / fitting(below)


def _walked(top: Path, folder: Path, filters: Filters, out: set[str]) -> Iterator[Path]:
    """Files below a folder; hidden ones are not there, and links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        cause = f"the folder cannot be read: {error.strerror or error} (无权读取)"
        raise ReadError(str(folder), cause, "change its rights, or leave it out with --exclude") from error
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(_BESIDE) or (out and os.path.realpath(path) in out):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not filters.excluded(path.relative_to(top)):
                yield from _walked(top, path, filters, out)
        elif entry.is_file():
            yield path
