"""Leading officials: a name with an office, in either order, alone or inside a heading."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govtask_cli.grammar.roles import holder_of
from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, words
from govtask_cli.records import Leader

_HAN: Final = "[\u3400-\u9fff\U00020000-\U000323af]"
_TITLE_BEHIND: Final = re.compile("(?P<name>[\u4e00-\u9fff]{2,4})[，,](?P<office>[\u4e00-\u9fff、]{2,20})")
_BLANK: Final = re.compile(r"\s+")
_REMARK: Final = "(?:[（(][\u4e00-\u9fff]{1,6}[)）])?"
"""副县长（挂职）."""
_BODIES: Final = ("局", "厅", "委", "办", "处", "中心", "公司", "委员会", "办公室", "管委会", "指挥部")
_LONGEST: Final = 60
_APART: Final = re.compile(r"(?P<office>[\u4e00-\u9fff、]{2,20})\s+(?P<name>[\u4e00-\u9fff·]{2,4})")
_DONE: Final = re.compile(
    r"(?:同志)?[\u4e00-\u9fff]{2,6}的[\u4e00-\u9fff]{0,4}(?:工作|任务|事项|项目)(?:[（(].*)?"
)
"""What an official does, and the word for tasks: 主持推进的工作, 挂图作战的重点项目."""
_WORK: Final = re.compile(r"(?:工作|任务|事项|项目)(?:[（(][^（()）]{1,8}[)）])?$")
_PORTFOLIO: Final = r"(?:(?:分管|协管|联系|主管|负责)[\u4e00-\u9fff、]{1,14}?的)?"
"""分管发展改革工作的副市长."""
_ANSWERS_FOR: Final = re.compile(f"^{_PORTFOLIO}")
_ANSWERING: Final = ("分管", "协管", "主管")


@cache
def _office() -> re.Pattern[str]:
    before, title = any_word(words("offices", "before")), any_word(words("offices", "title"))
    return re.compile(rf"(?:{before}){{0,3}}(?:{title})")


@cache
def _offices() -> str:
    """One office or several joined by 、 with an optional body before each: 市委常委、副市长."""
    seat = any_word(words("offices", "seat"))
    one = rf"(?:[省市区县镇乡州旗]?(?:{seat})?{_office().pattern}{_REMARK})"
    return rf"{one}(?:[、，,]{one})*"


def _posts() -> str:
    """Offices of which those behind a 、 may be those of any body: 县委常委、县委宣传部部长."""
    one = rf"(?:{_HAN}{{2,12}}{_office().pattern}{_REMARK})"
    return rf"{_offices()}(?:[、，,]{one})*(?:[、，,]{_offices()})?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Name before office, office before name, and a name with 同志; 由 may open each."""
    short, long = rf"{_HAN}(?:\s*[{_HAN[1:-1]}·]){{1,3}}?", rf"{_HAN}(?:[{_HAN[1:-1]}·]){{4,9}}?"
    strong = rf"(?:同志)?(?:{any_word(words('offices', 'acting'))})"
    tail = rf"(?P<rest>(?:同志)?(?:{any_word(_tails())}|[:：（(，,]).*|)"
    sources = (
        rf"(?P<name>{short})\s*(?P<office>{_offices()})(?P<rest>.*)",
        rf"(?P<office>{_posts()})\s*[:：]?(?P<name>{short}){tail}",
        rf"(?P<office>{_posts()})\s*[:：]?(?P<name>{long})(?P<rest>{strong}.*|)",
        rf"(?P<name>{long})(?P<office>{_offices()})(?P<rest>{strong}.*|)",
        rf"(?P<name>{short})[（(](?P<office>{_posts()})[)）](?P<rest>.*)",
        rf"(?P<name>{short})同志[（(](?P<office>{_posts()})[)）](?P<rest>.*)",
        rf"(?P<name>{short})(?P<office>)(?P<rest>同志{strong.removeprefix('(?:同志)?')}.*|同志)",
    )
    return tuple(re.compile(rf"^由?{source}$", re.DOTALL) for source in sources)


def leader_of(text: str, *, whole: bool = False) -> Leader | None:
    """The official that `text` (a heading without its marker, a label's value, a cell) opens with.

    With `whole` nothing but name and office may stand there. A bare office (分管副市长) gives a leader
    without a name only through `office_of`.
    """
    text = text.strip().rstrip("。；;,，:：")
    if len(text) > _LONGEST:
        return None
    said = simplified(text)
    by_work: list[re.Match[str]] = []
    for pattern in _patterns():
        match = pattern.match(said)
        rest = match["rest"].strip() if match is not None else ""
        if match is None or (rest and whole):
            continue
        if rest and not _is_tail(rest):
            if _is_work(rest):
                by_work.append(match)
        elif (found := _named_in(match, text)) is not None:
            return found
    return next((found for match in by_work if (found := _named_in(match, text)) is not None), None)


def _named_in(match: re.Match[str], text: str) -> Leader | None:
    """The official whose name and office a pattern found in `text`; None where a word stands in the name's place."""
    name, office = (_BLANK.sub("", text[slice(*match.span(group))]) for group in ("name", "office"))
    return None if is_no_name(name) else Leader(name=name, title=office or None)


