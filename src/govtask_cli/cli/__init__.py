"""The command line: a table of commands, each in a module that is loaded when it is called.

Data goes to standard output, everything else to standard error. How a run ends is told by its exit code
(`errors.ExitCode`); this module is the one place that turns exceptions into them.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, TextIO

# Plugins of pydantic would be looked for in every package that is installed: a tenth of a short run.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import click

from govtask_cli import __version__
from govtask_cli.errors import ExitCode, GovtaskError, WriteError

COMMANDS: Final = {
    "parse": "Read documents into records: JSON, JSON Lines, CSV, Excel or SQLite.",
    "check": "Check documents: what is missing, repeated or contradictory in them.",
    "rules": "List the checks, or print the manual page of one.",
    "convert": "Convert records between these formats, corrected by hand or not.",
    "show": "Show what the program sees in a document, stage by stage.",
    "explain": "Say by which words each part and each table column was understood.",
    "formats": "List the formats that are read, and whether what reads them is installed.",
    "schema": "Print the JSON Schema of the records.",
}
"""Name and summary; the module of the same name holds `command`."""


class Commands(click.Group):
    """A group whose `--help` loads no command, and whose failures have documented exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"govtask_cli.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away (`| head`) is no failure, a full disk no bug."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            silence(sys.stdout)
            return ExitCode.OK
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG):
                raise
            silence(sys.stdout)
            cause = f"cannot be written: {error.strerror}"
            raise WriteError("standard output", cause, "free the disk, or choose another place") from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end the process with the exit code that tells how it went."""

        def run() -> Any:
            return super(Commands, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        speak_chinese()
        # Nobody's plugin has a say in the records, and to look for one costs 15 ms.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        try:
            code = run() or ExitCode.OK
        except (click.Abort, KeyboardInterrupt):
            say("govtask: interrupted (已中断)")
            code = ExitCode.INTERRUPTED
        except click.ClickException as error:
            error.show()
            code = ExitCode.USAGE
        except GovtaskError as error:
            say(f"govtask: {error}")
            code = error.exit_code
        except Exception as error:  # noqa: BLE001 (the last door: what reaches it is our own fault)
            report_bug(error)
            code = ExitCode.BUG
        sys.exit(int(code))


def speak_chinese() -> None:
    """Where the local code page lacks Chinese: UTF-8 for what is redirected, escapes on a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def say(message: str) -> None:
    """A line for the person at the terminal, on standard error; the run goes on where nobody reads it."""
    try:
        click.echo(message, err=True)
    except BrokenPipeError:
        silence(sys.stderr)


def report_bug(error: Exception, file: str | None = None) -> None:
    """Admit a fault of ours in one line; the traceback only with GOVTASK_DEBUG=1."""
    import traceback

    admit(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)), file)


def admit(fault: str, trace: str, file: str | None = None) -> None:
    """The same for a fault that is text already, as one of another process is."""
    if os.environ.get("GOVTASK_DEBUG") == "1":
        say(trace.rstrip())
    where = f"{file}: " if file else ""
    say(
        f"govtask: {where}a fault of govtask itself (程序错误): {fault} "
        f"(please report it with version {__version__} and what GOVTASK_DEBUG=1 before the command prints)"
    )


def silence(stream: TextIO) -> None:
    """Send what is still buffered for a stream to nowhere, so that the exit is quiet."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:  # a stream that is no file (a test's) has nothing to silence
        return


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  govtask parse notice.txt -o tasks.xlsx
  govtask parse reports/*.txt --out-dir records
  govtask show notice.txt --stage repair

\b
Exit codes: 0 done; 1 findings at or above --fail-on; 2 wrong use or unwritable output;
3 some inputs failed, the rest was written; 4 no input could be read; 5 a fault of govtask;
130 interrupted.""",
)
@click.version_option(__version__, "-V", "--version", prog_name="govtask")
def main() -> None:
    """Read Chinese government task breakdowns (任务分解), progress reports (进展情况) and work reports
    (政府工作报告) into records that can be checked and traced to their source."""
