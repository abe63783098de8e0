"""What bad files do, for every format that can do it: refused by name or read, in little time, and nothing is harmed.

What one format alone can do (pages without end, formulas, frames …) stands in the tests of that format.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import build_xlsx
from build import FORMATS, NATIVE
from build_docx import p, package, tbl, tc, tr
from build_ods import spreadsheet
from build_pdf import PdfPage, pdf
from build_xls import compound, old_workbook
from build_xlsx import Drawn, workbook
from govtask_cli import pipeline
from govtask_cli.errors import ReadError
from govtask_cli.readers import READERS
from govtask_cli.records import Result
from originals import original
from zip_files import message, part, zipped

SAMPLE: Final = "table-breakdown.gb18030"
ONE_EACH: Final = [name for name in NATIVE if "," not in name] + ["html, portal"]
SECONDS: Final = 4.0
"""Of processor time; a busy machine takes longer."""
MANIFEST: Final = "application/vnd.oasis.opendocument.text"
DTD: Final = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def good(form: str) -> bytes:
    """A sample in a format."""
    return FORMATS[form].write(original(SAMPLE))


def open_document_text(content: bytes = b"<office:document-content/>") -> bytes:
    """An OpenDocument text, which LibreOffice reads."""
    return zipped(("mimetype", MANIFEST), ("content.xml", content))


CONTAINERS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "docx": (lambda: good("docx"), "word/document.xml"),
    "xlsx": (lambda: good("xlsx"), "xl/worksheets/sheet1.xml"),
    "ods": (lambda: good("ods"), "content.xml"),
    "odt": (open_document_text, "content.xml"),
    "ofd": (lambda: good("ofd"), "OFD.xml"),
}
"""Formats that are zip files of XML: a good file, and its main part."""


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A container with one part put in, or in the place of what it had."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return held.getvalue()


def quickly(data: bytes, name: str = "bad") -> Result:
    """The records of a file, read in little time."""
    begun = time.process_time()
    try:
        return pipeline.parse(data, name)
    finally:
        assert time.process_time() - begun < SECONDS


def refused(data: bytes, cause: str, name: str = "bad") -> None:
    """Fails where a file is not refused for this cause, with a cure."""
    with pytest.raises(ReadError, match=cause) as caught:
        quickly(data, name)
    assert caught.value.file == name
    assert caught.value.cure


def read_or_refused(data: bytes, name: str) -> Result | None:
    """The records of a file; None where it is refused with a cause and a cure. Fails where characters are lost."""
    try:
        result = quickly(data, name)
    except ReadError as error:
        if error.file != name or not error.cause or not error.cure:
            raise AssertionError(f"an error that does not tell enough: {error}") from error
        return None
    coverage = result.coverage
    assert coverage.read == coverage.used + coverage.dropped + coverage.unexplained
    return result


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("form", ONE_EACH)
def test_a_file_that_was_cut(form: str, share: float) -> None:
    data = good(form)
    result = read_or_refused(data[: int(len(data) * share)], "cut")
    assert result is None or len(result.tasks) <= len(original(SAMPLE).records[0]["tasks"])


@pytest.mark.parametrize("form", ONE_EACH)
def test_a_wrong_suffix_is_noted_and_no_more(form: str) -> None:
    wrong = "png"
    result = quickly(good(form), f"notice.{wrong}")
    assert result.source.format == FORMATS[form].reads
    assert [task.content for task in result.tasks] == [
        task["content"] for task in original(SAMPLE).records[0]["tasks"]
    ]
    assert [note.kind for note in result.notes].count("wrong_suffix") == 1


def test_every_reader_stands_in_these_lists() -> None:
    """rtf and doc are no containers; LibreOffice and the light reader have tests of their own."""
    names = {name for reader in READERS for name in reader.formats}
    assert names - {FORMATS[form].reads for form in ONE_EACH} - set(CONTAINERS) <= {
        "doc",
        "rtf",
        "png",
        "jpg",
        "tif",
    }


@pytest.mark.parametrize("form", CONTAINERS)
class TestContainers:
    @pytest.mark.formats
    def test_a_bomb_is_refused_at_once_and_takes_no_memory(self, form: str, tmp_path: Path) -> None:
        whole, main = CONTAINERS[form]
        bomb = tmp_path / f"bomb.{form}"
        bomb.write_bytes(with_part(whole(), main, b"<x>" + b" " * (200 << 20) + b"</x>"))
        assert bomb.stat().st_size < 1 << 19
        script = (
            "import sys, time; from pathlib import Path; from govtask_cli import pipeline, ReadError\n"
            "import govtask_cli.readers.docx, govtask_cli.readers.xlsx, lxml.etree\n"
            "data = Path(sys.argv[1]).read_bytes(); begun = time.process_time()\n"
            "try: pipeline.parse(data, 'bomb')\n"
            "except ReadError as error: print(error.cause)\n"
            "spent = time.process_time() - begun\n"
            "(most,) = [l for l in Path('/proc/self/status').read_text().splitlines() if l.startswith('VmHWM')]\n"
            "print(spent, int(most.split()[1]) / 1024)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, bomb], capture_output=True, text=True, check=True
        )
        cause, figures = done.stdout.splitlines()
        seconds, megabytes = map(float, figures.split())
        assert "zip bomb" in cause
        assert seconds <= 1.0
        assert megabytes <= 100

    def test_a_document_type_and_entities_are_refused(self, form: str) -> None:
        whole, main = CONTAINERS[form]
        refused(with_part(whole(), main, DTD + b"<x>&b;</x>"), "document type|DTD|entit")

    def test_names_that_lead_outside_lead_nowhere(
        self, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if form == "odt":
            pytest.skip("what LibreOffice does with names is its own affair: it gets a folder of its own")
        monkeypatch.chdir(tmp_path)
        data = CONTAINERS[form][0]()
        for name in ("../outside.txt", "/outside.txt", "..\\outside.txt"):
            data = with_part(data, name, b"outside")
        assert len(quickly(data).tasks) == len(original(SAMPLE).records[0]["tasks"])
        assert list(tmp_path.parent.glob("outside*")) == list(tmp_path.iterdir()) == []

    def test_too_many_parts(self, form: str) -> None:
        held = io.BytesIO(CONTAINERS[form][0]())
        with zipfile.ZipFile(held, "a") as file:
            for at in range(10_001):
                file.writestr(f"p{at}", b"")
        refused(held.getvalue(), "zip bomb")


EMPTY: Final[dict[str, bytes]] = {
    "txt": b" \n \n",
    "csv": b",,,\n,,,\n",
    "docx": package(""),
    "xlsx": workbook(Drawn([])),
    "xls": old_workbook(Drawn([])),
    "ods": spreadsheet(Drawn([])),
    "html": b"<html><body></body></html>",
    "mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B--\r\n",
    "pdf": pdf([]),
}


@pytest.mark.parametrize("form", EMPTY)
def test_what_holds_nothing_says_so(form: str) -> None:
    result = read_or_refused(EMPTY[form], f"empty.{form}")
    if result is not None:
        assert [finding.code for finding in result.findings][-1:] == ["DOC001"]
        assert not result.tasks


HEAD: Final = [["序号", "任务内容", "责任单位"], [1, "新建水厂", "区水务局"], [2, "整治河道", "区城管局"]]
WIDE: Final = 400
"""Rows and columns of a table of 160,000 empty cells; a sheet repeats them by millions."""


@cache
def _made(files: Callable[[], Iterator[tuple[str, bytes]]]) -> dict[str, bytes]:
    return dict(files())


def _empty_cells() -> Iterator[tuple[str, bytes]]:
    lines = [",".join(map(str, row)) + "," * (WIDE - 3) for row in HEAD] + ["," * (WIDE - 1)] * WIDE
    yield "csv", "\n".join(lines).encode()
    blank = "".join(f'<c r="{column_name(at)}" s="0"/>' for at in range(1000))
    rows = "".join(f'<row r="{at}">{blank.replace("#", str(at))}</row>' for at in range(4, 1004))
    yield (
        "xlsx",
        build_xlsx.rewritten(
            workbook(Drawn(HEAD)),
            {"xl/worksheets/sheet1.xml": lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>")},
        ),
    )
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    repeated = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    with zipfile.ZipFile(io.BytesIO(spreadsheet(Drawn(HEAD)))) as file:
        content = file.read("content.xml").decode().replace("</table:table>", f"{repeated}</table:table>")
    yield "ods", with_part(spreadsheet(Drawn(HEAD)), "content.xml", content.encode())
    cells = "<tr>" + "<td></td>" * WIDE + "</tr>"
    known = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}</tr>" for row in HEAD)
    yield (
        "html",
        f"<html><meta charset=utf-8><body><table>{known}{cells * WIDE}</table></body></html>".encode(),
    )
    empty = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 100}</w:tr>"
    table = tbl(*(tr(*map(str, row)) for row in HEAD), empty * 500)
    yield "docx", package(table)


def column_name(column: int) -> str:
    """The name of a column, and # for its row."""
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return f"{name}#"


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "html", "docx"])
def test_a_million_empty_cells_are_nothing(form: str) -> None:
    result = quickly(_made(_empty_cells)[form], f"wide.{form}")
    assert [task.content for task in result.tasks] == ["新建水厂", "整治河道"]


