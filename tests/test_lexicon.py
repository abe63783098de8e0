"""The lexicon: every table has examples that hold, that its words are needed for, and counts of real words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

import lexicon_examples
from govtask_cli.lexicon import FOLDER, any_word, built_in, in_use
from govtask_cli.lexicon.model import LISTS, SOURCES, SUBJECTS, Counts, Entry, keys_read
from govtask_cli.lexicon.own import Own, checked

TABLES = [(subject, table) for subject in SUBJECTS for table in built_in(subject)]
COUNTED: dict[str, dict[str, Any]] = built_in(SOURCES)
ENTRIES = pytest.mark.parametrize(("subject", "table"), TABLES, ids=lambda name: str(name))
COVERED = {
    **{("headers", table, "words"): f"{{}} → {table}" for table in ("effect", "frequency")},
    ("labels", "lead", "words"): "{}：甲局 → lead",
    ("labels", "support", "words"): "{}：甲局 → support",
    ("labels", "problems", "words"): "{}：用地未批 → problems",
    ("labels", "next_steps", "words"): "{}：加快施工 → next_steps",
    ("labels", "assigning", "words"): "甲局、乙局{} → clause",
    ("labels", "supporting", "words"): "甲局牵头，乙局{} → 甲局 lead、乙局 support",
}
"""Lists whose words the tails or heads beside them, or the parts of labels, know too; and what proves it."""


def entry(subject: str, table: str) -> dict[str, Any]:
    """One built-in table."""
    found: dict[str, Any] = built_in(subject)[table]
    return found


def held(table: dict[str, Any]) -> set[str]:
    """All words of a table, wherever in it they stand."""
    words = {word for key in LISTS for word in table.get(key, ())}
    words.update(word for listed in table.get("lists", {}).values() for word in listed)
    return words | set(table.get("patterns", {}))


def false(subject: str, table: str) -> list[str]:
    """The examples of a table that do not hold, with what comes out."""
    found = []
    for example in entry(subject, table)["examples"]:
        text, expected = lexicon_examples.halves(example)
        got = lexicon_examples.read(subject, table, text)
        if got != expected:
            found.append(f"{example!r} gives {got!r}")
    return found


def emptied() -> Iterator[tuple[str, str, str, Own]]:
    """Each list of each table, and a lexicon that empties it."""
    for subject, table in TABLES:
        known = entry(subject, table)
        changes: dict[str, dict[str, Any]] = {key: {key: []} for key in LISTS if key in known}
        changes |= {f"lists.{name}": {"lists": {name: []}} for name in known.get("lists", ())}
        changes |= {"patterns": {"patterns": {}}} if "patterns" in known else {}
        changes |= {"pattern": {"pattern": "(?!)"}} if "pattern" in known else {}
        changes |= {"signs": {"signs": ""}} if "signs" in known else {}
        assert changes, f"[{subject}.{table}] holds nothing"
        for key, change in changes.items():
            own = checked({subject: {table: {"replace": True, **change}}}, "emptied")
            yield subject, table, key, own


@ENTRIES
def test_a_table_is_of_the_model(subject: str, table: str) -> None:
    known = Entry.model_validate(entry(subject, table))
    assert known.model_fields_set - {"about", "examples"} <= keys_read(subject, table, known.model_fields_set)


@pytest.mark.parametrize(
    ("subject", "table"), [(subject, table) for subject, tables in COUNTED.items() for table in tables]
)
def test_counts_are_of_words_of_their_table(subject: str, table: str) -> None:
    counts = TypeAdapter(Counts).validate_python(COUNTED[subject][table])
    assert counts, "an empty table counts nothing"
    unknown = counts.keys() - held(entry(subject, table))
    assert not unknown, f"[{subject}.{table}] holds no such words"


def test_counts_cost_nothing_at_run_time() -> None:
    """A whole parse in a process of its own, which tells of every file that it opens."""
    code = (
        "import sys, govtask_cli; opened = []\n"
        "sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == 'open' else None)\n"
        "assert govtask_cli.parse('1.新建水厂2座。（区水务局负责）'.encode()).tasks\n"
        "print(*(name for name in opened if name.endswith('.toml')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "labels.toml" in done.stdout
    assert f"{SOURCES}.toml" not in done.stdout


def test_the_files_of_the_model_are_there() -> None:
    assert set(SUBJECTS) <= {path.stem for path in FOLDER.glob("*.toml")}


@ENTRIES
def test_the_examples_of_a_table_hold(subject: str, table: str) -> None:
    assert not false(subject, table)


@pytest.mark.parametrize(
    ("subject", "table", "key", "own"), [pytest.param(*each, id=".".join(each[:3])) for each in emptied()]
)
def test_an_example_needs_the_words(subject: str, table: str, key: str, own: Own) -> None:
    """The words of a list are taken away: an example fails, so the test above is one that can fail."""
    if (subject, table, key) in COVERED:
        pytest.skip("others know these words too")
    with in_use(own):
        try:
            assert false(subject, table)
        except (ValueError, StopIteration, IndexError):
            return  # the example's own reader finds nothing to look at: that is a failure too


@pytest.mark.parametrize("key", COVERED, ids=".".join)
def test_covered_words_are_covered(key: tuple[str, str, str]) -> None:
    subject, table, listed = key
    text, expected = lexicon_examples.halves(COVERED[key])
    with in_use(checked({subject: {table: {listed: [], "replace": True}}}, "emptied")):
        lost = [
            word
            for word in entry(subject, table)[listed]
            if lexicon_examples.read(subject, table, text.format(word)) != expected
        ]
    assert not lost


def test_no_words_make_a_pattern_that_never_matches() -> None:
    assert re.search(any_word([]), "甲") is None
    assert re.search(any_word(["(甲"]), "乙(甲") is not None
