"""What an address is, how it is called, and where what comes of it stands."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from govtask_cli.addresses.redaction import LINK, WEB, parted, shown

_ADDRESS: Final = re.compile(r"\A(?:[a-z][a-z0-9+.-]{1,30}+::)*[a-z][a-z0-9+.-]{1,30}+://", re.IGNORECASE)
"""A protocol has two letters or more: C:// is a drive."""
_CHAIN: Final = re.compile(r"(?P<caches>(?:[a-z]{1,30}+::)*)(?P<first>.*?)(?P<rest>::.*)?", re.DOTALL)
_FILES: Final = frozenset({"file", "local"})
_PATTERN: Final = re.compile(r"[*?\[]")
_ARCHIVES: Final = (".zip", ".eml")
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f:*?\"<>|\\]")
_LONGEST: Final = 200
"""Bytes of one step of a path; systems allow 255."""
_INDEX: Final = "index"


@dataclass(frozen=True, slots=True)
class Address:
    """Where fsspec finds a document. `url` may hold a password or a signature: it is for fsspec alone, and neither
    `str` nor `repr` tells it."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        return shown(self.url)

    @property
    def protocols(self) -> list[str]:
        """Of each part of a chain: zip and s3 of zip://notice.docx::s3://bucket/all.zip; simplecache:: has a name
        alone, and a path in a chain is that of a file."""
        bits = self.url.split(LINK)
        return [parted(bit)[0] or (bit if bit.isalpha() else "file") for bit in bits]

    @property
    def is_web(self) -> bool:
        """Whether it is a page or a file of a web site, where a name says nothing of folders."""
        return parted(self._steps()[1])[0] in WEB

    @property
    def is_of_this_process(self) -> bool:
        """Whether no other process finds anything there."""
        return self.protocols[-1] == "memory"

    @property
    def name(self) -> str:
        """The last step of its path."""
        return self.place.name

    @property
    def place(self) -> Path:
        """Its path, host or bucket included, as a relative path; of a chain the outermost first."""
        steps: list[str] = []
        for bit in reversed(str(self).split(LINK)):
            protocol, rest = parted(bit)
            if not protocol and bit.isalpha():
                continue  # simplecache::
            path = rest + _INDEX if protocol in WEB and rest.endswith("/") else rest
            named = fitting(path, is_web=protocol in WEB).parts
            steps = [*steps[:-1], *(Path(step).stem for step in steps[-1:])]  # an archive is a folder
            steps += named[-1:] if protocol in _FILES or not protocol else named
        return Path(*steps) if steps else Path("document")

    @property
    def is_archive(self) -> bool:
        """Whether its name says that it holds documents: its bytes are asked only then."""
        return self.name.lower().endswith(_ARCHIVES)

    @property
    def is_pattern(self) -> bool:
        """Whether a * stands in it, or another sign of a pattern."""
        return self._pattern_at() >= 0

    def folder(self) -> Address:
        """Of a pattern what stands before it; of another address itself, a folder."""
        caches, first, rest = self._steps()
        at = self._pattern_at()
        if at >= 0:
            first = first[: first.rfind("/", 0, at) + 1]
        return Address(caches + (first if first.endswith("/") else first + "/") + rest)

    def joined(self, below: str) -> Address:
        """What stands below this folder."""
        caches, first, rest = self._steps()
        return Address(caches + (first if first.endswith("/") else first + "/") + below + rest)

    def divided(self) -> list[tuple[Address, str]]:
        """Archives that its path may go on in, each with the path inside: s3://bucket/all.zip/notice.docx."""
        caches, first, rest = self._steps()
        steps = first.split("/")
        return [
            (Address(caches + "/".join(steps[:count]) + rest), "/".join(steps[count:]))
            for count in range(4 if self.is_web else 3, len(steps))
            if steps[count - 1].lower().endswith(_ARCHIVES) and steps[count]
        ]

    def _steps(self) -> tuple[str, str, str]:
        """The caches at the beginning of a chain, the address whose path this is, and the rest of the chain."""
        match = _CHAIN.fullmatch(self.url)
        return (
            (match["caches"], match["first"], match["rest"] or "")
            if match is not None
            else ("", self.url, "")
        )

    def _pattern_at(self) -> int:
        """Where a pattern begins; -1 where there is none."""
        first = self._steps()[1]
        if self.is_web:
            return first.partition("?")[0].find("*")
        match = _PATTERN.search(first)
        return match.start() if match is not None else -1


def is_address(name: str) -> bool:
    """Whether a name is an address: a file that is called so is a file."""
    return _ADDRESS.match(name) is not None and not os.path.lexists(name)


def local(name: str) -> str:
    """file:///archive/notice.txt as the path that it is; any other name as it stands."""
    protocol, rest = parted(name)
    if protocol.lower() not in _FILES or LINK in name or not is_address(name):
        return name
    path = rest.removeprefix("localhost")
    if sys.platform == "win32":
        path = re.sub(r"^/(?=[A-Za-z]:)", "", path)
    if not os.path.lexists(path) and "%" in path:
        return _decoded(path)
    return path


def source(name: str) -> Path | Address:
    """Where the bytes are that a name means."""
    name = local(name)
    return Address(_ADDRESS.sub(lambda match: match[0].lower(), name, 1)) if is_address(name) else Path(name)


def fitting(path: str, *, is_web: bool = False) -> Path:
    """The path of an address as one that every disk takes: relative, never upwards."""
    steps = (
        _UNFIT.sub("_", _decoded(step) if is_web else step).replace("/", "_") for step in path.split("/")
    )
    return Path(*(_short(step) for step in steps if step not in {"", ".", ".."}))


def _short(step: str) -> str:
    """A step of a path within what systems allow; its suffix stays."""
    whole = step.encode("utf-8", "replace")
    if len(whole) <= _LONGEST:
        return step
    suffix = Path(step).suffix[-20:].encode("utf-8", "replace")
    return (whole[: _LONGEST - len(suffix)] + suffix).decode("utf-8", "ignore")


def _decoded(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)
