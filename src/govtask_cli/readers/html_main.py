"""What of a page is the document, and what the site put around it.

Judged by shape first: what is mostly links is navigation, what holds most of the other text is the document.
Names that sites give to their elements (lexicon `web`) help where shape cannot tell. The headline and the
metadata block stand above the text and are kept with it. Nothing is taken away here: what is not the document is
marked, and whoever walks the page makes notes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from govtask_cli.readers.html_dom import BREAK, EMBEDDED, HIDDEN, Element, Page
from govtask_cli.readers.html_tables import judge_tables
from govtask_cli.readers.html_words import (
    is_content_name,
    is_footer,
    is_frame_name,
    is_headline_name,
    is_label,
    labels_before_colons,
    opens_annex,
    opens_with_label,
)

NAVIGATION: Final = "navigation"
FRAME: Final = "page_frame"
"""The kinds of notes for what is mostly links, and for the rest of what stands around a document."""

_BY_TAG: Final = {"nav": NAVIGATION, "footer": FRAME, "aside": FRAME, "menu": NAVIGATION}
_BY_ROLE: Final = {"navigation": NAVIGATION, "contentinfo": FRAME, "complementary": FRAME, "search": FRAME}
_CONTAINERS: Final = frozenset(
    ("body", "div", "section", "article", "main", "td", "form", "center", "table", "tbody", "tr", "ul", "ol", "dl",
     "header", "blockquote", "fieldset")
)  # fmt: skip
_LISTS: Final = frozenset(("ul", "ol", "dl"))
_FILE: Final = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|csv|pdf|ofd|zip|rar|7z|pptx?|rtf|txt)(?:$|[?#&])", re.IGNORECASE
)
_FEW_LINKS: Final = 3
_MOSTLY: Final = 0.6
"""A box of which so much is links is navigation."""
_HALF: Final = 0.5
"""What holds less of the text is but a piece of the document: its heading and metadata stand beside it."""
_NAMED_SHARE: Final = 0.25
"""An element named for the text is believed from this share of the page's text on."""
_NEARLY: Final = 0.7
"""Of elements named for the text, the innermost with so much of what the largest holds is meant."""
_SHORT: Final = 20
_FOOTER: Final = 600
_CLOSING: Final = 60
"""A footer is among the last lines."""
_OPENING: Final = 40
"""A headline inside the element that holds the text is among its first ones."""
_LINKS: Final = 300
_TITLE: Final = (6, 120)
_METADATA: Final = 2_000
_LABEL: Final = 120
"""Characters of a metadata block above the text, of one that holds a single label."""
_PROSE: Final = (200, 0.15)
"""What stands apart from the document and is kept all the same: so many characters, such a share of the page."""


def mark(page: Page) -> Element:
    """Mark what is not the document (`Element.dropped`) and which tables only lay out the page; gives the element
    that holds the text."""
    _measure(page)
    _show_hidden_text(page)
    _mark_frame(page)
    _measure(page)
    judge_tables(page)
    shown = list(_shown(page))
    main = _main(page, shown)
    article = _article(main, page, shown)
    _silence(article, page)
    _drop_behind(main, article, page)
    _drop_around(article, page)
    return main


def own_text(element: Element) -> int:
    """Characters of an element that are no links."""
    return element.chars - element.linked


def _measure(page: Page) -> None:
    """Count characters and links, from the innermost outwards; what is not shown does not count above it."""
    for element in reversed(page.elements):
        chars = linked = links = files = 0
        for item in element.items:
            if isinstance(item, str):
                chars += len("".join(item.split()))
            elif not item.dropped:
                chars += item.chars
                linked += item.linked
                links += item.links
                files += item.files
        if element.tag == "a" and "href" in element.attributes and chars:
            linked, links = chars, 1
            files = int(any(_FILE.search(said) for said in (element.attributes["href"], element.text())))
        element.chars, element.linked, element.links, element.files = chars, linked, links, files


def _show_hidden_text(page: Page) -> None:
    """A page that is hidden until its script shows it: what is hidden is the text, if there is hardly any other."""
    hidden = max(
        (each for each in page.elements if each.dropped == HIDDEN), key=lambda each: each.chars, default=None
    )
    if hidden is not None and hidden.chars > max(100, 2 * own_text(page.body)):
        hidden.dropped = ""
        _measure(page)


