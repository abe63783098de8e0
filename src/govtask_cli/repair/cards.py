"""Cards: one small table for each task, a label cell and a value cell side by side, made rows of one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from govtask_cli.document import EMPTY, Block, Cell, Document, Note, Paragraph, Table, Text
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import point_of
from govtask_cli.grammar.markers import marker
from govtask_cli.repair.card_lines import OPENING, lone_labels, stacked_pairs
from govtask_cli.repair.full_lines import PROSE
from govtask_cli.repair.joints import completes_name, is_cut, opens_anew

STEP: Final = "cards"
_FEWEST: Final = 3
_LINE: Final = 120
_PAGE_GAP: Final = 6
"""The end of a page leaves no more blank lines amid a sentence."""
_HALTS: Final = frozenset("；;，,、")
_FEWEST_LINES: Final = 2
"""So many cards of labelled lines, one below the other, are no accident."""
_OWN: Final = 6
"""A label that no lexicon knows has so many characters at most."""
_OWN_CELL: Final = re.compile("[\u4e00-\u9fff（）()、/]{2,10}")
"""The same in a cell of its own."""
_LABELLED: Final = re.compile(r"^\s*(?P<label>[^:：]{2,20})[:：](?P<value>.*)$", re.DOTALL)
_IN_BRACKETS: Final = re.compile(r"^\s*[【\[](?P<label>[^【】\[\]]{2,24})[】\]](?P<value>.*)$", re.DOTALL)
"""【卡号】1."""
_SHARE: Final = re.compile(r"\s*(?:[0-9０-９][0-9０-９.,，]{0,12}[\u4e00-\u9fff%％]{0,4}|[/／无—-]|)\s*")
"""What a region has of a task."""
_FEW_HEADS: Final = 8
"""Of so many values one may read like a header: 重点任务."""
_UNITS: Final = frozenset({"lead", "support", "units"})
_BUREAU: Final = re.compile(r"[\u4e00-\u9fff]{1,6}[局处科办]")
"""A name that could be a label as well: 主攻单位 | 建设局."""
_CARD_TITLE: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,8}[(\[]?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})[)\]]?号?$"
)
_COUNT: Final = re.compile(r"[(（\[]?(?P<number>[0-9]{1,4}|[一二三四五六七八九十]{1,3})[)）\]]?号?\s*$")


@dataclass(frozen=True, slots=True)
class _Card:
    """The labels of a card and their values, in reading order."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]

    def words(self) -> list[str]:
        return [fold(label.text.plain) for label in self.labels]


def gather_cards(document: Document) -> Document:
    """Every run of cards with the same labels becomes one table; a line that only counts the cards is noted."""
    blocks: list[Block] = []
    notes: list[Note] = []
    held: list[_Card] = []
    title: Text | None = None
    alike = _alike(document.blocks)
    firsts: list[_Card] = []
    labels = lone_labels(document.blocks)
    at = 0
    while at < len(document.blocks):
        block = document.blocks[at]
        cards, past = _cards(document.blocks, at, notes, alike, firsts, labels)
        firsts += cards[:1]
        if not cards:
            rest = document.blocks[at + 1 : past]
            at = past
            if held and isinstance(block, Paragraph) and _CARD_TITLE.match(fold(block.text.plain)):
                if title is not None:
                    notes.append(_counted(title))
                title = block.text
                continue
            _close(held, blocks)
            if title is not None:
                notes.append(_counted(title))
                title = None
            blocks += (block, *rest)
            continue
        at = past
        above = blocks[-1] if blocks else None
        if not held and isinstance(above, Paragraph) and _CARD_TITLE.match(fold(above.text.plain)):
            blocks.pop()
            title = above.text
        numbered = _numbered(cards[0], title) if title is not None and len(cards) == 1 else None
        if numbered is None and title is not None:
            notes.append(_counted(title))
        for card in cards if numbered is None else [numbered]:
            _hold(card, held, blocks, notes)
        title = None
    _close(held, blocks)
    if title is not None:
        notes.append(_counted(title))
    return document.mended(blocks, notes)


def _hold(card: _Card, held: list[_Card], blocks: list[Block], notes: list[Note]) -> None:
    """Add a card to those before it, or begin a new table where its labels are others."""
    if held and not _alike_cards(held[0], card):
        _close(held, blocks)
    if held:
        text = Text.join((label.text for label in card.labels), " ")
        notes.append(
            Note(STEP, "repeated_header", "labels that every card repeats were dropped", text, dropped=True)
        )
    held.append(card)


def _numbered(card: _Card, title: Text) -> _Card | None:
    """The card with the number that the line above it counts (任务卡 01); None where it has one of its own."""
    match = _COUNT.search(title.plain)
    if match is None or any(column_field(label.text.plain) == "number" for label in card.labels):
        return None
    word, number = title.cut(0, match.start()).strip(), title.cut(*match.span("number"))
    return _Card((Cell(word), *card.labels), (Cell(number), *card.values))


def _counted(title: Text) -> Note:
    return Note(STEP, "card", "a line that only counts the cards (任务卡) was dropped", title, dropped=True)


