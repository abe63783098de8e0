"""Archives: zip files and messages, whose members are documents of their own.

Nothing is written to disk: members are read in place, each when its turn comes. An archive in an archive is opened,
one level deep. A member that cannot be read is a document like the others, whose reading raises the error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NoReturn, Protocol

from govtask_cli.errors import ReadError
from govtask_cli.readers.container import Container
from govtask_cli.readers.options import Limits
from govtask_cli.readers.sniff import sniff

if TYPE_CHECKING:
    from govtask_cli.readers.mime import Part

HEAD: Final = 4096
"""So many bytes of a file tell whether it may be an archive."""

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_FIRST_NAME: Final = 30
_OFFICE: Final = (
    b"[Content_Types].xml", b"_rels/", b"mimetype", b"word/", b"xl/", b"ppt/", b"docProps/", b"OFD.xml", b"Doc_0/"
)  # fmt: skip
"""The first entry of a zip file that is a document itself begins so."""
_BESIDE: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems and editors leave beside documents."""
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f]")
_DRIVE: Final = re.compile("[A-Za-z]:")
_LONGEST: Final = 120
_BODY: Final = "正文"
_ATTACHED: Final = "附件"
_SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: its path in it, parts divided by /, and what gives its bytes (or raises ReadError).

    `alone` gives the same bytes, and the limits count as if all members before it had been read: what comes of it
    does not depend on who reads the others.
    """

    path: str
    read: Callable[[], bytes]
    alone: Callable[[], bytes]


_Found = tuple[str, Callable[[], bytes], Callable[[], bytes]]
"""A document's path, what gives its bytes, and what gives them alone."""


class _Box(Protocol):
    """A zip file or a message that is open."""

    def names(self) -> list[str]:
        """The names of the members as they stand in it."""

    def head(self, at: int) -> bytes:
        """The first bytes of a member."""

    def content(self, at: int) -> bytes:
        """The bytes of a member. Raises ReadError."""

    def start(self, at: int) -> None:
        """Count what is unpacked as if all members before this one had been read."""


