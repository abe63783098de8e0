"""Marks for tests that need programs from outside Python. Where one is missing they say so and skip; where
GOVTASK_CI is set, as `.ci/run` does, they run all the same and fail, so that nothing is left out unseen."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

import pytest

from govtask_cli.readers import office

IN_CI: Final = bool(os.environ.get("GOVTASK_CI"))


def _has_cjk_fonts() -> bool:
    """Whether fonts for Chinese are there: without them LibreOffice prints boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def needs(there: bool, what: str, packages: str) -> pytest.MarkDecorator:
    """Skip where something is missing, but never where GOVTASK_CI is set."""
    return pytest.mark.skipif(
        not there and not IN_CI, reason=f"{what} not installed: apt-get install {packages}"
    )


needs_libreoffice: Final = needs(office.is_there(), "LibreOffice is", "libreoffice-writer libreoffice-calc")
needs_fonts: Final = needs(_has_cjk_fonts(), "Chinese fonts are", "fonts-noto-cjk")
needs_poppler: Final = needs(shutil.which("pdftoppm") is not None, "poppler is", "poppler-utils")
