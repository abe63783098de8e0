"""TEXT004: a private number in a document that is to be published

A mobile phone number, or an 18-digit identity number, stands in the document. Government offices publish the numbers of
their desks; the numbers of persons are personal data. The message shows only the ends of the number, so that a report of
this check can be published.

How to mend: replace it by the number of the office, or take it out.

Bad:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。
    责任单位：区城管局
    2.治理河道4公里。
    责任单位：区水务局

    联系人：方圆，联系电话：13900001234

Good:
    云岭区2031年重点工作任务分解

    1.新增绿地3公顷。
    责任单位：区城管局
    2.治理河道4公里。
    责任单位：区水务局

    联系人：方圆，联系电话：0570-8800123
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.sayings import Saying, sayings, words
from govtask_cli.records import Finding, Result

CODE: Final = "TEXT004"

_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z.\-—])"
    r"(?:(?P<mobile>1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})|(?P<identity>[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]))"
    r"(?![0-9A-Za-z.]|[ ]?(?:元|万|亿|人|个|户|吨|平方|公里|亩|家|件|次|%))"
)
_MOBILE: Final = re.compile(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
_IDENTITY: Final = re.compile(r"[12][09][0-9]{9}[0-9Xx]")
"""A quick look at the whole document: most have no such number."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def private_number(result: Result) -> Iterator[Finding]:
    """One finding for each number, wherever it stands."""
    whole = "\n".join([*words(result), *(saying.text for saying in _beside(result))])
    if _MOBILE.search(whole) is None and _IDENTITY.search(whole) is None:
        return
    for saying in [*_beside(result), *sayings(result)]:
        for match in _NUMBER.finditer(saying.text):
            number = match[0]
            if match["identity"] is not None and not _is_identity(number):
                continue
            what = (
                "a mobile phone number (手机号码)" if match["mobile"] else "an identity number (身份证号码)"
            )
            message = (
                f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]} is {what}; the numbers of persons are private, "
                "give that of the office or take it out"
            )
            yield saying.finding(CODE, "warning", message)


def _is_identity(number: str) -> bool:
    """Whether the last character is the check character of the others (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[-1].upper() == _CHECKS[total % 11]


def _beside(result: Result) -> Iterator[Saying]:
    """The contacts, the forms, columns of other kinds, and what the document has besides: its covering notice."""
    place = result.document.origins.get("contacts", "")
    for contact in result.document.contacts:
        for phone in contact.phones:
            yield Saying(phone, place, None)
    for task in result.tasks:
        for header, cell in task.other.items():
            yield Saying(cell, task.origins.get(header, task.origin), task.lines)
    for form in result.forms:
        for label, value in form.values.items():
            yield Saying(value, form.origins.get(label, form.origin), form.lines)
    for note in result.notes:
        if note.kind in {"notice", "preamble", "closing", "appendix", "unclaimed"}:
            yield Saying(note.text, note.origin, note.lines)
