"""Pages as a scanner delivers them, at 150 dpi, askew and with noise: the records come near to those of the text."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import zlib
from functools import cache
from time import perf_counter
from typing import Any

import pytest

from build_docx import sample
from build_pdf import PICTURE, PdfPage, pdf, shown
from build_scan import scanned
from exactness import compared, in_order
from govtask_cli import pipeline
from govtask_cli.errors import ReadError
from govtask_cli.readers import ReadOptions, office
from govtask_cli.readers.options import Limits
from govtask_cli.readers.scan import recognition
from govtask_cli.readers.scan.pictures import opened
from govtask_cli.records import Result
from sample_files import parsed

pytestmark = [
    pytest.mark.formats,
    pytest.mark.skipif(not recognition.is_there(), reason="pip install 'govtask-cli[ocr]'"),
]
needs_programs = pytest.mark.skipif(
    office.program() is None or shutil.which("pdftoppm") is None,
    reason="LibreOffice and poppler: apt-get install libreoffice-writer poppler-utils fonts-noto-cjk",
)
SCANNED = {"table-cells": "PNG", "items-chinese": "PDF", "notice-oneline": "TIFF"}
"""A table, a list of tasks, a notice, and the format that each is scanned to."""
SUFFIXES = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "PDF": "pdf"}
DPI = 150
MUTANTS = 2_000


@cache
def pictures(stem: str) -> tuple[Any, ...]:
    """The pages of a sample, set by LibreOffice, printed and scanned."""
    import cv2
    import numpy as np

    printed = office.convert(sample(stem), "made.docx", "docx", "pdf")
    run = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-"],
        input=printed,
        capture_output=True,
        check=True,
    )
    files = [b"\x89PNG" + part for part in run.stdout.split(b"\x89PNG")[1:]]
    pixels = [cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE) for file in files]
    seed = zlib.crc32(stem.encode())
    return tuple(
        scanned(page, seed + at, (-1.4, 0.9, 1.7)[(seed + at) % 3]) for at, page in enumerate(pixels)
    )


def saved(pages: tuple[Any, ...], kind: str) -> bytes:
    """Pictures as a file of a format; tif and pdf hold them all."""
    from PIL import Image

    held = io.BytesIO()
    first, *others = [Image.fromarray(page) for page in pages]
    more: dict[str, Any] = {"save_all": True, "append_images": others} if kind in {"TIFF", "PDF"} else {}
    if kind == "PDF":
        more["resolution"] = DPI
    else:
        more["dpi"] = (DPI, DPI)
    first.save(held, kind, **more)
    return held.getvalue()


@cache
def read(stem: str) -> Result:
    """What a scanned sample gives; nobody may change it."""
    kind = SCANNED[stem]
    return pipeline.parse(saved(pictures(stem), kind), f"{stem}.{SUFFIXES[kind]}")


@needs_programs
def test_scans_give_nine_of_ten_records_of_their_texts() -> None:
    exact = most = 0
    for stem in SCANNED:
        sides = [
            list(map(compared, each.model_dump(mode="json")["tasks"])) for each in (parsed(stem), read(stem))
        ]
        exact += in_order(*sides)
        most += max(map(len, sides))
    assert exact >= 0.9 * most


@needs_programs
@pytest.mark.parametrize("stem", SCANNED)
def test_a_scan_tells_that_it_was_recognised(stem: str) -> None:
    result = read(stem)
    assert result.source.format == SUFFIXES[SCANNED[stem]]
    assert result.source.pages == len(pictures(stem))
    assert len(result.tasks) == len(parsed(stem).tasks)
    assert "READ050" in {finding.code for finding in result.findings}
    assert all("（识别，可信度" in task.origin for task in result.tasks)
    assert any(note.kind == "turned_page" for note in result.notes)


@needs_programs
def test_pages_with_text_are_read_and_pictures_recognised() -> None:
    from pypdfium2 import PdfDocument

    made = PdfDocument(saved(pictures("notice-oneline")[:1], "PDF"))
    text = "附件1\n北山区2031年政府工作重点任务分解\n1.新建水厂2座。（责任单位：区水务局）"
    lines = [shown(72, 780 - 24 * at, line, 12) for at, line in enumerate(text.splitlines())]
    made.import_pages(PdfDocument(pdf([PdfPage("".join(lines))])))
    held = io.BytesIO()
    made.save(held)
    result = pipeline.parse(held.getvalue(), "mixed.pdf")
    places = [task.origin for task in result.tasks]
    assert sum("识别" in place for place in places) >= 7
    (read,) = [task for task in result.tasks if "识别" not in task.origin]
    assert read.content == "新建水厂2座。"
    assert read.origin.startswith("第2页")


def test_a_page_without_ink_is_told() -> None:
    with pytest.raises(ReadError) as raised:
        pipeline.parse(pdf([PdfPage(PICTURE, picture=True)]), "gray.pdf")
    assert "govtask-cli[ocr]" not in raised.value.cure
    with pytest.raises(ReadError, match="shows no text"):
        pipeline.parse(white(600, 800), "white.png")


def white(wide: int, high: int) -> bytes:
    """A PNG of white pixels."""
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (wide, high), 255).save(held, "PNG")
    return held.getvalue()


def bomb(wide: int, high: int) -> bytes:
    """A small PNG that says it is of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("wide", "high", "cause"),
    [
        (9_000, 9_000, "图片过大"),
        (60_000, 60_000, "图片过大"),
        (2_000_000_000, 2_000_000_000, "图片"),
        (30_000, 10, "图片尺寸异常"),
        (3, 3, "图片尺寸异常"),
        (0, 100, "图片损坏"),
    ],
)
def test_pictures_of_absurd_sizes_are_refused_at_once(wide: int, high: int, cause: str) -> None:
    pipeline.read(b"x", "x.txt")
    begin = perf_counter()
    with pytest.raises(ReadError, match=cause):
        pipeline.parse(bomb(wide, high), "bomb.png")
    assert perf_counter() - begin < 5


