"""Blocks of a Word document as they are gathered: paragraphs with their gaps, and notes of what was left out."""

from __future__ import annotations

import re
from typing import Any, Final

from govtask_cli.document import Origin, Text
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.text import INVISIBLE
from govtask_cli.readers.word_writing import NUMBERED, Writing

PAGE: Final = 2
"""A page break leaves as wide a gap as the blank lines that part two pieces of a text."""
_BREAK: Final = re.compile("[\n\f]")


class Blocks:
    """Puts what was written into an assembly. `references` says where each footnote or comment is referred to."""

    def __init__(self, step: str, assembly: Assembly) -> None:
        self.step, self.assembly = step, assembly
        self.references: dict[tuple[str, str], Origin] = {}
        self._numbers: dict[str, list[Text]] = {}
        self._gap = 0

    def widen_gap(self, lines: int) -> None:
        """Leave a wider gap above what comes next."""
        self._gap += lines

    def take_gap(self) -> int:
        """How wide the gap is above what comes next; it is used up."""
        gap, self._gap = self._gap, 0
        return gap

    def lines(self, writing: Writing[Any], origin: Origin, *, opens: bool) -> None:
        """A paragraph as one block, or as one for each line where it holds line breaks."""
        text = self.written(writing, origin)
        plain = text.plain
        if not plain.strip():
            self._gap += plain.count("\f") * PAGE + (not writing.dropped)
            return
        ends = [match.start() for match in _BREAK.finditer(plain)]
        for begin, end in zip([0, *(at + 1 for at in ends)], [*ends, len(plain)], strict=True):
            line = text.cut(begin, end)
            if line.plain.strip():
                self.assembly.paragraph(line, gap=self.take_gap(), opens=opens)
                opens = False
            if plain[end : end + 1] == "\f":
                self._gap += PAGE

    def written(self, writing: Writing[Any], origin: Origin) -> Text:
        """What was written as a text; notes for what was tracked or left out."""
        text = self.assembly.text(writing.plain, origin)
        for mark in writing.marks:
            cut = text.cut(mark.begin, mark.end)
            if not cut.plain.strip():
                continue
            if mark.kind == NUMBERED:
                self._numbers.setdefault(mark.message, []).append(cut.strip())
            else:
                self.assembly.note(self.step, mark.kind, mark.message, cut)
        for dropped in writing.dropped:
            self.note(dropped.kind, dropped.message, dropped.text, origin)
        for reference in writing.references:
            self.references.setdefault(reference, origin)
        return self._visible(text)

    def _visible(self, text: Text) -> Text:
        """The text without what prints nothing (zero-width blanks and the like), which is noted."""
        if text.plain.isprintable():
            return text
        spans = [match.span() for match in INVISIBLE.finditer(text.plain)]
        if not spans:
            return text
        gone = Text.join(text.cut(*span) for span in spans)
        message = "characters that print nothing were dropped"
        self.assembly.note(self.step, "control", message, gone, dropped=True)
        return text.without(spans)

    def text(self, plain: str, origin: Origin) -> Text:
        """A text that stands in the document."""
        text = self.assembly.text(plain, origin)
        return text if plain.isprintable() else self._visible(text)

    def note(self, kind: str, message: str, text: str, origin: Origin) -> None:
        """A note of text that is not part of the document."""
        if text.strip():
            self.assembly.note(self.step, kind, message, self.assembly.text(text, origin), dropped=True)

    def note_numbers(self) -> None:
        """A note for every list whose numbers were written out."""
        for texts in self._numbers.values():
            message = f"{len(texts)} automatic numbers were written out as they are printed"
            self.assembly.note(self.step, NUMBERED, message, Text.join(texts, " "))
