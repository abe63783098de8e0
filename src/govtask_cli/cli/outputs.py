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

from govtask_cli.addresses import Address, source
from govtask_cli.errors import UsageError, WriteError
from govtask_cli.inputs import Input
from govtask_cli.writers import Options, Writer, target, write_file, writer_for
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


def folder_of(out_dir: str) -> Path:
    """The folder that --out-dir names. Raises UsageError where it is an address."""
    folder = source(out_dir)
    if isinstance(folder, Address):
        cause = (
            "is an address: a manifest, which grows line by line, cannot be kept there (不支持远程输出目录)"
        )
        cure = "write into a folder here and copy that, or all into one object: -o s3://BUCKET/all.jsonl"
        raise UsageError(str(folder), cause, cure)
    return folder


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
    """How to write results, and the inputs that must not be overwritten: files, and addresses."""

    writer: Writer
    options: Options
    inputs: Sequence[Path]
    addresses: Sequence[Address] = ()

    def check(self, path: Path | Address) -> None:
        """Raise WriteError where a file or an address cannot be written, and remove what killed runs left of it."""
        if isinstance(path, Address):
            from govtask_cli.addresses import store

            store.check_target(path, self.addresses)
            return
        target.check(path, self.inputs)
        target.sweep(path)

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

    def to_file(self, results: Sequence[Result], path: Path | Address) -> tuple[str, ...]:
        """One file, whole or not at all; missing folders are made by --out-dir only. Raises WriteError."""
        if isinstance(path, Address):
            return self._to_address(results, path)
        return write_file(results, path, self.writer, replace(self.options, target=str(path)), self.inputs)

    def _to_address(self, results: Sequence[Result], address: Address) -> tuple[str, ...]:
        """The same by way of a file here, which stays where it cannot be sent: the work of a night is in it."""
        from govtask_cli.addresses import store

        folder = Path(tempfile.mkdtemp(prefix="govtask-"))
        file = folder / address.name
        options = replace(self.options, target=str(address))
        try:
            remarks = write_file(results, file, self.writer, options)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        try:
            store.send(file, address)
        except WriteError as error:
            raise WriteError(error.file, error.cause, f"what was to be written is kept: {file}") from error
        shutil.rmtree(folder, ignore_errors=True)
        return remarks


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
