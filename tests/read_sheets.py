"""What tests see of a sheet that was read: its blocks as lists of texts, its records without their places."""

from __future__ import annotations

from typing import Any

from build_xlsx import Drawn, workbook
from govtask_cli import pipeline
from govtask_cli.document import Document, Paragraph, Table, texts
from govtask_cli.readers import read
from govtask_cli.records import Result

PLACES = {"lines", "line", "origin", "origins"}
HEADER = ["序号", "任务内容", "责任单位"]


def bare(result: Result) -> Any:
    """All that a document says, without the places."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(each) for key, each in value.items() if key not in PLACES}
        return [without(each) for each in value] if isinstance(value, list) else value

    return without(result.model_dump(mode="json", include={"document", "tasks", "statements", "forms"}))


def document(*sheets: Drawn) -> Document:
    return read(workbook(*sheets), "made.xlsx")


def result(*sheets: Drawn) -> Result:
    return pipeline.parse(workbook(*sheets), "made.xlsx")


def shown(found: Document) -> list[Any]:
    """Paragraphs as their texts, tables as rows of texts."""
    return [block.text.plain if isinstance(block, Paragraph) else rows(block) for block in found.blocks]


def rows(block: Any) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text.plain if cell is not None else "" for cell in row] for row in block.grid]


def table(found: Document) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table))


def said(made: Result) -> list[tuple[str | None, str | None, int | None, str]]:
    """Part, section, number and content of every task."""
    return [(task.part, task.section, task.number, task.content) for task in made.tasks]


def codes(made: Result) -> list[str]:
    return [finding.code for finding in made.findings]


def accounted(found: Document) -> int:
    """Characters that were kept or noted as dropped."""
    kept = [text.plain for block in found.blocks for text in texts(block)]
    dropped = [note.text.plain for note in found.notes if note.dropped]
    return sum(len("".join(plain.split())) for plain in kept + dropped)
