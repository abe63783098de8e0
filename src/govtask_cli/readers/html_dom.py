"""The elements of a web page that matter for its text, with what is known of each before any is judged.

Inline elements without a meaning of their own (span, font, b …) are not kept: their text and children belong
to the element around them. Nothing here walks by recursion, since pages nest as deep as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govtask_cli.errors import ReadError
from govtask_cli.readers.html_words import labels_before_colons

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN: Final = "hidden_text"
STRUCK: Final = "struck_text"
CONTROL: Final = "form_control"
GLOSS: Final = "ruby_gloss"
SCRIPT: Final = "script_notice"
PICTURE: Final = "picture_text"
"""Why the text of an element is not shown: the kinds of the notes that hold it."""

_SEE_THROUGH: Final = frozenset(
    ("span", "font", "b", "strong", "i", "em", "u", "small", "big", "label", "abbr", "acronym", "cite", "code",
     "dfn", "kbd", "q", "samp", "tt", "var", "bdi", "bdo", "ins", "mark", "time", "data", "nobr", "wbr", "sub",
     "sup", "ruby", "rb", "o:p")
)  # fmt: skip
_INLINE: Final = frozenset(("a", *_SEE_THROUGH))
EMBEDDED: Final = frozenset(("iframe", "embed", "object"))
"""Elements that show another file."""
_NO_TEXT: Final = frozenset(
    ("script", "style", "template", "head", "link", "meta", "base", "title", "param", "source", "track", "area",
     "col", "colgroup", "img", "input", "canvas", "audio", "video", "applet", "map", "noframes",
     "noembed", "frame", "bgsound", "wbr")
)  # fmt: skip
_DROPPED: Final = {
    **dict.fromkeys(("select", "textarea", "button", "datalist", "progress", "meter"), CONTROL),
    **dict.fromkeys(("del", "s", "strike"), STRUCK),
    **dict.fromkeys(("rt", "rp"), GLOSS),
    "noscript": SCRIPT,
    "svg": PICTURE,
}
_KEPT_ATTRIBUTES: Final = frozenset(
    ("id", "class", "style", "href", "src", "data", "colspan", "rowspan", "start", "type", "value", "reversed", "role")
)  # fmt: skip
_SITE: Final = re.compile(r"[_|｜]|\s[-–—]+\s|(?<![-–—])[-–—]+(?=[^-–—]{2,20}$)")
_NOT_SHOWN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_OWN_LINE: Final = re.compile(r"display\s*:\s*block", re.IGNORECASE)
_RULE: Final = re.compile(r"(?P<names>[^{}@]{1,400})\{(?P<body>[^{}]{0,2000})\}")
_SIMPLE: Final = re.compile(r"[a-z0-9]*(?P<name>[.#][A-Za-z0-9_-]+)")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MEDIA: Final = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


_COLON: Final = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[：:]")
_LABELLED: Final = 60
"""A label of a page's metadata stands in so many characters."""
_MOST: Final = 1_000_000
"""Elements of a page; a table of 50,000 rows and ten columns has 550,000."""


class Element:
    """An element: its tag, the attributes that matter, what stands in it, and why it is not shown ("" where it
    is). `chars` counts the characters in it but for white space, `linked` those that are links; `links` the links
    and `files` those that lead to an attached file; `order` its place in the page. `is_grid`: a table that
    holds data, or a list of metadata."""

    __slots__ = (
        "attributes",
        "chars",
        "dropped",
        "files",
        "is_grid",
        "items",
        "linked",
        "links",
        "order",
        "parent",
        "tag",
    )

    def __init__(
        self, tag: str, attributes: dict[str, str], parent: Element | None, dropped: str = ""
    ) -> None:
        self.tag, self.attributes, self.parent, self.dropped = tag, attributes, parent, dropped
        self.items: list[Element | str] = []
        self.order = 0
        self.is_grid = False
        self.chars = self.linked = self.links = self.files = 0

    def children(self) -> Iterator[Element]:
        """The elements directly in this one."""
        return (item for item in self.items if isinstance(item, Element))

    def names(self) -> list[str]:
        """Its id and classes."""
        return [*self.attributes.get("class", "").split(), *self.attributes.get("id", "").split()]

    def inside(self) -> Iterator[Element]:
        """This element and all that stand in it, in the order of the page."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed([item for item in element.items if isinstance(item, Element)]))

    def strings(self) -> Iterator[str]:
        """All its text in order, a blank between blocks."""
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            elif item.tag in _INLINE:
                stack.extend(reversed(item.items))
            else:
                stack.append(" ")
                stack.extend(reversed(item.items))
                yield " "

    def text(self) -> str:
        """Its text, white space folded."""
        return " ".join("".join(self.strings()).split())


BREAK: Final = Element("br", {}, None)
"""A line break: it says nothing but that, so that one stands for all."""
_NONE: Final[dict[str, str]] = {}


@dataclass(slots=True)
class Page:
    """A page: its body, all elements in the order of the page, its title and the contents of its meta tags.

    `is_frameset`: its text stands in other files, whose addresses are `frames`.
    """

    body: Element
    elements: list[Element]
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    is_frameset: bool = False
    frames: list[str] = field(default_factory=list)

    @property
    def headline(self) -> str:
        """What the page's title says of the document: without the name of the site behind it."""
        return _SITE.split(self.title, maxsplit=1)[0].strip()


