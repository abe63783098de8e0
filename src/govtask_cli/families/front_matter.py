"""Front matter: title, issuer, 文号, dates, year, period, contacts, and the document's own rule about who leads.

Sources of each field, in order: the page's metadata block, then the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, zip_longest
from typing import Final

from govtask_cli.document import EMPTY, Label, Paragraph, Part, Table, Text
from govtask_cli.families.contacts import read_contacts
from govtask_cli.families.front import NUMBER, STAMP, Front
from govtask_cli.families.front_title import (
    FIRST_PARTS,
    ISSUE,
    MENU_WORD,
    PAPER,
    find_title,
    is_cover,
    page_labels,
)
from govtask_cli.families.year_and_period import read_year_and_period
from govtask_cli.grammar.dates import DATE_END, is_date_line, iso_date
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import field_of_label
from govtask_cli.grammar.numerals import NARROW
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import is_body, is_notice_title, is_title
from govtask_cli.grammar.units import is_whole_name, rule_of
from govtask_cli.lexicon import any_word, words

_INDEX: Final = re.compile("[0-9A-Z]{6,18}(?:-[0-9A-Z])?/(?:19|20)[0-9]{2}-[0-9]{3,7}")
_SIGNED_BY: Final = ("签发", "簽發")
_NUMBERED_AND_DATED: Final = re.compile(
    r"[（(]?(?P<day>(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)?(?:印发|发布|下发)?[）)]?"
)
"""What may stand behind the number in a bracket below a title: （某发〔2033〕9号 2033年2月8日印发）."""
_AROUND: Final = 2
"""Characters that may stand around the number on its line."""
_TELLING: Final = re.compile("联\\s*[系络]|经\\s*办|填\\s*[报表]|咨\\s*询|列|排|首位|第一")
_BELOW_TITLE: Final = re.compile(
    r"^[（(](?P<body>[^（()）0-9]{4,40})(?:(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?)?[)）]$"
)
"""（某省人民政府办公厅 2033年3月） below a title."""
_MENU_ROWS: Final = 3
"""A table of so few rows above all lines is a menu or a metadata block, and no table of tasks."""
_STAMP_LINES: Final = 6
_STAMP_SIZE: Final = 60
_UNDER: Final = 3
_CLOSING: Final = 24
_SALUTATION: Final = 60


def read_front(parts: Sequence[Part]) -> Front:
    """The front matter of a document cut into parts."""
    front = Front()
    opening = _opening(parts)
    _labels(parts, front)
    _stamped([text for text, _ in opening[:_STAMP_LINES]] + _below_titles(parts), front)
    find_title(parts, opening, front)
    _numbers(opening, front)
    _signature(opening, front)
    _signature(_closing(parts), front)
    _cover(opening, front)
    _filled_in(opening, front)
    _signed_only(_closing(parts), front)
    for _, value in page_labels(parts, "page_published_on"):
        front.put("published_on", iso_date(value.plain), value)
    for _, value in page_labels(parts, "page_issuer"):
        front.put("issuer", value.plain.strip() if is_body(value.plain.strip()) else None, value)
    for part in parts:
        for block, below in zip_longest(part.blocks, part.blocks[1:]):
            if isinstance(block, Paragraph) and _TELLING.search(simplified(block.text.plain)) is not None:
                read_contacts(block.text, below.text if isinstance(below, Paragraph) else EMPTY, front)
                front.first_leads = front.first_leads or rule_of(block.text.plain)
    read_year_and_period(parts, front)
    return front


def _opening(parts: Sequence[Part]) -> list[tuple[Text, bool]]:
    """(text, is a part's title) of what stands before the first list or table: cover, title, notice."""
    lines: list[tuple[Text, bool]] = []
    for part in parts:
        named = len(lines) == 1 and len(lines[0][0]) <= MENU_WORD  # the name of a sheet alone
        if part.title and part.index and lines and not named and _is_content(part):
            lines.extend((head, True) for head in part.head if not any(is_title for _, is_title in lines))
            break
        lines.extend((head, True) for head in part.head)
        for block in part.blocks:
            if isinstance(block, Paragraph) and block.text:
                lines.append((block.text, False))
            elif isinstance(block, Table) and (lines or len(block.grid) > _MENU_ROWS):
                return lines
    return lines


def _is_content(part: Part) -> bool:
    """Whether a part is a list, a table or an annex rather than a cover or a notice."""
    if is_notice_title(part.title.plain):
        return False
    if any(isinstance(block, Table) for block in part.blocks):
        return True
    first = next((block.text.plain.rstrip() for block in part.blocks if isinstance(block, Paragraph)), "")
    addressed = 0 < len(first) <= _SALUTATION and first.endswith(("：", ":"))  # 县人民政府： opens a letter
    return len(part.blocks) > 1 and not addressed


def _labels(parts: Sequence[Part], front: Front) -> None:
    """The metadata block of the page."""
    for part in parts:
        for block in part.blocks:
            if not isinstance(block, Label):
                continue
            front.used.extend((block.name, block.value))
            value = block.value.plain.strip().strip("|").strip()
            name = field_of_label(block.name.plain, value)
            if value in words("units", "none"):
                continue
            if name in {"issued_on", "published_on"}:
                front.put(name, iso_date(value), block.value)
            elif name in {"issuer", "document_number", "index_number"} and value:
                front.put(name, "".join(value.split()) if name != "issuer" else value, block.value)
            elif name == "title" and len(value) > 4:
                front.put("title", value, block.value)


def _below_titles(parts: Sequence[Part]) -> list[Text]:
    """The lines right below the titles of the first parts."""
    lines = (block for part in parts[:FIRST_PARTS] if part.title for block in part.blocks[:_UNDER])
    return [block.text for block in lines if isinstance(block, Paragraph)]


def _stamped(lines: Sequence[Text], front: Front) -> None:
    """The day and minute at which a page was published, on a line near its title: 2031-01-11 09:12 区政府办."""
    for text in lines:
        match = STAMP.search(text.plain) if len(text) <= _STAMP_SIZE else None
        if match is not None and marker(text.plain) is None:
            front.put("published_on", iso_date(match["day"]), text)


def _numbers(opening: Sequence[tuple[Text, bool]], front: Front) -> None:
    """文号 and 索引号 on lines of their own (a number inside a sentence belongs to another document)."""
    for text, _ in opening:
        word = "".join(text.plain.split())
        if _INDEX.fullmatch(word) is not None:
            front.put("index_number", word, text)
            front.used.append(text)
        match = NUMBER.search(simplified(word.translate(NARROW)))
        # 某政发〔2031〕5号  签发人：丁一
        if match is None:
            continue
        behind = word[match.end() :]
        dated = _NUMBERED_AND_DATED.fullmatch(behind) if match.start() <= 1 else None
        if dated is not None or behind.startswith(_SIGNED_BY) or len(word) - len(match[0]) <= _AROUND:
            front.put("document_number", word[slice(*match.span())], text)
            if dated is not None and dated["day"]:
                front.put("issued_on", iso_date(dated["day"]), text)
            front.used.append(text)
            return


def _closing(parts: Sequence[Part]) -> list[tuple[Text, bool]]:
    """The last lines of the document: some are signed at their end."""
    blocks = [block for part in parts for block in part.blocks]
    return [
        (block.text, False) for block in blocks[-_CLOSING:] if isinstance(block, Paragraph) and block.text
    ]


def _signature(opening: Sequence[tuple[Text, bool]], front: Front) -> None:
    """The signing body and the date under it: the last date line that follows the name of a body."""
    for at in range(len(opening) - 1, 0, -1):
        text, _ = opening[at]
        day = iso_date(text.plain)
        if day is None or DATE_END.search(fold(text.plain).strip("()")) is None:
            continue
        beside = DATE_END.sub("", text.plain.rstrip()).strip()  # 某区人民政府督查室  2031年7月8日
        named = is_body(beside) or is_whole_name(beside)
        signed = _cover_body(text.plain) or (beside if named and "。" not in beside else None)
        if signed is not None:
            front.put("issued_on", day, text)
            front.put("issuer", signed, text)
            return
        body = _last_sentence(opening[at - 1][0])
        if not is_body(body.plain):
            numbered = ISSUE.match(fold(body.plain)) is not None  # 第11期
            if (not body or numbered) and is_date_line(
                text.plain
            ):  # a notice that ends in a stop and is only dated
                front.put("issued_on", day, text)
                front.used.append(text)
            continue
        front.put("issued_on", day, text)
        front.put("issuer", "".join(body.plain.split()), body)
        front.used.extend((text, body))
        return


def _filled_in(opening: Sequence[tuple[Text, bool]], front: Front) -> None:
    """The body and the day that stand above a table: 填报单位：…　填报日期：…"""
    for text, _ in opening[:_STAMP_LINES]:
        for table, field in (("filled_in", "issuer"), ("filled_in_on", "issued_on")):
            found = _filled(table).search(text.plain)
            if found is None:
                continue
            said = found["said"].strip()
            value = iso_date(said) if field == "issued_on" else said if is_body(said) else None
            front.put(field, value, text.cut(*found.span("said")))


_NEXT: Final = "(?:填报|填表|编制|制表|报送|制定)(?:单位|日期|时间|人)"
"""A label that follows the value of another, where the blanks between them are gone."""


@cache
def _filled(table: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_word(words('headings', table))})\s*[:：]\s*(?P<said>[^\s:：|]{{2,40}}?)(?={_NEXT}|[\s:：|]|$)"
    )


