"""Format codes of spreadsheets taken apart: sections, and the pieces of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.readers.date_formats import DATE_PARTS

_CONDITION: Final = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<bound>-?[0-9.]+)$")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMERALS: Final = re.compile(r"DBNum(?P<kind>[1-3])", re.IGNORECASE)
_SYSTEM: Final = {"F800": 'yyyy"年"m"月"d"日"', "F400": "h:mm:ss"}
"""Codes for the long date and the time of the reader's own system: a Chinese one."""
_LOCALE: Final = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<locale>[0-9A-Fa-f,]+))?")


class Token(NamedTuple):
    """A piece of a section: its kind (literal, digit, point, comma, percent, exponent, slash, at, general, date,
    elapsed, half, fraction) and its characters."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a code: its pieces, when it holds, and the numerals it is written in (1 to 3, None Arabic)."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: int | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a piece of one of these kinds stands in it."""
        return any(token.kind in kinds for token in self.tokens)


def sections_of(code: str) -> list[Section]:
    """The sections of a code: ; parts them, but not within quotation marks or brackets."""
    parts = re.findall(r'(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[]|[\\\[])+|;', code)
    sections: list[str] = [""]
    for part in parts:
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return [_section(part) for part in sections[:4]] if code.strip() else []


@cache
def _token_pattern() -> re.Pattern[str]:
    """The pieces of a section; made for the first workbook that has formats."""
    return re.compile(
        r"""
      "(?P<quoted>[^"]*)"?            # words
    | \\(?P<escaped>.)                # one character
    | _(?P<blank>.)                   # a blank as wide as the character
    | \*(?P<fill>.)                   # fills the cell: prints nothing here
    | \[(?P<bracket>[^\]]*)\]         # colour, condition, locale, elapsed time
    | (?P<general>G/通用格式|General)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)
    | (?P<digit>[0#?])
    | (?P<sign>.)
    """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    numerals: int | None = None
    for match in _token_pattern().finditer(code):
        kind, text = str(match.lastgroup), str(match[match.lastgroup or 0])
        if kind == "bracket":
            found = _CONDITION.match(text)
            named = _NUMERALS.match(text)
            locale = _LOCALE.match(text)
            if found is not None:
                condition = (found["sign"], float(found["bound"]))
            elif named is not None:
                numerals = int(named["kind"])
            elif _ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            elif locale is not None:
                system = _SYSTEM.get((locale["locale"] or "").upper())
                if system is not None:
                    return _section(system)
                tokens.append(Token("literal", locale["sign"]))
        else:
            tokens.append(_token(kind, text))
    return Section(tuple(_settled(tokens)), condition, numerals)


def _token(kind: str, text: str) -> Token:
    if kind in {"quoted", "escaped"}:
        return Token("literal", text)
    if kind == "blank":
        return Token("literal", " ")
    if kind == "fill":
        return Token("literal", "")
    if kind == "sign":
        named = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "at"}.get(text, "literal")
        return Token(named, text)
    return Token(kind, text.lower() if kind == "date" else text)


def _settled(tokens: list[Token]) -> list[Token]:
    """Signs between the parts of a date are literals; .00 behind seconds is their fraction."""
    if not any(token.kind in DATE_PARTS for token in tokens):
        return [Token("literal", token.text) if token.kind == "date" else token for token in tokens]
    settled: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind == "point" and at + 1 < len(tokens) and tokens[at + 1].text == "0":
            settled.append(Token("fraction", "."))
        elif token.kind == "digit" and settled and settled[-1].kind == "fraction":
            settled[-1] = Token("fraction", settled[-1].text + token.text)
        elif token.kind in {"date", "elapsed", "half"}:
            settled.append(token)
        else:
            settled.append(Token("literal", "" if token.kind == "at" else token.text))
    return settled


PLAIN: Final = Section((Token("general", "General"),))
"""Prints a number as it is."""
