"""What assigns responsibility inside a paragraph: brackets whose inside names who answers."""

from __future__ import annotations

import re
from typing import Final

from govtask_cli.grammar.brackets import Bracket, brackets
from govtask_cli.grammar.dates import is_deadline
from govtask_cli.grammar.labels import label_at_start, labels_in
from govtask_cli.grammar.leaders import is_bare_name, is_no_name, office_of, official
from govtask_cli.grammar.role_words import closes_deadline, role_word
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.grammar.spoken import spoken
from govtask_cli.grammar.units import is_collective, is_member, is_unit_list, split_names
from govtask_cli.lexicon import words
from govtask_cli.records import Leader

_OPENING: Final = re.compile(r"[（(\[【［〔〖﹝｛]")
_ASSIGNING: Final = re.compile("牵头|分工负责|分别负责|会同")
AROUND: Final = " \t\n\u3000，,；;。【[［〖〔｜|—-" + BULLETS
"""What may stand before the first label of a line."""
LONG_NAME: Final = 40
"""No name of a body or of an official has more characters."""
_MOST: Final = 2
"""So many bodies among the first names vouch for the others."""
_PLAIN: Final = re.compile("[\u4e00-\u9fff]{3,14}")
_SQUARE: Final = frozenset("【[［〔〖")
_LISTING: Final = frozenset("、，,；;")
_STOPS: Final = frozenset("。；;！!")


def is_clause(text: str) -> bool:
    """Whether the inside of a bracket assigns responsibility, with a label or without one."""
    text = text.strip()
    if label_at_start(text) is not None:
        return True
    if len(text) > 800 or "。" in text[:-1]:
        return False
    said = simplified(text)
    assigned = said.rstrip("。；;，, ").endswith(words("labels", "assigning"))
    word = role_word().search(said)
    if word is None and not assigned:
        return spoken(text) is not None  # 甲局为牵头单位，乙局为配合单位
    head = text[: word.start()] if word is not None and not closes_deadline(text, word.start()) else text
    names = split_names(head.removesuffix("等"))
    bodies = [is_answerable(name.name) and len(name.name) <= LONG_NAME for name in names[:3]]
    # 牵头 and 分工负责 are said of bodies alone; 负责 and 参加 of anybody, so that all must be bodies there.
    if any(bodies):
        villages = words("units", "village")
        bodies = [body or name.name.endswith(villages) for name, body in zip(names, bodies, strict=False)]
    most = sum(bodies) >= _MOST and all(_PLAIN.fullmatch(name.name) for name in names)
    return bool(bodies) and (any(bodies) if _ASSIGNING.search(said) else most or all(bodies))


def is_answerable(name: str) -> bool:
    """Whether a name in a list is a body, a set of bodies, an office or an official."""
    return (
        is_member(name) or is_collective(name) or office_of(name) is not None or official_in(name) is not None
    )


def official_in(name: str) -> Leader | None:
    """The person with an office that a name in a list is: 丁一常务副县长."""
    if len(name) > LONG_NAME:
        return None
    comrade = name.removesuffix("同志")
    if comrade != name and is_bare_name(comrade) and not is_no_name(comrade):
        return Leader(name=comrade)
    return official(name)


def clause_brackets(text: str) -> list[Bracket]:
    """The brackets that assign responsibility, in order."""
    if _OPENING.search(text) is None:
        return []
    return [bracket for bracket in brackets(text) if is_clause(bracket.inner) or _closes_item(text, bracket)]


def _closes_item(text: str, bracket: Bracket) -> bool:
    """Whether a bracket behind a full stop holds nothing but units, or units and a labelled deadline; or one that is
    a paragraph: 【甲局、乙局】, of one body in square brackets alone, since （甲局） may stand below a title."""
    before = text[: bracket.begin].rstrip()
    alone = not before and (text[bracket.begin] in _SQUARE or not _LISTING.isdisjoint(bracket.inner))
    if alone:  # 以上三项由甲局牵头 is said of several, 排在首位的为牵头单位 of all
        alone = role_word().search(simplified(bracket.inner)) is None and "的" not in bracket.inner
    if (before[-1:] not in _STOPS and not alone) or text[bracket.end :].strip("。；; ")[:1] not in {
        "",
        "\n",
    }:
        return False
    label = next(labels_in(simplified(bracket.inner)), None)
    return _names_bodies(bracket.inner[: label.begin] if label is not None else bracket.inner)


def _names_bodies(text: str) -> bool:
    """Whether `text` is a list of bodies, with or without a deadline behind them: 甲局、乙局，6月底前."""
    text = text.strip(AROUND)
    last = max(text.rfind(sign) for sign in "，,；;、")
    if last > 0 and is_deadline(text[last + 1 :].strip()):
        text = text[:last].rstrip(AROUND)
    return is_unit_list(text)


def lone_bodies(text: str) -> str | None:
    """What stands in the bracket that a paragraph is, where it names bodies and no more: （甲局、乙局，6月底前）."""
    found = brackets(text)
    if len(found) != 1 or (text[: found[0].begin] + text[found[0].end :]).strip(AROUND):
        return None
    return found[0].inner if _names_bodies(found[0].inner) else None
