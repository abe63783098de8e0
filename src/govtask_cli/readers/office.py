"""LibreOffice as a converter: one run for one file, with a profile of its own, a time limit, and no survivors."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govtask_cli.errors import ReadError

if TYPE_CHECKING:
    import subprocess

TIMEOUT: Final = 120.0
"""Seconds that a conversion may take; the first run of a day needs five or so, a long document ten."""
_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_INSTALL: Final = (
    "install LibreOffice Writer (https://www.libreoffice.org; Debian and Ubuntu: apt-get install "
    "libreoffice-writer), or open it in Word or WPS and save it as .docx"
)
_SAVE: Final = "open it in Word or WPS and save it as .docx"
_SETTINGS: Final = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
"""No macros, no links to other places: what a document names is not fetched."""


@cache
def program() -> str | None:
    """The path of LibreOffice on this machine; None where it is not installed."""
    import shutil

    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return program() is not None


def convert(data: bytes, name: str, suffix: str, to: str, timeout: float = TIMEOUT) -> bytes:
    """The bytes of a file in another format: `suffix` says what it is, `to` what it shall be (docx, xlsx).

    Raises ReadError where LibreOffice is missing, fails, or takes longer than `timeout` seconds.
    """
    import tempfile

    office = program()
    if office is None:
        raise ReadError(name, "needs LibreOffice to be read, which is not installed (未安装)", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="govtask-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), encoding="utf-8")
        source = place / f"document.{suffix}"
        source.write_bytes(data)
        said = _run(office, place, source, to, name, timeout)
        made = place / "out" / f"document.{to}"
        if not made.exists():
            errors = " ".join(line for line in said.splitlines() if not line.startswith("Warning"))
            hint = " (is Writer installed?)" if "could not be loaded" in said else ""
            cause = f"LibreOffice could not read it{hint} (文件损坏或已加密): {errors[-200:]}"
            raise ReadError(name, cause, _SAVE)
        return made.read_bytes()


def _registry() -> str:
    """The settings in the form in which a profile holds them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _run(office: str, place: Path, source: Path, to: str, name: str, timeout: float) -> str:
    """One conversion; what LibreOffice said. Its whole process group is ended, whatever happened."""
    import subprocess

    command = [
        office,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
        *("--convert-to", to, "--outdir", str(place / "out"), str(source)),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=place,
            env={**os.environ, "HOME": str(place), "SAL_USE_VCLPLUGIN": "svp"},
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(name, f"LibreOffice cannot be started: {error}", _INSTALL) from error
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        cause = f"LibreOffice was still not done after {timeout:.0f} seconds and was ended (转换超时)"
        raise ReadError(name, cause, _SAVE) from error
    finally:
        _end(process)
    return said.decode("utf-8", "replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    import signal
    import subprocess

    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of them have ended
    process.communicate()
