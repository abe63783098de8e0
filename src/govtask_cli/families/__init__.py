"""Families: what a part is, and how it is read. One file a family, one line in `FAMILIES`; exactly one says yes."""

from __future__ import annotations

from typing import Final

from govtask_cli.document import Part
from govtask_cli.families.livelihood import LIVELIHOOD
from govtask_cli.families.plan_form import PLAN_FORM
from govtask_cli.families.reading import Claim, Family, Reading
from govtask_cli.families.task_list import TASK_LIST
from govtask_cli.families.task_table import TASK_TABLE
from govtask_cli.families.work_report import WORK_REPORT

FAMILIES: Final[tuple[Family, ...]] = (PLAN_FORM, TASK_TABLE, WORK_REPORT, TASK_LIST, LIVELIHOOD)


def claim(part: Part) -> Claim | None:
    """The first family that recognises `part`, with its reasons; None where none does."""
    for family in FAMILIES:
        evidence = family.recognises(part)
        if evidence:
            return Claim(family, evidence)
    return None


def family_of(part: Part) -> Family | None:
    """The family that recognises `part`, or None."""
    found = claim(part)
    return found.family if found is not None else None


__all__ = ["FAMILIES", "Claim", "Family", "Reading", "claim", "family_of"]
