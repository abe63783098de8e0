"""Mark-up that an editor or a converter left in the text: <p>…</p>, <br/>, &nbsp;, **bold**, # heading, 1\\., pinyin in
brackets behind a character; and the small pictures with which a post on a phone is adorned (📌⏰👉)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.document import Document, Note, Run, Text
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.repair.blocks import cut_out, each_text

STEP: Final = "markup"
_TAG: Final = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,200})?/?>|&(?:nbsp|ensp|emsp|amp|lt|gt|quot|#160);"
)
_PINYIN: Final = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}[)）]")
_BOLD: Final = re.compile(r"\*{2,3}")
_HEADING: Final = re.compile(r"^\s*#{1,6}[ \u00a0](?=\s*\S)")
_POINTS: Final = ("*", "＊", "- ", "+ ", "-\u00a0", "——")
_POINT: Final = re.compile(r"^\s*(?:[*+-][ \u00a0]+|[*＊]|——)(?=[^\s*＊])")
"""The point of a list before a label or a bracket that assigns: * 责任单位：甲局."""
_QUOTE: Final = re.compile(r"^\s*>[ \u00a0]+(?=\S)")
_ESCAPE: Final = re.compile(r"\\(?=[.*_#()\[\]>+!|~-]|\s*$)")
_LINK: Final = re.compile(
    r"(?P<open>!?\[)(?P<said>[^\[\]\n]{0,200})(?P<to>\]\((?:https?://|mailto:|javascript:|[./#])[^()\s]{0,500}\))"
)
_ORNAMENT: Final = re.compile(
    "[\U0001f000-\U0001f51e\U0001f520-\U0001faff\ufe0f\u23e9-\u23f3\u2b50\u2b55\u2600-\u2604\u260e"
    "\u261b-\u261f\u2705\u2708-\u270f\u2728\u2757\u2764]+"
)
"""But no 🔟, which is a number."""
_BREAK: Final = re.compile(r"(?<![ \u00a0\u3000])[ \u00a0\u3000]*\n[ \u00a0\u3000\n]*")
_BREAKS: Final = ("</p", "<p>", "<p ", "<br", "</div", "<div", "</li", "<li")


def strip_markup(document: Document) -> Document:
    """Tags become notes; a closing paragraph or a <br> between two words becomes a line break."""
    notes: list[Note] = []

    def mend(text: Text) -> Text:
        pinyin = list(_PINYIN.finditer(text.plain)) if "(" in text.plain or "（" in text.plain else []
        marks = list(_TAG.finditer(text.plain)) if "<" in text.plain or "&" in text.plain else []
        ornaments = list(_ORNAMENT.finditer(text.plain)) if not text.plain.isascii() else []
        matches = sorted(pinyin + marks + ornaments + _markdown(text.plain), key=lambda match: match.start())
        if not matches:
            return text
        kept, tags = cut_out(text, matches)
        pieces = kept[:1]
        for tag, words in zip(tags, kept[1:], strict=True):
            notes.append(Note(STEP, "markup", "mark-up removed", tag, dropped=True))
            if tag.plain.lower().startswith(_BREAKS):
                pieces.append(Text((Run("\n", tag.runs[0].origin),)))
            pieces.append(words)
        return _tidy(Text.join(pieces))

    return document.mended(each_text(document.blocks, mend), notes)


def _opens_clause(plain: str) -> bool:
    """Whether a line opens with a label, or with a bracket or asterisks around one."""
    return label_at_start(plain.replace("*", "").lstrip("（(【[ ")) is not None


def _markdown(plain: str) -> list[re.Match[str]]:
    """Asterisks in pairs around words, the signs of a heading, and the strokes before signs that mean themselves."""
    found: list[re.Match[str]] = []
    if "**" in plain:
        bold = list(_BOLD.finditer(plain))
        for opening, closing in zip(bold[::2], bold[1::2], strict=False):
            if opening[0] == closing[0] and plain[opening.end() : closing.start()].strip():
                found += [opening, closing]
    if "# " in plain or "#\u00a0" in plain:
        found += _HEADING.finditer(plain)
    if plain.lstrip().startswith(_POINTS) and _opens_clause(_POINT.sub("", plain)):
        found += _POINT.finditer(plain)
    if plain.lstrip().startswith("> ") and plain.count(">") == 1:
        found += _QUOTE.finditer(plain)
    if "](" in plain:
        found += _links(plain)
    if "\\" in plain:
        found += _ESCAPE.finditer(plain)
    return found


def _links(plain: str) -> Iterator[re.Match[str]]:
    """The signs around the words of a link, and what it leads to; of a picture all."""
    for match in _LINK.finditer(plain):
        if match["open"] == "![":
            yield match
        else:
            opened = re.compile(r"\[").match(plain, match.start("open"))
            target = re.compile(r"\]\([^()]*\)").match(plain, match.start("to"))
            yield from (each for each in (opened, target) if each is not None)


def _tidy(text: Text) -> Text:
    """No line break at the ends, and none beside another, beside blanks or beside a tab (a cell ends there)."""
    spans = [match.span() for match in _BREAK.finditer(text.plain)]
    pieces: list[Text] = []
    at = 0
    for begin, end in spans:
        pieces.append(text.cut(at, begin))
        if begin > 0 and end < len(text.plain) and "\t" not in (text.plain[begin - 1], text.plain[end]):
            pieces.append(Text((Run("\n", text.cut(begin, end).runs[0].origin),)))
        at = end
    pieces.append(text.cut(at))
    return Text.join(pieces)
