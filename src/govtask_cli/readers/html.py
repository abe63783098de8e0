"""The reader for web pages: the document that a page shows, without what the site puts around it.

Nothing is fetched and no script runs. What is not shown, and what stands around the document, becomes notes with
their text. A paragraph's place is its number in the page, that of a cell its table and cell (表2!C5).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Final

from govtask_cli.document import EMPTY, Cell, Document, Label, Origin, Source, Text
from govtask_cli.document import texts as texts_of
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.encoding import REPLACED
from govtask_cli.readers.html_blocks import Embedded, Left, Line, laid_out, lone_line
from govtask_cli.readers.html_charset import characters
from govtask_cli.readers.html_dom import HIDDEN, STRUCK, Element, Page, page
from govtask_cli.readers.html_guard import guarded
from govtask_cli.readers.html_main import mark
from govtask_cli.readers.html_tables import caption, grid, left_out
from govtask_cli.readers.html_words import meta_tags
from govtask_cli.readers.options import DEFAULT, ReadOptions
from govtask_cli.readers.sheet_cells import column_letters

STEP: Final = "html"
EMBEDDED: Final = "embedded_file"
"""The kind of note for what stands in another file."""

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
"""What prints nothing."""
_OPENING: Final = 60
_MOST_FRAMES: Final = 20
_MESSAGES: Final = {
    HIDDEN: "text that the page does not show was left out",
    STRUCK: "text that is struck out was left out",
}
_AROUND: Final = "what the site puts around its documents was left out"


Saved = Callable[[str], tuple[bytes, str | None] | None]
"""Gives the page that was saved with this one under an address: its bytes, and their charset where that is told."""


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in the bytes of a web page; `options.encoding` forces a charset.

    Raises ReadError for a page without text (a frameset, a page that its scripts fill), for what is nested or
    spanned beyond reason, and UsageError for an unknown encoding.
    """
    return read_page(data, name, options)


def read_page(
    data: bytes, name: str, options: ReadOptions, *, declared: str | None = None, saved: Saved | None = None
) -> Document:
    """The document in a page; `declared` is the charset that the message around it tells, `saved` gives the
    pages that its frames show, where these were saved with it. Raises as `read` does."""
    reading = _Reading(name, options, saved)
    shown, encoding = reading.page(data, declared)
    reading.read(shown)
    if not reading.assembly.blocks:
        raise _empty(shown, name)
    reading.label(shown)
    source = Source(name, hashlib.sha256(data).hexdigest(), "html", encoding)
    return reading.assembly.document(source)


def _empty(shown: Page, name: str) -> ReadError:
    """Why a page holds no text."""
    if shown.is_frameset:
        return ReadError(
            name,
            "a page of frames (框架网页), whose text stands in other files",
            "open it in a browser and save the frame with the text, or the whole page as .mht",
        )
    return ReadError(
        name,
        "a web page without text (网页没有文字): its scripts may fetch it, or it shows a picture or a PDF",
        "open it in a browser, wait until the text is there, and save it as .mht or as text",
    )


