"""The numbers that a browser prints before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from govtask_cli.readers.html_dom import Element
from govtask_cli.readers.sheet_cells import column_letters
from govtask_cli.readers.word_counting import counted

_OWN: Final = re.compile(
    r"^\s*[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）)．.、]|^\s*[①-⑳⑴-⒇]"
)
"""An item whose text brings its number: the site's style sheet hides the printed one."""
_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*(?P<value>[^;]+)", re.IGNORECASE)
_EDITOR: Final = re.compile(r"\bcustom_(?P<kind>num|cn)(?P<form>[12]?)\b")
_MOST: Final = 100_000


def chinese(number: int) -> str:
    """三十二 for 32; digits from 100 on."""
    return counted(number, "chineseCounting") if number < 100 else str(number)


_KINDS: Final[dict[str, Callable[[int], str]]] = {
    "1": lambda number: f"{number}. ",
    "decimal": lambda number: f"{number}. ",
    "decimal-leading-zero": lambda number: f"{number:02}. ",
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), lambda number: f"{column_letters(number).lower()}. "),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), lambda number: f"{column_letters(number)}. "),
    **dict.fromkeys(("i", "lower-roman"), lambda number: f"{counted(number, 'lowerRoman')}. "),
    **dict.fromkeys(("I", "upper-roman"), lambda number: f"{counted(number, 'upperRoman')}. "),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "simp-chinese-formal", "cjk-decimal"),
        lambda number: f"{chinese(number)}、",
    ),
    "num": lambda number: f"{number}. ",
    "num1": lambda number: f"{number}) ",
    "num2": lambda number: f"({number}) ",
    "cn": lambda number: f"{chinese(number)}、",
    "cn1": lambda number: f"{chinese(number)})",
    "cn2": lambda number: f"({chinese(number)})",
}  # fmt: skip
"""By the type of HTML, the list style of CSS, or the class that a widespread editor (UEditor) writes."""


def numbered(items: Element) -> dict[int, str]:
    """The printed numbers of the items of an `ol`, by the id of the item; none for those that show none."""
    lines = [each for each in items.children() if each.tag == "li" and not each.dropped]
    backwards = "reversed" in items.attributes
    number = _int(items.attributes.get("start"), len(lines) if backwards else 1)
    kind = _kind(items, "1")
    found: dict[int, str] = {}
    for line in lines:
        number = _int(line.attributes.get("value"), number)
        form = _KINDS.get(_kind(line, kind))
        if form is not None and not _OWN.match(_opening(line)):
            found[id(line)] = form(number)
        number += -1 if backwards else 1
    return found


def _kind(element: Element, above: str) -> str:
    """The kind of number of a list or an item."""
    style = _STYLE.search(element.attributes.get("style", ""))
    if style is not None:
        told = style["value"].lower().split()
        return next(
            (word for word in told if word in _KINDS or word in {"none", "disc", "circle", "square"}), above
        )
    editor = _EDITOR.search(element.attributes.get("class", ""))
    if editor is not None:
        return editor["kind"] + editor["form"]
    return element.attributes.get("type", "").strip() or above


def _int(said: str | None, otherwise: int) -> int:
    """A whole number as HTML writes it, within reason."""
    match = re.match(r"\s*(-?[0-9]{1,6})", said or "")
    return otherwise if match is None else max(-_MOST, min(_MOST, int(match[1])))


def _opening(line: Element) -> str:
    """The first words of an item."""
    said = ""
    for piece in line.strings():
        said += piece.strip()
        if len(said) > 8:
            break
    return said
