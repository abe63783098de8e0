"""Sentences, topics, stance, and whole reports: cases in the field's language, read from tests/cases."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from govtask_cli.document import EMPTY, Cell, Origin, Paragraph, Part, Run, Setting, Table, Text
from govtask_cli.families.reading import Reading
from govtask_cli.families.report_passages import report_marker
from govtask_cli.families.work_report import WORK_REPORT
from govtask_cli.grammar.sentences import sentence_spans, sentences
from govtask_cli.grammar.stance import heading_kind, leads_in, section_kind, states_aims, turns_away
from govtask_cli.grammar.topics import topics

CASES = Path(__file__).parent / "cases"


def cases(name: str, table: str = "case") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))[table]
    return found


def text_of(plain: str, line: int = 1, start: int = 0) -> Text:
    return Text((Run(plain, Origin(line=line), start),))


def part_of(document: str, title: str = "") -> Part:
    """A part with one paragraph for each line that holds text."""
    blocks: list[Paragraph] = []
    at = 0
    for number, line in enumerate(document.split("\n"), 1):
        if line.strip():
            blocks.append(Paragraph(text_of(line, number, at)))
        at += len(line) + 1
    return Part(text_of(title) if title else EMPTY, tuple(blocks))


def shown(reading: Reading) -> list[str]:
    return [f"{s.kind} | {' > '.join(s.path)}{' ' if s.path else ''}| {s.text}" for s in reading.statements]


def squeezed(plain: str) -> str:
    return "".join(plain.split())


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: case["text"][:12])
def test_sentences(case: dict[str, Any]) -> None:
    assert [sentence.plain for sentence in sentences(text_of(case["text"]))] == case["sentences"]


def test_sentences_keep_their_origins_across_lines() -> None:
    wrapped = Text((Run("建成水库。新修", Origin(line=3), 0), Run("公路9公里。", Origin(line=4), 8)))
    first, second = sentences(wrapped)
    assert (first.plain, first.lines) == ("建成水库。", (3, 3))
    assert (second.plain, second.lines, list(second.spans())) == (
        "新修公路9公里。",
        (3, 4),
        [(5, 7), (8, 14)],
    )


@pytest.mark.parametrize("case", cases("topics"), ids=lambda case: case["why"])
def test_topics(case: dict[str, Any]) -> None:
    plains = [case["text"][begin:end] for begin, end in sentence_spans(case["text"])]
    review = case["place"] == "review"
    found = topics(plains, review=review, headed=False, announced=True, divided=True)
    assert found == {int(index): level for index, level in case["topics"].items()}


@pytest.mark.parametrize("case", cases("stance", "heading"), ids=lambda case: case["text"])
def test_headings_say_what_they_head(case: dict[str, Any]) -> None:
    assert heading_kind(case["text"]) == case.get("kind")


@pytest.mark.parametrize("case", cases("stance", "section"), ids=lambda case: case["text"])
def test_sections_take_after_their_chapter(case: dict[str, Any]) -> None:
    assert section_kind(case["text"], case["chapter"]) == case["kind"]


@pytest.mark.parametrize("case", cases("stance", "sentence"), ids=lambda case: case["text"][:12])
def test_problems_thanks_and_reflections_turn_away_from_the_review(case: dict[str, Any]) -> None:
    assert turns_away(case["text"]) is case["turns"]


@pytest.mark.parametrize("case", cases("stance", "aims"), ids=lambda case: case["text"][:12])
def test_aims_are_told_from_their_mention(case: dict[str, Any]) -> None:
    assert states_aims(case["text"]) is case["states"]


@pytest.mark.parametrize("case", cases("stance", "leading"), ids=lambda case: case["text"][:12])
def test_lead_ins(case: dict[str, Any]) -> None:
    assert leads_in(case["text"]) is case["leads"]


@pytest.mark.parametrize(
    ("plain", "number"),
    [("一、产业发展稳中有进", 1), ("三、三大攻坚战", 3), ("一、二季度增长6%。", None), ("一、二、三产业融合发展。", None),
     ("2030、2031年投资翻番。", None), ("（二）抓民生", 2), ("二是抓落实。", None)],
)  # fmt: skip
def test_markers_of_reports(plain: str, number: int | None) -> None:
    found = report_marker(plain)
    assert (found and found.number) == number


@pytest.mark.parametrize("case", cases("reports"), ids=lambda case: case["name"])
def test_reports(case: dict[str, Any]) -> None:
    part = part_of(case["text"])
    assert WORK_REPORT.recognises(part)
    reading = WORK_REPORT.read(part, Setting())
    assert shown(reading) == case["statements"].strip().splitlines()
    dropped = [f"{note.kind} | {note.text}" for note in reading.notes if note.dropped]
    assert dropped == case.get("dropped", "").strip().splitlines()


@pytest.mark.parametrize("case", cases("reports"), ids=lambda case: case["name"])
def test_nothing_of_a_report_vanishes(case: dict[str, Any]) -> None:
    part = part_of(case["text"])
    reading = WORK_REPORT.read(part, Setting())
    kept = "".join(text.plain for text in reading.used)
    dropped = "".join(note.text.plain for note in reading.notes if note.dropped)
    assert sorted(squeezed(kept + dropped)) == sorted(squeezed(case["text"]))


@pytest.mark.parametrize("case", cases("reports"), ids=lambda case: case["name"])
def test_statements_stand_on_the_line_they_name(case: dict[str, Any]) -> None:
    lines = case["text"].split("\n")
    for statement in WORK_REPORT.read(part_of(case["text"]), Setting()).statements:
        assert statement.line is not None
        assert statement.text in lines[statement.line - 1]
        assert statement.origin == f"第{statement.line}行"


@pytest.mark.parametrize("case", cases("decoys"), ids=lambda case: case["name"])
def test_decoys_are_no_reports(case: dict[str, Any]) -> None:
    assert WORK_REPORT.recognises(part_of(case["text"], case.get("title", ""))) == ()


def test_a_run_in_heading_may_count_its_items_but_a_result_is_none() -> None:
    report = "一、工作安排\n（一）办好10件民生实事。新建学校2所，改造小区9个。\n（二）完成投资20亿元。新开工项目8个。"
    paths = [statement.path for statement in WORK_REPORT.read(part_of(report), Setting()).statements]
    assert paths == [["一、工作安排", "（一）办好10件民生实事"]] * 2 + [["一、工作安排"]] * 2


def test_a_part_with_a_table_is_no_prose_report() -> None:
    part = part_of(cases("reports")[0]["text"])
    table = Table(((Cell(text_of("责任单位")),),))
    assert WORK_REPORT.recognises(Part(part.title, (*part.blocks, table))) == ()


def test_an_advertisement_that_was_joined_with_the_next_paragraph_falls_off_again() -> None:
    report = (
        "一、2030年工作回顾\n一年来，我们全力抓项目，后劲明显增强。开工项目42个，投资96亿元。公文写作网\n"
    )
    further = "一年来，我们全力惠民生，福祉持续增进。新建学校3所，改造小区12个。"
    part = part_of(report + further)
    first, second = part.blocks[1:]
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    joined = Paragraph(Text.join((first.text, second.text)))
    reading = WORK_REPORT.read(Part(EMPTY, (part.blocks[0], joined)), Setting())
    assert [statement.text for statement in reading.statements[2:]] == [
        "一年来，我们全力惠民生，福祉持续增进。",
        "新建学校3所，改造小区12个。",
    ]
    assert [(note.kind, str(note.text)) for note in reading.notes] == [("remnant", "公文写作网")]


def test_a_report_cut_off_in_the_middle_keeps_its_last_words() -> None:
    whole = cases("reports")[1]["text"]
    cut = whole[: whole.index("支持合作社抱团") + 4]
    reading = WORK_REPORT.read(part_of(cut), Setting())
    assert reading.statements[-1].text == "支持合作"
    assert [(note.kind, note.dropped) for note in reading.notes] == [("cut_text", False)]


def test_reading_is_linear() -> None:
    """Eight times the text costs no more than about eight times the time (with room for a noisy machine)."""
    paragraph = "提升园区能级。新建标准厂房8万平方米，盘活闲置土地300亩。" * 40
    report = "一、2030年工作回顾\n" + paragraph + "\n二、2031年工作安排\n（一）抓产业\n"

    def spent(times: int) -> float:
        part = part_of(report + "\n".join([paragraph] * times))
        begin = time.perf_counter()
        assert WORK_REPORT.recognises(part)
        assert len(WORK_REPORT.read(part, Setting()).statements) == 80 * (times + 1)
        return time.perf_counter() - begin

    spent(2)
    assert spent(32) < 20 * min(spent(4) for _ in range(3))


@pytest.mark.parametrize(
    "opening",
    ["第一章", "第一类：", "板块一　", "一、", "（一）", "1.", "（1）", "①", "一是", "任务1：", "第一条"],
)
def test_a_sentence_behind_any_marker_is_read(opening: str) -> None:
    """A marker with a sentence of its own, at the end of a paragraph and alone, whatever kind it is of."""
    report = part_of(
        f"各位代表：\n一、2030年工作回顾\n{opening}产业兴旺。新建水厂2座。\n{opening}生态宜居。\n二、2031年工作安排\n新建公路3公里。",
        "北山区2031年政府工作报告",
    )
    reading = WORK_REPORT.read(report, Setting(2031, first_leads=False, reports_progress=False))
    texts = [statement.text for statement in reading.statements]
    assert "新建水厂2座。" in texts
    assert "新建公路3公里。" in texts
