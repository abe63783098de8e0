"""What a heading or a sentence of a work report does: look back, lay out work, or neither."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.grammar.topics import letters, opens_with, says
from govtask_cli.lexicon import any_word, words
from govtask_cli.records import StatementKind

_CLAUSE_ENDS: Final = re.compile("[，,；;。！!？?]")
_AIMS: Final = re.compile(
    r"""
    (?:预期|主要|具体|发展|工作|约束性|核心)[^，,。；;：:]{0,14}?
    (?:目标|指标)(?:任务)?
    [^，,。；;：:]{0,8}?
    (?:是|为|有|：|:|建议|安排|拟|初步)
    """,
    re.VERBOSE,
)
_LACK: Final = re.compile("存在|仍有|还有|尚有|(?:仍|仍然|还|依然|也|尚|当前)[^，]{0,8}面临")
_COUNTED: Final = re.compile(
    "(?<![几0-9一二两三四五六七八九十])[几0-9一二两三四五六七八九十]+(?:个|大|项|件|条|点)?(?:方面|重点|任务|工作|行动|举措|实事|要点)"
)
_WORK: Final = re.compile("(?:主要|重点|着力|突出|着重|抓好|做好|体现|做了|抓了)[^，,]{0,20}[：:]$")
_FOLLOWING: Final = re.compile(
    "(?<![0-9%％岁元度级米层])(?:以下|如下|下列)[^，。]{0,10}(?:工作|任务|方面|事|行动|文章|举措)。$"
)
_TO_THESE: Final = re.compile(
    "(?:围绕|为实现|为完成|实现|完成|对照)(?:上述|以上|这些)(?:[^，。]{0,6})(?:目标|任务)[^，。]{0,4}，"
)
_LONGEST_LEAD_IN: Final = 60
_SALUTATION_ENDS: Final = "！!：:"
_YEAR: Final = re.compile("[0-9]{4}年[，,]")
_RETURN: Final = re.compile(
    r"(?:各位|尊敬的|在此|同时，?我们也|同时，?也|在看到成绩|在肯定成绩|在总结成绩|回顾过去|回顾[一二三四五六七八九十]年)"
)


def heading_kind(heading: str) -> StatementKind | None:
    """What a heading says of the chapter below it; None where it names a theme (三、加强自身建设)."""
    if says(heading, "chapter_review") and not heading.endswith(("体会", "启示", "经验")):
        return "review"
    bare = _without(heading, "chapter_frame")
    if says(bare, "chapter_plan"):
        return "plan"
    if bare != heading:
        return "frame"
    return "plan" if says(bare, "chapter_aims") else None


def section_kind(heading: str, chapter: StatementKind) -> StatementKind:
    """What stands below a section heading of a chapter of this kind."""
    if chapter != "review" and heading.endswith(words("report", "aim_heading")) and "奋斗" not in heading:
        return "plan"
    kind = heading_kind(heading)
    if chapter == "frame":
        return "plan" if kind == "plan" else "frame"
    return "frame" if kind == "frame" and heading.endswith(words("report", "chapter_frame")) else chapter


def _without(heading: str, table: str) -> str:
    for word in words("report", table):
        heading = heading.replace(word, "")
    return heading


def is_salutation(sentence: str) -> bool:
    """各位代表： or 各位代表！ and nothing else."""
    return (
        sentence.startswith(("各位", "尊敬的", "同志们", "朋友们"))
        and letters(sentence) <= 16
        and sentence.endswith((*_SALUTATION_ENDS, *words("report", "salutation")))
        and says(sentence, "salutation")
    )


def delivers(sentence: str) -> bool:
    """现在，我代表…向大会报告工作，请予审议…。"""
    return says(sentence, "delivery") and any(word in sentence for word in ("代表", "委托", "审议", "审查"))


def states_aims(sentence: str) -> bool:
    """主要预期目标是：…: says the aims themselves, not that they are to be reached."""
    match = _AIMS.search(sentence)
    if match is None:
        return False
    begin = max((m.end() for m in _CLAUSE_ENDS.finditer(sentence, 0, match.start())), default=0)
    clause = sentence[begin : match.end()]
    return not says(clause, "no_aims")


def turns_away(sentence: str) -> bool:
    """In a review: from here on problems, thanks or what was learned, no more of what was done."""
    return says(sentence, "problem", "thanks", "reflection") or _tells_of_lack(sentence)


def _tells_of_lack(sentence: str) -> bool:
    for match in _LACK.finditer(sentence):
        ending = _CLAUSE_ENDS.search(sentence, match.end())
        clause = sentence[match.end() : ending.start() if ending else len(sentence)]
        begin = max((m.end() for m in _CLAUSE_ENDS.finditer(sentence, 0, match.start())), default=0)
        before = sentence[begin : match.start()]
        mastered = says(before, "mastered") or says(clause, "solved")
        if not mastered and says(clause, "lack"):
            return True
    return False


def exhorts(sentence: str) -> bool:
    """让我们…！ and the thanks of the last line."""
    return says(sentence, "exhortation")


def leads_in(sentence: str) -> bool:
    """重点抓好以下5方面工作：, 一年来的工作主要体现在：: says only that a list follows."""
    if sentence.endswith(("：", ":")):
        if letters(sentence) > _LONGEST_LEAD_IN or states_aims(sentence) or turns_away(sentence):
            return False
        return (
            says(sentence, "lead_in")
            or _COUNTED.search(sentence) is not None
            or _WORK.search(sentence) is not None
        )
    if letters(sentence) > _LONGEST_LEAD_IN:
        return False
    to_these = _TO_THESE.match(sentence) is not None and _COUNTED.search(sentence) is not None
    return to_these or _FOLLOWING.search(sentence) is not None


def returns_to_chapter(passage: str) -> bool:
    """Does a paragraph so opened leave the section above it (各位代表！, 在此，我代表…, 在肯定成绩的同时)?"""
    return _RETURN.match(passage.lstrip()) is not None


def turns_to(passage: str) -> StatementKind | None:
    """In a report without chapter headings: which half of it a paragraph so opened begins."""
    if opens_with(passage, "review_opener") or passage.startswith("回顾"):
        return "review"
    if opens_with(passage, "plan_turn"):
        return "plan"
    return voted_kind(passage) if _YEAR.match(passage) else None


def voted_kind(plain: str) -> StatementKind:
    """Review or plan, by the words of a whole chapter whose heading says neither."""
    done = len(_cue("done").findall(plain))
    todo = len(_cue("todo").findall(plain))
    return "review" if done > todo else "plan"


@cache
def _cue(table: str) -> re.Pattern[str]:
    return re.compile(any_word(words("report", table)))
