"""Header cells that were split over lines, put together again: which lines make which column.

A cheapest-path search over the lines: a column may take one to three of them. Known words are cheap, names
of regions nearly so, unknown words dear, and a piece (管委会, 指标 …) on its own dearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.grammar.columns import column_field, header_match, is_piece, is_region

VALUE_FIELDS: Final[frozenset[str | None]] = frozenset(
    {"target", "region", None, "completion", "investment", "target_unit"}
)
_MOST_LINES: Final = 3
_KNOWN, _REGION, _UNKNOWN, _JOINED_UNKNOWN, _PIECE = 0.0, 1.0, 3.0, 4.5, 12.0
_LINE: Final = 0.6
_GOES_ON: Final = frozenset("和及与、（(")
"""No header begins with these: they go on with the line above."""
_TWICE: Final = 2.0
_GLUED: Final = 2.5
_HALF: Final = 2
"""Two lines of so many characters that are a header together (牵头 / 单位) are hardly two …"""
_HALVED: Final = 1.0
"""… which costs so much."""
_TELLING: Final = frozenset({"content", "name", "units", "lead", "support"})
_REPEATED: Final = frozenset({"region", None, "progress"})
"""Fields that a table may have several of; a second column of another speaks for a header split over two lines."""


class Column(NamedTuple):
    """One column: its header as joined, the field it holds ("region" for a region), its header lines."""

    word: str
    field: str | None
    lines: tuple[int, ...]


def _is_glued(words: Sequence[str]) -> bool:
    """Whether lines are columns of their own, though together they end as a header does: 高新区 / 责任单位, 责任人 /
    整改进展."""
    known = header_match("".join(words))
    if known is None or known.how not in {"head", "tail"}:
        return False
    if known.field in VALUE_FIELDS and column_field(words[0]) not in _TELLING:
        return False  # 全市 / 目标任务 are one
    return all(column_field(word) is not None or is_region(word) for word in words)


def segment(
    words: Sequence[str], values: int | None = None, valued: frozenset[str | None] = VALUE_FIELDS
) -> list[Column] | None:
    """The columns that header lines make, at the least cost; with exactly `values` columns of the fields `valued`
    where given."""
    options = [
        [(at + size, *_column(words, at, size)) for size in _sizes(words, at)] for at in range(len(words))
    ]

    @cache
    def best(at: int, seen: frozenset[str], left: int | None) -> tuple[float, tuple[Column, ...]] | None:
        if at == len(words):
            return (0.0, ()) if left in (None, 0) else None
        found: tuple[float, tuple[Column, ...]] | None = None
        for past, column, cost in options[at]:
            if left is None and column.field in seen and _is_aim(column):
                column = column._replace(field="target")
            elif column.field in seen:
                cost += _TWICE
            rest_left = left
            if left is not None and column.field in valued:
                rest_left = left - 1
                if rest_left < 0:
                    continue
            now = seen if column.field is None or column.field in _REPEATED else seen | {column.field}
            rest = best(past, now, rest_left)
            if rest is not None and (found is None or cost + rest[0] < found[0]):
                found = (cost + rest[0], (column, *rest[1]))
        return found

    found = best(0, frozenset(), values)
    return None if found is None else list(found[1])


def _is_aim(column: Column) -> bool:
    """Whether a second column of tasks holds their targets: 项目内容, 目标任务."""
    return column.field == "content" and "目标" in column.word


def _sizes(words: Sequence[str], at: int) -> Iterator[int]:
    """How many lines the column that begins at `at` may take."""
    for size in range(1, min(_MOST_LINES, len(words) - at) + 1):
        if size == 1 or _may_join(words, at, size):
            yield size


def _may_join(words: Sequence[str], at: int, size: int) -> bool:
    """Whether lines can be one header at all: together a known word, or a name closed by a piece."""
    return (
        is_piece(words[at + size - 1])
        or column_field("".join(words[at : at + size])) is not None
        or is_region(words[at + size - 1])
    )


def _column(words: Sequence[str], at: int, size: int) -> tuple[Column, float]:
    word = "".join(words[at : at + size])
    lines = tuple(range(at, at + size))
    field = column_field(word)
    cost = _LINE * (size - 1)
    if size > 1 and is_piece(words[at]) and column_field(words[at]) is None:
        return Column(word, None, lines), cost + _PIECE
    if word[:1] in _GOES_ON:
        return Column(word, None, lines), cost + _PIECE
    if is_piece(word) and field is None:
        return Column(word, None, lines), cost + _PIECE
    if size == 1 and len(word) <= _HALF and at + 1 < len(words) and len(words[at + 1]) <= _HALF:
        whole = header_match(word + words[at + 1])
        cost += _HALVED if whole is not None and whole.how in {"word", "parts"} else 0.0
    if field is not None:
        return Column(word, field, lines), cost + _KNOWN + _GLUED * (
            size > 1 and _is_glued(words[at : at + size])
        )
    if is_region(word):
        cost += _UNKNOWN * (size > 1 and any(column_field(word) for word in words[at : at + size]))
        return Column(word, "region", lines), cost + _REGION
    return Column(word, None, lines), cost + (_UNKNOWN if size == 1 else _JOINED_UNKNOWN)
