"""The parts of a message: what .eml and .mht files are made of.

Headers are read by the standard library; the bodies are cut out of the bytes here, so that a large attachment is
held once, and no depth of nesting costs a stack.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser
from typing import Final

from govtask_cli.errors import ReadError

_DEEPEST: Final = 30
_MOST_PARTS: Final = 2_000
_MOST_HEADERS: Final = 1 << 18
"""Bytes of the header lines of one part."""
_BLANK_LINE: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_CURE: Final = "save the message again, or save its attachments and read those"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message that holds no others.

    kind: its content type. above: the content type of the multipart it stands in ("" for none), group: the number of
    that multipart among all. filename: decoded, whatever way it was written. place: Content-Location; label: Content-ID
    without its brackets. body: the bytes as sent, `content()` the decoded ones.
    """

    kind: str
    body: memoryview
    encoding: str = ""
    charset: str | None = None
    filename: str | None = None
    is_attached: bool = False
    place: str = ""
    label: str = ""
    above: str = ""
    group: int = 0

    def content(self) -> bytes:
        """The bytes that the part carries."""
        return _decoded(self.body, self.encoding)


def parts(data: bytes, name: str) -> list[Part]:
    """The parts of a message in their order. Raises ReadError for more or deeper ones than a message has."""
    found: list[Part] = []
    stack: list[tuple[memoryview, str, int, int]] = [(_whole(data), "", 0, 0)]
    groups = 0
    while stack:
        piece, above, group, depth = stack.pop()
        head, body = _split(piece)
        boundary = head.get_boundary() if head.get_content_maintype() == "multipart" else None
        if boundary is None:
            found.append(_part(head, body, above, group))
        else:
            groups += 1
            pieces = list(_cut(body, boundary))
            stack.extend((each, head.get_content_type(), groups, depth + 1) for each in reversed(pieces))
        if depth > _DEEPEST or len(found) + len(stack) > _MOST_PARTS:
            cause = f"holds more than {_MOST_PARTS:,} parts, or parts nested deeper than {_DEEPEST} (邮件结构异常)"
            raise ReadError(name, cause, _CURE)
    return found


def start_of(data: bytes) -> tuple[str, str]:
    """What a message of related parts names as the first to show: the Content-ID, and its own Content-Location."""
    head, _ = _split(_whole(data))
    start = head.get_param("start")
    return str(start or "").strip("<> "), str(head.get("Snapshot-Content-Location") or "").strip()


def subject_of(data: bytes) -> str:
    """The subject of a message."""
    head, _ = _split(_whole(data))
    return " ".join(said(head.get("Subject")).split())


def said(value: object) -> str:
    """A header's value as text, its encoded words decoded."""
    plain = str(value or "")
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError):
        pieces = [(plain, None)]
    return "".join(_word(piece, charset) for piece, charset in pieces)


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:  # what stands beside encoded words
        return piece.decode("raw-unicode-escape", "replace")
    widened = "gb18030" if charset.lower() in {"gb2312", "gbk", "gb18030"} else charset
    for codec in (widened, "utf-8", "gb18030"):
        try:
            return piece.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return piece.decode("utf-8", "replace")


def _whole(data: bytes) -> memoryview:
    """A message without what some programs put before its first header line."""
    return memoryview(data.removeprefix(b"\xef\xbb\xbf").lstrip())


def _split(piece: memoryview) -> tuple[Message, memoryview]:
    """The headers of a part, and its body; a part that begins with a blank line has no headers."""
    head = bytes(piece[:_MOST_HEADERS])
    if head[:1] in b"\r\n":
        return Message(), piece[1 + head.startswith(b"\r\n") :]
    blank = _BLANK_LINE.search(head)
    end = len(head) if blank is None else blank.end()
    return HeaderParser().parsestr(_characters(head[:end])), piece[end:]


def _characters(head: bytes) -> str:
    """Header lines as text; what is beyond ASCII should not be there, and is UTF-8 or GB 18030."""
    for codec in ("utf-8", "gb18030"):
        try:
            return head.decode(codec)
        except UnicodeDecodeError:
            continue
    return head.decode("latin-1")


def _cut(body: memoryview, boundary: str) -> Iterator[memoryview]:
    """The pieces between the boundaries of a multipart; the last may lack its end."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    lines = re.compile(rb"(?:\A|\r?\n)--" + mark + rb"(?P<end>--)?[ \t]*(?=\r?\n|\Z)(?:\r?\n)?")
    begin: int | None = None
    for match in lines.finditer(body):
        if begin is not None:
            yield body[begin : match.start()]
        begin = match.end()
        if match["end"]:
            return
    if begin is not None and begin < len(body):
        yield body[begin:]


def _part(head: Message, body: memoryview, above: str, group: int) -> Part:
    filename = head.get_filename()
    return Part(
        kind=head.get_content_type(),
        body=body,
        encoding=str(head.get("Content-Transfer-Encoding") or "").strip().lower(),
        charset=head.get_content_charset(),
        filename=said(filename).strip() or None if filename else None,
        is_attached=(head.get_content_disposition() or "") == "attachment",
        place=str(head.get("Content-Location") or "").strip(),
        label=str(head.get("Content-ID") or "").strip("<> "),
        above=above,
        group=group,
    )


def _decoded(body: memoryview, encoding: str) -> bytes:
    """A body without its transfer encoding; what is damaged is decoded as far as it goes."""
    if encoding == "base64":
        plain = re.sub(rb"[^A-Za-z0-9+/]", b"", bytes(body).split(b"=", 1)[0])
        plain = plain[: len(plain) - (len(plain) % 4 == 1)]
        return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))
    if encoding == "quoted-printable":
        return binascii.a2b_qp(bytes(body))
    return bytes(body)
