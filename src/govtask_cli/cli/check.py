"""`govtask check`: the linter. Documents in, findings out, an exit code that a CI system can act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtask_cli.cli import colour, report_bug, say, settings
from govtask_cli.cli import reading as reading_options
from govtask_cli.cli.completion import CODES, FILE
from govtask_cli.cli.reports import counted
from govtask_cli.errors import ExitCode, GovtaskError
from govtask_cli.inputs import Input, chosen
from govtask_cli.lexicon import in_use
from govtask_cli.linter import REPORTS, Checked, baseline
from govtask_cli.linter.checked import is_as_grave, lines, place
from govtask_cli.linter.selection import Selection, path_ignores, prefixes
from govtask_cli.places import printable
from govtask_cli.writers import target

if TYPE_CHECKING:
    from govtask_cli.cli.reading import Reading
    from govtask_cli.lexicon.own import Own
    from govtask_cli.records import Finding

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@dataclass(slots=True)
class Linter:
    """One run: which codes count, what is known already, and what was found so far."""

    reading: Reading
    selection: Selection
    known: baseline.Known | None
    read: int = 0
    failed: int = 0
    bugs: int = 0
    clean: int = 0
    accepted: int = 0
    gone: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def check(self, one: Input) -> Checked:
        """The findings of one input that count; a failure is told and remembered."""
        from govtask_cli import pipeline

        path = printable(Path(one.label).as_posix() if isinstance(one.path, Path) else one.label)
        try:
            result = pipeline.parse(one.read(), one.name, options=self.reading.options())
        except GovtaskError as error:
            told = type(error)(one.label, error.cause, error.cure)
            say(f"govtask: {told}")
            self.failed += 1
            return Checked(path, error=str(told))
        except Exception as error:  # noqa: BLE001 (one document's bug must not cost the others)
            report_bug(error, one.label)
            self.bugs += 1
            return Checked(path, error="a fault of govtask (程序错误)")
        self.read += 1
        findings = tuple(each for each in result.findings if self.selection.wants(each.code, path))
        known = 0
        if self.known is not None:
            findings, known, gone = self.known.divided(path, findings)
            self.gone += gone
        self.accepted += known
        self.clean += not findings
        self.found.update(finding.severity for finding in findings)
        return Checked(path, findings, known=known)

    def summary(self) -> str:
        """3 findings (问题): 1 error, 2 warnings; in 2 of 7 documents; 4 more are in the baseline"""
        kinds = [counted(self.found[kind], kind) for kind in COLOURS if self.found[kind]]
        said = counted(self.found.total(), "finding", "问题") + (f": {', '.join(kinds)}" if kinds else "")
        documents = self.read + self.failed + self.bugs
        said += f"; in {self.read - self.clean} of {counted(documents, 'document')}"
        if self.accepted:
            said += f"; {self.accepted} more in the baseline"
        if self.gone:
            said += f"; {self.gone} of the baseline occur no longer, write it anew with --write-baseline"
        return said

    def exit_code(self, fail_on: str | None) -> ExitCode:
        """The worst that happened; without `fail_on` findings are none."""
        if self.bugs:
            return ExitCode.BUG
        if self.failed:
            return ExitCode.SOME_FAILED if self.read else ExitCode.NOTHING_READ
        failing = fail_on is not None and any(is_as_grave(severity, fail_on) for severity in self.found)
        return ExitCode.FINDINGS if failing else ExitCode.OK


@click.command(
    "check",
    epilog="""\b
