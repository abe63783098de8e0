"""CSV: one record a row, RFC 4180, UTF-8; with a byte order mark in files, for Excel's sake."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final

from govtask_cli.writers.columns import Value
from govtask_cli.writers.options import Headers, Options
from govtask_cli.writers.tables import left_out, table_for

if TYPE_CHECKING:
    from govtask_cli.records import Result

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula when it stands at its head."""
GUARD: Final = "'"


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """One header row, then the rows of the kind asked for. Remarks say which texts were made harmless."""
    table = table_for(results, options)
    remarks: list[str] = []
    shown = table.shown(options.several)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if options.bom else "utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow(column.heading(options.headers) for column in shown)
    guarded = 0
    for result in results:
        remarks += left_out(result, table, options)
        for row in table.rows(result):
            cells = [printed(column.value(row, options.headers), options.headers) for column in shown]
            harmless = [
                harmless_text(cell) if isinstance(column.get(row), str) else cell
                for column, cell in zip(shown, cells, strict=True)
            ]
            guarded += sum(cell != safe for cell, safe in zip(cells, harmless, strict=True))
            rows.writerow(harmless)
    text.flush()
    text.detach()
    if guarded:
        what = "a ' stands before = + - @, tab or CR, which begin a formula"
        remarks.append(f"{options.target}: texts made harmless: {guarded} ({what})")
    return tuple(remarks)


def printed(value: Value, headers: Headers) -> str:
    """A value as CSV has it: figures without exponent, days in ISO form, nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return ("是" if value else "否") if headers == "zh" else ("yes" if value else "no")
        case Decimal():
            whole = value == value.to_integral_value()
            return str(int(value)) if whole else format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def harmless_text(text: str) -> str:
    """The text, led by ' where a spreadsheet would run it.

    Guards of the text's own get one more, so that taking one away from what is guarded gives back the text.
    """
    return GUARD + text if text.lstrip(GUARD).startswith(DANGEROUS) else text


def original_text(cell: str) -> str:
    """What `harmless_text` was given."""
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(DANGEROUS) else cell