def _endless_spans() -> Iterator[tuple[str, bytes]]:
    areas = "".join('<mergeCell ref="A4:XFD1048576"/>' for _ in range(2_000))
    merged = f'<mergeCells count="2000">{areas}</mergeCells>'
    yield (
        "xlsx",
        build_xlsx.rewritten(
            workbook(Drawn(HEAD)),
            {"xl/worksheets/sheet1.xml": lambda xml: xml.replace("</sheetData>", f"</sheetData>{merged}")},
        ),
    )
    yield "xls", old_workbook(Drawn(HEAD, merged=[(3, 0, 65535, 255)] * 1_000))
    yield "ods", spreadsheet(Drawn(HEAD, merged=[(3, 0, 1_048_575, 16_383)]))
    known = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}</tr>" for row in HEAD)
    spans = "<tr>" + "<td colspan=99999 rowspan=99999></td>" * 50 + "</tr>"
    yield "html", f"<html><meta charset=utf-8><body><table>{known}{spans * 50}</table></body></html>".encode()
    wide = tr(tc("", '<w:gridSpan w:val="99999"/>'))
    yield "docx", package(tbl(*(tr(*map(str, row)) for row in HEAD), wide * 50))


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "html", "docx"])
def test_merged_cells_without_end_are_cut(form: str) -> None:
    result = quickly(_made(_endless_spans)[form], f"spans.{form}")
    assert [task.content for task in result.tasks] == ["新建水厂", "整治河道"]


