"""`govtask explain` as a user meets it: the text, the JSON, the exit codes, the words to add."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import govtask_cli
from command_line import NOTICE, invoke, run
from govtask_cli import explanation
from govtask_cli.families import FAMILIES
from sample_files import FOLDER

UNKNOWN = """北山区2031年攻坚行动分解表

序号\t攻坚名目\t责任单位\t了结日子\t成色
1\t新建水厂2座，日供水能力提高5%以上。\t区水务局、区财政局\t6月底前\t上乘
2\t整治黑臭水体3条，岸线全部绿化。\t区水务局\t12月底前\t中等
"""
SHAPES = [
    explanation.Explanation,
    explanation.ExplainedField,
    explanation.ExplainedPart,
    explanation.ExplainedHeading,
    explanation.MarkerCount,
    explanation.WordCount,
    explanation.RoleCount,
    explanation.ExplainedTable,
    explanation.ExplainedColumn,
    explanation.TextFate,
    explanation.StatedRule,
    explanation.Hint,
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a notice and a table whose header is not known."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "unknown.txt").write_text(UNKNOWN, encoding="utf-8")
    return tmp_path


def said(*args: str, stdin: bytes | None = None) -> list[str]:
    """The lines of an explanation, without their places' padding."""
    done = invoke("explain", *args, stdin=stdin)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("notice-leaders", "· family: task_list (任务清单), by 26 numbered paragraphs with units"),
        ("notice-leaders", "· family: plan_form (推进计划表), by 6 labels; 9 rows for months or quarters"),
        ("notice-leaders", "第21行 › 一、罗嘉言区长牵头重点工作 (leader (牵头领导): 罗嘉言 区长)"),
        ("notice-leaders", "· role words (角色用语): 牵头 → lead (牵头单位) ×6"),
        ("notice-livelihood", "· family: livelihood (民生实事条款), by 3 clauses without numbers"),
        ("notice-livelihood", "第124行 市本级 → region (区县指标) (a region, by its ending 本级)"),
        ("notice-livelihood", "· no family: prose of the covering notice (通知正文), dropped"),
        ("progress-monthly", "第13行第5格 5月完成情况 → progress (进展情况) (ends with 完成情况)"),
        ("progress-monthly", "第13行第6格 是否完成月度计划 → on_schedule (是否按序时) (begins with 是否完成)"),
        ("progress-monthly", "the same columns as above (同上)"),
        ("table-pipes", "第12行第4格 责任单位 → units (责任单位) (the whole word 责任单位)"),
        ("report", "第11行 › 一、2032年工作回顾 (review (回顾))"),
        ("report", "· no family: an appendix such as 名词解释, dropped"),
        ("report", "第1行 = year (年度): 2033 (read from “2033年桐岭县政府工作报告”)"),
        ("decoy-weather", "! no record was read (没有读出记录)"),
        ("decoy-weather", "! no list (清单): numbered paragraphs (编号段落): 12, that name units (责任单位): 0"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_sample(stem: str, expected: str) -> None:
    assert expected in said(str(FOLDER / f"{stem}.txt"))


def test_a_column_that_stands_in_says_so() -> None:
    why = "(the whole word 项目名称; no other column names the tasks)"
    assert f"第12行第2格 项目名称 → content (任务内容) {why}" in said(str(FOLDER / "table-pipes.txt"))


def test_every_family_has_a_chinese_term() -> None:
    from govtask_cli.cli.terms import FAMILIES as TERMS

    assert {family.name for family in FAMILIES} == set(TERMS)


def test_every_field_of_a_column_has_a_chinese_term() -> None:
    from govtask_cli.cli.terms import FIELDS as TERMS
    from govtask_cli.grammar.columns import FIELDS

    assert set(TERMS) == {*FIELDS, "region"}


class TestUnknownHeader:
    def test_the_words_to_add_are_toml(self, folder: Path) -> None:
        lines = said("unknown.txt")
        start = next(at for at, line in enumerate(lines) if line.startswith("+ "))
        assert tomllib.loads("\n".join(lines[start + 1 :])) == {
            "headers": {"content": {"words": ["攻坚名目"]}, "deadline": {"words": ["了结日子"]}}
        }

    def test_each_says_where_it_stands_and_what_is_below_it(self, folder: Path) -> None:
        lines = said("unknown.txt")
        assert "# 了结日子: 第3行第4格, for example 6月底前" in lines
        assert (
            "# 成色: 第3行第5格, for example 上乘 (which list it belongs to, its values do not tell)" in lines
        )

    def test_the_table_and_what_it_lacks_are_shown(self, folder: Path) -> None:
        lines = said("unknown.txt")
        assert "第3–5行 ▦ table (表格): not read by its header (表头)" in lines
        assert "第3行第2格 攻坚名目 → ? (no word of the lexicon)" in lines
        assert any("known: 序号 → number、责任单位 → units" in line for line in lines)

    def test_in_a_table_that_is_read_they_are_kept_in_other(self, folder: Path) -> None:
        Path("known.txt").write_text(UNKNOWN.replace("攻坚名目", "工作任务"), encoding="utf-8")
        lines = said("known.txt")
        assert "第3行第5格 成色 → other (其他栏目) (no word of the lexicon)" in lines
        assert "[headers.deadline]" in lines
        assert not any(line.startswith("! ") for line in lines)


class TestJson:
    def test_one_file_is_an_object(self, folder: Path) -> None:
        told = json.loads(invoke("explain", "notice.txt", "--format", "json").stdout)
        assert told["source"]["name"] == "notice.txt"
        (part,) = told["parts"]
        assert (part["family"], part["tasks"]) == ("task_list", 3)
        assert part["headings"][0]["leader"] == {"name": "秦海", "title": "区长"}
        assert part["roles"][0] == {"role": "lead", "basis": "first", "count": 3}

    def test_several_are_an_array(self, folder: Path) -> None:
        told = json.loads(invoke("explain", "notice.txt", "unknown.txt", "-f", "json").stdout)
        assert [each["source"]["name"] for each in told] == ["notice.txt", "unknown.txt"]
        assert told[1]["hints"][0] == {
            "word": "攻坚名目",
            "table": "headers.content",
            "origin": "第3行第2格",
            "example": "新建水厂2座，日供水能力提高5%以上。",
        }

    def test_one_of_several_that_can_be_read_is_still_an_array(self, folder: Path) -> None:
        done = invoke("explain", "notice.txt", "missing.txt", "-f", "json")
        assert done.exit_code == 3
        assert [each["source"]["name"] for each in json.loads(done.stdout)] == ["notice.txt"]

    def test_columns_say_how(self, folder: Path) -> None:
        told = json.loads(invoke("explain", "unknown.txt", "-f", "json").stdout)
        table = told["parts"][0]["tables"][0]
        assert not table["is_read"]
        assert table["columns"][0] == {
            "header": "序号",
            "origin": "第3行第1格",
            "field": "number",
            "word": "序号",
            "how": "word",
            "parent": None,
            "choice": None,
        }

    @pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
    def test_every_key_stands_in_its_page(self, shape: Any) -> None:
        page = (FOLDER.parent / "docs" / "explanation.md").read_text(encoding="utf-8")
        (section,) = (part for part in page.split("\n## ") if f"`{shape.__name__}`" in part.splitlines()[0])
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [
            field.name for field in fields(shape)
        ]


class TestRun:
    def test_several_files_stand_apart(self, folder: Path) -> None:
        lines = said("notice.txt", "unknown.txt")
        assert [at for at, line in enumerate(lines) if line.startswith("# ") and ".txt: " in line][1] == (
            lines.index("") + 1
        )

    def test_reads_stdin_under_a_name(self) -> None:
        lines = said("-", "--stdin-filename", "web/page.txt", stdin=NOTICE.encode("gb18030"))
        assert lines[0] == "# page.txt: txt, gb18030; breakdown (任务分解): 3 tasks (任务)"

    def test_takes_an_encoding(self, folder: Path) -> None:
        Path("big5.txt").write_bytes("北山區2031年重點工作任務分解".encode("big5"))
        assert said("big5.txt", "--encoding", "big5")[0].startswith("# big5.txt: txt, big5")

    def test_a_document_without_records_is_no_failure(self, folder: Path) -> None:
        assert run("explain", "unknown.txt").returncode == 0

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ([], "Missing argument 'FILE...'"),
            (["notice.txt", "--format", "xml"], "'xml' is not one of"),
            (["notice.txt", "--encoding", "klingon"], "klingon: is no text encoding"),
            (["-", "-"], "-: standard input is named twice"),
        ],
    )
    def test_2_wrong_use(self, folder: Path, arguments: list[str], expected: str) -> None:
        done = invoke("explain", *arguments)
        assert done.exit_code == 2
        assert expected in done.stderr
        assert done.stdout == ""

    def test_3_some_inputs_fail_and_the_rest_is_told(self, folder: Path) -> None:
        done = invoke("explain", "missing.txt", "notice.txt")
        assert done.exit_code == 3
        assert done.stderr.startswith("govtask: missing.txt: there is no such file")
        assert "task_list" in done.stdout
        assert done.stdout.lstrip().startswith("# notice.txt")

    @pytest.mark.parametrize("name", ["missing.txt", "folder", "empty.txt", "rubbish.bin"])
    @pytest.mark.parametrize("form", ["text", "json"])
    def test_4_nothing_can_be_read(self, folder: Path, name: str, form: str) -> None:
        Path("folder").mkdir()
        Path("empty.txt").touch()
        Path("rubbish.bin").write_bytes(bytes(range(256)) * 20)
        done = invoke("explain", name, "-f", form)
        assert done.exit_code == 4
        assert done.stdout == ""
        assert done.stderr.startswith(f"govtask: {name}: ")

    def test_5_a_fault_of_ours_costs_one_document(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from govtask_cli import pipeline

        real = pipeline.explain

        def broken(data: bytes, name: str, *, options: pipeline.ReadOptions) -> explanation.Explanation:
            if name == "unknown.txt":
                raise RuntimeError("a bug")
            return real(data, name, options=options)

        monkeypatch.setattr(pipeline, "explain", broken)
        done = invoke("explain", "unknown.txt", "notice.txt")
        assert done.exit_code == 5
        assert "a fault of govtask itself" in done.stderr
        assert "task_list" in done.stdout

    def test_control_characters_do_not_reach_the_terminal(self, folder: Path) -> None:
        Path("odd.txt").write_text(NOTICE.replace("秦海区长牵头", "秦海区长\x1b[2J牵头"), encoding="utf-8")
        assert "\x1b" not in invoke("explain", "odd.txt").stdout

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    @pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
    def test_colour_on_a_terminal_unless_no_color(self, folder: Path, no_color: str, coloured: bool) -> None:
        import pty

        ours, theirs = pty.openpty()
        subprocess.run(
            [sys.executable, "-m", "govtask_cli", "explain", "notice.txt"],
            stdout=theirs,
            check=True,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1]),
                "NO_COLOR": no_color,
                "TERM": "xterm",
            },
        )
        os.close(theirs)
        assert (b"\x1b[" in os.read(ours, 65536)) is coloured
        os.close(ours)


def test_parse_does_not_load_what_only_explain_needs(folder: Path) -> None:
    code = "\n".join(
        (
            "import sys",
            "from govtask_cli import pipeline",
            f"pipeline.parse({NOTICE.encode()!r}, 'notice.txt')",
            "assert 'govtask_cli.explanation' not in sys.modules",
            "pipeline.explain(b'1', 'x.txt')",
            "assert 'govtask_cli.explanation' in sys.modules",
        )
    )
    path = str(Path(govtask_cli.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})
