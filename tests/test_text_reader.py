"""The text reader: lines as an editor numbers them, nothing lost in silence, no binary taken for text."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtask_cli.document import Document, Paragraph, texts
from govtask_cli.errors import GovtaskError, ReadError
from govtask_cli.readers import READERS, read


def lines(document: Document) -> list[tuple[int | None, int, str]]:
    """(line number, gap, text) of every paragraph."""
    return [(b.text.origin.line, b.gap, b.text.plain) for b in document.blocks if isinstance(b, Paragraph)]


def solid(text: str) -> int:
    """How many characters are no white space."""
    return sum(not character.isspace() for character in text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    document = read(f"甲{end}{end} {end}乙\t丙 {end}丁".encode(), "a.txt")
    assert lines(document) == [(1, 0, "甲"), (4, 2, "乙\t丙 "), (5, 0, "丁")]


def test_line_ends_of_all_kinds_in_one_file() -> None:
    assert lines(read("甲\r\n乙\r丙\n丁\n".encode(), "a.txt")) == [
        (1, 0, "甲"),
        (2, 0, "乙"),
        (3, 0, "丙"),
        (4, 0, "丁"),
    ]


def test_a_form_feed_ends_a_paragraph_but_no_line_and_counts_in_the_gap() -> None:
    assert lines(read("甲\n\f乙\f丙\n\f\n丁".encode(), "a.txt")) == [
        (1, 0, "甲"),
        (2, 1, "乙"),
        (2, 1, "丙"),
        (4, 2, "丁"),
    ]


@pytest.mark.parametrize("separator", "\v\x85\u2028\u2029")
def test_other_separators_end_a_paragraph_but_no_line(separator: str) -> None:
    assert lines(read(f"甲{separator}乙\n丙".encode(), "a.txt")) == [(1, 0, "甲"), (1, 0, "乙"), (2, 0, "丙")]


def test_offsets_are_those_of_the_decoded_text() -> None:
    text = "一\r\n\r\n  二\f三\0四\n"
    document = read(text.encode("utf-16"), "a.txt")
    for block in document.blocks:
        for part in texts(block):
            for run in part.runs:
                assert text[run.start : run.start + len(run.text)] == run.text


def test_source() -> None:
    document = read("甲乙".encode("gb18030"), "通知.txt")
    assert (document.source.name, document.source.format, document.source.encoding) == (
        "通知.txt",
        "txt",
        "gb18030",
    )
    assert len(document.source.sha256) == 64
    assert document.source.pages is None
    assert document.read == 2


def test_what_prints_nothing_is_dropped_and_noted() -> None:
    document = read("\ufeff1.新\u200b建\0\0公\x02路\n\u200b\n2.改造".encode(), "a.txt")
    assert lines(document) == [(1, 0, "1.新建公路"), (3, 1, "2.改造")]
    assert [(note.kind, note.dropped, note.text.plain) for note in document.notes] == [
        ("control", True, "\u200b\0\0\x02"),
        ("control", True, "\u200b"),
    ]
    assert "U+0000 U+0002 U+200B" in document.notes[0].message


def test_what_could_not_be_decoded_stays_and_is_noted() -> None:
    document = read(("一、新建公路三公里，改造农田。\n" * 3).encode("gb18030") + b"\xff\n", "a.txt")
    assert [(note.kind, note.dropped, note.text.plain) for note in document.notes] == [
        ("replaced", False, "\ufffd")
    ]
    assert document.notes[0].text.origin.line == 4


def test_a_doubtful_encoding_is_noted_or_refused() -> None:
    garbled = "на районном заседании обсудили планы работ".encode("cp1251")
    assert "encoding" in {note.kind for note in read(garbled + b" GDP 5%" * 50, "a.txt").notes}
    with pytest.raises(ReadError, match="--encoding"):
        read(garbled, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t", "\u3000\n\ufeff\f".encode(), b"\xef\xbb\xbf", b"\0\0\0"])
def test_empty(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"a\.txt"):
        read(data, "a.txt")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01" + bytes(range(1, 32)) * 9, b"\x01\x02\x03abc"]
)
def test_binary(data: bytes) -> None:
    with pytest.raises(ReadError, match="no text"):
        read(data, "a.bin")


def zipped(*members: str) -> bytes:
    """A zip file with empty members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped("a.txt"), "zip archive"),
        (b"PK\x03\x04 and then nothing", "damaged zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60, "old Office file"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"II*\0", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
)
def test_other_formats_are_refused_by_name_whatever_the_suffix(data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "通知.txt")
    assert what in caught.value.cause
    assert "通知.txt" in str(caught.value)
    assert caught.value.cure


def test_mark_up_inside_a_text_is_text() -> None:
    assert lines(read("<p>一、新建公路</p>".encode(), "a.txt")) == [(1, 0, "<p>一、新建公路</p>")]


def test_a_line_of_a_megabyte() -> None:
    document = read(("新建公路，" * 70_000).encode(), "a.txt")
    assert len(document.blocks) == 1
    assert document.read == 350_000


def test_every_second_character_is_invisible() -> None:
    document = read(("路\u200b" * 50_000).encode(), "a.txt")
    assert lines(document)[0][2] == "路" * 50_000
    assert len(document.notes) == 1


def test_the_readers_have_names_of_their_own() -> None:
    names = [name for reader in READERS for name in reader.formats]
    assert len(set(names)) == len(names)


def accounted(document: Document) -> int:
    """Characters that were kept or noted as dropped."""
    kept = sum(solid(text.plain) for block in document.blocks for text in texts(block))
    return kept + sum(solid(note.text.plain) for note in document.notes if note.dropped)


@given(st.text(max_size=200))
def test_kept_and_noted_is_read(text: str) -> None:
    try:
        document = read(text.encode("utf-8", "replace"), "a.txt", encoding="utf-8")
    except ReadError:
        return
    assert accounted(document) == document.read


@settings(deadline=None)  # some begin as files of LibreOffice do
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_an_error(data: bytes) -> None:
    try:
        document = read(data, "a.txt")
    except GovtaskError:
        return
    assert document.blocks
    assert accounted(document) == document.read


@given(st.sampled_from("\n \r\f\v\x85\u2028甲乙1.\0\u200b\t"), st.data())
def test_lines_are_numbered_as_an_editor_numbers_them(first: str, data: st.DataObject) -> None:
    text = first + data.draw(st.text("\n\r\f\u2028甲 \0", max_size=40))
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        document = read(text.encode(), "a.txt", encoding="utf-8")
    except ReadError:
        return
    for number, _, plain in lines(document):
        assert number is not None
        assert plain in physical[number - 1].replace("\0", "").replace("\u200b", "")
