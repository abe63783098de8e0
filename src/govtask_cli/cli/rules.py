"""`govtask rules`: the manual of the checks."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Literal

import click

from govtask_cli.checks.manual import Page, pages
from govtask_cli.cli.completion import CODES
from govtask_cli.linter.selection import prefixes

Form = Literal["text", "json"]


@click.command(
    "rules",
    epilog="""\b
Examples:
  govtask rules
  govtask rules NUM001
  govtask rules NUM UNIT --format json""",
)
@click.argument("codes", nargs=-1, metavar="[CODE]...", type=CODES)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: for people; json: the same for programs.",
)
def command(codes: tuple[str, ...], form: Form) -> None:
    """List the checks, or print the manual page of CODE with a bad and a good example (反例、正例).

    CODE may be the beginning of several: NUM is NUM001, NUM002 and NUM003. A code never changes its meaning.
    """
    wanted = prefixes(codes, "CODE")
    chosen = [page for page in pages() if not wanted or page.code.startswith(wanted) or "ALL" in wanted]
    if form == "json":
        click.echo(json.dumps([asdict(page) for page in chosen], ensure_ascii=False, indent=2))
    elif wanted:
        click.echo("\n\n".join(map(manual_page, chosen)))
    else:
        for page in chosen:
            click.echo(f"{page.code:<10} {page.title}")


def manual_page(page: Page) -> str:
    """The page for a terminal: examples set in instead of fenced."""
    bad, good = (
        "\n".join(f"    {line}".rstrip() for line in text.splitlines()) for text in (page.bad, page.good)
    )
    return f"{page.code}: {page.title}\n\n{page.text}\n\nBad (反例):\n\n{bad}\n\nGood (正例):\n\n{good}"
