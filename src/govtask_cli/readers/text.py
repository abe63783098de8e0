"""The text reader: one paragraph for each physical line that is not blank.

Lines are numbered as an editor numbers them: a new one begins after LF, CR LF or a lone CR. A form feed,
vertical tab, NEL, line or paragraph separator ends a paragraph too, but not a line: what stands on both
sides has the same number. `gap` counts the blank lines above a paragraph, and one more for each form feed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.document import Document, Note, Origin, Paragraph, Run, Source, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.encoding import REPLACED, Decoded, decode
from govtask_cli.readers.options import DEFAULT, ReadOptions

STEP: Final = "text"

_LINE: Final = re.compile(r"(?P<line>[^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_BREAK: Final = re.compile("[\f\v\x85\u2028\u2029]")
# What prints nothing: controls but tab and the breaks, soft hyphen, zero-width and direction marks, BOM.
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_UNREAD: Final = re.compile(f"{REPLACED}+")
_CONTROL: Final = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd]")
_GARBAGE: Final = 0.1
"""From this share of control and undecodable characters on a source is no text."""
_GARBLED: Final = 0.3
"""From this share of characters beyond ASCII on a doubtful encoding is not worth reading."""


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a text file; `options.encoding` forces one instead of trying.

    Raises ReadError for what is empty or no text, UsageError for an unknown encoding.
    """
    if not data:
        raise ReadError(name, "is empty (空文件)", "check that it was saved or downloaded whole")
    decoded = decode(data, name, options.encoding)
    refuse(decoded, name)
    notes: list[Note] = list(on_encoding(decoded))
    blocks = tuple(paragraphs(decoded.text, notes))
    if not blocks:
        raise ReadError(
            name, "holds nothing but white space (没有文字)", "check that it was saved or downloaded whole"
        )
    source = Source(name, hashlib.sha256(data).hexdigest(), "txt", decoded.encoding)
    return Document(source, blocks, tuple(notes), sum(map(len, decoded.text.split())))


def paragraphs(text: str, notes: list[Note], *, first: int = 1, start: int = 0) -> Iterator[Paragraph]:
    """The paragraphs of a text, with notes of what was dropped from them. `first` is the number of its first line,
    `start` the offset of its first character in what was read."""
    plain = not any(pattern.search(text) for pattern in (_BREAK, INVISIBLE, _UNREAD))
    return _paragraphs(text, first, start) if plain else _pieced(text, notes, first, start)


def _paragraphs(text: str, first: int, offset: int) -> Iterator[Paragraph]:
    """The paragraphs of a text whose lines hold nothing but what prints: most texts."""
    gap = 0
    for number, start, line in _lines(text, first):
        if not line or line.isspace():
            gap += 1
            continue
        yield Paragraph(Text.of(Run(line, Origin(number), offset + start)), gap)
        gap = 0


def _pieced(text: str, notes: list[Note], first: int, offset: int) -> Iterator[Paragraph]:
    """The paragraphs of any text: lines cut at the breaks inside them, without what prints nothing."""
    gap = 0
    for number, start, line in _lines(text, first):
        blank = True
        for piece, feeds in _pieces(Run(line, Origin(number), offset + start)):
            gap += feeds
            visible = _visible(Text((piece,)), notes)
            if visible.plain and not visible.plain.isspace():
                yield Paragraph(visible, gap)
                blank, gap = False, 0
        gap += blank


def refuse(decoded: Decoded, name: str) -> None:
    """Raise for what decodes but is no plain text."""
    text = decoded.text
    cure = "give a text file, or name its encoding with --encoding"
    odd = sum(1 for _ in _CONTROL.finditer(text))
    if odd > _GARBAGE * (len(text) - text.count("\0")):
        cause = f"is no text (不是文本): {odd} of {len(text)} characters are control characters or cannot be decoded"
        raise ReadError(name, cause, cure)
    if decoded.doubtful and sum(character > "\x7f" for character in text) > _GARBLED * len(text):
        raise ReadError(
            name, f"no encoding gives sensible Chinese (编码无法识别), {decoded.encoding} the least bad", cure
        )


def _lines(text: str, first: int) -> Iterator[tuple[int, int, str]]:
    """Each physical line: its number, the offset of its first character, and its text without the break."""
    start = 0
    if "\r" not in text:
        for number, line in enumerate(text.split("\n"), start=first):
            yield number, start, line
            start += len(line) + 1
        return
    for number, match in enumerate(_LINE.finditer(text), start=first):
        yield number, match.start(), match["line"]


def _pieces(run: Run) -> Iterator[tuple[Run, int]]:
    """A line cut at the breaks inside it, and how many form feeds stand before each piece."""
    at = feeds = 0
    for match in _BREAK.finditer(run.text):
        yield run.cut(at, match.start()), feeds
        feeds = int(match.group() == "\f")
        at = match.end()
    yield run.cut(at, len(run.text)), feeds


def _visible(text: Text, notes: list[Note]) -> Text:
    """The text without what prints nothing; notes say what was dropped and what could not be decoded."""
    unread = _found(text, _UNREAD)
    if unread:
        notes.append(Note(STEP, "replaced", f"{len(unread)} characters could not be decoded", unread))
    gone = _found(text, INVISIBLE)
    if not gone:
        return text
    codes = " ".join(f"U+{ord(character):04X}" for character in sorted(set(gone.plain))[:8])
    notes.append(
        Note(STEP, "control", f"characters that print nothing were dropped: {codes}", gone, dropped=True)
    )
    return text.without([match.span() for match in INVISIBLE.finditer(text.plain)])


def _found(text: Text, pattern: re.Pattern[str]) -> Text:
    """All that the pattern finds, as one text."""
    return Text.join(text.cut(*match.span()) for match in pattern.finditer(text.plain))


def on_encoding(decoded: Decoded) -> Iterator[Note]:
    """A note where the encoding is but the least bad one."""
    if decoded.doubtful:
        message = (
            f"no encoding gives sensible Chinese: read as {decoded.encoding}; force another with --encoding"
        )
        yield Note(STEP, "encoding", message, Text((Run(decoded.text[:20], Origin(1), 0),)))
