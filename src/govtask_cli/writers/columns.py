"""The columns of the tables that CSV and Excel share: one table of columns for each kind of record.

A column has a key for programs, a heading for people in two languages, and a getter. Codes become words
(lead → 牵头) only when a table is written for people; JSON Lines shows them as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from govtask_cli.writers import words
from govtask_cli.writers.options import Headers

if TYPE_CHECKING:
    from govtask_cli.records import Finding, Form, Lines, Measure, Result, Statement, Task, Unit

Value = str | int | float | Decimal | bool | date | None
Row = TypeVar("Row")

LIST: Final = "、"
"""Between the names of a list that share a cell."""
HEADINGS: Final = " › "
"""Between a heading and the one below it."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. `width` is the widest that it may be in Excel, in half-width characters.

    `always`: it is shown in Excel even where it is empty in every row.
    """

    key: str
    zh: str
    en: str
    get: Callable[[Row], Value]
    width: int = 14
    words: words.Words | None = None
    always: bool = False

    def heading(self, headers: Headers) -> str:
        """The heading in the language asked for."""
        return self.zh if headers == "zh" else self.en

    def value(self, row: Row, headers: Headers) -> Value:
        """What the column shows for a row; a code as a word."""
        value = self.get(row)
        if self.words is None or value is None:
            return value
        chinese, english = self.words[value]
        return chinese if headers == "zh" else english


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the result that it stands in."""

    result: Result
    task: Task


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of one task."""

    result: Result
    task: Task
    unit: Unit


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One figure, and the task or the statement that states it."""

    result: Result
    task: Task | None
    statement: Statement | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A sentence of a work report."""

    result: Result
    statement: Statement


@dataclass(frozen=True, slots=True)
class FormRow:
    """A label of a plan form with what is filled in there."""

    result: Result
    form: Form
    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A trouble of a document."""

    result: Result
    finding: Finding


AnyRow = TaskRow | UnitRow | MeasureRow | StatementRow | FormRow | FindingRow


def document(row: AnyRow) -> str:
    """The name of the source that a row comes from."""
    return row.result.source.name


def day(iso: str | None) -> date | str | None:
    """An ISO day as a date; what is none (a month alone) stays text."""
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso


def place(origin: str, lines: Lines | None) -> str | None:
    """Where in the source a record stands, as a Chinese reader names it."""
    if origin or lines is None:
        return origin or None
    first, last = lines
    return f"第{first}行" if first == last else f"第{first}–{last}行"


def names(task: Task, role: str) -> str | None:
    """The names of a task's units of one role, in printed order."""
    return LIST.join(unit.name for unit in task.units if unit.role == role) or None


def pairs(values: dict[str, str] | None) -> str | None:
    """A small table in one cell: 甲县 5；乙县 /."""
    return "；".join(f"{key} {value}".strip() for key, value in (values or {}).items()) or None


def _leader_name(task: Task) -> str | None:
    return task.leader.name if task.leader else None


def _leader_title(task: Task) -> str | None:
    return task.leader.title if task.leader else None


def _deadline(task: Task) -> str | None:
    return task.deadline.text if task.deadline else None


def _deadline_date(task: Task) -> date | str | None:
    return day(task.deadline.date) if task.deadline else None


def _outer(task: Task) -> str | None:
    """The headings above the section's own."""
    outer = task.path[:-1] if task.path and task.path[-1] == task.section else task.path
    return HEADINGS.join(outer) or None


def _first(lines: Lines | None) -> int | None:
    return lines[0] if lines else None


def _last(lines: Lines | None) -> int | None:
    return lines[1] if lines else None


