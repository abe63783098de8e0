"""Result → findings: one file per rule, named `code_plus_words`; its docstring is its manual page.

How grave a finding is: `error` says that what was read is incomplete or may stand in the wrong place,
so nobody should use it unseen; `warning` that the document lacks or contradicts something that a person
must look up; `info` that something is odd but may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from govtask_cli.checks.cell001_cut_cell import cut_cell
from govtask_cli.checks.dead001_overdue import overdue
from govtask_cli.checks.dead002_impossible_date import impossible_date
from govtask_cli.checks.dead003_before_the_document import before_the_document
from govtask_cli.checks.doc001_unknown_document import unknown_document
from govtask_cli.checks.doc002_no_document_number import no_document_number
from govtask_cli.checks.doc003_dates_disagree import dates_disagree
from govtask_cli.checks.doc004_missing_annex import missing_annex
from govtask_cli.checks.meas001_contradiction import contradiction
from govtask_cli.checks.meas002_impossible_share import impossible_share
from govtask_cli.checks.num001_repeated_number import repeated_number
from govtask_cli.checks.num002_missing_number import missing_number
from govtask_cli.checks.num003_restart import restart
from govtask_cli.checks.prog001_schedule_with_shortfall import schedule_with_shortfall
from govtask_cli.checks.prog002_no_reason import no_reason
from govtask_cli.checks.prog003_completion import completion
from govtask_cli.checks.prog004_empty_progress import empty_progress
from govtask_cli.checks.prog005_done_too_early import done_too_early
from govtask_cli.checks.read001_tracked_change import tracked_change
from govtask_cli.checks.read002_hidden_text import hidden_text
from govtask_cli.checks.read010_hidden_cells import hidden_cells
from govtask_cli.checks.read011_formula_without_value import formula_without_value
from govtask_cli.checks.read012_error_value import error_value
from govtask_cli.checks.read020_embedded_file import embedded_file
from govtask_cli.checks.read021_struck_text import struck_text
from govtask_cli.checks.read030_page_without_text import page_without_text
from govtask_cli.checks.read031_unnamed_glyphs import unnamed_glyphs
from govtask_cli.checks.read032_crowded_page import crowded_page
from govtask_cli.checks.read033_recognised_text import recognised_text
from govtask_cli.checks.read050_recognised_page import recognised_page
from govtask_cli.checks.read051_doubtful_text import doubtful_text
from govtask_cli.checks.read052_unread_ink import unread_ink
from govtask_cli.checks.read053_coarse_picture import coarse_picture
from govtask_cli.checks.sect001_leader_without_task import leader_without_task
from govtask_cli.checks.sect002_task_outside_section import task_outside_section
from govtask_cli.checks.sum001_region_sum import region_sum
from govtask_cli.checks.sum002_parts_over_total import parts_over_total
from govtask_cli.checks.sum003_growth import growth
from govtask_cli.checks.sum004_shares import shares
from govtask_cli.checks.table001_odd_row import odd_row
from govtask_cli.checks.table002_assumed_column import assumed_column
from govtask_cli.checks.table003_glued_cells import glued_cells
from govtask_cli.checks.text001_unclaimed_text import unclaimed_text
from govtask_cli.checks.text002_mixed_width import mixed_width
from govtask_cli.checks.text003_unmatched import unmatched
from govtask_cli.checks.text004_private_number import private_number
from govtask_cli.checks.unit001_no_unit import no_unit
from govtask_cli.checks.unit002_no_lead import no_lead
from govtask_cli.checks.unit003_two_leads import two_leads
from govtask_cli.checks.unit004_misprinted_unit import misprinted_unit
from govtask_cli.checks.unit005_two_names import two_names
from govtask_cli.checks.unit006_unit_twice import unit_twice
from govtask_cli.records import Finding, Result

Check = Callable[[Result], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    repeated_number,
    missing_number,
    restart,
    no_unit,
    no_lead,
    two_leads,
    misprinted_unit,
    two_names,
    unit_twice,
    leader_without_task,
    task_outside_section,
    unclaimed_text,
    mixed_width,
    unmatched,
    private_number,
    cut_cell,
    odd_row,
    assumed_column,
    glued_cells,
    region_sum,
    parts_over_total,
    growth,
    shares,
    contradiction,
    impossible_share,
    schedule_with_shortfall,
    no_reason,
    completion,
    empty_progress,
    done_too_early,
    overdue,
    impossible_date,
    before_the_document,
    tracked_change,
    hidden_text,
    hidden_cells,
    formula_without_value,
    error_value,
    embedded_file,
    struck_text,
    page_without_text,
    unnamed_glyphs,
    crowded_page,
    recognised_text,
    recognised_page,
    doubtful_text,
    unread_ink,
    coarse_picture,
    unknown_document,
    no_document_number,
    dates_disagree,
    missing_annex,
)


def check(result: Result) -> list[Finding]:
    """The findings of every check in document order: by lines, then by code."""
    return sorted((finding for rule in CHECKS for finding in rule(result)), key=_place)


_PAGE: Final = re.compile(r"第(\d+)页")
_CELL: Final = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]+)(?P<row>\d+)")


def _place(finding: Finding) -> tuple[int, tuple[int, ...], str, str]:
    """Page, then lines, or the figures of the origin where there are none; the whole document is first."""
    page = _PAGE.match(finding.origin)
    return (
        int(page[1]) if page else 0,
        finding.lines or _figures(finding.origin),
        finding.code,
        finding.origin,
    )


def _figures(origin: str) -> tuple[int, ...]:
    cell = _CELL.fullmatch(origin)
    if cell is not None:
        return int(cell["row"]), len(cell["column"])
    return tuple(int(figure) for figure in re.findall(r"\d+", origin))
