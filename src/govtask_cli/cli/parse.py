"""`govtask parse`: documents in, records out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govtask_cli.cli import reading as reading_options
from govtask_cli.cli import report_bug, say, settings
from govtask_cli.cli.outputs import STDOUT, Output, make_folder, names_in
from govtask_cli.cli.reading import Reading
from govtask_cli.cli.reports import coverage, summary
from govtask_cli.errors import ExitCode, GovtaskError, UsageError, WriteError
from govtask_cli.inputs import Input, chosen
from govtask_cli.lexicon import in_use
from govtask_cli.writers import WRITERS, Options, target, writer_for
from govtask_cli.writers.options import HEADERS, RECORD_KINDS, Headers, RecordKind

if TYPE_CHECKING:
    from govtask_cli.lexicon.own import Own
    from govtask_cli.records import Result

FAILING: Final = {"error": ("error",), "warning": ("error", "warning")}
"""What counts for --fail-on."""


@dataclass(slots=True)
class Run:
    """What happened so far: how many were written, which errors, whether findings count as failure."""

    reading: Reading
    fail_on: str | None
    show_coverage: bool
    written: int = 0
    errors: list[GovtaskError] = field(default_factory=list)
    bugs: int = 0
    found: bool = False

    def parse(self, one: Input) -> Result | None:
        """The records of one input; a failure is told and remembered, so that the others go on."""
        from govtask_cli import pipeline

        try:
            result = pipeline.parse(one.read(), one.name, options=self.reading.options())
        except GovtaskError as error:
            self.failed(type(error)(one.label, error.cause, error.cure))
            return None
        except Exception as error:  # noqa: BLE001 (one document's bug must not cost the others)
            report_bug(error, one.label)
            self.bugs += 1
            return None
        if self.show_coverage:
            say(coverage(result))
        counted = FAILING.get(self.fail_on or "", ())
        self.found = self.found or any(finding.severity in counted for finding in result.findings)
        return result

    def failed(self, error: GovtaskError) -> None:
        """Tell an error of one input and go on."""
        say(f"govtask: {error}")
        self.errors.append(error)

    def exit_code(self) -> ExitCode:
        """The worst that happened."""
        if self.bugs:
            return ExitCode.BUG
        if self.errors and self.written:
            return ExitCode.SOME_FAILED
        if self.errors:
            unwritable = any(isinstance(error, WriteError) for error in self.errors)
            return ExitCode.USAGE if unwritable else ExitCode.NOTHING_READ
        return ExitCode.FINDINGS if self.found else ExitCode.OK


def into_one(run: Run, inputs: list[Input], output: Output, path: Path | None) -> None:
    """All results into one file, or to standard output."""
    if path is not None:
        target.check(path, output.inputs)
    results = [result for one in inputs if (result := run.parse(one)) is not None]
    if not results:
        return
    remarks = output.to_stdout(results) if path is None else output.to_file(results, path)
    run.written = len(results)
    for remark in remarks:
        say(f"note: {remark}")
    if path is not None:
        for result in results:
            say(summary(result, str(path)))


def into_folder(run: Run, inputs: list[Input], output: Output, folder: Path) -> None:
    """A file for each input, written as soon as it is read."""
    make_folder(folder)
    for one, path in zip(inputs, names_in(folder, inputs, output.writer.suffixes[0]), strict=True):
        result = run.parse(one)
        if result is None:
            continue
        try:
            make_folder(path.parent)
            remarks = output.to_file([result], path)
        except WriteError as error:
            run.failed(error)
            continue
        run.written += 1
        for remark in remarks:
            say(f"note: {remark}")
        say(summary(result, str(path)))


@click.command(
    "parse",
    epilog="""\b
Examples:
  govtask parse notice.txt -o tasks.xlsx
  govtask parse 2023/*.txt 2024/*.txt --out-dir records -f csv --records units
  curl -s https://example.org/notice.txt | govtask parse - --stdin-filename notice.txt > notice.json""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="OUT", help="Write into this file; its suffix names the format.")
@click.option("--out-dir", metavar="DIR", help="Write one file for each input into this folder, as a tree.")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([writer.name for writer in WRITERS]),
    help="The format, whatever the suffix says. Default: JSON.",
)
@click.option(
    "--headers",
    type=click.Choice(HEADERS),
    default="zh",
    show_default=True,
    help="Language of the headings in CSV and Excel.",
)
@click.option(
    "--records",
    type=click.Choice(RECORD_KINDS),
    help="What a row of CSV or JSON Lines is. Default: tasks; statements (陈述) where there are no tasks.",
)
@reading_options.options
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call the document read from - (standard input)."
)
@click.option(
    "--coverage", "show_coverage", is_flag=True, help="Tell how many characters were used and dropped."
)
@click.option(
    "--fail-on",
    type=click.Choice(list(FAILING)),
    help="End with exit code 1 on findings (问题) of this severity or worse.",
)
@settings.options
def command(
    files: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    format_name: str | None,
    headers: Headers,
    records: RecordKind | None,
    stdin_filename: str | None,
    show_coverage: bool,
    fail_on: str | None,
    own: Own | None,
    reading: Reading,
) -> ExitCode:
    """Read documents into records. FILE is a document, or - for standard input.

    Without -o and --out-dir the records go to standard output, as JSON if -f says nothing else. Several
    inputs in one output carry the name of their document. What a document has of doubtful places is told
    as findings (问题) in the output and never changes the exit code without --fail-on.
    """
    if output is not None and out_dir is not None:
        raise UsageError("-o and --out-dir", "were both given", "choose one")
    path = None if output in (None, STDOUT) else Path(str(output))
    writer = writer_for(path, format_name)
    if records is not None and not writer.by_record:
        raise UsageError(
            "--records", f"has no meaning for {writer.name}, which holds all kinds", "use csv or jsonl"
        )
    inputs = chosen(files, stdin_filename)
    options = Options(headers=headers, records=records, several=len(inputs) > 1 and out_dir is None)
    paths = [one.path for one in inputs if one.path is not None]
    run = Run(reading, fail_on, show_coverage)
    with in_use(own):
        if out_dir is not None:
            into_folder(run, inputs, Output(writer, options, paths), Path(out_dir))
        else:
            into_one(run, inputs, Output(writer, options, paths), path)
    return run.exit_code()