def _signed_only(closing: Sequence[tuple[Text, bool]], front: Front) -> None:
    """A body that signs without a date: alone below the closing sentence."""
    for (above, _), (text, _) in pairwise(closing):
        if front.issuer is None and above.plain.rstrip().endswith("。") and is_body(text.plain):
            front.put("issuer", "".join(text.plain.split()), text)
            front.used.append(text)


def _last_sentence(text: Text) -> Text:
    """What stands behind the last full stop: a signing body may be glued to the sentence before it."""
    return text.cut(text.plain.rstrip().rfind("。") + 1).strip()


def _cover(opening: Sequence[tuple[Text, bool]], front: Front) -> None:
    """The body on the cover: 某区人民政府 办公会议材料, 某区人民政府办公室文件."""
    for text, _ in opening[:6]:
        plain = text.plain.strip()
        head = _cover_body(plain)
        if head is not None:
            front.used.append(text)
            if front.issuer is None:
                front.put("issuer", head, text)
            return


def _cover_body(plain: str) -> str | None:
    word = "".join(plain.split())
    below = _BELOW_TITLE.match(word)
    if below is not None and is_body(below["body"]):
        return below["body"]
    if len(word) > 40 or re.search("[，。；：,:;《》]", word) or is_date_line(word):
        return None
    dated = DATE_END.search(fold(word))
    if dated is not None and is_body(word[: -len(dated[0])]):
        return word[: -len(dated[0])]
    match = _cover_line().match(simplified(word))
    if match is not None:
        return word[: match.end(1)]
    if is_cover(word):
        return word[: -len(PAPER)]
    return word if is_body(word) and not is_title(word) and len(word) >= 5 else None


@cache
def _cover_line() -> re.Pattern[str]:
    body, paper = any_word(words("headings", "cover_body")), any_word(words("headings", "cover_paper"))
    return re.compile(rf"^(.{{2,30}}?(?:{body})(?:办公室|办公厅)?)(?:.{{0,8}}(?:{paper}))$")
