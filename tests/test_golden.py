"""Golden files: all that a sample gives, compared exactly; written only by `pytest --update-golden`."""

from __future__ import annotations

import json

import pytest

from sample_files import FOLDER, STEMS, parsed


def said(stem: str) -> str:
    """The whole result of a sample as JSON, in a form that is easy to read in a diff."""
    return json.dumps(parsed(stem).model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_gives_what_it_gave(stem: str, request: pytest.FixtureRequest) -> None:
    file = FOLDER / f"{stem}.expected.json"
    if request.config.getoption("--update-golden"):
        file.write_text(said(stem), encoding="utf-8")
    assert file.exists(), "no golden file yet: run pytest --update-golden and read what it wrote"
    assert said(stem) == file.read_text(encoding="utf-8"), (
        "if the change is meant: pytest --update-golden, and read the diff"
    )


def test_every_golden_file_has_its_sample() -> None:
    assert {file.name.removesuffix(".expected.json") for file in FOLDER.glob("*.expected.json")} == set(STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_a_golden_file_names_no_place_of_this_machine(stem: str) -> None:
    assert str(FOLDER.parent) not in said(stem)
