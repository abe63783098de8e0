"""Cards whose labels and values take lines of their own in turn, as a page loses its tables:

序号
1
任务内容
新建水厂2座，日供水3万吨。
牵头单位
区水务局
序号
2
…
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Paragraph, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.folding import fold
from govtask_cli.repair.blocks import plain_of
from govtask_cli.repair.full_lines import glue_in_cell
from govtask_cli.repair.joints import is_cut

OPENING: Final = frozenset({"number", "content", "name", "category"})
"""A card opens with a label of one of these."""
_FEWEST_CARDS: Final = 2
_FEWEST_LABELS: Final = 3
_LONGEST: Final = 14
_MOST_EMPTY: Final = 2
_MOST_LINES: Final = 8
"""Lines of a value."""
_FEW_EMPTY: Final = 5
"""At most one label of so many has no value: else they are a header that every page repeats."""


def lone_labels(blocks: Sequence[Block]) -> frozenset[str]:
    """The header words that have lines of their own again and again, folded."""
    seen: Counter[str] = Counter()
    for block in blocks:
        plain = plain_of(block)
        if 1 < len(plain) <= _LONGEST and column_field(plain) is not None:
            seen[fold(plain)] += 1
    return frozenset(word for word, often in seen.items() if often >= _FEWEST_CARDS)


def stacked_pairs(
    blocks: Sequence[Block], at: int, labels: Collection[str]
) -> tuple[list[tuple[Cell, Cell]], int]:
    """The labels with their values from `at` on, and where they end; nothing where no such cards begin there."""
    first = fold(plain_of(blocks[at]))
    if first not in labels or column_field(first) not in OPENING:
        return [], at
    pairs: list[tuple[Cell, Cell]] = []
    label: Text | None = None
    values: list[Text] = []
    past, empty = at, 0
    usual = _usual(blocks, at)
    while past < len(blocks) and isinstance(block := blocks[past], Paragraph):
        word = fold(block.text.plain)
        if word in labels and not _is_value(word, label, values):
            if label is not None:
                pairs.append((Cell(label), _cell(values)))
                empty += not values
            too_short = word == first and 0 < len(pairs) < _FEWEST_LABELS
            if too_short or empty > _MOST_EMPTY + len(pairs) // _FEW_EMPTY:
                return [], at
            label, values = block.text.strip(), []
        elif values and ((block.gap > usual and not is_cut(values[-1].plain)) or len(values) > _MOST_LINES):
            break
        else:
            values.append(block.text.strip())
        past += 1
    if label is not None:
        pairs.append((Cell(label), _cell(values)))
    cards = sum(fold(name.text.plain) == first for name, _ in pairs)
    empty = sum(not value.text for _, value in pairs)
    if cards < _FEWEST_CARDS or len(pairs) < cards * _FEWEST_LABELS or empty * _FEW_EMPTY > len(pairs):
        return [], at
    return pairs, past


def _cell(values: Sequence[Text]) -> Cell:
    """The lines of a value as one."""
    text = values[0] if values else EMPTY
    for line in values[1:]:
        text = Text.join([text, line], glue_in_cell(text.plain, line.plain))
    return Cell(text)


def _is_value(word: str, label: Text | None, values: Sequence[Text]) -> bool:
    """Whether a header word is the value of the label right above it: 年度目标 / 完成年度目标."""
    return label is not None and not values and column_field(word) == column_field(label.plain)


def _usual(blocks: Sequence[Block], at: int) -> int:
    """How many blank lines stand between most lines."""
    gaps = Counter(block.gap for block in blocks[at + 1 : at + 60] if isinstance(block, Paragraph))
    return max(gaps.most_common(1)[0][0] if gaps else 0, 0)
