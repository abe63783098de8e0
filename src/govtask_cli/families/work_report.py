"""The family of prose work reports (政府工作报告): every sentence a statement, with its path and kind."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from govtask_cli.document import Paragraph, Part, Setting, Table
from govtask_cli.families.reading import Family, Reading
from govtask_cli.families.report_layout import passages
from govtask_cli.families.report_passages import Passage
from govtask_cli.families.report_reading import Said, Walk
from govtask_cli.grammar.labels import UNIT_LABELS, label_at_start
from govtask_cli.grammar.script import one_form
from govtask_cli.grammar.stance import delivers, exhorts, heading_kind, is_salutation
from govtask_cli.grammar.topics import is_review_opener, says
from govtask_cli.lexicon import any_word, words
from govtask_cli.records import Statement

_TITLE: Final = re.compile("工作报告(?:[（(《].{0,30}|全文|摘要)?$")
_FEWEST: Final = 6
"""Sentences that prose must have before it can be a report."""
_FEWEST_BESIDE_A_TABLE: Final = 60
_HEAD: Final = 100
_LAST: Final = 4
_SENTENCES_PER_CLAUSE: Final = 20
"""A report speaks of responsible units in passing; a task list names them every few sentences."""


@cache
def _unit_clause() -> re.Pattern[str]:
    """责任单位, 牵头领导, …牵头）: what assigns."""
    role, answers = any_word(words("report", "role")), any_word(words("report", "answers"))
    return re.compile(rf"(?:{role})(?:责任|責任)?(?:单位|部门|领导|單位|部門|領導)|(?:{answers})[）)]")


@cache
def _orders() -> re.Pattern[str]:
    """现将…印发给你们，请认真贯彻落实: what a covering notice says."""
    issued, asked = any_word(words("report", "issued")), any_word(words("report", "asked"))
    hereby = any_word(words("report", "hereby"))
    return re.compile(
        rf"(?:现|经.{{0,12}}同意，现)(?:将|印发).{{0,60}}(?:{issued})|(?:{asked}).{{0,12}}(?:执行|落实)|(?:{hereby})"
    )


def recognises(part: Part) -> tuple[str, ...]:
    """The words that show a prose report; none where units answer for clauses, or a notice gives orders."""
    plain = "\n".join(block.text.plain for block in part.blocks if isinstance(block, Paragraph))
    count = sum(map(plain.count, "。！？"))
    if not count or _assigning(part, plain) * _SENTENCES_PER_CLAUSE > count or _orders().search(plain):
        return ()
    laid_out = passages(_sketch(part))
    titled = one_form(part.title.plain) or next((p.plain for p in laid_out if p.shape == "title"), "")
    tabled = any(isinstance(block, Table) for block in part.blocks)
    if says(titled, "title_not", "glossary", "furniture_rest") or (tabled and count < _FEWEST_BESIDE_A_TABLE):
        return ()
    return _evidence("".join(titled.split()), laid_out, count, plain.count("我们") + plain.count("我們"))


def _assigning(part: Part, plain: str) -> int:
    """How many clauses and labelled lines name units that answer for something."""
    labelled = (label_at_start(block.text.plain) for block in part.blocks if isinstance(block, Paragraph))
    return max(len(_unit_clause().findall(plain)), sum(kind in UNIT_LABELS for kind in labelled))


def _sketch(part: Part) -> Part:
    """The part with the head of each paragraph: enough to recognise a report by, its last words whole."""
    paragraphs = [block for block in part.blocks if isinstance(block, Paragraph)]
    heads = [Paragraph(block.text.cut(0, _HEAD)) for block in paragraphs[:-_LAST]]
    return replace(part, blocks=(*heads, *paragraphs[-_LAST:]))


def _evidence(titled: str, laid_out: list[Passage], count: int, voice: int) -> tuple[str, ...]:
    """`count` sentences, of which `voice` say 我们."""
    prose = [passage for passage in laid_out if passage.shape in ("prose", "run_in")]
    headings = [p.plain if p.shape == "heading" else p.plains[0] for p in laid_out if p.heads]
    chapters = [heading for heading in headings if heading_kind(heading) in ("review", "plan")]
    openers = [p.plains[0] for p in prose if len(p.plains) > 1 and is_review_opener(p.plains[0])]
    strong = [titled] if prose and _TITLE.search(titled) else []
    strong += [p.plains[0] for p in prose if is_salutation(p.plains[0])][:1]
    strong += [plain for p in prose[:6] for plain in p.plains[:2] if delivers(plain)][:1]
    strong += [plain for p in prose[-2:] for plain in p.plains if chapters and exhorts(plain)][:1]
    weak = openers[:3]
    if {"review", "plan"} <= {heading_kind(chapter) for chapter in chapters}:
        weak += chapters[:2]
    if len(strong) >= 2 or (strong and (weak or headings or count >= _FEWEST)):
        return (*strong, *weak)
    if len(weak) >= 2 and count >= _FEWEST:
        return tuple(weak)
    if len(headings) >= 2 and voice >= 2 and count >= 3 * _FEWEST:
        return ("我们", *headings[:2])
    return ()


def read(part: Part, setting: Setting) -> Reading:
    """The statements of a report, in document order; what is dropped or cut off is noted."""
    walk = Walk(passages(part))
    walk.read()
    return Reading(
        statements=tuple(_statement(said) for said in walk.said),
        notes=tuple(walk.notes),
        used=tuple(walk.used),
        headings=tuple(walk.headings),
    )


def _statement(said: Said) -> Statement:
    from govtask_cli.grammar.measures import measures

    lines = said.text.lines
    return Statement(
        path=list(said.path),
        kind=said.kind,
        text=said.text.plain,
        measures=list(measures(said.text.plain)),
        line=lines[0] if lines else None,
        origin=str(said.text.origin),
    )


WORK_REPORT: Final = Family("work_report", recognises, read)
