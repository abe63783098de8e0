"""Properties of the corridor: nothing is lost or made, a second repair changes nothing, places are true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govtask_cli import pipeline
from govtask_cli.document import NO_START, Document, Text, texts
from govtask_cli.errors import GovtaskError
from govtask_cli.grammar.parts import cut_parts
from govtask_cli.readers.encoding import decode
from govtask_cli.records import Result
from govtask_cli.repair import STEPS, repair
from made_documents import PAGE_BREAKS, bounded, documents, lines
from sample_files import DECOYS, STEMS, data, document, parsed, text

LEADERS = "notice-leaders"


def read(content: str) -> Document | None:
    """A made text as it is read; None where it is refused (nothing but white space, say)."""
    try:
        return document(content)
    except GovtaskError:
        return None


def source_of(content: str) -> str:
    """The characters that offsets count."""
    return decode(content.encode(), "made.txt").text


def stages(read_document: Document) -> Iterator[tuple[str, Document]]:
    """The document as it was read and after every step, each with the step's name."""
    yield "read", read_document
    for step in STEPS:
        read_document = step(read_document)
        yield step.__name__, read_document


def kept(now: Document) -> list[Text]:
    """The texts of all blocks."""
    return [piece for block in now.blocks for piece in texts(block)]


def dropped(now: Document) -> list[Text]:
    """The texts of all notes whose characters are gone."""
    return [note.text for note in now.notes if note.dropped]


def offsets(pieces: Iterable[Text]) -> list[int]:
    """Where the characters other than white space stood, sorted; one that stands twice is there twice."""
    found = []
    for piece in pieces:
        for run in piece.runs:
            if run.start == NO_START:
                assert run.text.isspace(), f"text without a place: {run.text!r}"
            else:
                found += [run.start + at for at, char in enumerate(run.text) if not char.isspace()]
    return sorted(found)


def visible(source: str) -> list[int]:
    """Where a source has characters other than white space."""
    return [at for at, char in enumerate(source) if not char.isspace()]


def check_stages(read_document: Document, source: str) -> None:
    """Kept + noted = read after every step, character by character, each where it says it stood."""
    expected = visible(source)
    assert read_document.read == len(expected)
    for name, now in stages(read_document):
        pieces = [*kept(now), *dropped(now)]
        assert offsets(pieces) == expected, f"after {name}"
        for piece in pieces:
            for run in piece.runs:
                if run.start != NO_START:
                    there = source[run.start : run.start + len(run.text)]
                    assert run.text == there, f"after {name}: {run.text!r} does not stand at {run.start}"


def check_second_repair(once: Document) -> None:
    """A document that was repaired stays as it is."""
    for step in STEPS:
        again = step(once)
        assert again.blocks == once.blocks, f"{step.__name__} changes what was repaired"
        assert dropped(again) == dropped(once)


def check_result(result: Result, source: str) -> None:
    """Coverage adds up, and every task stands inside the document."""
    coverage = result.coverage
    assert coverage.read == coverage.used + coverage.dropped + coverage.unexplained
    assert min(coverage.used, coverage.dropped, coverage.unexplained) >= 0
    assert sum(coverage.dropped_by.values()) == coverage.dropped
    last = len(re.split(r"\r\n|\r|\n", source))
    for task in result.tasks:
        assert task.lines is not None
        assert 1 <= task.lines[0] <= task.lines[1] <= last
        assert task.content.strip() == task.content


@pytest.mark.parametrize("stem", STEMS)
class TestSample:
    def test_kept_and_noted_are_what_was_read(self, stem: str) -> None:
        check_stages(pipeline.read(data(stem), f"{stem}.txt"), text(stem))

    def test_a_second_repair_changes_nothing(self, stem: str) -> None:
        check_second_repair(repair(pipeline.read(data(stem), f"{stem}.txt")))

    def test_every_block_is_in_one_part(self, stem: str) -> None:
        check_parts(repair(pipeline.read(data(stem), f"{stem}.txt")))

    def test_its_records_stand_where_they_say(self, stem: str) -> None:
        check_result(parsed(stem), text(stem))

    def test_units_are_printed_in_the_lines_of_their_task(self, stem: str) -> None:
        """In its own lines, or (a merged cell) in those of the task above that has the unit too."""
        printed: set[str] = set()
        for task in parsed(stem).tasks:
            assert task.lines is not None
            first, last = task.lines
            own = "".join("".join(lines(stem)[first - 1 : last]).split())
            for unit in task.units:
                assert unit.name in own or unit.name in printed, f"{unit.name} is not in lines {task.lines}"
            printed = {unit.name for unit in task.units}

    def test_nothing_is_left_unexplained(self, stem: str) -> None:
        left = [note.text for note in parsed(stem).notes if note.kind == "unclaimed"]
        assert stem in DECOYS or left == []


