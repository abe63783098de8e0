"""Names of persons where only a body or a person can stand: beside the name of a body, in its bracket."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.lexicon import any_word, words

_WHO: Final = "(?:责任人|负责人|联系人|经办人|联络人)员?"
_PEOPLE: Final = re.compile(rf"(?:[（(](?:主要)?{_WHO}[)）]|[及和与、/](?:具体)?{_WHO})$")


def is_person(text: str) -> bool:
    """Whether two to four characters are a surname and a given name: 王明, 欧阳青."""
    return len(text) <= 4 and _person().fullmatch(text) is not None


def without_people(header: str) -> str:
    """The header of a column of bodies and of people in them without the latter: 责任单位及责任人, 责任单位（责任人）."""
    return _PEOPLE.sub("", header)


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word(words('offices', 'surname'))})[\u4e00-\u9fff]{{1,2}}")
