"""Damage, mended step by step: Document → Document. One file a kind of damage, one line in `STEPS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govtask_cli.document import Document
from govtask_cli.repair.barred import strip_bars
from govtask_cli.repair.blanks import mend_blanks
from govtask_cli.repair.cards import gather_cards
from govtask_cli.repair.comma_rows import part_comma_rows
from govtask_cli.repair.compound import part_compound
from govtask_cli.repair.dittos import fill_dittos
from govtask_cli.repair.drawn import rebuild_drawn
from govtask_cli.repair.flattened import rebuild_flattened
from govtask_cli.repair.furniture import drop_furniture
from govtask_cli.repair.glued import part_glued
from govtask_cli.repair.glued_front import part_glued_front
from govtask_cli.repair.glued_rows import rebuild_glued_rows
from govtask_cli.repair.gridded import rebuild_gridded
from govtask_cli.repair.laid_out import rebuild_laid_out
from govtask_cli.repair.legends import spell_signs
from govtask_cli.repair.lone_numbers import join_lone_numbers
from govtask_cli.repair.markup import strip_markup
from govtask_cli.repair.matrix import read_matrices
from govtask_cli.repair.merged import lift_merged
from govtask_cli.repair.pages import join_pages
from govtask_cli.repair.quoted import join_quoted
from govtask_cli.repair.radicals import fold_radicals
from govtask_cli.repair.references import drop_references
from govtask_cli.repair.running_tables import part_running_tables
from govtask_cli.repair.signed import lift_signatures
from govtask_cli.repair.spaced import part_spaced
from govtask_cli.repair.stacked import part_names
from govtask_cli.repair.tables import gather_tables
from govtask_cli.repair.tagged import rebuild_tagged
from govtask_cli.repair.transposed import turn_tables
from govtask_cli.repair.unrolled import unroll, unroll_ended, unroll_lines
from govtask_cli.repair.wrapped import unwrap

STEPS: Final[tuple[Callable[[Document], Document], ...]] = (
    fold_radicals,
    rebuild_drawn,
    rebuild_tagged,
    drop_references,
    strip_markup,
    part_comma_rows,
    join_quoted,
    part_spaced,
    unroll_lines,
    part_glued_front,
    join_lone_numbers,
    drop_furniture,
    strip_bars,
    part_running_tables,
    rebuild_laid_out,
    rebuild_gridded,
    rebuild_glued_rows,
    rebuild_flattened,
    gather_tables,
    turn_tables,
    part_compound,
    lift_merged,
    lift_signatures,
    gather_cards,
    join_pages,
    fill_dittos,
    read_matrices,
    part_names,
    spell_signs,
    unroll_ended,
    unwrap,
    unroll,
    part_glued,
    mend_blanks,
)


def repair(document: Document) -> Document:
    """The document after every step; a second pass changes nothing."""
    for step in STEPS:
        document = step(document)
    return document
