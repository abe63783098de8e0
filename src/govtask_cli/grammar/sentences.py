"""Sentences of a paragraph, cut at 。！？ and never elsewhere.

Brackets and quotation marks that close right after the stop stay with their sentence; a stop inside
a quotation that goes on (“干就对了！”的劲头) ends none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from govtask_cli.document import Run, Text

_STOP: Final = re.compile(
    r"""
    (?P<stops>[。！？]+ | [!?]+(?![0-9A-Za-z=&/]))   # a "?" inside a web address is no stop
    (?P<closers>[”’」』）)】》〉\]"]*)
    """,
    re.VERBOSE,
)
_GOES_ON: Final = "，、；：,;:的等之"


def sentence_spans(plain: str) -> Iterator[tuple[int, int]]:
    """(begin, end) of every sentence of `plain`, without blanks around it; the last may lack its stop."""
    begin = 0
    for match in _STOP.finditer(plain):
        end = match.end()
        if match["closers"] and plain[end : end + 1] and plain[end] in _GOES_ON:
            continue
        yield from _trimmed(plain, begin, end)
        begin = end
    yield from _trimmed(plain, begin, len(plain))


def _trimmed(plain: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and plain[begin].isspace():
        begin += 1
    while begin < end and plain[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end


def sentences(text: Text) -> tuple[Text, ...]:
    """The sentences of `text`, each with the origins of its own characters. Time: length plus runs."""
    return tuple(pieces(text, sentence_spans(text.plain)))


def ends_sentence(plain: str) -> bool:
    """Does `plain` end with a stop (and what closes after it)?"""
    tail = plain.rstrip().rstrip('”’」』）)】》〉]"')
    return tail.endswith(("。", "！", "？", "!", "?"))


def pieces(text: Text, spans: Iterable[tuple[int, int]]) -> Iterator[Text]:
    """Sorted spans of `text` that do not overlap, cut in one walk over its runs."""
    runs = text.runs
    if len(runs) == 1:
        yield from (Text((runs[0].cut(begin, end),)) for begin, end in spans)
        return
    index, at = 0, 0
    for begin, end in spans:
        while at + len(runs[index].text) <= begin:
            at += len(runs[index].text)
            index += 1
        kept: list[Run] = []
        reach, start = index, at
        while start < end:
            run = runs[reach]
            kept.append(run.cut(max(begin - start, 0), min(end - start, len(run.text))))
            start += len(run.text)
            reach += 1
        yield Text(kept)
