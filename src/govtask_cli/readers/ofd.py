"""OFD files (GB/T 33190): the pages of every document in the container, laid out by `geometry` as those of PDF are."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Document, Origin, Run, Source, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.container import Container
from govtask_cli.readers.geometry.layout import Page, laid_out
from govtask_cli.readers.geometry.troubles import Troubles
from govtask_cli.readers.geometry.writing import write
from govtask_cli.readers.ofd_page import PageContent, name_of, numbers
from govtask_cli.readers.options import DEFAULT, ReadOptions, chosen_pages

if TYPE_CHECKING:
    from lxml.etree import _Element

STEP: Final = "ofd"
_ROOT: Final = "OFD.xml"
_A4: Final = (210.0, 297.0)
_WATERMARKS: Final = frozenset({"Watermark", "Stamp"})


@dataclass(slots=True)
class _Doc:
    """One document of the container: the path of its root part, and what its pages share."""

    path: str
    root: _Element
    size: tuple[float, float]
    pages: list[tuple[str, str]]
    templates: dict[str, str] = field(default_factory=dict)
    units: dict[str, _Element] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of an OFD file; several documents in one container follow one another.

    Raises ReadError for what is damaged or encrypted, has no pages or too many, or holds no text but pictures of it.
    """
    container = Container(data, name, options.limits)
    bodies = list(_bodies(container))
    docs = [doc for body in bodies if (doc := _document(container, body)) is not None]
    total = sum(len(doc.pages) for doc in docs)
    chosen = chosen_pages(total, name, options)
    troubles = Troubles(STEP)
    assembly = Assembly()
    laid: list[list[Page]] = []
    first = 1
    for doc in docs:
        laid.append(list(_pages(container, doc, first, chosen, troubles, assembly)))
        first += len(doc.pages)
    if not any(page.items for pages in laid for page in pages):
        raise troubles.no_text(name)
    troubles.write(assembly)
    _note_parts(container, bodies, docs, assembly)
    for pages in laid:
        write(pages, assembly, STEP)
    source = Source(name, hashlib.sha256(data).hexdigest(), "ofd", pages=total)
    return assembly.document(source)


def _bodies(container: Container) -> Iterator[_Element]:
    """What the container says of each document. Raises ReadError for an encrypted one."""
    if any(part.rpartition("/")[2] == "Encryptions.xml" for part in container.names):
        cause = "is encrypted (加密的 OFD)"
        raise ReadError(container.name, cause, "open it in its program and save it without encryption")
    root = container.xml(_ROOT)
    yield from (each for each in root if name_of(each) == "DocBody")


def _document(container: Container, body: _Element) -> _Doc | None:
    """A document with what its pages share; None where the container lacks it."""
    path = _resolved("", _text_of(body, "DocRoot"))
    if path not in container:
        return None
    root = container.xml(path)
    doc = _Doc(path, root, _A4, [])
    for each in root.iter():
        kind = name_of(each)
        if kind == "PhysicalBox" and doc.size is _A4:
            doc.size = _size(each.text) or _A4
        elif kind == "TemplatePage":
            doc.templates[each.get("ID") or ""] = _resolved(path, each.get("BaseLoc"))
        elif kind == "Page" and each.get("BaseLoc"):
            doc.pages.append((each.get("ID") or "", _resolved(path, each.get("BaseLoc"))))
        elif kind in {"PublicRes", "DocumentRes"}:
            doc.units.update(_units(container, _resolved(path, each.text)))
        elif kind == "Annotations":
            doc.annotations.update(_annotations(container, _resolved(path, each.text)))
    return doc


