"""Word files that something happened to: bytes lost and flipped, XML torn, doubled and filled with nonsense."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from govtask_cli import pipeline
from govtask_cli.errors import GovtaskError

_TAG: Final = re.compile(rb"<[^<>]*>")
_VALUE: Final = re.compile(rb'"[^"<>]*"')
_NONSENSE: Final = (
    b'"-1"', b'"0"', b'"999999999999"', b'""', b'"restart"', b'"continue"', b'"F0FE"', b'"page"', b'"begin"', b'"9"',
)  # fmt: skip
_ELEMENTS: Final = (
    b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"</w:tc>", b"<w:p/>", b"<w:del/>", b"<w:vMerge/>", b"<w:tc/>", b"<w:t>x</w:t>",
    b'<w:gridSpan w:val="7"/>', b"<w:numPr/>", b"<w:sdt/>", b"<w:r><w:br/></w:r>", b'<w:fldChar w:fldCharType="end"/>',
)  # fmt: skip


def mutants(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    """`count` damaged copies of a Word file, always the same ones for a seed."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    names = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    for at in range(count):
        if at % 4 == 0:
            yield _bytes_damaged(data, chance)
            continue
        name = "word/document.xml" if at % 4 < 3 else chance.choice(names)
        xml = parts[name]
        for _ in range(chance.randint(1, 6)):
            xml = _torn(xml, chance)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as file:
            for each, content in parts.items():
                if each != name or chance.random() < 0.98:
                    file.writestr(each, xml if each == name else content)
        yield held.getvalue()


def _bytes_damaged(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _torn(xml: bytes, chance: random.Random) -> bytes:
    """The XML after one mishap; half of them leave it well-formed."""
    tags = list(_TAG.finditer(xml))
    if not tags:
        return xml
    one, other = sorted((chance.choice(tags), chance.choice(tags)), key=lambda match: match.start())
    mishap = chance.randrange(6)
    if mishap == 0:
        return xml[: one.start()] + xml[one.end() :]
    if mishap == 1:
        return xml[: one.start()] + xml[one.start() : other.end()] + xml[one.start() :]
    if mishap == 2:
        return xml[: one.start()] + chance.choice(_ELEMENTS) + xml[one.start() :]
    if mishap == 3:
        return xml[: one.start()] + xml[other.end() :]
    if mishap == 4:
        leaf = chance.choice([match for match in tags if match[0].endswith(b"/>")] or tags)
        return xml[: leaf.start()] + chance.choice(_ELEMENTS[-6:]) + xml[leaf.end() :]
    values = list(_VALUE.finditer(xml))
    value = chance.choice(values) if values else one
    return xml[: value.start()] + chance.choice(_NONSENSE) + xml[value.end() :]


def outcome(data: bytes, name: str) -> str:
    """What reading gives: records or a typed error; anything else is raised."""
    try:
        return f"{len(pipeline.parse(data, name).tasks)} tasks"
    except GovtaskError as error:
        return "error" if error.cause and error.cure else "an error that says nothing"
