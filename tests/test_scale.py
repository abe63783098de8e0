"""Many documents in one file: copies of a sample give as many times its records, at as many times the cost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from govtask_cli import pipeline
from govtask_cli.records import Result
from sample_files import DECOYS, STEMS, document, parsed, text

TASKS = [stem for stem in STEMS if parsed(stem).tasks]
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
