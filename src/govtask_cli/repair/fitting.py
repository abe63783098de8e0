"""How well a line suits a column: names of bodies stand in a unit column, prose in those of content and progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from govtask_cli.document import Text
from govtask_cli.grammar.assigning import is_clause
from govtask_cli.grammar.dates import deadline_of, is_deadline
from govtask_cli.grammar.leaders import is_bare_name, leader_of, office_of
from govtask_cli.grammar.schedule import frequency_of
from govtask_cli.grammar.units import is_unit_list, split_names

UNIT_FIELDS: Final = frozenset({"units", "lead", "support", "owner"})
SLASH: Final = frozenset({"/", "-", "—", "无"})
ODD: Final = 2.0
"""From here on a line stands in the wrong column."""
_CUT_NAME: Final = 0.5
_PIECE: Final = 0.3
_CELL: Final = 12
_PIECES: Final = 4
"""A narrow cell has at most so many characters on each of so many lines."""
_STOP: Final = re.compile("[。；;，,0-9]")
_OPENED: Final = 0.9
_LEVEL: Final = re.compile("[省市区县州旗镇乡][^长]")
_NAME: Final = 15
_LIST: Final = 80
_POINT: Final = 8
_ROLE: Final = re.compile("牵头|配合|会同|分工")
"""水资源评价处牵头，各市水文中心配合 stands in a unit column as names do."""
_MEASURE: Final = 6
"""The name of a unit of measure has no more characters: 万平方米."""
_LEAST: Final = 2
"""A task and a name have so many characters."""
_FIGURE: Final = re.compile(r"\d")
_HAN: Final = re.compile("[一二三四五六七八九十]{1,3}")
_OFFICE: Final = 3.0
"""护理部 has the size of a person's name: where the leader's cell is merged with the one above, a unit stands there."""


class CellLine(NamedTuple):
    """A line of the body: its text, its folded words, how many blank lines above it are more than usual, whether they
    are fewer than usual: it goes on with the cell above; and which point of a list it opens with, 0 for none."""

    text: Text
    word: str
    holes: int = 0
    tight: bool = False
    point: int = 0


def _holds_units(word: str) -> bool:
    """Whether a line is a list of names most of which are those of units: 镇卫生院、沙河村; 分|局、区园林绿化中心, where
    the line before ended inside a name."""
    if "、" not in word or len(word) > _LIST:
        return False
    names = [name.name for name in split_names(word)]
    units = sum(map(is_unit_list, names))
    return len(names) > 1 and units * 2 >= len(names) and max(map(len, names)) <= _NAME


def _opens_name(word: str) -> bool:
    """Whether a line can be the beginning of a name that ends on the line below: 市人力资源 / 社会保障局."""
    return _LEVEL.match(word) is not None and len(word) <= _POINT and word.isalpha() and not is_deadline(word)


def fits_of(lines: Sequence[CellLine], field: str | None) -> list[float]:
    """How badly each line suits a column of this field; lines that only together are names of units suit one of those:
    管委会办公 / 室、财政金融 / 局."""
    fits = [misfit(line, field) for line in lines]
    if field not in UNIT_FIELDS or max(fits, default=0.0) < ODD:
        return fits
    for first, line in enumerate(lines):
        whole = line.word
        if len(whole) > _CELL or fits[first] < ODD:
            continue
        for last in range(first + 1, min(first + _PIECES, len(lines))):
            piece = lines[last].word
            if len(piece) > _CELL or fits[last] < ODD or _STOP.search(whole) is not None:
                break
            whole += piece
            if is_unit_list(whole):
                fits[first : last + 1] = [_PIECE] * (last + 1 - first)
                break
    return fits


def is_count(word: str) -> bool:
    """Whether a folded cell is nothing but the number of a row: 12, 四."""
    return (word.isdecimal() and len(word) <= 4) or _HAN.fullmatch(word) is not None


def misfit(line: CellLine, field: str | None) -> float:
    """How badly a line suits a column of this field: 0 is well."""
    word = line.word
    if word in SLASH:
        return 0.3
    unit = is_unit_list(word) or (_ROLE.search(word) is not None and len(word) <= _LIST and is_clause(word))
    if field in UNIT_FIELDS and len(word) >= _LEAST:
        return 0.0 if unit else _CUT_NAME if _holds_units(word) else _OPENED if _opens_name(word) else 5.0
    if field in UNIT_FIELDS:
        return 5.0
    if field == "leader":
        if not is_bare_name(word):
            if len(word) > _NAME:
                return 5.0
            return 0.0 if leader_of(word, whole=True) is not None or office_of(word) is not None else 5.0
        if is_deadline(word) or frequency_of(word) is not None:
            return 5.0  # 全年推进, 年底前, 月报: 全 and 年 are family names too
        return 0.0 if not unit else 5.0 if _LEVEL.match(word) else _OFFICE
    if field == "deadline":
        found = deadline_of(word, 2000)
        if unit:
            return 6.0
        if found is None or (found.date is None and len(word) > _POINT):
            return 3.0
        return 0.0 if found.date is not None or is_deadline(word) or _FIGURE.search(word) else ODD
    if field == "region":
        return 0.0 if _FIGURE.search(word) else 5.0 if unit else 2.0
    if field == "completion":
        return 0.0 if _FIGURE.search(word) and len(word) <= _POINT else ODD
    if field == "number":
        return 0.0 if is_count(word) else 5.0
    if field in {"category", "frequency", "status", "on_schedule"}:
        counts = field == "category" and _FIGURE.search(word) is not None  # 整治水库7座 is a task
        return 4.0 if len(word) > 10 or re.search("[。；，,]", word) else ODD if counts else 0.2
    if field == "target_unit":
        return 0.2 if len(word) <= _MEASURE and _FIGURE.search(word) is None else 4.0
    if field in {"content", "name"} and 0 < len(word) < _LEAST:
        return 3.0
    if unit:
        return 2.0
    if word.replace(".", "").replace(",", "").isdecimal():
        return 0.0 if field == "target" else ODD if field in {"content", "name"} else 0.8
    return 0.0 if len(word) > 8 or re.search("[。；，,、：]", word) else 0.8
