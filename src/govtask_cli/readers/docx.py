"""The Word reader (.docx): the parts of the file, its text in reading order, and what stands around it.

A place is the number of the paragraph in the document (第3段; blank ones count, those in tables do not), or the
cell of a table (表2!B7: tables count as they come, cells as in a spreadsheet).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Origin, Source
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.container import Container
from govtask_cli.readers.options import DEFAULT, ReadOptions

if TYPE_CHECKING:
    from govtask_cli.readers.docx_package import Package
    from govtask_cli.readers.docx_story import Story

_AROUND: Final = (
    ("header", "page_header", "a header of the pages (页眉) was left out"),
    ("footer", "page_footer", "a footer of the pages (页脚) was left out"),
)
_BELOW: Final = (
    ("footnotes", "footnote", "a footnote (脚注) was left out"),
    ("endnotes", "endnote", "an endnote (尾注) was left out"),
    ("comments", "comment", "a comment (批注) was left out"),
)
"""Kinds of parts, the element that holds one note in each (and the kind of our note), and what is said of it."""


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a Word file. Raises ReadError for what is damaged, an attack, or without text."""
    # The rooms of this reader open here: reading a text does not wait for them.
    from govtask_cli.readers.docx_names import BODY
    from govtask_cli.readers.docx_package import Package
    from govtask_cli.readers.docx_story import Story

    package = Package(Container(data, name, options.limits))
    assembly = Assembly()
    root = package.document()
    story = Story(package, assembly, options.limits.cells)
    body = root.find(BODY)
    story.read(body if body is not None else root)
    story.blocks.note_numbers()
    _read_notes(package, story)
    _read_margins(package, story)
    if not assembly.blocks:
        raise _without_text(package)
    return assembly.document(Source(name, hashlib.sha256(data).hexdigest(), "docx"))


def _read_notes(package: Package, story: Story) -> None:
    """Footnotes, endnotes and comments, each at the place that refers to it; rules between them are none."""
    from govtask_cli.readers.docx_names import word

    for part, kind, message in _BELOW:
        for root in package.related(part):
            beside = story.beside()
            for note in root.iterchildren(word(kind)):
                if note.get(word("type"), "normal") == "normal":
                    origin = story.blocks.references.get((kind, note.get(word("id"), "")), Origin())
                    story.blocks.note(kind, message, beside.plain_text(note), origin)


def _read_margins(package: Package, story: Story) -> None:
    """Headers and footers, each text once: most sections repeat them."""
    for part, kind, message in _AROUND:
        seen: set[str] = set()
        for root in package.related(part):
            text = story.beside().plain_text(root)
            if text not in seen:
                seen.add(text)
                story.blocks.note(kind, message, text, Origin())


def _without_text(package: Package) -> ReadError:
    pictures = package.pictures
    if pictures:
        cause = f"holds no text (没有文字), only {pictures} pictures"
        return ReadError(
            package.name, cause, "recognise its text first (OCR), or ask for the document itself"
        )
    return ReadError(package.name, "holds no text (没有文字)", "check that it was saved or downloaded whole")
