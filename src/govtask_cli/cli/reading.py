"""What every command that reads documents lets the user say about them: encoding, password, pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from govtask_cli.inputs import check_encoding

if TYPE_CHECKING:
    from govtask_cli.pipeline import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])
_PAGES: Final = re.compile(r"(?P<first>[0-9]{1,6})(?P<range>-(?P<last>[0-9]{1,6})?)?")
_LAST: Final = 999_999


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said: an encoding, a password, the first and last page; None where nothing was."""

    encoding: str | None = None
    password: str | None = None
    pages: tuple[int, int] | None = None

    def options(self) -> ReadOptions:
        """The same for the pipeline."""
        from govtask_cli.pipeline import ReadOptions

        return ReadOptions(encoding=self.encoding, password=self.password, pages=self.pages)


def _pages(context: click.Context, option: click.Parameter, said: str | None) -> tuple[int, int] | None:
    """Pages as a user names them: 3, 1-20, 5-."""
    if said is None:
        return None
    match = _PAGES.fullmatch(said.strip())
    first = int(match["first"]) if match is not None else 0
    last = first if match is None or not match["range"] else int(match["last"] or _LAST)
    if not 0 < first <= last:
        raise click.BadParameter(f"{said!r} names no pages; write for example 3, 1-20 or 5-", context, option)
    return first, last


def options(command: Command) -> Command:
    """The options --encoding, --password and --pages; the command gets them together as `reading`."""

    @wraps(command)
    def gathered(
        *args: Any, encoding: str | None, password: str | None, pages: tuple[int, int] | None, **rest: Any
    ) -> Any:
        check_encoding(encoding)
        return command(*args, reading=Reading(encoding, password, pages), **rest)

    chosen: Any = gathered
    for option in (
        click.option(
            "--pages",
            callback=_pages,
            metavar="PAGES",
            help="Pages (页) to read of a PDF or OFD: 3, 1-20, 5-.",
        ),
        click.option("--password", metavar="P", help="Password (密码) of an encrypted file."),
        click.option(
            "--encoding", metavar="E", help="Encoding of a text, where the one found would be wrong."
        ),
    ):
        chosen = option(chosen)
    result: Command = chosen
    return result
