"""How near the records of a folder of documents come to those that a person wrote for them (`*.gold.json`).

A record is exact when its section, leader, number, content, units with their roles, category, target, allocation,
frequency, progress, on_schedule and shortfall (of a statement: text, path and kind) are what gold says. White
space and the width of characters do not count, nor do quotation marks, brackets and dashes of another form.
"""

from __future__ import annotations

import glob
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from govtask_cli import pipeline

Values = dict[str, Any]
TEXTS = ("content", "category", "target", "progress", "shortfall")
PLAIN = ("number", "frequency", "on_schedule")
FIELDS = (
    "title",
    "issuer",
    "document_number",
    "index_number",
    "issued_on",
    "published_on",
    "year",
    "kind",
    "period",
)
ALIKE = str.maketrans({**dict.fromkeys("“”„‟＂", '"'), **dict.fromkeys("‘’＇", "'"), **dict.fromkeys("—–－―﹣", "-"),
                       **dict.fromkeys("【〔［〖", "["), **dict.fromkeys("】〕］〗", "]")})  # fmt: skip


@dataclass(frozen=True)
class Score:
    """One document: records of gold, records found, exact ones; right fields of the document; measures that both
    have, and that either has."""

    name: str
    gold: int
    found: int
    exact: int
    fields: float
    measures_right: int
    measures: int

    @property
    def exactness(self) -> float:
        """Exact records of those that gold or the program has; 1 where neither has any."""
        most = max(self.gold, self.found)
        return self.exact / most if most else 1.0


@dataclass(frozen=True)
class Scores:
    """A folder of documents: means over the documents with records, over all documents, over all measures."""

    documents: tuple[Score, ...]

    @property
    def exactness(self) -> float:
        told = [score.exactness for score in self.documents if score.gold or score.found]
        return sum(told) / len(told) if told else 1.0

    @property
    def fields(self) -> float:
        told = [score.fields for score in self.documents]
        return sum(told) / len(told) if told else 1.0

    @property
    def measures(self) -> float:
        """F1: twice what both have, over what gold has and what the program has."""
        right, either = (
            sum(getattr(s, name) for s in self.documents) for name in ("measures_right", "measures")
        )
        return 2 * right / either if either else 1.0

    def below(self, floors: Mapping[str, float]) -> dict[str, float]:
        """The documents that are less exact than their floor, 1 where none is given."""
        return {
            score.name: score.exactness
            for score in self.documents
            if score.exactness < floors.get(score.name, 1.0)
        }

    @property
    def invented(self) -> int:
        """Records found in documents that have none."""
        return sum(score.found for score in self.documents if not score.gold)


def scores(folder: Path) -> Scores:
    """The scores of every document of a folder that has its gold."""
    golds = sorted(folder.glob("*.gold.json"))
    return Scores(tuple(score(document) for gold in golds for document in documents_of(gold)))


def documents_of(gold: Path) -> list[Path]:
    """The documents whose records a file of gold holds: one, or the same in several formats."""
    stem = gold.name.removesuffix(".gold.json")
    return sorted(path for path in gold.parent.glob(f"{glob.escape(stem)}.*") if path.suffix != ".json")


def score(path: Path) -> Score:
    """The score of one document."""
    gold: Values = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    found = pipeline.parse(path.read_bytes(), path.name).model_dump(mode="json")
    wholes = [[*(side.get("tasks") or ()), *(side.get("statements") or ())] for side in (gold, found)]
    expected, records = [list(map(compared, whole)) for whole in wholes]
    right, either = _measures(*wholes)
    wanted = [name for name in FIELDS if name in gold["document"]]
    fields = sum(_field(gold["document"], name) == _field(found["document"], name) for name in wanted)
    return Score(
        path.stem, len(expected), len(records), in_order(expected, records),
        fields / len(wanted), right, either,
    )  # fmt: skip


def _norm(value: object) -> str:
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).translate(ALIKE)
    return "".join(text.split())


def compared(record: Values) -> tuple[object, ...]:
    """What of a record is compared."""
    if "text" in record:
        return (_norm(record["text"]), tuple(map(_norm, record["path"])), record["kind"])
    leader = record.get("leader") or {}
    allocation = {_norm(k): _norm(v) for k, v in (record.get("allocation") or {}).items()}
    return (
        *(_norm(record.get(name)) for name in TEXTS),
        *(record.get(name) for name in PLAIN),
        _norm(record.get("section")).rstrip("。.:"),
        _norm(leader.get("name")) or _norm(leader.get("title") if leader.get("name") is None else ""),
        tuple((_norm(unit["name"]), unit["role"]) for unit in record.get("units") or ()),
        tuple(sorted(allocation.items())),
    )


def _field(document: Values, name: str) -> object:
    value = document.get(name)
    if name == "period" and isinstance(value, dict):
        return (value.get("start"), value.get("end"))
    return _norm(value)


def in_order(expected: Sequence[object], records: Sequence[object]) -> int:
    """How many of the records expected were found, in their order."""
    matcher = SequenceMatcher(None, expected, records, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _measures(gold: Sequence[Values], found: Sequence[Values]) -> tuple[int, int]:
    """Measures that both sides have, and the sum of what each has."""
    sides = [Counter(_figures(records)) for records in (gold, found)]
    return (sides[0] & sides[1]).total(), sides[0].total() + sides[1].total()


def _figures(records: Sequence[Values]) -> Iterator[tuple[object, ...]]:
    for record in records:
        text = _norm(record.get("content") or record.get("text"))
        for measure in record.get("measures") or ():
            yield (
                text,
                round(float(measure["value"]), 4),
                _norm(measure["unit"]),
                measure["relation"],
                measure["change"],
            )
