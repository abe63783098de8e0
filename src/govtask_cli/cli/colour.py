"""When to send colour: as --color says, else on a terminal that can show it, unless NO_COLOR is set."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

import click

When = Literal["auto", "always", "never"]
CHOICES: Final[tuple[When, ...]] = ("auto", "always", "never")
Command = TypeVar("Command", bound=Callable[..., Any])


def option(command: Command) -> Command:
    """The option --color (`color`)."""
    return click.option(
        "--color",
        type=click.Choice(CHOICES),
        default="auto",
        show_default=True,
        help="auto: on a terminal, unless the environment has NO_COLOR.",
    )(command)


def coloured(when: When = "auto") -> bool:
    """Whether to send colour to standard output."""
    if when != "auto":
        return when == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
