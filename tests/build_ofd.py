"""OFD files for tests, written part by part: what writers of OFD may do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from typeset import Drawn, Leaf, Stroke, width_of

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MM = 25.4 / 72


@dataclass
class OfdPage:
    """A page: its objects in the words of OFD, its size in millimetres, the template that stands behind it."""

    objects: str = ""
    width: float = 210.0
    height: float = 297.0
    template: str = ""
    annotations: str = ""


@dataclass
class OfdDocument:
    """One document of a container."""

    pages: Sequence[OfdPage]
    templates: Mapping[str, str] = field(default_factory=dict)
    resources: str = ""
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def shown(each: Drawn, *, steps: bool = True) -> str:
    """A text: the steps between its characters as such, or in runs of equal ones (g)."""
    size = each.size * _MM
    widths = [width_of(char, size) for char in each.text[:-1]]
    said = [f"{width:.4g}" for width in widths]
    delta = " ".join(said) if steps else _runs(said)
    x, y = each.x * _MM, each.y * _MM
    wide = width_of(each.text, size)
    matrix = ""
    if each.turn % 4:
        a, b = ((1, 0), (0, -1), (-1, 0), (0, 1))[each.turn % 4]
        matrix = f' CTM="{a} {b} {-b} {a} 0 0"'
    else:
        y -= size
    inside = 0.0 if each.turn % 4 else size
    return (
        f'<ofd:TextObject ID="1" Boundary="{x:.3f} {y:.3f} {wide:.3f} {size * 1.2:.3f}" Font="1" '
        f'Size="{size:.4g}"{matrix}>'
        f'<ofd:TextCode X="0" Y="{inside:.4g}" DeltaX="{delta}">{escape(each.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _runs(steps: Sequence[str]) -> str:
    written: list[str] = []
    at = 0
    while at < len(steps):
        past = at
        while past < len(steps) and steps[past] == steps[at]:
            past += 1
        written.append(f"g {past - at} {steps[at]}" if past - at > 1 else steps[at])
        at = past
    return " ".join(written)


def line(each: Stroke) -> str:
    """A line in a box of its own."""
    x, y = min(each.x, each.to_x) * _MM, min(each.y, each.to_y) * _MM
    wide, high = abs(each.to_x - each.x) * _MM, abs(each.to_y - each.y) * _MM
    return (
        f'<ofd:PathObject ID="2" Boundary="{x:.3f} {y:.3f} {wide:.3f} {high:.3f}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide:.3f} {high:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page_of(leaf: Leaf, *, steps: bool = True) -> OfdPage:
    """A page that was set."""
    objects = "".join(line(each) for each in leaf.strokes)
    objects += "".join(shown(each, steps=steps) for each in leaf.texts)
    return OfdPage(objects, leaf.width * _MM, leaf.height * _MM)


def printed(leaves: Iterable[Leaf]) -> bytes:
    """A file of pages that were set."""
    return ofd([OfdDocument([page_of(leaf, steps=False) for leaf in leaves])])


def ofd(
    documents: Iterable[OfdDocument], *, signed: bool = False, more: Mapping[str, bytes] | None = None
) -> bytes:
    """A whole container."""
    parts: dict[str, bytes] = {}
    bodies = []
    for number, document in enumerate(documents):
        folder = f"Doc_{number}"
        signatures = f"<ofd:Signatures>/{folder}/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
        bodies.append(
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{number:032d}</ofd:DocID></ofd:DocInfo>"
            f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody>"
        )
        if signed:
            listed = '<ofd:Signature ID="1" Type="Seal" BaseLoc="/Sign_0/Signature.xml"/>'
            parts[f"{folder}/Signs/Signatures.xml"] = _part("Signatures", listed)
        parts.update(_document(folder, document))
    root = _part("OFD", "".join(bodies), ' Version="1.0" DocType="OFD"')
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in {"OFD.xml": root, **parts, **(more or {})}.items():
            file.writestr(name, data)
    return held.getvalue()


def _part(name: str, inside: str, attributes: str = "") -> bytes:
    return f"{_HEAD}<ofd:{name} {SPACE}{attributes}>{inside}</ofd:{name}>".encode()


def _document(folder: str, document: OfdDocument) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    templates, pages, annotated = [], [], []
    for name, content in document.templates.items():
        templates.append(f'<ofd:TemplatePage ID="{name}" BaseLoc="Tpls/{name}/Content.xml"/>')
        inside = f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
        parts[f"{folder}/Tpls/{name}/Content.xml"] = _part("Page", inside)
    for at, page in enumerate(document.pages):
        pages.append(f'<ofd:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>')
        used = f'<ofd:Template TemplateID="{page.template}"/>' if page.template else ""
        box = f"<ofd:Area><ofd:PhysicalBox>0 0 {page.width:g} {page.height:g}</ofd:PhysicalBox></ofd:Area>"
        layer = f'<ofd:Content><ofd:Layer ID="3" Type="Body">{page.objects}</ofd:Layer></ofd:Content>'
        parts[f"{folder}/Pages/Page_{at}/Content.xml"] = _part("Page", box + used + layer)
        if page.annotations:
            path = f"Page_{at}/Annotation.xml"
            annotated.append(f'<ofd:Page PageID="{at + 10}"><ofd:FileLoc>{path}</ofd:FileLoc></ofd:Page>')
            parts[f"{folder}/Annots/{path}"] = _part("PageAnnot", page.annotations)
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    shared = f"{box}<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{''.join(templates)}"
    inside = f"<ofd:CommonData>{shared}</ofd:CommonData>"
    inside += f"<ofd:Pages>{''.join(pages)}</ofd:Pages>"
    parts[f"{folder}/DocumentRes.xml"] = _part("Res", document.resources)
    if annotated:
        parts[f"{folder}/Annots/Annotations.xml"] = _part("Annotations", "".join(annotated))
        inside += "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    if document.attachments:
        inside += "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
        listed = "".join(
            f'<ofd:Attachment ID="{at}" Name={quoteattr(name)}><ofd:FileLoc>{escape(name)}</ofd:FileLoc></ofd:Attachment>'
            for at, name in enumerate(document.attachments)
        )
        parts[f"{folder}/Attachs/Attachments.xml"] = _part("Attachments", listed)
        parts.update({f"{folder}/Attachs/{name}": data for name, data in document.attachments.items()})
    parts[f"{folder}/Document.xml"] = _part("Document", inside)
    return parts
