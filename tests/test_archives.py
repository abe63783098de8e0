"""Archives: members of zip files and messages are documents, read in place, whatever their names look like."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Final

import pytest

import govtask_cli
from broken_pages import FORMATS, mutants, outcome, whole
from command_line import NOTICE, invoke, run
from govtask_cli.archives import Archive
from govtask_cli.errors import ReadError
from govtask_cli.inputs import chosen, documents
from govtask_cli.readers.options import Limits
from zip_files import message, part, raw_zip, zipped

PAGE: Final = (
    "<html><body><h1>北山区2031年重点工作任务分解</h1><p>1.新建水厂2座。（责任单位：区水务局）</p>"
    "<p>2.整治河道3条。（责任单位：区城管局）</p></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(data: bytes) -> list[str]:
    return [one.name for one in documents(data, "a.zip")]


class TestNames:
    GBK = "通知/附件一.txt".encode("gbk")

    def test_in_gbk_without_a_word_of_it(self) -> None:
        assert names(raw_zip((self.GBK, b"", b"x"))) == ["a.zip/通知/附件一.txt"]

    def test_in_utf_8_without_a_word_of_it(self) -> None:
        assert names(raw_zip(("通知/附件一.txt".encode(), b"", b"x"))) == ["a.zip/通知/附件一.txt"]

    def test_in_utf_8_beside_the_local_name(self) -> None:
        path = "分解表.txt".encode()
        extra = struct.pack("<HHBI", 0x7075, 5 + len(path), 1, 0) + path
        assert names(raw_zip((b"\xe9\xff\xfa.txt", extra, b"x"))) == ["a.zip/分解表.txt"]

    def test_between_backslashes_as_windows_writes_them(self) -> None:
        assert names(raw_zip(("通知\\附件.txt".encode("gbk"), b"", b"x"))) == ["a.zip/通知/附件.txt"]

    def test_twice(self) -> None:
        data = raw_zip((b"a.txt", b"", b"one"), (b"a.txt", b"", b"two"), (b"./a.txt", b"", b"three"))
        found = documents(data, "a.zip")
        assert [one.name for one in found] == ["a.zip/a.txt", "a.zip/a.txt~2", "a.zip/a.txt~3"]
        assert [one.read() for one in found] == [b"one", b"two", b"three"]

    def test_what_systems_leave_is_no_document(self) -> None:
        data = zipped(
            ("__MACOSX/._a.txt", "x"),
            (".DS_Store", "x"),
            ("b/Thumbs.db", "x"),
            ("~$a.docx", "x"),
            ("a.txt", "x"),
        )
        assert names(data) == ["a.zip/a.txt"]

    @pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:\\a.txt", "..\\a.txt"])
    def test_that_lead_out_are_refused_each_for_itself(self, name: str) -> None:
        found = documents(raw_zip((name.encode(), b"", b"x"), (b"good.txt", b"", b"y")), "a.zip")
        assert [one.place.as_posix() for one in found] == ["a/a.txt", "a/good.txt"]
        with pytest.raises(ReadError, match="路径穿越"):
            found[0].read()
        assert found[1].read() == b"y"


class TestMessages:
    WORD = part(
        b"PK\x03\x04", "application/octet-stream", 'Content-Disposition: attachment; filename="a.docx"'
    )

    def test_the_text_and_what_is_attached(self) -> None:
        attached = part(
            NOTICE.encode("gbk"),
            "text/plain",
            "Content-Disposition: attachment; filename*=GB2312''%CD%A8%D6%AA.txt",
        )
        found = documents(
            message(part("请查收附件。".encode("gbk"), "text/plain; charset=gb2312"), attached), "m.eml"
        )
        assert [one.name for one in found] == ["m.eml/正文.txt", "m.eml/通知.txt"]
        assert [len(govtask_cli.parse(one.read(), name=one.name).tasks) for one in found] == [0, 3]

    @pytest.mark.parametrize(
        "header",
        [
            'Content-Disposition: attachment; filename="=?gb2312?B?zajWqi5kb2M=?="',
            'Content-Disposition: attachment; filename="=?UTF-8?Q?=E9=80=9A=E7=9F=A5=2Edoc?="',
            'Content-Disposition: attachment; filename="通知.doc"',
            "Content-Disposition: attachment;\r\n filename*0*=utf-8''%E9%80%9A;\r\n filename*1*=%E7%9F%A5.doc",
            "Content-Disposition: attachment\r\nContent-ID: <x>\r\nContent-Description: 通知.doc\r\nX-A: b",
        ],
    )
    def test_names_in_every_spelling(self, header: str) -> None:
        kind = 'application/msword; name="通知.doc"' if "X-A" in header else "application/msword"
        data = message(part(b"words", "text/plain"), part(b"x", kind, header))
        assert [one.name for one in documents(data, "m.eml")] == ["m.eml/正文.txt", "m.eml/通知.doc"]

    def test_a_page_is_the_better_version_of_the_text(self) -> None:
        both = message(
            part(b"plain", "text/plain"), part(PAGE.encode(), "text/html; charset=utf-8"), kind="alternative"
        )
        (one,) = documents(both, "m.eml")
        assert one.name == "m.eml/正文.html"
        assert len(govtask_cli.parse(both, name="m.eml").tasks) == 2

    def test_pictures_in_the_text_are_no_documents(self) -> None:
        picture = part(
            b"\x89PNG", "image/png", "Content-ID: <p1>", 'Content-Disposition: inline; filename="p.png"'
        )
        assert [one.name for one in documents(message(part(b"words", "text/plain"), picture), "m.eml")] == [
            "m.eml/正文.txt"
        ]

    def test_a_message_without_parts(self) -> None:
        data = ("From: a@b\nTo: c@d\nSubject: x\nDate: Mon, 3 Mar 2031 10:00:00 +0800\n\n" + NOTICE).encode()
        assert len(govtask_cli.parse(data).tasks) == 3

    def test_parts_without_end(self) -> None:
        data = message(part(NOTICE.encode(), "text/plain; charset=utf-8"))
        assert len(govtask_cli.parse(data[: data.rindex(b"--B--")]).tasks) == 3

    def test_parts_in_parts_without_end(self) -> None:
        deep = b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at)
            for at in range(5_000)
        )
        (one,) = documents(b"From: a@b\r\nMIME-Version: 1.0\r\n" + deep, "m.eml")
        with pytest.raises(ReadError, match="邮件结构异常"):
            one.read()


class TestArchivesInArchives:
    INNER = zipped(("通知.txt", NOTICE), ("表.txt", NOTICE))

    def test_are_opened_one_level_deep(self) -> None:
        data = zipped(("内/附件.zip", self.INNER), ("a.txt", NOTICE))
        assert names(data) == ["a.zip/内/附件.zip/通知.txt", "a.zip/内/附件.zip/表.txt", "a.zip/a.txt"]
        assert all(one.read() == NOTICE.encode() for one in documents(data, "a.zip"))

    def test_and_no_further(self) -> None:
        found = documents(zipped(("b.zip", zipped(("c.zip", self.INNER), ("d.txt", NOTICE)))), "a.zip")
        assert [one.name for one in found] == ["a.zip/b.zip/c.zip", "a.zip/b.zip/d.txt"]
        with pytest.raises(ReadError, match="压缩包嵌套过深"):
            found[0].read()
        assert found[1].read() == NOTICE.encode()

    def test_a_message_with_a_zip_file_and_a_zip_file_with_messages(self) -> None:
        attached = part(self.INNER, "application/zip", 'Content-Disposition: attachment; filename="a.zip"')
        sent = message(part(b"words", "text/plain"), attached)
        assert names(sent) == ["a.zip/正文.txt", "a.zip/a.zip/通知.txt", "a.zip/a.zip/表.txt"]
        assert names(zipped(("m.eml", message(part(NOTICE.encode(), "text/plain"), TestMessages.WORD)))) == [
            "a.zip/m.eml/正文.txt",
            "a.zip/m.eml/a.docx",
        ]

    def test_an_office_file_is_no_archive(self) -> None:
        word = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
        other = zipped(("docs/readme.txt", "x"), ("word/document.xml", "<w/>"))
        data = zipped(("a.docx", word), ("b.docx", other))
        assert names(data) == ["a.zip/a.docx", "a.zip/b.docx"]

    def test_a_bomb_of_archives_is_refused(self) -> None:
        zeros = b"\0" * 900_000
        inner = zipped(*((f"{at}.txt", zeros) for at in range(10)))
        found = Archive(
            lambda: zipped(("a.zip", inner), ("b.zip", inner)), "x.zip", Limits(total=8_000_000)
        ).members()
        assert len(found) == 20
        refused = 0
        for member in found:
            try:
                member.read()
            except ReadError as error:
                assert "压缩炸弹" in str(error)  # noqa: PT017
                refused += 1
        assert refused >= 10

    def test_a_member_that_unpacks_to_nothing_but_zeros_is_refused(self) -> None:
        bomb, good = documents(zipped(("zeros.txt", b"\0" * 60_000_000), ("a.txt", NOTICE)), "a.zip")
        with pytest.raises(ReadError, match="压缩炸弹"):
            bomb.read()
        assert good.read() == NOTICE.encode()


class TestCommand:
    def test_members_stand_in_one_output(self, folder: Path) -> None:
        Path("附件.zip").write_bytes(
            raw_zip(("通知/甲.txt".encode("gbk"), b"", NOTICE.encode()), (b"b.html", b"", PAGE.encode()))
        )
        done = run("parse", "附件.zip", "-o", "out.json")
        assert done.returncode == 0, done.stderr
        read = json.loads(Path("out.json").read_text(encoding="utf-8"))
        assert [one["source"]["name"] for one in read] == ["附件.zip/通知/甲.txt", "附件.zip/b.html"]
        assert [len(one["tasks"]) for one in read] == [3, 2]

    def test_a_folder_gets_the_tree_of_the_archive(self, folder: Path) -> None:
        Path("a.zip").write_bytes(zipped(("x/甲.txt", NOTICE), ("乙.txt", NOTICE)))
        Path("a.txt").write_text(NOTICE, encoding="utf-8")
        done = invoke("parse", "a.zip", "a.txt", "--out-dir", ".")
        assert done.exit_code == 0, done.stderr
        assert sorted(path.as_posix() for path in Path().rglob("*.json")) == [
            "a.json",
            "a/x/甲.json",
            "a/乙.json",
        ]

    def test_a_member_that_cannot_be_read_costs_no_other(self, folder: Path) -> None:
        Path("a.zip").write_bytes(
            zipped(("bad.bin", bytes(range(256)) * 40), ("good.txt", NOTICE), ("c.pdf", b"%PDF-1.7\n"))
        )
        done = invoke("parse", "a.zip", "-o", "out.json")
        assert done.exit_code == 3
        assert "a.zip/bad.bin: is no text" in done.stderr
        (one,) = json.loads(Path("out.json").read_text(encoding="utf-8"))
        assert one["source"]["name"] == "a.zip/good.txt"

    def test_a_member_is_named_by_its_path(self, folder: Path) -> None:
        Path("a.zip").write_bytes(zipped(("x/甲.txt", NOTICE), ("乙.txt", NOTICE)))
        assert "北山区2031年" in invoke("show", "a.zip/x/甲.txt").stdout
        done = invoke("show", "a.zip")
        assert done.exit_code == 2
        assert "a.zip/x/甲.txt" in done.stderr
        done = invoke("show", "a.zip/丙.txt")
        assert "压缩包内没有该文件" in done.stderr

    def test_standard_input_may_be_an_archive(self, folder: Path) -> None:
        done = run("parse", "-", "--stdin-filename", "a.zip", stdin=zipped(("甲.txt", NOTICE)))
        assert done.returncode == 0
        assert json.loads(done.stdout)["source"]["name"] == "a.zip/甲.txt"

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (zipped(("甲.txt", NOTICE))[:-30], "damaged zip"),
            (zipped(), "压缩包内没有文件"),
            (zipped(*((f"{at}.txt", "x") for at in range(10_001)), packed=False), "zip bomb"),
        ],
    )
    def test_what_is_wrong_with_an_archive_is_said(self, folder: Path, data: bytes, said: str) -> None:
        Path("a.zip").write_bytes(data)
        done = invoke("parse", "a.zip")
        assert done.exit_code == 4
        assert said in done.stderr

    def test_an_encrypted_member_is_named(self, folder: Path) -> None:
        data = bytearray(raw_zip((b"a.txt", b"", NOTICE.encode()), (b"b.txt", b"", NOTICE.encode())))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        Path("a.zip").write_bytes(bytes(data))
        done = invoke("parse", "a.zip", "-o", "out.json")
        assert done.exit_code == 3
        assert "a.zip/a.txt: is encrypted" in done.stderr


def test_several_documents_are_no_single_one() -> None:
    with pytest.raises(ReadError, match="archive of 2 documents"):
        govtask_cli.parse(zipped(("a.txt", NOTICE), ("b.txt", NOTICE)))


def test_an_archive_is_held_only_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.txt", NOTICE), ("b.txt", NOTICE)))
    first, second = chosen([str(path)])
    assert first.read() == second.read() == first.read()


@pytest.mark.parametrize("form", FORMATS)
def test_damaged_files_give_records_or_a_typed_error(form: str) -> None:
    told = {said for data in mutants(whole(form), seed=7, count=80) for said in outcome(data)}
    assert told <= {"records", "refused"}
    assert "records" in told
