"""The name of a measure: the noun phrase before or behind its figure, in the content's own words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from govtask_cli.grammar.clauses import SIGHT
from govtask_cli.grammar.figures import Figure, leads
from govtask_cli.grammar.measure_words import any_of

JOINTS: Final = " \t\n\u3000、，,和及与并且或：:"
_BLANK: Final = re.compile(r"\s")
_OF: Final = re.compile(r"(?:约占|占|达到|完成|为|是|相当于|等于)[^占为是]*的$")
_SUCH: Final = re.compile(r"等(?![级次待效候式价同额于])")
_DANGLING: Final = re.compile(r"(?:[\s、，,并且]|(?<!参)与|和|及)+$")
_ASIDE: Final = re.compile(r"[(（][^()（）]*[)）]")
_PART: Final = re.compile(r"[、，,和及]\s?(?:其中|含|包括)?")
_AND: Final = re.compile(
    r"、|以及|(?<![总饱共平缓温调暖])和(?![美谐平睦])|(?<!参)与(?!会)|(?<![普涉以])及(?![时其以])"
)
_BEHIND_END: Final = re.compile(r"[、，,。；;：:！!？?\n]|(?:和|及|与|以及|并)(?=\s?[0-9０-９])")
_CLAUSE_MARK: Final = re.compile(r"[，,。；;：:！!？?\n]")
_TIMES: Final = "|".join(
    (
        r"(?:到|至|截至|截止)?[0-9０-９]{4}年(?:底|末)?(?:前|以前)?",
        r"(?:截至|截止|到|至)?[0-9０-９]{1,2}月(?:底|份|末)?(?:前)?",
        r"年底前|年末|前三季度",
        r"“[^”]{1,6}”(?:期间|末|时期)",
    )
)


class _Patterns(NamedTuple):
    """What the lexicon's words become, compiled once."""

    adverb: re.Pattern[str]
    adjective: re.Pattern[str]
    frame: re.Pattern[str]
    verb: re.Pattern[str]
    strong: re.Pattern[str]
    behind: re.Pattern[str]
    ranked: re.Pattern[str]


def clean(name: str) -> str:
    """A name without the white space that may stand in it."""
    return _BLANK.sub("", name)


def own_words(text: str, begin: int, figure: Figure) -> int:
    """Where the words of a figure begin, from `begin` on: a list member with its own verb opens anew."""
    end = figure.begin
    aside = _ASIDE.match(text, begin, end)
    begin = aside.end() if aside else begin
    while begin < end and text[begin] in JOINTS:
        begin += 1
    patterns = _patterns()
    shared = bool(leads(figure, "shared"))
    for part in _PART.finditer(text, begin, end):
        verb = patterns.strong if shared or part[0][0] in "和及" else patterns.verb
        opens = verb.match(text, part.end(), end) is not None
        if opens and _after_lead(text, begin, part.start(), verbs=True) < part.start():
            begin = part.end()
    return begin


def opens_with_verb(text: str, begin: int, end: int) -> bool:
    """Whether the words from `begin` open with a verb, after adverbs and frames."""
    at = _after_lead(text, begin, end, verbs=False)
    return _patterns().verb.match(text, at, end) is not None


def name_before(text: str, begin: int, figure: Figure) -> tuple[int, int]:
    """Span of the noun phrase between `begin` and the figure; empty where none stands there."""
    end = _of_whole(text, begin, figure.begin)
    if figure.kind == "rank":
        ranked = _patterns().ranked.search(text, begin, end)
        end = ranked.start() if ranked else end
    while end > begin and text[end - 1] in JOINTS + "的":
        end -= 1
    predicate = is_predicate(figure) or figure.kind == "rank"
    start = _after_lead(text, begin, end, verbs=not predicate)
    if not predicate:
        for strong in _patterns().strong.finditer(text, start, end):
            start = strong.end() if end - strong.end() >= 2 else start
    for such in _SUCH.finditer(text, start, end):
        start = such.end() if end - such.end() >= 2 else start
    return (start, end) if start < end else (end, end)


def _of_whole(text: str, begin: int, end: int) -> int:
    """Where a name ends that 占…的 or 达到…的 joins to its figure: 占全部贷款的5%."""
    whole = _OF.search(text[begin:end])
    return begin + whole.start() if whole else end