def _pages(
    container: Container, doc: _Doc, first: int, chosen: range, troubles: Troubles, assembly: Assembly
) -> Iterator[Page]:
    """The pages of a document that were chosen, laid out; they are numbered from `first`."""
    before: Page | None = None
    for number, (identity, path) in enumerate(doc.pages, start=first):
        if number not in chosen:
            continue
        if path not in container:
            troubles.unread.append(number)
            continue
        root = container.xml(path)
        box = next((_size(each.text) for each in root.iter() if name_of(each) == "PhysicalBox"), None)
        content = PageContent(*(box or doc.size), doc.units)
        for template in (each for each in root if name_of(each) == "Template"):
            base = doc.templates.get(template.get("TemplateID") or "")
            if base in container:
                _add(container.xml(base or ""), content)
        _add(root, content)
        _note_annotations(container, doc.annotations.get(identity), number, doc, assembly)
        sheet = content.sheet(number)
        troubles.look_at(sheet)
        before = laid_out(sheet, before)
        yield before


def _add(root: _Element, content: PageContent) -> None:
    for each in root:
        if name_of(each) == "Content":
            content.add(each)


def _note_annotations(
    container: Container, path: str | None, number: int, doc: _Doc, assembly: Assembly
) -> None:
    """What stands on a page as a note: the text of stamps, watermarks and links is none of the document."""
    if path not in container:
        return
    for each in container.xml(path or "").iter("{*}Annot"):
        content = PageContent(*doc.size, doc.units)
        content.add(each)
        said = "".join(glyph.char for held in (*content.glyphs.values(), content.slanted) for glyph in held)
        kind = "watermark" if each.get("Type") in _WATERMARKS else "annotation"
        if said.strip():
            text = assembly.text(said, Origin(page=number))
            assembly.note(STEP, kind, "the text of an annotation was dropped", text, dropped=True)


def _note_parts(container: Container, bodies: list[_Element], docs: list[_Doc], assembly: Assembly) -> None:
    """Attachments and signatures, which are named and not read; where a further document begins."""
    nowhere = Text((Run(" ", Origin(page=1)),))
    first = 1
    for doc in docs:
        if first > 1:
            place = Text((Run(" ", Origin(page=first)),))
            assembly.note(STEP, "document", "a further document of the container begins here", place)
        first += len(doc.pages)
        listed = _resolved(doc.path, _text_of(doc.root, "Attachments"))
        for each in container.xml(listed).iter("{*}Attachment") if listed in container else ():
            named = each.get("Name") or _text_of(each, "FileLoc") or "?"
            assembly.note(STEP, "attachment", f"the attachment {named} was not read", nowhere)
    for body in bodies:
        listed = _resolved("", _text_of(body, "Signatures"))
        for each in container.xml(listed).iter("{*}Signature") if listed in container else ():
            kind = each.get("Type") or "Seal"
            assembly.note(STEP, "signature", f"an electronic signature ({kind}) was not checked", nowhere)


def _units(container: Container, path: str) -> dict[str, _Element]:
    """The graphic units of a part of resources, by their ids."""
    if path not in container:
        return {}
    return {each.get("ID") or "": each for each in container.xml(path).iter("{*}CompositeGraphicUnit")}


def _annotations(container: Container, path: str) -> dict[str, str]:
    """The parts that hold the annotations of each page, by the id of the page."""
    if path not in container:
        return {}
    return {
        each.get("PageID") or "": _resolved(path, _text_of(each, "FileLoc"))
        for each in container.xml(path).iter("{*}Page")
    }


def _text_of(parent: _Element, name: str) -> str | None:
    """The text of the first element of that name inside another."""
    return next((each.text for each in parent.iter("{*}" + name) if each.text), None)


def _resolved(base: str, path: str | None) -> str:
    """A path as the container names its parts: from its root, or from the folder of the part that names it."""
    said = (path or "").strip().replace("\\", "/")
    if not said:
        return ""
    folder = "" if said.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, said.lstrip("/"))).lstrip("/")


def _size(text: str | None) -> tuple[float, float] | None:
    """Width and height of a box (x y width height), where it is one."""
    values = numbers(text)
    if len(values) != 4 or not (1 <= values[2] <= 20_000 and 1 <= values[3] <= 20_000):
        return None
    return values[2], values[3]
