"""Samples against the records that a person wrote for them, never generated (`samples/*.gold.json`).

A record is right when every field of the contract is, in its place in the document. The tables below
hold what falls short today: a regression and an improvement both show.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sample_files import FOLDER, STEMS, gold, parsed

RECORDS_RIGHT: dict[str, tuple[int, int, int]] = {"items-chinese": (11, 12, 12)}
"""Samples of which not every record is right: how many are, how many gold has, how many are found."""

MEASURES_WRONG: dict[str, int] = {}
"""Measures that gold alone or the program alone has, by sample."""

DOCUMENT_WRONG: dict[str, set[str]] = {}
"""Fields of the document that are wrong, by sample."""

Values = dict[str, Any]
KINDS = ("tasks", "statements", "forms")
APART = {"measures", "part"}
"""Compared on their own (measures), or only where gold states it (part)."""


def found(stem: str) -> Values:
    """The records of a sample as JSON holds them."""
    return parsed(stem).model_dump(mode="json")


def wrong_fields(expected: Values, record: Values) -> list[str]:
    """Field by field where a record does not say what gold says."""
    fields = [field for field in expected if field not in APART]
    fields += ["part"] * (expected.get("part") is not None)
    said = {field: stated(record[field], expected[field]) for field in fields}
    return [
        f"{field}: {expected[field]!r} is read as {said[field]!r}"
        for field in fields
        if said[field] != expected[field]
    ]


def stated(value: Any, expected: Any) -> Any:
    """A value without the extra keys that gold does not have (how a role was decided, say)."""
    if isinstance(value, dict) and isinstance(expected, dict) and set(expected) < set(value):
        return {key: stated(value[key], expected[key]) for key in expected}
    if isinstance(value, list) and isinstance(expected, list) and len(value) == len(expected):
        return [stated(one, other) for one, other in zip(value, expected, strict=True)]
    return value


def in_order(expected: list[Values], records: list[Values]) -> int:
    """How many records of gold stand, in order and right in every field, among the records found."""
    best = [0] * (len(records) + 1)
    for one in expected:
        row = [0]
        for at, record in enumerate(records):
            row.append(max(row[-1], best[at + 1], best[at] + (not wrong_fields(one, record))))
        best = row
    return best[-1]


def differences(stem: str) -> str:
    """What is wrong, record by record, for the eye."""
    lines = [
        f"{kind} {at}: {wrong}"
        for kind in KINDS
        for at, (one, record) in enumerate(zip(gold(stem).get(kind, []), found(stem)[kind], strict=False))
        for wrong in wrong_fields(one, record)
    ]
    return "\n".join(["what is wrong:", *lines])


def measures(records: Values) -> Counter[tuple[Any, ...]]:
    """All measures with the record that they stand in, without their names."""
    return Counter(
        (kind, at, measure["value"], measure["unit"], measure["relation"], measure["change"])
        for kind in ("tasks", "statements")
        for at, record in enumerate(records.get(kind, ()))
        for measure in record.get("measures", ())
    )


def test_every_sample_has_its_gold() -> None:
    assert {file.name.removesuffix(".gold.json") for file in FOLDER.glob("*.gold.json")} == set(STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_every_record_is_right(stem: str) -> None:
    expected, records = gold(stem), found(stem)
    total = sum(len(expected.get(kind, ())) for kind in KINDS)
    right = sum(in_order(expected.get(kind, []), records[kind]) for kind in KINDS)
    read = sum(len(records[kind]) for kind in KINDS)
    assert (right, total, read) == RECORDS_RIGHT.get(stem, (total, total, total)), differences(stem)


@pytest.mark.parametrize("stem", STEMS)
def test_every_field_of_the_document_is_right(stem: str) -> None:
    wrong = wrong_fields(gold(stem)["document"], found(stem)["document"])
    assert {field.partition(":")[0] for field in wrong} == DOCUMENT_WRONG.get(stem, set()), wrong


@pytest.mark.parametrize("stem", STEMS)
def test_every_measure_is_right(stem: str) -> None:
    expected, records = measures(gold(stem)), measures(found(stem))
    missing, beyond = expected - records, records - expected
    assert missing.total() + beyond.total() == MEASURES_WRONG.get(stem, 0), (missing, beyond)
