"""Words that say who leads and who supports, where they stand in a list, and the list cut at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.grammar.units import bracketed_spans, is_whole_name, stands_inside
from govtask_cli.lexicon import any_word, words

_LONG_NAME: Final = 40
_SIGNS: Final = re.compile("[、，,；;。]")
_EACH: Final = re.compile("(?:各|有关|相关)[\u4e00-\u9fff]{1,6}(?:[（(][\u4e00-\u9fff]{1,6}[)）])?")

_NO_OFFICE: Final = ("等", "县", "市", "区", "旗", "镇", "乡", "村", "街道", "苏木")


@cache
def role_word() -> re.Pattern[str]:
    """牵头 and its like; and what closes a group of names: a verb, with how it is done before it (协同推进), or a sign in
    brackets: 甲局（主）、乙局（协）."""
    lead_mark, support_mark = (
        any_word(words("labels", "lead_mark")),
        any_word(words("labels", "support_mark")),
    )
    leading, supporting = any_word(words("labels", "leading")), any_word(words("labels", "supporting"))
    manner, acting = any_word(words("labels", "manner")), any_word(words("labels", "acting"))
    return re.compile(
        rf"(?P<lead>[（(](?:{leading}|{lead_mark})[)）]|(?:{manner}){{0,2}}(?:{leading})(?:落实|负责|推进|实施|抓好)?)(?!单位|部门|领导)"
        rf"|(?P<support>[（(](?:{acting}|{support_mark})[)）]|{supporting}|(?:{manner}){{0,3}}(?:{acting}){{1,2}})(?=[，,；;。、\s｜|{BULLETS}]|$)"
    )


@cache
def _acts() -> re.Pattern[str]:
    """A cheap look for any of these words before the work begins."""
    acts = (*words("labels", "leading"), *words("labels", "supporting"), *words("labels", "acting"))
    marks = any_word((*words("labels", "lead_mark"), *words("labels", "support_mark")))
    return re.compile(rf"{any_word(acts)}|[（(](?:{marks})[)）]")


def closes_deadline(value: str, at: int) -> bool:
    """Whether a verb at `at` goes with a deadline and not with names: 12月底前|完成, 年内持续|推进."""
    begin = max(at - _LONG_NAME, 0)
    begin = max((value.rfind(sign, begin, at) + 1 for sign in "，,；;、。 "), default=begin) or begin
    return is_deadline(value[begin : at + 2]) and not is_whole_name(value[begin:at])


def chunks_of(value: str) -> list[tuple[str, str | None]]:
    """The list cut at its role words: (names, "lead" | "support" | None for what no word closes)."""
    chunks: list[tuple[str, str | None]] = []
    at = 0
    for match in role_marks(value):
        chunks.append((value[at : match.start()], "lead" if match["lead"] else "support"))
        at = match.end()
    if value[at:].strip(" \t\n，,；;。、"):
        chunks.append((value[at:], None))
    return chunks


def role_marks(value: str) -> Iterator[re.Match[str]]:
    """牵头 and its like in a list, outside brackets; not the verb of a deadline."""
    said = simplified(value)
    inside = bracketed_spans(value) if (acting := _acts().search(said)) else []
    for match in role_word().finditer(said) if acting else ():
        at = match.start()
        if stands_inside(at, inside) or closes_deadline(value, at):
            continue
        # 办 ends names too: 各村居|协办
        of_each = match[0].endswith("办") and _is_set_or_place(_SIGNS.split(value[:at])[-1])
        if is_whole_name(value[:at]) or of_each:
            yield match
        elif not is_whole_name(value[: match.end()]):  # else the end of a name: 各村党组织
            yield _behind_name(value, said, match)


def _is_set_or_place(name: str) -> bool:
    """Whether a stretch names a set of bodies or a place, which 办 behind it makes no office: 各村居, 北山县."""
    return _EACH.fullmatch(name) is not None or name.endswith(_NO_OFFICE)


def _behind_name(value: str, said: str, match: re.Match[str]) -> re.Match[str]:
    """The match without what belongs to the name before it: 各村党|组织协同推进."""
    for at in range(match.start() + 1, match.end()):
        if is_whole_name(value[:at]):
            later = role_word().match(said, at)
            return later if later is not None and later.end() == match.end() else match
    return match
