"""What a shell offers behind a command: files, and the codes of checks. Click writes the scripts for the shells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    Text = click.ParamType[str]
else:
    Text = click.ParamType  # no generic in click 8.1


class File(Text):
    """The name of a file, or - : taken as it is, completed with the files that there are."""

    name = "file"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The shell knows its files best."""
        return [CompletionItem(incomplete, type="file")]


class Folder(Text):
    """The name of a folder, completed with the folders that there are."""

    name = "folder"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The shell knows its folders best."""
        return [CompletionItem(incomplete, type="dir")]


class Codes(Text):
    """Codes of checks with commas between them; the last one is completed."""

    name = "codes"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The codes that go on as what is typed, each with its title."""
        from govtask_cli.checks.manual import pages

        above, comma, begun = incomplete.rpartition(",")
        return [
            CompletionItem(f"{above}{comma}{page.code}", help=page.title)
            for page in pages()
            if page.code.startswith(begun.upper())
        ]


FILE = File()
FOLDER = Folder()
CODES = Codes()
