"""The names of WordprocessingML elements and attributes, and how their values read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)
"""Files that are saved as “Strict Open XML” use other names for the same elements."""


def word(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return _WORD + name


VAL: Final = word("val")
BODY: Final = word("body")
PARAGRAPH: Final = word("p")
PARAGRAPH_PROPERTIES: Final = word("pPr")
RUN: Final = word("r")
RUN_PROPERTIES: Final = word("rPr")
TEXT: Final = word("t")
STYLE: Final = word("pStyle")
TABLE: Final = word("tbl")
ROW: Final = word("tr")
ROW_PROPERTIES: Final = word("trPr")
CELL: Final = word("tc")
CELL_PROPERTIES: Final = word("tcPr")
SPAN: Final = word("gridSpan")
VERTICAL_MERGE: Final = word("vMerge")
CONTROL: Final = word("sdt")
CONTROL_CONTENT: Final = word("sdtContent")
INSERTION: Final = word("ins")
DELETION: Final = word("del")
MOVED_HERE: Final = word("moveTo")
MOVED_AWAY: Final = word("moveFrom")
VANISH: Final = word("vanish")
STRIKE: Final = word("strike")
DOUBLE_STRIKE: Final = word("dstrike")
BOX: Final = word("txbxContent")
ALTERNATE: Final = f"{_COMPATIBILITY}AlternateContent"
CHOICE: Final = f"{_COMPATIBILITY}Choice"
FALLBACK: Final = f"{_COMPATIBILITY}Fallback"
RELATION: Final = f"{_OFFICE}relationships}}id"


def transitional(data: bytes) -> bytes:
    """XML in the names that most files use, whichever it was saved with."""
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def value(parent: _Element | None, name: str) -> str | None:
    """`w:val` of a child element; None where there is none."""
    child = parent.find(name) if parent is not None else None
    return child.get(VAL) if child is not None else None


def is_on(element: _Element | None) -> bool:
    """Whether an element that switches something on is there and does not say `false`."""
    return element is not None and element.get(VAL, "true") not in {"0", "false", "off", "none"}


def whole(text: str | None, default: int) -> int:
    """A number as attributes hold it; `default` for what is none."""
    try:
        return int(text or "")
    except ValueError:
        return default
