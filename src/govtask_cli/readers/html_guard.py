"""What must not reach the parser of web pages as it stands: its time grows with the square of nesting.

Unclosed inline elements (an old page may have thousands of <font>) carry no structure, so their tags go.
Blocks nested deeper than any page needs are an attack or a broken export, and are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from govtask_cli.errors import ReadError

_DEEPEST: Final = 10_000
"""Levels of elements; browsers stop at some 500."""
_MOST_WORK: Final = 300_000_000
"""Tags times the levels above them: what the parser walks over, about one second."""
_MOST_OPEN: Final = 200
"""So many inline elements that were left open are opened again in every paragraph behind them."""
_FEW_TAGS: Final = 2_000
"""A page with fewer tags can do no harm."""
_MOST_ATTRIBUTES: Final = 500
_LONG_TAG: Final = 4_000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_INLINE: Final = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "span")
)
_INLINE_TAG: Final = re.compile(rf"</?(?:{'|'.join(sorted(_INLINE))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_CLOSED_ELSEWHERE: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
     "p", "li", "dd", "dt", "option", "optgroup", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup",
     "rb", "rt", "rp", "rtc", "html", "head", "body", "caption", "frame", "bgsound", "basefont", "keygen")
)  # fmt: skip
"""Elements without an end, or whose end may be left out: the parser closes them itself."""
_RAW: Final = re.compile(
    r"<(?:!--|(?P<name>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]))", re.IGNORECASE
)
"""Comments, and elements whose tags inside are text."""
_START_TAG: Final = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG_TAG},}}>")
_ATTRIBUTE: Final = re.compile(r"\s[^\s=>/\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_DATA: Final = re.compile(r"data:[a-z]+/[^\"'\s<>)]{200,}", re.IGNORECASE)


class _Nesting(NamedTuple):
    """How deep the elements of a page stand, the sum of the levels above its tags, and how many inline elements
    were closed by the end of another."""

    deepest: int
    work: int
    left_open: int


def guarded(text: str, name: str) -> str:
    """The page without what would cost the parser more than its text is worth. Raises ReadError where elements
    are nested too deep."""
    text = _DATA.sub("", text) if "data:" in text else text
    if len(text) > _LONG_TAG:
        text = _START_TAG.sub(_with_few_attributes, text)
    if text.count("<") < _FEW_TAGS:
        return text
    found = _nesting(text)
    if found.left_open > _MOST_OPEN:
        text = _INLINE_TAG.sub("", text)
        found = _nesting(text)
    if found.deepest > _DEEPEST or found.work > _MOST_WORK:
        raise ReadError(
            name,
            f"is nested {found.deepest:,} levels deep (网页嵌套过深)",
            "open it in a browser, copy the text and save it as .txt",
        )
    return text


def _with_few_attributes(tag: re.Match[str]) -> str:
    """A long tag as it is, or its name alone where it has more attributes than any element needs."""
    plain = tag[0]
    few = sum(1 for _ in _ATTRIBUTE.finditer(plain)) <= _MOST_ATTRIBUTES
    return plain if few else f"{plain[:40].split()[0].rstrip('>')}>"


def _nesting(text: str) -> _Nesting:
    """The nesting of a page, as its tags tell it."""
    stack: list[str] = []
    held: Counter[str] = Counter()
    deepest = work = left_open = 0
    for end, name in _TAG.findall(_without_raw_text(text)):
        name = name.lower()
        depth = len(stack)
        work += depth
        if name in _CLOSED_ELSEWHERE:
            continue
        if not end:
            stack.append(name)
            held[name] += 1
            if depth >= deepest:
                deepest = depth + 1
        elif held[name]:
            while (last := stack.pop()) != name:
                held[last] -= 1
                left_open += last in _INLINE
            held[name] -= 1
    return _Nesting(deepest, work, left_open + sum(held[name] for name in _INLINE))


def _without_raw_text(text: str) -> str:
    """The page without comments and without what scripts and the like hold."""
    kept: list[str] = []
    at = 0
    while (match := _RAW.search(text, at)) is not None:
        kept.append(text[at : match.start()])
        name = match["name"]
        if name is None:
            end = text.find("-->", match.end())
        else:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(text, match.end())
            end = -1 if closing is None else closing.end()
        if end < 0:
            return "".join(kept)
        at = end
    kept.append(text[at:])
    return "".join(kept)
