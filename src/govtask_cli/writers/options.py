"""What a user may choose about an output, and what a writer is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, get_args

if TYPE_CHECKING:
    from govtask_cli.records import Result

Headers = Literal["zh", "en"]
RecordKind = Literal["tasks", "units", "measures", "statements", "forms", "findings"]

HEADERS: Final[tuple[Headers, ...]] = get_args(Headers)
RECORD_KINDS: Final[tuple[RecordKind, ...]] = get_args(RecordKind)


@dataclass(frozen=True, slots=True)
class Options:
    """How to write.

    headers: language of headings and of words for codes (CSV, Excel).
    records: what a row is (CSV, JSON Lines); None: tasks, or statements where no document has tasks.
    several: the results stand for several inputs: rows name their document, JSON is an array.
    target: the name of the output, for messages.
    bom: begin CSV with a byte order mark, without which Excel takes UTF-8 for the local code page.
    """

    headers: Headers = "zh"
    records: RecordKind | None = None
    several: bool = False
    target: str = "output"
    bom: bool = True


Write = Callable[[Sequence["Result"], BinaryIO, Options], tuple[str, ...]]
"""Results to bytes. What comes back are remarks on values that the format could not hold as they are."""


@dataclass(frozen=True, slots=True)
class Writer:
    """An output format: its name for `-f`, its suffixes (the first is used for new files), what it does.

    `by_record` tells whether a file holds one kind of record, so that `--records` has a meaning.
    `binary` output is never shown on a terminal.
    """

    name: str
    suffixes: tuple[str, ...]
    write: Write
    by_record: bool = False
    binary: bool = False