DEEP: Final = 20_000


def _deep() -> Iterator[tuple[str, bytes]]:
    yield "html", b"<html><body>" + b"<div>" * DEEP + "1.新建水厂。".encode()
    yield (
        "docx",
        package("<w:sdt><w:sdtContent>" * DEEP + p("1.新建水厂。") + "</w:sdtContent></w:sdt>" * DEEP),
    )
    nest = "<a>" * DEEP + "</a>" * DEEP
    nested = "<table:table-row-group>" * DEEP + "</table:table-row-group>" * DEEP
    data = spreadsheet(Drawn([["序号", "任务内容"]]))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        content = file.read("content.xml").decode().replace("</table:table>", f"{nested}</table:table>")
    yield "ods", with_part(data, "content.xml", content.encode())
    yield (
        "xlsx",
        build_xlsx.rewritten(
            workbook(Drawn([["序号", "任务内容"]])),
            {"xl/worksheets/sheet1.xml": lambda xml: xml.replace("</sheetData>", f"{nest}</sheetData>")},
        ),
    )
    inner = part("1.新建水厂。".encode(), "text/plain")
    for _ in range(12):
        inner = part(message(inner), "message/rfc822")
    yield "eml", message(inner)


@pytest.mark.parametrize("form", ["html", "docx", "ods", "xlsx", "eml"])
def test_what_nests_without_end_is_read_or_refused(form: str) -> None:
    result = read_or_refused(_made(_deep)[form], f"deep.{form}")
    assert result is None or len(result.tasks) <= 1


@pytest.mark.parametrize("form", ["docx", "xlsx", "ods", "ofd", "pdf", "doc", "xls"])
def test_a_password_is_named(form: str) -> None:
    refused(_locked(form), "password|encrypted|加密")


def _locked(form: str) -> bytes:
    if form == "pdf":
        return pdf([PdfPage()], password="secret")
    if form in {"ods", "ofd"}:
        return _locked_parts(CONTAINERS[form][0]())
    if form == "xls":
        return old_workbook(Drawn([["甲"]]), locked=True)
    says_so = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(5000)  # a bit in the head of a Word file
    return compound("WordDocument" if form == "doc" else "EncryptedPackage", says_so)


def _locked_parts(data: bytes) -> bytes:
    """A container whose parts say that they are encrypted."""
    body = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(sign)
        while at >= 0:
            body[at + offset] |= 1
            at = body.find(sign, at + 4)
    return bytes(body)
