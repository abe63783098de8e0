"""The rules of the linter on records built by hand: what each finds, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from govtask_cli.checks import check
from govtask_cli.pipeline import parse
from govtask_cli.records import (
    Contact,
    Deadline,
    DocumentInfo,
    Measure,
    Period,
    Result,
    Statement,
    Task,
    Unit,
)
from hand_built import found, note, places, result, task


def units(*names: str, canonical: bool = True, role: Any = "support") -> list[Unit]:
    """Units that support, or lead behind a *; a name behind a ? is unknown."""
    return [
        Unit(
            name=name.strip("*?"),
            role="lead" if name.startswith("*") else role,
            canonical=name.strip("*?") if canonical and not name.startswith("?") else None,
        )
        for name in names
    ]


def with_document(read: Result, **fields: Any) -> Result:
    return read.model_copy(
        update={"document": DocumentInfo(**{"kind": "breakdown", "title": "任务分解"} | fields)}
    )


def reported(*tasks: Task, month: int = 6, **fields: Any) -> Result:
    """A progress report on one month of 2031."""
    period = Period(label=f"{month}月", start=f"2031-{month:02}-01", end=f"2031-{month:02}-28")
    return with_document(result(*tasks), kind="progress", period=period, year=2031, **fields)


def measure(raw: str, value: str, unit: str, name: str = "", **fields: Any) -> Measure:
    return Measure(name=name or raw.split(value)[0], value=Decimal(value), unit=unit, raw=raw, **fields)


class TestUnits:
    @pytest.mark.parametrize(
        ("names", "tells"),
        [(["甲局", "乙局"], True), (["*甲局", "乙局"], False), ([], False)],
    )
    def test_no_lead(self, names: list[str], tells: bool) -> None:
        assert places(result(task(1, units=units(*names))), "UNIT002") == [1] * tells

    @pytest.mark.parametrize(("others", "tells"), [(9, True), (8, False), (0, False)])
    def test_two_leads_are_told_where_they_are_odd(self, others: int, tells: bool) -> None:
        tasks = [task(1, units=units("*甲局", "*乙局"))]
        tasks += [task(line, units=units("*甲局", "乙局")) for line in range(2, others + 2)]
        assert places(result(*tasks), "UNIT003") == [1] * tells

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("?区农业农材局", "区农业农村局"),
            ("?区农业农农村局", "区农业农村局"),
            ("?市农业农村局", None),
            ("?区农业农村办", None),
            ("?区农业局", None),
            ("?区港务局", None),
            ("?区生态环境局", None),
        ],
    )
    def test_a_misprinted_name(self, name: str, meant: str | None) -> None:
        read = result(
            task(1, units=units("*区农业农村局", "区税务局")), task(2, units=units("*区财政局", name))
        )
        assert places(read, "UNIT004") == ([2] if meant else [])
        if meant:
            assert f"has {meant}" in found(read, "UNIT004")[0].message

    @pytest.mark.parametrize(
        ("first", "second", "tells"),
        [
            ("市发改委", "市发展改革委", True),
            ("市人力社保局", "市人社局", True),
            ("市财政局", "财政局", False),
            ("县乡村振兴局", "县农业农村局", False),
            ("县自然资源局", "县⾃然资源局", False),
        ],
    )
    def test_one_office_under_two_names(self, first: str, second: str, tells: bool) -> None:
        tasks = [
            task(line, units=[Unit(name=name, role="lead", canonical="同一单位")])
            for line, name in enumerate((first, second, first), 1)
        ]
        assert places(result(*tasks), "UNIT005") == [2] * tells

    def test_a_unit_twice(self) -> None:
        read = result(task(1, units=units("*甲局", "乙局", "甲局")), task(2, units=units("*甲局", "乙局")))
        (finding,) = found(read, "UNIT006")
        assert (finding.lines, finding.severity) == ((1, 1), "warning")
        assert "甲局 leads and supports task" in finding.message


class TestRestart:
    @pytest.mark.parametrize(
        ("numbers", "fields", "tells"),
        [
            ([1, 2, 1, 2], {}, [3]),
            ([1, 2, 3, 4], {}, []),
            ([1, 2, 3, 1, 4], {}, []),
            ([1, 2, 1, 2], {"category": "民生"}, []),
            ([1, 2, 1, 2], {"section": "二", "path": ["二"]}, []),
            ([1, 2, 1, 2], {"part": "附件"}, []),
        ],
    )
    def test_in_the_middle_of_a_section(
        self, numbers: list[int], fields: dict[str, Any], tells: list[int]
    ) -> None:
        tasks = [task(line, number, **(fields if line > 2 else {})) for line, number in enumerate(numbers, 1)]
        assert places(result(*tasks), "NUM003") == tells


class TestSections:
    TEXT = (
        "北山区2031年重点工作任务分解\n\n一、秦海区长牵头重点工作\n1.新建水厂2座。\n责任单位：区水务局\n"
        "二、钱方副区长牵头重点工作\n{}三、孙理副区长牵头重点工作\n1.新建小学4所。\n责任单位：区教育局\n"
    )

    def test_a_leader_without_tasks(self) -> None:
        (finding,) = found(parse(self.TEXT.format("").encode(), "notice.txt"), "SECT001")
        assert finding.lines == (6, 6)
        assert "“二、钱方副区长牵头重点工作”" in finding.message

    def test_a_leader_with_tasks_further_down(self) -> None:
        text = self.TEXT.format("（一）生态环境\n1.治理河道3公里。\n责任单位：区水务局\n")
        assert found(parse(text.encode(), "notice.txt"), "SECT001") == []

    @pytest.mark.parametrize(
        ("sections", "outside"),
        [
            ([None, "一", "一", "一", "二"], [1]),
            (["一", "一", "一", "二", None], [5]),
            ([None, None, "一", "一", "二"], []),
            ([None, "一", "一", "一", "一"], []),
            ([None] * 5, []),
        ],
    )
    def test_a_task_outside_of_all(self, sections: list[str | None], outside: list[int]) -> None:
        tasks = [
            task(line, section=name, path=[name] if name else []) for line, name in enumerate(sections, 1)
        ]
        assert places(result(*tasks), "SECT002") == outside

    def test_a_point_stands_where_its_item_does(self) -> None:
        tasks = [task(line, section=name, path=[name]) for line, name in enumerate("一一一二", 1)]
        assert places(result(*tasks, task(5, parent=2)), "SECT002") == []


class TestFigures:
    def both(self, first: str, second: str, value: str, other: str, **fields: Any) -> Result:
        """Two tasks that each give one figure of 个."""
        name = "新增公办幼儿园学位"
        return result(
            task(1, content=first, measures=[measure(f"{name}{value}个", value, "个", **fields)]),
            task(2, content=second, measures=[measure(f"{name}{other}个", other, "个", **fields)]),
        )

    def test_the_same_words_with_another_figure(self) -> None:
        read = self.both("办好教育，新增公办幼儿园学位2000个。", "新增公办幼儿园学位2500个。", "2000", "2500")
        (finding,) = found(read, "MEAS001")
        assert finding.lines == (2, 2)
        assert "“新增公办幼儿园学位2000个” in the same words" in finding.message

    @pytest.mark.parametrize(
        ("first", "second", "value", "other"),
        [
            ("新增公办幼儿园学位2000个。", "新增公办幼儿园学位2000个。", "2000", "2000"),
            ("城区新增公办幼儿园学位2000个。", "乡村新增公办幼儿园学位900个。", "2000", "900"),
            ("新增公办幼儿园学位2000个、托位3个。", "新增公办幼儿园学位900个、托位3个。", "2000", "900"),
        ],
    )
    def test_other_words_or_the_same_figure_are_none(
        self, first: str, second: str, value: str, other: str
    ) -> None:
        assert found(self.both(first, second, value, other), "MEAS001") == []

    def test_rows_of_projects_are_not_compared(self) -> None:
        read = self.both("新增公办幼儿园学位2000个。", "新增公办幼儿园学位2500个。", "2000", "2500")
        rows = [each.model_copy(update={"name": f"项目{each.number}"}) for each in read.tasks]
        assert found(result(*rows), "MEAS001") == []

    def test_tasks_of_different_units_are_not_compared(self) -> None:
        read = self.both("新增公办幼儿园学位2000个。", "新增公办幼儿园学位2500个。", "2000", "2500")
        towns = [
            each.model_copy(update={"units": units(f"*{name}")})
            for each, name in zip(read.tasks, "甲乙", strict=True)
        ]
        assert found(result(*towns), "MEAS001") == []

    def test_what_was_done_and_what_is_planned_may_differ(self) -> None:
        def said(kind: Any, value: str, line: int) -> Statement:
            text = f"城镇新增就业人数{value}人。"
            return Statement(
                path=[],
                kind=kind,
                text=text,
                line=line,
                measures=[measure(text[:-1], value, "人", "城镇新增就业人数")],
            )

        other_kind = result(
            statements=[said("review", "5000", 1), said("plan", "6000", 9)], kind="work_report"
        )
        assert found(other_kind, "MEAS001") == []
        same_kind = result(statements=[said("plan", "5000", 1), said("plan", "6000", 9)], kind="work_report")
        assert places(same_kind, "MEAS001") == [9]

    @pytest.mark.parametrize(
        ("target", "unit", "tells"),
        [
            ("12座", None, True),
            ("12", "座", True),
            ("10座", None, False),
            ("12个", None, False),
            ("/", None, False),
        ],
    )
    def test_a_target_that_differs_from_the_text(self, target: str, unit: str | None, tells: bool) -> None:
        one = task(
            1,
            content="新建公厕10座。",
            measures=[measure("新建公厕10座", "10", "座")],
            target=target,
            target_unit=unit,
        )
        assert places(result(one), "MEAS001") == [1] * tells

    @pytest.mark.parametrize(
        ("text", "tells"),
        [
            ("自来水普及率达到198%", True),
            ("水质合格率提高到100.5%", True),
            ("覆盖率100%", False),
            ("完成率120%", False),
            ("产值增长率150%", False),
            ("小学毛入学率103%，命案破案率106%", False),
            ("覆盖率达到95%，销售额增长120%", False),
        ],
    )
    def test_a_share_over_all(self, text: str, tells: bool) -> None:
        assert bool(found(result(task(1, content=text + "。")), "MEAS002")) is tells

    @pytest.mark.parametrize(
        ("content", "tells"),
        [
            ("新建停车场12个，其中公共停车场8个、专用停车场6个。", True),
            ("新建停车场12个（其中公共停车场14个）。", True),
            ("新建停车场12个，其中公共停车场8个、专用停车场4个。", False),
            ("新建停车场12个，其中公共停车场8个。", False),
            ("新建停车场12个以上，其中公共停车场14个。", False),
            ("新建停车场12个，改造道路3公里，其中主干道2公里。", False),
            ("新建停车场12个。其中公共停车场涉及14个街道。", False),
            ("培育企业12家，其中省级以上8家、国家级6家。", False),
            ("培育企业12家，其中省级8家、市级6家。", True),
            ("新建充电站10个，其中充电桩100个。", False),
        ],
    )
    def test_parts_that_exceed_their_total(self, content: str, tells: bool) -> None:
        read = parse(
            f"禾川县2031年重点工作任务分解\n\n1.{content}\n责任单位：县住建局\n".encode(), "notice.txt"
        )
        assert bool(found(read, "SUM002")) is tells

    @pytest.mark.parametrize(
        ("text", "tells"),
        [
            ("企业由200家增加到260家，增长20%", True),
            ("企业由200家增加到260家，增长30%", False),
            ("企业从300家增加到400家，增长33%", False),
            ("企业从300家增加到400家，增长33.3%", False),
            ("企业从300家增加到400家，增长34.5%", True),
            ("城镇化率从62%提高到65%，提高3个百分点", False),
            ("城镇化率从62%提高到65%，提高5个百分点", True),
            ("城镇化率从62%提高到65%，增长4.8%", False),
            ("办理时间由10天压缩到5天，压缩50%", False),
            ("由区财政局牵头，增长到20%", False),
        ],
    )
    def test_a_growth_follows_from_its_figures(self, text: str, tells: bool) -> None:
        assert bool(found(result(task(1, content=text + "。")), "SUM003")) is tells

    @pytest.mark.parametrize(
        ("text", "tells"),
        [
            ("三次产业结构比由7.1:40.2:52.7调整为6.2:38.5:65.3", True),
            ("三次产业结构比由7.1:40.2:52.7调整为6.2:38.5:55.3", False),
            ("三次产业结构比为6.2：38.5：55.4", False),
            ("产业结构持续优化，配比1:12:3", False),
            ("混凝土配合比1:2:3", False),
            ("三类贷款占比分别为30%、45%、40%", True),
            ("三类贷款占比分别为30%、45%、20%", False),
            ("增速分别为60%、50%", False),
        ],
    )
    def test_shares_make_a_hundred(self, text: str, tells: bool) -> None:
        assert bool(found(result(task(1, content=text + "。")), "SUM004")) is tells


class TestProgress:
    @pytest.mark.parametrize(
        ("on_schedule", "shortfall", "tells"),
        [
            (True, "因征地受阻，尚未开工。", True),
            (True, "无", False),
            (True, "已完成。", False),
            (True, "按计划正常推进中。", False),
            (True, None, False),
            (False, "因征地受阻，尚未开工。", False),
            (None, "因征地受阻，尚未开工。", False),
        ],
    )
    def test_on_schedule_with_a_shortfall(
        self, on_schedule: bool | None, shortfall: str | None, tells: bool
    ) -> None:
        read = reported(task(1, progress="推进中。", on_schedule=on_schedule, shortfall=shortfall))
        assert bool(found(read, "PROG001")) is tells

    @pytest.mark.parametrize(
        ("fields", "tells"),
        [
            ({}, True),
            ({"shortfall": "雨季停工。"}, False),
            ({"problems": "资金紧张。"}, False),
            ({"progress": "受天气影响，完成1公里。"}, False),
        ],
    )
    def test_behind_without_a_reason(self, fields: dict[str, str], tells: bool) -> None:
        one = task(1, **{"progress": "已完成1公里。", "on_schedule": False} | fields)
        asked = one.model_copy(update={"origins": {"shortfall": "第1行第7格"}})
        assert places(reported(asked), "PROG002") == [1] * tells
        assert places(reported(one), "PROG002") == []

    @pytest.mark.parametrize(
        ("progress", "tells"),
        [
            ("已新增120个，完成率85%。", True),
            ("已新增120个，完成率60%。", False),
            ("已新增119个，占年度任务的59.5%。", False),
            ("已新增119个，占年度任务的95.5%。", True),
            ("已新增120个，完成年度目标的60%，开工率85%。", False),
            ("改造道路12公里，完成率85%。", False),
            ("已新增120个。完成投资3亿元，完成率85%。", False),
            ("本月新增20个，完成率85%。", False),
        ],
    )
    def test_a_completion_follows_from_its_figures(self, progress: str, tells: bool) -> None:
        one = task(
            1,
            content="新增停车位200个。",
            measures=[measure("新增停车位200个", "200", "个", change="increase")],
            progress=progress,
        )
        assert bool(found(reported(one), "PROG003")) is tells

    @pytest.mark.parametrize(
        ("completion", "tells"), [("85%", True), ("60%", False), ("60.0%", False), ("/", False)]
    )
    def test_a_column_of_completion(self, completion: str, tells: bool) -> None:
        one = task(
            1,
            content="新增停车位200个。",
            measures=[measure("新增停车位200个", "200", "个")],
            progress="已新增120个。",
            completion=completion,
        )
        assert bool(found(reported(one), "PROG003")) is tells

    def test_of_two_targets_or_an_open_one_nobody_knows_which(self) -> None:
        two = [measure("公厕28座", "28", "座"), measure("中转站3座", "3", "座")]
        open_one = [measure("停车位200座以上", "200", "座", relation=">=")]
        for measures in (two, open_one):
            one = task(1, content="新建。", measures=measures, progress="建成19座，完成率90%。")
            assert found(reported(one), "PROG003") == []

    @pytest.mark.parametrize(
        ("frequency", "month", "silent"),
        [
            ("monthly", 5, True),
            ("quarterly", 5, False),
            ("quarterly", 6, True),
            ("semiannual", 9, False),
            ("semiannual", 6, True),
            ("annual", 11, False),
            ("annual", 12, True),
            (None, 12, False),
        ],
    )
    def test_no_progress_when_it_is_due(self, frequency: Any, month: int, silent: bool) -> None:
        others = [task(line, frequency="monthly", progress="推进中。") for line in (2, 3)]
        assert places(reported(task(1, frequency=frequency), *others, month=month), "PROG004") == [1] * silent

    def test_where_hardly_anybody_reports_the_table_is_blank(self) -> None:
        tasks = [task(line, frequency="monthly") for line in (1, 2, 3)]
        assert places(reported(*tasks, task(4, frequency="monthly", progress="推进中。")), "PROG004") == []

    @pytest.mark.parametrize(
        ("fields", "tells"),
        [
            ({"progress": "已建成12个，超额完成年度任务。"}, True),
            ({"progress": "已建成12个。", "status": "已完成"}, True),
            ({"progress": "已建成12个。", "completion": "100%"}, True),
            ({"progress": "已建成12个。", "status": "进行中"}, False),
            ({"progress": "已建成22个，超额完成年度任务。"}, False),
            ({"progress": "已建成12个、开工8个。", "status": "已完成"}, False),
            ({"progress": "本月建成2个。", "status": "已完成"}, False),
            ({"progress": "已建成12个，未完成年度任务。"}, False),
            ({"progress": "已完成年度任务的60%，建成12个。"}, False),
        ],
    )
    def test_done_in_words_and_not_in_figures(self, fields: dict[str, str], tells: bool) -> None:
        one = task(1, content="新建公园20个。", measures=[measure("新建公园20个", "20", "个")], **fields)
        assert bool(found(reported(one), "PROG005")) is tells


class TestDeadlines:
    @pytest.mark.parametrize(
        ("date", "fields", "tells"),
        [
            ("2031-06-30", {"on_schedule": False}, True),
            ("2031-06-30", {"completion": "60%"}, True),
            ("2031-06-30", {"status": "进行中"}, True),
            ("2031-06-30", {"completion": "100%"}, False),
            ("2031-06-30", {"status": "已完成"}, False),
            ("2031-06-30", {}, False),
            ("2031-12-31", {"on_schedule": False}, False),
            (None, {"on_schedule": False}, False),
        ],
    )
    def test_overdue_and_open(self, date: str | None, fields: dict[str, Any], tells: bool) -> None:
        one = task(1, deadline=Deadline(text="6月底前", date=date), progress="推进中。", **fields)
        assert bool(found(reported(one, month=9), "DEAD001")) is tells
        assert found(result(one), "DEAD001") == []

    @pytest.mark.parametrize(
        ("text", "date"),
        [
            ("6月31日前完成", "6月31日"),
            ("2031年2月29日前完成", "2031年2月29日"),
            ("13月底前完成", "13月"),
            ("0月10日完成", "0月10日"),
            ("2032年2月29日前完成", None),
            ("2月29日前完成", None),
            ("6月30日、12月底前完成", None),
            ("工期24个月，历时15月余", None),
            ("投资3.13月度完成", None),
        ],
    )
    def test_impossible(self, text: str, date: str | None) -> None:
        findings = found(result(task(1, content=text + "。")), "DEAD002")
        assert [finding.message.split("”")[0].lstrip("“") for finding in findings] == ([date] if date else [])

    def test_impossible_in_a_column(self) -> None:
        read = result(task(1, deadline=Deadline(text="6月31日前"), origins={"deadline": "分解表!D2"}))
        assert [finding.origin for finding in found(read, "DEAD002")] == ["分解表!D2"]

    @pytest.mark.parametrize(
        ("kind", "date", "tells"),
        [
            ("breakdown", "2030-12-31", True),
            ("livelihood", "2031-03-04", True),
            ("breakdown", "2031-03-05", False),
            ("progress", "2030-12-31", False),
        ],
    )
    def test_before_the_document(self, kind: str, date: str, tells: bool) -> None:
        one = task(1, deadline=Deadline(text="年底前", date=date))
        assert bool(found(with_document(result(one), kind=kind, issued_on="2031-03-05"), "DEAD003")) is tells


class TestText:
    LONG = "改造公园，新建步道，治理河道，整治排口，新建泵站，完成植树，清理河面，修复岸线，种植苗木，管护绿地，新增绿地"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (f"{LONG},新建堤防。", "“,” stands once"),
            (f"{LONG}（含广场)。", "a bracket opens in one width"),
            (f"{LONG}(含广场）。", "a bracket opens in one width"),
            (f"{LONG}，投资1,200万元，比例为1:3。", None),
            (f"{LONG}（含广场），另见(附表)。", None),
            ("改造公园,新建步道,治理河道。", None),
        ],
    )
    def test_widths(self, text: str, said: str | None) -> None:
        findings = found(result(task(1, content=text)), "TEXT002")
        assert len(findings) == (said is not None)
        assert all(finding.message.startswith(said or "") for finding in findings)

    @pytest.mark.parametrize(
        ("text", "sign"),
        [
            ("实施“绿满行动，新增绿地", "“"),
            ("实施绿满”行动，新增绿地", "”"),
            ("实施”绿满“行动，新增绿地", "”"),
            ("印发《方案，新增绿地", "《"),
            ("改造（含新建公园，新增绿地", "（"),
            ("改造)公园，新增绿地", ")"),
            ("实施“绿满（二期）”行动", None),
            ("改造(含新建）公园", None),
            ("1）新增绿地；2）改造公园；（3）建步道", None),
            ("a)新增绿地，一）改造公园", None),
            ("包括1)新增绿地2)改造公园", None),
            ("改造公园（见附件，12），新增绿地", None),
            ("改造公园（", None),
        ],
    )
    def test_marks_without_a_partner(self, text: str, sign: str | None) -> None:
        findings = found(result(task(1, content=text)), "TEXT003")
        assert [finding.message[1] for finding in findings] == ([sign] if sign else [])

    def test_a_quotation_may_span_the_sentences_of_a_paragraph(self) -> None:
        def said(text: str, line: int) -> Statement:
            return Statement(path=[], kind="frame", text=text, line=line)

        whole = [said("他说：“我们要努力。", 3), said("我们会成功。”", 3)]
        assert found(result(statements=whole, kind="work_report"), "TEXT003") == []
        apart = [said("他说：“我们要努力。", 3), said("我们会成功。", 4)]
        assert places(result(statements=apart, kind="work_report"), "TEXT003") == [3]

    def test_an_open_bracket_is_told_once(self) -> None:
        read = result(
            task(1, content="改造（含公园，建步道。"), notes=(note("unclosed_bracket", 1, "（含公园"),)
        )
        assert [finding.code for finding in check(read)] == ["TEXT001"]

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("联系电话13900001234。", "139******34"),
            ("联系电话139 0000 1234。", "139********34"),
            ("身份证号11010519491231002X。", "110*************2X"),
            ("身份证号110105194912310021。", None),
            ("电话0570-8800123。", None),
            ("投资13900001234元。", None),
            ("编号2031139000012345。", None),
            ("总量13900001234.5吨。", None),
        ],
    )
    def test_private_numbers_are_told_and_not_shown(self, text: str, shown: str | None) -> None:
        findings = found(result(task(1, content=text)), "TEXT004")
        assert [finding.message.split()[0] for finding in findings] == ([shown] if shown else [])
        assert all("0000" not in finding.message for finding in findings)

    def test_contacts_and_the_covering_notice_are_looked_at(self) -> None:
        contact = Contact(name="方圆", phones=["13900001234", "0570-8800123"])
        read = with_document(result(task(1)), contacts=[contact], origins={"contacts": "第8行"})
        assert [finding.origin for finding in found(read, "TEXT004")] == ["第8行"]
        assert places(result(task(1), notes=(note("notice", 5, "请报至13900001234"),)), "TEXT004") == [5]
        assert places(result(task(1), notes=(note("furniture", 5, "13900001234"),)), "TEXT004") == []


class TestDocument:
    NOTICE = "禾川县人民政府办公室关于印发2031年重点工作任务分解的通知"

    @pytest.mark.parametrize(
        ("fields", "tells"),
        [
            ({"title": NOTICE, "issued_on": "2031-03-05"}, True),
            ({"title": NOTICE, "issued_on": "2031-03-05", "document_number": "禾政办发〔2031〕5号"}, False),
            ({"title": NOTICE}, False),
            ({"title": "关于2031年重点工作情况的通报", "issued_on": "2031-03-05"}, False),
            ({"title": "禾川县2031年重点工作任务分解表", "issued_on": "2031-03-05"}, False),
            ({"title": NOTICE, "issued_on": "2031-03-05", "kind": "unknown"}, False),
        ],
    )
    def test_no_number(self, fields: dict[str, str], tells: bool) -> None:
        assert bool(found(with_document(result(task(1)), **fields), "DOC002")) is tells

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"issued_on": "2031-03-05", "published_on": "2031-03-01"}, "published on 2031-03-01"),
            ({"issued_on": "2031-03-05", "document_number": "禾政〔2030〕5号"}, "of 2030"),
            (
                {
                    "issued_on": "2031-03-05",
                    "period": Period(label="9月", start="2031-09-01", end="2031-09-30"),
                },
                "it reports on 9月",
            ),
            (
                {
                    "issued_on": "2031-03-05",
                    "published_on": "2031-03-05",
                    "document_number": "禾政〔2031〕5号",
                },
                None,
            ),
            (
                {
                    "issued_on": "2031-09-25",
                    "period": Period(label="9月", start="2031-09-01", end="2031-09-30"),
                },
                None,
            ),
            ({"published_on": "2031-03-01", "document_number": "禾政〔2030〕5号"}, None),
        ],
    )
    def test_dates(self, fields: dict[str, Any], said: str | None) -> None:
        findings = found(with_document(result(task(1)), **fields), "DOC003")
        assert len(findings) == (said is not None)
        assert all((said or "") in finding.message for finding in findings)

    ANNEXES = (
        "禾川县人民政府办公室关于印发2031年重点工作任务分解的通知\n禾政办发〔2031〕5号\n\n现将任务分解印发给你们。\n\n"
        "附件：1.2031年重点工作任务分解表\n2.联络员名单\n\n禾川县人民政府办公室\n2031年3月5日\n\n{}"
    )
    TASKS = "1.新建口袋公园20个。\n责任单位：县住建局\n2.改造管网40公里。\n责任单位：县水利局\n"
    TABLE = f"附件1\n2031年重点工作任务分解表\n\n{TASKS}"

    @pytest.mark.parametrize(
        ("rest", "tells"),
        [
            (TABLE, True),
            (f"{TABLE}\n附件2\n联络员名单\n\n单位名称：    联络员：\n", False),
        ],
    )
    def test_an_annex_that_is_named_and_absent(self, rest: str, tells: bool) -> None:
        findings = found(parse(self.ANNEXES.format(rest).encode(), "notice.txt"), "DOC004")
        assert ["联络员名单" in finding.message for finding in findings] == [True] * tells

    def test_lines_of_pages_count_on_every_page_anew(self) -> None:
        lines = [
            (2, 20, "附件：1.2031年重点工作任务分解表", "reference"),
            (1, 21, "2.协同发力，主动靠前。", "notice"),
            (2, 21, "2.联络员名单", "notice"),
            (3, 1, "2031年重点工作任务分解表", "notice"),
        ]
        notes = (
            note(kind, line, text).model_copy(update={"lines": None, "origin": f"第{page}页第{line}行"})
            for page, line, text, kind in lines
        )
        findings = found(result(task(1), notes=tuple(notes)), "DOC004")
        assert ["联络员名单" in finding.message for finding in findings] == [True]

    def test_where_no_annex_follows_they_are_files_of_their_own(self) -> None:
        assert found(parse(self.ANNEXES.format(self.TASKS).encode(), "notice.txt"), "DOC004") == []


class TestCost:
    SAMPLES = Path(__file__).parent.parent / "samples"

    def spent(self, work: Callable[[], object]) -> float:
        """Seconds of this process, the least of several runs."""
        found = []
        for _ in range(5):
            begin = process_time()
            work()
            found.append(process_time() - begin)
        return min(found)

    def test_all_checks_cost_little_beside_the_parse(self) -> None:
        names = ("notice-leaders.txt", "notice-livelihood.txt", "progress-monthly.txt", "report.txt")
        documents = [(self.SAMPLES / name).read_bytes() for name in names]
        results = [parse(data, "x") for data in documents]
        checks = self.spent(lambda: [check(read) for read in results])
        whole = self.spent(lambda: [parse(data, "x") for data in documents])
        assert checks < 0.1 * whole  # 4 to 5 %; the rest is room for a busy machine

    def test_time_grows_as_the_document_does(self) -> None:
        read = parse((self.SAMPLES / "notice-livelihood.txt").read_bytes(), "x")

        def longer(times: int) -> Result:
            return read.model_copy(update={"tasks": read.tasks * times, "notes": read.notes * times})

        small, large = longer(5), longer(40)
        assert self.spent(lambda: check(large)) < 20 * self.spent(lambda: check(small))
