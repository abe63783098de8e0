"""Formats that are known by their first bytes but not read yet: refused by name, with a way out.

When a reader for one of them comes, its line moves to `READERS`.
"""

from __future__ import annotations

from typing import Final

_AS_TEXT: Final = "open it, save it as plain text (.txt), and read that"
_RECOGNISE: Final = "recognise its text first and save that as .txt"
_UNPACK: Final = "unpack it and read the files in it"

_MAGIC: Final = (
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (旧版 Office 或 WPS 文件: .doc, .xls, .ppt, .wps)",
        _AS_TEXT,
    ),
    (0, b"{\\rtf", "a rich text file (RTF 文件)", _AS_TEXT),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (图片, .png)", _RECOGNISE),
    (0, b"\xff\xd8\xff", "a picture (图片, .jpg)", _RECOGNISE),
    (0, b"GIF87a", "a picture (图片, .gif)", _RECOGNISE),
    (0, b"GIF89a", "a picture (图片, .gif)", _RECOGNISE),
    (0, b"II*\0", "a picture (图片, .tif)", _RECOGNISE),
    (0, b"MM\0*", "a picture (图片, .tif)", _RECOGNISE),
    (8, b"WEBP", "a picture (图片, .webp)", _RECOGNISE),
    (0, b"\x1f\x8b", "a gzip archive (压缩包, .gz)", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive (压缩包, .rar)", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (压缩包, .7z)", _UNPACK),
    (0, b"BZh", "a bzip2 archive (压缩包, .bz2)", _UNPACK),
    (0, b"\xfd7zXZ\0", "an xz archive (压缩包, .xz)", _UNPACK),
)
# A member of the zip container, or a folder in it, and what it makes of the container.
_MEMBERS: Final = (
    ("word/document.xml", "a Word document (Word 文档, .docx)", _AS_TEXT),
    (
        "xl/workbook",
        "an Excel workbook (Excel 工作簿, .xlsx)",
        "save the sheet as text separated by tabs, and read that",
    ),
    ("ppt/presentation.xml", "a presentation (演示文稿, .pptx)", _AS_TEXT),
    (
        "OFD.xml",
        "an OFD document (OFD 版式文件, .ofd)",
        "copy its text out of the OFD reader and save it as .txt",
    ),
    ("content.xml", "an OpenDocument file (ODF 文档, .odt or .ods)", _AS_TEXT),
)


def named(data: bytes) -> tuple[str, str] | None:
    """What the bytes are and what to do with them, or None where no known format shows."""
    if b"%PDF-" in data[:1024]:
        return "a PDF document (PDF 文件)", "copy its text out of the PDF reader and save it as .txt"
    if data.startswith(b"PK\x03\x04"):
        return _container(data)
    for at, magic, what, cure in _MAGIC:
        if data.startswith(magic, at):
            return what, cure
    return None


def _container(data: bytes) -> tuple[str, str]:
    """What a zip file holds."""
    import io
    import zipfile

    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return (
            "a damaged zip file (压缩文件损坏, perhaps .docx, .xlsx or .ofd)",
            "fetch it again, or save it as plain text (.txt)",
        )
    for member, what, cure in _MEMBERS:
        if any(name.startswith(member) for name in members):
            return what, cure
    return "a zip archive (压缩包, .zip)", _UNPACK