Examples:
  govtask check notice.txt --fail-on warning
  govtask check documents/*.docx --select NUM,UNIT --output-format github
  govtask check documents/*.txt --write-baseline baseline.json""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option(
    "--select",
    metavar="CODES",
    type=CODES,
    multiple=True,
    help="Only these codes or beginnings of codes: NUM,UNIT001.",
)
@click.option(
    "--ignore",
    metavar="CODES",
    type=CODES,
    multiple=True,
    help="Not these; the longer of two that fit decides.",
)
@click.option(
    "--per-file-ignores",
    metavar="PATTERN:CODES",
    multiple=True,
    help="Not these in files whose path matches: drafts/*:DOC001. May be given again.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="End with exit code 1 on findings (问题) of this severity or worse.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", *REPORTS]),
    default="text",
    show_default=True,
    help="text: for people; github: annotations; sarif: code scanning; junit: test reports; json, jsonl: programs.",
)
@click.option(
    "--baseline", "baseline_file", metavar="FILE", type=FILE, help="Findings in this file are accepted."
)
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=FILE,
    help="Accept all findings of today: write them into this file.",
)
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call the document read from - (standard input)."
)
@colour.option
@reading_options.options
@settings.options
def command(
    files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    per_file_ignores: tuple[str, ...],
    fail_on: str,
    output_format: str,
    baseline_file: str | None,
    write_baseline: str | None,
    stdin_filename: str | None,
    color: colour.When,
    own: Own | None,
    reading: Reading,
) -> ExitCode:
    """Check documents: what is missing, repeated or contradictory in FILE (- for standard input; a folder gives its
    readable files; s3://… and other addresses as well), and where.

    Findings (问题) go to standard output. Exit code 1 says that there are some at or above --fail-on which no
    baseline (基线) accepts. `govtask rules CODE` explains a code.
    """
    selection = Selection(
        prefixes(select, "--select") or ("ALL",),
        prefixes(ignore, "--ignore"),
        path_ignores(per_file_ignores, "--per-file-ignores"),
    )
    inputs = _inputs(files, stdin_filename)
    known = baseline.read(Path(baseline_file)) if baseline_file and not write_baseline else None
    linter = Linter(reading, selection, known)
    with in_use(own):
        if write_baseline is not None:
            _accept(linter, inputs, Path(write_baseline))
            return linter.exit_code(None)
        checked = (linter.check(one) for one in inputs)
        report = REPORTS.get(output_format)
        is_coloured = report is None and colour.coloured(color)
        for piece in report(checked) if report is not None else _lines(checked, is_coloured):
            click.echo(piece, color=is_coloured)
    say(linter.summary())
    return linter.exit_code(fail_on)


def _inputs(files: tuple[str, ...], stdin_filename: str | None) -> list[Input]:
    """The documents that the arguments name; a folder gives its readable files."""
    from govtask_cli.batch import selection

    found = selection.select(files, selection.Filters((), ()))
    return chosen(found.files, stdin_filename, None, found.places)


def _accept(linter: Linter, inputs: list[Input], path: Path) -> None:
    """Write what there is today as the baseline; not where a document could not be read: its findings would be lost."""
    target.check(path, [one.path for one in inputs if isinstance(one.path, Path)])
    documents = [linter.check(one) for one in inputs]
    if linter.failed or linter.bugs:
        say("govtask: no baseline was written (未写基线): a document could not be read")
        return
    with target.replacing(path) as stream:
        stream.write(baseline.text(documents, path.parent).encode())
    say(f"{linter.summary()} → {path}")


def _lines(documents: Iterable[Checked], is_coloured: bool) -> Iterator[str]:
    """notice.txt:12: NUM002 warning: …"""
    for one in documents:
        for finding in one.findings:
            yield _line(one.path, finding, is_coloured)


def _line(path: str, finding: Finding, is_coloured: bool) -> str:
    span = lines(finding)
    where = f"{path}:{span[0]}" if span else path
    exact = place(finding)
    said = f"{exact}: {finding.message}" if exact else finding.message
    if not is_coloured:
        return f"{where}: {finding.code} {finding.severity}: {said}"
    code = click.style(f"{finding.code} {finding.severity}", fg=COLOURS[finding.severity], bold=True)
    return f"{click.style(where, bold=True)}: {code}: {said}"
