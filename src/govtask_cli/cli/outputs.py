"""Where results go: standard output, one file, or a folder with one file for each input."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import click

from govtask_cli.errors import UsageError, WriteError
from govtask_cli.inputs import Input
from govtask_cli.writers import Options, Writer, write_file, writer_for
from govtask_cli.writers.options import HEADERS, RECORD_KINDS, RecordKind

if TYPE_CHECKING:
    from govtask_cli.records import Result

STDOUT = "-"
_IN_MEMORY: Final = 32 << 20

headers_option = click.option(
    "--headers",
    type=click.Choice(HEADERS),
    default="zh",
    show_default=True,
    help="Language of the headings in CSV and Excel.",
)
records_option = click.option(
    "--records",
    type=click.Choice(RECORD_KINDS),
    help="What a row of CSV or JSON Lines is. Default: tasks; statements (陈述) where there are no tasks.",
)


def chosen_writer(path: Path | None, format_name: str | None, records: RecordKind | None) -> Writer:
    """The writer for a name or a format, which must have rows where a kind of record was asked for."""
    writer = writer_for(path, format_name)
    if records is not None and not writer.by_record:
        raise UsageError(
            "--records", f"has no meaning for {writer.name}, which holds all kinds", "use csv or jsonl"
        )
    return writer


@dataclass(frozen=True, slots=True)
class Output:
    """How to write results, and the inputs that must not be overwritten."""

    writer: Writer
    options: Options
    inputs: Sequence[Path]

    def to_stdout(self, results: Sequence[Result]) -> tuple[str, ...]:
        """Everything in one piece; nothing where the writer fails half-way."""
        if sys.stdout is None:
            raise WriteError("standard output", "is closed", "name a file with -o")
        stream = sys.stdout.buffer
        if self.writer.binary and stream.isatty():
            raise UsageError(self.writer.name, "is not for a terminal", "name a file with -o")
        options = replace(self.options, bom=False, target="standard output")
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            remarks = self.writer.write(results, cast("BinaryIO", whole), options)
            whole.seek(0)
            shutil.copyfileobj(whole, stream)
        stream.flush()
        return remarks

    def to_file(self, results: Sequence[Result], path: Path) -> tuple[str, ...]:
        """One file, whole or not at all; missing folders are made by --out-dir only. Raises WriteError."""
        return write_file(results, path, self.writer, replace(self.options, target=str(path)), self.inputs)


def names_in(folder: Path, inputs: Sequence[Input], suffix: str, kept: str = "") -> list[Path]:
    """A file of its own below `folder` for each input, in the tree in which the inputs stand; none is `kept`.

    notice.txt becomes notice.json; where that would be the name of two, both keep their suffix:
    notice.txt.json and notice.docx.json. Upper and lower case count as one, as they do on some disks.
    """
    short = [one.place.with_suffix(suffix) for one in inputs]
    wanted = Counter([kept, *(_folded(path) for path in short)])
    names: list[Path] = []
    taken = {kept}
    for one, path in zip(inputs, short, strict=True):
        name = path if wanted[_folded(path)] == 1 else one.place.with_name(one.place.name + suffix)
        count = 1
        while _folded(name) in taken:
            count += 1
            name = one.place.with_name(f"{one.place.name}.{count}{suffix}")
        taken.add(_folded(name))
        names.append(folder / name)
    return names


def _folded(path: Path) -> str:
    return path.as_posix().casefold()
