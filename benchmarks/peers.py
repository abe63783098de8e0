"""What other programs need for the same files, and what they make of them: markitdown, pandoc, pdfplumber, camelot.

    python benchmarks/peers.py [--rounds N] [--environments FOLDER]

Each program is installed in an environment of its own (made once, in FOLDER), and reads each file as a whole process;
the programs take turns. Seconds and the most memory are medians; ratios are medians of the ratios within a round. A
row is right where all its cells are, in their order, a merged cell repeated in every row that it spans; of govtask
where the whole record is that of the text.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from build import FORMATS, files  # noqa: E402 - the builders stand with the tests
from govtask_cli import pipeline  # noqa: E402
from govtask_cli.document import Table  # noqa: E402
from govtask_cli.readers import office  # noqa: E402
from originals import Original, header_rows, original, plain, spanned  # noqa: E402

Row = tuple[str, ...]
ROWS: Final = 300
KINDS: Final = (
    "docx, numbers typed",
    "xlsx",
    "html, portal",
    "pdf by LibreOffice" if office.is_there() else "pdf",
)
_TABLES: Final = """
import json, sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as file:
    tables = [table for page in file.pages for table in page.extract_tables()]
json.dump([row for table in tables for row in table], open(sys.argv[2], "w"))
"""
_LATTICE: Final = """
import json, sys, camelot
found = camelot.read_pdf(sys.argv[1], pages="all", flavor="lattice", copy_text=["v", "h"])
json.dump([row for table in found for row in table.df.values.tolist()], open(sys.argv[2], "w"))
"""
_START: Final = """
import os, sys, time
begin = time.perf_counter()
process = os.fork()
if process == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(process, 0)
print([time.perf_counter() - begin, used.ru_maxrss, os.waitstatus_to_exitcode(status)])
"""


@dataclass(frozen=True)
class Program:
    """A program: what installs it, the kinds of file that it reads, its command, and how its output gives rows."""

    name: str
    packages: tuple[str, ...]
    kinds: tuple[str, ...]
    command: Callable[[Path, Path, Path], Sequence[str | Path]]
    rows: Callable[[Path], Iterator[Row]]


@dataclass(frozen=True)
class Cost:
    """One whole process: seconds, megabytes, and whether it ended well."""

    seconds: float
    megabytes: float
    well: bool


def bare(text: str | None) -> str:
    """A cell to be compared: without white space and marks of line breaks."""
    return "".join(re.sub(r"<br\s*/?>|\\(?=[|*_~\[\]])", "", text or "").split())


def markdown_rows(made: Path) -> Iterator[Row]:
    """The rows of tables in Markdown."""
    for line in made.read_text(encoding="utf-8").splitlines():
        if line.lstrip().startswith("|") and not set(line) <= set("|-: "):
            yield tuple(bare(cell) for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1])


def html_rows(made: Path) -> Iterator[Row]:
    """The rows of tables in HTML, spans repeated."""
    from lxml import html

    for table in html.fromstring(made.read_text(encoding="utf-8")).iter("table"):
        waiting: dict[int, tuple[int, str]] = {}
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row.iter("td", "th"):
                _carried(cells, waiting)
                text = bare(cell.text_content())
                for _ in range(int(cell.get("colspan") or 1)):
                    waiting[len(cells)] = (int(cell.get("rowspan") or 1) - 1, text)
                    cells.append(text)
            _carried(cells, waiting)
            yield tuple(cells)


def _carried(cells: list[str], waiting: dict[int, tuple[int, str]]) -> None:
    """Put cells from above that reach into this row."""
    while waiting.get(len(cells), (0, ""))[0] > 0:
        left, text = waiting[len(cells)]
        waiting[len(cells)] = (left - 1, text)
        cells.append(text)


def json_rows(made: Path) -> Iterator[Row]:
    """The rows that a script wrote as JSON."""
    for row in json.loads(made.read_text(encoding="utf-8")):
        yield tuple(bare(cell) for cell in row)


def _govtask(_: Path, source: Path, target: Path) -> Sequence[str | Path]:
    return [sys.executable, "-m", "govtask_cli", "parse", source, "-o", target]


def _markitdown(environment: Path, source: Path, target: Path) -> Sequence[str | Path]:
    return [environment / "bin" / "markitdown", source, "-o", target]


def _pandoc(environment: Path, source: Path, target: Path) -> Sequence[str | Path]:
    (program,) = environment.glob("lib/python*/site-packages/pypandoc/files/pandoc")
    return [program, source, "-t", "html", "-o", target]


def _pdfplumber(environment: Path, source: Path, target: Path) -> Sequence[str | Path]:
    return [environment / "bin" / "python", "-c", _TABLES, source, target]


def _camelot(environment: Path, source: Path, target: Path) -> Sequence[str | Path]:
    return [environment / "bin" / "python", "-c", _LATTICE, source, target]


PROGRAMS: Final = (
    Program("govtask", (), KINDS, _govtask, json_rows),
    Program("markitdown", ("markitdown[docx,xlsx,pdf]",), KINDS, _markitdown, markdown_rows),
    Program("pandoc", ("pypandoc_binary",), KINDS[:1] + KINDS[2:3], _pandoc, html_rows),
    Program("pdfplumber", ("pdfplumber",), KINDS[3:], _pdfplumber, json_rows),
    Program("camelot", ("camelot-py",), KINDS[3:], _camelot, json_rows),
)


def environment(program: Program, folder: Path) -> Path:
    """Where a program is installed; made where it is not there yet."""
    place = folder / program.name
    if program.packages and not (place / ".ready").is_file():
        print(f"installing {program.name} in {place} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *program.packages], check=True)
        (place / ".ready").touch()
    return place


def version(program: Program, place: Path) -> str:
    """The version of what is installed."""
    if not program.packages:
        from govtask_cli import __version__

        return __version__
    if program.name == "pandoc":
        command = [*program.command(place, Path(), Path())][:1]
        said = subprocess.run([*command, "--version"], check=True, capture_output=True, text=True).stdout
        return said.split()[1]
    package = program.packages[0].partition("[")[0]
    show = [place / "bin" / "python", "-m", "pip", "show", package]
    said = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    found = re.search(r"^Version: (.+)$", said, re.MULTILINE)
    return found[1] if found else "?"


def cost(command: Sequence[str | Path]) -> Cost:
    """One whole process, started by a small one: a process is said to have taken what its parent held."""
    started = [sys.executable, "-S", "-E", "-c", _START, *map(str, command)]
    said = subprocess.run(started, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    seconds, kilobytes, code = json.loads(said)
    return Cost(seconds, kilobytes / 1024, code == 0)


def long_table(rows: int) -> Original:
    """A notice with one long table, its leaders merged over four rows each."""
    lines = ["北山区2031年重点工作任务分解表", "", "序号\t牵头领导\t工作任务\t责任单位\t完成时限"]
    for at in range(rows):
        leader = f"{'赵钱孙李周吴郑王'[at // 4 % 8]}一鸣副区长" if at % 4 == 0 else ""
        task = f"新建改造农村公路{at + 3}公里，完成投资{at % 97 + 1}.5亿元，推进配套工程建设。"
        lines.append(f"{at + 1}\t{leader}\t{task}\t区交通局、区财政局\t{at % 12 + 1}月底前")
    return Original("long-table", "\n".join(lines) + "\n")


def expected(document: Original) -> list[Row]:
    """The rows below the headers of a document's tables, merged cells repeated."""
    rows: list[Row] = []
    for block in document.blocks:
        if isinstance(block, Table):
            body = spanned(block)[header_rows(block) :]
            rows += [tuple(bare(plain(cell)) for cell in row) for row in body if len(set(map(id, row))) > 1]
    return rows


