"""Damaged documents from end to end: what can be read is read, what is wrong is said, nothing falls over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import NOTICE, invoke

FORMATS = ["json", "jsonl", "csv", "xlsx"]
HEAD = "北山区2031年重点工作任务分解\n\n一、城市建设\n\n"

# What is damaged: the text, the contents of its tasks, and a code that its findings must hold.
DAMAGED: dict[str, tuple[str, list[str], str | None]] = {
    "a unit clause without units": (
        HEAD + "1.新建水厂2座。（责任单位：）\n2.整治河道3条。（责任单位：区城管局）\n",
        ["新建水厂2座。", "整治河道3条。"],
        "UNIT001",
    ),
    "a labelled line without units": (
        HEAD + "1.新建水厂2座。\n责任单位：\n2.整治河道3条。\n责任单位：区城管局\n",
        ["新建水厂2座。", "整治河道3条。"],
        "UNIT001",
    ),
    "a bracket that never closes": (
        HEAD + "1.新建水厂2座。（责任单位：区水务局\n2.整治河道3条。（责任单位：区城管局）\n",
        ["新建水厂2座。", "整治河道3条。"],
        "TEXT001",
    ),
    "a bracket that never closes, further down": (
        HEAD
        + "1.整治河道3条。（责任单位：区城管局）\n2.新建水厂2座。（责任单位：区水务局\n"
        + "3.新建学校4所。（责任单位：区教育局）\n",
        ["整治河道3条。", "新建水厂2座。", "新建学校4所。"],
        "TEXT001",
    ),
    "a bracket that never closes, in the last item": (
        HEAD + "1.整治河道3条。（责任单位：区城管局）\n2.新建水厂2座。（责任单位：区水务局、区财政局",
        ["整治河道3条。", "新建水厂2座。"],
        "TEXT001",
    ),
    "a number twice and a gap": (
        HEAD
        + "1.新建水厂2座。（责任单位：区水务局）\n1.整治河道3条。（责任单位：区城管局）\n"
        + "4.新建学校4所。（责任单位：区教育局）\n",
        ["新建水厂2座。", "整治河道3条。", "新建学校4所。"],
        "NUM001",
    ),
    "a document cut inside its last unit": (
        NOTICE[: NOTICE.rindex("教育局")],
        ["新建水厂2座，日供水能力提高5%以上。", "整治黑臭水体3条。", "新建小学4所，新增学位2000个以上。"],
        None,
    ),
    "a document cut inside its last sentence": (
        NOTICE[: NOTICE.rindex("2000个")],
        ["新建水厂2座，日供水能力提高5%以上。", "整治黑臭水体3条。", "新建小学4所，新增学位"],
        "UNIT001",
    ),
    "a row with a cell too few": (
        "北山区2031年重点工作任务分解表\n\n序号\t工作任务\t责任单位\t完成时限\n"
        "1\t新建水厂2座。\t区水务局\t6月底前\n2\t整治河道3条。\t区城管局\n3\t新建学校4所。\t区教育局\t全年\n",
        ["新建水厂2座。", "整治河道3条。", "新建学校4所。"],
        "TABLE001",
    ),
    "a table of one row": (
        "北山区2031年重点工作任务分解表\n\n序号\t工作任务\t责任单位\n1\t新建水厂2座。\t区水务局\n",
        ["新建水厂2座。"],
        None,
    ),
    "a table that holds its header alone": (
        "北山区2031年重点工作任务分解表\n\n序号\t工作任务\t责任单位\n",
        [],
        "DOC001",
    ),
    "a sentence": ("今天天气很好。", [], "DOC001"),
    "one character": ("任", [], "DOC001"),
    "signs alone": ("（）、。：1.", [], "DOC001"),
    "a title alone": ("北山区2031年重点工作任务分解", [], "DOC001"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parsed(data: bytes) -> dict[str, Any]:
    """What `govtask parse` writes for a file of these bytes; it must end well and say nothing odd."""
    Path("bad.txt").write_bytes(data)
    done = invoke("parse", "bad.txt", "-o", "out.json")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["bad.txt", "out.json"]
    return dict(json.loads(Path("out.json").read_text(encoding="utf-8")))


def contents(result: dict[str, Any]) -> list[str]:
    return [task["content"] for task in result["tasks"]]


@pytest.mark.parametrize("damage", DAMAGED)
class TestDamaged:
    def test_what_can_be_read_is_read(self, folder: Path, damage: str) -> None:
        text, expected, _ = DAMAGED[damage]
        assert contents(parsed(text.encode())) == expected

    def test_what_is_wrong_is_said(self, folder: Path, damage: str) -> None:
        text, _, code = DAMAGED[damage]
        codes = {finding["code"] for finding in parsed(text.encode())["findings"]}
        assert code in codes or code is None

    @pytest.mark.parametrize("form", FORMATS)
    def test_every_format_is_written_whole(self, folder: Path, damage: str, form: str) -> None:
        Path("bad.txt").write_text(DAMAGED[damage][0], encoding="utf-8")
        done = invoke("parse", "bad.txt", "-o", f"out.{form}")
        assert done.exit_code == 0, done.stderr
        assert sorted(path.name for path in folder.iterdir()) == ["bad.txt", f"out.{form}"]
        assert Path(f"out.{form}").stat().st_size > 0 or (form == "jsonl" and not DAMAGED[damage][1])


def test_a_table_without_a_header_is_read_or_reported(folder: Path) -> None:
    rows = ["1\t新建水厂2座。\t区水务局", "2\t整治河道3条。\t区城管局", "3\t新建学校4所。\t区教育局"]
    result = parsed(("北山区2031年重点工作任务分解表\n\n" + "\n".join(rows) + "\n").encode())
    read = "".join(contents(result))
    told = {line for finding in result["findings"] for line in finding["lines"] or ()}
    for line, row in enumerate(rows, 3):
        assert row.split("\t")[1] in read or line in told or result["findings"][0]["code"] == "DOC001"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_inside_a_character(folder: Path, encoding: str) -> None:
    """A download that broke off: all but the last character is read, in the encoding that it has."""
    whole = NOTICE.encode(encoding)
    cut = whole[: -len("各镇街\n".encode(encoding)) - 1]
    result = parsed(cut)
    assert contents(result) == contents(parsed(whole))
    assert result["source"]["encoding"].lower().replace("-", "").startswith(encoding.replace("-", "")[:4])


def test_a_line_of_a_megabyte(folder: Path) -> None:
    result = parsed(
        (HEAD + "1.新建水厂2座，" + "改造管网30公里，" * 45_000 + "。（责任单位：区水务局）\n").encode()
    )
    assert [unit["name"] for task in result["tasks"] for unit in task["units"]] == ["区水务局"]


def test_a_file_without_tasks_is_read_not_failed(folder: Path) -> None:
    result = parsed(
        "关于召开座谈会的函\n\n定于3月5日召开座谈会，请派员参加。\n\n北山区图书馆\n2031年3月1日\n".encode()
    )
    assert result["document"]["kind"] == "unknown"
    assert result["document"]["year"] is None
    assert [finding["code"] for finding in result["findings"]] == ["DOC001"]
    assert result["coverage"]["unexplained"] + result["coverage"]["dropped"] <= result["coverage"]["read"]


def test_good_and_bad_together(folder: Path) -> None:
    Path("good.txt").write_text(NOTICE, encoding="utf-8")
    Path("bad.txt").write_text(DAMAGED["a bracket that never closes"][0], encoding="utf-8")
    Path("empty.txt").touch()
    done = invoke("parse", "good.txt", "bad.txt", "empty.txt", "-o", "out.json")
    assert done.exit_code == 3
    assert [len(each["tasks"]) for each in json.loads(Path("out.json").read_text(encoding="utf-8"))] == [3, 2]


def test_tags_that_claim_too_many_places_are_told(folder: Path) -> None:
    """A thousand cells of 999 rows and 100 columns would fill a hundred million places."""
    rows = "".join(f'<tr><td rowspan="999" colspan="100">新建水厂{n}座</td></tr>\n' for n in range(1_000))
    result = parsed((HEAD + "<table>\n" + rows + "</table>\n").encode())
    assert [finding["code"] for finding in result["findings"]] == ["DOC001"]
    assert result["coverage"]["unexplained"] >= len("新建水厂1座") * 1_000
