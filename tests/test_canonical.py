"""Canonical names of units: cases, the table of bodies and its own examples, and what must hold for every name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from govtask_cli.families.unit_names import with_canonical_names
from govtask_cli.grammar.body_forms import PLACE, Register, standard_register
from govtask_cli.grammar.canonical import canonical, read_name
from govtask_cli.grammar.seats import NOWHERE, Seat, seat_of
from govtask_cli.lexicon.bodies import Bodies, LocalOffice, Office, bodies, standard_bodies
from govtask_cli.records import Task, Unit

Case = dict[str, Any]
CASES = tomllib.loads((Path(__file__).parent / "cases" / "canonical.toml").read_text(encoding="utf-8"))
WORDS = {"province": "省", "city": "市", "county": "县", "zone": "高新区", "town": "镇", "street": "街道"}
"""A prefix for each level."""
STATE = Seat("", "", "state")
OFFICES: list[Office] = [*standard_bodies().local, *standard_bodies().central]
SEATS = [NOWHERE, STATE, *(seat_of([issuer]) for issuer in ("青石市人民政府", "澄川市青石区人民政府"))]


def called(case: Case) -> str:
    return str(case.get("why") or case.get("text") or "nothing")


def task(*names: str) -> Task:
    return Task(content="修路。", units=[Unit(name=name, role="support") for name in names])


class TestCases:
    @pytest.mark.parametrize("case", CASES["case"], ids=called)
    def test_a_name(self, case: Case) -> None:
        seat = seat_of([case.get("issuer")])
        found = canonical(case["text"], seat, case.get("year"), case.get("carried", ""))
        assert found == case.get("canonical")

    @pytest.mark.parametrize("case", CASES["list"], ids=called)
    def test_a_list(self, case: Case) -> None:
        (named,) = with_canonical_names([task(*case["units"])], [case.get("issuer")], None)
        assert [unit.canonical or "" for unit in named.units] == case["canonical"]
        assert [unit.name for unit in named.units] == case["units"]

    @pytest.mark.parametrize("case", CASES["seat"], ids=called)
    def test_a_seat(self, case: Case) -> None:
        seat = seat_of([case["text"]])
        assert [seat.place, seat.word] == case.get("seat", ["", ""])
        assert (seat == NOWHERE) == ("seat" not in case)


class TestTable:
    @pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
    def test_every_entry_has_examples_and_they_hold(self, office: Office) -> None:
        assert office.examples
        for printed, expected in office.examples.items():
            when, _, name = printed.rpartition(" ")
            year = int(when) if when.isdigit() else None
            assert canonical(name, STATE if when == "国" else NOWHERE, year) == (expected or None), printed

    @pytest.mark.parametrize("office", standard_bodies().local, ids=lambda office: office.name)
    def test_every_form_of_an_office_is_the_full_name(self, office: LocalOffice) -> None:
        for level in office.where:
            full = office.full(level)
            forms = [full] if level == "province" and office.province else [full, *office.short]
            names = {canonical(with_prefix(form, WORDS[level])) for form in forms}
            assert names == {canonical(with_prefix(full, WORDS[level]))}
            assert None not in names

    def test_no_form_means_two_offices_at_one_level(self) -> None:
        assert standard_register().clashes == []

    def test_a_form_that_means_two_offices_is_told(self) -> None:
        twice = Bodies(government=(LocalOffice(name="甲局"), LocalOffice(name="乙局", short=("甲局",))))
        assert Register(twice).clashes == ["甲局"]

    def test_no_name_stands_twice(self) -> None:
        for offices in (standard_bodies().local, standard_bodies().central):
            names = [office.name for office in offices]
            assert len(names) == len(set(names))

    def test_what_came_after_an_office_stands_in_the_table(self) -> None:
        for offices in (standard_bodies().local, standard_bodies().central):
            known: dict[str, Office] = {office.name: office for office in offices}
            for office in offices:
                for name in office.now:
                    later = known[name].until
                    assert later is None or later > (office.until or 0), f"{office.name} → {name}"

    def test_is_large_enough_to_be_of_use(self) -> None:
        assert len(standard_bodies().local) >= 200
        assert len(standard_bodies().central) >= 80

    def test_takes_no_unknown_key(self) -> None:
        with pytest.raises(ValidationError, match="shrt"):
            Bodies.model_validate({"government": [{"name": "甲局", "shrt": ["甲"]}]})

    def test_a_successor_needs_its_year(self) -> None:
        with pytest.raises(ValidationError, match="until"):
            Bodies.model_validate({"government": [{"name": "甲局", "now": ["乙局"]}]})


def with_prefix(form: str, prefix: str) -> str:
    """A form at a place, as it would be printed."""
    if PLACE in form:
        return form.replace(PLACE, prefix)
    if form.startswith("委"):
        prefix += {"镇": "党", "街道": "党工"}.get(prefix, "")
    return prefix + form


class TestTableOfAUser:
    def register(self, text: str) -> Register:
        return Register(bodies([Bodies.model_validate(tomllib.loads(text))]))

    def test_adds_an_office(self) -> None:
        own = self.register('government = [{ name = "营商环境建设局", short = ["营商局"] }]')
        assert canonical("市营商局") is None
        assert canonical("市营商局", register=own) == "市营商环境建设局"
        assert canonical("市发改委", register=own) == "市发展和改革委员会"

    def test_takes_a_form_from_ours(self) -> None:
        own = self.register('government = [{ name = "文化广播电视和旅游局", short = ["文旅局"] }]')
        assert canonical("市文旅局", register=own) == "市文化广播电视和旅游局"
        assert canonical("市文化和旅游局", register=own) == "市文化和旅游局"

    def test_replaces_an_office_of_ours(self) -> None:
        own = self.register('government = [{ name = "国土资源局", until = 2019, now = ["自然资源局"] }]')
        assert canonical("市国土资源局", year=2024, register=own) == "市自然资源局"
        assert canonical("市国土局", year=2016, register=own) is None

    def test_adds_a_level_word(self) -> None:
        own = self.register('[level]\nzone = ["试验区"]')
        assert seat_of(["湖滨试验区管委会"]).level == "county"
        assert seat_of(["湖滨试验区管委会"], own).level == "zone"

    def test_reaches_the_tasks(self) -> None:
        own = self.register('government = [{ name = "营商环境建设局", short = ["营商局"] }]')
        (named,) = with_canonical_names([task("营商局")], ["青石市人民政府"], None, own)
        assert named.units[0].canonical == "市营商环境建设局"


every_form = st.sampled_from([form for office in OFFICES for form in (office.name, *office.short)])
prefixes = st.sampled_from(
    ["", *WORDS.values(), "青石市", "澄川市青石区", "青石区", "东河县", "青石", "各", "相关"]
)
tails = st.sampled_from(["", "", "青石分局", "东河分局", "办公室", "成员单位"])
names = st.builds(
    lambda prefix, form, tail: with_prefix(form, prefix) + tail, prefixes, every_form, tails
) | st.text("市区县省委局办和国家发改财政厅部镇街道青石公安分", max_size=14)
years = st.none() | st.integers(2005, 2030)


class TestEveryName:
    @given(names, st.sampled_from(SEATS), years, st.sampled_from(["", "市", "县"]))
    def test_a_canonical_name_is_its_own(self, name: str, seat: Seat, year: int | None, carried: str) -> None:
        found = canonical(name, seat, year, carried)
        if found is not None:
            assert canonical(found, seat, year, carried) == found

    @given(names, st.sampled_from(SEATS), years)
    def test_the_word_that_is_carried_on_is_that_of_a_level(
        self, name: str, seat: Seat, year: int | None
    ) -> None:
        word = read_name(name, seat, year).word
        assert not word or standard_register().levels[word] != "zone"

    @given(st.text(max_size=60))
    def test_any_text_is_read(self, text: str) -> None:
        assert canonical(text, SEATS[-1], 2031) != ""


class TestDocuments:
    def test_one_prefix_throughout_is_that_of_a_document_without_an_issuer(self) -> None:
        first, second = with_canonical_names(
            [task("县发改局", "各镇"), task("财政局")], [None, "任务分解"], None
        )
        assert [unit.canonical for unit in first.units] == ["县发展和改革局", None]
        assert second.units[0].canonical == "县财政局"

    def test_two_prefixes_leave_it_open(self) -> None:
        _, second = with_canonical_names([task("县发改局", "市水务局"), task("财政局")], [], None)
        assert second.units[0].canonical is None

    def test_the_level_of_the_issuer_takes_its_place_from_the_title(self) -> None:
        (named,) = with_canonical_names([task("青石市财政局")], ["市府办公室", "青石市2031年重点工作"], None)
        assert named.units[0].canonical == "市财政局"

    def test_tasks_without_units_stay_as_they_are(self) -> None:
        bare = Task(content="修路。")
        assert with_canonical_names([bare], ["青石市人民政府"], 2031) == [bare]
