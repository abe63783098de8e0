"""The family of prose work reports (政府工作报告): every sentence a statement, with its path and kind."""

from __future__ import annotations

import re
from typing import Final

from govtask_cli.document import Part, Setting, Table
from govtask_cli.families.reading import Family, Reading
from govtask_cli.families.report_layout import Passage, passages
from govtask_cli.families.report_reading import Said, Walk
from govtask_cli.grammar.stance import delivers, heading_kind, is_salutation
from govtask_cli.grammar.topics import is_review_opener, says
from govtask_cli.records import Statement

_FEWEST: Final = 6
"""Sentences that prose must have before it can be a report."""
_UNIT_CLAUSE: Final = re.compile(
    r"(?:责任|牵头|主办|配合|协办|承办|主责|协同|业主|实施)(?:责任)?(?:单位|部门|领导)|[^，。（(]{2,40}(?:牵头|负责|配合)[）)]"
)
_ORDERS: Final = re.compile(
    "(?:现|经.{0,12}同意，现)(?:将|印发).{0,60}(?:印发|下发|发给|公布|通知|通报)|请(?:认真|遵照|结合实际).{0,12}(?:执行|落实)|特此(?:通知|通报|公告)"
)
_HAN_PER_SENTENCE: Final = 14


def recognises(part: Part) -> tuple[str, ...]:
    """The words that show a prose report; none where units answer for clauses, or a notice gives orders."""
    if any(isinstance(block, Table) for block in part.blocks):
        return ()
    laid_out = passages(part)
    prose = [p for p in laid_out if p.shape in ("prose", "run_in")]
    count = sum(len(p.sentences) for p in prose)
    if count == 0:
        return ()
    plain = "\n".join(p.plain for p in laid_out)
    if len(_UNIT_CLAUSE.findall(plain)) * 20 > count or _ORDERS.search(plain):
        return ()
    titled = part.title.plain or next((p.plain for p in laid_out if p.shape == "title"), "")
    if says(titled, "title_not"):
        return ()
    return _evidence(titled, laid_out, prose, count)


def _evidence(titled: str, laid_out: list[Passage], prose: list[Passage], count: int) -> tuple[str, ...]:
    headings = [
        p.plain if p.shape == "heading" else p.sentences[0].plain
        for p in laid_out
        if p.shape in ("heading", "run_in")
    ]
    kinds = {heading_kind(heading) for heading in headings}
    strong = [titled] if says(titled, "title") else []
    strong += [p.sentences[0].plain for p in prose if is_salutation(p.sentences[0].plain)][:1]
    strong += [s.plain for p in prose[:6] for s in p.sentences[:2] if delivers(s.plain)][:1]
    weak = [
        p.sentences[0].plain for p in prose if len(p.sentences) > 1 and is_review_opener(p.sentences[0].plain)
    ][:3]
    if {"review", "plan"} <= kinds:
        weak += [heading for heading in headings if heading_kind(heading) in ("review", "plan")][:2]
    voice = sum("我们" in p.plain for p in prose)
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
