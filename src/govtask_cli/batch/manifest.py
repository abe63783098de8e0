"""OUT/manifest.jsonl: what was done with each document, a line as each is done, so that a run can go on.

A line is on the disk before anybody is told about it. What a killed run left half-written is cut off, and its
temporary files are removed, when the next run opens the folder; two runs cannot work in one folder at a time.
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govtask_cli.errors import UsageError, WriteError
from govtask_cli.records import Kind
from govtask_cli.workers.job import Outcome, Status
from govtask_cli.writers import target

NAME: Final = "manifest.jsonl"
_KEPT: Final = frozenset({"unreadable", "timeout", "memory", "crashed", "fault"})
"""Failures that come again while the file stays as it is."""
_TEMPORARY: Final = re.compile(r"\A\.[^\n]+\.[a-z0-9_]{8}\.part")


class Failure(BaseModel):
    """Why a document gave nothing, and what to do about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cause: str
    cure: str = ""


class Entry(BaseModel):
    """One document: its path among the inputs, its content (SHA-256), by what and how it was read, what came of it.

    `output` is a path below the folder of the manifest; `findings` says how many there are of which severity.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    status: Status
    sha256: str | None = None
    version: str
    settings: str
    output: str
    kind: Kind | None = None
    tasks: int = 0
    statements: int = 0
    forms: int = 0
    findings: dict[str, int] = Field(default_factory=dict)
    seconds: float = 0.0
    error: Failure | None = None

    @classmethod
    def of(cls, outcome: Outcome, path: str, output: str, version: str, settings: str) -> Entry:
        """The line for one outcome."""
        counts, trouble = outcome.counts, outcome.trouble
        return cls(
            path=path,
            status=outcome.status,
            sha256=outcome.sha256,
            version=version,
            settings=settings,
            output=output,
            kind=counts.kind if counts else None,
            tasks=counts.tasks if counts else 0,
            statements=counts.statements if counts else 0,
            forms=counts.forms if counts else 0,
            findings=counts.findings if counts else {},
            seconds=round(outcome.seconds, 3),
            error=Failure(cause=trouble.cause, cure=trouble.cure) if trouble else None,
        )

    @property
    def failed(self) -> bool:
        """Whether the document gave nothing."""
        return self.status != "done"

    @property
    def lasts(self) -> bool:
        """Whether the same bytes give the same again: not so where a file could not be read or written at all."""
        return self.status == "done" or (self.status in _KEPT and self.sha256 is not None)

    def line(self) -> bytes:
        """As it stands in the manifest."""
        return self.model_dump_json().encode() + b"\n"


class Manifest:
    """The manifest of a folder, open and locked. Only the place of each line is held in memory."""

    def __init__(self, folder: Path, file: io.FileIO) -> None:
        self.folder = folder
        self._file = file
        self._places: dict[str, int] = {}
        self._end = 0

    @classmethod
    def open(cls, folder: Path, *, must_exist: bool = False) -> Manifest:
        """Open or make the manifest of a folder. Raises WriteError; UsageError where there must be one and is not."""
        path = folder / NAME
        if must_exist and not path.is_file():
            raise UsageError(
                "--resume", f"there is no {path} to go on with", "leave --resume out to begin anew"
            )
        try:
            file = io.FileIO(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+")
        except OSError as error:
            cause = f"cannot be written: {error.strerror or error}"
            raise WriteError(str(path), cause, "choose another folder, or change its rights") from error
        manifest = cls(folder, file)
        try:
            manifest._lock()
            manifest._read()
            manifest.sweep()
        except BaseException:
            file.close()
            raise
        return manifest

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def entry(self, path: str) -> Entry | None:
        """The last line about a document."""
        place = self._places.get(path)
        return None if place is None else _entry(self._line(place))

    def add(self, entries: Sequence[Entry]) -> None:
        """Write lines, and wait until they are on the disk. Raises WriteError."""
        if not entries:
            return
        lines = [entry.line() for entry in entries]
        try:
            self._file.seek(self._end)
            whole = memoryview(b"".join(lines))
            while whole:
                whole = whole[self._file.write(whole) :]
            if stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
                os.fsync(self._file.fileno())
        except OSError as error:
            cause = f"cannot be written: {error.strerror or error}"
            cure = "free the disk, then go on with --resume"
            raise WriteError(str(self.folder / NAME), cause, cure) from error
        for entry, line in zip(entries, lines, strict=True):
            self._places[entry.path] = self._end
            self._end += len(line)

    def settle(self, paths: Iterable[str]) -> None:
        """Write the manifest anew: one line a document, these in their order, then those of other runs."""
        order = dict.fromkeys(path for path in paths if path in self._places)
        order.update(dict.fromkeys(self._places))
        with target.replacing(self.folder / NAME) as stream:
            for path in order:
                stream.write(self._line(self._places[path]) + b"\n")

    def outputs(self) -> Iterator[Path]:
        """The files that former runs wrote."""
        for place in self._places.values():
            entry = _entry(self._line(place))
            if entry is not None:
                yield self.folder / entry.output

    def _lock(self) -> None:
        """Nobody else may work here at the same time; the system lets go when this process ends, however it does."""
        if sys.platform == "win32":
            return
        import fcntl

        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WriteError(
                str(self.folder),
                "another run is at work in it (另一个运行正在进行)",
                "wait until it has ended",
            ) from error

    def _read(self) -> None:
        """Note where each line begins; a last line without an end was being written when its run was killed."""
        if not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
            return  # a device holds no former runs
        reader = io.BufferedReader(self._file)
        for line in reader:
            if not line.endswith(b"\n"):
                break
            entry = _entry(line)
            if entry is not None:
                self._places[entry.path] = self._end
            elif self._end == 0:
                cause = "is no manifest of govtask (不是本程序的清单)"
                raise WriteError(str(self.folder / NAME), cause, "choose another folder for --out-dir")
            self._end += len(line)
        reader.detach()  # to close it would let go of the lock
        if os.fstat(self._file.fileno()).st_size > self._end:
            self._file.truncate(self._end)

    def _line(self, place: int) -> bytes:
        self._file.seek(place)
        line = bytearray()
        while piece := self._file.read(4096):
            end = piece.find(b"\n")
            line += piece if end < 0 else piece[:end]
            if end >= 0:
                break
        return bytes(line)

    def sweep(self) -> None:
        """Remove what killed runs and workers left: nobody else writes here while the lock is held."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                if _TEMPORARY.fullmatch(name):
                    Path(folder, name).unlink(missing_ok=True)


def settings_of(*parts: object) -> str:
    """A short hash of what, beside its bytes, decides what comes of a document."""
    import hashlib

    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, default=repr).encode()).hexdigest()[:16]


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
