"""Numbers as a spreadsheet prints them: 0.6 under 0% is 60%, 65293 under a date format a day, 5 never 5.0.

A format code has up to four sections (positive; negative; zero; text), each with literals, digit
placeholders (0 # ?), thousands separators, percent signs, or the parts of a date. Colours and widths print
nothing. What no code explains is printed as `General` does it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from govtask_cli.readers.date_formats import DATE_PARTS, LAST_DAY, printed_date
from govtask_cli.readers.format_codes import PLAIN, Section, Token, sections_of
from govtask_cli.readers.numeral_words import read_out, spelled

_EXACT: Final = 15
"""Digits of a whole number that a spreadsheet keeps."""
_SAFE: Final = 1e12
"""Below it a number has decimals enough for a quick print."""
_MOST_KNOWN: Final = 20_000
_SHAPES: Final = {"literal": "_", "percent": "%", "point": ".", "comma": ","}
_SIMPLE: Final = re.compile(r"_*(?P<number>(?P<grouped>#,##)?0(?:\.(?P<decimals>0+))?)(?P<percent>%)?_*")
"""The shape of a simple section: literals before and behind the digits."""
_UNCHANGED: Final = frozenset({"", "General", "@", "G/通用格式"})
_LONGEST: Final = 1000
"""Characters of a code; no program writes so many."""
_WIDTH: Final = 11
"""Characters that `General` prints of a number with decimals, its point included."""


class Quick(NamedTuple):
    """How Python prints what a simple section prints (0, 0.00, #,##0.0, 0%, 0"户"): its format, its decimals, 100
    for a percentage, with what stands before and behind the number."""

    say: Callable[[float], str]
    decimals: int
    times: int


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code, taken apart once. epoch_1904: its days count from 1904. quick: how it prints most numbers, where
    that is simple. whole: it prints the day alone, whatever the time. known: what it has printed lately."""

    sections: tuple[Section, ...]
    words: Section | None = None
    epoch_1904: bool = False
    quick: Quick | None = None
    whole: bool = False
    known: dict[float, str] = field(default_factory=dict, compare=False)

    def number(self, value: float) -> str:
        """The number as printed, without blanks at the ends."""
        return self.stored(repr(value))

    def stored(self, written: str) -> str:
        """The same of a number as it is written. Raises ValueError for what is none."""
        value = float(written)
        # A five at the end of what is cut off is rounded as it is written, not as it is stored in bits.
        if self.quick is not None and 0 < value < _SAFE and (written[-1] != "5" or not self._is_tie(written)):
            return self.quick.say(value * self.quick.times)
        if self.whole and 0 <= value <= LAST_DAY:
            value = float(int(value))
        said = self.known.get(value)
        if said is None:
            said = self._printed(value)
            if len(self.known) < _MOST_KNOWN:
                self.known[value] = said
        return said

    def _is_tie(self, written: str) -> bool:
        """Whether half of the last decimal is cut off, or it is hard to say."""
        if self.quick is None or "e" in written or "E" in written:
            return True
        decimals = self.quick.decimals + (2 if self.quick.times > 1 else 0)
        return "." in written and len(written) - written.index(".") == decimals + 2

    def _printed(self, value: float) -> str:
        section, signed = self._section(value)
        if section.has(*DATE_PARTS):
            day = printed_date(value, section.tokens, epoch_1904=self.epoch_1904, numerals=section.numerals)
            return general(value) if day is None else day.strip()
        try:
            said = _digits(abs(value), section)
        except (InvalidOperation, OverflowError, ValueError):
            return general(value)
        return ("-" + said if signed and re.search("[1-9一-十壹-玖]", said) else said).strip()

    def text(self, value: str) -> str:
        """A text as printed: most codes leave it as it is."""
        if self.words is None:
            return value
        return "".join(value if token.kind == "at" else token.text for token in self.words.tokens).strip()

    def _section(self, value: float) -> tuple[Section, bool]:
        """The section for a number, and whether it prints a minus of its own."""
        sections = self.sections
        if any(section.condition for section in sections):
            for at, section in enumerate(sections):
                if section.condition is None or _holds(value, section.condition):
                    return section, value < 0 and not (at and section.condition is None and len(sections) < 3)
            return sections[-1], value < 0
        if value < 0 and len(sections) > 1:
            return sections[1], False
        if value == 0 and len(sections) > 2:
            return sections[2], False
        return sections[0], value < 0


def general(value: float) -> str:
    """A number as the format `General` prints it: whole numbers whole, others with eleven characters at most."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value == int(value) and abs(value) < 10**_EXACT:
        return str(int(value))
    size = abs(value)
    if size >= 10**_WIDTH or size < 1e-4:
        digits, _, power = f"{value:.5E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{power[0]}{int(power[1:]):02d}"
    said = repr(value)
    if len(said) <= _WIDTH:
        return said
    said = f"{value:.{max(_WIDTH - 1 - len(str(int(size))), 0)}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


@lru_cache(maxsize=512)
def number_format(code: str, *, epoch_1904: bool = False) -> NumberFormat | None:
    """The format of a code, whose days may count from 1904; None where it prints numbers as `General` does and leaves
    texts as they are."""
    if code in _UNCHANGED:
        return None
    sections = sections_of(code) if len(code) <= _LONGEST else []
    if not sections:
        return None
    words = None
    if len(sections) > 3 or (len(sections) > 1 and sections[-1].has("at")):
        words = sections.pop()
    elif len(sections) == 1 and sections[0].has("at"):
        words = sections[0]
    plain = all(token.kind == "general" for section in sections for token in section.tokens)
    if words is not None and all(token.kind == "at" or not token.text.strip() for token in words.tokens):
        words = None
    if words is None and (not sections or sections[0].has("at") or (plain and len(sections) == 1)):
        bare = not sections or all(section.numerals is None for section in sections)
        if bare:
            return None
    if not sections:
        return NumberFormat((PLAIN,), words, epoch_1904)
    parts = {token.text[0] for token in sections[0].tokens if token.kind in DATE_PARTS}
    quick = None if any(section.condition for section in sections) else _quick(sections[0])
    return NumberFormat(tuple(sections), words, epoch_1904, quick, bool(parts) and parts <= set("ymdea"))


def _quick(section: Section) -> Quick | None:
    """How Python prints what a section prints; None of one that is not simple."""
    shape = "".join(
        _SHAPES.get(token.kind, token.text if token.kind == "digit" else "x") for token in section.tokens
    )
    match = _SIMPLE.fullmatch(shape)
    if match is None or section.numerals:
        return None
    decimals = len(match["decimals"] or "")
    code = f"{',' if match['grouped'] else ''}.{decimals}f"
    before, behind = (
        "".join(token.text for token in part).replace("{", "{{").replace("}", "}}")
        for part in (section.tokens[: match.start("number")], section.tokens[match.end("number") :])
    )
    say = f"{before.lstrip()}{{:{code}}}{behind.rstrip()}"
    return Quick(say.format, decimals, 100 if match["percent"] else 1)


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _digits(value: float, section: Section) -> str:
    """A number that is not negative under a section without dates."""
    tokens = section.tokens
    if section.has("general"):
        said = general(value)
        said = read_out(said, section.numerals) if section.numerals else said
        return "".join(said if token.kind == "general" else token.text for token in tokens)
    if not section.has("digit"):
        return "".join(token.text for token in tokens if token.kind in {"literal", "percent"})
    exact = Decimal(repr(value))
    exact *= 100 ** sum(token.kind == "percent" for token in tokens)
    if section.has("slash"):
        return _fraction(Fraction(exact), tokens)
    if section.has("exponent"):
        return _scientific(exact, tokens)
    said = _placed(exact, tokens)
    return spelled(said, section.numerals) if section.numerals else said


def _placed(value: Decimal, tokens: tuple[Token, ...]) -> str:
    """The digits of a number in their placeholders."""
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    places = [at for at in digits if at < point]
    behind = [at for at in digits if at > point]
    last = places[-1] if places else -1
    grouped = False
    for at, token in enumerate(tokens):
        if token.kind == "comma" and at < point and places:
            if at > last:
                value /= 1000
            else:
                grouped = True
    rounded = f"{_rounded(value, len(behind)):f}"
    whole, _, decimals = rounded.partition(".")
    return _woven(tokens, places, "" if whole == "0" else whole, behind, decimals, grouped)


def _woven(
    tokens: tuple[Token, ...], places: list[int], whole: str, behind: list[int], decimals: str, grouped: bool
) -> str:
    """The section's pieces with the digits in their places."""
    filled: dict[int, str] = {}
    for offset, at in enumerate(reversed(places)):
        rest = len(whole) - 1 - offset
        digit = whole[rest] if rest >= 0 else {"0": "0", "?": " "}.get(tokens[at].text, "")
        filled[at] = digit + ("," if grouped and offset and offset % 3 == 0 and digit.isdecimal() else "")
    if places and len(whole) > len(places):
        beyond = whole[: len(whole) - len(places)]
        for offset, digit in enumerate(reversed(beyond), start=len(places)):
            comma = "," if grouped and offset % 3 == 0 else ""
            filled[places[0]] = digit + comma + filled[places[0]]
    kept = len(decimals.rstrip("0"))
    for offset, at in enumerate(behind):
        shown = offset < kept or any(tokens[later].text == "0" for later in behind[offset:])
        filled[at] = decimals[offset] if shown else (" " if tokens[at].text == "?" else "")
    said: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "digit":
            said.append(filled.get(at, ""))
        elif token.kind == "point":
            said.append("." if behind and any(filled[each].strip() for each in behind) else "")
        elif token.kind not in {"comma", "at"}:
            said.append(token.text)
    return "".join(said)


def _fraction(value: Fraction, tokens: tuple[Token, ...]) -> str:
    """A number with a fraction: 3 1/2."""
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    below = "".join(token.text for token in tokens[slash + 1 :]).strip()
    fixed = int(below) if below.isdecimal() and int(below) else None
    size = sum(token.kind == "digit" for token in tokens[slash + 1 :])
    whole = int(value)
    rest = value - whole
    part = (
        Fraction(round(rest * fixed), fixed) if fixed else rest.limit_denominator(10 ** max(size, 1) - 1 or 9)
    )
    mixed = len([token for token in tokens[:slash] if token.kind == "digit"]) > 1
    if not mixed:
        part, whole = part + whole, 0
    if part == 0:
        return str(whole)
    numerator, denominator = (
        (round(rest * fixed), fixed) if fixed and mixed else (part.numerator, part.denominator)
    )
    return (f"{whole} " if whole else "") + f"{numerator}/{denominator}"


def _scientific(value: Decimal, tokens: tuple[Token, ...]) -> str:
    """1.23E+05."""
    cut = next(at for at, token in enumerate(tokens) if token.kind == "exponent")
    point = next((at for at, token in enumerate(tokens[:cut]) if token.kind == "point"), cut)
    decimals = sum(token.kind == "digit" for token in tokens[point:cut])
    size = max(sum(token.kind == "digit" for token in tokens[cut:]), 1)
    digits, _, power = f"{value:.{decimals}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if tokens[cut].text.endswith("+") else ""
    tail = "".join(token.text for token in tokens[cut + 1 :] if token.kind in {"literal", "percent"})
    return f"{digits}E{sign}{abs(int(power)):0{size}d}{tail}"
