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
from govtask_cli.checks.doc001_unknown_document import unknown_document
from govtask_cli.checks.num001_repeated_number import repeated_number
from govtask_cli.checks.num002_missing_number import missing_number
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
from govtask_cli.checks.sum001_region_sum import region_sum
from govtask_cli.checks.table001_odd_row import odd_row
from govtask_cli.checks.table002_assumed_column import assumed_column
from govtask_cli.checks.table003_glued_cells import glued_cells
from govtask_cli.checks.text001_unclaimed_text import unclaimed_text
from govtask_cli.checks.unit001_no_unit import no_unit
from govtask_cli.records import Finding, Result

Check = Callable[[Result], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    repeated_number,
    missing_number,
    no_unit,
    unclaimed_text,
    cut_cell,
    odd_row,
    assumed_column,
    glued_cells,
    region_sum,
    hidden_cells,
    formula_without_value,
    error_value,
    embedded_file,
    struck_text,
    unknown_document,
    tracked_change,
    hidden_text,
    page_without_text,
    unnamed_glyphs,
    crowded_page,
    recognised_text,
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
