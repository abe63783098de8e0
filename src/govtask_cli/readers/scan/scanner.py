"""The pages of one document that are recognised, one after the other, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from govtask_cli.document import Origin, Run, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.layout import Page
from govtask_cli.readers.geometry.sheet import Sheet
from govtask_cli.readers.geometry.tables import place_of
from govtask_cli.readers.geometry.troubles import listed
from govtask_cli.readers.options import ReadOptions
from govtask_cli.readers.scan.recognition import is_there

if TYPE_CHECKING:
    from govtask_cli.readers.scan.page import Scan
    from govtask_cli.readers.scan.pictures import Picture

_COARSE: Final = 16.0
"""Pixels of an em below which characters of many strokes run together: 11 points at about 100 dpi."""
_MOST_DOUBTS: Final = 200
"""Lines in doubt that are told one by one."""


class Scanner:
    """Recognises pages and remembers how it went. `step` names the reader in notes; `chosen`: the pages to read. A
    context: at its end nothing is shown any more of how far it has come."""

    def __init__(self, step: str, name: str, options: ReadOptions, chosen: range) -> None:
        self.step, self.name, self.options, self.chosen = step, name, options, chosen
        self.scans: list[Scan] = []
        self.blank: list[int] = []

    def __enter__(self) -> Scanner:
        return self

    def __exit__(self, *_: object) -> None:
        if self.scans or self.blank:
            self._show(len(self.chosen))

    def _show(self, done: int) -> None:
        """Tell whoever wants to know how many pages are done."""
        if self.options.page_read is not None:
            self.options.page_read(self.name, done, len(self.chosen))

    @property
    def ready(self) -> bool:
        """Whether the extra is installed."""
        return is_there()

    def no_text(self) -> ReadError:
        """The error for a document of pictures in which no text was found."""
        cure = "check the picture, or scan it anew at 200 to 300 dpi"
        return ReadError(self.name, "shows no text (图片中没有文字)", cure)

    def sheet(self, picture: Picture, number: int) -> Sheet:
        """The page of a picture."""
        from govtask_cli.readers.scan.page import scan_of

        self._show(self.chosen.index(number))
        scan = scan_of(picture, number)
        self.remember(scan)
        return scan.sheet

    def remember(self, scan: Scan) -> None:
        """Keep what is to be told of a page."""
        if scan.sheet.glyphs.get(0):
            self.scans.append(scan)
        else:
            self.blank.append(scan.sheet.number)

    def write(self, pages: Sequence[Page], assembly: Assembly) -> None:
        """The notes on all pages that were recognised, and on each line of them that is in doubt."""
        coarse = [scan for scan in self.scans if 0 < scan.glyph < _COARSE]
        unread = [scan for scan in self.scans if scan.unread]
        signs = [scan for scan in self.scans if scan.mended]
        for kind, scans, message in (
            ("recognised_page", self.scans, f"recognised in a picture (OCR), {self._sureness():.0%} sure"),
            ("coarse_picture", coarse, "so coarse that the strokes of characters run together"),
            ("unread_ink", unread, f"{sum(scan.unread for scan in unread)} spots of ink that gave no text"),
            ("turned_page", [scan for scan in self.scans if scan.turned], "lay askew and were set straight"),
            ("mended_sign", signs, f"{sum(scan.mended for scan in signs)} signs set right by their ink"),
        ):
            if scans:
                numbers = [scan.sheet.number for scan in scans]
                place = Text((Run(" ", Origin(page=numbers[0])),))
                assembly.note(self.step, kind, f"{listed(numbers)}: {message}", place)
        self._write_doubts(pages, assembly)

    def _sureness(self) -> float:
        """How sure the characters of all pages are on the average."""
        sure = [glyph.sure or 0.0 for scan in self.scans for glyph in scan.sheet.glyphs.get(0, ())]
        return sum(sure) / max(len(sure), 1)

    def _write_doubts(self, pages: Sequence[Page], assembly: Assembly) -> None:
        """A note for each line with characters that may well be others."""
        doubtful = [(page, line) for page in pages for line in page.lines() if line.doubtful]
        for page, line in doubtful[:_MOST_DOUBTS]:
            text = Text((Run(line.text, place_of(page, line)),))
            assembly.note(self.step, "doubtful_text", f"in doubt: {' '.join(line.doubtful)}", text)
        if len(doubtful) > _MOST_DOUBTS:
            page, line = doubtful[_MOST_DOUBTS]
            text = Text((Run(line.text, place_of(page, line)),))
            more = f"in doubt from here on: {len(doubtful) - _MOST_DOUBTS} lines"
            assembly.note(self.step, "doubtful_text", more, text)
