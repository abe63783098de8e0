"""Many documents in one file: copies of a sample give as many times its records, at as many times the cost."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from govtask_cli import pipeline
from govtask_cli.records import Result
from sample_files import DECOYS, STEMS, document, gold, parsed, text

TASKS = [stem for stem in STEMS if gold(stem).get("tasks")]
SHAPES = ["notice-leaders", "notice-wrapped", "progress-monthly", "progress-web", "report", "table-pipes"]


def copies(stem: str, times: int) -> str:
    """A sample so many times, one after the other."""
    return (text(stem).rstrip() + "\n\n\n") * times


def of_copies(stem: str, times: int) -> Result:
    return pipeline.parse(copies(stem, times).encode(), "copies.txt")


def contents(result: Result) -> list[str]:
    return [task.content for task in result.tasks]


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many calls of Python functions are made inside: a cost that no busy machine changes."""
    calls = [0]

    def count(*event: object) -> None:
        calls[0] += 1

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("stem", TASKS)
def test_six_copies_give_six_times_the_tasks(stem: str) -> None:
    once = contents(parsed(stem))
    assert contents(of_copies(stem, 6)) == once * 6


def test_a_hundred_copies_give_a_hundred_times_the_tasks() -> None:
    once = contents(parsed("notice-leaders"))
    assert len(of_copies("notice-leaders", 100).tasks) == 100 * len(once)


def test_copies_of_a_report_give_as_many_times_its_statements() -> None:
    once = [statement.text for statement in parsed("report").statements]
    assert [statement.text for statement in of_copies("report", 6).statements] == once * 6


@pytest.mark.parametrize("stem", DECOYS)
def test_copies_of_a_decoy_give_nothing(stem: str) -> None:
    result = of_copies(stem, 6)
    assert (result.document.kind, result.tasks, result.statements) == ("unknown", [], [])


@pytest.mark.parametrize("stem", SHAPES)
def test_the_cost_grows_with_the_length(stem: str) -> None:
    """Four times the text costs at most four times the calls and a little for what is done once."""
    of_copies(stem, 1)  # what is compiled and cached once
    with counted() as few:
        of_copies(stem, 3)
    with counted() as many:
        of_copies(stem, 12)
    assert many[0] < 4.3 * few[0]


LONG_WINDED: dict[str, str] = {
    "a run of blanks": "1.新建水厂" + " " * 20_000,
    "a list of units joined by words": "1.建水厂。（责任单位：" + "市教育局和" * 4_000 + "）",
    "a list of units": "1.建水厂。（责任单位：" + "市教育局、" * 4_000 + "）",
    "role words": "1.建水厂。（" + "市教育局牵头，" * 3_000 + "）",
    "brackets that never close": "1.建水厂（责任单位：市水务局\n" * 1_500,
    "brackets in brackets": "（[(【" * 10_000,
    "quotation marks that never close": "“建《" * 13_000,
    "annexes": "附件1：任务分解\n" * 2_500,
    "marks of annexes": "附件1\n" * 10_000,
    "cards in lines": "序号\n1\n任务内容\n新建水厂2座。\n责任单位\n水务局\n" * 1_500,
    "labels in turn": "任务内容\n新建水厂\n责任单位\n水务局\n" * 2_000,
    "pieces between blanks": "（甲局、乙局） 一、建水厂2座。 " * 3_000,
    "titles": "2031年重点任务分解\n\n\n" * 3_000,
    "one character a line": "建\n" * 20_000,
    "cut lines": "建水厂，改造管网、\n" * 4_000,
    "one cell a line": "序号\n任务内容\n责任单位\n" + "1\n建设水厂\n市水务局\n" * 2_000,
    "units one a line": "序号\n任务内容\n责任单位\n1\n建设水厂\n" + "市水务局\n" * 4_000,
    "bars": "|a|b|\n" * 3_000,
    "cells in one row": "序号\t事项\t" + "东区\t" * 13_000,
    "items in one line": "".join(f"{number}.建水厂。" for number in range(5_000)),
    "figures": "1.建水厂5座、增长5%—8%、" * 1_500,
    "angle brackets": "<p 建" * 10_000,
    "page numbers": "- 1 -\n" * 3_000,
}


@pytest.mark.parametrize("shape", LONG_WINDED)
def test_nothing_takes_quadratic_time(shape: str) -> None:
    """Four times the text takes about four times as long, and not sixteen times."""

    def spent(content: str) -> float:
        begin = time.perf_counter()
        pipeline.parse(content.encode(), "long.txt")
        return time.perf_counter() - begin

    content = LONG_WINDED[shape]
    short = content[: len(content) // 4]
    spent(short)
    bound = 9 * min(spent(short) for _ in range(3)) + 0.1
    assert spent(content) < bound or spent(content) < bound  # a busy machine has a second try


def test_a_line_of_a_megabyte_is_read() -> None:
    line = "1.新建水厂2座，改造管网30公里，" * 65_000
    result = pipeline.parse(f"{line}\n".encode(), "line.txt")
    assert len(line) > 1_000_000
    assert result.coverage.read == len(line)
    assert result.coverage.used + result.coverage.dropped + result.coverage.unexplained == len(line)


def test_a_megabyte_of_open_brackets_is_read() -> None:
    content = "1.新建水厂（" * 150_000
    assert document(content).read == len(content)
    assert pipeline.parse(content.encode(), "brackets.txt").coverage.read == len(content)
