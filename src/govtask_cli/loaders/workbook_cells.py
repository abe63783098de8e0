"""The cells of a workbook as text: what they show, by their number formats, with their places."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from govtask_cli.errors import ReadError
from govtask_cli.inputs import read_file
from govtask_cli.loaders.rows import Cell
from govtask_cli.readers.container import Container
from govtask_cli.readers.number_formats import general, number_format
from govtask_cli.readers.options import Limits

_EXACT: Final = 15
_CURE: Final = "save it as .xlsx, as govtask parse -o tasks.xlsx writes it"


class Book:
    """A workbook that is open. Used in `with`. Hidden rows and filtered ones are rows like the others."""

    def __init__(self, path: Path) -> None:
        import openpyxl  # type: ignore[import-untyped]

        _refuse_bombs(path)
        try:
            self._book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise ReadError(str(path), f"is no workbook that can be read: {error}", _CURE) from error

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *error: object) -> None:
        self._book.close()

    def grid(self, *names: str) -> Iterator[list[Cell | None]]:
        """The rows of the sheet that has one of these names; none where there is no such sheet."""
        name = next((each for each in names if each in self._book.sheetnames), None)
        if name is None:
            return
        for row in self._book[name].iter_rows():
            yield [_cell(cell, name) for cell in row]


def _refuse_bombs(path: Path) -> None:
    """Unpack everything once, counted, before a library does so uncounted."""
    container = Container(read_file(path), str(path), Limits())
    for part in container.names:
        container.read(part)


def _cell(cell: Any, sheet: str) -> Cell | None:
    text = _shown(cell.value, getattr(cell, "number_format", "General"))
    return Cell(text, f"{sheet}!{cell.coordinate}") if text != "" else None


def _shown(value: object, code: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int() | float():
            form = number_format(code) if code != "General" else None
            if form is not None:
                return form.number(float(value))
            # More digits than a sheet shows: the value counts, not its print.
            exact = repr(value) if isinstance(value, int) else f"{value:.{_EXACT}g}"
            return general(float(value)) if "e" in exact else exact
        case _:
            return str(value).replace("\r\n", "\n")
