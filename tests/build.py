"""Any text as a file of every format: by builders of our own, and by LibreOffice.

    python tests/build.py FOLDER [NAME …]

writes the samples of these names (all where none is named) into a folder. A format is one line in `FORMATS`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import build_ofd
import build_pdf
from build_csv import separated
from build_docx import word_file
from build_html import SITES, saved_page
from build_ods import spreadsheet
from build_xls import old_workbook
from build_xlsx import of_blocks, workbook
from govtask_cli.readers import office
from libreoffice import converted
from originals import STEMS, Original, original
from typeset import Leaf, Style, typeset

Write = Callable[[Original], bytes]


@dataclass(frozen=True)
class Format:
    """A format of files: what its suffix is, who writes it, and what the program calls it.

    write: what writes it, or what LibreOffice reads to write it. saved_as: the format as which LibreOffice saves
    that. base: the suffix of what LibreOffice reads. by_office: whether the program reads it by LibreOffice.
    """

    suffix: str
    write: Write
    reads: str
    base: str = ""
    saved_as: str = ""
    by_office: bool = False


def _site(name: str) -> Write:
    return lambda original: SITES[name](original.blocks)


def _word(**how: Any) -> Write:
    return lambda original: word_file(original.blocks, **how)


def _sheet(make: Callable[[Any], bytes]) -> Write:
    return lambda original: make(of_blocks(original.blocks))


def _pages(make: Callable[[Iterable[Leaf]], bytes], size: float) -> Write:
    return lambda original: make(typeset(original.blocks, Style(size=size)))


_FOR_OFFICE: Final = _word(overrides=False)
_TYPED: Final = _word(numbers=False)  # LibreOffice writes the signs of automatic numbers as ? into .rtf
_PRINTED: Final = _word(
    overrides=False, size=12
)  # of a size in which no paragraph in a cell ends with a full line
_BOOK: Final = _sheet(workbook)
FORMATS: Final[dict[str, Format]] = {
    "gb18030": Format("txt", lambda original: original.text.encode("gb18030"), "txt"),
    "docx": Format("docx", _word(), "docx"),
    "docx, numbers typed": Format("docx", _word(numbers=False), "docx"),
    "docx, blank lines": Format("docx", _word(blanks=True), "docx"),
    "xlsx": Format("xlsx", _BOOK, "xlsx"),
    "xls": Format("xls", _sheet(old_workbook), "xls"),
    "ods": Format("ods", _sheet(spreadsheet), "ods"),
    **{f"html, {name}": Format("html", _site(name), "html") for name in SITES},
    "mht": Format("mht", lambda original: saved_page(SITES["portal"](original.blocks)), "mht"),
    "csv": Format("csv", _sheet(separated), "csv"),
    "pdf": Format("pdf", _pages(build_pdf.printed, 11), "pdf"),
    "ofd": Format("ofd", _pages(build_ofd.printed, 13), "ofd"),
    "doc by LibreOffice": Format("doc", _FOR_OFFICE, "doc", base="docx", saved_as="doc", by_office=True),
    "wps by LibreOffice": Format("wps", _FOR_OFFICE, "doc", base="docx", saved_as="doc", by_office=True),
    "odt by LibreOffice": Format("odt", _FOR_OFFICE, "odt", base="docx", saved_as="odt", by_office=True),
    "rtf by LibreOffice": Format("rtf", _TYPED, "rtf", base="docx", saved_as="rtf", by_office=True),
    "docx by LibreOffice": Format("docx", _FOR_OFFICE, "docx", base="docx", saved_as="docx"),
    "xls by LibreOffice": Format("xls", _BOOK, "xls", base="xlsx", saved_as="xls"),
    "et by LibreOffice": Format("et", _BOOK, "xls", base="xlsx", saved_as="xls"),
    "ods by LibreOffice": Format("ods", _BOOK, "ods", base="xlsx", saved_as="ods"),
    "xlsx by LibreOffice": Format("xlsx", _BOOK, "xlsx", base="xlsx", saved_as="xlsx"),
    "pdf by LibreOffice": Format("pdf", _PRINTED, "pdf", base="docx", saved_as="pdf"),
}
"""The formats by the names that tests and tables give them."""
NATIVE: Final = tuple(name for name, form in FORMATS.items() if not form.saved_as)
"""Those that builders of our own write."""
OFFICE: Final = tuple(name for name, form in FORMATS.items() if form.saved_as)
"""Those that LibreOffice writes."""


def alike(name: str) -> str:
    """The first format whose files are the same bytes: .wps are .doc, .et are .xls."""
    form = FORMATS[name]
    twins = (
        each
        for each in FORMATS
        if (FORMATS[each].write, FORMATS[each].saved_as) == (form.write, form.saved_as)
    )
    return next(twins)


def files(name: str, originals: Iterable[Original]) -> dict[str, bytes]:
    """These documents in one format, by their names; what LibreOffice writes it writes in one run."""
    form = FORMATS[name]
    made = {each.name: form.write(each) for each in originals}
    return converted(made, form.base, form.saved_as) if form.saved_as else made


def main(folder: Path, names: Sequence[str]) -> None:
    """Write samples in all formats, without those of LibreOffice where it is not installed."""
    originals = [original(name) for name in names or STEMS]
    for form in FORMATS if office.is_there() else NATIVE:
        for name, data in files(form, originals).items():
            place = folder / form / f"{name}.{FORMATS[form].suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            print(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