class _Reading:
    """Gathers the blocks of one page."""

    def __init__(self, name: str, options: ReadOptions, saved: Saved | None) -> None:
        self.name, self.options, self.saved = name, options, saved
        self.assembly = Assembly()
        self.block = self.tables = 0
        self.seen: set[str] = set()

    def page(self, data: bytes, declared: str | None) -> tuple[Page, str]:
        """The page in some bytes, what is not its document marked; and the charset."""
        if len(data) > self.options.limits.part:
            raise ReadError(
                self.name,
                f"a web page of {len(data) >> 20} MB, more than {self.options.limits.part >> 20} (网页过大)",
                "if it holds pictures, save it without them; if you trust it, raise the limit with --max-unpacked",
            )
        found = characters(data, self.name, self.options.encoding, declared)
        if found.declared is not None:
            message = f"the page says it is {found.declared}, but it is {found.decoded.encoding}"
            self.assembly.note(STEP, "charset", message, EMPTY)
        shown = page(guarded(found.decoded.text, self.name), self.name)
        mark(shown)
        return shown, found.decoded.encoding

    def read(self, shown: Page) -> None:
        """All that the page shows, and notes of the rest; of a page of frames what these show."""
        for address in shown.frames:
            self._frame(address)
        for piece in laid_out(shown.body):
            if isinstance(piece, Line):
                self.block += 1
                self.assembly.paragraph(self._text(piece.text, Origin(block=self.block)), gap=piece.gap)
            elif isinstance(piece, Element):
                self._table(piece)
            else:
                self._other(piece)

    def _text(self, plain: str, origin: Origin) -> Text:
        """A text without what prints nothing; characters that could not be decoded are noted."""
        if _UNSEEN.search(plain) is not None:
            gone = "".join(_UNSEEN.findall(plain))
            codes = " ".join(f"U+{ord(sign):04X}" for sign in sorted(set(gone))[:8])
            message = f"characters that print nothing were dropped: {codes}"
            self.assembly.note(STEP, "control", message, self.assembly.text(gone, origin), dropped=True)
            plain = _UNSEEN.sub("", plain)
        text = self.assembly.text(plain, origin)
        if REPLACED in plain:
            unread = [match.span() for match in re.finditer(f"{REPLACED}+", plain)]
            found = Text.join(text.cut(*span) for span in unread)
            self.assembly.note(STEP, "replaced", f"{len(found)} characters could not be decoded", found)
        return text

    def _other(self, piece: Left | Embedded) -> None:
        """A note for what is left out, or stands in another file."""
        element = piece.element
        origin = Origin(block=max(self.block, 1))
        if isinstance(piece, Embedded):
            source = element.attributes.get("src") or element.attributes.get("data") or element.tag
            if self._frame(source):
                return
            place = self.assembly.text(source[:200], origin)
            message = "what stands in another file is not in the page and was not read"
            self.assembly.note(STEP, EMBEDDED, message, place, dropped=True)
            return
        text = self.assembly.text(_UNSEEN.sub("", element.text()), origin)
        if text:
            self.assembly.note(
                STEP, element.dropped, _MESSAGES.get(element.dropped, _AROUND), text, dropped=True
            )

    def _frame(self, address: str) -> bool:
        """Read what a frame shows; False where that was not saved with the page, or is read already."""
        held = self.saved(address) if self.saved is not None and address not in self.seen else None
        if held is None or len(self.seen) >= _MOST_FRAMES:
            return False
        self.seen.add(address)
        shown, _ = self.page(*held)
        self.read(shown)
        return True

    def _table(self, table: Element) -> None:
        """A table of data as a grid; a merged cell is one cell in several places."""
        for element in left_out(table):
            self._other(Left(element))
        heading = caption(table)
        if heading is not None:
            for piece in laid_out(heading):
                if isinstance(piece, Line):
                    self.block += 1
                    self.assembly.paragraph(self._text(piece.text, Origin(block=self.block)), gap=piece.gap)
        found = grid(table)
        if found.rows * found.columns > self.options.limits.cells:
            raise ReadError(
                self.name,
                f"has a table of {found.rows:,} rows and {found.columns:,} columns (表格过大)",
                "cut the table, or save it as .xlsx",
            )
        if not found.rows:
            return
        self.block += 1
        self.tables += 1
        rows: list[list[Cell | None]] = [[None] * found.columns for _ in range(found.rows)]
        for place in found.places:
            origin = Origin(
                block=self.block,
                sheet=f"表{self.tables}",
                cell=f"{column_letters(place.column + 1)}{place.row + 1}",
            )
            cell = Cell(self._cell(place.cell, origin), place.rowspan, place.colspan)
            for row in rows[place.row : place.row + place.rowspan]:
                for column in range(place.column, place.column + place.colspan):
                    row[column] = row[column] or cell
        self.assembly.table(rows)

    def _cell(self, cell: Element, origin: Origin) -> Text:
        """The lines of a cell as one text."""
        line = lone_line(cell)
        if line is not None:
            return self._text(line, origin) if line.strip() else EMPTY
        lines: list[str] = []
        for piece in laid_out(cell, in_cell=True):
            if isinstance(piece, Line):
                lines.append(piece.text)
            elif not isinstance(piece, Element):
                self._other(piece)
        return self._text("\n".join(lines), origin)

    def label(self, shown: Page) -> None:
        """What the page's meta tags and title say of the document, where the text does not."""
        opening = [
            texts for block in self.assembly.blocks[:_OPENING] for texts in map(_folded, texts_of(block))
        ]
        for name, labels in meta_tags().items():
            said = shown.metas.get(name.lower(), "")
            if said and _folded(said) not in opening and not _labelled(opening, labels):
                self._label(name, said, f"<meta {name}>")
        headline = shown.headline
        if headline and _folded(headline) not in opening and not shown.metas.get("articletitle"):
            self._label("title", headline, "<title>")

    def _label(self, name: str, said: str, place: str) -> None:
        origin = Origin(cell=place)
        self.assembly.blocks.append(Label(self.assembly.text(name, origin), self._text(said, origin)))


def _labelled(opening: list[str], labels: Iterable[str]) -> bool:
    """Whether one of the labels stands in the lines above the text."""
    return any(line.startswith(label) or f"{label}:" in line for line in opening for label in labels)


def _folded(text: Text | str) -> str:
    """A line for comparing: without white space, its colons of one width."""
    return "".join(str(text).split()).replace("：", ":")
