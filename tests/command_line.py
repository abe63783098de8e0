"""govtask run by a test: as a process of its own or in this one, and an invented notice to read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

import govtask_cli
from govtask_cli.cli import main

NOTICE = """北山区2031年政府工作重点任务分解

一、秦海区长牵头重点工作

1.新建水厂2座，日供水能力提高5%以上。
责任单位：区水务局、区财政局

2.整治黑臭水体3条。
责任单位：区水务局

二、方圆副区长牵头重点工作

1.新建小学4所，新增学位2000个以上。
责任单位：区教育局、各镇街
"""
UNNUMBERED = NOTICE.replace("2.整治", "3.整治")


def run(*args: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """govtask as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "govtask_cli", *args],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(govtask_cli.__file__).parents[1]), **environment},
        check=False,
    )


def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
    """govtask in this process."""
    return CliRunner().invoke(main, list(args), input=stdin, prog_name="govtask")
