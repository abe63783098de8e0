"""What stands in a paragraph or a cell of a Word file while it is read: characters, changes, what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from govtask_cli.readers.word_lists import Number

NUMBERED: Final = "automatic_number"
_BREAKS: Final = ("\f", "\n")
_CODE: Final = 80
"""Characters of a field's code that are kept; what it does stands at its beginning."""
_SYMBOLS: Final = {0xFC: "√", 0xFE: "☑", 0x52: "☑", 0x53: "☒", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xA3: "□"}
"""Ticks and boxes of the fonts Wingdings and Wingdings 2, by which forms are filled in."""
_PRINTING: Final = 0x20
_PRIVATE: Final = 0xD800
"""Codes from here on mean something in one font alone."""
Box = TypeVar("Box")
"""A text box in the terms of its format."""


class Change(NamedTuple):
    """A tracked change: its kind as notes call it, and who made it when."""

    kind: str
    author: str

    @property
    def message(self) -> str:
        """What notes say of it."""
        if self.kind == "tracked_deletion":
            return f"a tracked deletion{self.author} was left out"
        return f"a tracked insertion{self.author} was taken in"


class Manner(NamedTuple):
    """How characters stand in a document: in a tracked change, hidden, struck out."""

    change: Change | None = None
    hides: bool = False
    struck: bool = False

    @property
    def shows(self) -> bool:
        """Whether they are part of the document."""
        deleted = self.change is not None and self.change.kind == "tracked_deletion"
        return not (deleted or self.hides or self.struck)


class Mark(NamedTuple):
    """A stretch of what is written that a note tells of, by its place among the characters. Where it is an automatic
    number, the message is the name of its list."""

    kind: str
    message: str
    begin: int
    end: int


@dataclass(slots=True)
class Dropped:
    """Text that is not part of what is written; `at` is the place where it stood."""

    kind: str
    message: str
    pieces: list[str]
    at: int

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Writing(Generic[Box]):
    """The characters of a paragraph, or of all paragraphs of a cell, while they are read."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0
    marks: list[Mark] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    _first: int = 0
    _begin: int = 0

    @property
    def plain(self) -> str:
        """All that was written."""
        return "".join(self.pieces)

    def keep(self, text: str, change: Change | None = None) -> None:
        """Write characters; those of a tracked change are marked."""
        begin = self.size
        self.pieces.append(text)
        self.size += len(text)
        if change is not None:
            last = self.marks[-1] if self.marks else None
            if last is not None and last.end == begin and last[:2] == (change.kind, change.message):
                self.marks[-1] = last._replace(end=self.size)
            else:
                self.marks.append(Mark(change.kind, change.message, begin, self.size))

    def drop(self, kind: str, message: str, text: str) -> None:
        """Leave characters out; what is left out at one place for one reason is one stretch."""
        last = self.dropped[-1] if self.dropped else None
        if last is not None and (last.kind, last.message, last.at) == (kind, message, self.size):
            last.pieces.append(text)
        else:
            self.dropped.append(Dropped(kind, message, [text], self.size))

    def open_paragraph(self) -> None:
        """Begin a further paragraph on a line of its own."""
        if self.pieces:
            self.keep("\n")
        self._first, self._begin = len(self.pieces), self.size

    @property
    def paragraph_is_blank(self) -> bool:
        """Whether the paragraph that is being read holds nothing so far."""
        return not any(piece.strip() for piece in self.pieces[self._first :])

    @property
    def is_numbered(self) -> bool:
        """Whether an automatic number stands in it."""
        return any(mark.kind == NUMBERED for mark in self.marks)

    def number(self, number: Number, of: str) -> None:
        """Put an automatic number of the list `of` before the paragraph that was read."""
        first, begin = self._first, self._begin
        while first < len(self.pieces) and self.pieces[first] in _BREAKS:
            begin += len(self.pieces[first])
            first += 1
        text = number.before("".join(self.pieces[first:]))
        size = len(text)
        self.pieces.insert(first, text)
        self.size += size
        for at in range(len(self.marks) - 1, -1, -1):  # the last ones stand behind the number
            mark = self.marks[at]
            if mark.begin < begin:
                break
            self.marks[at] = mark._replace(begin=mark.begin + size, end=mark.end + size)
        self.marks.append(Mark(NUMBERED, of, begin, begin + size))


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code, until its result begins."""

    code: str = ""
    shows: bool = False

    @property
    def lists_contents(self) -> bool:
        """Whether it is a table of contents."""
        return self.code.lstrip()[:3].upper() == "TOC"


class Pen(Generic[Box]):
    """Writes the characters of a document paragraph by paragraph, or leaves them out for a reason. Fields may run on
    from one paragraph to the next."""

    def __init__(self) -> None:
        self.writing: Writing[Box] = Writing()
        self._contents = False
        self._fields: list[_Field] = []
        self._in_code = self._in_contents = 0

    def begin(self, writing: Writing[Box], *, contents: bool) -> None:
        """Begin a paragraph; `contents`: it belongs to a table of contents."""
        self.writing, self._contents = writing, contents

    def end(self) -> None:
        """End the paragraph, and the code of every field at the latest: a damaged one would swallow the rest."""
        if self._in_code:
            self._fields = [one for one in self._fields if one.shows]
            self._in_code = 0

    def write(self, text: str, manner: Manner) -> None:
        """Keep a text, or drop it for the reason that stands first."""
        if not text:
            return
        change = manner.change
        if change is not None and change.kind == "tracked_deletion":
            self.writing.drop(change.kind, change.message, text)
        elif self._in_code:
            self.writing.drop("field_code", "the code of a field was left out", text)
        elif self._contents or self._in_contents:
            self.writing.drop("contents", "a table of contents was left out", text)
        elif manner.hides:
            self.writing.drop("hidden_text", "hidden text was left out", text)
        elif manner.struck:
            self.writing.drop("struck_text", "text that is struck out was left out", text)
        else:
            self.writing.keep(text, change)

    def symbol(self, code: int, manner: Manner, *, ticks: bool = True) -> None:
        """A sign of a symbol font by its code: a tick or box (where the font has `ticks`), or what Unicode has there."""
        sign = _SYMBOLS.get(code & 0xFF, "") if ticks else ""
        if not sign and _PRINTING <= code < _PRIVATE:
            sign = chr(code)
        if sign:
            self.write(sign, manner)
        elif code >= _PRIVATE:
            self.writing.drop("symbol", "a sign of a symbol font was left out", "\ufffd")

    def code(self, text: str) -> None:
        """A piece of the code of the innermost field."""
        if self._fields and len(self._fields[-1].code) < _CODE:
            self._fields[-1].code += text[:_CODE]

    def field(self, kind: str | None) -> None:
        """The begin of a field, the `separate` between its code and its result, or its end."""
        last = self._fields[-1] if self._fields else None
        if kind == "begin":
            self._fields.append(_Field())
            self._in_code += 1
        elif kind == "separate" and last is not None and not last.shows:
            last.shows = True
            self._in_code -= 1
            self._in_contents += last.lists_contents
        elif kind == "end" and last is not None:
            self._fields.pop()
            self._in_code -= not last.shows
            self._in_contents -= last.shows and last.lists_contents
