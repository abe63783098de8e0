"""Records that name their document, gathered into one result for each of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from govtask_cli.loaders.loaded import Loaded
from govtask_cli.records import (
    Coverage,
    DocumentInfo,
    Finding,
    Form,
    Record,
    Result,
    SourceInfo,
    Statement,
    Task,
)


@dataclass(slots=True)
class Parts:
    """What belongs to one document."""

    source: SourceInfo | None = None
    document: DocumentInfo = field(default_factory=DocumentInfo)
    coverage: Coverage = field(default_factory=Coverage)
    tasks: list[Task] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Gathering:
    """Documents by name, in the order in which they are first named."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self._kind = path, kind
        self._parts: dict[str | None, Parts] = {}
        self.remarks: list[str] = []

    def of(self, name: str | None) -> Parts:
        """What is known of a document; None where the file has one and does not name it."""
        return self._parts.setdefault(name, Parts())

    def add(self, name: str | None, record: Record) -> None:
        """One more record of a document."""
        parts = self.of(name)
        match record:
            case Task():
                parts.tasks.append(record)
            case Statement():
                parts.statements.append(record)
            case Finding():
                parts.findings.append(record)
            case _:
                raise TypeError(f"no record of a table: {record!r}")

    def loaded(self) -> Loaded:
        """The results. Where a table does not tell what a document was read from, its source is the table itself."""
        whole = hashlib.sha256(self.path.read_bytes()).hexdigest()
        results = [
            Result(
                source=parts.source
                or SourceInfo(name=name or self.path.name, sha256=whole, format=self._kind),
                document=parts.document,
                tasks=parts.tasks,
                statements=parts.statements,
                forms=parts.forms,
                findings=parts.findings,
                coverage=parts.coverage,
            )
            for name, parts in self._parts.items()
        ]
        return Loaded(results, any(name is not None for name in self._parts), tuple(self.remarks))
