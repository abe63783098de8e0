"""The reader for saved web pages (.mht, .mhtml): the page, and the frames in it that were saved with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from govtask_cli.document import Document
from govtask_cli.errors import ReadError
from govtask_cli.readers import html
from govtask_cli.readers.options import DEFAULT, ReadOptions

if TYPE_CHECKING:
    from govtask_cli.readers.mime import Part


def read(data: bytes, name: str, options: ReadOptions = DEFAULT) -> Document:
    """The document in a saved web page. Raises ReadError where it holds no page, or none with text."""
    from govtask_cli.readers import mime

    found = mime.parts(data, name)
    pages = [part for part in found if part.kind in {"text/html", "application/xhtml+xml"}]
    start, location = mime.start_of(data)
    root = next((page for page in pages if start and page.label == start), None)
    root = root or next((page for page in pages if location and page.place == location), None)
    root = root or next(iter(pages), None)
    if root is None:
        raise ReadError(
            name, "a saved web page that holds no page (网页存档不完整)", "save it again from a browser"
        )
    saved = _Saved([page for page in pages if page is not root], root.place or location)
    document = html.read_page(root.content(), name, options, declared=root.charset, saved=saved.page)
    source = replace(document.source, format="mht", sha256=hashlib.sha256(data).hexdigest())
    return replace(document, source=source)


class _Saved:
    """The pages of an archive by their addresses."""

    def __init__(self, pages: Sequence[Part], base: str) -> None:
        self.base = base
        self.by_label = {page.label: page for page in pages if page.label}
        self.by_place = {page.place: page for page in pages if page.place}

    def page(self, address: str) -> tuple[bytes, str | None] | None:
        """The bytes and the charset of the page at an address that a frame names; None where it was not saved."""
        if address.lower().startswith("cid:"):
            found = self.by_label.get(address[4:])
        else:
            found = self.by_place.get(address) or self.by_place.get(_joined(self.base, address))
        return (found.content(), found.charset) if found is not None else None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # an address that is none
        return address
