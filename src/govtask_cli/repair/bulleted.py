"""A metadata block whose labels and values are the points of one list: • 索引号 / • 115002/2031-00214 / • 发布机构 / …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import EMPTY, Block, Label, Paragraph, Text
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.metadata import BULLETS, metadata_fields

_BULLETS: Final = frozenset(BULLETS)
_FEWEST: Final = 2
"""Labels with a value that make such a list."""


def with_bulleted_labels(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; in a list of points that names fields of the document, a label and the point below it are one
    `Label`. The bullets of both stay with its name."""
    points = [_point(block) for block in blocks]
    if not any(points):
        yield from blocks
        return
    named = [point is not None and _is_label(point[1]) for point in points]
    pairs = sum(
        here and not below and point is not None
        for (here, below), point in zip(pairwise(named), points[1:], strict=False)
    )
    at = 0
    while at < len(blocks):
        point = points[at]
        if pairs < _FEWEST or point is None or not named[at]:
            yield blocks[at]
            at += 1
            continue
        value = points[at + 1] if at + 1 < len(points) and not named[at + 1] else None
        bullet, said = value if value is not None else (EMPTY, EMPTY)
        yield Label(Text.join([*point, bullet]), said)
        at += 1 if value is None else 2


def _is_label(point: Text) -> bool:
    return fold(point.plain).strip(":") in metadata_fields()


def _point(block: Block) -> tuple[Text, Text] | None:
    """The bullet of a line and the words behind it; None where it has none."""
    if not isinstance(block, Paragraph) or block.text.plain.lstrip()[:1] not in _BULLETS:
        return None
    text = block.text.strip()
    return text.cut(0, 1), text.cut(1).strip()
