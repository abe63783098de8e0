"""Where a text that says what is to be done goes over to how far it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.grammar.numerals import NARROW
from govtask_cli.lexicon import any_word, words

_NAME: Final = "[^。，,；：]{2,40}"
_PERIOD: Final = (
    "[到至](?:第?[一二三四]季度|[0-9]{1,2}月|上半年)[底末]|前[二两三]个?季度|[0-9]{1,2}[-—至到][0-9]{1,2}月"
    "|[0-9]{1,2}月(?:份|底)?|全年[,，]|第?[一二三四]季度"
)
_OF_YEAR: Final = "(?:今年|本年度?|(?:19|20)[0-9]{2}年)?"


class _Patterns(NamedTuple):
    """What the lexicon's words become, compiled once."""

    reported: re.Pattern[str]
    named: re.Pattern[str]
    project: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    now = any_word(words("progress", "now"))
    reports, states = any_word(words("progress", "reports")), any_word(words("progress", "states"))
    project, done = any_word(words("progress", "project")), any_word(words("progress", "done"))
    return _Patterns(
        re.compile(rf"(?:^|(?<=[。\n]))(?={_OF_YEAR}(?:{now}|{reports}|{_PERIOD})[^。]{{0,12}}[,，]?)"),
        re.compile(
            rf"^(?P<name>{_NAME})[，,](?P<said>(?:{now}|{states}|[0-9]{{1,2}}月(?:底|末))[^\n]*)$"
            rf"|^(?P<quoted>“[^”\n]{{2,60}}”(?:{project}))[，,](?P<stated>[^\n]*)$",
            re.DOTALL,
        ),
        re.compile(
            rf"{_NAME}(?:{project}|”)[，,](?:{now}|[0-9]{{1,2}}月|{done})|“[^”\n]{{2,60}}”(?:{project})[，,]"
        ),
    )


def target_and_progress(content: str) -> tuple[str, str | None]:
    """A content up to the sentence that reports, and the rest: …。上半年，… · “…”项目，截至9月底，…."""
    known = _patterns()
    said = content.translate(NARROW)
    named = known.named.match(said)
    if named is not None:
        name, state = ("name", "said") if named["name"] else ("quoted", "stated")
        return content[slice(*named.span(name))], content[slice(*named.span(state))]
    for match in known.reported.finditer(said):
        if match.start() > 0:
            return content[: match.start()], content[match.start() :]
    return content, None


def opens_report(plain: str) -> bool:
    """Whether a paragraph opens as a report does: 上半年，…; 到三季度末，…."""
    return _patterns().reported.match(plain.translate(NARROW)) is not None


def opens_with_project(plain: str) -> bool:
    """Whether a paragraph opens with a project's name and its state: “…”项目，截至9月底，…."""
    return _patterns().project.match(plain) is not None
