"""The text of a Word file in reading order: paragraphs with their numbers, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Origin, Text
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.docx_content import ContentReader, alternatives, too_deep
from govtask_cli.readers.docx_names import (
    ALTERNATE,
    CONTROL,
    CONTROL_CONTENT,
    DELETION,
    MOVED_AWAY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    STYLE,
    TABLE,
    VAL,
    is_on,
    value,
    word,
)
from govtask_cli.readers.docx_numbering import read_lists
from govtask_cli.readers.docx_styles import Style, hidden, indented, numbering
from govtask_cli.readers.docx_tables import TableReader, is_small
from govtask_cli.readers.word_blocks import PAGE, Blocks
from govtask_cli.readers.word_writing import Change, Writing

if TYPE_CHECKING:
    from lxml.etree import _Element

    from govtask_cli.readers.docx_package import Package

STEP: Final = "docx"
_DEPTH: Final = 60
"""Tables and content controls that nest deeper are no document but an attack."""
_WRAPPERS: Final = frozenset(map(word, ("customXml", "smartTag", "ins", "moveTo")))
_GALLERY: Final = word("docPartGallery")
_SECTION: Final = word("sectPr")
_SECTION_TYPE: Final = word("type")
_NEW_PAGE: Final = word("pageBreakBefore")
_RUNS_IN: Final = word("specVanish")


class Story:
    """Reads the content of one part of a file into an assembly."""

    def __init__(self, package: Package, assembly: Assembly, cells: int) -> None:
        self.name, self.blocks = package.name, Blocks(STEP, assembly)
        self._package, self._most_cells = package, cells
        self.styles = package.styles
        self._lists = read_lists(package.one("numbering"), self.styles.lists)
        self._tables = TableReader(self, cells)
        self._content = ContentReader(self.name, self.styles)
        self._paragraphs = 0
        self._joined: tuple[Writing[_Element], Origin] | None = None

    def beside(self) -> Story:
        """A story of another part: a header, the footnotes."""
        return Story(self._package, self.blocks.assembly, self._most_cells)

    def read(self, parent: _Element, depth: int = 0, anchor: Origin | None = None) -> None:
        """Every paragraph and table in `parent` as a block of the document; what stands in a text box has the place
        of its `anchor`."""
        for element, contents in self.content(parent, depth):
            if element.tag == TABLE:
                self._close()
                self._tables.read(element, depth + 1)
            else:
                self._paragraph(element, depth, anchor, contents=contents)
        self._close()

    def content(
        self, parent: _Element, depth: int, *, contents: bool = False
    ) -> Iterator[tuple[_Element, bool]]:
        """The paragraphs and tables in `parent`, through content controls and the like, and whether each belongs to
        a table of contents."""
        if depth > _DEPTH:
            raise too_deep(self.name)
        for child in parent:
            tag = child.tag
            if tag in (PARAGRAPH, TABLE):
                yield child, contents
            elif tag == CONTROL:
                inner = child.find(CONTROL_CONTENT)
                if inner is not None:
                    listing = contents or _is_contents(child)
                    yield from self.content(inner, depth + 1, contents=listing)
            elif tag in _WRAPPERS:
                yield from self.content(child, depth + 1, contents=contents)
            elif tag == ALTERNATE:
                for chosen in alternatives(child):
                    yield from self.content(chosen, depth + 1, contents=contents)

    def cell(self, parent: _Element, origin: Origin, depth: int, change: Change | None = None) -> Text:
        """All that stands in a cell, a line for each paragraph; `change` is that of its row."""
        writing: Writing[_Element] = Writing()
        self._write_cell(parent, writing, depth, change, flat=False)
        return self.blocks.written(writing, origin).strip()

    def _write_cell(
        self, parent: _Element, writing: Writing[_Element], depth: int, change: Change | None, *, flat: bool
    ) -> None:
        """Write what stands in a cell; a table in it line by line where that is all that it is, or in `flat` text."""
        joined = False
        for element, contents in self.content(parent, depth):
            if element.tag == TABLE:
                if flat or is_small(element):
                    for inner in self._tables.cells(element, depth + 1):
                        self._write_cell(inner, writing, depth + 2, change, flat=True)
                else:
                    self._tables.waiting.append(element)
                continue
            if not joined:
                writing.open_paragraph()
            joined = self._write(element, writing, change, contents=contents)
            boxes, writing.boxes = writing.boxes, []
            for _, box in boxes:
                self._write_cell(box, writing, depth + 1, change, flat=True)

    def plain_text(self, parent: _Element) -> str:
        """What stands in a header, a note or a comment, a line for each paragraph: no block of the document."""
        writing: Writing[_Element] = Writing()
        self._write_cell(parent, writing, 0, None, flat=True)
        return writing.plain.strip()

    def _paragraph(self, element: _Element, depth: int, anchor: Origin | None, *, contents: bool) -> None:
        if anchor is None:
            self._paragraphs += 1
        origin = anchor or Origin(block=self._paragraphs)
        writing, first = self._joined or (Writing(), origin)
        if self._joined is None:
            writing.open_paragraph()
        properties = element.find(PARAGRAPH_PROPERTIES)
        if properties is not None and is_on(properties.find(_NEW_PAGE)):
            self.blocks.widen_gap(PAGE)
        if self._write(element, writing, None, contents=contents):
            self._joined = writing, first
            return
        self._joined = None
        blank = writing.paragraph_is_blank
        for place, box in writing.boxes:
            if not place and not blank:
                self.read(box, depth + 1, origin)
        opens = self._opens(properties, writing)
        self.blocks.lines(writing, first, opens=opens)
        for place, box in writing.boxes:
            if place or blank:
                self.read(box, depth + 1, origin)
        section = properties.find(_SECTION) if properties is not None else None
        if section is not None and value(section, _SECTION_TYPE) != "continuous":
            self.blocks.widen_gap(PAGE)

    def _close(self) -> None:
        """End a paragraph whose mark was deleted and that no other follows."""
        if self._joined is not None:
            writing, first = self._joined
            self._joined = None
            self.blocks.lines(writing, first, opens=False)

    def _write(
        self, element: _Element, writing: Writing[_Element], change: Change | None, *, contents: bool
    ) -> bool:
        """Write a paragraph with its number. Whether it runs on into the next, since its mark was deleted."""
        properties = element.find(PARAGRAPH_PROPERTIES)
        name = value(properties, STYLE)
        style = self.styles.paragraph(name)
        contents = contents or style.contents
        self._content.paragraph(element, writing, change, hides=style.hidden is True, contents=contents)
        mark = properties.find(RUN_PROPERTIES) if properties is not None else None
        if mark is not None and (
            mark.find(DELETION) is not None or mark.find(MOVED_AWAY) is not None or is_on(mark.find(_RUNS_IN))
        ):
            return True
        unseen = contents or (hidden(mark) or (style.hidden and hidden(mark) is None))
        if not (unseen and writing.paragraph_is_blank):
            self._number(properties, style, name, writing)
        return False

    def _number(
        self, properties: _Element | None, style: Style, name: str | None, writing: Writing[_Element]
    ) -> None:
        number, level = numbering(properties)
        if number is None:
            number = style.number
            if level is None and number is not None:
                level = self._lists.level_of(number, name)
                level = style.level if level is None else level
        if number is None or number == "0":
            return
        found = self._lists.next(number, level or 0)
        if found is not None:
            writing.number(found, number)

    def _opens(self, properties: _Element | None, writing: Writing[_Element]) -> bool:
        """Whether a paragraph shows that it begins: by its number or an indent."""
        if writing.is_numbered:
            return True
        own = indented(properties)
        return own if own is not None else self.styles.paragraph(value(properties, STYLE)).indented is True


def _is_contents(control: _Element) -> bool:
    """Whether a content control holds a table of contents."""
    gallery = next(control.iter(_GALLERY), None)
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
