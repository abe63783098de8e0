"""Where a document comes from: the place and the level of the body that issued it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from govtask_cli.grammar.body_forms import Register, standard_register
from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon.bodies import Level

_LONGEST: Final = 24
"""No place's name with those of the places above it has more characters."""
_OPENING: Final = re.compile(r"^(?:关于|印发|中共|[0-9]{4}年(?:度)?|[^\u4e00-\u9fff0-9])*")
_SIGNS: Final = tuple("0123456789“《")
_STATE: Final = ("国务院", "中央")
_NAMED_INSIDE: Final = re.compile(r"(?<=[年发实解达《“])(?P<word>[省市区县州旗])(?=(?:人民)?政府|委|级)")
"""…印发2031年市政府重点工作…: the level of the issuer, without its name."""
_ABOVE: Final = re.compile(r"^(?P<above>.*(?:[省市盟]|自治区|自治州|地区))?(?P<last>.{2,})$")
_HAN: Final = re.compile(r"^[\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of the issuing body, as printed with the places above it, and its level.

    place: 澄川市青石区, "" where only the level is known. word: how the level stands before a name (区), "" where
    that is unknown. level: "state" for the state council and the centre of the party.
    """

    place: str = ""
    word: str = ""
    level: Level | Literal["state"] | None = None

    @property
    def last(self) -> str:
        """The last place of the chain: 青石区."""
        found = _ABOVE.match(self.place)
        return found["last"] if found is not None else self.place

    @property
    def above(self) -> str:
        """What stands before the last place: 澄川市."""
        return self.place.removesuffix(self.last)


NOWHERE: Final = Seat()


def seat_of(texts: Iterable[str | None], register: Register | None = None) -> Seat:
    """Where a document comes from by the first text (issuer, title …) that says so; NOWHERE where none does.

    A text that tells the level alone (市府办公室) leaves the place to a later one of the same level.
    """
    known = register or standard_register()
    found = NOWHERE
    for text in texts:
        seat = _seat(fold(text), known) if text else None
        if seat is None or (found != NOWHERE and seat.word != found.word):
            continue
        found = seat
        if seat.place or seat.level == "state":
            break
    return found


def seat_of_words(words: Iterable[str], register: Register | None = None) -> Seat:
    """The seat of a document that does not name its place, by the prefixes of its units, if they are all the same."""
    known = register or standard_register()
    found = set(words)
    if len(found) != 1:
        return NOWHERE
    (word,) = found
    return Seat("", word, known.levels.get(word))


def is_place(name: str, register: Register) -> bool:
    """Whether `name`, which ends in the word of a level, is the name of one place: not 全市, 县区, 有关乡镇."""
    head = name.removesuffix(register.level_word(name))
    table = register.table.no_place
    return (
        bool(head)
        and _HAN.match(name) is not None
        and not register.level_signs.issuperset(head)
        and head not in table.alone
        and not any(word in name for word in table.words)
    )


def _seat(text: str, register: Register) -> Seat | None:
    text = _OPENING.sub("", text, count=1)
    if text.startswith(_STATE):
        return Seat("", "", "state")
    follows = register.table.follows.words
    for end in range(1, min(_LONGEST, len(text)) + 1):
        word = register.level_word(text[:end])
        behind = text[end:]
        if not word or not (behind in register.claims or behind.startswith(follows) or behind[:1] in _SIGNS):
            continue
        place = text[:end]
        if is_place(place, register):
            return _seated(place, word, register)
        if place == word or place.removesuffix(word) in register.table.no_place.alone:
            return _seated("", word, register)
    inside = _NAMED_INSIDE.search(text)
    return _seated("", inside["word"], register) if inside is not None else None


def _seated(place: str, word: str, register: Register) -> Seat:
    """The seat at a place; a zone writes 区 before the names of its offices, where its own name ends so."""
    level = register.levels[word]
    prefix = register.prefix(word)
    if level == "zone":
        prefix = "区" if word.endswith("区") else ""
    return Seat(place, prefix, level)
