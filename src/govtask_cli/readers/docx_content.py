"""What stands in the paragraphs of a Word file: runs, fields, breaks, symbols, tracked changes, hidden text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govtask_cli.errors import ReadError
from govtask_cli.readers.docx_names import (
    ALTERNATE,
    BOX,
    CHOICE,
    CONTROL,
    CONTROL_CONTENT,
    DELETION,
    DOUBLE_STRIKE,
    FALLBACK,
    INSERTION,
    MOVED_AWAY,
    MOVED_HERE,
    RUN,
    RUN_PROPERTIES,
    STRIKE,
    TEXT,
    is_on,
    value,
    word,
)
from govtask_cli.readers.docx_styles import Styles, hidden
from govtask_cli.readers.word_writing import Change, Manner, Pen, Writing

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEPTH: Final = 100
"""Elements that nest deeper are no document but an attack."""
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHS: Final = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})
_MATH_TEXT: Final = f"{_MATH}t"
_DELETED_TEXT: Final = word("delText")
_FIELD: Final = word("fldChar")
_FIELD_TYPE: Final = word("fldCharType")
_CODE: Final = word("instrText")
_RUN_STYLE: Final = word("rStyle")
_RUBY: Final = word("ruby")
_RUBY_BASE: Final = word("rubyBase")
_BREAK: Final = word("br")
_SYMBOL: Final = word("sym")
_DRAWN: Final = frozenset({word("drawing"), word("pict"), word("object")})
_REFERENCES: Final = {word(f"{kind}Reference"): kind for kind in ("footnote", "endnote", "comment")}
_PASSED: Final = frozenset(
    map(word, ("hyperlink", "smartTag", "customXml", "bdo", "dir", "fldSimple", "subDoc", "rubyBase"))
)
"""Elements whose content stands in the text as if they were not there."""
_SIGNS: Final = {
    word("tab"): "\t",
    word("ptab"): "\t",
    word("cr"): "\n",
    word("noBreakHyphen"): "-",
}
_CHANGES: Final = {
    INSERTION: "tracked_insertion",
    MOVED_HERE: "tracked_insertion",
    DELETION: "tracked_deletion",
    MOVED_AWAY: "tracked_deletion",
}


class ContentReader:
    """Reads the content of paragraphs; fields may run on from one to the next."""

    def __init__(self, name: str, styles: Styles) -> None:
        self.name, self.styles = name, styles
        self._pen: Pen[_Element] = Pen()
        self._hides = False

    def paragraph(
        self,
        element: _Element,
        writing: Writing[_Element],
        change: Change | None,
        *,
        hides: bool,
        contents: bool,
    ) -> None:
        """Write what stands in a paragraph. change: that of its row. hides: its style hides it. contents: it belongs
        to a table of contents."""
        self._hides = hides
        self._pen.begin(writing, contents=contents)
        self._inline(element, change, 0)
        self._pen.end()

    def _inline(self, parent: _Element, change: Change | None, depth: int) -> None:
        if depth > _DEPTH:
            raise too_deep(self.name)
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, child.find(RUN_PROPERTIES), change, depth + 1)
            elif tag in _CHANGES:
                gone = change is not None and change.kind == "tracked_deletion"
                self._inline(child, change if gone else change_of(child), depth + 1)
            elif tag in _PASSED:
                self._inline(child, change, depth + 1)
            elif tag == CONTROL:
                content = child.find(CONTROL_CONTENT)
                if content is not None:
                    self._control(child, content, change, depth + 1)
            elif tag == ALTERNATE:
                for chosen in alternatives(child):
                    self._inline(chosen, change, depth + 1)
            elif tag in _MATHS:
                maths = "".join(part.text or "" for part in child.iter(_MATH_TEXT))
                self._pen.write(maths, Manner(change))

    def _control(self, control: _Element, content: _Element, change: Change | None, depth: int) -> None:
        """A content control; what only asks for an entry (单击此处输入文字) is no content."""
        properties = control.find(word("sdtPr"))
        if properties is not None and is_on(properties.find(word("showingPlcHdr"))):
            text = "".join(part.text or "" for part in content.iter(TEXT))
            self._pen.writing.drop("placeholder", "the prompt of an empty content control was left out", text)
        else:
            self._inline(content, change, depth)

    def _run(self, run: _Element, properties: _Element | None, change: Change | None, depth: int) -> None:
        if depth > _DEPTH:
            raise too_deep(self.name)
        manner = self._manner(properties, change)
        for child in run:
            tag = child.tag
            if tag in (TEXT, _DELETED_TEXT):
                self._pen.write(child.text or "", manner)
            elif tag in _SIGNS:
                self._pen.write(_SIGNS[tag], manner)
            elif tag == _BREAK:
                page = child.get(word("type")) == "page"
                self._pen.write("\f" if page else "\n", manner)
            elif tag == _SYMBOL:
                ticks = "wingdings" in child.get(word("font"), "").lower()
                code = _hexadecimal(child.get(word("char")))
                self._pen.symbol(code, manner, ticks=ticks)
            elif tag == _FIELD:
                self._pen.field(child.get(_FIELD_TYPE))
            elif tag == _CODE:
                self._pen.code(child.text or "")
            elif tag in _DRAWN:
                self._boxes(child, manner)
            elif tag == ALTERNATE:
                for chosen in alternatives(child):
                    self._run(chosen, properties, change, depth + 1)
            elif tag == _RUBY:
                base = child.find(_RUBY_BASE)
                if base is not None:
                    self._inline(base, change, depth + 1)
            elif tag in _REFERENCES:
                self._pen.writing.references.append((_REFERENCES[tag], child.get(word("id"), "")))

    def _manner(self, properties: _Element | None, change: Change | None) -> Manner:
        """How the characters of a run stand in the document."""
        if properties is None:
            return Manner(change, self._hides)
        hides = hidden(properties)
        if hides is None:
            hides = self._hides or self.styles.hides(value(properties, _RUN_STYLE))
        struck = is_on(properties.find(STRIKE)) or is_on(properties.find(DOUBLE_STRIKE))
        return Manner(change, hides, struck)

    def _boxes(self, drawn: _Element, manner: Manner) -> None:
        """The text boxes of a drawing; one that is deleted or hidden is dropped as its anchor is."""
        for box in text_boxes(drawn):
            if manner.shows:
                self._pen.writing.boxes.append((self._pen.writing.size, box))
            else:
                self._pen.write("".join(part.text or "" for part in box.iter(TEXT)), manner)


def text_boxes(drawn: _Element) -> Iterator[_Element]:
    """The outermost text boxes in a drawing, each once: newer programs write every one twice, for older ones too."""
    if next(drawn.iter(BOX), None) is None:
        return
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == BOX:
            yield element
        elif element.tag == ALTERNATE:
            waiting.extend(reversed(list(alternatives(element))))
        else:
            waiting.extend(reversed(element))


def alternatives(element: _Element) -> Iterator[_Element]:
    """What to read of an element that is written in several ways: the first one."""
    chosen = element.find(CHOICE)
    if chosen is None:
        chosen = element.find(FALLBACK)
    if chosen is not None:
        yield chosen


def too_deep(name: str) -> ReadError:
    """The error for elements that nest deeper than any document's."""
    return ReadError(
        name,
        f"its elements nest more than {_DEPTH} deep (嵌套过深), which no office program writes",
        "open it in Word or WPS and save it anew",
    )


def change_of(element: _Element) -> Change:
    """The tracked change that an element says: what it holds was put in or taken out."""
    author, day = element.get(word("author"), ""), element.get(word("date"), "")[:10]
    said = ", ".join(part for part in (author.strip()[:40], day) if part)
    return Change(_CHANGES.get(element.tag, "tracked_deletion"), f" ({said})" if said else "")


def _hexadecimal(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0
