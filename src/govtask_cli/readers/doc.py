"""The reader of old Word files and Kingsoft's (.doc, .wps), and of .rtf and .odt: LibreOffice makes them .docx."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace
from typing import Final

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import docx, office
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sniff import sniff

_MAGIC: Final = b"\xec\xa5"
_FLAGS: Final = 10
_ENCRYPTED: Final = 0x0100


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a file that LibreOffice reads. Raises ReadError where that is not installed, and
    for what is damaged or has a password."""
    kind = sniff(data).name
    if kind == "doc":
        _refuse_encrypted(data, name)
    made = office.convert(data, name, kind, "docx")
    document = docx.read(made, name, options)
    source = replace(document.source, sha256=hashlib.sha256(data).hexdigest(), format=kind)
    return replace(document, source=source)


def _refuse_encrypted(data: bytes, name: str) -> None:
    """Raise for a document with a password: LibreOffice asks for it, and nobody answers."""
    import olefile

    try:
        with olefile.OleFileIO(data) as file:
            head = file.openstream("WordDocument").read(32)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error):
        return  # LibreOffice says what is wrong with it
    if head.startswith(_MAGIC) and int.from_bytes(head[_FLAGS : _FLAGS + 2], "little") & _ENCRYPTED:
        raise ReadError(
            name,
            "is encrypted with a password (文件已加密)",
            "open it in Word or WPS and save it without one",
        )
