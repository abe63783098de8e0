"""Word files that something happened to: bytes lost and flipped, XML torn, doubled and filled with nonsense."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from build_docx import SPACES, in_list, tbl, tr
from govtask_cli import pipeline
from govtask_cli.errors import GovtaskError

_NONSENSE: Final = (
    "-1",
    "0",
    "999999999999",
    "",
    "restart",
    "continue",
    "F0FE",
    "page",
    "begin",
    "end",
    "9",
    "nil",
)
_ELEMENTS: Final = tuple(
    etree.fromstring(f"<x {SPACES}>{inner}</x>")[0]
    for inner in (
        tbl(tr("甲", "乙"), tr("丙", "丁")), tr("甲"), "<w:tc/>", "<w:p/>", "<w:t>x</w:t>", "<w:sdt/>", "<w:numPr/>",
        '<w:gridSpan w:val="7"/>', "<w:vMerge/>", "<w:del/>", "<w:ins/>", "<w:hidden/>", "<w:vanish/>", "<w:br/>",
        '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', in_list(1), "<w:txbxContent/>",
        "<w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing>", "<mc:AlternateContent/>", "<w:rPr/>",
    )
)  # fmt: skip
"""What is put where it does not belong."""


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
        xml = _torn(parts[name], chance) if at % 16 == 1 else _confused(parts[name], chance)
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
    """XML that is no XML any more."""
    begin = chance.randrange(len(xml))
    return xml[:begin] + xml[begin + chance.randint(1, 40) :]


def _confused(xml: bytes, chance: random.Random) -> bytes:
    """XML that is well-formed after some mishaps: elements lost, doubled, moved and put in, values of nonsense."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 8)):
        elements = list(root.iter())[1:]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        mishap = chance.randrange(5)
        parent = one.getparent()
        if mishap == 0:
            parent.remove(one)
        elif mishap == 1:
            parent.insert(parent.index(one), deepcopy(one))
        elif mishap == 2 and one not in other.iterancestors() and one is not other:
            other.append(one)
        elif mishap == 3:
            one.append(deepcopy(chance.choice(_ELEMENTS)))
        elif one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(_NONSENSE))
    return bytes(etree.tostring(root))


def outcome(data: bytes, name: str) -> str:
    """What reading gives: records or a typed error; anything else is raised."""
    try:
        return f"{len(pipeline.parse(data, name).tasks)} tasks"
    except GovtaskError as error:
        return "error" if error.cause and error.cure else "an error that says nothing"
