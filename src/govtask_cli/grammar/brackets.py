"""The brackets of a text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ROUND: Final = str.maketrans("（）［］【】〔〕〖〗﹝﹞｛｝", "()[][][][][][]")
_SIGN: Final = re.compile(r"[()（）\[\]［］【】〔〕〖〗﹝﹞｛｝]")
_BARRED: Final = re.compile(r"[（(【［\[〔〖][^（）()【】［］\[\]〔〕〖〗]{0,200}[|｜]")
"""A bracket with a bar in it: 〔主责：甲局｜协同：乙局〕."""
_PAIRS: Final = {")": "(", "]": "["}


class Bracket(NamedTuple):
    """A bracket in a paragraph: offsets of its opening sign and behind its closing sign; open-ended if damaged."""

    begin: int
    end: int
    inner: str
    closed: bool = True


def brackets(text: str) -> list[Bracket]:
    """The outermost round and square brackets of `text`; half and full width close one another."""
    found: list[Bracket] = []
    stack: list[tuple[str, int]] = []
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match[0].translate(_ROUND)
        if sign in "([":
            stack.append((sign, at))
        elif any(opened == _PAIRS[sign] for opened, _ in stack):
            while stack[-1][0] != _PAIRS[sign]:
                stack.pop()
            _, begin = stack.pop()
            if not stack:
                found.append(Bracket(begin, at + 1, text[begin + 1 : at]))
    if stack:
        begin = stack[0][1]
        found = [bracket for bracket in found if bracket.end <= begin]
        found.append(Bracket(begin, len(text), text[begin + 1 :], closed=False))
    return found


def outside(text: str) -> str:
    """`text` without its brackets and what stands in them, where these close."""
    if _BARRED.search(text) is None:
        return text
    kept: list[str] = []
    at = 0
    for bracket in brackets(text):
        if bracket.closed:
            kept.append(text[at : bracket.begin])
            at = bracket.end
    return "".join((*kept, text[at:]))
