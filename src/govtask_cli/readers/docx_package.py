"""The parts of a Word file and how they hang together: the document, its styles, lists, headers, notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.container import Container, parse_xml
from govtask_cli.readers.docx_names import transitional
from govtask_cli.readers.docx_styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL: Final = "word/document.xml"
_PICTURES: Final = "word/media/"


class Package:
    """A Word file: its main part, and the parts that this one names."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._styles: Styles | None = None
        self._main = next(self._targets("", "officeDocument"), _USUAL)
        if self._main not in container:
            self._main = next((name for name in container.names if name.startswith(_USUAL[:-4])), _USUAL)

    def document(self) -> _Element:
        """The root of the main part. Raises ReadError where there is none."""
        return self._xml(self._main)

    def related(self, kind: str) -> Iterator[_Element]:
        """The roots of the parts of one kind (styles, numbering, header, footnotes …) that the file holds."""
        for target in self._targets(self._main, kind):
            if target in self._container:
                yield self._xml(target)

    def one(self, kind: str) -> _Element | None:
        """The root of the part of a kind that a file holds once, if it does."""
        return next(self.related(kind), None)

    @property
    def styles(self) -> Styles:
        """The styles, read once."""
        if self._styles is None:
            self._styles = Styles(self.one("styles"))
        return self._styles

    @property
    def name(self) -> str:
        """What messages call the file."""
        return self._container.name

    @property
    def pictures(self) -> int:
        """How many pictures the file holds."""
        return sum(name.startswith(_PICTURES) for name in self._container.names)

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        """The names of the parts that `part` names as `kind`; "" is the file itself. Nothing outside the file."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self._container:
            return
        for relation in self._xml(relations).iterchildren(_RELATION):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                yield posixpath.normpath(posixpath.join(folder, target)).lstrip("/")

    def _xml(self, part: str) -> _Element:
        return parse_xml(transitional(self._container.read(part)), self._container.name, part)
