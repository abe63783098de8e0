"""What names and words say of the parts of a page: the lexicon `web`, and the labels of the metadata block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from govtask_cli.lexicon import any_word, lexicon, words

_TELLING: Final = ("index_number", "document_number", "issuer", "issued_on", "published_on")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def is_content_name(name: str) -> bool:
    """Whether a site calls the element so that holds the text of its documents."""
    return name.lower() in _names("content")


def is_headline_name(name: str) -> bool:
    """Whether a site calls the element so that holds the headline."""
    return name.lower() in _names("headline")


def is_frame_name(name: str) -> bool:
    """Whether a site calls something so that stands around its documents."""
    lists = lexicon("web")["frame"]["lists"]
    low = name.lower()
    return any(part in low for part in lists["part"]) or any(
        word.lower() in lists["whole"] for word in _WORD.findall(name)
    )


def is_footer(text: str) -> bool:
    """Whether a text is what the foot of a page says of the site."""
    found = {match.lastgroup for match in _footer_words().finditer(text)}
    return "sure" in found or len(found) > 1


@cache
def _footer_words() -> re.Pattern[str]:
    lists = lexicon("web")["footer"]["lists"]
    return re.compile(
        "|".join(f"(?P<{name}>{any_word(listed)})" for name, listed in lists.items()), re.IGNORECASE
    )


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words("web", table))


def opens_annex(text: str) -> bool:
    """Whether a text names annexes."""
    return text.startswith(words("headings", "annex"))


def labels_before_colons(text: str) -> int:
    """How many labels of a metadata block stand before a colon in a text."""
    return sum(1 for _ in _labels().finditer(text))


def opens_with_label(text: str) -> bool:
    """Whether a text opens with a label that tells who wrote a document, when, or under which number."""
    return _telling_labels().match(text.lstrip()) is not None


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label of a metadata block."""
    return "".join(text.split()).strip(":：") in _label_names()


def meta_tags() -> Mapping[str, tuple[str, ...]]:
    """Names of meta tags that describe a document, with the labels of the visible block that say the same."""
    found: Mapping[str, tuple[str, ...]] = lexicon("web")["meta"]["lists"]
    return found


@cache
def _label_names() -> frozenset[str]:
    return frozenset(name for listed in lexicon("furniture")["metadata"]["lists"].values() for name in listed)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?<![\u4e00-\u9fff])(?:{_spaced(_label_names())})\s*[:：\]】]")


@cache
def _telling_labels() -> re.Pattern[str]:
    lists, weak = lexicon("furniture")["metadata"]["lists"], words("furniture", "weak")
    names = (name for field in _TELLING for name in lists[field] if name not in weak)
    return re.compile(rf"(?:{_spaced(names)})\s*[:：]")


def _spaced(names: Iterable[str]) -> str:
    """The names as the source of a pattern, blanks inside them allowed."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(r"\s*".join(map(re.escape, name)) for name in longest_first) or any_word(())
