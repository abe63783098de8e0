"""`govtask parse`: documents in, records out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtask_cli.addresses import Address, source
from govtask_cli.cli import reading as reading_options
from govtask_cli.cli import say, settings
from govtask_cli.cli.completion import FILE, FOLDER
from govtask_cli.cli.folder_run import into_folder, written_in
from govtask_cli.cli.outputs import STDOUT, Output, chosen_writer, folder_of, headers_option, records_option
from govtask_cli.cli.reading import Reading
from govtask_cli.cli.reports import summary
from govtask_cli.cli.run_options import Many, many_options
from govtask_cli.cli.run_progress import FEW, Progress, conclusion
from govtask_cli.cli.runs import FAILING, Run, addresses_of, job_for, needs_worker, paths_of
from govtask_cli.errors import ExitCode, UsageError
from govtask_cli.inputs import Input, chosen
from govtask_cli.lexicon import in_use
from govtask_cli.readers.resting import collector_at_rest
from govtask_cli.workers.job import Orders
from govtask_cli.writers import WRITERS, Options
from govtask_cli.writers.options import Headers, RecordKind

if TYPE_CHECKING:
    from govtask_cli.lexicon.own import Own
    from govtask_cli.workers.job import Outcome


def into_one(run: Run, inputs: list[Input], output: Output, path: Path | Address | None) -> None:
    """All results into one file, or to standard output, in the order of the inputs."""
    from govtask_cli.batch.spool import Spool

    if path is not None:
        output.check(path)
    told: dict[int, Outcome] = {}
    with Spool(len(inputs)) as results:
        for outcomes in run.outcomes(job_for(index, one) for index, one in enumerate(inputs)):
            for outcome in outcomes:
                if outcome.result is not None:
                    results.put(outcome.job.index, outcome.result)
                run.note(outcome, str(path) if path is not None and run.progress.is_plain else None)
                if len(inputs) <= FEW and not run.progress.is_plain:
                    told[outcome.job.index] = replace(outcome, result=None)
        if not len(results):
            return
        with collector_at_rest():  # records have no cycles, and each is gone when it is written
            remarks = output.to_stdout(results) if path is None else output.to_file(results, path)
    for remark in remarks:
        say(f"note: {remark}")
    if path is not None:
        for _, outcome in sorted(told.items()):
            if outcome.counts is not None:
                run.progress.tell(summary(outcome.counts, outcome.job.name, str(path)))


@click.command(
    "parse",
    epilog="""\b
Examples:
  govtask parse notice.txt -o tasks.xlsx
  govtask parse archive/ --out-dir records -j 4
  curl -s https://example.org/notice.txt | govtask parse - --stdin-filename notice.txt > notice.json""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option(
    "-o", "--output", metavar="OUT", type=FILE, help="Write into this file; its suffix names the format."
)
@click.option(
    "--out-dir", metavar="DIR", type=FOLDER, help="Write one file for each input into this folder, as a tree."
)
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([writer.name for writer in WRITERS]),
    help="The format, whatever the suffix says. Default: JSON.",
)
@headers_option
@records_option
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
@many_options
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
    many: Many,
    reading: Reading,
) -> ExitCode:
    """Read documents into records. FILE is a document, - for standard input, a folder (of which the readable files
    are taken), a pattern such as 'archive/**/*.docx', @LIST for a file of names, or @- for names on standard input.
    All of these may be addresses: s3://bucket/2031/*.docx, https://example.org/notice.html.

    Without -o and --out-dir the records go to standard output, as JSON if -f says nothing else. Several
    inputs in one output carry the name of their document. What a document has of doubtful places is told
    as findings (问题) in the output and never changes the exit code without --fail-on.
    """
    if output is not None and out_dir is not None:
        raise UsageError("-o and --out-dir", "were both given", "choose one")
    again = many.again.checked(out_dir)
    path = None if output in (None, STDOUT) else source(str(output))
    writer = chosen_writer(Path(path.name) if isinstance(path, Address) else path, format_name, records)
    folder = folder_of(out_dir) if out_dir is not None else None
    found = many.selected(files, written_in(folder, files) if folder is not None else [])
    inputs = chosen(found.files, stdin_filename, None, found.places)
    options = Options(headers=headers, records=records, several=len(inputs) > 1 and out_dir is None)
    orders = Orders(reading.options(), timeout=many.timeout, memory=many.memory, own=own)
    size = many.size(len(inputs)) if many.asks_for_workers or needs_worker(inputs) else 0
    result = Output(writer, options, paths_of(inputs), addresses_of(inputs))
    with Progress(len(inputs), many.progress, quiet=many.quiet) as progress, in_use(own):
        if (remark := found.remark()) is not None:
            progress.tell(f"note: {remark}")
        run = Run(orders, size, fail_on, show_coverage, progress, many.scheduler)
        if folder is not None:
            into_folder(run, inputs, result, folder, again)
        else:
            into_one(run, inputs, result, path)
    if len(inputs) > 1 and not many.quiet:
        say(
            conclusion(
                len(inputs), run.statuses, progress.seconds, out_dir or (output and str(path or output))
            )
        )
    return run.exit_code()
