"""convert: what was written comes back, a correction by hand arrives, and a wrong cell is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from command_line import NOTICE, invoke
from govtask_cli import write
from govtask_cli.errors import ReadError, UsageError
from govtask_cli.loaders import LOADERS, load
from govtask_cli.records import Result, Task
from govtask_cli.writers import WRITERS
from sample_files import STEMS, parsed

ALL = [parsed(stem) for stem in STEMS]
TABLES = [result for result in ALL if result.tasks]

# What a sheet or a CSV does not show cannot come back from it.
NOT_IN_EXCEL = {"origins": {}, "deadlines_in_text": []}
NOT_IN_CSV = {**NOT_IN_EXCEL, "measures": []}


def back(results: Sequence[Result], path: Path, **options: Any) -> list[Result]:
    """The results after one way out and back."""
    write(results, path, **options)
    return list(load(path).results)


def plain(task: Task, **lost: Any) -> Task:
    return task.model_copy(update=lost)


def without_basis(task: Task) -> Task:
    """In a cell of names units lose how their role was decided, and leading ones stand first."""
    units = [
        unit.model_copy(update={"basis": "label", "alias": None, "canonical": None}) for unit in task.units
    ]
    return plain(task, units=sorted(units, key=lambda unit: unit.role))


class TestThereAndBack:
    def test_every_format_that_is_written_is_read(self) -> None:
        assert {loader.name for loader in LOADERS} == {writer.name for writer in WRITERS} & {
            "json", "jsonl", "csv", "xlsx", "sqlite"
        }  # fmt: skip

    @pytest.mark.parametrize("suffix", [".json", ".sqlite", ".db"])
    def test_everything(self, tmp_path: Path, suffix: str) -> None:
        assert back(ALL, tmp_path / f"all{suffix}") == ALL

    @pytest.mark.parametrize("stem", STEMS)
    def test_one_document(self, tmp_path: Path, stem: str) -> None:
        (found,) = back([parsed(stem)], tmp_path / "one.sqlite")
        assert found == parsed(stem)

    @pytest.mark.parametrize("headers", ["zh", "en"])
    def test_excel(self, tmp_path: Path, headers: str) -> None:
        found = back(ALL, tmp_path / "all.xlsx", headers=headers)
        assert [each.source for each in found] == [each.source for each in ALL]
        assert [each.document for each in found] == [each.document for each in ALL]
        assert [each.coverage for each in found] == [each.coverage for each in ALL]
        assert [each.statements for each in found] == [each.statements for each in ALL]
        for mine, theirs in zip(found, ALL, strict=True):
            assert [plain(task, **NOT_IN_EXCEL) for task in mine.tasks] == [
                plain(task, **NOT_IN_EXCEL) for task in theirs.tasks
            ]
            assert [each.message for each in mine.findings] == [each.message for each in theirs.findings]

    @pytest.mark.parametrize("headers", ["zh", "en"])
    def test_csv(self, tmp_path: Path, headers: str) -> None:
        found = back(TABLES, tmp_path / "all.csv", headers=headers)
        for mine, theirs in zip(found, TABLES, strict=True):
            assert mine.source.name == theirs.source.name
            assert [plain(task, **NOT_IN_CSV) for task in mine.tasks] == [
                without_basis(plain(task, **NOT_IN_CSV)) for task in theirs.tasks
            ]

    @pytest.mark.parametrize(("suffix", "kind"), [(".csv", "findings"), (".jsonl", "findings")])
    def test_findings(self, tmp_path: Path, suffix: str, kind: str) -> None:
        with_findings = [result for result in ALL if result.findings]
        found = back(ALL, tmp_path / f"all{suffix}", records=kind)
        assert [
            [finding.model_copy(update={"lines": None}) for finding in each.findings] for each in found
        ] == [
            [finding.model_copy(update={"lines": None}) for finding in each.findings]
            for each in with_findings
        ]

    def test_json_lines(self, tmp_path: Path) -> None:
        assert [each.tasks for each in back(TABLES, tmp_path / "all.jsonl")] == [
            each.tasks for each in TABLES
        ]

    def test_statements_in_lines(self, tmp_path: Path) -> None:
        report = parsed("report")
        (found,) = back([report], tmp_path / "report.jsonl")
        assert found.statements == report.statements

    def test_texts_that_begin_like_formulas(self, tmp_path: Path) -> None:
        result = parsed("report").model_copy(update={"tasks": [Task(content="=SUM(A1)", target="-5")]})
        for suffix in (".csv", ".xlsx"):
            (found,) = back([result], tmp_path / f"x{suffix}")
            assert (found.tasks[0].content, found.tasks[0].target) == ("=SUM(A1)", "-5")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with tasks.xlsx in it."""
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(NOTICE, encoding="utf-8")
    assert invoke("parse", "notice.txt", "-o", "tasks.xlsx").exit_code == 0
    return tmp_path


