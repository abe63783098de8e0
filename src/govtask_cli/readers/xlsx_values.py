"""What the cells of a workbook hold, as printed: shared strings, numbers under their formats, days, errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from govtask_cli.readers.date_formats import BUILT_IN
from govtask_cli.readers.number_formats import NumberFormat, general, number_format

if TYPE_CHECKING:
    from lxml.etree import _Element

STORED_AS_PRINTED: Final = r"(?:-?[0-9]{1,5}\.[0-9]{0,3}[1-9]|0|[1-9][0-9]{0,14})"
"""Numbers that `General` prints as they are stored."""
_PLAIN: Final = re.compile(STORED_AS_PRINTED)


@dataclass(slots=True)
class Values:
    """strings: the shared strings; escaped: they hold entities. formats: the styles (by index, as the cells write
    it) with a number format of their own."""

    strings: list[str] = field(default_factory=list)
    formats: dict[str, NumberFormat] = field(default_factory=dict)
    escaped: bool = False

    def rewords(self, style: str) -> bool:
        """Whether a style prints texts otherwise than they are."""
        known = self.formats.get(style)
        return known is not None and known.words is not None

    def text(self, style: str, kind: str, value: str, inline: str) -> str:
        """A cell as printed, "" for a blank one; characters are still as the XML writes them.

        Raises IndexError for a string that is not there."""
        if kind == "s":
            said = self.strings[int(value)] if value.isdecimal() else ""
        elif kind == "inlineStr":
            said = inline
        elif kind == "str":
            said = value
        elif not value:
            return ""
        elif kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        elif kind == "e":
            return value
        else:
            return self.number(value, kind, style)
        if said and self.rewords(style):
            said = self.formats[style].text(said)
        return "" if said.isspace() else said

    def number(self, value: str, kind: str, style: str) -> str:
        """A number or a day as printed."""
        known = self.formats.get(style)
        if kind == "d":
            day = _serial(value)
            if day is None:
                return value
            known = known or number_format("yyyy/m/d" if day.is_integer() else "yyyy/m/d h:mm")
            return known.number(day) if known is not None else value
        if known is None and _PLAIN.fullmatch(value):
            return value
        try:
            number = float(value)
        except ValueError:
            return value.strip()
        if known is None:
            return general(number)
        return known.number(number)


def formats_of(root: _Element, *, epoch_1904: bool) -> dict[str, NumberFormat]:
    """The number formats that a styles part gives to cell styles, by the index of the style; days count from 1904 or
    from 1900."""
    codes: dict[int, str] = dict(BUILT_IN)
    for element in root.iter("{*}numFmt"):
        codes[_number(element.get("numFmtId"))] = element.get("formatCode") or ""
    found: dict[str, NumberFormat] = {}
    for styles in root.iter("{*}cellXfs"):
        for index, element in enumerate(styles.iter("{*}xf")):
            known = number_format(codes.get(_number(element.get("numFmtId")), ""), epoch_1904=epoch_1904)
            if known is not None:
                found[str(index)] = known
    return found


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _serial(day: str) -> float | None:
    """The serial number of a day in ISO form."""
    try:
        moment = datetime.fromisoformat(day.removesuffix("Z"))
    except ValueError:
        return None
    past = moment.replace(tzinfo=None) - datetime(1899, 12, 30)
    return past.days + past.seconds / 86_400
