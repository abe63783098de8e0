"""What can stop a run. Trouble inside a document is a finding; only trouble of the run is an exception.

Every error names the file, the cause and the cure, and knows the exit code that it ends with.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns; documented in the README and tested."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    NOTHING_READ = 4
    BUG = 5
    INTERRUPTED = 130


class GovtaskError(Exception):
    """A run cannot go on with this file: `file: cause (cure)`."""

    exit_code: ExitCode = ExitCode.NOTHING_READ

    def __init__(self, file: str, cause: str, cure: str) -> None:
        super().__init__(f"{file}: {cause} ({cure})")
        self.file = file
        self.cause = cause
        self.cure = cure


class ReadError(GovtaskError):
    """An input that cannot be read: missing, empty, binary, of an unknown format, undecodable."""


class WriteError(GovtaskError):
    """An output that cannot be written, or that would overwrite an input."""

    exit_code = ExitCode.USAGE


class UsageError(GovtaskError):
    """Options that contradict each other or name something unknown."""

    exit_code = ExitCode.USAGE
