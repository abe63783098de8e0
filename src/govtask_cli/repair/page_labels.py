"""The labels of a metadata line with their values: 索引号：… 发文机关：…, in bars, in brackets, or blanks apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from govtask_cli.document import EMPTY, Label, Text
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.metadata import (
    BULLETS,
    DOCUMENT_NUMBER,
    are_metadata,
    is_metadata,
    may_be_label,
    metadata_fields,
)
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import is_title
from govtask_cli.lexicon import any_word, words

_OPENERS: Final = f" \t\u3000\u00a0\u2002\u2003|【[{BULLETS}"
"""What may stand before a label."""
_SIGNS: Final = frozenset(f"【[{BULLETS}")


@cache
def _label_pattern() -> re.Pattern[str]:
    weak = frozenset(words("furniture", "weak"))
    labels = sorted(metadata_fields(), key=len, reverse=True)
    after_weak = (
        _spaced(label for label in labels if label in weak) + r"(?=\s*[:：】\]]|(?<=\s\S\S)[ \u3000])"
    )
    after = _spaced(label for label in labels if label not in weak) + r"(?=\s*[:：】\]]|\s|$)"
    before = rf"(?<=^)|(?<=^[{BULLETS}])|(?<=[\s\u3000|【\[{BULLETS.rstrip('-–—')}])"
    return re.compile(rf"(?:{before})(?P<label>{after}|{after_weak})\s*[】\]]?\s*[:：]?")


def _spaced(labels: Iterable[str]) -> str:
    """Any of the labels, with blanks between its characters."""
    return "(?:" + ("|".join(r"\s*".join(label) for label in labels) or any_word(())) + ")"


TAIL: Final = "|｜ \t\u00a0\u3000"
"""What may stand around a value."""
_NAME: Final = 8
"""A label for the number of the document has no more characters."""
_OTHER: Final = re.compile(
    r"(?<=[\s|｜])(?:(?P<colon>[\u4e00-\u9fff]{2,8})[:：]|(?<=[|｜\t])[ ]?(?P<bar>[\u4e00-\u9fff]{2,8})[ ]?[|｜\t])"
)
_BAR: Final = re.compile("[|｜]")
_PAIR: Final = 4
"""Pieces of a line with bars before its third cell: a label and its value."""


def _titled(text: Text) -> list[Label]:
    """A line that tells the title: | 标题 | 某市政府关于…的通知 |, 标题 某市政府关于…的通知."""
    plain = text.plain.strip()
    cells = _BAR.split(plain.strip("|｜")) if plain[:1] in {"|", "｜"} else plain.split(None, 1)
    if len(cells) != 2 or metadata_fields().get(fold(cells[0])) != "title" or not is_title(cells[1].strip()):
        return []
    end = text.plain.index(cells[0]) + len(cells[0])
    return [Label(text.cut(0, end).strip(), text.cut(end).strip())]


def _numbered(text: Text) -> list[Label]:
    """A line that tells the number of the document, whatever it calls it: 编号：某政函〔2031〕11号."""
    name, colon, value = text.plain.replace("：", ":").partition(":")
    if not colon or len(name) > _NAME or DOCUMENT_NUMBER.fullmatch(fold(value)) is None:
        return []
    return [Label(text.cut(0, len(name) + 1).strip(), text.cut(len(name) + 1).strip())]


def labels_in(text: Text) -> list[Label]:
    """The labels of a metadata line with their values; none where the line does not open with one. Bullets, bars
    and brackets around a label (∙【发文字号】, [ 索引号 ] |) are part of it."""
    plain = text.plain
    start = len(plain) - len(plain.lstrip(_OPENERS))
    matches = [match for match in _label_pattern().finditer(simplified(plain)) if match.start() >= start]
    found: list[Label] = []
    begin = 0
    if matches and matches[0].start() != start:  # | 名称 | … | 文号 | …
        begin = matches[0].start()
        number = text.cut(start, begin).strip()
        end = 0 if DOCUMENT_NUMBER.fullmatch(fold(number.plain)) else _weak_end(plain, start, begin)
        if end:
            found.append(Label(text.cut(0, end).strip(), text.cut(end, begin).strip()))
        elif DOCUMENT_NUMBER.fullmatch(fold(number.plain)) is None:
            return []
        else:
            found.append(Label(EMPTY, number))  # 某政发〔2031〕2号　发布日期：2031-03-15
    elif not matches:
        return _numbered(text) or _titled(text)
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(plain)
        bare = plain[match.end() : end].rstrip()
        if at + 1 < len(matches) and bare[-1:] in _SIGNS:
            end = match.end() + len(bare) - 1  # the bracket belongs to the next label
        found.extend(_with_others(text.cut(begin, match.end()).strip(), text.cut(match.end(), end).strip()))
        begin = end
    return found


def _weak_end(plain: str, start: int, begin: int) -> int:
    """Where the label ends that opens a line whose next label is a sure one; 0 for none: | 名称 | … | 文号 | …,
    标  题 … 文号 …."""
    cells = _BAR.split(plain[:begin])
    if len(cells) == _PAIR and fold(cells[1]) in words("furniture", "weak"):
        return plain.index(cells[1]) + len(cells[1])
    opening = _weak_opening().match(plain, start, begin)
    return opening.end() if opening is not None else 0


@cache
def _weak_opening() -> re.Pattern[str]:
    return re.compile(_spaced(words("furniture", "weak")) + r"(?=[ \u3000]\s*\S)")


def _with_others(name: Text, value: Text) -> Iterator[Label]:
    """A label with its value, and the labels that nothing is known of behind it: 文号：…　时效期：2035年."""
    found = None if is_title(value.plain) else _further_label(value.plain)
    while found is not None:
        yield Label(name, value.cut(0, found.start()).strip())
        name, value = (
            value.cut(*found.span("colon" if found["colon"] else "bar")),
            value.cut(found.end()).strip(),
        )
        found = _further_label(value.plain)
    yield Label(name, value)


def _further_label(plain: str) -> re.Match[str] | None:
    """The first label behind a value that is not empty."""
    opening = len(plain) - len(plain.lstrip(TAIL))
    return _OTHER.search(plain, opening + 1)


def metadata_block(lines: Sequence[Sequence[Text]]) -> list[Label]:
    """The labels of a metadata block that stands in a table, label and value side by side; none of another table."""
    labels: list[Label] = []
    known = 0
    for line in lines:
        cells = [*line, EMPTY] if len(line) % 2 else list(line)
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            if not name and not value:
                continue
            if is_metadata(name.plain, value.plain):
                known += 1
            elif not may_be_label(name.plain):
                return []
            labels.append(Label(name, value))
    return labels if are_metadata(known, len(labels)) else []
