"""Livelihood clauses: paragraphs without numbers in which every clause ends with its leader and unit in a bracket."""

from __future__ import annotations

from typing import Final

from govtask_cli.document import Part
from govtask_cli.families.item_heads import heads, paragraphs
from govtask_cli.families.items import read_items
from govtask_cli.families.reading import Family


def recognises(part: Part) -> tuple[str, ...]:
    """More paragraphs without a number than with one carry a clause that assigns them."""
    seen = heads(paragraphs(part))
    loose = sum(head.has_units for head in seen if head.kind is None)
    numbered = sum(head.has_units for head in seen if head.kind is not None)
    return (f"{loose} clauses without numbers",) if loose > numbered else ()


LIVELIHOOD: Final = Family("livelihood", recognises, read_items)
