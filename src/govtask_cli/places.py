"""Where the inputs of a run stand among each other: what --out-dir makes its tree of, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from govtask_cli.addresses import Address, is_address, local, source


def places_of(files: Iterable[str]) -> dict[str, Path]:
    """Where each file stands: as named if that leads downwards, else below the folder of all others; an address by
    its host and path."""
    places: dict[str, Path] = {}
    elsewhere: list[str] = []
    for file in files:
        found = source(file)
        if isinstance(found, Address):
            places[file] = found.place
            continue
        path = Path(os.path.normpath(found))
        if path.is_absolute() or path.parts[:1] == ("..",):
            elsewhere.append(file)
        else:
            places[file] = path
    if elsewhere:
        folders = {file: Path(os.path.normpath(Path(local(file)).absolute())) for file in elsewhere}
        top = _common_folder([path.parent for path in folders.values()])
        for file, path in folders.items():
            places[file] = path.relative_to(top) if top else Path(*path.parts[1:])
    return places


def _common_folder(folders: Sequence[Path]) -> Path | None:
    """The deepest folder that holds all; None on different drives."""
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def real(file: str) -> str:
    """The file that a name leads to; an address, and a name that no file can have, lead to themselves."""
    if is_address(file):
        return file
    try:
        return os.path.realpath(file)
    except ValueError:
        return file


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
