"""Labels and headers of responsibility by their parts: 具体承办处室, 分管副县长, 挂帅领导.

No list holds them all: every level of government puts them together from a level (市级), one or two words that
say what is done (牵头, 配合, 承办) and a noun (单位, 部门, 办所). The parts are words of the lexicon; the words that
say what is done decide the role.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, words

Holder = Literal["lead", "support", "units", "leader"]

_LEVEL: Final = "(?:[省市区县旗州盟镇乡街校院所厂]{1,2}(?:政府|委|党委|级)?|中央|国家|部委?)"
_COLLECTIVE: Final = re.compile(f"{_LEVEL}(?:相关|有关|其他|其它)")
"""县级相关部门： is whom a notice speaks to."""
_BOTH: Final = "[、和及与/]"
_LONGEST: Final = 16


def _any(*tables: str) -> str:
    found = sorted(
        {word for table in tables for word in words("labels", table)}, key=lambda word: (-len(word), word)
    )
    return f"(?:{any_word(found)})"


@cache
def _units() -> str:
    done = _any("lead_part", "support_part", "unit_part")
    noun = _any("unit_noun")
    part = rf"{done}(?:[（(]{done}[)）])?"
    return (
        rf"{_LEVEL}?(?:{_any('label_adjective')})?{part}(?:{_BOTH}?{part}){{0,2}}{noun}"
        rf"(?:[（(]{noun}[)）]|{_BOTH}{noun})?"
    )


@cache
def _leader() -> str:
    return rf"{_LEVEL}?(?:{_any('label_adjective')})?(?:{_any('leader_part')}){{0,2}}{_LEVEL}?{_any('leader_noun')}"


@cache
def _whole() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_units()), re.compile(_leader())


@lru_cache(maxsize=1024)
def holder_of(label: str) -> Holder | None:
    """Whom a label or a header without its colon names: the lead, supporting or responsible units, or the leader;
    None where it is not put together of known parts."""
    word = simplified("".join(label.split()))
    if not 2 <= len(word) <= _LONGEST:
        return None
    if _COLLECTIVE.match(word):
        return None
    units, leader = _whole()
    if leader.fullmatch(word):
        return "leader"
    if not units.fullmatch(word):
        return None
    leads = any(part in word for part in words("labels", "lead_part"))
    supports = any(part in word for part in words("labels", "support_part"))
    if leads and supports:
        return "units"  # one list of both: 牵头、配合单位
    return "lead" if leads else "support" if supports else "units"


def parts_in(label: str) -> tuple[str, ...]:
    """The words of the lexicon that a label which `holder_of` knows is put together of, in order."""
    return tuple(_part().findall(simplified("".join(label.split()))))


@cache
def _part() -> re.Pattern[str]:
    units = ("lead_part", "support_part", "unit_part", "unit_noun")
    return re.compile(_any("label_adjective", *units, "leader_part", "leader_noun"))
