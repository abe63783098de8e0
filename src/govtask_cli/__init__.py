"""govtask: Chinese government task breakdowns, progress reports and work reports as validated records.

    >>> import govtask_cli as govtask
    >>> result = govtask.parse("notice.txt")            # doctest: +SKIP
    >>> result.tasks[0].units[0].name                    # doctest: +SKIP
    '市教育局'
    >>> govtask.write(result, "tasks.xlsx")              # doctest: +SKIP

Importing the package costs nothing: what is needed is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from os import PathLike

    from govtask_cli.errors import GovtaskError, ReadError, UsageError, WriteError
    from govtask_cli.inputs import Input
    from govtask_cli.lexicon.own import Source
    from govtask_cli.records import (
        Contact,
        Coverage,
        Deadline,
        DocumentInfo,
        Finding,
        Form,
        Leader,
        Measure,
        NoteRecord,
        Period,
        Result,
        SourceInfo,
        Statement,
        Task,
        Unit,
    )
    from govtask_cli.writers.options import Headers, RecordKind

__version__ = "0.1.0"

__all__ = [
    "Contact",
    "Coverage",
    "Deadline",
    "DocumentInfo",
    "Finding",
    "Form",
    "GovtaskError",
    "Leader",
    "Measure",
    "NoteRecord",
    "Period",
    "ReadError",
    "Result",
    "SourceInfo",
    "Statement",
    "Task",
    "Unit",
    "UsageError",
    "WriteError",
    "__version__",
    "check",
    "documents",
    "parse",
    "use_lexicon",
    "write",
]

_ERRORS = frozenset({"GovtaskError", "ReadError", "UsageError", "WriteError"})


def parse(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    password: str | None = None,
    pages: tuple[int, int] | None = None,
    lexicon: Source | None = None,
) -> Result:
    """The records of one document.

    source: the path of a file, its address (s3://…), or its bytes. name: what to call it in the records (by
    default the file's name; "document" for bytes). encoding: of a text file, where the one that is found would be
    wrong. password: of an encrypted file. pages: the first and last page to read of a PDF or OFD, counted from 1.
    lexicon: words of your own: a TOML file, several, or their tables (see docs/lexicon.md).
    Raises ReadError where the file cannot be read at all, or is an archive of several documents (see
    `documents`), UsageError for what is no lexicon; troubles inside the file are `Result.findings`.
    """
    from govtask_cli import pipeline

    if lexicon is not None:
        with use_lexicon(lexicon):
            return parse(source, name=name, encoding=encoding, password=password, pages=pages)
    from govtask_cli.inputs import only

    one = only(source, name)
    options = pipeline.ReadOptions(encoding=encoding, password=password, pages=pages)
    return pipeline.parse(one.read(), one.name, options=options)


def documents(source: str | PathLike[str] | bytes, *, name: str | None = None) -> list[Input]:
    """The documents in a file or its bytes: itself, or the members of an archive (.zip, .eml), which stay packed.

    Each has a `name` (annexes.zip/notice.docx) and `read()`, which gives its bytes or raises ReadError.
    """
    from govtask_cli.inputs import documents as documents_in

    return documents_in(source, name)


def use_lexicon(lexicon: Source) -> AbstractContextManager[None]:
    """Words of your own for all that is parsed inside `with`: faster than to name them in every call of `parse`.

    lexicon: a TOML file, several (the last on top), or their tables. Raises UsageError. While one thread is
    inside, the others wait before they parse.
    """
    from govtask_cli.lexicon import in_use
    from govtask_cli.lexicon.own import own_from

    return in_use(own_from(lexicon))


def check(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    password: str | None = None,
    pages: tuple[int, int] | None = None,
    lexicon: Source | None = None,
) -> list[Finding]:
    """The troubles of one document, in its order; what goes in is as for `parse`."""
    found = parse(source, name=name, encoding=encoding, password=password, pages=pages, lexicon=lexicon)
    return found.findings


def write(
    results: Result | Sequence[Result],
    path: str | PathLike[str],
    *,
    format: str | None = None,
    headers: Headers = "zh",
    records: RecordKind | None = None,
) -> tuple[str, ...]:
    """Write one result or several into one file, which appears whole or not at all.

    format: json, jsonl, csv or xlsx (by default what the suffix says). headers: zh or en, for CSV and Excel.
    records: tasks, units, measures, statements or findings, for CSV and JSON Lines. Gives remarks on values
    that the format could not hold as they are. Raises WriteError, or UsageError for an unknown format.
    """
    from pathlib import Path

    from govtask_cli.records import Result
    from govtask_cli.writers import Options, write_file, writer_for

    several = [results] if isinstance(results, Result) else list(results)
    target = Path(path)
    options = Options(headers=headers, records=records, several=len(several) > 1, target=str(target))
    return write_file(several, target, writer_for(target, format), options)


def __getattr__(name: str) -> Any:
    """The types of the records and the errors, loaded when they are asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _ERRORS:
        from govtask_cli import errors

        return getattr(errors, name)
    from govtask_cli import records

    return getattr(records, name)