class Archive:
    """A zip file or a message. `load` gives its bytes, which are held only while members are read."""

    def __init__(self, load: Callable[[], bytes], name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._load = load
        self._box: _Box | None = None
        self._inner: tuple[int, _Box] | None = None
        self._spent = 0
        self._waiting: set[str] = set()

    def members(self) -> list[Member]:
        """The documents in it, and those of the archives in it. Raises ReadError where it cannot be opened."""
        found: dict[str, Member] = {}
        for path, read, alone in self._documents():
            free = _free(path, found)
            found[free] = Member(free, self._once(free, read), alone)
        self._close()
        self._waiting = set(found)
        if not found:
            raise ReadError(self.name, "an archive without documents (压缩包内没有文件)", "see what is in it")
        return list(found.values())

    def _documents(self) -> Iterator[_Found]:
        """The path of every document and what gives its bytes."""
        for at, name in enumerate(self._opened().names()):
            path = _path(name)
            if path is None:
                yield _shown(name), *self._refused(name)
            elif _BESIDE.search(path):
                continue
            elif not may_be_archive(self._opened().head(at)):
                yield path, *self._reading(at)
            else:
                yield from self._inside(at, path)

    def _inside(self, at: int, path: str) -> Iterator[_Found]:
        """The documents of a member that may be an archive; the member itself where it is none, or cannot be opened."""
        try:
            if not is_archive(self._content(at)):
                yield path, *self._reading(at)
                return
            names = self._archive(at).names()
        except ReadError as error:
            yield path, _raising(error), _raising(error)
            return
        for place, name in enumerate(names):
            below = _path(name)
            if below is None:
                yield f"{path}/{_shown(name)}", *self._refused(name)
            elif not _BESIDE.search(below):
                yield f"{path}/{below}", *self._reading(at, place)

    def _reading(self, at: int, place: int | None = None) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
        """What gives the bytes of a member, or of the member at `place` of the archive that it is; among others,
        and alone."""

        def read() -> bytes:
            if place is None:
                return self._content(at)
            data = self._archive(at).content(place)
            self._spend(len(data))
            if is_archive(data):
                raise ReadError(
                    self.name,
                    "holds archives three levels deep (压缩包嵌套过深)",
                    "unpack the outer ones first",
                )
            return data

        def alone() -> bytes:
            self._spent = 0
            self._opened().start(at)
            if place is not None:
                self._archive(at).start(place)
            return read()

        return read, alone

    def _once(self, path: str, read: Callable[[], bytes]) -> Callable[[], bytes]:
        """The same; when the last member was read, the archive is let go."""

        def read_once() -> bytes:
            try:
                return read()
            finally:
                self._waiting.discard(path)
                if not self._waiting:
                    self._close()

        return read_once

    def _refused(self, name: str) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
        cause = f"the name of {_shown(name)} leads out of the archive (路径穿越)"
        error = ReadError(self.name, cause, "take it out by hand, if you trust where it comes from")
        return _raising(error), _raising(error)

    def _content(self, at: int) -> bytes:
        return self._opened().content(at)

    def _opened(self) -> _Box:
        if self._box is None:
            self._box = _box(self._load(), self.name, self.limits)
        return self._box

    def _archive(self, at: int) -> _Box:
        """A member that is an archive; the last one stays open."""
        if self._inner is None or self._inner[0] != at:
            self._inner = (at, _box(self._content(at), self.name, self.limits))
        return self._inner[1]

    def _spend(self, size: int) -> None:
        """Count what the archives inside give: each of them counts for itself alone."""
        self._spent += size
        if self._spent > self.limits.total:
            raise ReadError(
                self.name,
                f"looks like a zip bomb (压缩炸弹): it unpacks to more than {self.limits.total >> 20} MB",
                "if you trust the file, raise the limit with --max-unpacked",
            )

    def _close(self) -> None:
        self._box = self._inner = None
        self._spent = 0


def may_be_archive(head: bytes) -> bool:
    """Whether the first bytes of a file (`HEAD` of them) may be those of an archive: then the whole tells."""
    if head.startswith(_ZIP):
        return not head.startswith(_OFFICE, _FIRST_NAME)
    return head.startswith(_EMPTY_ZIP) or sniff(head[:HEAD]).name == "eml"


def is_archive(data: bytes) -> bool:
    """Whether the bytes of a file are those of an archive."""
    return may_be_archive(data[:HEAD]) and (data.startswith(_EMPTY_ZIP) or sniff(data).name in {"zip", "eml"})


def _box(data: bytes, name: str, limits: Limits) -> _Box:
    return _Zip(data, name, limits) if data.startswith((_ZIP, _EMPTY_ZIP)) else _Message(data, name, limits)


class _Zip:
    """A zip file."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._container = Container(data, name, limits)
        self._names = self._container.names
        self._before = [0, *accumulate(self._container.sizes())]

    def names(self) -> list[str]:
        return self._names

    def head(self, at: int) -> bytes:
        return self._container.head(self._names[at], HEAD)

    def content(self, at: int) -> bytes:
        return self._container.read(self._names[at])

    def start(self, at: int) -> None:
        self._container.count_from(self._before[at])


class _Message:
    """A message: its text, then what is attached to it."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        from govtask_cli.readers import mime

        self._name, self._limits = name, limits
        found = mime.parts(data, name)
        body = _body(found)
        attached = [part for part in found if part is not body and _is_attached(part)]
        self._parts = attached if body is None else [body, *attached]
        self._body = body

    def names(self) -> list[str]:
        named: list[str] = []
        for part in self._parts:
            suffix = _SUFFIXES.get(part.kind, "")
            standing_in = _BODY + suffix if part is self._body else f"{_ATTACHED}{len(named)}{suffix}"
            named.append((part.filename if part is not self._body else None) or standing_in)
        return [name.replace("/", "_") for name in named]

    def head(self, at: int) -> bytes:
        return self._parts[at].content()[:HEAD]

    def start(self, at: int) -> None:
        """Nothing of a message is packed."""

    def content(self, at: int) -> bytes:
        part = self._parts[at]
        data = part.content()
        if len(data) > self._limits.part:
            raise ReadError(
                self._name,
                f"its part {self.names()[at]} has more than {self._limits.part >> 20} MB (附件过大)",
                "save it as a file of its own; if you trust it, raise the limit with --max-unpacked",
            )
        return data


def _body(found: list[Part]) -> Part | None:
    """The text of a message: of its versions the page, since it keeps tables; None where all text is attached."""
    texts = [part for part in found if part.kind in {"text/plain", "text/html"} and not part.is_attached]
    texts = [part for part in texts if part.filename is None and part.content().strip()]
    first = next(iter(texts), None)
    if first is None or first.kind == "text/html":
        return first
    versions = (part for part in texts if part.kind == "text/html" and first.above == "multipart/alternative")
    return next(versions, first)


def _is_attached(part: Part) -> bool:
    """Whether a part is a document of its own: no other version of the text, no picture shown in it."""
    if part.is_attached:
        return True
    if part.kind.startswith("image/"):
        return part.filename is not None and not part.label
    return part.filename is not None or part.kind == "message/rfc822"


def _path(name: str) -> str | None:
    """The name of a member as a relative path that stays below where it begins; None where it does not."""
    plain = _CONTROLS.sub("_", name.replace("\\", "/"))
    steps = plain.split("/")
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in steps:
        return None
    return "/".join(step[:_LONGEST] for step in steps if step not in {"", "."}) or None


def _shown(name: str) -> str:
    """The last step of a name that is refused."""
    steps = [step for step in re.split(r"[/\\:]", _CONTROLS.sub("_", name)) if step.strip(".")]
    return steps[-1][:_LONGEST] if steps else "_"


def _free(path: str, taken: dict[str, Member]) -> str:
    """The path, or the path with a number where another member has it."""
    count, free = 1, path
    while free in taken:
        count += 1
        free = f"{path}~{count}"
    return free


def _raising(error: ReadError) -> Callable[[], bytes]:
    def read() -> NoReturn:
        raise error

    return read