TASKS: Final[tuple[Column[TaskRow], ...]] = (
    Column("number", "序号", "Number", lambda row: row.task.number, 7, always=True),
    Column("section", "章节", "Section", lambda row: row.task.section, 32),
    Column("leader", "牵头领导", "Leader", lambda row: _leader_name(row.task), 10),
    Column("leader_title", "领导职务", "Leader's office", lambda row: _leader_title(row.task), 14),
    Column("category", "类别", "Category", lambda row: row.task.category, 14),
    Column("name", "项目名称", "Name", lambda row: row.task.name, 24),
    Column("content", "任务内容", "Task", lambda row: row.task.content, 60, always=True),
    Column("target", "目标", "Target", lambda row: row.task.target, 16),
    Column("target_unit", "计量单位", "Target's unit", lambda row: row.task.target_unit, 10),
    Column("lead_units", "牵头单位", "Lead units", lambda row: names(row.task, "lead"), 20, always=True),
    Column(
        "support_units", "配合单位", "Support units", lambda row: names(row.task, "support"), 30, always=True
    ),
    Column("owner", "业主单位", "Owner", lambda row: row.task.owner, 20),
    Column("deadline", "完成时限", "Deadline", lambda row: _deadline(row.task), 16),
    Column("deadline_date", "时限日期", "Deadline's day", lambda row: _deadline_date(row.task), 12),
    Column(
        "deadlines_in_text",
        "文中时限",
        "Deadlines in the text",
        lambda row: LIST.join(each.text for each in row.task.deadlines_in_text) or None,
        18,
    ),
    Column("frequency", "报送频次", "Frequency", lambda row: row.task.frequency, 10, words.FREQUENCIES),
    Column("progress", "进展情况", "Progress", lambda row: row.task.progress, 60),
    Column("completion", "完成比例", "Completion", lambda row: row.task.completion, 12),
    Column("on_schedule", "是否按序时", "On schedule", lambda row: row.task.on_schedule, 12, words.YES_NO),
    Column("shortfall", "未完成情况说明", "Shortfall", lambda row: row.task.shortfall, 40),
    Column("problems", "存在问题", "Problems", lambda row: row.task.problems, 40),
    Column("next_steps", "下一步", "Next steps", lambda row: row.task.next_steps, 40),
    Column("effect", "取得成效", "Effect", lambda row: row.task.effect, 40),
    Column("status", "状态", "Status", lambda row: row.task.status, 12),
    Column("investment", "投资", "Investment", lambda row: row.task.investment, 14),
    Column("place", "地点", "Place", lambda row: row.task.place, 16),
    Column("allocation", "区县分解", "Allocation", lambda row: pairs(row.task.allocation), 40),
    Column("other", "其他栏目", "Other columns", lambda row: pairs(row.task.other), 40),
    Column("parent", "上级序号", "Parent's number", lambda row: row.task.parent, 10),
    Column("path", "上级标题", "Outer headings", lambda row: _outer(row.task), 24),
    Column("part", "所在部分", "Part", lambda row: row.task.part, 28),
    Column("origin", "出处", "Origin", lambda row: place(row.task.origin, row.task.lines), 18, always=True),
    Column("first_line", "起始行", "First line", lambda row: _first(row.task.lines), 8),
    Column("last_line", "结束行", "Last line", lambda row: _last(row.task.lines), 8),
)

UNITS: Final[tuple[Column[UnitRow], ...]] = (
    Column("unit", "单位", "Unit", lambda row: row.unit.name, 28, always=True),
    Column("canonical", "规范名称", "Canonical name", lambda row: row.unit.canonical, 28),
    Column("alias", "别名", "Alias", lambda row: row.unit.alias, 16),
    Column("role", "角色", "Role", lambda row: row.unit.role, 8, words.ROLES, always=True),
    Column("basis", "角色依据", "Basis of the role", lambda row: row.unit.basis, 16, words.BASES),
    Column("number", "序号", "Number", lambda row: row.task.number, 7, always=True),
    Column("section", "章节", "Section", lambda row: row.task.section, 32),
    Column("leader", "牵头领导", "Leader", lambda row: _leader_name(row.task), 10),
    Column("category", "类别", "Category", lambda row: row.task.category, 14),
    Column("name", "项目名称", "Name", lambda row: row.task.name, 24),
    Column("content", "任务内容", "Task", lambda row: row.task.content, 60, always=True),
    Column("target", "目标", "Target", lambda row: row.task.target, 16),
    Column("deadline", "完成时限", "Deadline", lambda row: _deadline(row.task), 16),
    Column("deadline_date", "时限日期", "Deadline's day", lambda row: _deadline_date(row.task), 12),
    Column("frequency", "报送频次", "Frequency", lambda row: row.task.frequency, 10, words.FREQUENCIES),
    Column("on_schedule", "是否按序时", "On schedule", lambda row: row.task.on_schedule, 12, words.YES_NO),
    Column("part", "所在部分", "Part", lambda row: row.task.part, 28),
    Column("origin", "出处", "Origin", lambda row: place(row.task.origin, row.task.lines), 18, always=True),
)


