"""The big parts of a workbook as strings that patterns can read: half a million cells are too many for a tree.

What programs write is plain: UTF-8, attributes in double quotes, no comments, no CDATA. A part in any other
form is first written anew by lxml in that form.
"""

from __future__ import annotations

import re
from collections.abc import MutableSequence, Sequence
from itertools import chain
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from govtask_cli.errors import ReadError
from govtask_cli.readers.container import parse_xml

_PROLOG: Final = 4096
_ROOT: Final = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?[\w.-]+[\s/>]")
_END: Final = re.compile(r"</[\w:.-]+>\s*$|<[\w:.-]+[^<>]*/>\s*$")
_ENTITY: Final = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<decimal>[0-9]{1,7})|(?P<name>amp|lt|gt|quot|apos));"
)
_BETWEEN: Final = "\ue0fe"
"""A character for private use that stands between texts while they are one."""
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAMAGED: Final = "open it in Excel or WPS and save it anew"


def plain_xml(data: bytes, name: str, part: str) -> str:
    """An XML part in plain form. Raises ReadError where it is damaged or declares a document type."""
    head = data[:_PROLOG]
    plain = (
        b"encoding" not in head or re.search(rb"""encoding=["']utf-?8["']""", head, re.IGNORECASE) is not None
    ) and b"\0" not in head
    text = ""
    if plain:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise damaged(name, part, str(error)) from error
    # One sign is found ten times as fast as two, and few sheets hold it.
    if not plain or ("!" in text and "<!" in text):
        text = _anew(data, name, part)
    tail = text[-_PROLOG:]
    if not _END.search(tail):
        raise damaged(name, part, "it breaks off")
    return text.replace("\r\n", "\n") if "\r" in text else text


def _anew(data: bytes, name: str, part: str) -> str:
    """The part written anew: no comments, no CDATA, attributes in double quotes."""
    from lxml import etree

    root = parse_xml(data, name, part)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise damaged(name, part, "it declares a document type (DTD)")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def damaged(name: str, part: str, why: str) -> ReadError:
    """The error for a part that is not what it should be."""
    return ReadError(name, f"part {part} is damaged (文件损坏): {why}", _DAMAGED)


def prefix_of(text: str) -> str:
    """The prefix of the elements of a part with its colon: "" for most, "x:" where a program writes <x:row>."""
    at = text.find("?>") + 2 if text.startswith("<?xml") else 0
    match = _ROOT.search(text, at)
    return f"{match['prefix']}:" if match is not None and match["prefix"] else ""


def attributes(tag: str) -> dict[str, str]:
    """The attributes in a stretch of XML, as they are written."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def unescaped(text: str) -> str:
    """Characters for entities, and for what a workbook writes as _x000D_."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: _of_code(int(match[1], 16)), text).replace("\r\n", "\n")
    return text


def resolve(rows: Sequence[MutableSequence[str]]) -> None:
    """Put characters for entities and escapes into the texts of many rows."""
    joined = "".join(chain.from_iterable(rows))
    if "&" not in joined and "_x" not in joined:
        return
    written = list({text for texts in rows for text in texts if "&" in text or "_x" in text})
    known = dict(zip(written, _resolved(written), strict=True))
    for texts in rows:
        texts[:] = [known.get(text, text) for text in texts]


def _resolved(written: list[str]) -> list[str]:
    """Texts with characters for entities: by expat in one go where nothing is odd about them."""
    if not any("_x" in text for text in written):
        found: list[str] = []
        parser = ParserCreate()
        parser.buffer_text = True
        parser.CharacterDataHandler = found.append
        try:
            parser.Parse(f"<x>{_BETWEEN.join(written)}</x>", True)
        except ExpatError:
            return [unescaped(text) for text in written]
        texts = "".join(found).split(_BETWEEN)
        if len(texts) == len(written):
            return texts
    return [unescaped(text) for text in written]


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    return _of_code(int(match["hex"], 16) if match["hex"] else int(match["decimal"]))


def _of_code(code: int) -> str:
    """A character by its number; halves of characters and what is none become nothing."""
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def strings_in(text: str) -> list[str]:
    """The shared strings of a workbook in order, as the XML writes them; what is blank is empty."""
    p = re.escape(prefix_of(text))
    plain = rf"<{p}t(?:\s[^>/]*)?>([^<]*)</{p}t></{p}si>"
    item = re.compile(rf"<{p}si(?:\s[^>/]*)?(?:/>|>(?:{plain}|(.*?)</{p}si>))", re.DOTALL)
    # Up to the last closing tag every search for one ends soon: damage costs no more than what is whole.
    end = text.rfind(f"</{prefix_of(text)}si>")
    rich = RichText(prefix_of(text))
    strings = [
        plain or (rich.plain(inner) if inner else "")
        for plain, inner in item.findall(text, 0, end + len(p) + 5)
    ]
    return ["" if string.isspace() else string for string in strings]


class RichText:
    """Strings that are made of several runs, with the reading aids of East Asian characters left out."""

    def __init__(self, prefix: str) -> None:
        self._aid, self._past = f"<{prefix}rPh", f"</{prefix}rPh>"
        p = re.escape(prefix)
        self._run = re.compile(rf"<{p}t(?:\s[^>/]*)?>([^<]*)</{p}t>")

    def plain(self, xml: str) -> str:
        """The characters of all runs."""
        head, *rest = xml.split(self._aid)
        kept = head + "".join(piece.partition(self._past)[2] for piece in rest)
        return "".join(self._run.findall(kept))
