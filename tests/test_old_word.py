"""Old Word files read without LibreOffice: the same as from a new one, and never what was deleted."""

from __future__ import annotations

import random

import pytest

from govtask_cli import pipeline
from govtask_cli.document import Document, Paragraph, Table, Text
from govtask_cli.errors import GovtaskError, ReadError
from govtask_cli.readers import office, word97, word97_properties
from make_old_word import FILE, as_docx
from test_docx import lines, noted, records, rows

OLD = FILE.read_bytes()
HEAD = OLD.index(b"\xec\xa5")
"""Where the header of the document stands."""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(office, "program", lambda: None)


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def places(document: Document) -> list[str]:
    """The places of its paragraphs and cells."""
    texts: list[Text] = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    texts += [
        cell.text for table in tables(document) for row in table.grid for cell in row if cell is not None
    ]
    return [str(text.origin) for text in texts]


@pytest.mark.usefixtures("alone")
class TestFile:
    def test_it_holds_what_the_new_file_holds(self) -> None:
        old, new = pipeline.read(OLD, "old.doc"), pipeline.read(as_docx(), "new.docx")
        assert old.source.format == "doc"
        assert lines(old) == lines(new) == [
            "附件", "河湾区2031年重点工作任务分解表", "一、城市建设", "1.新建农村公路130公里。", "2.新建公园2个。",
            "二、𬭎水文化节",
        ]  # fmt: skip
        assert rows(old) == rows(new)
        assert places(old) == places(new)
        spans = [
            [(cell.rowspan, cell.colspan) for row in table.grid for cell in row if cell]
            for table in tables(old)
        ]
        assert spans == [
            [(cell.rowspan, cell.colspan) for row in table.grid for cell in row if cell]
            for table in tables(new)
        ]
        assert old.read == new.read

    def test_what_was_deleted_or_hidden_does_not_come_back(self) -> None:
        old = pipeline.read(OLD, "old.doc")
        assert noted(old, "tracked_deletion") == ["150"]
        assert noted(old, "tracked_insertion") == ["130"]
        assert noted(old, "hidden_text") == ["待核实"]
        assert noted(old, "footnote") == ["含在建项目。"]
        codes = [finding.code for finding in pipeline.parse(OLD, "old.doc").findings]
        assert codes.count("READ001") == 2
        assert codes.count("READ002") == 1

    def test_its_tasks(self) -> None:
        old, new = pipeline.parse(OLD, "old.doc"), pipeline.parse(as_docx(), "new.docx")
        assert records(old) == records(new)
        assert [(task.number, task.content) for task in old.tasks] == [
            (1, "整治河道3条。"), (1, "更换管网。\n新增泵站2座。"), (2, "新建学校4所。"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("at", "value", "message"),
        [
            (10, b"\x00\x13", "password"),
            (2, b"\x65\x00", "older than Word 97"),
            (0, b"\x00\x00", "no Word document"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, at: int, value: bytes, message: str) -> None:
        data = OLD[: HEAD + at] + value + OLD[HEAD + at + 2 :]
        with pytest.raises(ReadError, match=message):
            pipeline.read(data, "old.doc")

    def test_damaged_files_give_records_or_an_error(self) -> None:
        chance = random.Random(4)
        given: list[str] = []
        for at in range(150):
            data = bytearray(OLD[: chance.randrange(len(OLD))] if at % 10 == 0 else OLD)
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(HEAD if len(data) > HEAD else 0, len(data))] = chance.choice(
                    (0, 1, 128, 255)
                )
            try:
                pipeline.parse(bytes(data), "damaged.doc")
                given.append("records")
            except GovtaskError as error:
                given.append("error" if error.cure else "an error that says nothing")
        assert {"records", "error"} == set(given)


def test_where_libreoffice_fails_the_light_reader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes, name: str, suffix: str, to: str) -> bytes:
        raise ReadError(name, "LibreOffice could not read it", "save it anew")

    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "convert", fails)
    assert lines(pipeline.read(OLD, "old.doc"))[0] == "附件"
    with pytest.raises(ReadError, match="LibreOffice could not read it"):
        pipeline.read(OLD[:HEAD] + b"\0\0" + OLD[HEAD + 2 :], "damaged.doc")


class TestProperties:
    def test_lists_that_are_cut_end_there(self) -> None:
        assert list(word97_properties.changes(b"\x00\x08\x01\x3c\x08")) == [(0x0800, b"\x01")]
        assert list(word97_properties.changes(b"\x08\xd6\xff\xff\x01")) == []
        assert list(word97_properties.changes(b"\x15\xc6\xff")) == []

    @pytest.mark.parametrize("first", [1, 2])
    def test_cells_merged_across_whichever_number_marks_the_first(self, first: int) -> None:
        flags = (first, 3 - first, 0, first, 3 - first)
        edges = b"".join((100 * at).to_bytes(2, "little") for at in range(6))
        more = b"".join(flag.to_bytes(2, "little") + bytes(18) for flag in flags)
        operand = b"\x05" + edges + more
        row = b"\x08\xd6" + (len(operand) + 1).to_bytes(2, "little") + operand
        assert [cell.away for cell in word97_properties.row_of(row)] == [False, True, False, False, True]

    def test_hidden_against_the_style(self) -> None:
        looks = [word97_properties.look_of(b"\x3c\x08" + bytes([value])) for value in (0, 1, 0x80, 0x81)]
        assert [(look.hidden, look.flips) for look in looks] == [
            (False, False), (True, False), (None, False), (None, True),
        ]  # fmt: skip


def test_a_file_of_another_program_is_refused() -> None:
    with pytest.raises(ReadError, match="damaged Office file"):
        word97.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "other.doc")