def test_a_tif_of_too_many_pages_is_refused_and_some_can_be_chosen() -> None:
    import numpy as np

    page = np.full((80, 60), 255, np.uint8)
    data = saved((page,) * 12, "TIFF")
    with pytest.raises(ReadError, match="页数过多"):
        pipeline.parse(data, "long.tif", options=ReadOptions(limits=Limits(pages=10)))
    with pytest.raises(ReadError, match="shows no text"):
        pipeline.parse(data, "long.tif", options=ReadOptions(pages=(3, 3)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_damaged_pictures_give_an_error_or_pixels(kind: str) -> None:
    """Recognition takes whatever pixels there are; what may go wrong before is the unpacking of a file."""
    import numpy as np

    whole = saved((scanned(np.full((90, 160), 255, np.uint8), 1, 0.0),) * 2, kind)
    chance = random.Random(kind)
    refused = 0
    for _ in range(MUTANTS):
        broken = bytearray(whole)
        if chance.random() < 0.4:
            del broken[chance.randrange(12, len(broken)) :]
        for _ in range(chance.randrange(1, 8)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        try:
            with opened(bytes(broken), "made", SUFFIXES[kind], ReadOptions()) as file:
                for number in range(1, file.pages + 1):
                    assert file.page(number).pixels.ndim == 2
        except ReadError as error:
            refused += "图片" in error.cause
    assert MUTANTS // 20 < refused <= MUTANTS


def test_damaged_pictures_end_the_whole_reading_as_well() -> None:
    import numpy as np

    whole = saved((np.full((90, 160), 255, np.uint8),), "PNG")
    for cut in (20, 40, len(whole) - 20):
        with pytest.raises(ReadError, match="图片"):
            pipeline.parse(whole[:cut], "made.png")
