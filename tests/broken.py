"""Damaged files of every format, always the same ones: thousands of them, read in worker processes.

A format is one line in `KINDS`. What a file gives must be records whose characters add up, or a typed error with a
cause and a cure, within a time; anything else is a `Trouble`.
"""

from __future__ import annotations

import random
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import broken_docx
import broken_pages
import broken_sheets
from build import FORMATS
from govtask_cli import pipeline
from govtask_cli.errors import GovtaskError
from govtask_cli.inputs import documents
from govtask_cli.readers import office
from originals import STEMS, original
from test_ofd import mutant as broken_ofd
from test_pdf import mutant as broken_pdf
from zip_files import message, part, zipped

SECONDS: Final = 10
"""More processor time than any file may take."""
MEMORY: Final = 4 << 30
"""Bytes that a process may take, so that no file takes the machine."""
Mutants = Callable[[bytes, int, int], Iterator[bytes]]
"""(file, seed, count) → so many damaged copies."""


def _each(mutant: Callable[[bytes, random.Random], bytes]) -> Mutants:
    def mutants(data: bytes, seed: int, count: int) -> Iterator[bytes]:
        chance = random.Random(seed)
        for _ in range(count):
            yield mutant(data, chance)

    return mutants


def _sparked(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    return broken_pages.mutants((data,), seed=seed, count=count)


def _parts(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    return broken_sheets.mutants(data, seed=seed, count=count)


def _old_word(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed where the tables of the file stand or anywhere; every tenth file is cut."""
    body = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)
    for _ in range(chance.randint(1, 30)):
        if body:
            body[chance.randrange(len(body))] = chance.choice((0, 1, 128, 255, chance.randrange(256)))
    return bytes(body)


def _in_zip(stem: str) -> bytes:
    return zipped(("通知.html", _page(stem)), ("内.zip", zipped(("a.txt", "新建水厂。"))))


def _in_message(stem: str) -> bytes:
    inner = zipped(("a.txt", "新建水厂。"))
    name = 'Content-Disposition: attachment; filename="a.zip"'
    return message(part(_page(stem), "text/html"), part(inner, "application/zip", name))


def _page(stem: str) -> bytes:
    sites = [name for name in FORMATS if name.startswith("html")]
    return _made(sites[STEMS.index(stem) % len(sites)], stem)


def _made(form: str, stem: str) -> bytes:
    return FORMATS[form].write(original(stem))


KINDS: Final[dict[str, tuple[Callable[[str], bytes], Mutants]]] = {
    "txt": (partial(_made, "gb18030"), _sparked),
    "csv": (partial(_made, "csv"), _sparked),
    "docx": (partial(_made, "docx"), broken_docx.mutants),
    "xlsx": (partial(_made, "xlsx"), _parts),
    "xls": (partial(_made, "xls"), _parts),
    "ods": (partial(_made, "ods"), _parts),
    "html": (_page, _sparked),
    "mht": (partial(_made, "mht"), _sparked),
    "zip": (_in_zip, _sparked),
    "eml": (_in_message, _sparked),
    "pdf": (partial(_made, "pdf"), _each(broken_pdf)),
    "ofd": (partial(_made, "ofd"), _each(broken_ofd)),
}
"""What is damaged, by suffix: what makes a sample, and what damages it."""
BY_OFFICE: Final[dict[str, Mutants]] = {"doc": _each(_old_word), "odt": _parts, "rtf": _sparked}
"""Files that LibreOffice makes of the samples, and what damages them."""


@dataclass
class Told:
    """What some damaged files gave: how often records and refusals, the seconds of the slowest, troubles."""

    given: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    troubles: list[str] = field(default_factory=list)

    def add(self, other: Told) -> None:
        """Both together."""
        self.given += other.given
        self.slowest = max(self.slowest, other.slowest)
        self.troubles += other.troubles


class Hang(BaseException):
    """A file that takes too long; no part of the program catches it."""


def _ring(signum: int, frame: Any) -> None:
    raise Hang


def begin() -> None:
    """Make a worker process ready: no file may take the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def damaged(kind: str, stem: str, count: int) -> Told:
    """What so many damaged copies of a sample give; runs in a worker process."""
    make, mutants = KINDS[kind]
    return tell(kind, stem, mutants(make(stem), STEMS.index(stem), count))


def damaged_old_word(data: bytes, stem: str, count: int) -> Told:
    """The same for an old Word file, which the light reader reads."""
    office.program = lambda: None  # type: ignore[assignment]
    return tell("doc", stem, BY_OFFICE["doc"](data, STEMS.index(stem), count))


def tell(kind: str, stem: str, files: Iterator[bytes]) -> Told:
    """What these files give."""
    told = Told()
    for at, data in enumerate(files):
        signal.signal(signal.SIGPROF, _ring)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        began = time.process_time()
        try:
            told.given.update(_outcomes(data, f"damaged.{kind}"))
        except (Exception, Hang):  # noqa: BLE001 - whatever it is, it is the trouble looked for
            told.troubles.append(f"{kind} {stem}, damaged file {at}:\n{traceback.format_exc(limit=-6)}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        told.slowest = max(told.slowest, time.process_time() - began)
    return told


def _outcomes(data: bytes, name: str) -> Iterator[str]:
    for one in documents(data, name):
        try:
            coverage = pipeline.parse(one.read(), one.name).coverage
        except GovtaskError as error:
            yield "refused" if error.cause and error.cure else "refused without a reason"
            continue
        assert coverage.read == coverage.used + coverage.dropped + coverage.unexplained, (
            "characters were lost"
        )
        yield "records"
