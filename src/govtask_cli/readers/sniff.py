"""What the bytes of a file are, by magic bytes and container parts and never by the suffix."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_AS_TEXT: Final = "open it, save it as plain text (.txt), and read that"
_RECOGNISE: Final = "save it as .png and read that"
_MEMBERS: Final = "govtask parse reads the documents in it, govtask_cli.documents names them"
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
        Format("eml", "a message (邮件, .eml)", _MEMBERS),
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
        Format("zip", "a zip archive (压缩包, .zip)", _MEMBERS),
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
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset|meta)\b", re.IGNORECASE)
_FRAGMENT: Final = re.compile(
    r"<(?:div|table|p|center|font|span|h[1-6]|ul|ol|section|article|title|style|script)\b", re.IGNORECASE
)
"""A page that begins in the middle, as systems export tables; it has tags throughout."""
_PROLOG: Final = re.compile(r"<\?[^>]{0,500}>|<!(?!doctype)[a-z\[][^>]{0,500}>", re.IGNORECASE)
_FEW_TAGS: Final = 3
_HEADER: Final = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(?P<value>[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)(?:\r?\n|\Z)"
)
_OF_MESSAGES: Final = frozenset(
    ("from", "to", "cc", "subject", "date", "received", "return-path", "message-id", "mime-version", "content-type",
     "content-transfer-encoding", "reply-to", "sender", "delivered-to", "x-mailer", "snapshot-content-location")
)  # fmt: skip
_FEWEST_HEADERS: Final = 3


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
    text = _as_text(data[:_HEAD])
    if text is None:
        return "txt"
    if text[:1] == "<":
        return "html" if _is_page(text, data) else "txt"
    return _message(text) or "txt"


def _as_text(head: bytes) -> str | None:
    """The first characters, as far as tags and headers need them; None for what neither can be."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "ignore").lstrip()
    for zeros, codec in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if zeros.count(0) * 2 > len(zeros):
            return head.decode(codec, "ignore").lstrip()
    if b"\0" in head:
        return None
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()


def _is_page(text: str, data: bytes) -> bool:
    """Whether a text that begins with a tag is a web page, or a piece of one."""
    at = 0
    while True:
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            if end < 0:
                return b"<html" in data[: 1 << 16].lower()
            at = end + 3
        elif (match := _PROLOG.match(text, at)) is not None:
            at = match.end()
        else:
            break
        at += len(text[at:]) - len(text[at:].lstrip())
    if _PAGE.match(text, at):
        return True
    return _FRAGMENT.match(text, at) is not None and data.count(b"</") >= _FEW_TAGS and b">" in data[-200:]


def _message(text: str) -> str | None:
    """mht or eml for a text that begins with the header lines of a message."""
    found: dict[str, str] = {}
    at = 0
    while (match := _HEADER.match(text, at)) is not None:
        found.setdefault(match["name"].lower(), match["value"].lower())
        at = match.end()
    known = found.keys() & _OF_MESSAGES
    if len(known) < _FEWEST_HEADERS and not {"mime-version", "content-type"} <= known:
        return None
    if not known & {"mime-version", "from", "received", "subject"}:
        return None
    related = found.get("content-type", "").lstrip().startswith("multipart/related")
    page = "snapshot-content-location" in found or (related and not known & {"to", "received", "return-path"})
    return "mht" if page else "eml"


def _container(data: bytes) -> str:
    """What a zip file holds."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.namelist()
            locked = "mimetype" in parts and file.getinfo("mimetype").flag_bits & 1
            open_document = file.read("mimetype")[:80] if "mimetype" in parts and not locked else b""
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
