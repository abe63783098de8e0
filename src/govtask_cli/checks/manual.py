"""The manual of the checks: what each file's docstring says, as pages and as one Markdown document.

A docstring is a title line `CODE: what is wrong`, paragraphs, and two blocks of document text under `Bad:`
and `Good:`, indented by four blanks. Tests run both blocks through the whole pipeline.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from textwrap import dedent
from typing import Final

from govtask_cli.checks import CHECKS, Check

_EXAMPLES: Final = re.compile(r"\n\nBad:\n(?P<bad>.*?)\n\nGood:\n(?P<good>.*)\Z", re.DOTALL)

_OPENING: Final = """\
# Checks

What `govtask` remarks on a document. Codes stay for ever; the severity says what to do:

- `error`: what was read is incomplete or may stand in the wrong place; do not use it unseen.
- `warning`: the document lacks or contradicts something that a person must look up.
- `info`: something is odd, but may be meant.

Findings never change the exit code unless `--fail-on error` or `--fail-on warning` asks for it.
This page is generated from the docstrings in `src/govtask_cli/checks` by `docs/make_checks.py`; every example
is run as a test.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """The manual page of one check; `bad` and `good` are documents, `text` is Markdown, `name` its function's."""

    code: str
    title: str
    text: str
    bad: str
    good: str
    name: str = ""

    def markdown(self) -> str:
        """The page as a section of a Markdown document."""
        return (
            f"## {self.code}: {self.title}\n\n{self.text}\n\n"
            f"Bad:\n\n```text\n{self.bad}\n```\n\nGood:\n\n```text\n{self.good}\n```\n"
        )


def page(check: Check) -> Page:
    """The page that the check's module docstring holds; ValueError where it lacks a title or an example."""
    module = sys.modules[check.__module__]
    head, _, rest = (module.__doc__ or "").rstrip().partition("\n")
    code, _, title = head.partition(": ")
    examples = _EXAMPLES.search(rest)
    if not title or examples is None:
        raise ValueError(f"{module.__name__}: the docstring needs a title line, a Bad: and a Good: example")
    return Page(
        code,
        title,
        rest[: examples.start()].strip(),
        dedent(examples["bad"]),
        dedent(examples["good"]),
        check.__name__,
    )


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes of all checks, in order."""
    return tuple(page.code for page in pages())


def pages() -> list[Page]:
    """All pages, by code."""
    return sorted((page(check) for check in CHECKS), key=lambda page: page.code)


def markdown() -> str:
    """The whole manual."""
    return _OPENING + "".join(f"\n{page.markdown()}" for page in pages())
