"""`govtask explain`: why a document gives the records that it gives."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

from govtask_cli.cli import reading as reading_options
from govtask_cli.cli import report_bug, say, settings
from govtask_cli.cli.reading import Reading
from govtask_cli.cli.show import coloured, painted
from govtask_cli.errors import ExitCode, GovtaskError
from govtask_cli.inputs import Input, chosen
from govtask_cli.lexicon import in_use

if TYPE_CHECKING:
    from govtask_cli.explanation import Explanation
    from govtask_cli.lexicon.own import Own

Format = Literal["text", "json"]


@dataclass(slots=True)
class Run:
    """How many inputs were explained, and how many failed."""

    reading: Reading
    told: int = 0
    failed: int = 0
    bugs: int = 0

    def explain(self, one: Input) -> Explanation | None:
        """Why one input gives its records; a failure is told, and the others go on."""
        from govtask_cli import pipeline

        try:
            told = pipeline.explain(one.read(), one.name, options=self.reading.options())
        except GovtaskError as error:
            say(f"govtask: {type(error)(one.label, error.cause, error.cure)}")
            self.failed += 1
            return None
        except Exception as error:  # noqa: BLE001 (one document's bug must not cost the others)
            report_bug(error, one.label)
            self.bugs += 1
            return None
        self.told += 1
        return told

    def exit_code(self) -> ExitCode:
        """The worst that happened."""
        if self.bugs:
            return ExitCode.BUG
        if self.failed:
            return ExitCode.SOME_FAILED if self.told else ExitCode.NOTHING_READ
        return ExitCode.OK


@click.command(
    "explain",
    epilog="""\b
Examples:
  govtask explain notice.txt
  govtask explain reports/*.txt --format json | jq '.[].parts[].family'
  curl -s https://example.org/notice.txt | govtask explain - --stdin-filename notice.txt""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: for people; json: the same for programs, an array where there are several FILEs.",
)
@reading_options.options
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call the document read from - (standard input)."
)
@settings.options
def command(
    files: tuple[str, ...],
    format_name: Format,
    stdin_filename: str | None,
    own: Own | None,
    reading: Reading,
) -> ExitCode:
    """Say why FILE gives the records that it gives. FILE is a document, or - for standard input.

    For each part (部分): the family (文种) that claimed it and by which words, its headings and markers, and
    the words that decided who leads (牵头). For each table column (栏目): the field and the header word that
    mapped it. Words that no list of the lexicon holds are shown as lines to add to a lexicon file. Colour is
    used on terminals only, and not where NO_COLOR is set.
    """
    run = Run(reading)
    inputs = chosen(files, stdin_filename)
    with in_use(own):
        if format_name == "json":
            _print_json(run, inputs)
        else:
            _print_text(run, inputs)
    return run.exit_code()


def _print_text(run: Run, inputs: list[Input]) -> None:
    """Each document as soon as it is read, a blank line between two."""
    from govtask_cli.cli.account import account

    colour = coloured()
    for one in inputs:
        before = run.told
        told = run.explain(one)
        if told is None:
            continue
        if before:
            click.echo()
        for line in account(told):
            click.echo(painted(line, colour), color=colour)


def _print_json(run: Run, inputs: list[Input]) -> None:
    """One object, or an array where there are several inputs; nothing where none could be read."""
    import json

    told = [asdict(each) for one in inputs if (each := run.explain(one)) is not None]
    if told:
        whole = told if len(inputs) > 1 else told[0]
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    """The source and the leaders are records of the contract."""
    return value.model_dump(mode="json")