def edit(change: Callable[[Any], None], name: str = "tasks.xlsx") -> None:
    """Change a workbook as an analyst does, and save it."""
    book = openpyxl.load_workbook(name)
    change(book)
    book.save(name)


def cell(sheet: Any, heading: str, row: int) -> Any:
    """The cell of a column in a row."""
    column = next(each.column for each in sheet[1] if each.value == heading)
    return sheet.cell(row, column)


def converted(*arguments: str) -> Any:
    done = invoke("convert", *(arguments or ("tasks.xlsx", "tasks.json")))
    assert done.exit_code == 0, done.stderr
    return json.loads(Path("tasks.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("folder")
class TestCorrections:
    def test_what_was_corrected_by_hand_arrives(self) -> None:
        def correct(book: Any) -> None:
            sheet = book["任务"]
            cell(sheet, "任务内容", 2).value = "新建水厂3座，日供水能力提高5%以上。"
            cell(sheet, "序号", 3).value = 7
            cell(sheet, "配合单位", 3).value = "区生态环境局、各县（市、区）"
            figures = book["指标"]
            cell(figures, "数值", 2).value = 3
            cell(figures, "原文", 2).value = "新建水厂3座"
            sheet.row_dimensions[3].hidden = True  # a filter of the analyst's

        edit(correct)
        tasks = converted()["tasks"]
        assert tasks[0]["content"].startswith("新建水厂3座")
        assert (tasks[0]["measures"][0]["value"], tasks[0]["measures"][0]["raw"]) == (3, "新建水厂3座")
        assert tasks[0]["units"][0]["canonical"] == "区水务局"
        assert tasks[1]["number"] == 7
        assert [unit["name"] for unit in tasks[1]["units"]] == ["区水务局", "区生态环境局", "各县（市、区）"]

    def test_a_column_of_ones_own_goes_to_other(self) -> None:
        def add(book: Any) -> None:
            sheet = book["任务"]
            column = sheet.max_column + 1
            sheet.cell(1, column).value = "联络员"
            sheet.cell(2, column).value = "秦某"

        edit(add)
        assert converted()["tasks"][0]["other"] == {"联络员": "秦某"}

    def test_two_sheets_that_disagree_are_told(self) -> None:
        def rename(book: Any) -> None:
            cell(book["任务"], "牵头单位", 2).value = "区水利局"

        edit(rename)
        done = invoke("convert", "tasks.xlsx", "tasks.json")
        assert done.exit_code == 0
        assert "note: 任务与单位!A" in done.stderr
        assert "区水务局 is no such unit of its task" in done.stderr
        units = json.loads(Path("tasks.json").read_text(encoding="utf-8"))["tasks"][0]["units"]
        assert [unit["name"] for unit in units] == ["区水利局", "区财政局"]

    def test_dates_and_percentages_are_what_they_show(self) -> None:
        result = parsed("notice-brackets")
        write(result, "tasks.xlsx")
        assert converted()["document"] == json.loads(result.model_dump_json())["document"]


@pytest.mark.usefixtures("folder")
class TestWrongCells:
    @pytest.mark.parametrize(
        ("sheet", "heading", "row", "value", "said"),
        [
            ("任务", "序号", 3, "二", "任务!{}: must be a whole number (整数), not “二”"),
            ("任务", "任务内容", 2, None, "任务!{}: must not be empty (不能为空)"),
            ("任务", "任务内容", 1, "工作", "任务: its column 任务内容 (Task) is missing (缺列)"),
            ("任务与单位", "角色", 1, "职责", "任务与单位!{}: no column of this table is called “职责”"),
            ("任务", "任务内容", 1, "任务内容 ", ""),
            ("任务与单位", "角色", 2, "主办", "任务与单位!{}: must be one of 牵头、配合, not “主办”"),
            ("指标", "数值", 2, "很多", "指标!{}: must be a number (数字), not “很多”"),
            ("指标", "关系", 2, "大于", "指标!{}: must be one of 等于、不低于、不超过、约, not “大于”"),
            ("指标", "出处", 2, "第99行", "指标!{}: no task and no statement stands at this place"),
            ("文件信息", "内容", 2, "", ""),
        ],
    )
    def test_is_named(self, sheet: str, heading: str, row: int, value: object, said: str) -> None:
        place = ""

        def spoil(book: Any) -> None:
            nonlocal place
            wrong = cell(book[sheet], heading, row)
            place = wrong.coordinate
            wrong.value = value

        edit(spoil)
        done = invoke("convert", "tasks.xlsx", "tasks.json")
        if said:
            assert done.exit_code == 4
            assert said.format(place) in done.stderr
            assert not Path("tasks.json").exists()
        else:
            assert done.exit_code == 0

    def test_all_of_them_at_once(self) -> None:
        def spoil(book: Any) -> None:
            cell(book["任务"], "序号", 2).value = "一"
            cell(book["任务"], "序号", 3).value = "二"

        edit(spoil)
        done = invoke("convert", "tasks.xlsx", "tasks.json")
        assert "tasks.xlsx: 2 wrong places (有误): 任务!A2: must" in done.stderr
        assert "任务!A3: must" in done.stderr

    def test_of_a_csv_are_named_by_row_and_heading(self) -> None:
        invoke("parse", "notice.txt", "-o", "tasks.csv")
        text = Path("tasks.csv").read_text(encoding="utf-8-sig").replace("\n1,", "\n甲,", 1)
        Path("tasks.csv").write_text(text, encoding="gb18030", newline="")
        done = invoke("convert", "tasks.csv", "tasks.json")
        assert "row 2, 序号: must be a whole number (整数), not “甲”" in done.stderr

    def test_of_json_are_named_by_their_path(self) -> None:
        held = json.loads(parsed("notice-leaders").model_dump_json())
        held["tasks"][3]["units"][0]["role"] = "boss"
        del held["tasks"][1]["content"]
        Path("x.json").write_text(json.dumps([held]), encoding="utf-8")
        done = invoke("convert", "x.json", "tasks.xlsx")
        assert "[0].tasks[3].units[0].role: Input should be 'lead' or 'support', not 'boss'" in done.stderr
        assert "[0].tasks[1].content: Field required" in done.stderr

    def test_of_json_lines_are_named_by_their_line(self) -> None:
        Path("x.jsonl").write_text('{"content": "a"}\n{"content": 5}\nnonsense\n', encoding="utf-8")
        done = invoke("convert", "x.jsonl", "tasks.json")
        assert "line 2, content: Input should be a valid string" in done.stderr
        assert "line 3: is no JSON" in done.stderr

    def test_of_a_database_are_named_by_table_and_row(self) -> None:
        write(parsed("notice-leaders"), "x.sqlite")
        with closing(sqlite3.connect("x.sqlite")) as base:
            base.execute("UPDATE tasks SET on_schedule = 'perhaps' WHERE id = 4")
            base.execute("UPDATE units SET role = 'boss' WHERE id = 1")
            base.execute("UPDATE tasks SET other = '{' WHERE id = 5")
            base.commit()
        done = invoke("convert", "x.sqlite", "tasks.json")
        assert "tasks row 4, on_schedule: Input should be a valid boolean" in done.stderr
        assert "tasks row 1, units[0].role: Input should be 'lead' or 'support', not 'boss'" in done.stderr
        assert "tasks row 5: other: is no JSON" in done.stderr


@pytest.mark.usefixtures("folder")
class TestCommand:
    def test_several_become_one(self) -> None:
        invoke("parse", "notice.txt", "-o", "a.json")
        invoke("parse", "notice.txt", "-o", "b.sqlite")
        done = invoke("convert", "a.json", "b.sqlite", "all.jsonl")
        assert done.exit_code == 0
        assert done.stderr.splitlines()[-1] == "2 documents (份), 6 tasks (任务) → all.jsonl"

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (["a.json"], 2, "a.json: is the only name"),
            (["a.txt", "b.json"], 2, "a.txt: its suffix names no format that is read back"),
            (["a.json", "b.json"], 4, "a.json: there is no such file"),
            (["tasks.xlsx", "b.doc"], 2, "its suffix names no output format"),
            (["tasks.xlsx", "tasks.xlsx"], 2, "is the input tasks.xlsx"),
            (["tasks.xlsx", "b.json", "--records", "tasks"], 2, "--records: has no meaning for json"),
        ],
    )
    def test_wrong_use(self, arguments: list[str], code: int, said: str) -> None:
        done = invoke("convert", *arguments)
        assert done.exit_code == code
        assert said in done.stderr

    @pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv", ".xlsx", ".sqlite"])
    @pytest.mark.parametrize(
        "data", [b"", b"\x00\x01\x02" * 99, "甲,乙\n1,2\n".encode(), b"[1, {}]", b"PK\x03\x04x"]
    )
    def test_rubbish_is_refused(self, suffix: str, data: bytes) -> None:
        Path(f"x{suffix}").write_bytes(data)
        with pytest.raises((ReadError, UsageError)):
            load(Path(f"x{suffix}"))

    def test_units_alone_are_refused(self) -> None:
        for suffix in ("csv", "jsonl"):
            invoke("parse", "notice.txt", "-o", f"units.{suffix}", "--records", "units")
            assert invoke("convert", f"units.{suffix}", "x.json").exit_code == 4
