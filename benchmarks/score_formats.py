"""How near the records come to those of the text when a document arrives in another format: `score_formats.py FOLDER`,
where FOLDER holds `corpus/NAME.txt`, `gold/NAME.json` and `tools/score.py`.

Every document of the corpus is written in every format (see `tests/build.py`; what LibreOffice writes only where it
is installed) and parsed. A document with records made by hand is held against those, any other against the records
of its text. Prints format × document → record exactness; exits with 1 where a figure is below 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from build import FORMATS, NATIVE, files  # noqa: E402 - the builders stand with the tests
from govtask_cli import pipeline  # noqa: E402
from govtask_cli.errors import GovtaskError  # noqa: E402
from govtask_cli.readers import READERS, office  # noqa: E402
from govtask_cli.readers.encoding import decode  # noqa: E402
from originals import Original  # noqa: E402

MARK: Final = 1.0
READABLE: Final = {name for reader in READERS for name in reader.formats}


class Scorer:
    """Compares results with gold by the scorer of a folder."""

    def __init__(self, folder: Path, scratch: Path, *, show: bool) -> None:
        self.tool, self.scratch, self.show = folder / "tools" / "score.py", scratch, show

    def exactness(self, gold: Path, data: bytes, name: str) -> float | None:
        """Exact records of those that gold or the result has; None where the file could not be read."""
        try:
            result = pipeline.parse(data, name)
        except GovtaskError as error:
            print(error, file=sys.stderr)
            return None
        found = self.scratch / "found.json"
        found.write_text(result.model_dump_json(), encoding="utf-8")
        command: list[str | Path] = [sys.executable, self.tool, gold, found]
        said = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
        told = [report["record_exactness"] for report in _kinds(json.loads(said))]
        value = min(told, default=1.0)
        if self.show and value < MARK:
            print(f"== {name}", flush=True)
            subprocess.run([*command, "--show", "3"], check=True)
        return float(value)


def _kinds(report: dict[str, dict[str, float]]) -> list[dict[str, float]]:
    return [report[kind] for kind in ("tasks", "statements") if report.get(kind)]


def originals(folder: Path) -> list[Original]:
    """The documents of the corpus."""
    found = sorted((folder / "corpus").glob("*.txt"))
    return [Original(path.stem, decode(path.read_bytes(), path.name).text) for path in found]


def gold_of(original: Original, folder: Path, scratch: Path) -> Path:
    """The records by hand, else those of the text."""
    by_hand = folder / "gold" / f"{original.name}.json"
    if by_hand.is_file():
        return by_hand
    made = scratch / f"{original.name}.json"
    result = pipeline.parse(original.text.encode(), f"{original.name}.txt")
    made.write_text(result.model_dump_json(), encoding="utf-8")
    return made


def main() -> int:
    """Print the table."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    cli.add_argument("folder", type=Path)
    cli.add_argument("--format", action="append", choices=FORMATS, help="only this format (may be repeated)")
    cli.add_argument("--show", action="store_true", help="show records that differ")
    chosen = cli.parse_args()
    documents = originals(chosen.folder)
    if not documents or not (chosen.folder / "tools" / "score.py").is_file():
        print(f"{chosen.folder} is not there: nothing to score")
        return 0
    if not office.is_there():
        print("LibreOffice is not installed: only the formats that our own builders write", file=sys.stderr)
    names = chosen.format or list(FORMATS if office.is_there() else NATIVE)
    low = 0
    with tempfile.TemporaryDirectory() as held:
        scratch = Path(held)
        scorer = Scorer(chosen.folder, scratch, show=chosen.show)
        golds = {each.name: gold_of(each, chosen.folder, scratch) for each in documents}
        by_hand = {name for name, gold in golds.items() if gold.parent != scratch}
        heads = [f"{each.name}{'' if each.name in by_hand else ' (text)'}" for each in documents]
        print(f"{'format':24}" + "".join(f"{head:>12}" for head in heads))
        for name in names:
            form = FORMATS[name]
            if form.reads not in READABLE:
                continue
            made = files(name, documents)
            values = [
                scorer.exactness(golds[each.name], made[each.name], f"{each.name}.{form.suffix}")
                if each.name in made
                else None
                for each in documents
            ]
            low += sum(value is None or value < MARK for value in values)
            shown = (f"{'failed' if value is None else format(value, '.3f'):>12}" for value in values)
            print(f"{name:24}" + "".join(shown), flush=True)
    print(f"{low} figures are below {MARK:.3f}" if low else f"all figures are {MARK:.3f}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
