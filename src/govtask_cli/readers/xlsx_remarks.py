"""What stands on a sheet beside its cells: comments, texts of shapes, page headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.sheet_cells import column_number
from govtask_cli.readers.sheets import Remark
from govtask_cli.readers.xlsx_xml import prefix_of, unescaped

if TYPE_CHECKING:
    from govtask_cli.readers.container import Container
    from govtask_cli.readers.xlsx import Relation

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CODE: Final = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-Fa-f]{6}|[A-Za-z+-])')
"""Codes of a page header: its left, middle and right, page numbers, fonts."""
_PAGES: Final = str.maketrans(dict.fromkeys("第共页", ""))


def remarks(container: Container, related: Mapping[str, Relation], xml: str) -> list[Remark]:
    """The remarks of a sheet, from its own XML and the parts that it refers to."""
    found = list(_headers(xml))
    for relation in related.values():
        if relation.part not in container:
            continue
        if relation.kind == "comments":
            found += _comments(container, relation.part)
        elif relation.kind == "drawing":
            found += _shapes(container, relation.part)
    return found


def _headers(xml: str) -> Iterator[Remark]:
    """Page headers and footers, without their codes."""
    p = re.escape(prefix_of(xml))
    tail = xml[max(xml.rfind("sheetData"), 0) :]
    for match in re.finditer(rf"<{p}((?:odd|even|first)(Header|Footer))>([^<]*)</{p}\1>", tail):
        text = page_text(unescaped(match[3]))
        if text:
            kind = "page_header" if match[2] == "Header" else "page_footer"
            yield Remark(kind, "a header or footer of the printed page was left out", text)


def page_text(coded: str) -> str:
    """The words of a page header or footer without its codes."""
    words = " ".join(_CODE.sub(" ", coded).split())
    return words if any(map(str.isalnum, words.translate(_PAGES))) else ""


def _comments(container: Container, part: str) -> Iterator[Remark]:
    for comment in container.xml(part).iter("{*}comment"):
        text = "".join(element.text or "" for element in comment.iter("{*}t")).strip()
        place = _REFERENCE.fullmatch(comment.get("ref") or "")
        if text:
            spot = (int(place[2]), column_number(place[1])) if place is not None else (0, 0)
            yield Remark("comment", "a comment on a cell was left out", text, spot)


def _shapes(container: Container, part: str) -> Iterator[Remark]:
    """Texts in shapes and text boxes, with the cell over which they begin."""
    for anchor in container.xml(part):
        lines = [
            "".join(element.text or "" for element in paragraph.iter("{*}t"))
            for paragraph in anchor.iter("{*}p")
        ]
        text = "\n".join(line for line in lines if line.strip())
        if not text:
            continue
        start = next(anchor.iter("{*}from"), None)
        at = {
            name: int(said)
            for name in ("row", "col")
            if start is not None and (said := (start.findtext(f"{{*}}{name}") or "")).isdecimal()
        }
        spot = (at["row"] + 1, at["col"] + 1) if len(at) == 2 else (0, 0)
        yield Remark("text_box", "a text box over the cells was left out", text, spot)
