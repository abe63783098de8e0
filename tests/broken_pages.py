"""Pages and messages that were damaged on purpose: the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from typing import Final

from build_html import SITES, blocks, saved_page
from govtask_cli import pipeline
from govtask_cli.document import texts
from govtask_cli.errors import GovtaskError
from govtask_cli.grammar.folding import count
from govtask_cli.inputs import documents
from sample_files import STEMS
from zip_files import message, part, zipped

FORMATS: Final = ("html", "mht", "zip", "eml")
SPARKS: Final = (
    b"<table>", b"</table>", b"<td colspan=99999 rowspan=99999>", b"<div>" * 50, b"</div>", b"<!--", b"-->",
    b"<script>", b"</script>", b"<style>", b"<ol start=-5 type=i>", b"<li value=99999999999999>", b"<p hidden>",
    b"<frameset>", b"<iframe src=x>", b"<svg>", b"<template>", b"<select>", b"<textarea>", b"&#0;", b"&#xD800;",
    b"&#x10ffff;", b"\0", b"\xff\xfe", b"<plaintext>", b"<dl><dt>", b"<dd>", b"<caption>", b"<tr hidden>", b"<form>",
    b"<a href=x>", b"<br>" * 30, b"<b><i><u>", b"<meta charset=utf-16>", b"<meta charset=utf-7>", b"--B", b"\r\n\r\n",
    b"PK\x03\x04", b"<body>", b"<pre>", b"<math><annotation-xml encoding=text/html>", "\u200b\u202e".encode(),
)  # fmt: skip
"""What steers a parser, put anywhere."""


@cache
def whole(form: str) -> tuple[bytes, ...]:
    """Undamaged files of a format, made of all samples."""
    pages = tuple(site(blocks(stem)) for stem, site in zip(STEMS, cycle(SITES.values()), strict=False))
    if form == "html":
        return pages
    if form == "mht":
        return tuple(map(saved_page, pages))
    if form == "zip":
        return tuple(
            zipped(("通知.html", page), ("内.zip", zipped(("a.txt", "新建水厂。")))) for page in pages
        )
    inner = part(
        zipped(("a.txt", "新建水厂。")),
        "application/zip",
        'Content-Disposition: attachment; filename="a.zip"',
    )
    return tuple(message(part(page, "text/html"), inner) for page in pages)


def mutants(files: Sequence[bytes], *, seed: int, count: int) -> Iterator[bytes]:
    """So many damaged files, spread over the whole ones."""
    chance = random.Random(seed)
    for data in islice(cycle(files), count):
        yield _damaged(bytearray(data), chance)


def _damaged(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) or 1)
        kind = chance.choice(("flip", "cut", "spark", "copy", "end", "noise"))
        if kind == "flip" and data:
            data[at] = chance.randrange(256)
        elif kind == "cut":
            del data[at : at + chance.choice((1, 10, 100, 1000))]
        elif kind == "spark":
            data[at:at] = chance.choice(SPARKS)
        elif kind == "copy":
            begin = chance.randrange(len(data) or 1)
            data[at:at] = data[begin : begin + chance.choice((5, 50, 500))]
        elif kind == "end" and chance.random() < 0.3:
            del data[at:]
        elif kind == "noise":
            data[at:at] = chance.randbytes(chance.randint(1, 6))
    return bytes(data)


def outcome(data: bytes) -> Iterator[str]:
    """What each document in a file gives: records, or that it was refused; every character is kept or noted."""
    for one in documents(data, "damaged"):
        try:
            held = one.read()
            found = pipeline.read(held, one.name)
            pipeline.parse(held, one.name)
        except GovtaskError as error:
            yield "refused" if error.cause and error.cure else "refused without a reason"
            continue
        kept = sum(count(text.plain) for block in found.blocks for text in texts(block))
        assert kept + sum(count(note.text.plain) for note in found.notes if note.dropped) == found.read
        yield "records"
