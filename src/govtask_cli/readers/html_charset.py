"""The characters of a web page: its charset as declared but widened (gb2312 means GB18030), and checked.

A byte order mark wins. Then the declaration counts: of the message that carried the page, else of the page
itself. It is believed where the bytes agree; pages that say gb2312 and are UTF-8, or the other way round, are
common enough. What is left is found by trial, like the encoding of a text.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from govtask_cli.readers.encoding import Decoded, decode

_HEAD: Final = 1 << 14
"""Bytes in which a page declares its charset; scripts often stand before it."""
_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*(?P<meta>[\w:.-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?P<xml>[\w:.-]{2,40})",
    re.IGNORECASE,
)
_WIDER: Final = {
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "chinese", "csgb2312"),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    # A page that says so in ASCII is not.
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode"), "utf-8"),
}
_NO_CHINESE: Final = re.compile(r"^(?:iso-?8859|windows-?125|us-ascii|ascii|latin)", re.IGNORECASE)
"""What servers and editors declare where nobody told them: no Chinese page is that."""
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TELLING: Final = 6
"""So many characters beyond ASCII in valid UTF-8 are no accident of another charset."""
_BEYOND: Final = re.compile("[^\x00-\x7f]")


class Characters(NamedTuple):
    """A page's characters and how they were found; `declared` is what the page says where that is wrong."""

    decoded: Decoded
    declared: str | None = None


def characters(data: bytes, name: str, encoding: str | None, declared: str | None = None) -> Characters:
    """The characters of the bytes of a page.

    `encoding` is what the user forces, `declared` what the message around the page says of it. Raises as
    `encoding.decode` does.
    """
    if encoding is not None or data.startswith(_MARKS) or b"\0" in data[:64]:
        return Characters(decode(data, name, encoding))
    said = declared or _declared(data)
    codec = _codec(said)
    text = _strict(data, codec) if codec is not None else None
    if text is not None and (codec == "utf-8" or not _is_utf8(data)):
        return Characters(Decoded(text, codec or "utf-8"))
    found = decode(data, name)
    wrong = said is not None and codec is not None and found.encoding != codec
    return Characters(found, said if wrong else None)


def _declared(data: bytes) -> str | None:
    """What the page says of itself."""
    match = _DECLARED.search(data, 0, _HEAD)
    return (match["meta"] or match["xml"]).decode("ascii") if match is not None else None


def _codec(said: str | None) -> str | None:
    """The codec for a declared name, its superset where it has one; None for what is no use."""
    if said is None or _NO_CHINESE.match(said):
        return None
    known = _WIDER.get(said.lower())
    if known is not None:
        return known
    try:
        "中".encode(said)
    except (LookupError, UnicodeError):
        return None
    return codecs.lookup(said).name


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with some characters beyond ASCII: then no other declaration is right."""
    text = None if data.isascii() else _strict(data, "utf-8")
    return text is not None and any(at == _TELLING for at, _ in enumerate(_BEYOND.finditer(text), start=1))
