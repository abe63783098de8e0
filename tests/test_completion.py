"""Completion in real shells: what they offer behind govtask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import govtask_cli

pytestmark = pytest.mark.tools
SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with one document and a command govtask."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "govtask"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govtask_cli "$@"\n')
    script.chmod(0o755)
    (tmp_path / "notice.txt").write_text("x")
    return tmp_path


def ran(home: Path, *command: str, **more: str) -> str:
    """What a shell prints in that folder."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]}")
    paths = {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1]),
        "HOME": str(home),
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=home,
        env=os.environ | paths | more,
        check=True,
        timeout=60,
    )
    return done.stdout


def bash(home: Path, line: str) -> list[str]:
    """What bash offers behind a line."""
    code = (
        'source <(_GOVTASK_COMPLETE=bash_source govtask); shopt -s progcomp; COMP_WORDS=($LINE); [[ $LINE == *" " ]] '
        "&& COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        "_govtask_completion govtask; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    return ran(home, "bash", "-c", code, LINE=line).split()


def zsh(home: Path, line: str) -> list[str]:
    """What zsh offers: its own functions that would draw a list print it."""
    code = (
        'compdef() { :; }; words=("${(@s/ /)LINE}"); CURRENT=$#words; '
        "_describe() { print -l -- ${${(P)3}%%:*}; }; "
        "compadd() { print -l -- ${(P)5}; }; _path_files() { print -l -- *; }; "
        'eval "$(_GOVTASK_COMPLETE=zsh_source govtask)"; _govtask_completion; true'
    )
    return ran(home, "zsh", "-f", "-c", code, LINE=line).split()


def fish(home: Path, line: str) -> list[str]:
    """What fish offers behind a line."""
    code = '_GOVTASK_COMPLETE=fish_source govtask | source; complete -C "$LINE"'
    return ran(home, "fish", "-c", code, LINE=line).split()


OFFERS = {"bash": bash, "zsh": zsh, "fish": fish}


@pytest.mark.parametrize("shell", SHELLS)
class TestShell:
    def offered(self, home: Path, shell: str, line: str) -> list[str]:
        return OFFERS[shell](home, line)

    def test_commands(self, home: Path, shell: str) -> None:
        assert "check" in self.offered(home, shell, "govtask ch")

    def test_options(self, home: Path, shell: str) -> None:
        offered = self.offered(home, shell, "govtask check --out")
        assert "--output-format" in offered
        assert "--select" not in offered

    def test_values(self, home: Path, shell: str) -> None:
        assert "sarif" in self.offered(home, shell, "govtask check --output-format sa")

    def test_codes(self, home: Path, shell: str) -> None:
        above = (
            "" if shell == "fish" else "UNIT001,"
        )  # click's script for fish parts what it offers at commas
        offered = self.offered(home, shell, f"govtask check --select {above}NUM")
        assert any(each.startswith(f"{above}NUM002") for each in offered)

    def test_files(self, home: Path, shell: str) -> None:
        offered = self.offered(home, shell, "govtask check not")
        assert "notice.txt" in offered or (
            shell == "bash" and not offered
        )  # bash falls back to its own files
