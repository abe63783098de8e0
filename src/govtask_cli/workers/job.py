"""What a worker is asked to do, and what it answers. All of it travels between processes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govtask_cli.addresses import Address
from govtask_cli.readers.options import DEFAULT, ReadOptions

if TYPE_CHECKING:
    from govtask_cli.lexicon.own import Own
    from govtask_cli.records import Coverage, Kind, Result
    from govtask_cli.writers import Options, Writer

Status = Literal["done", "unchanged", "unreadable", "unwritable", "timeout", "memory", "crashed", "fault"]
"""How it went with a document; all but the first two are failures."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What holds for every document of a run.

    read: how it is read. timeout: seconds for a document, None for no limit. memory: bytes that a worker may
    hold. writer and options: how a document with a target is written.
    """

    read: ReadOptions = DEFAULT
    timeout: float | None = None
    memory: int | None = None
    writer: Writer | None = None
    options: Options | None = None
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read.

    index: its place among all inputs. path: its file or its address, or that of the archive that holds it as `inside`;
    None where `data` are its bytes. target: the file to write, None where the records shall come back. known: the
    content with this SHA-256 needs nothing done.
    """

    index: int
    label: str
    name: str
    path: Path | Address | None = None
    inside: str | None = None
    data: bytes | None = None
    target: Path | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a document failed: cause and cure as in a GovtaskError. `stops`: the next one would fail as well, since
    the disk is full or write-protected. `trace`: of a fault of our own."""

    cause: str
    cure: str = ""
    stops: bool = False
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a document gave."""

    kind: Kind
    tasks: int
    sections: int
    statements: int
    chapters: int
    forms: int
    findings: dict[str, int]
    """Severity → how many."""

    @classmethod
    def of(cls, result: Result) -> Counts:
        """Those of one result."""
        return cls(
            kind=result.document.kind,
            tasks=len(result.tasks),
            sections=len({(task.part, task.section) for task in result.tasks if task.section}),
            statements=len(result.statements),
            chapters=len({statement.path[0] for statement in result.statements if statement.path}),
            forms=len(result.forms),
            findings=dict(sorted(Counter(finding.severity for finding in result.findings).items())),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one job: what was found and written, or the trouble. `remarks` are the writer's."""

    job: Job
    status: Status
    seconds: float = 0.0
    sha256: str | None = None
    counts: Counts | None = None
    coverage: Coverage | None = None
    remarks: tuple[str, ...] = ()
    trouble: Trouble | None = None
    result: Result | bytes | None = field(default=None, repr=False)
    """The records, where the job has no target: as they are, or pickled by a worker."""

    @property
    def failed(self) -> bool:
        """Whether the document gave nothing."""
        return self.status not in {"done", "unchanged"}
