"""Old workbooks for tests, written by hand: a compound file around the records of BIFF 8."""

from __future__ import annotations

from struct import pack
from typing import Any, Final

from build_xlsx import Drawn, Formula

SECTOR: Final = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
MOST: Final = 8224
"""Bytes of one record; what is longer goes on in the next."""
ERRORS: Final = {"#DIV/0!": 7, "#REF!": 23, "#N/A": 42}


def old_workbook(*sheets: Drawn, locked: bool = False) -> bytes:
    """The bytes of a workbook (.xls); numbers may have formats."""
    return compound("Workbook", stream(*sheets, locked=locked))


def stream(*sheets: Drawn, locked: bool = False) -> bytes:
    """The records of a workbook."""
    codes = sorted({code for drawn in sheets for code in drawn.formats.values()})
    styles = {code: at + 1 for at, code in enumerate(codes)}
    texts = list(
        dict.fromkeys(
            str(text) for drawn in sheets for row in drawn.rows for text in row if isinstance(text, str)
        )
    )
    head = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + (record(0x2F, bytes(6)) if locked else b"")
    head += b"".join(record(0x41E, pack("<H", 200 + at) + string(code)) for at, code in enumerate(codes))
    head += b"".join(
        record(0xE0, pack("<HH", 0, number) + bytes(16)) for number in (0, *range(200, 200 + len(codes)))
    )
    tail = shared(texts) + record(0x0A, b"")
    bodies = [sheet(drawn, {text: at for at, text in enumerate(texts)}, styles) for drawn in sheets]
    listed = sum(4 + 8 + 2 * len(drawn.name) for drawn in sheets)
    at = len(head) + listed + len(tail)
    bound = b""
    for drawn, body in zip(sheets, bodies, strict=True):
        bound += record(
            0x85,
            pack("<IBBBB", at, int(drawn.hidden), 0, len(drawn.name), 1) + drawn.name.encode("utf-16-le"),
        )
        at += len(body)
    return head + bound + tail + b"".join(bodies)


def record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def string(text: str) -> bytes:
    """A string with two bytes for its length."""
    return pack("<HB", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le")


def shared(texts: list[str]) -> bytes:
    """The table of strings, cut inside strings where a record is full; every second is rich, every third has aids."""
    bodies = [bytearray(pack("<II", len(texts), len(texts)))]
    for at, text in enumerate(texts):
        narrow = all(ord(sign) < 256 for sign in text)
        flags = (not narrow) | (8 if at % 2 else 0) | (4 if at % 3 == 2 else 0)
        lead = (
            pack("<HB", len(text.encode("utf-16-le")) // 2, flags)
            + (pack("<H", 1) if at % 2 else b"")
            + (pack("<I", 5) if at % 3 == 2 else b"")
        )
        if len(bodies[-1]) + len(lead) > MOST:
            bodies.append(bytearray())
        bodies[-1] += lead
        raw = text.encode("latin-1" if narrow else "utf-16-le")
        while raw:
            left = (MOST - len(bodies[-1])) // 2 * 2
            if left <= 0:
                bodies.append(bytearray([not narrow]))
                continue
            bodies[-1] += raw[:left]
            raw = raw[left:]
        for rest in (bytes(4) if at % 2 else b"") + (b"aids!" if at % 3 == 2 else b""):
            if len(bodies[-1]) >= MOST:
                bodies.append(bytearray())
            bodies[-1].append(rest)
    return b"".join(record(0x3C if at else 0xFC, bytes(body)) for at, body in enumerate(bodies))


def sheet(drawn: Drawn, texts: dict[str, int], styles: dict[str, int]) -> bytes:
    """The records of one sheet."""
    body = record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    body += b"".join(record(0x7D, pack("<HHHHHH", at, at, 2000, 0, 1, 0)) for at in drawn.hidden_columns)
    for at, row in enumerate(drawn.rows):
        flags = 0x20 if at in set(drawn.hidden_rows) else 0
        body += record(0x208, pack("<HHHHHHHH", at, 0, len(row), 300, 0, 0, flags | 0x100, 15))
        for column, value in enumerate(row):
            body += cell(at, column, styles.get(drawn.formats.get((at, column), ""), 0), value, texts)
    if drawn.merged:
        areas = b"".join(pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in drawn.merged)
        body += record(0xE5, pack("<H", len(drawn.merged)) + areas)
    return body + record(0x0A, b"")


def cell(row: int, column: int, style: int, value: Any, texts: dict[str, int]) -> bytes:
    """The record of a cell; whole numbers are packed, formulas have their stored values."""
    place = pack("<HHH", row, column, style)
    if value is None:
        return record(0x201, place)
    if isinstance(value, Formula):
        if isinstance(value.value, str) and value.value in ERRORS:
            return record(0x06, place + bytes((2, 0, ERRORS[value.value], 0, 0, 0, 0xFF, 0xFF)) + bytes(8))
        if isinstance(value.value, str):
            return record(0x06, place + bytes((0, 0, 0, 0, 0, 0, 0xFF, 0xFF)) + bytes(8)) + record(
                0x207, string(value.value)
            )
        return record(0x06, place + pack("<d", value.value) + bytes(8))
    if isinstance(value, bool):
        return record(0x205, place + bytes((value, 0)))
    if isinstance(value, int):
        return record(0x27E, place + pack("<i", value << 2 | 2))
    if isinstance(value, float):
        return record(0x203, place + pack("<d", value))
    return record(0xFD, place + pack("<I", texts[value]))


def compound(name: str, body: bytes) -> bytes:
    """A compound file with one stream, padded to where it needs no small sectors."""
    body = body.ljust(4096, b"\0")
    count = -(-len(body) // SECTOR)
    tables = 1
    while tables * (SECTOR // 4) < count + 1 + tables:
        tables += 1
    chain = [*range(1, count), END, END, *([FAT] * tables)]
    chain += [FREE] * (tables * (SECTOR // 4) - len(chain))
    entries = entry("Root Entry", 5, END, 0, child=1) + entry(name, 2, 0, len(body)) + bytes(2 * 128)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, tables, count, 0, 4096, END, 0, END, 0)
    header += b"".join(pack("<I", count + 1 + at if at < tables else FREE) for at in range(109))
    return header + body.ljust(count * SECTOR, b"\0") + entries + b"".join(pack("<I", each) for each in chain)


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    """One entry of the directory."""
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + pack("<HBBIII", len(raw) + 2, kind, 1, FREE, FREE, child)
        + bytes(36)
        + pack("<IQ", start, size)
    )