def check_parts(repaired: Document) -> None:
    """The parts and the notes of cutting them hold every character of the document once."""
    parts, notes = cut_parts(repaired)
    pieces = [note.text for note in notes if note.dropped]
    for part in parts:
        pieces += [*part.head, *(piece for block in part.blocks for piece in texts(block))]
    assert offsets(pieces) == offsets(kept(repaired))


def test_a_flattened_table_that_cannot_be_rebuilt_keeps_its_repeated_header() -> None:
    header = "序号\n目标任务——\n责任领导\n"
    result = pipeline.parse(f"{header}一、\n{header}".encode(), "notice.txt")
    check_result(result, header)
    assert not [note for note in result.notes if note.kind == "repeated_header"]


@bounded(60)
@given(documents())
def test_kept_and_noted_are_what_was_read(content: str) -> None:
    made = read(content)
    assume(made is not None)
    assert made is not None
    check_stages(made, source_of(content))


@bounded(60)
@given(documents())
def test_a_second_repair_changes_nothing(content: str) -> None:
    made = read(content)
    assume(made is not None)
    assert made is not None
    check_second_repair(repair(made))


@bounded(40)
@given(documents())
def test_every_block_is_in_one_part(content: str) -> None:
    made = read(content)
    assume(made is not None)
    assert made is not None
    check_parts(repair(made))


@bounded(80)
@given(documents())
def test_any_text_is_parsed_or_refused(content: str) -> None:
    try:
        result = pipeline.parse(content.encode(), "made.txt")
    except GovtaskError:
        return
    check_result(result, source_of(content))


@bounded(60)
@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(content: bytes) -> None:
    try:
        result = pipeline.parse(content, "made.bin")
    except GovtaskError as refusal:
        said = (refusal.cause, refusal.cure)
    else:
        said = (result.source.format, str(result.source.encoding))
    assert all(said)


@pytest.mark.parametrize("stem", STEMS)
def test_a_document_cut_in_the_middle_is_read_to_its_end(stem: str) -> None:
    for share in (0.3, 0.55, 0.8):
        content = text(stem)[: int(len(text(stem)) * share)]
        made = document(content)
        check_stages(made, content)
        check_second_repair(repair(made))
        check_result(pipeline.parse(content.encode(), "cut.txt"), content)


@cache
def item_places(stem: str) -> dict[int, list[int]]:
    """By line, offsets inside the numbered items that stand on one line where a page may end: not where a
    sentence, a bracket or a list member starts or ends."""
    items = {
        task.lines[0]
        for task in parsed(stem).tasks
        if task.lines and task.lines[0] == task.lines[1] and len(task.content) > 8
    }
    content = text(stem)
    places: dict[int, list[int]] = {}
    at = 0
    for number, line in enumerate(content.split("\n"), 1):
        opening = re.match(r"\s*[0-9]+[.、．]\s*", line)
        if number in items and opening is not None:
            places[number] = [
                at + where
                for where in range(opening.end() + 2, len(line.rstrip()) - 1)
                if line[where - 1] not in "。；：！？;:.．(（<、" and line[where] not in "。；;)）>,，、(（"
            ]
        at += len(line) + 1
    return places


def broken(stem: str, breaks: Iterable[int], page_break: str) -> str:
    """A sample with a page break at each of these offsets."""
    content = text(stem)
    for where in sorted(breaks, reverse=True):
        content = content[:where] + page_break + content[where:]
    return content


def contents_and_units(result: Result) -> list[tuple[int | None, str, list[tuple[str, str]]]]:
    return [
        (task.number, task.content, [(unit.name, unit.role) for unit in task.units]) for task in result.tasks
    ]


@bounded(40)
@given(st.data())
def test_page_breaks_inside_sentences_change_no_record(draws: st.DataObject) -> None:
    places = item_places(LEADERS)
    torn = draws.draw(st.lists(st.sampled_from(sorted(places)), min_size=1, max_size=4, unique=True))
    breaks = [draws.draw(st.sampled_from(places[line])) for line in torn]
    content = broken(LEADERS, breaks, draws.draw(st.sampled_from(PAGE_BREAKS)))
    assert contents_and_units(pipeline.parse(content.encode(), "broken.txt")) == contents_and_units(
        parsed(LEADERS)
    ), [content[where - 12 : where + 16] for where in breaks]
