"""The offices of Chinese government as data: the model of `bodies.toml` and `ministries.toml`, and of a user's own table.

A user's table needs nothing but the lines that differ: an office of the same name replaces ours, any other is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, Literal, Self, TypeVar

from pydantic import Field, model_validator

from govtask_cli.lexicon import lexicon
from govtask_cli.lexicon.entries import Entry, Table, Words

Level = Literal["province", "city", "county", "zone", "town", "street"]
"""zone: development zones and the like, which have offices of their own but are no unit of the state's division."""

USUAL_LEVELS: Final[tuple[Level, ...]] = ("province", "city", "county", "zone")
LOCAL_GROUPS: Final = ("government", "party", "assembly", "mass", "vertical", "territory")


class Office(Entry):
    """An office: `name` in full, `short` for further forms.

    until: the first year in which the name is wrong everywhere; now: the names of what came after it. Several
    names in `now` mean that it depends on the place; none, that nothing did.
    """

    name: str
    short: tuple[str, ...] = ()
    until: int | None = None
    now: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ends_before_it_is_followed(self) -> Self:
        if self.now and self.until is None:
            raise ValueError(f"{self.name}: `now` needs `until`, the year from which on it holds")
        return self


class LocalOffice(Office):
    """An office that each place of a level has; names are given without the prefix of the level (市, 区 …).

    province: what it is called in a province, where that differs (财政厅). levels: where it exists (by default
    in provinces, cities, counties and zones). strict: known only with 委 before it. branch: in a district it is
    the city's, and called 某某分局. named: a place's name stands before it, never the word of a level alone
    (青石海关). bare: words of a place behind which the name may be left out (东岭街道).
    """

    province: str | None = None
    levels: tuple[Level, ...] | None = None
    strict: bool = False
    branch: bool = False
    named: bool = False
    bare: tuple[str, ...] = ()

    @property
    def where(self) -> tuple[Level, ...]:
        """The levels that have it."""
        if self.levels is not None:
            return self.levels
        return () if self.named else USUAL_LEVELS

    def full(self, level: Level | None) -> str:
        """Its full name at a level."""
        return self.province if level == "province" and self.province else self.name


class CentralOffice(Office):
    """An office of the state. bare: forms that mean it in the state's own documents only (发改委)."""

    bare: tuple[str, ...] = ()


class NoPlaces(Words):
    """What is no name of a place. alone: characters that make none where they alone stand before a level's word;
    whole: words that are no single place by themselves (园区)."""

    alone: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class Bodies(Table):
    """The whole table. `level`: words that end the names of places; `prefix`: how such a word is written as a
    prefix, where that differs; `before`: what may be left out before a name; `follows`: what follows the place
    in the name of an issuer or in a title."""

    government: tuple[LocalOffice, ...] = ()
    party: tuple[LocalOffice, ...] = ()
    assembly: tuple[LocalOffice, ...] = ()
    mass: tuple[LocalOffice, ...] = ()
    vertical: tuple[LocalOffice, ...] = ()
    territory: tuple[LocalOffice, ...] = ()
    central: tuple[CentralOffice, ...] = ()
    level: dict[Level, tuple[str, ...]] = Field(default_factory=dict)
    prefix: dict[str, str] = Field(default_factory=dict)
    before: Words = Words()
    no_place: NoPlaces = NoPlaces()
    follows: Words = Words()

    @property
    def local(self) -> tuple[LocalOffice, ...]:
        """The offices of all groups but the state's."""
        return tuple(office for group in LOCAL_GROUPS for office in getattr(self, group))


@cache
def standard_bodies() -> Bodies:
    """The table that comes with the program."""
    return Bodies.model_validate({**lexicon("bodies"), **lexicon("ministries")})


def bodies(extra: Sequence[Bodies] = ()) -> Bodies:
    """Our table with those of a user before it: the user's offices and forms win."""
    found = standard_bodies()
    for table in extra:
        offices = {group: _merged(getattr(table, group), getattr(found, group)) for group in LOCAL_GROUPS}
        found = Bodies(
            **offices,
            central=_merged(table.central, found.central),
            level={
                level: (*table.level.get(level, ()), *found.level.get(level, ()))
                for level in {**found.level, **table.level}
            },
            prefix={**found.prefix, **table.prefix},
            before=Words(words=(*table.before.words, *found.before.words)),
            no_place=NoPlaces(
                words=(*table.no_place.words, *found.no_place.words),
                alone=(*table.no_place.alone, *found.no_place.alone),
                whole=(*table.no_place.whole, *found.no_place.whole),
            ),
            follows=Words(words=(*table.follows.words, *found.follows.words)),
        )
    return found


Some = TypeVar("Some", bound=Office)


def _merged(extra: Iterable[Some], ours: Iterable[Some]) -> tuple[Some, ...]:
    """The user's offices, then ours but for those of the same name."""
    first = tuple(extra)
    names = {office.name for office in first}
    return (*first, *(office for office in ours if office.name not in names))