def _close(held: list[_Card], blocks: list[Block]) -> None:
    """The cards so far as a table: their labels are its header."""
    if held:
        labels = {word: label for card in held for word, label in zip(card.words(), card.labels, strict=True)}
        order = _in_order([card.words() for card in held])
        grid = [tuple(labels[word] for word in order)]
        for card in held:
            values = dict(zip(card.words(), card.values, strict=True))
            grid.append(tuple(values.get(word) or Cell(EMPTY) for word in order))
        blocks.append(Table(grid=tuple(grid), header=1))
        held.clear()


def _alike_cards(card: _Card, other: _Card) -> bool:
    """Whether two cards are rows of one table: they open with the same label and share most of the others."""
    here, there = card.words(), other.words()
    if len(set(here)) < len(here) or len(set(there)) < len(there):
        return here == there
    return here == there or (here[0] == there[0] and len({*here} & {*there}) * 3 >= len({*here, *there}) * 2)


def _in_order(cards: Sequence[Sequence[str]]) -> list[str]:
    """The labels of all cards, those that some lack after the one that they follow."""
    order: list[str] = []
    for words in cards:
        at = 0
        for word in words:
            if word in order:
                at = order.index(word) + 1
            else:
                order.insert(at, word)
                at += 1
    return order


def _alike(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    """The labels that several cards share, known or not: what stands at the even places of their rows."""
    cards: Counter[tuple[str, ...]] = Counter()
    for block in blocks:
        if isinstance(block, Table) and (labels := _labels_of(block)):
            cards[_of_first(labels)] += labels.count(labels[0])
    return {labels for labels, often in cards.items() if often >= _FEWEST_LINES}


def _of_first(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of the first card of several in one table: up to where the first label comes again."""
    end = labels.index(labels[0], 1) if labels.count(labels[0]) > 1 else len(labels)
    return labels[:end]


def _labels_of(table: Table) -> tuple[str, ...]:
    """What stands at the even places of the rows; nothing where one of them can be no label, as in a table of data."""
    found: list[str] = []
    for whole in table.grid if len(table.grid) > 1 else ():
        row = list({id(cell): cell for cell in whole}.values())
        for cell in row[::2]:
            if cell is None or not cell.text:
                continue
            if column_field(cell.text.plain) is None and not _OWN_CELL.fullmatch(fold(cell.text.plain)):
                return ()
            found.append(fold(cell.text.plain))
    return tuple(found)


def _cards(
    blocks: Sequence[Block],
    at: int,
    notes: list[Note],
    alike: Collection[tuple[str, ...]],
    before: Sequence[_Card],
    labels: Collection[str],
) -> tuple[list[_Card], int]:
    """The cards that begin at a block, and where the blocks go on behind them; one alone where it is like those
    `before` it."""
    block = blocks[at]
    if isinstance(block, Table):
        own = _labels_of(block)
        some_own = bool(own) and _of_first(own) in alike
        again = bool(own) and own.count(own[0]) >= _FEWEST
        return _parted(_pairs(block, some_own=some_own, again=again)), at + 1
    stacked, past = stacked_pairs(blocks, at, labels)
    if stacked:
        return _parted(stacked), past
    pairs: list[tuple[Cell, Cell]] = []
    past, apart = at, False
    above = blocks[at - 1] if at else None
    if (
        isinstance(above, Paragraph)
        and (mark := marker(above.text.plain)) is not None
        and mark.kind == "任务1"
    ):
        return [], at + 1  # 交办任务（1）: an item with its number, whose labels stand below it
    while past < len(blocks):
        line = blocks[past]
        pair = _pair(line) or _own_pair(blocks, past, pairs) if isinstance(line, Paragraph) else None
        if (
            pair is None
            and pairs
            and isinstance(line, Paragraph)
            and _goes_on(pairs[-1][1], line, apart=apart)
        ):
            above_line = pairs[-1][1].text
            point = _is_next_point(above_line.plain, line.text.plain)
            value = Text.join([above_line, line.text.strip()], "\n" if point else "")
            pairs[-1] = (pairs[-1][0], Cell(value))
            past += 1
            continue
        if pair is None or (not pairs and column_field(pair[0].text.plain) not in OPENING):
            break
        pairs.append(pair)
        apart = isinstance(line, Paragraph) and line.gap > 0
        past += 1
    cards = _parted(pairs)
    if len(cards) < _FEWEST_LINES and not (cards and any(_alike_cards(card, cards[0]) for card in before)):
        return [], max(past, at + 1)
    notes.append(
        Note(STEP, "rule", "colons behind labels were removed", _colons(blocks[at:past]), dropped=True)
    )
    return cards, past


def _goes_on(value: Cell, line: Paragraph, *, apart: bool) -> bool:
    """Whether a line is the rest of the value above it: that one is cut, or a blank line sets labels `apart`, and the
    line opens nothing of its own."""
    within = line.gap == 0 or (line.gap <= _PAGE_GAP and value.text.plain[-1:] in _HALTS)
    if within and _is_next_point(value.text.plain, line.text.plain):
        return True
    cut = is_cut(value.text.plain) and PROSE.search(value.text.plain) is not None
    return (
        (line.gap == 0 or (cut and line.gap <= _PAGE_GAP))
        and (apart or is_cut(value.text.plain) or completes_name(value.text.plain, line.text.plain))
        and len(line.text.plain) <= _LINE
        and not opens_anew(line.text.plain)
        and _CARD_TITLE.match(fold(line.text.plain)) is None
    )


def _is_next_point(value: str, line: str) -> bool:
    """Whether a line is the point that follows the last one of a value that opens with its first: 1.… / 2.…."""
    first, here = point_of(value), point_of(line)
    if first is None or here is None or first.number != 1 or here.kind != first.kind:
        return False
    points = [
        each.number
        for each in map(point_of, value.split("\n"))
        if each is not None and each.kind == first.kind
    ]
    return here.number == points[-1] + 1


def _labelled(text: Text) -> re.Match[str] | None:
    """The label of a line and its value: 任务内容：… or 【卡号】1."""
    return _LABELLED.match(text.plain) or _IN_BRACKETS.match(text.plain)


def _colons(lines: Sequence[Block]) -> Text:
    texts = [line.text for line in lines if isinstance(line, Paragraph)]
    found = [(text, _labelled(text)) for text in texts]
    return Text.join(
        (text.cut(match.end("label"), match.start("value")) for text, match in found if match), " "
    )


def _pair(line: Paragraph) -> tuple[Cell, Cell] | None:
    """A line that is a label and its value: 任务内容：….; the label is a header word."""
    match = _labelled(line.text)
    return _parts(line, match) if match is not None and column_field(match["label"]) is not None else None


def _parts(line: Paragraph, match: re.Match[str]) -> tuple[Cell, Cell]:
    label, value = (line.text.cut(*match.span(name)).strip() for name in ("label", "value"))
    return Cell(label), Cell(value)


def _own_pair(
    blocks: Sequence[Block], at: int, pairs: Sequence[tuple[Cell, Cell]]
) -> tuple[Cell, Cell] | None:
    """A line between labelled ones whose label no lexicon knows: 工作亮点：…."""
    line, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if not pairs or not isinstance(line, Paragraph) or not isinstance(below, Paragraph):
        return None
    match = _labelled(line.text)
    if match is not None and not line.gap and is_region(match["label"]) and _SHARE.fullmatch(match["value"]):
        return _parts(line, match)  # 石桥镇：1428
    if match is None or len(match["label"]) > _OWN or line.gap:
        return None
    words = {fold(label.text.plain) for label, _ in pairs}
    if fold(match["label"]) in words:
        return _parts(line, match)  # as in the card before
    following = _pair(below)
    opens = following is not None and fold(following[0].text.plain) == fold(pairs[0][0].text.plain)
    return _parts(line, match) if following is not None and (not below.gap or opens) else None


def _pairs(table: Table, *, some_own: bool, again: bool) -> list[tuple[Cell, Cell]]:
    """The label and value cells of a table: labels at the even places of every row, no label at the odd ones.
    `some_own`: less than half of the labels may be ones that no lexicon knows. `again`: the labels come again and
    again, so that values may read like headers: 固定资产投资."""
    pairs: list[tuple[Cell, Cell]] = []
    known = heads = 0
    for whole in table.grid:
        row = list({id(cell): cell for cell in whole}.values())  # a merged cell stands once
        for at in range(0, len(row) - 1, 2):
            label, value = row[at], row[at + 1]
            if label is None or value is None:
                return []
            if not label.text:
                if value.text:
                    return []
                continue
            field = column_field(label.text.plain)
            is_own = field is None
            if is_own and not (some_own and _OWN_CELL.fullmatch(fold(label.text.plain))):
                return []
            bureau = field in _UNITS and _BUREAU.fullmatch(value.text.plain.strip()) is not None
            heads += bool(value.text) and not bureau and column_field(value.text.plain) is not None
            known += not is_own
            pairs.append((label, value))
        if len(row) % 2 and row[-1] is not None and row[-1].text:
            return []
    return pairs if known * 2 > len(pairs) and (again or heads * _FEW_HEADS <= len(pairs)) else []


def _parted(pairs: Sequence[tuple[Cell, Cell]]) -> list[_Card]:
    """The cards of label and value cells: a new one begins where the first label comes again. None where a card
    has few labels or does not name its task."""
    cards: list[_Card] = []
    for label, value in pairs:
        word = fold(label.text.plain)
        if cards and word != cards[0].words()[0]:
            cards[-1] = _Card((*cards[-1].labels, label), (*cards[-1].values, value))
        else:
            cards.append(_Card((label,), (value,)))
    return cards if all(_names_task(card) for card in cards) else []


def _names_task(card: _Card) -> bool:
    fields = [column_field(label.text.plain) for label in card.labels]
    return len(fields) >= _FEWEST and any(
        field in {"content", "name"} and value.text for field, value in zip(fields, card.values, strict=True)
    )
