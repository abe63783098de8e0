"""Families: what a part is, and how it is read. One file a family, one line in `FAMILIES`; exactly one says yes."""

from __future__ import annotations

from typing import Final

from govtask_cli.document import Part
from govtask_cli.families.livelihood import LIVELIHOOD
from govtask_cli.families.plan_form import PLAN_FORM
from govtask_cli.families.reading import Family, Reading
from govtask_cli.families.task_list import TASK_LIST
from govtask_cli.families.task_table import TASK_TABLE
from govtask_cli.families.work_report import WORK_REPORT

FAMILIES: Final[tuple[Family, ...]] = (PLAN_FORM, TASK_TABLE, WORK_REPORT, TASK_LIST, LIVELIHOOD)


def family_of(part: Part) -> Family | None:
    """The family that recognises `part`, or None."""
    return next((family for family in FAMILIES if family.recognises(part)), None)


__all__ = ["FAMILIES", "Family", "Reading", "family_of"]
