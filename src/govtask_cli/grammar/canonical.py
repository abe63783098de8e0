"""The canonical name of a responsible unit: one name for all forms in which one office is printed.

The canonical name is the office's full name with the prefix of its level: 市发改委, 市发展改革委, and 发改委 in a
document of a city are all 市发展和改革委员会.

- A prefix that is not printed is that of the list (市发改委、财政局) or of the issuing body. Where these two differ,
  nobody can know.
- A place that is printed becomes the prefix of its level where it is the issuer's own place or one above it
  (青石市财政局 → 市财政局); another place stays (东河县财政局).
- An office that was renamed or merged has the name that is current in the year of the document: 市环保局 is
  市环境保护局 in 2015 and 市生态环境局 in 2025. Where what came after depends on the place (国土资源局), nobody can
  know. Without a year every name keeps its own full form.
- An office of the state has its full name: 发展改革委 in a document of the state council is 国家发展和改革委员会.
- A branch keeps its name behind that of its office: 市资源规划局青石分局 → 市自然资源和规划局青石分局. 区公安分局 is
  the city's, so it is 市公安局青石分局 in a document of 青石区.
- Collective names (各镇街, 市直有关部门), companies and whatever the table does not know have no canonical name, nor
  has 县财政局 in a document of a city, which has several counties.

The canonical name is in simplified characters, and it is its own canonical name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from govtask_cli.grammar.body_forms import BRANCH, PLACE, Claim, Register, standard_register
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.seats import NOWHERE, Seat, is_place
from govtask_cli.lexicon import words
from govtask_cli.lexicon.bodies import Level, LocalOffice, Office

_LONGEST: Final = 40
_LONGEST_TAIL: Final = 12
"""A branch's own name has no more characters: 青石经济开发区分局."""
_PARTY: Final = "委"
_PARTY_WORDS: Final = {"自治区": "党", "镇": "党", "乡": "党", "苏木": "党", "街道": "党工", "街": "党工"}
"""What stands between the word of a level and 委 in names of the party's offices: 自治区党委组织部, 街道党工委."""
_DIVISION: Final[tuple[Level, ...]] = ("province", "city", "county", "town")
_HAN: Final = re.compile(r"^[\u4e00-\u9fff]{2,10}$")


class Reading(NamedTuple):
    """A name read: its canonical name, and the word of the level where that alone was printed before it (市)."""

    name: str | None = None
    word: str = ""


class _Where(NamedTuple):
    """The place before an office's name: how it is written, its level, whether it is only the word of a level."""

    prefix: str
    level: Level | None
    word: str = ""
    bare: str = ""
    """The place's name without the word of its level, for branches."""
    in_city: bool = False


NOTHING: Final = Reading()


def canonical(
    name: str,
    seat: Seat = NOWHERE,
    year: int | None = None,
    carried: str = "",
    register: Register | None = None,
) -> str | None:
    """The canonical name of a unit printed as `name`, or None where it is not known. See the module.

    seat: where the document comes from; year: when it was issued; carried: the word of the level (市) that an
    earlier name of the same list has; register: forms of another table than the program's own.
    """
    return read_name(name, seat, year, carried, register).name


def read_name(
    name: str,
    seat: Seat = NOWHERE,
    year: int | None = None,
    carried: str = "",
    register: Register | None = None,
) -> Reading:
    """As `canonical`, with the word of the level that later names of the list may leave out."""
    if len(name) > _LONGEST:
        return NOTHING
    return _read(name, seat, year, carried, register or standard_register())


@lru_cache(maxsize=8192)
def _read(name: str, seat: Seat, year: int | None, carried: str, register: Register) -> Reading:
    plain = fold(name)
    state = register.central.get(plain) or (
        register.central_only.get(plain) if seat.level == "state" else None
    )
    if state is not None:
        current = _current(state, register.central_by_name, year)
        return Reading(current.name) if current is not None else NOTHING
    for word in register.table.before.words:
        plain = plain.removeprefix(word) or plain
    reader = _Reader(seat, year, carried, register)
    return reader.read(plain) or reader.branch(plain) or NOTHING


