"""`govtask show`: the lamp. What the program holds after each stage, with the place of every piece."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

import click

from govtask_cli.cli import reading as reading_options
from govtask_cli.cli import settings
from govtask_cli.cli.reading import Reading
from govtask_cli.inputs import single
from govtask_cli.lexicon import in_use

if TYPE_CHECKING:
    from govtask_cli.cli.lamp import Line
    from govtask_cli.lexicon.own import Own

Stage = Literal["read", "repair", "outline", "records"]
STAGES: Final[tuple[Stage, ...]] = ("read", "repair", "outline", "records")

# Characters that would move a terminal's cursor or change its state stand as pictures of themselves.
VISIBLE: Final = (
    {code: 0x2400 + code for code in range(32)} | {127: 0x2421} | dict.fromkeys(range(128, 160), 0xFFFD)
)


@click.command(
    "show",
    epilog="""\b
Examples:
  govtask show notice.txt --stage repair
  govtask show notice.txt --stage outline | less -R
  NO_COLOR=1 govtask show notice.txt --stage records""",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    default="records",
    show_default=True,
    help="read: what the file holds; repair: what is left after mending, and what was dropped; "
    "outline: the parts; records: what is written.",
)
@reading_options.options
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call the document read from - (standard input)."
)
@settings.options
def command(file: str, stage: Stage, stdin_filename: str | None, own: Own | None, reading: Reading) -> None:
    """Show what the program sees in FILE (- for standard input) after a stage.

    Every line begins with its place in the source. Dropped text is struck out on a terminal and stands
    between ~~ elsewhere. Colour is used on terminals only, and not where NO_COLOR is set.
    """
    colour = coloured()
    one = single(file, stdin_filename)
    with in_use(own):
        for line in lines(one.read(), one.name, stage, reading):
            click.echo(painted(line, colour), color=colour)


def lines(data: bytes, name: str, stage: Stage, reading: Reading) -> Iterator[Line]:
    """What there is to show after a stage."""
    from govtask_cli import pipeline
    from govtask_cli.cli import lamp

    if stage == "records":
        return lamp.records(pipeline.parse(data, name, options=reading.options()))
    document = pipeline.read(data, name, options=reading.options())
    if stage == "read":
        return lamp.document(document)
    document = pipeline.repair(document)
    if stage == "repair":
        return lamp.document(document)
    return lamp.outline(pipeline.outline(document))


def coloured() -> bool:
    """Whether to send colour: on a terminal that can show it, unless the user set NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painted(line: Line, colour: bool) -> str:
    """A line as it is printed."""
    text = line.text.replace("\n", "⏎").translate(VISIBLE)
    place = line.place + " " * max(1, 16 - len(line.place.encode("gb18030", "replace")))
    if not colour:
        text = f"~~{text}~~" if line.style == "dropped" and text else text
        return f"{place}{line.sign} {text}{f'  ({line.remark})' if line.remark else ''}".rstrip()
    remark = click.style(f"  ({line.remark})", dim=True) if line.remark else ""
    match line.style:
        case "dropped":
            text = click.style(text, strikethrough=True, fg="red")
        case "heading":
            text = click.style(text, bold=True, fg="cyan")
        case "warning":
            text = click.style(text, fg="yellow")
        case _:
            pass
    return f"{click.style(place, dim=True)}{click.style(line.sign, dim=True)} {text}{remark}"
