"""What keeps a page from being read whole: no text but a picture of it, fonts that name no characters, damage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Origin, Run, Text
from govtask_cli.errors import ReadError
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.sheet import Sheet

_PICTURE: Final = 0.2
"""A page of which pictures cover so much, and that holds no text, is a picture of a page."""
_WHOLE: Final = 0.7
"""Text over a picture of so much of the page was recognised in it."""
_OUTLINES: Final = 40
"""So many filled shapes on a page without text are glyphs drawn as outlines."""
_FEW: Final = 3
"""So few glyphs are no text: a page number drawn over a scan."""
_UNNAMED: Final = 0.02
"""The share of glyphs without a character from which on it is worth a word."""
_OCR: Final = "install the recognition of text with: pip install 'govtask-cli[ocr]'"


class Troubles:
    """The numbers of the pages with each trouble. `step` names the reader in notes."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.unread: list[int] = []
        self.pictures: list[int] = []
        self.outlines: list[int] = []
        self.recognised: list[int] = []
        self.crowded: list[int] = []
        self.unnamed: list[int] = []
        self.nameless = 0

    def look_at(self, sheet: Sheet) -> None:
        """Remember what is wrong with a page."""
        glyphs = sum(map(len, sheet.glyphs.values()))
        if sheet.unnamed > _UNNAMED * (glyphs + sheet.unnamed):
            self.unnamed.append(sheet.number)
            self.nameless += sheet.unnamed
        elif glyphs <= _FEW and sheet.pictures >= _PICTURE:
            self.pictures.append(sheet.number)
        elif glyphs <= _FEW and sheet.outlined >= _OUTLINES:
            self.outlines.append(sheet.number)
        elif sheet.pictures >= _WHOLE and glyphs > _FEW:
            self.recognised.append(sheet.number)
        if sheet.crowded:
            self.crowded.append(sheet.number)

    def no_text(self, name: str) -> ReadError:
        """The error for a document without any text."""
        if self.unread:
            return ReadError(name, "none of its pages can be read (文件损坏)", "fetch it again")
        if self.unnamed:
            cause = "its fonts do not say which characters they print (字体没有编码信息)"
            return ReadError(name, cause, _OCR)
        if self.pictures or self.outlines:
            return ReadError(name, "holds pictures of pages and no text (扫描件或图片)", _OCR)
        return ReadError(name, "holds no text (没有文字)", "check that it was saved whole")

    def write(self, assembly: Assembly) -> None:
        """One note for each trouble, at the first page that has it."""
        for pages, kind, message in (
            (self.unread, "page_unread", "damaged and left out"),
            (self.pictures, "page_without_text", "pictures of pages without text"),
            (self.outlines, "page_without_text", "glyphs drawn as outlines, without text"),
            (self.unnamed, "unnamed_glyphs", f"{self.nameless} glyphs for which the fonts name no character"),
            (self.recognised, "recognised_text", "text that lies over a picture of the page"),
            (self.crowded, "crowded_page", "so many lines that tables were not looked for"),
        ):
            if pages:
                place = Text((Run(" ", Origin(page=pages[0])),))
                assembly.note(self.step, kind, f"{listed(pages)}: {message}", place)


def listed(pages: Sequence[int]) -> str:
    """Numbers of pages: page 3, pages 3–5 and 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    named = ["–".join(map(str, run)) for run in runs[:8]] + ["…"] * (len(runs) > 8)
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(named)}"
