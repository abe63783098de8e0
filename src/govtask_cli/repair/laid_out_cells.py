"""The lines of a cell as one text: a line that is full goes on in the next, a name ends with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import EMPTY, Cell, Text
from govtask_cli.grammar.units import is_member, is_whole_name
from govtask_cli.lexicon import words
from govtask_cli.repair.fitting import UNIT_FIELDS
from govtask_cli.repair.header_rows import placed
from govtask_cli.repair.joints import ends_sentence, opens_anew
from govtask_cli.repair.laid_out_columns import Stretch, width_of

_NAMES: Final = re.compile("[ \u00a0\u3000、，,；;]")
_COMMITTEE: Final = re.compile("[省市州盟区县旗]委$")
"""省委 / 宣传部: its departments are named with it."""
_LEVELS: Final = frozenset("省市州盟区县旗镇乡")
_OPEN_ENDS: Final = frozenset("乡县市区")
_ROOM: Final = 6
"""A line of a cell that ends so much before the cell's right edge ends a paragraph there."""


def cell_of(pieces: Sequence[Stretch], column: int, kind: str | None) -> Cell:
    """The lines of a cell as one text: a line that is full goes on in the next."""
    if not pieces:
        return Cell(EMPTY)
    edge = max(piece.column + width_of(piece.text.plain) for piece in pieces)
    text = pieces[0].text
    by_blanks = kind in UNIT_FIELDS and _are_listed([piece.text.plain for piece in pieces])
    for at, (above, piece) in enumerate(pairwise(pieces), start=1):
        ended = ends_sentence(text.plain) and opens_anew(piece.text.plain)
        short = above.column + width_of(above.text.plain) <= edge - _ROOM
        last, first = _NAMES.split(above.text.plain)[-1], _NAMES.split(piece.text.plain, maxsplit=1)[0]
        if (
            kind in UNIT_FIELDS
            and not is_member(first)
            and first == piece.text.plain
            and at + 1 < len(pieces)
        ):
            first += _NAMES.split(pieces[at + 1].text.plain, maxsplit=1)[
                0
            ]  # 市农业农村局 / 市乡村振兴服务 / 中心
        names = (
            kind in UNIT_FIELDS
            and _ends_name(last)
            and not _cuts_ending(last, first)
            and is_member(first)
            and first not in words("units", "never_alone")
        )
        alike = last[:1] == first[:1]  # 区城管局 | 区商务局, in a cell no wider
        text = Text.join(
            [text, piece.text], "\n" if ended or (names and (short or alike or by_blanks)) else ""
        )
    return Cell(placed(text, column))


def _cuts_ending(last: str, first: str) -> bool:
    """Whether the ending of a name stands on both lines: 生态环境保护办 / 公室."""
    return any(
        len(first) < len(ending) and (last + first).endswith(ending) for ending in words("units", "suffix")
    )


def _ends_name(last: str) -> bool:
    """Whether a name surely ends with a line: no place does, which may open the next word: 住房和城乡 / 建设局."""
    return is_whole_name(last) and last[-1] not in _OPEN_ENDS and _COMMITTEE.search(last) is None


def _are_listed(lines: Sequence[str]) -> bool:
    """Whether no sign but blanks stands between the names in the lines of a cell, or each line is one name whose body
    is of no level: 规划建设办公室 / 专职消防队."""
    if any("、" in line for line in lines):
        return False
    return any(" " in line for line in lines) or all(
        is_whole_name(line) and line[0] not in _LEVELS for line in lines
    )
