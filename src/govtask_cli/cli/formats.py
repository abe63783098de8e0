"""`govtask formats`: what is read, by which library, and whether that is installed here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Final, Literal

import click

from govtask_cli.readers import READERS, Reader
from govtask_cli.readers.sniff import FORMATS

Form = Literal["text", "json"]

ARCHIVES: Final = ("zip", "eml")
"""What is opened in place: its members are read as documents of their own."""

SCANS: Final = "ocr"
"""The extra that recognises pictures of pages, in PDF files too."""


@dataclass(frozen=True, slots=True)
class Row:
    """A format: its short name and what people call it; the library that reads it ("" for Python itself), the
    extra that installs it (None where it comes with govtask), and whether it is there."""

    format: str
    title: str
    library: str
    extra: str | None
    installed: bool


def rows() -> Iterator[Row]:
    """The formats in the order of the readers, archives last. No library is loaded."""
    for reader in READERS:
        for name in reader.formats:
            yield Row(name, FORMATS[name].title, reader.library, reader.extra, _is_there(reader))
    ocr = next(reader for reader in READERS if reader.extra == SCANS)
    yield Row("pdf", "pages of a PDF without text (扫描件)", ocr.library, ocr.extra, _is_there(ocr))
    for name in ARCHIVES:
        yield Row(name, FORMATS[name].title, "", None, installed=True)


def _is_there(reader: Reader) -> bool:
    """Whether what a reader needs can be imported, or started."""
    if reader.ready is not None:
        return reader.ready()
    try:
        return reader.module is None or find_spec(reader.module) is not None
    except (ImportError, ValueError):
        return False


@click.command(
    "formats",
    epilog="""\b
Examples:
  govtask formats
  govtask formats --format json
  govtask formats | grep missing""",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: a line for each format; json: the same for programs.",
)
def command(form: Form) -> None:
    """List the formats that are read, by which library (库), and whether it is installed here.

    The format of a file is told by its content, never by its suffix. The members of an archive (压缩包, 邮件) are
    read in place. What is missing is installed with the extra that stands behind it.
    """
    found = list(rows())
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2))
        return
    for row in found:
        click.echo(_line(row))


def _line(row: Row) -> str:
    """html   selectolax    installed  a web page (网页, HTML)"""
    state = "installed" if row.installed else "missing"
    remedy = f"  pip install govtask-cli[{row.extra}]" if row.extra and not row.installed else ""
    read_by = "read in place" if row.format in ARCHIVES else row.library or "Python"
    return f"{row.format:<6} {read_by:<16} {state:<10} {row.title}{remedy}"
