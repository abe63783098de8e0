"""TEXT003: a bracket or a quotation mark without its partner

In one text a bracket or a quotation mark opens and does not close, closes without having been opened, or a quotation
mark stands the wrong way round (”…“). Words may be missing there, and where a quotation or a remark ends is a guess.
A bracket that closes a number of a list, as in 1）, is none.

How to mend: put the missing mark.

Bad:
    云岭区2031年重点工作任务分解

    1.实施“绿满云岭行动，新增绿地3公顷。
    责任单位：区城管局
    2.治理河道4公里。
    责任单位：区水务局

Good:
    云岭区2031年重点工作任务分解

    1.实施“绿满云岭”行动，新增绿地3公顷。
    责任单位：区城管局
    2.治理河道4公里。
    责任单位：区水务局
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.sayings import Saying, sayings, words
from govtask_cli.records import Finding, Result

CODE: Final = "TEXT003"

_PAIRS: Final = {
    "（": "）",
    "“": "”",
    "《": "》",
    "【": "】",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "〖": "〗",
    "[": "]",
}
_WIDE: Final = str.maketrans("()［］", "（）[]")
_SIGNS: Final = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}()［］\\0]")
_DEPTH: Final = 8
"""So many marks of different kinds inside one another; what is deeper is looked at closely."""
_LISTED: Final = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|\b[a-zA-Z])\Z")
"""What stands before the bracket that closes the number of a list."""
_TOLD: Final = frozenset({"unclosed_bracket"})
"""Notes whose place has a finding already."""


def unmatched(result: Result) -> Iterator[Finding]:
    """One finding for each text with a mark that lacks its partner."""
    if _all_match("\0".join(words(result))):
        return
    told = {note.lines for note in result.notes if note.kind in _TOLD}
    for saying in _paragraphs(result):
        if (saying.lines in told and saying.lines is not None) or _all_match(saying.text):
            continue
        text = saying.text.translate(_WIDE)
        at = _odd_one(text)
        if at is not None and at < len(text.rstrip()) - 1:  # at the very end the text is cut off: CELL001
            around = saying.text[max(at - 10, 0) : at + 11]
            verb = "opens and does not close" if text[at] in _PAIRS else "closes and was not opened"
            message = f"“{saying.text[at]}” {verb}: …{quoted(around, 40)}…; put the missing mark"
            yield saying.finding(CODE, "warning", message)


def _all_match(text: str) -> bool:
    """A quick look: whether the marks of a text, and of each of several with NUL between them, fold up in pairs."""
    marks = "".join(_SIGNS.findall(text)).translate(_WIDE)
    for _ in range(_DEPTH):
        folded = marks
        for opening, closing in _PAIRS.items():
            folded = folded.replace(opening + closing, "")
        if folded == marks:
            break
        marks = folded
    return not marks.strip("\0")


def _odd_one(text: str) -> int | None:
    """The place of the first mark without a partner. Marks of other kinds in between do not matter."""
    held: dict[str, list[int]] = {opening: [] for opening in _PAIRS}
    opens = {closing: opening for opening, closing in _PAIRS.items()}
    odd: list[int] = []
    for match in _SIGNS.finditer(text):
        if match[0] in _PAIRS:
            held[match[0]].append(match.start())
        elif match[0] not in opens:
            continue
        elif held[opens[match[0]]]:
            held[opens[match[0]]].pop()
        elif match[0] != "）" or _LISTED.search(text[max(match.start() - 4, 0) : match.start()]) is None:
            odd.append(match.start())
    return min([*odd, *(place for places in held.values() for place in places)], default=None)


def _paragraphs(result: Result) -> Iterator[Saying]:
    """The texts; sentences of a report together that stand in one paragraph, since quotations may span several."""
    for statements, members in groupby(sayings(result), key=lambda saying: saying.task is None):
        if not statements:
            yield from members
            continue
        for lines, sentences in groupby(members, key=lambda saying: saying.lines):
            first, *rest = sentences
            yield (
                first._replace(text="".join([first.text, *(each.text for each in rest)])) if lines else first
            )
            if not lines:
                yield from rest
