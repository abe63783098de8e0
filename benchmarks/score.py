"""How near the records come to records made by hand: `score.py FOLDER`, where FOLDER holds
`corpus/NAME.txt`, `gold/NAME.json` and `tools/score.py`. Exits with 1 where a document is below the mark.
First the documents of `samples/wordings`: those the program has learnt from, those it has not, and files of offices.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
RECORDS = 1.0
MEASURES = 0.95
DOCUMENT = 1.0


def scored(folder: Path, source: Path, gold: Path) -> bool:
    """Parse one document, print its figures, and tell whether they reach the marks."""
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch, f"{source.stem}.json")
        parse: list[str | Path] = [sys.executable, "-m", "govtask_cli", "parse", source, "-o", found]
        if subprocess.run(parse, check=False).returncode != 0:
            print(f"== {source.name}: govtask failed")
            return False
        score: list[str | Path] = [sys.executable, folder / "tools" / "score.py", gold, found]
        print(f"== {source.name}", flush=True)
        subprocess.run(score, check=True)
        figures = subprocess.run([*score, "--json"], check=True, capture_output=True, text=True).stdout
    report = json.loads(figures)
    kinds = [report[kind] for kind in ("tasks", "statements") if kind in report]
    return report["document"] >= DOCUMENT and all(
        kind["record_exactness"] >= RECORDS and kind["measures_f1"] >= MEASURES for kind in kinds
    )


def wordings() -> None:
    """The means over the samples in many wordings, kind by kind."""
    sys.path.insert(0, str(PROJECT / "tests"))
    from exactness import scores

    for kind in ("learnt", "fresh", "files"):
        found = scores(PROJECT / "samples" / "wordings" / kind)
        print(
            f"wordings, {kind}: {len(found.documents)} documents, record exactness {found.exactness:.3f}, "
            f"document fields {found.fields:.3f}, measures F1 {found.measures:.3f}, "
            f"records where there are none {found.invented}"
        )


def main(folder: Path) -> int:
    """Score every document that has a gold file."""
    wordings()
    golds = sorted((folder / "gold").glob("*.json"))
    pairs = [(folder / "corpus" / f"{gold.stem}.txt", gold) for gold in golds]
    pairs = [(source, gold) for source, gold in pairs if source.is_file()]
    if not pairs or not (folder / "tools" / "score.py").is_file():
        print(f"{folder} is not there: nothing to score")
        return 0
    low = [source.name for source, gold in pairs if not scored(folder, source, gold)]
    marks = f"records {RECORDS:.3f}, document fields {DOCUMENT:.3f}, measures {MEASURES:.2f}"
    print(f"below the mark ({marks}): {', '.join(low)}" if low else f"{len(pairs)} documents reach {marks}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
