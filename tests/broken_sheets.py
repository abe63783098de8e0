"""Spreadsheets that a bad disk, a bad program or a bad person made: bytes changed, lost, doubled, figures absurd."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator

from govtask_cli import pipeline
from govtask_cli.errors import GovtaskError

FIGURES = (b"0", b"-1", b"99999999", b"1048577", b"65536", b"9" * 30, b"1e999")


def mutants(data: bytes, *, seed: int, count: int) -> Iterator[bytes]:
    """So many damaged forms of a file: of a container mostly its parts, packed anew."""
    chance = random.Random(seed)
    parts: list[tuple[str, bytes]] = []
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = [(name, file.read(name)) for name in file.namelist()]
    told = [
        at for at, (name, _) in enumerate(parts) if re.search(r"\.xml$|\.rels$", name) and "theme" not in name
    ]
    for _ in range(count):
        if told and chance.random() < 0.9:
            chosen = chance.choice(told)
            changed = [
                (name, damaged(chance, body) if at == chosen else body)
                for at, (name, body) in enumerate(parts)
            ]
            file_ = io.BytesIO()
            with zipfile.ZipFile(file_, "w", zipfile.ZIP_DEFLATED) as file:
                for name, body in changed:
                    file.writestr(name, body)
            yield file_.getvalue()
        else:
            yield damaged(chance, data)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Bytes with a few mishaps."""
    body = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(len(body), 1))
        mishap = chance.choice(("change", "lose", "insert", "double", "cut", "figure", "figure"))
        if mishap == "change" and body:
            body[at] = chance.randrange(256)
        elif mishap == "lose":
            del body[at : at + chance.randrange(1, 60)]
        elif mishap == "insert":
            body[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 8)))
        elif mishap == "double":
            begin = chance.randrange(max(len(body), 1))
            body[at:at] = body[begin : begin + chance.randrange(1, 200)]
        elif mishap == "cut" and chance.random() < 0.2:
            del body[at:]
        elif mishap == "figure":
            begin = max(at - 200, 0)
            figures = list(re.finditer(rb"[0-9]+", body[begin : at + 200]))
            if figures:
                found = chance.choice(figures)
                body[begin + found.start() : begin + found.end()] = chance.choice(FIGURES)
    return bytes(body)


def outcome(data: bytes) -> Iterator[str]:
    """What becomes of a file: "records" whose characters add up, or "refused" with a cause and a cure."""
    try:
        made = pipeline.parse(data, "damaged")
    except GovtaskError as error:
        yield "refused" if error.cause and error.cure else "refused without a word"
        return
    coverage = made.coverage
    assert coverage.read == coverage.used + coverage.dropped + coverage.unexplained
    yield "records"
