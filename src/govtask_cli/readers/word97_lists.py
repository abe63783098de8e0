"""Styles and lists of the binary Word format."""

from __future__ import annotations

from typing import Final

from govtask_cli.readers.word97_file import LISTS, OVERRIDES, STYLES, BinaryFile
from govtask_cli.readers.word97_properties import Shape, look_of, style_shape_of
from govtask_cli.readers.word_lists import LEVELS, Level, List, Lists

_LIST: Final = 28
_LEVEL: Final = 28
_OVERRIDE: Final = 16
_OWN: Final = 0x20
_ANEW: Final = 0x10
_NO_STYLE: Final = 0xFFF
_CHAIN: Final = 50
_CHARACTERS: Final = 2
_FIRST_CONTENTS: Final = 19
_LAST_CONTENTS: Final = 27
_SUFFIXES: Final = ("tab", "space", "nothing")
_FORMS: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 32: "ideographZodiacTraditional", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 57: "numberInDash", 255: "none",
}  # fmt: skip


class BinaryStyles:
    """The styles by their numbers, each with those that it stands on."""

    def __init__(self, file: BinaryFile) -> None:
        self._styles = _styles(file)

    def shape(self, style: int) -> Shape:
        """What the paragraphs of a style are."""
        found = Shape()
        for _, kind, properties in self._chain(style):
            found = found.over(style_shape_of(properties) if kind != _CHARACTERS else Shape())
        return found

    def hides(self, style: int | None) -> bool:
        """Whether the characters of a style are hidden."""
        looks = (look_of(properties) for properties, _, _ in self._chain(style))
        return next((look.hidden for look in looks if look.hidden is not None), False)

    def is_contents(self, style: int) -> bool:
        """Whether a style is one of the entries of a table of contents: their numbers are fixed."""
        known = self._styles.get(style)
        return known is not None and _FIRST_CONTENTS <= known[0] <= _LAST_CONTENTS

    def _chain(self, style: int | None) -> list[tuple[bytes, int, bytes]]:
        """Of a style and those below it: properties of characters, kind, properties of paragraphs."""
        found: list[tuple[bytes, int, bytes]] = []
        while style is not None and style in self._styles and len(found) < _CHAIN:
            _, kind, base, paragraph, characters = self._styles[style]
            found.append((characters, kind, paragraph))
            style = base
        return found


def _styles(file: BinaryFile) -> dict[int, tuple[int, int, int | None, bytes, bytes]]:
    """Number → fixed number of what it is for, kind, style below, properties of paragraphs and of characters."""
    data = file.part(STYLES)
    if len(data) < 20:
        return {}
    at = 2 + file.short(data, 0)
    count, head = file.short(data, 2), file.short(data, 4)
    found: dict[int, tuple[int, int, int | None, bytes, bytes]] = {}
    for number in range(count):
        if at + 2 > len(data):
            break
        size = file.short(data, at)
        style = data[at + 2 : at + 2 + size]
        at += 2 + size
        if len(style) >= head + 2 >= 12:
            found[number] = _style(file, style, head)
    return found


def _style(file: BinaryFile, style: bytes, head: int) -> tuple[int, int, int | None, bytes, bytes]:
    use, kind_base, counts = (file.short(style, 2 * at) for at in range(3))
    kind, base = kind_base & 0xF, kind_base >> 4
    at = head + 2 + 2 * file.short(style, head) + 2
    held: list[bytes] = []
    for _ in range(min(counts & 0xF, 3)):
        at += at & 1
        if at + 2 > len(style):
            break
        size = file.short(style, at)
        held.append(style[at + 2 : at + 2 + size])
        at += 2 + size
    paragraph = held[0][2:] if kind == 1 and held else b""
    characters = held[1] if kind == 1 and len(held) > 1 else held[0] if kind == _CHARACTERS and held else b""
    return use & 0xFFF, kind, None if base == _NO_STYLE else base, paragraph, characters


def read_lists(file: BinaryFile) -> Lists:
    """The lists of a document, named by the number by which paragraphs ask for them."""
    abstract = _abstract_lists(file)
    counters: dict[int, list[int | None]] = {}
    data = file.part(OVERRIDES)
    if len(data) < 4:
        return Lists({})
    count = min(file.long(data, 0), (len(data) - 4) // _OVERRIDE)
    at = 4 + _OVERRIDE * count
    lists: dict[str, List] = {}
    for number in range(count):
        entry = 4 + _OVERRIDE * number
        name, own = file.long(data, entry), data[entry + 12]
        levels, anew = dict(abstract.get(name, {})), dict[int, int]()
        at += 4
        for _ in range(own):
            if at + 8 > len(data):
                break
            start, flags = file.long(data, at), data[at + 4]
            at += 8
            if flags & _OWN:
                level, at = _level(file, data, at)
                levels[flags & 0xF], start = level, level.start
            if flags & _ANEW:
                anew[flags & 0xF] = start
        if levels:
            lists[str(number + 1)] = List(levels, counters.setdefault(name, [None] * LEVELS), anew)
    return Lists(lists)


def _abstract_lists(file: BinaryFile) -> dict[int, dict[int, Level]]:
    """The levels of the lists, by their names; they stand behind the part that names the lists."""
    data = file.part(LISTS)
    if len(data) < 2:
        return {}
    count = min(file.short(data, 0), (len(data) - 2) // _LIST)
    behind = file.behind(LISTS)
    at = 0
    found: dict[int, dict[int, Level]] = {}
    for number in range(count):
        entry = 2 + _LIST * number
        simple = data[entry + 26] & 1
        levels: dict[int, Level] = {}
        for place in range(1 if simple else LEVELS):
            if at + _LEVEL > len(behind):
                return found
            levels[place], at = _level(file, behind, at)
        found[file.long(data, entry)] = levels
    return found


def _level(file: BinaryFile, data: bytes, at: int) -> tuple[Level, int]:
    """A level, and where what follows it begins."""
    if at + _LEVEL > len(data):
        raise file.damaged("a level of a list is cut")
    start, form, flags = file.long(data, at), data[at + 4], data[at + 5]
    suffix, characters, paragraph, limit = data[at + 15], data[at + 24], data[at + 25], data[at + 26]
    at += _LEVEL + paragraph
    looks = look_of(data[at : at + characters])
    at += characters
    size = file.short(data, at)
    text = data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
    printed = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text)
    level = Level(
        start=start if start < 0x7FFFFFFF else 1,
        form=_FORMS.get(form, "decimal"),
        text="" if looks.hidden else printed,
        suffix=_SUFFIXES[suffix] if suffix < len(_SUFFIXES) else "tab",
        restart=limit if flags & 0x08 else None,
        legal=bool(flags & 0x04),
    )
    return level, at + 2 + 2 * size