class _Reader:
    """Reads names in one document."""

    def __init__(self, seat: Seat, year: int | None, carried: str, register: Register) -> None:
        self.seat, self.year, self.carried, self.register = seat, year, carried, register

    def read(self, name: str) -> Reading | None:
        """A name that is a place and an office; None where it is no such name."""
        for template in self.register.templates:
            head, tail = template.head, template.tail
            if len(name) >= len(head + tail) and name.startswith(head) and name.endswith(tail):
                found = self._office(name[len(head) : len(name) - len(tail)], [template.claim], False)
                if found is not None:
                    return found
        for cut in range(len(name)):
            claims = self.register.claims.get(name[cut:])
            if claims is not None:
                found = self._office(name[:cut], claims, name[cut:].startswith(_PARTY))
                if found is not None:
                    return found
        return self._government(name)

    def branch(self, name: str) -> Reading | None:
        """A branch with the office before it: 市生态环境局青石分局."""
        for ending in words("units", "branch"):
            if not name.endswith(ending):
                continue
            for cut in range(len(name) - len(ending) - 1, 1, -1):
                tail = name[cut:]
                if len(tail) > _LONGEST_TAIL:
                    return None
                found = self.read(name[:cut]) if name[cut - 1] in self.register.endings else None
                if found is not None and found.name is not None:
                    return Reading(found.name + tail)
        return None

    def _office(self, before: str, claims: list[Claim], of_party: bool) -> Reading | None:
        """What an office's form with `before` in front of it means; None where the two do not go together."""
        if not before:
            return self._restored(claims)
        if of_party:
            before = before.removesuffix("党工").removesuffix("党") or before
        where = self._where(before)
        if where is not None:
            for claim in claims:
                if where.level in claim.levels:
                    one = not where.word or not self._is_below(where.level)
                    return Reading(self._named(claim, where) if one else None, where.word)
        if _HAN.match(before) and not self._is_collective(before):
            for claim in claims:
                if claim.office.named and (where is None or not where.word):
                    return Reading(self._named(claim, _Where(before, None)))
                if claim.as_branch and where is None and self.seat.level == "city":
                    return Reading(self._named(claim, _Where(before, "county", bare=before, in_city=True)))
        return None

    def _restored(self, claims: list[Claim]) -> Reading | None:
        """An office without any prefix: it takes that of the list or of the issuing body, if these agree."""
        found: set[str | None] = set()
        for word in {self.carried, self.seat.word} - {""}:
            where = self._own(word)
            below = self._is_below(where.level)
            found.update(
                None if below else self._named(claim, where)
                for claim in claims
                if where.level in claim.levels
            )
        return Reading(found.pop()) if len(found) == 1 else None

    def _own(self, word: str) -> _Where:
        """The place that the word of a level alone stands for."""
        word = "自治区" if word == "区" and self.seat.word == "自治区" else word
        if word != self.seat.word:
            return _Where(word, self.register.levels.get(word), word)
        last, above = self.seat.last, self.seat.above
        bare = last.removesuffix(self.register.level_word(last))
        in_city = word == "区" or above.endswith("市")
        return _Where(word, self.register.levels.get(word), word, bare if len(bare) > 1 else last, in_city)

    def _where(self, before: str) -> _Where | None:
        """The place that stands before an office's name; None where it is none, or not surely one."""
        register, own = self.register, self.seat.place
        word = register.level_word(before)
        if before == word:
            level = register.levels.get(word)
            if level != "zone":
                return self._own(register.prefix(word))
            return None if before in register.table.no_place.whole else _Where(before, level)
        if not word:
            return self._own(self.seat.word)._replace(word="") if own and self._is_seat(before) else None
        if not is_place(before, register):
            return None
        if own and before in own:
            is_last = own.endswith(before)
            return self._own(
                self.seat.word if is_last and self.seat.word else register.prefix(word)
            )._replace(word="")
        rest = before.removeprefix(own) if own else before
        place = rest if rest != before and is_place(rest, register) else before
        place = place.removesuffix(word) + register.prefix(word) if word == "街" else place
        bare = place.removesuffix(word)
        in_city = word == "区" and len(bare) > 1
        return _Where(place, register.levels[word], "", bare if len(bare) > 1 else place, in_city)

    def _is_below(self, level: Level | None) -> bool:
        """Whether the issuer has several places of a level under it: 县财政局 in a city is nobody's in particular."""
        own = self.seat.level
        if own == "state":
            return True
        return own in _DIVISION and level in _DIVISION and _DIVISION.index(level) > _DIVISION.index(own)

    def _is_seat(self, name: str) -> bool:
        """Whether a name without the word of a level is that of the issuer's own place."""
        last = self.seat.last
        return len(name) > 1 and name == last.removesuffix(self.register.level_word(last))

    def _is_collective(self, before: str) -> bool:
        table = self.register.table.no_place
        return (
            self.register.level_signs.issuperset(before)
            or before in table.whole
            or any(word in before for word in table.words)
        )

    def _government(self, name: str) -> Reading | None:
        """A place by its name alone: 东岭街道, 青石经济开发区, 北岭镇."""
        word = self.register.level_word(name)
        office = self.register.bare.get(word)
        if office is None or len(name) < len(word) + 2 or not is_place(name, self.register):
            return None
        where = self._where(name)
        return Reading(where.prefix + office.full(where.level)) if where is not None else None

    def _named(self, claim: Claim, where: _Where) -> str | None:
        """The full name, current in the document's year, with its prefix."""
        if claim.as_branch:
            known = where.in_city and where.bare
            return f"市{claim.office.name}{where.bare}{BRANCH}" if known else None
        office = _current(claim.office, self.register.local, self.year, where.level)
        if office is None:
            return None
        full = office.full(where.level)
        if PLACE in full:
            return full.replace(PLACE, where.prefix)
        if full.startswith(_PARTY):
            return where.prefix + _PARTY_WORDS.get(self.register.level_word(where.prefix), "") + full
        return where.prefix + full


Some = TypeVar("Some", bound=Office)


def _current(
    office: Some, known: dict[str, Some], year: int | None, level: Level | None = None
) -> Some | None:
    """What an office is called in a year; None where several offices came after it, or none."""
    current: Some | None = office
    seen = 0
    while current is not None and year is not None and current.until is not None and year >= current.until:
        after = list(_followers(current, known, level))
        current = after[0] if len(after) == 1 and seen < len(known) else None
        seen += 1
    return current


def _followers(office: Some, known: dict[str, Some], level: Level | None) -> Iterator[Some]:
    """The offices that came after one, where the level has them."""
    for name in office.now:
        follower = known.get(name)
        if follower is not None and (not isinstance(follower, LocalOffice) or _has(follower, level)):
            yield follower


def _has(office: LocalOffice, level: Level | None) -> bool:
    return office.named or level in office.where
