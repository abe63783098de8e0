"""Who may import whom: one corridor, no stage imports a sibling, no start-up loads what it does not use."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import govtask_cli

PACKAGE = "govtask_cli"
ROOT = Path(govtask_cli.__file__).parent
STAGES = frozenset({"readers", "repair", "grammar", "families", "checks", "writers"})

# Beside these every module may import errors, and the modules of its own folder.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "document": frozenset(),
    "records": frozenset(),
    "errors": frozenset(),
    "shelf": frozenset(),
    "addresses": frozenset({"readers"}),
    "places": frozenset({"addresses"}),
    "explanation": frozenset({"records"}),
    "lexicon": frozenset(),
    "readers": frozenset({"document", "lexicon"}),
    "grammar": frozenset({"document", "records", "lexicon"}),
    "repair": frozenset({"document", "records", "lexicon", "grammar"}),
    "families": frozenset({"document", "records", "explanation", "lexicon", "grammar"}),
    "checks": frozenset({"records"}),
    "writers": frozenset({"records", "shelf"}),
    "linter": frozenset({"records", "checks", "addresses", "__init__"}),
    "pipeline": STAGES | {"document", "records", "explanation", "lexicon"},
    "archives": frozenset({"readers"}),
    "inputs": frozenset({"addresses", "archives", "places", "readers"}),
    "workers": frozenset({"pipeline", "addresses", "inputs", "readers", "lexicon", "records", "writers"}),
    "loaders": frozenset({"inputs", "readers", "records", "writers"}),
    "batch": frozenset({"workers", "addresses", "inputs", "readers", "records", "shelf", "writers"}),
    "cli": frozenset(
        {"pipeline", "inputs", "readers", "lexicon", "document", "records", "explanation", "checks", "linter"}
        | {"addresses", "places", "writers", "workers", "batch", "loaders"}
    ),
    "__init__": frozenset({"pipeline", "inputs", "lexicon", "records", "writers"}),
    "__main__": frozenset({"cli"}),
}


def room(path: Path) -> str:
    """The first name below the package: the folder or the module."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything of ours that a file imports, wherever in the file it does."""
    package = [PACKAGE, *path.relative_to(ROOT).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            # `from govtask_cli import x` imports x, if that is a module of ours.
            names = [f"{base}.{alias.name}" for alias in node.names] if base == PACKAGE else [base]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == PACKAGE)


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    here = room(path)
    may = MAY_IMPORT[here] | {here, "errors"}
    rooms = {name.stem for name in ROOT.iterdir()}
    wrong = [
        f"line {line}: {name}"
        for line, name in imported(path)
        if len(name.split(".")) > 1 and name.split(".")[1] in rooms and name.split(".")[1] not in may
    ]
    assert not wrong, f"{here} may import {sorted(may)} of ours, not: {wrong}"


def test_every_room_stands_in_the_table() -> None:
    assert {room(path) for path in FILES} <= set(MAY_IMPORT)


def test_no_stage_may_import_a_sibling_stage() -> None:
    for stage in STAGES:
        assert not (MAY_IMPORT[stage] & STAGES) - {"grammar"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after running `code`."""
    said = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT.parent), "PYTHONUTF8": "1"},
    )
    return {name.partition(".")[0] for name in said.stderr.split()}


HEAVY = {
    "numpy",
    "cv2",
    "PIL",
    "rapidocr",
    "pdfplumber",
    "pypdfium2",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "lxml",
    "pandas",
    "selectolax",
    "fsspec",
    "aiohttp",
}


def govtask(*arguments: str) -> str:
    """Python that runs one command and demands exit code 0."""
    return "\n".join(
        (
            "from govtask_cli.cli import main",
            "try:",
            f"    main({list(arguments)!r})",
            "except SystemExit as end:",
            "    assert not end.code, end",
        )
    )


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by(govtask("--help"))
    assert "click" in loaded
    assert not loaded & (HEAVY | {"pydantic"})


def test_the_list_of_formats_loads_nothing_heavy() -> None:
    assert not loaded_by(govtask("formats")) & (HEAVY | {"pydantic"})


def test_reading_a_text_file_loads_nothing_heavy(tmp_path: Path) -> None:
    source = tmp_path / "notice.txt"
    source.write_text(
        "北山区2031年重点工作任务分解\n1.新建公路3公里。（责任单位：区交通局）\n", encoding="utf-8"
    )
    loaded = loaded_by(govtask("parse", str(source)))
    assert "pydantic" in loaded
    assert not loaded & HEAVY
