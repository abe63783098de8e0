"""What the bytes of a file are, by magic bytes and container parts and never by the suffix."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_AS_TEXT: Final = "open it, save it as plain text (.txt), and read that"
_RECOGNISE: Final = "recognise its text first and save that as .txt"
_UNPACK: Final = "unpack it and read the files in it"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096


class Format(NamedTuple):
    """A kind of file: its short name (`Source.format`), what people call it, and the way out where no reader is."""

    name: str
    title: str
    cure: str


FORMATS: Final = {
    kind.name: kind
    for kind in (
        Format("txt", "plain text (文本, .txt)", "give a text file"),
        Format("csv", "a table separated by commas (逗号分隔表格, .csv)", "give a text file"),
        Format("docx", "a Word document (Word 文档, .docx)", _AS_TEXT),
        Format("doc", "an old Word or WPS document (旧版 Word 或 WPS 文字: .doc, .wps)", _AS_TEXT),
        Format("xlsx", "an Excel workbook (Excel 工作簿, .xlsx)", "save the sheet as text separated by tabs"),
        Format(
            "xls",
            "an old Excel or WPS workbook (旧版 Excel 或 WPS 表格: .xls, .et)",
            "save it as .xlsx or .csv",
        ),
        Format("ods", "an OpenDocument spreadsheet (ODF 表格, .ods)", "save it as .xlsx or .csv"),
        Format("odt", "an OpenDocument text (ODF 文档, .odt)", _AS_TEXT),
        Format("pptx", "a presentation (演示文稿, .pptx)", _AS_TEXT),
        Format("pdf", "a PDF document (PDF 文件)", "copy its text out of the PDF reader and save it as .txt"),
        Format(
            "ofd",
            "an OFD document (OFD 版式文件, .ofd)",
            "copy its text out of the OFD reader, save it as .txt",
        ),
        Format("html", "a web page (网页, HTML)", "copy the text out of the browser and save it as .txt"),
        Format(
            "mht",
            "a saved web page (网页存档, .mht)",
            "open it in a browser, copy the text and save it as .txt",
        ),
        Format("eml", "a message (邮件, .eml)", "save its text and its attachments, and read those"),
        Format("rtf", "a rich text file (RTF 文件)", _AS_TEXT),
        Format(
            "encrypted",
            "an Office file locked with a password (加密的 Office 文件)",
            "open it, save it without a password, and read that",
        ),
        Format("ole", "an old Office file (旧版 Office 文件)", _AS_TEXT),
        Format("png", "a picture (图片, .png)", _RECOGNISE),
        Format("jpg", "a picture (图片, .jpg)", _RECOGNISE),
        Format("tif", "a picture (图片, .tif)", _RECOGNISE),
        Format("gif", "a picture (图片, .gif)", _RECOGNISE),
        Format("webp", "a picture (图片, .webp)", _RECOGNISE),
        Format("zip", "a zip archive (压缩包, .zip)", _UNPACK),
        Format("gz", "a gzip archive (压缩包, .gz)", _UNPACK),
        Format("rar", "a RAR archive (压缩包, .rar)", _UNPACK),
        Format("7z", "a 7-Zip archive (压缩包, .7z)", _UNPACK),
        Format("bz2", "a bzip2 archive (压缩包, .bz2)", _UNPACK),
        Format("xz", "an xz archive (压缩包, .xz)", _UNPACK),
        Format(
            "damaged",
            "a damaged zip file (压缩文件损坏, perhaps .docx, .xlsx or .ofd)",
            "fetch it again, or save it as plain text (.txt)",
        ),
    )
}
_MAGIC: Final = (
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\0", "tif"),
    (0, b"MM\0*", "tif"),
    (8, b"WEBP", "webp"),
    (0, b"\x1f\x8b", "gz"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\0", "xz"),
)
# A part of the zip container, or a folder in it, and what it makes of the container.
_PARTS: Final = (
    ("word/document.xml", "docx"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
# The names of streams in an old Office file, in UTF-16 as its directory holds them.
_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MESSAGE: Final = re.compile(
    rb"(?:From|Received|Return-Path|MIME-Version|Message-ID|Subject|Date|To|X-[A-Za-z-]+|Snapshot-Content-Location)"
    rb":[^\r\n]*\r?\n",
    re.IGNORECASE,
)


def sniff(data: bytes) -> Format:
    """What the bytes are; whatever shows no known format is taken for text."""
    return FORMATS[_named(data)]


def _named(data: bytes) -> str:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _container(data)
    if data.startswith(_OLE):
        return next((name for stream, name in _STREAMS if stream.encode("utf-16-le") in data), "ole")
    for at, magic, name in _MAGIC:
        if data.startswith(magic, at):
            return name
    if _PAGE.match(head):
        return "html"
    if _MESSAGE.match(head) and b"mime-version:" in head.lower():
        return "mht" if b"multipart/related" in head.lower() else "eml"
    return "txt"


def _container(data: bytes) -> str:
    """What a zip file holds."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.namelist()
            open_document = file.read("mimetype")[:80] if "mimetype" in parts else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return "damaged"
    for part, name in _PARTS:
        if any(each.startswith(part) for each in parts):
            return name
    if b"opendocument.spreadsheet" in open_document:
        return "ods"
    if b"opendocument" in open_document or "content.xml" in parts:
        return "odt"
    return "zip"
