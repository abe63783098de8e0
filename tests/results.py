"""Results made by hand, of an invented district, for the tests of what is written."""

from __future__ import annotations

from decimal import Decimal

from govtask_cli.records import (
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
    Result,
    SourceInfo,
    Statement,
    Task,
    Unit,
)


def breakdown(name: str = "notice.txt") -> Result:
    """Three tasks under two leaders, with a deadline, figures and a finding."""
    return Result(
        source=SourceInfo(name=name, sha256="ab" * 32, format="txt", encoding="gb18030"),
        document=DocumentInfo(
            kind="breakdown",
            title="北山区2031年重点工作任务分解",
            issuer="北山区人民政府办公室",
            document_number="北政办发〔2031〕7号",
            issued_on="2031-03-05",
            year=2031,
            contacts=[Contact(name="方圆", phones=["5550101"])],
            origins={"title": "第1行", "issued_on": "第40行"},
        ),
        tasks=[
            Task(
                part="任务分解表",
                section="一、秦海区长牵头重点工作",
                leader=Leader(name="秦海", title="区长"),
                number=1,
                content="新建水厂2座，日供水能力提高5.5%以上。",
                units=[
                    Unit(name="区水务局", role="lead", basis="label"),
                    Unit(name="区财政局", role="support", alias="区国资办", basis="label"),
                ],
                frequency="monthly",
                deadline=Deadline(text="6月底前", date="2031-06-30"),
                measures=[
                    Measure(name="水厂", value=Decimal(2), unit="座", raw="水厂2座"),
                    Measure(
                        name="日供水能力",
                        value=Decimal("5.5"),
                        unit="%",
                        relation=">=",
                        change="increase",
                        raw="日供水能力提高5.5%以上",
                    ),
                ],
                lines=(12, 13),
                origin="第12–13行",
            ),
            Task(
                part="任务分解表",
                section="一、秦海区长牵头重点工作",
                leader=Leader(name="秦海", title="区长"),
                number=2,
                content="=整治黑臭水体\n（一）排查；\n（二）整改。",
                units=[Unit(name="区水务局", role="lead")],
                progress="1.已排查。\n2.正在整改。",
                on_schedule=False,
                shortfall="雨季延误",
                lines=(14, 14),
                origin="第14行",
            ),
            Task(
                part="任务分解表",
                section="二、方圆副区长牵头重点工作",
                leader=Leader(name="方圆", title=None),
                content="https://example.org 平台上线",
                units=[Unit(name="区财政局", role="lead"), Unit(name="区水务局", role="support")],
                deadline=Deadline(text="持续推进"),
                lines=(18, 18),
            ),
        ],
        findings=[
            Finding(code="NUM002", severity="warning", message="序号 3 缺失", origin="第18行", lines=(18, 18))
        ],
        notes=[
            NoteRecord(
                step="furniture",
                kind="furniture",
                message="toolbar",
                text="打印",
                dropped=True,
                origin="第3行",
            )
        ],
        coverage=Coverage(read=120, used=118, dropped=2, dropped_by={"furniture": 2}),
    )


def livelihood(name: str = "livelihood.txt") -> Result:
    """Two tasks with an allocation to regions, and cells of every sort."""
    return Result(
        source=SourceInfo(name=name, sha256="cd" * 32, format="txt", encoding="utf-8"),
        document=DocumentInfo(
            kind="livelihood",
            title="民生实事",
            period=Period(label="3月", start="2031-03-01", end="2031-03-31"),
        ),
        tasks=[
            Task(
                number=1,
                content="新增学位",
                category="教育",
                target="1,200",
                allocation={"东河县": "700", "西河县": "500", "南河县": "/", "北河县": ""},
                lines=(5, 9),
            ),
            Task(
                number=2,
                content="改造老旧小区",
                category="住房",
                target="60%",
                allocation={"东河县": "60%", "西河县": "12户", "南河县": "全覆盖", "北河县": "0.5"},
                lines=(10, 14),
            ),
        ],
    )


def report(name: str = "report.txt") -> Result:
    """A work report: statements, no tasks."""
    return Result(
        source=SourceInfo(name=name, sha256="ef" * 32, format="txt", encoding="utf-8"),
        document=DocumentInfo(kind="work_report", title="政府工作报告", year=2031),
        statements=[
            Statement(
                path=["一、过去一年工作"], kind="review", text="我们攻坚克难。", line=3, origin="第3行"
            ),
            Statement(
                path=["二、今年工作", "（一）做强产业", "突出工业"],
                kind="plan",
                text="新增企业20家。",
                measures=[
                    Measure(name="企业", value=Decimal(20), unit="家", change="increase", raw="新增企业20家")
                ],
                line=9,
            ),
        ],
        forms=[
            Form(
                title="推进计划表",
                fields=["填报单位"],
                rows=["3月", "6月"],
                values={"3月": "完成立项"},
                lines=(40, 46),
                origin="第40–46行",
                origins={"3月": "第45行第2格"},
            )
        ],
    )
