"""`govtask check` and `govtask rules`: what counts, what is reported, and how the run ends."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from lxml import etree
from openpyxl import Workbook

from command_line import NOTICE, UNNUMBERED, invoke, run
from govtask_cli.checks.manual import pages
from govtask_cli.cli import settings
from govtask_cli.errors import ExitCode
from govtask_cli.linter import REPORTS, Checked, github, sarif
from govtask_cli.records import Finding

SCHEMAS = Path(__file__).parent / "schemas"
LACKING = NOTICE.replace("2.整治黑臭水体3条。\n责任单位：区水务局", "2.整治黑臭水体3条。")
DECOY = "关于举办摄影展的公告\n\n欢迎广大市民踊跃参观。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean notice, one with a gap in its numbers, one with a task without units, and one of another kind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    for name, text in {"clean": NOTICE, "gap": UNNUMBERED, "lacking": LACKING, "drafts/decoy": DECOY}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


FILES = ("clean.txt", "gap.txt", "lacking.txt", "drafts/decoy.txt")


def found(*arguments: str) -> list[tuple[str, str]]:
    """File and code of each finding."""
    said = invoke("check", *arguments, "--output-format", "json").stdout
    return [(each["path"], each["code"]) for each in json.loads(said)]


class TestExitCode:
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["clean.txt"], ExitCode.OK),
            (["gap.txt"], ExitCode.OK),
            (["gap.txt", "--fail-on", "warning"], ExitCode.FINDINGS),
            (["drafts/decoy.txt"], ExitCode.FINDINGS),
            (["drafts/decoy.txt", "--ignore", "DOC"], ExitCode.OK),
            (["gap.txt", "missing.txt"], ExitCode.SOME_FAILED),
            (["missing.txt"], ExitCode.NOTHING_READ),
            (["gap.txt", "--select", "SOUP"], ExitCode.USAGE),
            (["gap.txt", "--output-format", "soup"], ExitCode.USAGE),
            (["gap.txt", "--baseline", "missing.json"], ExitCode.USAGE),
            ([], ExitCode.USAGE),
        ],
    )
    def test_of_a_run(self, folder: Path, arguments: list[str], code: ExitCode) -> None:
        assert invoke("check", *arguments).exit_code == code

    def test_a_folder_gives_its_documents(self, folder: Path) -> None:
        named = found(*FILES)
        assert sorted(found(".")) == sorted(named) != []

    def test_standard_input_is_checked_under_its_name(self) -> None:
        done = run(
            "check", "-", "--stdin-filename", "notice.txt", "--fail-on", "warning", stdin=UNNUMBERED.encode()
        )
        assert done.returncode == ExitCode.FINDINGS
        assert done.stdout.decode().startswith("notice.txt:8: NUM002 warning: number 2 is missing")
        assert "1 finding (问题): 1 warning; in 1 of 1 document" in done.stderr.decode()

    @pytest.mark.skipif(sys.platform != "linux", reason="such names exist on Linux alone")
    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif", "junit"])
    def test_a_name_that_is_no_text(self, folder: Path, form: str) -> None:
        name = os.fsdecode(b"\xff.txt")
        (folder / name).write_text(UNNUMBERED, encoding="utf-8")
        done = run("check", name, "--output-format", form)
        assert done.returncode == ExitCode.OK, done.stderr
        said = done.stdout.decode()
        assert "NUM002" in said
        assert ("%EF%BF%BD.txt" if form == "sarif" else "\ufffd.txt") in said


class TestSelection:
    def test_without_any_all_count(self, folder: Path) -> None:
        assert found(*FILES) == [
            ("gap.txt", "NUM002"),
            ("lacking.txt", "UNIT001"),
            ("drafts/decoy.txt", "DOC001"),
        ]

    @pytest.mark.parametrize(
        ("arguments", "codes"),
        [
            (["--select", "NUM"], ["NUM002"]),
            (["--select", "num002,UNIT"], ["NUM002", "UNIT001"]),
            (["--select", "NUM001"], []),
            (["--ignore", "NUM", "--ignore", "DOC001"], ["UNIT001"]),
            (["--ignore", "ALL"], []),
            (["--ignore", "NUM", "--select", "ALL,NUM002"], ["NUM002", "UNIT001", "DOC001"]),
            (["--ignore", "NUM002", "--select", "NUM"], []),
            (["--per-file-ignores", "drafts/*:DOC"], ["NUM002", "UNIT001"]),
            (["--per-file-ignores", "./drafts/*:DOC"], ["NUM002", "UNIT001"]),
            (["--per-file-ignores", "drafts/*:NUM"], ["NUM002", "UNIT001", "DOC001"]),
            (["--per-file-ignores", "*.txt:NUM,UNIT001"], ["DOC001"]),
            (["--per-file-ignores", "gap*:ALL", "--per-file-ignores", "l?cking.txt:UNIT"], ["DOC001"]),
        ],
    )
    def test_the_longer_prefix_decides(self, folder: Path, arguments: list[str], codes: list[str]) -> None:
        assert [code for _, code in found(*FILES, *arguments)] == codes

    def test_an_unknown_code_gets_a_suggestion(self, folder: Path) -> None:
        said = invoke("check", "gap.txt", "--select", "NUMM002").stderr
        assert "NUMM002 is no code of a check" in said
        assert "did you mean NUM002" in said
        assert "no PATTERN:CODES" in invoke("check", "gap.txt", "--per-file-ignores", "drafts").stderr

    def test_ignores_of_a_path_stand_in_the_settings(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = (
            '[tool.govtask]\nignore = ["UNIT"]\n[tool.govtask.per-file-ignores]\n"drafts/*" = ["DOC001"]\n'
        )
        (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
        assert found(*FILES) == [("gap.txt", "NUM002")]
        monkeypatch.chdir(folder / "drafts")
        assert found("decoy.txt") == []
        assert found("decoy.txt", "--per-file-ignores", "x*:NUM") == [("decoy.txt", "DOC001")]

    def test_a_wrong_table_in_the_settings_is_named(self, folder: Path) -> None:
        (folder / "govtask.toml").write_text('per-file-ignores = ["DOC001"]\n', encoding="utf-8")
        done = invoke("check", "gap.txt")
        assert done.exit_code == ExitCode.USAGE
        assert "per-file-ignores" in done.stderr


class TestBaseline:
    def write(self, *files: str) -> None:
        done = invoke("check", *files, "--write-baseline", "baseline.json")
        assert done.exit_code == ExitCode.OK, done.output

    def test_accepts_what_there_is_and_fails_on_what_is_new(self, folder: Path) -> None:
        self.write(*FILES)
        again = invoke("check", *FILES, "--baseline", "baseline.json", "--fail-on", "warning")
        assert (again.exit_code, again.stdout) == (ExitCode.OK, "")
        assert "3 more in the baseline" in again.stderr
        worse = UNNUMBERED + "3.新建公园2个。\n责任单位：区城管局\n"
        (folder / "gap.txt").write_text(worse, encoding="utf-8")
        new = invoke("check", *FILES, "--baseline", "baseline.json", "--fail-on", "warning")
        assert new.exit_code == ExitCode.FINDINGS
        assert [line.split(":")[0] for line in new.stdout.splitlines()] == ["gap.txt"]
        assert "between task 1 “新建小学4所" in new.stdout

    def test_lines_that_move_make_nothing_new(self, folder: Path) -> None:
        twice = NOTICE.replace("2.整治", "1.整治")
        (folder / "twice.txt").write_text(twice, encoding="utf-8")
        self.write("twice.txt")
        (folder / "twice.txt").write_text("北山区人民政府办公室\n\n" + twice, encoding="utf-8")
        assert found("twice.txt", "--baseline", "baseline.json") == []

    def test_the_same_finding_twice_is_accepted_once(self, folder: Path) -> None:
        self.write("gap.txt")
        (folder / "gap.txt").write_text(UNNUMBERED + UNNUMBERED, encoding="utf-8")
        held = json.loads((folder / "baseline.json").read_text(encoding="utf-8"))
        assert [(one["path"], one["code"], one["count"]) for one in held["findings"]] == [
            ("gap.txt", "NUM002", 1)
        ]
        assert ("gap.txt", "NUM002") in found("gap.txt", "--baseline", "baseline.json")

    def test_says_what_occurs_no_longer(self, folder: Path) -> None:
        self.write("gap.txt", "lacking.txt")
        (folder / "gap.txt").write_text(NOTICE, encoding="utf-8")
        assert (
            "1 of the baseline occur no longer"
            in invoke("check", "gap.txt", "--baseline", "baseline.json").stderr
        )

    def test_knows_its_files_from_any_folder(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.write(*FILES)
        monkeypatch.chdir(folder / "drafts")
        assert found("decoy.txt", str(folder / "gap.txt"), "--baseline", "../baseline.json") == []

    def test_is_the_same_file_whatever_the_order(self, folder: Path) -> None:
        self.write(*FILES)
        first = (folder / "baseline.json").read_bytes()
        self.write(*reversed(FILES))
        assert (folder / "baseline.json").read_bytes() == first

    def test_is_not_written_where_a_document_could_not_be_read(self, folder: Path) -> None:
        done = invoke("check", "gap.txt", "missing.txt", "--write-baseline", "baseline.json")
        assert done.exit_code == ExitCode.SOME_FAILED
        assert not (folder / "baseline.json").exists()

    def test_never_lands_on_a_document(self, folder: Path) -> None:
        done = invoke("check", "gap.txt", "--write-baseline", "gap.txt")
        assert done.exit_code == ExitCode.USAGE
        assert (folder / "gap.txt").read_text(encoding="utf-8") == UNNUMBERED

    @pytest.mark.parametrize(
        "text", ["{}", "[", '{"version": 9, "findings": []}', '{"findings": [{"path": 1}]}']
    )
    def test_another_file_is_refused(self, folder: Path, text: str) -> None:
        (folder / "baseline.json").write_text(text, encoding="utf-8")
        done = invoke("check", "gap.txt", "--baseline", "baseline.json")
        assert done.exit_code == ExitCode.USAGE
        assert "--write-baseline" in done.stderr


class TestReports:
    def report(self, form: str, *files: str) -> str:
        return invoke("check", *(files or FILES), "missing.txt", "--output-format", form).stdout

    def test_sarif_holds_to_its_schema(self, folder: Path) -> None:
        schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
        log = json.loads(self.report("sarif"))
        assert not list(Draft7Validator(schema).iter_errors(log))
        (one,) = log["runs"]
        rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
        assert rules == ["DOC001", "NUM002", "UNIT001"]
        assert [rules[each["ruleIndex"]] for each in one["results"]] == [
            each["ruleId"] for each in one["results"]
        ]
        place = one["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "gap.txt"
        assert place["region"] == {"startLine": 8, "endLine": 9}
        assert not one["invocations"][0]["executionSuccessful"]
        assert "missing.txt" in one["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
        assert list(Draft7Validator(schema).iter_errors(log | {"runs": [{"results": [{}]}]}))

    def test_junit_holds_to_its_schema(self, folder: Path) -> None:
        schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
        root = etree.fromstring(self.report("junit").encode())
        schema.assertValid(root)
        assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
            "tests": "5", "failures": "3", "errors": "1",
        }  # fmt: skip
        suites = {suite.get("name"): suite for suite in root}
        assert len(suites["clean.txt"]) == 1
        assert len(suites["clean.txt"][0]) == 0
        assert suites["gap.txt"][0][0].text.startswith("gap.txt:8 (第8行): NUM002 warning: number 2")
        assert suites["missing.txt"][0][0].tag == "error"

    def test_junit_leaves_out_what_xml_cannot_hold(self, folder: Path) -> None:
        (folder / "odd.txt").write_text(UNNUMBERED.replace("整治黑臭", "整\x01治<&"), encoding="utf-8")
        root = etree.fromstring(self.report("junit", "odd.txt").encode())
        assert root[0].get("failures") == "1"

    def test_github_names_file_and_line(self, folder: Path) -> None:
        lines = self.report("github").splitlines()
        assert lines[0].startswith(
            "::warning file=gap.txt,line=8,endLine=9,title=govtask (NUM002)::number 2 is"
        )
        assert lines[2].startswith("::error file=drafts/decoy.txt,title=govtask (DOC001)::")
        assert lines[3].startswith(
            "::error file=missing.txt,title=govtask::missing.txt: there is no such file"
        )
        (folder / "a,b%.txt").write_text(UNNUMBERED, encoding="utf-8")
        assert "file=a%2Cb%25.txt,line=8" in self.report("github", "a,b%.txt")

    def test_json_lines_are_the_array_line_by_line(self, folder: Path) -> None:
        rows = [json.loads(line) for line in self.report("jsonl").splitlines()]
        assert rows == json.loads(self.report("json"))
        assert rows[0]["lines"] == [8, 9]
        assert set(rows[3]) == {"path", "error"}

    def test_a_clean_document_gives_an_empty_report(self, folder: Path) -> None:
        assert invoke("check", "clean.txt").stdout == ""
        assert found("clean.txt") == []
        assert (
            json.loads(invoke("check", "clean.txt", "--output-format", "sarif").stdout)["runs"][0]["results"]
            == []
        )

    def test_the_cell_of_a_sheet_is_named(self, folder: Path) -> None:
        sheet = Workbook()
        rows = [
            ("序号", "工作内容", "责任单位"),
            (1, "新建公园3个。", "区城管局"),
            (3, "新建学校2所。", "区教育局"),
        ]
        for row in rows:
            sheet.active.append(row)
        sheet.active.title = "分解表"
        sheet.save(folder / "table.xlsx")
        said = invoke("check", "table.xlsx", "--select", "NUM").stdout
        assert said.startswith("table.xlsx: NUM002 warning: 分解表!A3: number 2 is missing")


class TestPages:
    def test_a_line_of_a_page_is_no_line_of_the_file(self) -> None:
        finding = Finding(
            code="NUM001", severity="warning", message="x", origin="第3页第12行", lines=(12, 12)
        )
        (line,) = github.commands([Checked("notice.pdf", (finding,))])
        assert line == "::warning file=notice.pdf,title=govtask (NUM001)::第3页第12行: x"
        (log,) = sarif.log([Checked("notice.pdf", (finding,))])
        (location,) = json.loads(log)["runs"][0]["results"][0]["locations"]
        assert "region" not in location["physicalLocation"]
        assert location["logicalLocations"] == [{"fullyQualifiedName": "第3页第12行"}]


class TestRules:
    def test_lists_all(self) -> None:
        lines = invoke("rules").stdout.splitlines()
        assert [line.split()[0] for line in lines] == [page.code for page in pages()]

    def test_prints_the_page_with_both_examples(self) -> None:
        said = invoke("rules", "num002").stdout
        page = next(page for page in pages() if page.code == "NUM002")
        assert said.startswith(f"NUM002: {page.title}\n\n{page.text}\n\nBad (反例):\n\n    ")
        assert all(f"    {line}" in said for line in page.good.splitlines() if line)

    def test_a_prefix_prints_several(self) -> None:
        told = json.loads(invoke("rules", "NUM", "--format", "json").stdout)
        assert [each["code"] for each in told] == ["NUM001", "NUM002", "NUM003"]

    def test_an_unknown_code_is_wrong_use(self) -> None:
        done = invoke("rules", "SOUP001")
        assert done.exit_code == ExitCode.USAGE
        assert "govtask rules" in done.stderr


class TestPage:
    """docs/linter.md shows what comes out."""

    DOCS = Path(__file__).parent.parent / "docs"

    def test_the_findings_that_are_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(self.DOCS.parent)
        text = (self.DOCS / "linter.md").read_text(encoding="utf-8")
        command, *shown = text.partition("```console\n")[2].partition("```")[0].splitlines()
        assert invoke(*command.removeprefix("$ govtask ").split()).stdout.splitlines() == shown

    def test_the_forms_that_are_named(self) -> None:
        text = (self.DOCS / "linter.md").read_text(encoding="utf-8")
        assert all(f"`{name}`" in text for name in ["text", *REPORTS])

    def test_every_setting_and_its_variable(self) -> None:
        text = (self.DOCS / "settings.md").read_text(encoding="utf-8")
        for key in settings.KEYS:
            assert f"`{key}`" in text
            assert key == "words" or f"`{settings.variable(key)}`" in text
