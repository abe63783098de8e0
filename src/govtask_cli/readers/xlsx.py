"""The reader of Excel workbooks (.xlsx, .xlsm, and .et where WPS saved it so): parts, styles, strings, sheets."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.container import Container
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sheets import Sheet, document
from govtask_cli.readers.xlsx_cells import SheetPart
from govtask_cli.readers.xlsx_remarks import remarks
from govtask_cli.readers.xlsx_values import Values, formats_of
from govtask_cli.readers.xlsx_xml import plain_xml, strings_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK: Final = "xl/workbook.xml"
_RELATION: Final = re.compile(r"/(?P<kind>[A-Za-z]+)$")
_ID: Final = re.compile(r"\{[^}]*relationships\}id$")
_DAMAGED: Final = "open it in Excel or WPS and save it anew"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of the workbook refers to: the kind (worksheet, styles, sharedStrings …) and the other part."""

    kind: str
    part: str


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a workbook. Raises ReadError for what is damaged, binary (.xlsb) or empty."""
    container = Container(data, name, options.limits)
    if _WORKBOOK not in container:
        part = next((part for part in container.names if part.startswith("xl/workbook")), "")
        if part.endswith(".bin"):
            raise ReadError(name, "a binary workbook (.xlsb), which is not read", "save it as .xlsx")
    workbook = container.xml(_WORKBOOK)
    related = relations(container, _WORKBOOK)
    values = Values()
    epoch_1904 = any(each.get("date1904") in {"1", "true"} for each in workbook.iter("{*}workbookPr"))
    for relation in related.values():
        if relation.part not in container:
            continue
        if relation.kind == "styles":
            values.formats = formats_of(container.xml(relation.part), epoch_1904=epoch_1904)
        elif relation.kind == "sharedStrings":
            xml = plain_xml(container.read(relation.part), name, relation.part)
            values.strings = strings_in(xml)
            values.escaped = "&" in xml or "_x" in xml
    sheets = [
        _sheet(container, element, related[part].part, values)
        for element in workbook.iter("{*}sheet")
        if (part := _relation_id(element)) in related and related[part].kind == "worksheet"
    ]
    if not sheets:
        raise ReadError(name, "holds no sheet (没有工作表)", _DAMAGED)
    return document(sheets, Source(name, hashlib.sha256(data).hexdigest(), "xlsx"), options.limits)


def relations(container: Container, part: str) -> dict[str, Relation]:
    """What a part refers to, by the names that it uses for it; targets outside the file are left out."""
    folder, file = posixpath.split(part)
    listed = f"{folder}/_rels/{file}.rels"
    if listed not in container:
        return {}
    found: dict[str, Relation] = {}
    for element in container.xml(listed).iter("{*}Relationship"):
        kind = _RELATION.search(element.get("Type") or "")
        target = element.get("Target") or ""
        if kind is None or element.get("TargetMode") == "External":
            continue
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[element.get("Id") or ""] = Relation(kind["kind"], posixpath.normpath(whole))
    return found


def _relation_id(sheet: _Element) -> str:
    """The name under which the list of relations knows a sheet."""
    return next((str(value) for key, value in sheet.items() if _ID.search(str(key))), "")


def _sheet(container: Container, element: _Element, part: str, values: Values) -> Sheet:
    sheet = Sheet(element.get("name") or "", hidden=element.get("state", "visible") != "visible")
    xml = plain_xml(container.read(part), container.name, part)
    SheetPart(xml, values, container.name, part).fill(sheet)
    sheet.remarks = remarks(container, relations(container, part), xml)
    return sheet
