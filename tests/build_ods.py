"""OpenDocument spreadsheets for tests, written by hand: spans, covered cells, repeated rows, hidden things."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final
from xml.sax.saxutils import escape

from build_xlsx import Drawn, Formula

NAMES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
UNSEEN: Final = '<style:table-properties table:display="false"/>'
HIDDEN: Final = f'<style:style style:name="gone" style:family="table">{UNSEEN}</style:style>'


def spreadsheet(*sheets: Drawn) -> bytes:
    """The bytes of a spreadsheet. Numbers are shown as Python prints them; `Drawn.formats` is not used."""
    body = "".join(_sheet(drawn) for drawn in sheets)
    return package(f"<office:automatic-styles>{HIDDEN}</office:automatic-styles>"
                   f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>")  # fmt: skip


def package(body: str, **parts: str) -> bytes:
    """A container around a body; other parts by their names with _ for /."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        new.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {NAMES}>{body}</office:document-content>',
        )
        for name, content in parts.items():
            new.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def _sheet(drawn: Drawn) -> str:
    width = max((len(row) for row in drawn.rows), default=0)
    unseen = set(drawn.hidden_columns)
    columns = "".join(
        '<table:table-column table:visibility="collapse"/>' if at in unseen else "<table:table-column/>"
        for at in range(width)
    )
    rows = "".join(_row(drawn, at, width) for at in range(len(drawn.rows)))
    style = ' table:style-name="gone"' if drawn.hidden else ""
    return f'<table:table table:name="{escape(drawn.name)}"{style}>{columns}{rows}</table:table>'


def _row(drawn: Drawn, at: int, width: int) -> str:
    row = [*drawn.rows[at], *([None] * (width - len(drawn.rows[at])))]
    hidden = ' table:visibility="filter"' if at in set(drawn.hidden_rows) else ""
    cells = "".join(_cell(drawn, at, column, value) for column, value in enumerate(row))
    rest = '<table:table-cell table:number-columns-repeated="16000"/>'
    return f"<table:table-row{hidden}>{cells}{rest}</table:table-row>"


def _cell(drawn: Drawn, at: int, column: int, value: Any) -> str:
    for top, left, bottom, right in drawn.merged:
        if (top, left) == (at, column):
            span = f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
            return f"<table:table-cell{span}>{_said(value)}</table:table-cell>"
        if top <= at <= bottom and left <= column <= right:
            return "<table:covered-table-cell/>"
    if isinstance(value, Formula):
        kind = ' office:value-type="string"' if value.value is not None else ""
        formula = f' table:formula="of:={escape(value.text)}"'
        return f"<table:table-cell{formula}{kind}>{_said(value.value)}</table:table-cell>"
    return f"<table:table-cell>{_said(value)}</table:table-cell>"


def _said(value: Any) -> str:
    if value is None:
        return ""
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
