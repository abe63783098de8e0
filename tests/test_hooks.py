"""The linter where it is used: as a hook of pre-commit in a repository, and as the lines that the docs give for CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import govtask_cli
from command_line import NOTICE, UNNUMBERED

pytestmark = pytest.mark.tools
PROJECT = Path(__file__).parent.parent
DOCS = (PROJECT / "docs" / "linter.md").read_text(encoding="utf-8")
PERSON = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
PUBLISHED = "https://github.com/govtask/govtask-cli"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *PERSON, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a repository of its own, with what is not committed yet, tagged as the docs have it."""
    folder = tmp_path_factory.mktemp("released")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "src", "*.toml", "*.yaml", "*.md"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, ["LICENSE", *listed.split("\0")]):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Release")
    git(folder, "tag", "v0.1.0")
    return folder


@pytest.fixture
def documents(tmp_path: Path, released: Path) -> Path:
    """A repository of documents that is set up as the docs say."""
    (config,) = (block for block in re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL) if "hooks:" in block)
    assert PUBLISHED in config
    folder = tmp_path / "documents"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / ".pre-commit-config.yaml").write_text(
        config.replace(PUBLISHED, str(released)), encoding="utf-8"
    )
    return folder


def hooked(folder: Path) -> subprocess.CompletedProcess[str]:
    """pre-commit over all files of the repository, with environments kept for the whole session."""
    command = shutil.which("pre-commit")
    assert command is not None, "install pre-commit, or run: make test-tools"
    git(folder, "add", "-A")
    environment = {name: said for name, said in os.environ.items() if name != "PYTHONPATH"}
    cache = {"PRE_COMMIT_HOME": str(folder.parent.parent / "pre-commit")}
    return subprocess.run(
        [command, "run", "--all-files", "--verbose"],
        cwd=folder, env=environment | cache, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_hook_passes_good_documents_and_stops_bad_ones(documents: Path) -> None:
    (documents / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (documents / "picture.png").write_bytes(b"\x89PNG")
    good = hooked(documents)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "in 0 of 1 document" in good.stdout
    (documents / "notice.txt").write_text(UNNUMBERED, encoding="utf-8")
    bad = hooked(documents)
    assert bad.returncode == 1
    assert "notice.txt:8: NUM002 warning: number 2 is missing" in bad.stdout


def steps() -> list[str]:
    """The lines of the CI snippets that call govtask."""
    found = re.findall(r"^ +- (?:run: )?(govtask check .*)$", DOCS, re.MULTILINE)
    assert len(found) == 2
    return found


@pytest.mark.parametrize("step", steps())
def test_a_step_of_the_snippets_passes_and_fails_as_it_should(step: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "samples", tmp_path / "samples")
    code = f'govtask() {{ "{sys.executable}" -m govtask_cli "$@"; }}\n{step}'
    environment = os.environ | {"PYTHONPATH": str(Path(govtask_cli.__file__).parents[1])}

    def ended() -> int:
        return subprocess.run(["bash", "-c", code], cwd=tmp_path, env=environment, check=False).returncode

    assert ended() == 0
    (tmp_path / "samples" / "new.txt").write_text(UNNUMBERED, encoding="utf-8")
    assert ended() == 1


def test_the_linter_passes_its_own_samples() -> None:
    samples = [*(PROJECT / "samples").glob("*.txt"), *(PROJECT / "samples" / "wordings").glob("*/*.txt")]
    files = [str(path.relative_to(PROJECT)) for path in sorted(samples)]
    options = ["--baseline", "samples/baseline.json", "--fail-on", "warning"]
    done = subprocess.run(
        [sys.executable, "-m", "govtask_cli", "check", *files, *options],
        cwd=PROJECT, env=os.environ | {"PYTHONPATH": str(PROJECT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert "occur no longer" not in done.stderr