def _shown(page: Page) -> Iterator[Element]:
    """The elements that are shown, in the order of the page; a caller may mark the one it holds."""
    stack = [page.body]
    while stack:
        element = stack.pop()
        if element.dropped:
            continue
        yield element
        if not element.dropped:
            stack.extend(
                reversed([item for item in element.items if isinstance(item, Element) and item is not BREAK])
            )


def _mark_frame(page: Page) -> None:
    """Mark what tags, roles, names, links and words show to be no part of a document."""
    holding = _holding(page)
    shown: list[Element] = []
    for element in _shown(page):
        if element is not page.body:
            element.dropped = _frame_kind(element, holding)
        if not element.dropped:
            shown.append(element)
    lines = (each for each in reversed(shown) if each.chars and not any(True for _ in _blocks(each)))
    for line in islice(lines, _CLOSING):
        if any(isinstance(item, str) and "。" in item for item in line.items):
            break  # no footer stands above a sentence
        if line.chars <= _FOOTER and is_footer(line.text()):
            _widened(line, page, holding).dropped = FRAME


def _holding(page: Page) -> set[int]:
    """The elements (by id) that hold a first heading or an element named for the text."""
    found: set[int] = set()
    for element in page.elements:
        if element.tag == "h1" or (element.chars >= _SHORT and any(map(is_content_name, element.names()))):
            above: Element | None = element
            while above is not None and id(above) not in found:
                found.add(id(above))
                above = above.parent
    return found


def _frame_kind(element: Element, holding: set[int]) -> str:
    """Why an element is no part of a document, "" where nothing says so."""
    kind = _BY_TAG.get(element.tag) or _BY_ROLE.get(element.attributes.get("role", ""), "")
    if kind and id(element) not in holding:
        return kind
    if (
        element.tag in _CONTAINERS
        and element.links >= _FEW_LINKS
        and element.linked >= _MOSTLY * element.chars
        and element.files * 2 < element.links
        and not _says_sentences(element)
    ):
        return NAVIGATION
    if id(element) in holding or element.tag in {"a", "td", "tr", "tbody"}:
        return ""
    named = any(map(is_frame_name, element.names()))
    return FRAME if named and element.files * 2 <= element.links and own_text(element) <= _FOOTER else ""


def _says_sentences(element: Element) -> bool:
    """Whether an element has sentences beside its links."""
    stack = [element]
    while stack:
        for item in stack.pop().items:
            if isinstance(item, str):
                if "。" in item:
                    return True
            elif item.tag != "a" and not item.dropped:
                stack.append(item)
    return False


def _blocks(element: Element) -> Iterator[Element]:
    """The boxes directly in an element that show text."""
    return (
        each for each in element.children() if each.chars and not each.dropped and each.tag not in {"a", "br"}
    )


def _widened(footer: Element, page: Page, holding: set[int]) -> Element:
    """The outermost box around a line of a footer that holds nothing but such lines and links."""
    while (above := footer.parent) is not None and above is not page.body and id(above) not in holding:
        others = (each for each in _blocks(above) if each is not footer and own_text(each) > 2 * _SHORT)
        if any(each.chars > _FOOTER or "。" in each.text() or not is_footer(each.text()) for each in others):
            break
        footer = above
    return footer


def _main(page: Page, shown: Sequence[Element]) -> Element:
    """The element that holds the text: named for it, or the innermost with most of the text."""
    whole = own_text(page.body)
    named = [
        element
        for element in shown
        if element.tag != "a"
        and own_text(element) >= max(_SHORT, _NAMED_SHARE * whole)
        and (element.tag == "article" or any(map(is_content_name, (element.tag, *element.names()))))
    ]
    if named:
        most = max(map(own_text, named))
        main = [element for element in named if own_text(element) >= _NEARLY * most][-1]
    else:
        main = _heaviest(page.body)
    while own_text(main) < _HALF * whole and main.parent is not None:
        main = main.parent
    return main


def _heaviest(body: Element) -> Element:
    """The innermost box that holds nearly all the text of the boxes around it."""
    main = body
    while True:
        boxes = [each for each in _blocks(main) if each.tag in _CONTAINERS and each.tag not in _LISTS]
        best = max(boxes, key=own_text, default=None)
        if best is None or own_text(best) < 0.8 * own_text(main):
            return main
        if best.is_grid:
            return main
        main = best


