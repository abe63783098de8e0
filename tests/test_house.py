"""The house form: files are rooms, names say what is inside, public functions say what they do."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import govtask_cli

ROOT = Path(govtask_cli.__file__).parent
PROJECT = Path(__file__).parent.parent
FILES = sorted(ROOT.rglob("*.py"))
LIMIT = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff", "shared"}


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public classes and functions of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(ast.Module(node.body, []))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
class TestFile:
    def test_is_a_room_not_a_hall(self, path: Path) -> None:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LIMIT

    def test_is_named_by_its_subject(self, path: Path) -> None:
        assert not DRAWERS & {path.stem, path.parent.name}

    def test_says_what_it_holds(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = [f"{node.name} (line {node.lineno})" for node in public(tree) if not ast.get_docstring(node)]
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree):
            silent.append("the module")
        assert not silent, f"no docstring: {silent}"

    def test_swallows_no_error(self, path: Path) -> None:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"line {node.lineno}: bare except"
                assert not isinstance(node.body[0], ast.Pass), f"line {node.lineno}: except … pass"


@pytest.mark.parametrize("path", sorted((ROOT / "lexicon").glob("*.toml")), ids=lambda path: path.stem)
def test_a_lexicon_loads_and_says_nothing_twice(path: Path) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tables
    for name, table in tables.items():
        listed = table.get("words", []) if isinstance(table, dict) else []
        doubled = {word for word in listed if listed.count(word) > 1}
        assert not doubled, f"{path.name} [{name}]: {doubled}"


def said_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """The strings of the code with the fields of the lexicon's models, and patterns of what is put together
    (f"unit_{kind}")."""
    plain: set[str] = set()
    made: list[re.Pattern[str]] = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.AnnAssign) and path.parent.name == "lexicon":
                plain.add(ast.unparse(node.target))
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if any(part and re.fullmatch("[a-z_]{4,}", part) for part in parts):
                    made.append(re.compile("".join("[a-z_]+" if p is None else re.escape(p) for p in parts)))
    return plain, made


def test_every_table_of_a_lexicon_is_read() -> None:
    plain, made = said_in_code()
    for path in sorted((ROOT / "lexicon").glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8")):
            known = table in plain or any(pattern.fullmatch(table) for pattern in made)
            assert known, f"{path.name} [{table}]: no code reads it"


def test_versions_agree() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == govtask_cli.__version__
    assert f"## {govtask_cli.__version__}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