def verb_before(text: str, begin: int, figure: Figure) -> tuple[int, int]:
    """Span of the verb that alone stands before a figure: 全年改造5万平方米."""
    end = _of_whole(text, begin, figure.begin)
    while end > begin and text[end - 1] in JOINTS:
        end -= 1
    at = _after_lead(text, begin, end, verbs=False)
    return (at, end) if at < end else (begin, end)


def clause_before(text: str, start: int) -> tuple[int, int]:
    """Span of the clause that ends right before `start`, where a comma divides the two."""
    if text[start - 1 : start] not in ("，", ","):
        return start, start
    low = max(0, start - 1 - SIGHT)
    cut = [mark.end() for mark in _CLAUSE_MARK.finditer(text, low, start - 1)]
    return (cut[-1] if cut else low), start - 1


def name_behind(text: str, figure: Figure, limit: int) -> tuple[int, int]:
    """Span of the noun phrase behind a figure; it ends before `limit`, where the next figure begins."""
    start = figure.stop
    while text[start : start + 1] in (" ", "\t", "\u3000", "的"):
        start += 1
    sight = _without_brackets(text[start : max(start, min(start + SIGHT, limit))])
    end = next(
        (stop.start() for stop in _BEHIND_END.finditer(sight) if not _goes_on(sight, stop)), len(sight)
    )
    verb = _patterns().behind.search(sight, 4, end)
    end = verb.start() if verb else end
    if ")" in sight[:end] or "）" in sight[:end]:
        end = min(at for at in (sight.find(")"), sight.find("）")) if at >= 0)
    name = _DANGLING.sub("", sight[:end])
    return start, start + len(name)


def _goes_on(sight: str, stop: re.Match[str]) -> bool:
    """Whether 、 only joins the parts of one name: 10家粮食、饲料加工企业, not 5个公园、4个广场."""
    rest = re.split(r"[，,。；;：:！!？?\n]", sight[stop.end() :], maxsplit=1)[0]
    return stop[0] == "、" and not re.search(r"[0-9０-９]", rest) and _patterns().verb.match(rest) is None


def heads(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The members of a list of names: A、B和C."""
    found: list[tuple[int, int]] = []
    at = begin
    for joint in _AND.finditer(text, begin, end):
        if joint.start() > at:
            found.append((at, joint.start()))
            at = joint.end()
    return [*found, (at, end)] if at < end else found


def is_predicate(figure: Figure) -> bool:
    """Whether a predicate such as 达到 or 增长 joins the figure to a subject before it."""
    return bool(leads(figure, "subject_predicates"))


def _after_lead(text: str, begin: int, end: int, *, verbs: bool) -> int:
    """Past the adverbs, times and frames (and, with `verbs`, the verbs) that open a stretch of text."""
    patterns = _patterns()
    opening = patterns.verb if verbs else patterns.frame
    at = past = begin
    while at < end:
        step = opening.match(text, at, end) or patterns.adverb.match(text, at, end)
        if step is not None:
            at = past = step.end()
            continue
        step = patterns.adjective.match(text, at, end)
        if step is None:
            if not verbs or text[at] not in "、和" or patterns.verb.match(text, at + 1, end) is None:
                break
            at += 1
            continue
        at = step.end()
        if not verbs and patterns.verb.match(text, at, end):
            past = at
    return past


def _without_brackets(sight: str) -> str:
    """The same text with what stands in closed brackets blotted out, so that no comma inside divides it."""
    return re.sub(r"[(（][^()（）]*[)）]", lambda found: "〓" * len(found[0]), sight)


@cache
def _patterns() -> _Patterns:
    # $ is where the name ends: patterns look at a text only up to there
    noun = f"(?!{any_of('not_verbs')}|(?:{any_of('not_verbs_alone')})$)"
    return _Patterns(
        re.compile(rf"\s|{_TIMES}|(?!{any_of('not_lead_words')}){any_of('lead_words')}"),
        re.compile(any_of("adjectives")),
        re.compile(any_of("frames") + noun),
        re.compile(any_of("verbs") + noun),
        re.compile(any_of("strong_verbs") + f"(?!{any_of('not_verbs')})"),
        re.compile(any_of("name_ends")),
        re.compile(any_of("ranking") + r"[^，,。；;]{0,8}$"),
    )