def page(text: str, name: str) -> Page:
    """The elements of a page. Raises ReadError where the parser gives up, or a page has more than a million."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        parsed = LexborHTMLParser(text)
        root = parsed.root
    except (SelectolaxError, ValueError, MemoryError) as error:
        raise ReadError(
            name, f"cannot be parsed as a web page (网页无法解析): {error}", "save it again from a browser"
        ) from error
    body = Element("body", {}, None)
    found = Page(body, [body])
    if root is None:
        return found
    _read_head(parsed, found)
    held = parsed.body
    if held is None:
        found.is_frameset = True
        found.frames = _frames(parsed)
        return found
    styles = (each.text_content or each.text() for each in parsed.css("style"))
    _grow(held, found, _hidden_names("\n".join(styles)))
    if len(found.elements) >= _MOST:
        raise ReadError(
            name,
            f"a web page of more than {_MOST:,} elements (网页过大)",
            "cut it, or save its table as .xlsx",
        )
    return found


def _read_head(parsed: LexborHTMLParser, found: Page) -> None:
    """The page's title and its meta tags; the first of a name counts."""
    title = parsed.css_first("title")
    found.title = " ".join(title.text().split()) if title is not None else ""
    for meta in parsed.css("meta[name][content]"):
        known = meta.attributes
        found.metas.setdefault((known["name"] or "").lower(), " ".join((known["content"] or "").split()))


def _frames(parsed: LexborHTMLParser) -> list[str]:
    """The addresses that a page of frames shows; of a workbook that Excel saved those of its sheets."""
    sheets = [link.attributes["href"] or "" for link in parsed.css("link#shLink[href]")]
    return sheets or [frame.attributes["src"] or "" for frame in parsed.css("frame[src]")]


def _hidden_names(css: str) -> frozenset[str]:
    """The classes (.name) and ids (#name) that a style sheet in the page does not show."""
    if "display" not in css.lower():
        return frozenset()
    css = _MEDIA.sub("", _COMMENT.sub("", css))
    found: set[str] = set()
    for rule in _RULE.finditer(css):
        if _NOT_SHOWN.search(rule["body"]):
            simple = (_SIMPLE.fullmatch(name.strip()) for name in rule["names"].split(","))
            found.update(match["name"] for match in simple if match is not None)
    return frozenset(found)


def _grow(body: LexborNode, found: Page, hidden: frozenset[str]) -> None:
    """Fill the body with elements, in the order of the page."""
    above: list[tuple[LexborNode, Element]] = []
    node, element = body.child, found.body
    while len(found.elements) < _MOST:
        if node is None:
            if not above:
                return
            node, element = above.pop()
        following = node.next
        tag = node.tag or ""
        inner: Element | None = None
        if tag == "-text":
            element.items.append(node.text_content or "")
        elif tag == "br":
            element.items.append(BREAK)
        elif tag[:1] != "-" and tag not in _NO_TEXT:
            if tag == "span" and _begins_label(node, element):
                element.items.append(
                    " "
                )  # on the screen a margin keeps one label and its value from the next
            inner = _inner(node, tag, element, found, hidden)
        below = node.child if inner is not None and tag not in EMBEDDED else None
        if below is None or inner is None:
            node = following
            continue
        if following is not None:
            above.append((following, element))
        node, element = below, inner


def _begins_label(node: LexborNode, above: Element) -> bool:
    """Whether a label of a page's metadata begins right behind the value of another: 来源：某报|发布时间：2031-07-18."""
    before = node.prev
    if before is None or before.tag != "span" or not above.items or isinstance(above.items[-1], Element):
        return False
    said = node.text()[:_LABELLED]
    return _COLON.match(said.lstrip()) is not None and labels_before_colons(said) > 0


def _inner(node: LexborNode, tag: str, above: Element, found: Page, hidden: frozenset[str]) -> Element:
    """The element that holds what stands in a node: one of its own, or the one above for what means nothing."""
    known = node.attributes
    dropped = _DROPPED.get(tag, "")
    if known and not dropped and _is_hidden(known, hidden):
        dropped = HIDDEN
    if not dropped and tag in _SEE_THROUGH:
        style = known.get("style") or "" if known else ""
        if "line-through" in style:
            dropped = STRUCK
        elif _OWN_LINE.search(style) is None:
            return above
        tag = "div"
    kept = {key: value or "" for key, value in known.items() if key in _KEPT_ATTRIBUTES} if known else _NONE
    element = Element(tag, kept, above, dropped)
    above.items.append(element)
    element.order = len(found.elements)
    found.elements.append(element)
    return element


def _is_hidden(known: dict[str, str | None], hidden: frozenset[str]) -> bool:
    """Whether an attribute or the page's own style sheet keeps an element from being shown."""
    if "hidden" in known or _NOT_SHOWN.search(known.get("style") or ""):
        return True
    if not hidden:
        return False
    names = [f".{name}" for name in (known.get("class") or "").split()]
    return any(name in hidden for name in (*names, f"#{known.get('id')}"))
