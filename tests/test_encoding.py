"""Which encoding is chosen: every one of them, from two characters to whole pages, whole and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtask_cli.errors import GovtaskError, ReadError, UsageError
from govtask_cli.readers.encoding import REPLACED, decode

SIMPLIFIED = (
    "关于印发《北山区2031年重点工作任务分解》的通知\n"
    "一、张一区长牵头重点工作\n"
    "1.新建改造农村公路12.5公里，完成投资3.2亿元。（责任单位：区交通运输局、区财政局）\n"
    "2.新增公办幼儿园学位800个，普惠率达到92%以上。（责任单位：区教育局）\n"
)
TRADITIONAL = (
    "關於印發《北山縣2031年重點工作任務分解》的通知\n"
    "一、縣長負責的重點工作\n"
    "1.新建農村公路12.5公里，完成投資3.2億元。（責任單位：縣交通局、縣財政局）\n"
    "2.新增幼稚園學額800個，普惠率達到92%以上。（責任單位：縣教育局）\n"
)
UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
SHORT = (
    "财政",
    "办公",
    "市长",
    "审核",
    "牵头单位",
    "区教育局",
    "全市",
    "序号",
    "附件",
    "联通",
    "模具",
    "责任单位：区财政局",
    "2031年",
)


@pytest.mark.parametrize("encoding", UNMARKED)
def test_a_page_without_a_mark(encoding: str) -> None:
    found = decode(SIMPLIFIED.encode(encoding), "a.txt")
    assert (found.text, found.encoding, found.damaged) == (SIMPLIFIED, encoding, False)


@pytest.mark.parametrize(
    ("mark", "codec", "said"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
    ],
)
def test_the_byte_order_mark_decides_and_is_no_text(mark: bytes, codec: str, said: str) -> None:
    found = decode(mark + SIMPLIFIED.encode(codec), "a.txt")
    assert (found.text, found.encoding) == (SIMPLIFIED, said)


@pytest.mark.parametrize("line", SIMPLIFIED.splitlines())
@pytest.mark.parametrize("encoding", UNMARKED)
def test_a_single_line(line: str, encoding: str) -> None:
    assert decode(line.encode(encoding), "a.txt").text == line


@pytest.mark.parametrize("line", [TRADITIONAL, *TRADITIONAL.splitlines(), "市長", "縣政府", "責任單位"])
@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16-le"])
def test_traditional_text_is_not_taken_for_gb18030(line: str, encoding: str) -> None:
    found = decode(line.encode(encoding), "a.txt")
    assert (found.text, found.encoding) == (line, encoding)


def test_traditional_text_in_gbk() -> None:
    assert decode(TRADITIONAL.encode("gbk"), "a.txt").text == TRADITIONAL


@pytest.mark.parametrize("word", SHORT)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_short_text_never_comes_out_as_korean_or_big5(word: str, encoding: str) -> None:
    found = decode(word.encode(encoding), "a.txt")
    assert found.text == word
    if not word.isascii():
        assert found.encoding == encoding


def test_four_byte_names_of_gb18030() -> None:
    text = "联系人：李䶮、王𬭎，联系电话：0000-1234567。"
    assert decode(text.encode("gb18030"), "a.txt").text == text


def test_hong_kong_characters() -> None:
    text = TRADITIONAL + "聯絡人：李峯、王喆"
    found = decode(text.encode("big5hkscs"), "a.txt")
    assert (found.text, found.encoding) == (text, "big5hkscs")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("line", [0, 1, 3])
def test_one_damaged_byte_costs_one_character_not_the_encoding(encoding: str, line: int) -> None:
    text = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    data = text.encode(encoding).splitlines(keepends=True)
    data[line] = b"\xff" + data[line]
    found = decode(b"".join(data), "a.txt")
    assert (found.encoding, found.damaged) == (encoding, True)
    assert 1 <= found.text.count(REPLACED) <= 2
    assert found.text.splitlines()[:line] == text.splitlines()[:line]
    assert found.text.splitlines()[line][-10:] == text.splitlines()[line][-10:]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("size", [101, 102, 103, 104])
def test_a_document_cut_in_the_middle(encoding: str, size: int) -> None:
    found = decode(SIMPLIFIED.encode(encoding)[:size], "a.txt")
    assert found.encoding == encoding
    assert SIMPLIFIED.startswith(found.text.rstrip(REPLACED))


def test_nul_bytes_in_a_text_do_not_make_it_utf16() -> None:
    text = SIMPLIFIED.replace("\n", "\0\n") + "\0" * 3000
    for encoding in ("utf-8", "gb18030"):
        found = decode(text.encode(encoding), "a.txt")
        assert (found.text, found.encoding) == (text, encoding)


def test_ascii_in_utf16_shows_by_its_nul_bytes() -> None:
    assert decode("1. A 12\n2. B 7\n".encode("utf-16-le"), "a.txt").text == "1. A 12\n2. B 7\n"


def test_plain_ascii_is_utf8() -> None:
    assert decode(b"GDP 5%", "a.txt").encoding == "utf-8"


def test_no_sensible_chinese_is_said_to_be_doubtful() -> None:
    assert decode("на районном заседании обсудили планы работ".encode("cp1251"), "a.txt").doubtful
    assert not decode(SIMPLIFIED.encode("gb18030"), "a.txt").doubtful


def test_forced() -> None:
    assert decode(SIMPLIFIED.encode("gbk"), "a.txt", "GBK").encoding == "gb18030"
    assert decode(b"\xef\xbb\xbf" + SIMPLIFIED.encode(), "a.txt", "utf-8").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("utf-16"), "a.txt", "utf-16").text == SIMPLIFIED


def test_forced_but_wrong_names_file_cause_and_cure() -> None:
    with pytest.raises(ReadError) as caught:
        decode(SIMPLIFIED.encode("gb18030"), "通知.txt", "utf-8")
    assert caught.value.file == "通知.txt"
    assert "not utf-8 text" in caught.value.cause
    assert "--encoding" in caught.value.cure


@pytest.mark.parametrize("encoding", ["klingon", "hex", "", "\0", "undefined"])
def test_forced_but_no_text_encoding(encoding: str) -> None:
    with pytest.raises((UsageError, ReadError), match=r"a\.txt"):
        decode(b"abc", "a.txt", encoding)


def test_forced_and_half_a_character() -> None:
    with pytest.raises(ReadError, match="halves"):
        decode(b"\\ud800", "a.txt", "unicode_escape")


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "gbk", "big5", "idna", "utf-7"]))
def test_any_bytes_decode_or_are_refused(data: bytes, encoding: str | None) -> None:
    try:
        found = decode(data, "a.txt", encoding)
    except GovtaskError:
        assert encoding is not None
    else:
        found.text.encode("utf-8")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=40))
def test_any_han_text_in_utf8_is_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text
