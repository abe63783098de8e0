"""The baseline: findings that are accepted today, so that only new ones fail tomorrow.

A JSON file to keep beside the documents: for each file and each finding how often it occurs. A finding is known by its
code and message without line numbers, so that an edit above it does not make it new. Paths are relative to the
folder of the baseline file.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from govtask_cli.addresses import is_address
from govtask_cli.errors import UsageError
from govtask_cli.linter.checked import Checked, fingerprint
from govtask_cli.records import Finding, Record

VERSION: Final = 1


class Accepted(Record):
    """One accepted finding of a file; `message` is for the person who reads the file."""

    path: str
    code: str
    fingerprint: str
    count: int = 1
    message: str = ""


class Baseline(Record):
    """What the file holds."""

    version: int = VERSION
    findings: list[Accepted]


@dataclass(frozen=True, slots=True)
class Known:
    """A baseline as it is compared with: how many findings of each kind are accepted in each file."""

    folder: Path
    accepted: dict[str, Counter[str]]

    def divided(self, path: str, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], int, int]:
        """The new findings of a file, how many are known, and how many accepted ones occur no longer."""
        left = Counter(self.accepted.get(inside(path, self.folder), Counter()))
        fresh: list[Finding] = []
        for finding in findings:
            mark = fingerprint(finding)
            if left[mark] > 0:
                left[mark] -= 1
            else:
                fresh.append(finding)
        return tuple(fresh), len(findings) - len(fresh), sum(left.values())


def read(path: Path) -> Known:
    """The baseline in a file. Raises UsageError where there is none, or where it holds something else."""
    try:
        text = path.read_bytes()
    except OSError as error:
        cause = error.strerror or str(error)
        raise UsageError(
            str(path), f"the baseline cannot be read: {cause}", "make one: --write-baseline"
        ) from error
    try:
        held = Baseline.model_validate_json(text)
    except ValidationError as error:
        said = error.errors()[0]["msg"]
        raise UsageError(str(path), f"is no baseline: {said}", "write it anew: --write-baseline") from error
    if held.version != VERSION:
        raise UsageError(
            str(path), f"is a baseline of version {held.version}", "write it anew: --write-baseline"
        )
    accepted: dict[str, Counter[str]] = {}
    for one in held.findings:
        accepted.setdefault(one.path, Counter())[one.fingerprint] += one.count
    return Known(path.parent, accepted)


def text(documents: Iterable[Checked], folder: Path) -> str:
    """A baseline that accepts these findings, for a file in `folder`; sorted, so that its diffs are small."""
    counted: Counter[tuple[str, str, str]] = Counter()
    messages: dict[tuple[str, str, str], str] = {}
    for one in documents:
        for finding in one.findings:
            key = (inside(one.path, folder), finding.code, fingerprint(finding))
            counted[key] += 1
            messages.setdefault(key, finding.message)
    held = [
        Accepted(path=path, code=code, fingerprint=mark, count=count, message=messages[path, code, mark])
        for (path, code, mark), count in sorted(counted.items())
    ]
    said: dict[str, Any] = Baseline(findings=held).model_dump(mode="json")
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def inside(path: str, folder: Path) -> str:
    """A path as it stands in a baseline of that folder; an address is the same everywhere."""
    if is_address(path):
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()
