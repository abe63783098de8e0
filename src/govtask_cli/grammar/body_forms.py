"""Forms of offices' names: which office a name without its place means, at each level.

Regular forms are made here (和 left out, 监管 for 监督管理, 政府 for 人民政府, 委 for 委员会, 办 for 办公室, 厅
for 局 in provinces); irregular ones stand in the lexicon. At one level a form means one office: what the lexicon
states beats what is made, and the office listed first beats the others, so that a user's table, which stands first,
has its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import own_bodies
from govtask_cli.lexicon.bodies import Bodies, CentralOffice, Level, LocalOffice, bodies

PLACE: Final = "{}"
"""Where the place stands in a form that has it inside."""
BRANCH: Final = "分局"
_PARTY: Final = "委"
_STATE: Final = "国家"
_REGULAR: Final = (("和", ""), ("与", ""), ("监督管理", "监管"), ("人民政府", "政府"))
_ENDINGS: Final = (("委员会", "委"), ("办公室", "办"))
_BRANCH_LEVELS: Final[frozenset[Level]] = frozenset({"county", "zone"})
_PROVINCE: Final[frozenset[Level]] = frozenset({"province"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A form means an office at some levels; `as_branch`: the branch of the city's office."""

    office: LocalOffice
    levels: frozenset[Level]
    as_branch: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A form with a place inside: what stands before and behind the place."""

    head: str
    tail: str
    claim: Claim


class Register:
    """All forms of a table of bodies, made once; nothing in it changes after that.

    claims: form → what it means. templates: forms with a place inside, the longest first. central: forms of the
    state's offices; central_only: those that mean them in the state's documents alone. clashes: forms that two
    offices claim at one level with equal right, for whoever wrote the table. endings: how forms end, to be quick.
    """

    def __init__(self, table: Bodies) -> None:
        self.table = table
        self.levels: dict[str, Level] = {
            word: level for level, words in table.level.items() for word in words
        }
        self.level_signs = frozenset(word for word in self.levels if len(word) == 1)
        self.local = {office.name: office for office in reversed(table.local)}
        self.central_by_name = {office.name: office for office in reversed(table.central)}
        self.bare = {word: office for office in reversed(table.local) for word in office.bare}
        self.claims: dict[str, list[Claim]] = {}
        self.central: dict[str, CentralOffice] = {}
        self.central_only: dict[str, CentralOffice] = {}
        self.clashes: list[str] = []
        self._longest = max(map(len, self.levels), default=0)
        for forms in (_stated, _made):
            before = {form: list(claims) for form, claims in self.claims.items()}
            for office in table.local:
                for form, claim in forms(office):
                    self._claim(form, claim, before.get(form, []))
        inside = [form for form in self.claims if PLACE in form]
        self.templates = tuple(
            Template(form[: form.index(PLACE)], form[form.index(PLACE) + len(PLACE) :], claim)
            for form in sorted(inside, key=len, reverse=True)
            for claim in self.claims.pop(form)
        )
        self.endings = frozenset(form[-1] for form in self.claims)
        self._claim_for_the_state()

    def level_word(self, place: str) -> str:
        """The longest word of a level that `place` ends with, "" where there is none."""
        for size in range(min(self._longest, len(place)), 0, -1):
            if place[-size:] in self.levels:
                return place[-size:]
        return ""

    def prefix(self, word: str) -> str:
        """How the word of a level stands as a prefix: 自治县 → 县."""
        return self.table.prefix.get(word, word)

    def _claim(self, form: str, claim: Claim, stronger: list[Claim]) -> None:
        """Set down a claim for the levels at which no other office has the form."""
        claims = self.claims.setdefault(form, [])
        others = [each for each in claims if each.office is not claim.office]
        if any(each not in stronger and each.levels & claim.levels for each in others):
            self.clashes.append(form)
        levels = claim.levels.difference(*(each.levels for each in others))
        known = any(each.office is claim.office and each.levels >= levels for each in claims)
        if not known and (levels or (claim.office.named and not others)):
            claims.append(Claim(claim.office, levels, claim.as_branch))

    def _claim_for_the_state(self) -> None:
        for office in self.table.central:
            for form in (office.name, *office.short):
                self.central.setdefault(fold(form), office)
            for form in office.bare:
                self.central_only.setdefault(fold(form), office)
        for office in self.table.central:
            for form in regular_forms(office.name):
                self.central.setdefault(form, office)
                if form.startswith(_STATE):
                    self.central_only.setdefault(form.removeprefix(_STATE), office)


def _stated(office: LocalOffice) -> Iterator[tuple[str, Claim]]:
    """The forms that the lexicon states; for provinces in the province's way (教育局 → 教育厅)."""
    levels = frozenset(office.where)
    forms = (office.name, *office.short)
    if office.province is None:
        yield from ((fold(form), Claim(office, levels)) for form in forms)
        return
    yield from ((fold(form), Claim(office, levels - _PROVINCE)) for form in forms)
    if not levels & _PROVINCE:
        return
    yield fold(office.province), Claim(office, _PROVINCE)
    is_department = office.province.endswith("厅") and office.name.endswith("局")
    for form in office.short:
        if not is_department:
            yield fold(form), Claim(office, _PROVINCE)
        elif form.endswith("局"):
            yield fold(form[:-1] + "厅"), Claim(office, _PROVINCE)


def _made(office: LocalOffice) -> Iterator[tuple[str, Claim]]:
    """The regular forms of those that the lexicon states, and 某某分局 of what is the city's in a district."""
    for stated, claim in _stated(office):
        for form in regular_forms(stated):
            yield form, claim
            if form.startswith(_PARTY) and not office.strict:
                yield form.removeprefix(_PARTY), claim
    if office.branch:
        yield fold(office.name).removesuffix("局") + BRANCH, Claim(office, _BRANCH_LEVELS, as_branch=True)


def regular_forms(name: str) -> set[str]:
    """The name and what regularly shortens it: 卫生和计划生育委员会 → 卫生计划生育委员会, 卫生和计划生育委 …."""
    name = fold(name)
    forms: set[str] = set()
    rules = [rule for rule in _REGULAR if rule[0] in name]
    for choices in product((False, True), repeat=len(rules)):
        form = name
        for chosen, (long, short) in zip(choices, rules, strict=True):
            form = form.replace(long, short) if chosen else form
        forms.add(form)
        for long, short in _ENDINGS:
            if form.endswith(long) and len(form) > len(long) + 1:
                forms.add(form.removesuffix(long) + short)
    return forms


@cache
def standard_register() -> Register:
    """The forms of the table that comes with the program, under those of the user's own table in use."""
    return Register(bodies(own_bodies()))