def _article(main: Element, page: Page, shown: Sequence[Element]) -> Element:
    """The innermost box that holds the text and the headline above it."""
    headline = _headline(main, page, shown)
    if headline is None:
        return main.parent or main
    article = main
    while article.parent is not None and not _holds(article, headline):
        article = article.parent
    return article


def _holds(box: Element, inner: Element) -> bool:
    above: Element | None = inner
    while above is not None:
        if above is box:
            return True
        above = above.parent
    return False


def _headline(main: Element, page: Page, shown: Sequence[Element]) -> Element | None:
    """The headline: the last before the text that the page's own title names, else a heading or an element
    named so."""
    said = "".join((page.metas.get("articletitle") or page.headline).split())
    best: tuple[int, Element] | None = None
    for element in shown:
        if element.order > main.order + _OPENING or (
            element.order > main.order and not _holds(main, element)
        ):
            break
        if not _TITLE[0] <= element.chars <= _TITLE[1]:
            continue
        rank = _rank(element, said)
        if rank and (best is None or rank >= best[0]):
            best = (rank, element)
    return best[1] if best is not None else None


def _rank(element: Element, said: str) -> int:
    """How surely an element is the headline: 0 is not at all."""
    if said and element.chars * 2 >= len(said):
        own = "".join(element.text().split())
        if said.startswith(own) or said.endswith(own):  # with the site's name behind it or before it
            return 3
    if element.tag == "h1":
        return 2
    linked = element.linked * 2 > element.chars
    return int(not linked and (element.tag == "h2" or any(map(is_headline_name, element.names()))))


def _silence(article: Element, page: Page) -> None:
    """Mark what is hidden or embedded beside the article as part of the frame: only in the text it is worth telling."""
    if own_text(article) < _PROSE[0]:
        return
    inside = range(article.order, _last(article).order + 1)
    for element in page.elements:
        apart = element.dropped == HIDDEN or (element.tag in EMBEDDED and not element.dropped)
        if apart and element.order not in inside:
            element.dropped = FRAME


def _last(box: Element) -> Element:
    """The element of a box that begins last."""
    inner: Element | None = box
    while inner is not None:
        box = inner
        inner = next(
            (item for item in reversed(box.items) if isinstance(item, Element) and item is not BREAK), None
        )
    return box


def _drop_behind(main: Element, article: Element, page: Page) -> None:
    """Mark the links below the text: the documents before and after it, what is related to it."""
    for element in page.elements[_last(main).order + 1 :]:
        if not _holds(article, element):
            return
        if (
            not element.dropped
            and element.links
            and element.linked * 2 >= element.chars
            and element.chars <= _LINKS
            and not element.files
            and not opens_annex(element.text())
        ):
            element.dropped = NAVIGATION


def _drop_around(article: Element, page: Page) -> None:
    """Mark what stands beside the article, up to the body, but for metadata above it and long prose."""
    whole = own_text(page.body)
    inner = article
    while (above := inner.parent) is not None:
        before = True
        for at, item in enumerate(above.items):
            if item is inner:
                before = False
            elif isinstance(item, str):
                if item.strip():
                    above.items[at] = loose = Element("#text", {}, above, FRAME)
                    loose.items.append(item)
            elif not item.dropped and item.chars and not _stays(item, whole, before=before):
                item.dropped = FRAME
        inner = above


def _stays(element: Element, whole: int, *, before: bool) -> bool:
    """Whether something beside the article belongs to it: its metadata, attached files, or a piece of its text."""
    text = element.text()
    if before and element.chars <= _METADATA and _labels(element, text) > 1:
        return True
    if before and element.chars <= _LABEL and opens_with_label(text):
        return True
    if element.files and element.files * 2 >= element.links:
        return True
    most, share = _PROSE
    return own_text(element) >= max(most, share * whole) and "。" in text


def _labels(element: Element, text: str) -> int:
    """How many labels of a metadata block stand in an element: before a colon, or alone in a cell."""
    cells = sum(each.tag in {"td", "th", "dt"} and is_label(each.text()) for each in element.inside())
    return max(labels_before_colons(text), cells)
