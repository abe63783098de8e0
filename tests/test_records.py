"""The records: strict models, numbers as numbers, and a schema that holds what is written."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from govtask_cli.records import (
    SCHEMA_VERSION,
    Contact,
    Coverage,
    Deadline,
    DocumentInfo,
    Finding,
    Form,
    Leader,
    Measure,
    NoteRecord,
    Period,
    Record,
    Result,
    SourceInfo,
    Statement,
    Task,
    Unit,
)

MODELS = [model for model in vars().values() if isinstance(model, type) and issubclass(model, Record)]
MODELS.remove(Record)

MEASURE = Measure(
    name="耕地",
    value=Decimal("5.1"),
    unit="万亩",
    relation=">=",
    change="increase",
    raw="新增耕地5.1万亩以上",
)


def full() -> Result:
    """A result in which every field of every record is filled."""
    task = Task(
        part="任务分解",
        section="一、产业发展",
        leader=Leader(name="丁一", title="副区长"),
        number=7,
        content="新增耕地5.1万亩以上。\n建设高标准农田。",
        units=[
            Unit(
                name="区农业农村局",
                role="lead",
                alias="区乡村振兴局",
                basis="label",
                canonical="区农业农村局",
            )
        ],
        category="农业",
        target="12",
        allocation={"甲区": "5", "乙区": "/", "丙县": ""},
        frequency="monthly",
        deadline=Deadline(text="6月底前", date="2031-06-30"),
        progress="已完成一半。",
        on_schedule=True,
        shortfall="资金未到位。",
        measures=[MEASURE],
        lines=(3, 5),
        origin="第3–5行",
        path=["一、产业发展"],
        parent=2,
        name="良田工程",
        owner="某公司",
        target_unit="万亩",
        problems="进度偏慢。",
        next_steps="加快建设。",
        completion="50%",
        effect="初见成效。",
        status="在建",
        investment="2亿元",
        place="北山镇",
        deadlines_in_text=[Deadline(text="年底", date=None)],
        other={"备注": "无"},
        origins={"number": "第3行"},
    )
    return Result(
        source=SourceInfo(name="notice.txt", sha256="0" * 64, format="txt", encoding="utf-8", pages=2),
        document=DocumentInfo(
            kind="progress",
            title="完成情况",
            issuer="北山区政府",
            document_number="北山政办〔2031〕7号",
            index_number="000/2031-00009",
            issued_on="2031-03-01",
            published_on="2031-03-02",
            year=2031,
            period=Period(label="11月", start="2031-11-01", end="2031-11-30"),
            contacts=[Contact(name="方圆", phones=["12345"])],
            origins={"title": "第1行"},
        ),
        tasks=[task],
        statements=[
            Statement(
                path=["一、回顾"],
                kind="review",
                text="新增耕地。",
                measures=[MEASURE],
                line=9,
                origin="第9行",
            )
        ],
        forms=[
            Form(
                title="计划表",
                fields=["单位"],
                rows=["一季度"],
                values={"单位": "某局"},
                lines=(10, 12),
                origin="表",
                origins={"单位": "第10行"},
            )
        ],
        findings=[Finding(code="NUM001", severity="warning", message="twice", origin="第3行", lines=(3, 5))],
        notes=[
            NoteRecord(
                step="furniture",
                kind="furniture",
                message="m",
                text="打印",
                dropped=True,
                origin="第1行",
                lines=(1, 1),
            )
        ],
        coverage=Coverage(read=100, used=98, dropped=2, unexplained=0, dropped_by={"furniture": 2}),
    )


def empty() -> Result:
    """A result of which nothing is known."""
    return Result(source=SourceInfo(name="-", sha256="0" * 64, format="txt"), document=DocumentInfo())


class TestStrictness:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_no_model_takes_an_unknown_key(self, model: type[Record]) -> None:
        with pytest.raises(ValidationError) as caught:
            model.model_validate({"misspelt": 1})
        assert ("extra_forbidden", ("misspelt",)) in {
            (error["type"], error["loc"]) for error in caught.value.errors()
        }

    @pytest.mark.parametrize(
        ("model", "fields"),
        [
            (Unit, {"name": "区水务局", "role": "helper"}),
            (DocumentInfo, {"kind": "letter"}),
            (Measure, {"name": "a", "value": "many", "unit": "", "raw": "a"}),
            (Measure, {"name": "a", "value": 1, "unit": "", "raw": "a", "relation": ">"}),
            (Finding, {"code": "X", "severity": "fatal", "message": "m"}),
            (Statement, {"path": [], "kind": "goal", "text": "t"}),
            (Task, {"content": "c", "number": "seven"}),
            (Task, {"content": "c", "lines": [1]}),
            (Task, {"content": "c", "frequency": "daily"}),
            (Task, {"content": None}),
            (Task, {}),
        ],
    )
    def test_a_wrong_value_is_an_error(self, model: type[Record], fields: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            model.model_validate(fields)

    def test_records_do_not_change(self) -> None:
        with pytest.raises(ValidationError):
            full().tasks[0].number = 8  # type: ignore[misc]

    def test_what_is_not_stated_is_null_or_an_empty_list(self) -> None:
        dumped = json.loads(Task(content="办理。").model_dump_json())
        empty_list = {"units", "measures", "path", "deadlines_in_text"}
        not_null = {"content", "origin", "other", "origins"} | empty_list
        assert all(dumped[key] == [] for key in empty_list)
        assert {key for key, value in dumped.items() if value is not None} == not_null

    def test_defaults_are_not_shared(self) -> None:
        one, other = Task(content="甲"), Task(content="乙")
        one.units.append(Unit(name="区水务局", role="lead"))
        assert other.units == []


class TestJson:
    @pytest.mark.parametrize("result", [full(), empty()], ids=["full", "empty"])
    def test_a_result_comes_back(self, result: Result) -> None:
        assert Result.model_validate_json(result.model_dump_json()) == result

    def test_the_sample_leaves_nothing_out(self) -> None:
        """Guards `full`: a field that is added to a model must be filled there."""
        dumped = json.loads(full().model_dump_json())
        unset = {"date"}  # a deadline without a day is shown too
        assert {key for key, value in walk(dumped) if value is None or value in ("", [], {})} <= unset | {
            "丙县"
        }

    def test_order_and_version_are_stable(self) -> None:
        dumped = json.loads(empty().model_dump_json())
        assert list(dumped) == [
            "schema_version", "source", "document", "tasks", "statements", "forms",
            "findings", "notes", "coverage",
        ]  # fmt: skip
        assert dumped["schema_version"] == SCHEMA_VERSION == "1.0"

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("1200", "1200"),
            ("5.1", "5.1"),
            ("5.0", "5"),
            ("0.3333", "0.3333"),
            ("1E+3", "1000"),
            ("-2.5", "-2.5"),
        ],
    )
    def test_figures_are_json_numbers(self, value: str, written: str) -> None:
        measure = MEASURE.model_copy(update={"value": Decimal(value)})
        assert f'"value":{written},' in measure.model_dump_json()
        assert measure.model_dump()["value"] == Decimal(value)

    @given(st.integers(-(10**15), 10**15), st.integers(0, 6))
    def test_a_figure_is_not_changed_by_the_way_through_json(self, digits: int, places: int) -> None:
        value = Decimal(digits).scaleb(-places)
        measure = MEASURE.model_copy(update={"value": value})
        assert Measure.model_validate_json(measure.model_dump_json()).value == value


class TestSchema:
    schema = Result.model_json_schema(mode="serialization")

    def test_it_is_a_schema_of_the_draft(self) -> None:
        Draft202012Validator.check_schema(self.schema)

    @pytest.mark.parametrize("result", [full(), empty()], ids=["full", "empty"])
    def test_it_holds_what_is_written(self, result: Result) -> None:
        Draft202012Validator(self.schema).validate(json.loads(result.model_dump_json()))

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("document", "kind"), "letter"),
            (("tasks", 0, "number"), "seven"),
            (("tasks", 0, "content"), None),
            (("tasks", 0, "units", 0, "role"), "helper"),
            (("tasks", 0, "measures", 0, "value"), "5.1"),
            (("tasks", 0, "lines"), [1]),
            (("tasks", 0, "misspelt"), 1),
            (("findings", 0, "severity"), "fatal"),
        ],
    )
    def test_it_refuses_what_is_wrong(self, path: tuple[str | int, ...], value: object) -> None:
        dumped = json.loads(full().model_dump_json())
        at = dumped
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        assert not Draft202012Validator(self.schema).is_valid(dumped)

    def test_a_figure_is_a_number(self) -> None:
        assert self.schema["$defs"]["Measure"]["properties"]["value"]["type"] == "number"


def walk(value: object) -> list[tuple[str, object]]:
    """Every key and its value, at any depth."""
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in [(key, inner), *walk(inner)]]
    if isinstance(value, list):
        return [pair for inner in value for pair in walk(inner)]
    return []
