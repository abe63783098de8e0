"""`govtask convert`: what was written in one format, in another; corrected by hand or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtask_cli.addresses import Address, source
from govtask_cli.cli import say
from govtask_cli.cli.outputs import chosen_writer, headers_option, records_option
from govtask_cli.cli.reports import counted
from govtask_cli.errors import ExitCode, UsageError
from govtask_cli.writers import WRITERS, Options, write_file
from govtask_cli.writers.options import Headers, RecordKind

if TYPE_CHECKING:
    from govtask_cli.loaders import Loaded


@click.command(
    "convert",
    epilog="""\b
Examples:
  govtask convert tasks.xlsx tasks.json
  govtask convert records/*.json all.sqlite
  govtask convert all.sqlite tasks.csv --headers en""",
)
@click.argument("files", nargs=-1, required=True, metavar="IN... OUT")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([writer.name for writer in WRITERS]),
    help="The format of OUT, whatever its suffix says.",
)
@headers_option
@records_option
def command(
    files: tuple[str, ...], format_name: str | None, headers: Headers, records: RecordKind | None
) -> ExitCode:
    """Convert records between JSON, JSON Lines, CSV, Excel and SQLite. Several files IN become one OUT.

    A workbook that was corrected by hand (人工校正) comes back as records. Everything is checked by the models of the
    records; each wrong place is named (任务!C7), and nothing is written then. A table holds what it shows: CSV has no
    figures and no facts of the document, of Excel plan forms and notes do not come back; JSON and SQLite hold everything.
    """
    if len(files) == 1:
        raise UsageError(files[0], "is the only name", "name what to read and what to write: IN OUT")
    from govtask_cli.loaders import load

    *sources, out = [_file(name) for name in files]
    writer = chosen_writer(out, format_name, records)
    loaded = [load(source) for source in sources]
    results = [result for each in loaded for result in each.results]
    options = Options(headers, records, _several(loaded), str(out))
    remarks = write_file(results, out, writer, options, sources)
    for remark in (*(remark for each in loaded for remark in each.remarks), *remarks):
        say(f"note: {remark}")
    tasks = sum(len(result.tasks) for result in results)
    say(f"{counted(len(results), 'document', '份')}, {counted(tasks, 'task', '任务')} → {out}")
    return ExitCode.OK


def _file(name: str) -> Path:
    """The file that a name means. Raises UsageError where it is an address."""
    path = source(name)
    if isinstance(path, Address):
        raise UsageError(str(path), "convert reads and writes files (不支持远程地址)", "copy it here first")
    return path


def _several(loaded: list[Loaded]) -> bool:
    """Whether the records name their documents."""
    return any(each.several for each in loaded) or sum(len(each.results) for each in loaded) != 1