def official(text: str) -> Leader | None:
    """The person with an office that a text is and nothing more: 丁一常务副县长."""
    found = leader_of(text, whole=True)
    return found if found is not None and found.name and found.title else None


def is_no_name(name: str) -> bool:
    """Whether what stands in a name's place is a word: 加强, 热线办理, 分管."""
    return any(word in simplified(name) for word in words("offices", "no_name"))


@cache
def _tails() -> tuple[str, ...]:
    """What may follow an official in a heading: 主抓, 领办, 同志, 重点工作."""
    return tuple(dict.fromkeys((*words("offices", "tail"), *words("labels", "leader_part"))))


def _is_tail(rest: str) -> bool:
    """Whether a heading may go on like this after its official: 牵头重点工作, 同志负责的任务, ：, （12项）."""
    return rest.startswith((*_tails(), ":", "：", "（", "(", "，", ","))


def _is_work(rest: str) -> bool:
    """Whether a heading goes on with what its official does: 主持推进的工作."""
    return _DONE.fullmatch(rest) is not None


def office_of(text: str) -> str | None:
    """`text` itself where it is an office without a name: 分管副市长, 协管副秘书长, 省政府分管领导."""
    text = "".join(text.split())
    return text if _bare_office().fullmatch(simplified(text)) or holder_of(text) == "leader" else None


@cache
def _bare_office() -> re.Pattern[str]:
    seat = any_word(words("offices", "seat"))
    return re.compile(rf"{_PORTFOLIO}[省市区县镇乡州旗]?(?:{seat})?{_office().pattern}")


def is_bare_name(text: str) -> bool:
    """Whether `text` can be a person's bare name: two to four Han characters, blanks folded."""
    return re.fullmatch(rf"{_HAN}(?:\s*{_HAN}){{1,3}}|{_HAN}+·{_HAN}+", text.strip()) is not None


def leader_value(text: str, *, label: str = "") -> Leader | None:
    """The leader that a labelled line or a leader column names: 秦海 · 秦海副市长 · 副市长秦海 · 分管副市长.

    A label that is an office itself (分管副市长：秦海) tells the title of a bare name.
    """
    text = text.strip().rstrip("。；;,，")
    if not text or text in words("units", "none"):
        return None
    comrade = text.removesuffix("同志")
    if is_bare_name(comrade) and not is_no_name(comrade):
        text = comrade
    office = office_of(text)
    if office is not None:
        return Leader(name=None, title=office)
    found = leader_of(text, whole=True)
    if found is not None:
        if found.title and text.startswith(found.name or "") and _is_body(found.name or ""):
            return Leader(name=None, title="".join(text.split()))  # 县教育局局长
        return found
    apart = _APART.fullmatch(text)
    if apart is not None and is_bare_name(apart["name"]) and _office().search(simplified(apart["office"])):
        return Leader(name=apart["name"], title=apart["office"])  # 县委组织部部长 丁一
    behind = _behind_bodies().fullmatch(simplified(text))
    if behind is not None and not is_no_name(behind["name"]):
        return Leader(name=text[slice(*behind.span("name"))], title=text[slice(*behind.span("office"))])
    told = _TITLE_BEHIND.fullmatch(text)
    if told is not None and is_bare_name(told["name"]) and _office().search(simplified(told["office"])):
        return Leader(name=told["name"], title=told["office"])  # 丁一，副市长
    bracketed = re.fullmatch(r"(?P<name>[^（()）]{2,12})[（(](?P<office>[^（()）]{2,20})[）)]", text)
    if bracketed is not None and re.search(_office().pattern, simplified(bracketed["office"])):
        return Leader(name=_BLANK.sub("", bracketed["name"]), title=_BLANK.sub("", bracketed["office"]))
    if is_no_name(text):
        return Leader(name=None, title=_BLANK.sub("", text))  # 分管负责同志
    return Leader(name=_BLANK.sub("", text), title=_title_in(label))


def _is_body(name: str) -> bool:
    """Whether what stands in a name's place is a body, whose head is meant: 教育局, 发改委."""
    return name.endswith(_BODIES) and len(name) > 2


@cache
def _behind_bodies() -> re.Pattern[str]:
    """A bare name behind offices of named bodies: 党工委委员、组织人事部部长姜若谷."""
    one = rf"[\u4e00-\u9fff]{{0,14}}?{_office().pattern}{_REMARK}"
    return re.compile(rf"(?P<office>{one}(?:[、，,]{one}){{0,4}})(?P<name>[\u4e00-\u9fff]{{2,3}})")


def _title_in(label: str) -> str | None:
    """The office that a label names, without what says that it answers: 分管副市长 → 副市长."""
    office = _ANSWERS_FOR.sub("", "".join(label.split()))
    if _bare_office().fullmatch(simplified(office)) is None:
        return None
    return next((office.removeprefix(word) for word in _ANSWERING if office.startswith(word)), office)


def heads_work_of_official(plain: str) -> bool:
    """Whether a line heads the tasks of one official: 丁一副市长牵头推进的重点工作（6项）."""
    found = leader_of(plain) if _WORK.search(plain) is not None else None
    return found is not None and found.name is not None and found.title is not None
