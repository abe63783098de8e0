"""Whom to ask: the people and telephones of 联系人：某某，联系电话：…, in one line or with the telephone below."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final, NamedTuple
from unicodedata import normalize

from govtask_cli.document import Text
from govtask_cli.families.front import Front
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.units import is_whole_name
from govtask_cli.records import Contact

_WHO: Final = re.compile(
    r"(?:(?:联\s*系|经\s*办|填\s*[报表]|咨\s*询)\s*人员?|联\s*络\s*[员人])(?:姓名)?\s*[:：]"
)
_PHONE_LABEL: Final = re.compile(
    r"(?:联\s*系\s*|咨\s*询\s*|办\s*公\s*)?(?:电\s*话|方\s*式|手\s*机)(?:号码)?\s*[:：]\s*(?P<phones>[0-9０-９()（）\-—－\s、，,;；/]{5,80})"
)
_VALUE_END: Final = re.compile(
    r"[。；;|\n0-9０-９]|联\s*系|咨\s*询|办公电话|电\s*话|方\s*式|手\s*机|审\s*[核签]|复\s*核|传\s*真|邮\s*箱|填\s*[报表]"
)
_NEXT: Final = re.compile(
    r"[；;]\s*(?P<name>[\u4e00-\u9fff·]{2,12})[，,\s]\s*(?=(?:联系)?(?:电话|手机)[:：])"
)
"""One more person behind the first: …；戊二，联系电话：5530002."""
_PHONE: Final = re.compile(r"[(（]?[0-9]{3,4}[)）]?[-—](?:[0-9]{6,8}|[0-9]{4} [0-9]{4})|[0-9]{5,13}")
_BETWEEN: Final = re.compile(r"[、，,\s]+")
_PERSON: Final = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_DIVISION: Final = re.compile(
    r"^[\u4e00-\u9fff]{2,20}(?:科|室|处|股|办|局|部|中心|委)(?=[\u4e00-\u9fff]{2,3}$)"
)
"""区督查室 in 区督查室丁一."""
_REMARK: Final = re.compile("[（(][^（）()]*[）)]")


class _Said(NamedTuple):
    """People of one label, their telephones, and where both stand in the text."""

    names: list[str]
    phones: list[str]
    begin: int
    end: int


def read_contacts(text: Text, below: Text, front: Front) -> None:
    """Put the people and telephones that a line names into the front matter; `below` is the line after it."""
    said = simplified(text.plain)
    labels = list(_WHO.finditer(said))
    if labels and _PHONE_LABEL.search(said) is None and _PHONE_LABEL.match(simplified(below.plain)):
        text = Text.join([text, below], "\n")
        said = simplified(text.plain)
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following is not None else len(said)
        for found in _people(text.plain, said, label, end):
            # 联系人：丁一、戊二，联系电话：5530001、5530002
            paired = len(found.names) == len(found.phones) > 1
            for at, name in enumerate(found.names or [None]):
                phones = found.phones[at : at + 1] if paired else found.phones
                front.contacts.append(Contact(name=name, phones=phones))
            front.origins.setdefault("contacts", str(text.origin))
            front.used.append(text.cut(found.begin, found.end))


def _people(plain: str, said: str, label: re.Match[str], end: int) -> list[_Said]:
    """Who stands behind a label, up to the next one; nobody where neither a name nor a telephone does."""
    stop = _VALUE_END.search(said, label.end(), end)
    names = _names(plain[label.end() : stop.start() if stop is not None else end])
    further = list(_NEXT.finditer(said, label.end(), end))
    first_end = further[0].start() if further else end
    phones, phones_end = _phones(said, stop.start() if stop is not None else end, first_end)
    if not phones and (not names or "报" in label[0] or "表" in label[0]):
        return []  # who filled the form in is nobody to ask
    close = max(phones_end, stop.start() if stop is not None else first_end)
    people = [_Said(names, phones, label.start(), close)]
    for one, following in zip_longest(further, further[1:]):
        own, own_end = _phones(said, one.end(), following.start() if following is not None else end)
        people.append(_Said([plain[slice(*one.span("name"))]], own, one.start("name"), own_end))
    return people


def _phones(said: str, begin: int, end: int) -> tuple[list[str], int]:
    """The telephones behind the first label of them in a stretch, and where they end."""
    found = _PHONE_LABEL.search(said, begin, end)
    if found is None:
        return [], begin
    return _PHONE.findall(normalize("NFKC", found["phones"])), found.end()


def _names(value: str) -> list[str]:
    """The people that a value names, without their division: 区督查室 丁一, 纪 明, 丁一（办公室）."""
    words: list[str] = []
    for word in _BETWEEN.split(_REMARK.sub("", value).strip()):
        if len(word) == 1 and words and len(words[-1]) == 1:
            words[-1] += word
        else:
            words.append(_DIVISION.sub("", word))
    return [word for word in words if _PERSON.fullmatch(word) and not is_whole_name(word)]
