"""Writes docs/checks.md from the docstrings of the checks. Part of `make docs`; a test holds it current."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from govtask_cli.checks.manual import markdown

PAGE: Final = Path(__file__).with_name("checks.md")


def main() -> None:
    """Write the page."""
    PAGE.write_text(markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
