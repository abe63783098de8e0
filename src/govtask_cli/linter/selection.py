"""Which codes count, where: --select, --ignore and the ignores of a path. A code may be a prefix: NUM is NUM001 …"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from govtask_cli.checks.manual import codes
from govtask_cli.errors import UsageError

ALL: Final = "ALL"
"""The prefix of every code."""


@dataclass(frozen=True, slots=True)
class PathIgnore:
    """Codes that do not count in files whose path matches; a pattern without a slash means the file's name alone."""

    pattern: str
    codes: tuple[str, ...]

    def matches(self, path: str) -> bool:
        """Whether a file is meant; `*` also spans folders."""
        if "/" not in self.pattern:
            return fnmatch(Path(path).name, self.pattern)
        return fnmatch(_whole(Path(path)), self.pattern)


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes that count. The longer of two prefixes that fit decides; of two equal ones --ignore does."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    paths: tuple[PathIgnore, ...] = ()

    def wants(self, code: str, path: str) -> bool:
        """Whether a finding with this code counts in this file."""
        if _fit(code, self.select) <= _fit(code, self.ignore):
            return False
        return not any(_fit(code, each.codes) >= 0 and each.matches(path) for each in self.paths)


def _fit(code: str, prefixes: Iterable[str]) -> int:
    """Length of the longest prefix that fits, 0 for ALL, -1 for none."""
    fitting = (
        0 if prefix == ALL else len(prefix) for prefix in prefixes if prefix == ALL or code.startswith(prefix)
    )
    return max(fitting, default=-1)


def prefixes(said: Iterable[str], option: str) -> tuple[str, ...]:
    """Codes and prefixes from lists with commas. Raises UsageError for one that no check has."""
    found: list[str] = []
    for word in (each.strip().upper() for text in said for each in text.split(",")):
        if not word:
            continue
        if word != ALL and not any(code.startswith(word) for code in codes()):
            raise UsageError(option, f"{word} is no code of a check, nor the beginning of one", _cure(word))
        found.append(word)
    return tuple(found)


def _cure(word: str) -> str:
    near = get_close_matches(word, codes(), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}? govtask rules lists all" if near else "govtask rules lists all"


def path_ignores(said: Sequence[str], option: str) -> tuple[PathIgnore, ...]:
    """PATTERN:CODE,CODE … as ignores; a relative pattern is meant from the working folder. Raises UsageError."""
    found: list[PathIgnore] = []
    for text in said:
        pattern, _, listed = text.rpartition(":")
        if not pattern or not listed:
            raise UsageError(option, f"{text} is no PATTERN:CODES", "for example drafts/*:DOC001,NUM")
        found.append(PathIgnore(anchored(pattern, Path.cwd()), prefixes([listed], option)))
    return tuple(found)


def anchored(pattern: str, folder: Path) -> str:
    """A pattern with a slash as it is meant from `folder`; one without stays, since it means any folder."""
    if "/" not in pattern or Path(pattern).is_absolute():
        return pattern
    return f"{glob.escape(_whole(folder))}/{pattern.removeprefix('./')}"


def _whole(path: Path) -> str:
    """From the root on, with / and without dots; links stay as they are named."""
    return Path(os.path.normpath(path.absolute())).as_posix()