def right(program: Program, document: Original, made: Path, suffix: str) -> tuple[int, int]:
    """(right, all) rows of what a program wrote; of govtask the records that are those of the text."""
    if program.name == "govtask":
        wanted = [
            task.model_dump(exclude=_PLACES) for task in pipeline.parse(document.text.encode(), "a").tasks
        ]
        from govtask_cli.records import Result

        found = Result.model_validate_json(made.read_bytes()).tasks if made.is_file() else []
        held = [task.model_dump(exclude=_PLACES) for task in found]
        return sum(each in held for each in wanted), len(wanted)
    rows = expected(document)
    found_rows = set(program.rows(made)) if made.is_file() else set()
    return sum(row in found_rows for row in rows), len(rows)


_PLACES: Final = {"lines", "origin", "origins"}


def measure(document: Original, kind: str, places: dict[str, Path], rounds: int) -> Iterator[str]:
    """The lines of the table for one file."""
    form = FORMATS[kind]
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, f"{document.name}.{form.suffix}")
        source.write_bytes(files(kind, [document])[document.name])
        readers = [program for program in PROGRAMS if kind in program.kinds]
        targets = {each.name: Path(scratch, f"{each.name}.json") for each in readers}
        if "pandoc" in targets:
            targets["pandoc"] = Path(scratch, "pandoc.html")
        runs: dict[str, list[Cost]] = {each.name: [] for each in readers}
        for _ in range(rounds):
            for each in readers:
                runs[each.name].append(cost(each.command(places[each.name], source, targets[each.name])))
        for each in readers:
            taken, ours = runs[each.name], runs["govtask"]
            ratio = statistics.median(a.seconds / b.seconds for a, b in zip(taken, ours, strict=True))
            well, rows = right(each, document, targets[each.name], form.suffix)
            yield (
                f"| {document.name}.{form.suffix} | {each.name} | {statistics.median(c.seconds for c in taken):.2f} "
                f"| {ratio:.1f} | {statistics.median(c.megabytes for c in taken):.0f} | {well} of {rows} |"
                + ("" if all(c.well for c in taken) else " failed |")
            )


def main() -> None:
    """Install, measure, print."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--environments", type=Path, default=PROJECT / "out" / "peers")
    chosen = cli.parse_args()
    places = {each.name: environment(each, chosen.environments) for each in PROGRAMS}
    versions = ", ".join(f"{each.name} {version(each, places[each.name])}" for each in PROGRAMS)
    print(f"{versions}; Python {platform.python_version()}, {os.cpu_count()} processors\n", flush=True)
    print("| file | program | seconds | times govtask | MB | rows right |")
    print("|---|---|---|---|---|---|")
    for document in (long_table(ROWS), original("progress-monthly")):
        for kind in KINDS:
            for line in measure(document, kind, places, chosen.rounds):
                print(line, flush=True)


if __name__ == "__main__":
    main()
