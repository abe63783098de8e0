"""The reader of old Word files and Kingsoft's (.doc, .wps), and of .rtf and .odt: LibreOffice makes them .docx.

Where LibreOffice is missing or fails, .doc and .wps are read by the light reader in `word97`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import docx, office
from govtask_cli.readers.container import Container, parse_xml
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sniff import sniff


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a file. Raises ReadError for what is damaged, has a password, or needs LibreOffice
    where that is not installed."""
    from govtask_cli.readers import word97, word97_file  # opened here: reading a text does not wait for them

    kind = sniff(data).name
    if kind == "doc":
        if word97_file.is_encrypted(data):
            raise word97_file.encrypted(name)
        if office.program() is None:
            return word97.read(data, name, options)
    if kind == "odt":
        _inspect(data, name, options)
    try:
        made = office.convert(data, name, kind, "docx")
    except ReadError as error:
        if kind != "doc":
            raise
        try:
            return word97.read(data, name, options)
        except ReadError:
            raise error from None
    document = docx.read(made, name, options)
    source = replace(document.source, sha256=hashlib.sha256(data).hexdigest(), format=kind)
    return replace(document, source=source)


def _inspect(data: bytes, name: str, options: ReadOptions) -> None:
    """Raise ReadError where LibreOffice shall not open a container: bombs, document types, encrypted parts."""
    container = Container(data, name, options.limits)
    for part in container.names:
        held = container.read(part)
        if part.endswith(".xml"):
            parse_xml(held, name, part)