def _measure_number(row: MeasureRow) -> int | None:
    return row.task.number if row.task else None


def _measure_section(row: MeasureRow) -> str | None:
    if row.task is not None:
        return row.task.section
    return HEADINGS.join(row.statement.path) or None if row.statement else None


def _measure_text(row: MeasureRow) -> str | None:
    if row.task is not None:
        return row.task.content
    return row.statement.text if row.statement else None


def _measure_origin(row: MeasureRow) -> str | None:
    if row.task is not None:
        return place(row.task.origin, row.task.lines)
    return _statement_origin(row.statement) if row.statement else None


def _statement_origin(statement: Statement) -> str | None:
    line = statement.line
    return place(statement.origin, None if line is None else (line, line))


MEASURES: Final[tuple[Column[MeasureRow], ...]] = (
    Column("name", "指标", "Measure", lambda row: row.measure.name, 34, always=True),
    Column("relation", "关系", "Relation", lambda row: row.measure.relation, 9, words.RELATIONS, always=True),
    Column("value", "数值", "Value", lambda row: row.measure.value, 12, always=True),
    Column("unit", "计量单位", "Unit", lambda row: row.measure.unit or None, 10, always=True),
    Column("change", "变化", "Change", lambda row: row.measure.change, 8, words.CHANGES, always=True),
    Column("raw", "原文", "As printed", lambda row: row.measure.raw, 44, always=True),
    Column("number", "任务序号", "Task's number", _measure_number, 10),
    Column("section", "章节", "Section", _measure_section, 30),
    Column(
        "lead_units", "牵头单位", "Lead units", lambda row: names(row.task, "lead") if row.task else None, 20
    ),
    Column("text", "所在任务或语句", "Task or statement", _measure_text, 60, always=True),
    Column("origin", "出处", "Origin", _measure_origin, 18, always=True),
)

STATEMENTS: Final[tuple[Column[StatementRow], ...]] = (
    Column("chapter", "章", "Chapter", lambda row: next(iter(row.statement.path), None), 24, always=True),
    Column("topic", "节与主题", "Topic", lambda row: HEADINGS.join(row.statement.path[1:]) or None, 34),
    Column("kind", "类型", "Kind", lambda row: row.statement.kind, 8, words.STATEMENT_KINDS, always=True),
    Column("text", "语句", "Statement", lambda row: row.statement.text, 80, always=True),
    Column(
        "measures",
        "指标",
        "Measures",
        lambda row: "；".join(each.raw for each in row.statement.measures) or None,
        40,
    ),
    Column("origin", "出处", "Origin", lambda row: _statement_origin(row.statement), 18, always=True),
    Column("line", "行", "Line", lambda row: row.statement.line, 8),
)

FORMS: Final[tuple[Column[FormRow], ...]] = (
    Column("form", "表名", "Form", lambda row: row.form.title, 36, always=True),
    Column("label", "栏目", "Label", lambda row: row.label, 24, always=True),
    Column("value", "内容", "Value", lambda row: row.value, 60, always=True),
    Column(
        "origin",
        "出处",
        "Origin",
        lambda row: row.form.origins.get(row.label) or place(row.form.origin, row.form.lines),
        18,
        always=True,
    ),
)

FINDINGS: Final[tuple[Column[FindingRow], ...]] = (
    Column("code", "代码", "Code", lambda row: row.finding.code, 12, always=True),
    Column(
        "severity", "级别", "Severity", lambda row: row.finding.severity, 8, words.SEVERITIES, always=True
    ),
    Column("message", "说明", "Message", lambda row: row.finding.message, 80, always=True),
    Column(
        "origin", "出处", "Origin", lambda row: place(row.finding.origin, row.finding.lines), 18, always=True
    ),
    Column("first_line", "起始行", "First line", lambda row: _first(row.finding.lines), 8),
    Column("last_line", "结束行", "Last line", lambda row: _last(row.finding.lines), 8),
)
