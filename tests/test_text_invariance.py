"""One text, however it was saved, gives the same records: encodings, line ends, invisible characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govtask_cli import parse

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


def plain(path: Path) -> str:
    """The text of a sample."""
    return path.read_bytes().decode("gb18030" if ".gb18030." in path.name else "utf-8")


def records(data: bytes) -> dict[str, Any]:
    """Everything but the source itself and the notes of what the reader dropped."""
    result = parse(data, name="sample.txt").model_dump(mode="json")
    del result["source"], result["coverage"]
    result["notes"] = [note for note in result["notes"] if note["step"] != "text"]
    return result


@cache
def expected(path: Path) -> dict[str, Any]:
    """The records of a sample saved in UTF-8 with plain line ends."""
    return records(plain(path).encode())


SAVED: dict[str, Callable[[str], bytes]] = {
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without mark": lambda text: text.encode("utf-16-be"),
    "gb18030": lambda text: text.encode("gb18030"),
    "CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "CR LF in gb18030": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    "no final line break": lambda text: text.rstrip("\n").encode(),
    "NUL bytes": lambda text: text.replace("。", "。\0").encode(),
    "zero-width spaces": lambda text: text.replace("，", "，\u200b").encode(),
}


@pytest.mark.parametrize("how", SAVED)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_records_do_not_depend_on_how_the_text_was_saved(sample: Path, how: str) -> None:
    assert records(SAVED[how](plain(sample))) == expected(sample)


def test_traditional_text_in_big5() -> None:
    (sample,) = (path for path in SAMPLES if path.stem == "notice-traditional")
    text = plain(sample)
    kept = text.encode("big5", "ignore").decode("big5")
    assert len(kept) > 0.95 * len(text)
    assert records(kept.encode("big5")) == records(kept.encode())
