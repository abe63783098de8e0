"""What is written can be read back, and it is what the records say."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtask_cli.errors import UsageError, WriteError
from govtask_cli.records import (
    Deadline,
    DocumentInfo,
    Finding,
    Leader,
    Measure,
    Result,
    SourceInfo,
    Statement,
    Task,
    Unit,
)
from govtask_cli.writers import (
    WRITERS,
    Options,
    csv_file,
    json_file,
    json_lines,
    target,
    write_file,
    writer_for,
)
from govtask_cli.writers.options import RECORD_KINDS, Write
from govtask_cli.writers.tables import TABLES
from results import breakdown, livelihood, report


def written(write: Write, results: Sequence[Result], **options: object) -> str:
    """What a writer gives, as text."""
    stream = io.BytesIO()
    write(results, stream, Options(**options))  # type: ignore[arg-type]
    return stream.getvalue().decode()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


class TestJson:
    def test_is_an_object_for_one_input(self) -> None:
        assert Result.model_validate_json(written(json_file.write, [breakdown()])) == breakdown()

    def test_is_an_array_for_several_inputs(self) -> None:
        read = json.loads(written(json_file.write, [breakdown(), report()], several=True))
        assert [Result.model_validate(each) for each in read] == [breakdown(), report()]

    def test_is_an_array_where_one_of_several_inputs_was_read(self) -> None:
        assert isinstance(json.loads(written(json_file.write, [report()], several=True)), list)

    def test_is_pretty_and_in_the_order_of_the_contract(self) -> None:
        text = written(json_file.write, [breakdown()])
        assert text.startswith('{\n  "schema_version": "1.0",\n  "source": {\n    "name": "notice.txt",')
        assert text.endswith("\n}\n")
        assert "水厂2座" in text

    def test_an_array_is_indented_like_one_that_json_would_write(self) -> None:
        text = written(json_file.write, [breakdown(), report()], several=True)
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"

    def test_figures_are_numbers(self) -> None:
        measures = json.loads(written(json_file.write, [breakdown()]))["tasks"][0]["measures"]
        assert [measure["value"] for measure in measures] == [2, 5.5]


class TestJsonLines:
    def test_holds_a_task_a_line(self) -> None:
        lines = written(json_lines.write, [breakdown()]).splitlines()
        assert [Task.model_validate_json(line) for line in lines] == breakdown().tasks

    def test_holds_statements_where_there_are_no_tasks(self) -> None:
        lines = written(json_lines.write, [report()]).splitlines()
        assert [Statement.model_validate_json(line) for line in lines] == report().statements

    def test_names_the_document_where_there_are_several(self) -> None:
        lines = written(json_lines.write, [breakdown(), livelihood()], several=True).splitlines()
        assert [json.loads(line)["document"] for line in lines] == ["notice.txt"] * 3 + ["livelihood.txt"] * 2

    def test_units_keep_their_codes(self) -> None:
        lines = written(json_lines.write, [breakdown()], records="units").splitlines()
        first, second = (json.loads(line) for line in lines[:2])
        assert (first["unit"], first["role"], first["deadline_date"]) == ("区水务局", "lead", "2031-06-30")
        assert (second["unit"], second["role"], second["alias"]) == ("区财政局", "support", "区国资办")

    def test_measures_come_from_tasks_and_statements(self) -> None:
        lines = written(json_lines.write, [breakdown(), report()], records="measures").splitlines()
        assert [(json.loads(line)["value"], json.loads(line)["unit"]) for line in lines] == [
            (2, "座"),
            (5.5, "%"),
            (20, "家"),
        ]

    def test_a_line_has_no_other_end_of_line_in_it(self) -> None:
        task = Task(content="甲\u2028乙\x85丙\u2029丁\n戊")
        odd = breakdown().model_copy(update={"tasks": [task]})
        (line,) = written(json_lines.write, [odd]).splitlines()
        assert Task.model_validate_json(line) == task


class TestCsv:
    def test_begins_with_a_byte_order_mark_in_files_only(self) -> None:
        assert written(csv_file.write, [breakdown()]).startswith("\ufeff序号,")
        assert written(csv_file.write, [breakdown()], bom=False).startswith("序号,")

    def test_shows_words_for_codes(self) -> None:
        first, second, _ = table(written(csv_file.write, [breakdown()]))
        assert (first["报送频次"], second["是否按序时"]) == ("月报", "否")
        assert (first["牵头单位"], first["配合单位"]) == ("区水务局", "区财政局")
        assert (first["完成时限"], first["时限日期"]) == ("6月底前", "2031-06-30")

    def test_has_english_headings_and_words_on_request(self) -> None:
        first, second, _ = table(written(csv_file.write, [breakdown()], headers="en"))
        assert (first["Frequency"], second["On schedule"]) == ("monthly", "no")

    def test_has_no_cell_for_what_is_not_stated(self) -> None:
        third = table(written(csv_file.write, [breakdown()]))[2]
        assert (third["序号"], third["目标"], third["时限日期"]) == ("", "", "")

    def test_names_the_place_by_lines_where_a_record_has_no_origin(self) -> None:
        assert table(written(csv_file.write, [breakdown()]))[2]["出处"] == "第18行"

    def test_relations_are_no_formulas(self) -> None:
        for headers, words in (("zh", ["等于", "不低于"]), ("en", ["equal to", "at least"])):
            text = written(csv_file.write, [breakdown()], headers=headers, records="measures")
            assert [row[1] for row in rows(text)[1:]] == words

    def test_text_like_a_formula_is_made_harmless_and_told(self) -> None:
        stream = io.BytesIO()
        remarks = csv_file.write([breakdown()], stream, Options(target="tasks.csv"))
        assert table(stream.getvalue().decode())[1]["任务内容"].startswith("'=整治")
        assert remarks == (
            "tasks.csv: texts made harmless: 1 (a ' stands before = + - @, tab or CR, which begin a formula)",
        )

    @pytest.mark.parametrize("text", ["=1+1", "+86 10", "-5", "@x", "\tx", "\rx", "'=1", "''@"])
    def test_harmless_text_begins_with_a_guard(self, text: str) -> None:
        assert csv_file.harmless_text(text) == "'" + text
        assert csv_file.original_text("'" + text) == text

    @pytest.mark.parametrize("text", ["", "新建", "'新建'", "5-6", "（=）", " =1"])
    def test_other_text_stays(self, text: str) -> None:
        assert csv_file.harmless_text(text) == text

    def test_negative_numbers_stay_numbers(self) -> None:
        measure = Measure(name="差额", value=Decimal("-5.50"), unit="亿元", raw="差额-5.50亿元")
        odd = breakdown().model_copy(update={"tasks": [Task(content="x", measures=[measure])]})
        assert table(written(csv_file.write, [odd], records="measures"))[0]["数值"] == "-5.5"

    @pytest.mark.parametrize("kind", RECORD_KINDS)
    def test_every_kind_has_a_header_even_without_rows(self, kind: str) -> None:
        empty = Result(source=breakdown().source, document=DocumentInfo())
        assert len(rows(written(csv_file.write, [empty], records=kind))) == 1


class TestKindOfRecords:
    def test_statements_where_no_document_has_tasks(self) -> None:
        assert "语句" in rows(written(csv_file.write, [report()]))[0]

    def test_tasks_where_a_document_has_nothing(self) -> None:
        empty = Result(source=breakdown().source, document=DocumentInfo())
        assert "任务内容" in rows(written(csv_file.write, [empty]))[0]

    def test_statements_beside_tasks_are_told_to_be_left_out(self) -> None:
        remarks = csv_file.write([breakdown(), report()], io.BytesIO(), Options(several=True))
        assert len(remarks) == 2
        assert remarks[0].startswith("report.txt: its 2 statements (陈述)")

    def test_what_was_asked_for_leaves_nothing_to_tell(self) -> None:
        assert json_lines.write([breakdown(), report()], io.BytesIO(), Options(records="tasks")) == ()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = texts.filter(bool)
figures = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)
measures = st.builds(
    Measure,
    name=texts,
    value=figures,
    unit=texts,
    relation=st.sampled_from(["=", ">=", "<=", "~"]),
    raw=texts,
)
units = st.builds(
    Unit,
    name=names,
    role=st.sampled_from(["lead", "support"]),
    alias=st.none() | names,
    canonical=st.none() | names,
)
tasks = st.builds(
    Task,
    part=st.none() | names,
    section=st.none() | names,
    leader=st.none() | st.builds(Leader, name=st.none() | names, title=st.none() | names),
    number=st.none() | st.integers(0, 999),
    content=texts,
    units=st.lists(units, max_size=3),
    allocation=st.none() | st.dictionaries(names, texts, max_size=3),
    frequency=st.sampled_from([None, "monthly", "annual"]),
    deadline=st.none()
    | st.builds(Deadline, text=names, date=st.sampled_from([None, "2031-06-30", "2031-06"])),
    on_schedule=st.none() | st.booleans(),
    measures=st.lists(measures, max_size=2),
    lines=st.none() | st.tuples(st.integers(1, 9), st.integers(9, 20)),
    origin=texts,
)
statements = st.builds(
    Statement,
    path=st.lists(names, max_size=3),
    kind=st.sampled_from(["review", "plan", "frame"]),
    text=texts,
    measures=st.lists(measures, max_size=2),
    line=st.none() | st.integers(1, 99),
)
findings = st.builds(
    Finding, code=names, severity=st.sampled_from(["error", "warning", "info"]), message=texts, origin=texts
)
results = st.builds(
    Result,
    source=st.builds(SourceInfo, name=names, sha256=st.just("00"), format=st.just("txt")),
    document=st.builds(DocumentInfo, title=st.none() | names),
    tasks=st.lists(tasks, max_size=3),
    statements=st.lists(statements, max_size=3),
    findings=st.lists(findings, max_size=2),
)


class TestReadingBack:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(results, min_size=1, max_size=2))
    def test_json(self, given_results: list[Result]) -> None:
        read = json.loads(written(json_file.write, given_results, several=True))
        assert [Result.model_validate(each) for each in read] == given_results

    @settings(max_examples=60, deadline=None)
    @given(results)
    def test_json_lines(self, result: Result) -> None:
        for kind, model in (("tasks", Task), ("statements", Statement), ("findings", Finding)):
            lines = written(json_lines.write, [result], records=kind).splitlines()
            assert [model.model_validate_json(line) for line in lines] == getattr(result, kind)

    @settings(max_examples=60, deadline=None)
    @given(results, st.sampled_from(TABLES))
    def test_csv(self, result: Result, kind: object) -> None:
        chosen = next(table for table in TABLES if table is kind)
        read = rows(written(csv_file.write, [result], records=chosen.kind))
        assert read[0] == [column.zh for column in chosen.columns]
        expected = [[column.value(row, "zh") for column in chosen.columns] for row in chosen.rows(result)]
        assert len(read) == len(expected) + 1
        for cells, values in zip(read[1:], expected, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if isinstance(value, str):
                    assert csv_file.original_text(cell) == value
                elif isinstance(value, Decimal | int):
                    assert Decimal(cell) == value
                elif isinstance(value, date):
                    assert date.fromisoformat(cell) == value
                else:
                    assert value is None
                    assert cell == ""


class TestTarget:
    def test_appears_with_the_usual_rights(self, tmp_path: Path) -> None:
        path = tmp_path / "tasks.json"
        write_file([breakdown()], path, writer_for(path), Options())
        plain = tmp_path / "plain"
        plain.touch()
        assert path.stat().st_mode == plain.stat().st_mode
        assert sorted(each.name for each in tmp_path.iterdir()) == ["plain", "tasks.json"]

    def test_keeps_the_rights_of_what_it_replaces(self, tmp_path: Path) -> None:
        path = tmp_path / "tasks.json"
        path.touch()
        path.chmod(0o640)
        write_file([breakdown()], path, writer_for(path), Options())
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    @pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
    def test_stays_as_it_was_where_writing_fails(self, tmp_path: Path, failure: type[BaseException]) -> None:
        path = tmp_path / "tasks.json"
        path.write_text("before")

        def write_half() -> None:
            with target.replacing(path) as stream:
                stream.write(b"half")
                raise failure

        with pytest.raises(failure):
            write_half()
        assert path.read_text() == "before"
        assert [each.name for each in tmp_path.iterdir()] == ["tasks.json"]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real.json").write_text("before")
        link = tmp_path / "link.json"
        link.symlink_to("real.json")
        write_file([breakdown()], link, writer_for(link), Options())
        assert link.is_symlink()
        assert (tmp_path / "real.json").read_text().startswith("{")

    def test_is_never_an_input_by_whatever_name(self, tmp_path: Path) -> None:
        source = tmp_path / "notice.csv"
        source.write_text("x")
        (tmp_path / "soft.csv").symlink_to(source)
        os.link(source, tmp_path / "hard.csv")
        for name in ("notice.csv", "soft.csv", "hard.csv", "../" + tmp_path.name + "/notice.csv"):
            with pytest.raises(WriteError, match="is the input"):
                target.check(tmp_path / name, [source])
        assert source.read_text() == "x"

    def test_says_what_is_wrong_with_it(self, tmp_path: Path) -> None:
        with pytest.raises(WriteError, match="is a folder"):
            target.check(tmp_path)
        with pytest.raises(WriteError, match=r"there is no folder .*mkdir"):
            target.check(tmp_path / "no" / "tasks.csv")
        (tmp_path / "file").touch()
        with pytest.raises(WriteError, match="there is no folder"):
            target.check(tmp_path / "file" / "tasks.csv")

    def test_the_system_s_refusal_names_file_and_cause(self, tmp_path: Path) -> None:
        with (
            pytest.raises(WriteError, match=r"tasks.csv: cannot be written: No such file"),
            target.replacing(tmp_path / "no" / "tasks.csv"),
        ):
            pass


class TestChoice:
    @pytest.mark.parametrize(
        ("name", "format_name", "expected"),
        [
            ("a.json", None, "json"),
            ("a.XLSX", None, "xlsx"),
            ("a.ndjson", None, "jsonl"),
            ("a.csv", "jsonl", "jsonl"),
            ("a", "xlsx", "xlsx"),
        ],
    )
    def test_follows_the_suffix_unless_told(self, name: str, format_name: str | None, expected: str) -> None:
        assert writer_for(Path(name), format_name).name == expected

    def test_is_json_where_nothing_is_said(self) -> None:
        assert writer_for(None).name == "json"

    def test_an_unknown_suffix_or_name_is_told_with_the_known_ones(self) -> None:
        with pytest.raises(UsageError, match=r"a.doc: .*\.xlsx"):
            writer_for(Path("a.doc"))
        with pytest.raises(UsageError, match="choose one of json, jsonl, csv, xlsx"):
            writer_for(None, "xls")

    def test_no_two_writers_share_a_suffix(self) -> None:
        suffixes = [suffix for writer in WRITERS for suffix in writer.suffixes]
        assert len(suffixes) == len(set(suffixes))
