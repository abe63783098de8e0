"""What the suffix of a name promises: a file that is something else is read as what it is, with a note."""

from __future__ import annotations

from typing import Final

from govtask_cli.document import EMPTY, Note
from govtask_cli.readers.sniff import Format

STEP: Final = "readers"
_PROMISED: Final[dict[str, tuple[str, ...]]] = {
    "txt": ("txt", "csv"),
    "csv": ("csv", "txt"),
    "tsv": ("csv", "txt"),
    "docx": ("docx",),
    "docm": ("docx",),
    "doc": ("doc",),
    "wps": ("doc", "docx"),
    "rtf": ("rtf",),
    "odt": ("odt",),
    "xlsx": ("xlsx",),
    "xlsm": ("xlsx",),
    "xls": ("xls",),
    "et": ("xls", "xlsx"),
    "ods": ("ods",),
    "pdf": ("pdf",),
    "ofd": ("ofd",),
    "htm": ("html",),
    "html": ("html",),
    "shtml": ("html",),
    "mht": ("mht",),
    "mhtml": ("mht",),
    "png": ("png",),
    "jpg": ("jpg",),
    "jpeg": ("jpg",),
    "tif": ("tif",),
    "tiff": ("tif",),
}
"""Suffix → the formats that a file of such a name may have; of others nothing is expected."""


def promised(name: str) -> tuple[str, ...]:
    """The formats that a file of this name may have; none where its suffix says nothing about that."""
    return _PROMISED.get(name.rpartition(".")[2].lower(), ()) if "." in name else ()


def wrong_suffix(name: str, found: Format) -> Note | None:
    """A note where the name of a file promises another format than it has; None where it does not."""
    if "://" in name:
        name = name.partition("::")[0]  # the first address of a chain: zip://notice.docx::s3://bucket/all.zip
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if found.name in _PROMISED.get(suffix, (found.name,)):
        return None
    return Note(
        STEP, "wrong_suffix", f"the name ends in .{suffix}, but it is {found.title}: read as that", EMPTY
    )
