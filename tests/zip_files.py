"""Zip files and messages byte by byte, as all sorts of programs write them."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib


def zipped(*members: tuple[str, bytes | str], packed: bool = True) -> bytes:
    """A zip file as Python writes it: names beyond ASCII in UTF-8, and said to be."""
    file = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return file.getvalue()


def raw_zip(*members: tuple[bytes, bytes, bytes]) -> bytes:
    """A zip file of (name, extra field, content), with no word of the encoding of names."""
    local, central = b"", b""
    for name, extra, content in members:
        sizes = struct.pack("<IIIHH", zlib.crc32(content), len(content), len(content), len(name), len(extra))
        central += struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 0, 0, 0) + sizes
        central += struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + name + extra
        local += struct.pack("<IHHHHH", 0x04034B50, 20, 0, 0, 0, 0) + sizes + name + extra + content
    sizes = struct.pack("<HHII", len(members), len(members), len(central), len(local))
    return local + central + struct.pack("<IHH", 0x06054B50, 0, 0) + sizes + struct.pack("<H", 0)


def message(*parts: bytes, kind: str = "mixed") -> bytes:
    """A message of these parts."""
    head = (
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?gb2312?B?zajWqg==?=\r\nMIME-Version: 1.0\r\n"
    )
    body = b"".join(b"--B\r\n" + each + b"\r\n" for each in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="B"\r\n\r\n'.encode() + body + b"--B--\r\n"


def part(content: bytes, kind: str, *headers: str) -> bytes:
    """One part, in base64."""
    lines = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")
