"""Assignments in running sentences: 此件由甲局主办，乙局会办，副县长丁一领衔督办，9月底前办结.

Every piece between two commas says who or until when: 由 and a body with what it does, a label with 为 or 是 behind it
(牵头部门为甲局), a body with a verb, an official, a deadline. Where one piece says anything else, the sentence is one of
the task.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from govtask_cli.grammar.brackets import Bracket
from govtask_cli.grammar.dates import is_deadline, iso_date
from govtask_cli.grammar.leaders import official
from govtask_cli.grammar.roles import any_part, holder_of, text_of
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.units import is_collective, is_member, is_unit_list, is_whole_name, split_names
from govtask_cli.lexicon import words
from govtask_cli.records import Role

_LONGEST: Final = 240
_FULL_STOP: Final = re.compile("[。\n]")
_PIECES: Final = re.compile("[，,；;。]")
_QUICK: Final = re.compile("[由为是有在到请]|同志|牵头")
"""A cheap look: one of these joins a name to what is said of it."""
_BY: Final = re.compile(
    r"(?P<opener>(?:[此该这本](?:项|件|条|个)?(?!办法|方案|清单|通知|意见)[\u4e00-\u9fff]{0,5}?"
    r"|(?![以上各全所])[\u4e00-\u9fff]{0,4}(?:责任|工作|任务|专班|事项|领导))?)交?由(?P<rest>.+)"
)
_JOINT: Final = re.compile("(?<=[责任])到|明确为|确定为|落实到|落实在|(?<=[位门室])有(?!关)|[为是在系]")
_LABEL: Final = 12
_NAMED_AS: Final = re.compile(
    "(?P<who>[^为是]{2,80})(?:作?为|是)(?P<label>[\u4e00-\u9fff]{2,6}(?:单位|部门|科室|处室))"
)
"""甲局为牵头单位."""
_GENERAL: Final = ("单位", "部门")
_MEMBERS: Final = "成员单位"
_WHOSE: Final = re.compile(r"(?:(?:[该此这本][\u4e00-\u9fff]{0,4})?(?P<act>[\u4e00-\u9fff]{2,4})的)")
"""该工程牵头的(是甲局)."""
_EVERY: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?P<said>每(?:周|旬|月|季度?|半年|年)[底末]?[\u4e00-\u9fff]{0,2}(?:一次)?)"
)
_BEFORE: Final = re.compile("^(?:并|且|务必|确保|力争|要|须|应)?(?:于|在)?")
_COMRADE: Final = re.compile("同志$")
_NAMED: Final = re.compile("[\u4e00-\u9fff]{2,4}同志")
_TOGETHER: Final = re.compile("(?:会同|联合|协同|商(?![务贸业]))(?P<who>.+)")
_ASKED: Final = re.compile("^请")
_PERSONAL: Final = re.compile(
    "^[\u4e00-\u9fff]{2,4}同志|[局委办厅部处室司府心]牵头(?:抓好|做好|组织|推进|负责)[\u4e00-\u9fff]{2,4}$"
)
"""丁一同志负责, 甲局牵头抓好落实: what no list of names with a verb says."""
_HOLDER: Final = re.compile(
    "(?:牵头|主办|承办|责任|配合|参与|协办)(?:单位|部门|厅局|科室|处室|站所|领导)|要|制"
)
_LEVELS: Final = frozenset("省市区县州旗盟镇乡")
_FIGURE: Final = re.compile("[0-9０-９]")
_TASK: Final = 6
"""A name that begins with a verb has fewer characters: 推进办, 促进中心."""
_OF_BODIES: Final = ("建设", "发展", "保障", "统筹", "规范")
"""But for these: 建设工程质量安全监督站."""
_ACT: Final = 18
"""What a body does is said in so many characters at most."""


class Spoken(NamedTuple):
    """Who does what until when: lists of bodies with their roles, an official, a deadline, how often is reported, and
    what other labels say."""

    bodies: tuple[tuple[str, Role], ...]
    leader: str | None
    deadline: str | None
    frequency: str | None
    others: tuple[tuple[str, str], ...]

    @property
    def leads(self) -> bool:
        """Whether some body leads."""
        return any(role == "lead" for _, role in self.bodies)


@lru_cache(maxsize=1024)
def spoken(text: str) -> Spoken | None:
    """The assignment that a sentence makes; None where it says anything else."""
    if len(text) > _LONGEST or _QUICK.search(text) is None:
        return None
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    said = Spoken((), None, None, None, ())
    opened = False
    for piece in pieces:
        further = _piece(piece, said)
        if further is None:
            return None
        said, joined = further
        opened = opened or joined
    if _ASKED.match(text) and said.bodies and all(_are_of_each(names) for names, _ in said.bodies):
        return None  # 请各有关单位抓好整改 asks everybody
    return said if opened and (said.bodies or said.leader) else None


def _are_of_each(names: str) -> bool:
    return all(is_collective(name.name) for name in split_names(names))


def _piece(piece: str, said: Spoken) -> tuple[Spoken, bool] | None:
    """What was said so far with one piece more, and whether the piece joins a name to what is said of it, as no list
    of names with a verb does; None where it says none of all this."""
    plain = piece
    piece = _ASKED.sub("", piece)
    together = _TOGETHER.fullmatch(piece)
    if together is not None:
        told = _who(together["who"], said, role="support")
        if told is not None:
            return told, False  # else 协同责任单位为甲局
    by = _by(piece)
    if by is not None:
        told = _who(by, said)
        return (told, True) if told is not None else None
    for joint in _JOINT.finditer(piece, 0, _LABEL):
        label, value = simplified(piece[: joint.start()]), piece[joint.end() :]
        told = _labels(label, value, said) if label and value else None
        if told is not None:
            return told, True
    named = _NAMED_AS.fullmatch(simplified(piece))
    kind = _kind(named["label"]) if named is not None else None
    if named is not None and kind in {"lead", "support", "units"} and not _is_general(named["who"]):
        told = _labels(named["label"], piece[: named.end("who")], said)
        if told is not None:
            return told, True
    every = _EVERY.fullmatch(simplified(piece))
    if every is not None:
        return said._replace(frequency=every["said"]), False
    timely = _BEFORE.sub("", piece)
    if is_deadline(timely) and _FIGURE.search(timely.split("前")[-1]) is None and not is_whole_name(timely):
        return said._replace(deadline=said.deadline or timely), False
    told = _who(piece, said)
    joined = plain != piece or _PERSONAL.search(piece) is not None
    return (told, joined) if told is not None else None


def _by(piece: str) -> str | None:
    """Who stands behind 由, where nothing but a word for the task stands before it: 此项工作由…, 化解责任由…."""
    match = _BY.fullmatch(piece)
    if match is None or _FIGURE.search(match["opener"]):
        return None
    formed = match["rest"].endswith("组成")  # 工作专班由甲局、乙局组成
    return match["rest"] if formed or not is_whole_name(match["opener"]) else None


def _kind(label: str) -> str | None:
    """What a label announces: lead, support, units, leader, deadline, other."""
    whose = _WHOSE.fullmatch(label)
    if whose is not None:
        return _role(whose["act"])
    if label in words("labels", "spoken_owner"):
        return "other"
    if label.endswith("责任") and len(label) <= 4:
        return "units"
    holder = holder_of(label) if len(label) > 1 and label[-1] not in _LEVELS else None
    if holder is not None:
        return holder
    return "deadline" if text_of(label) == "deadline" else None


def _labels(label: str, value: str, said: Spoken) -> Spoken | None:
    """A label with its value."""
    kind = _kind(label)
    if kind is None:
        return None
    value = _COMRADE.sub("", value)
    if kind == "other":
        return said._replace(others=(*said.others, (label, value)))
    if kind == "leader":
        return said._replace(leader=said.leader or value) if official(value) is not None else None
    if kind == "deadline":
        return said._replace(deadline=value) if is_deadline(value) or iso_date(value) else None
    if not _are_bodies(value):
        return None
    role: Role = "support" if kind == "support" or (kind == "units" and said.leads) else "lead"
    return said._replace(bodies=(*said.bodies, (value, role)))


def _who(piece: str, said: Spoken, role: Role | None = None) -> Spoken | None:
    """A body or an official with what it does: 甲局主办, 乙局、丙局做好指导, 副县长丁一领衔督办."""
    parted: list[tuple[str, str]] = []
    person: str | None = None
    for at in range(len(piece) - 1, 1, -1):
        who, act = piece[:at].removesuffix("等"), simplified(piece[at:])
        if len(act) > _ACT or _FIGURE.search(act):
            break
        if _acts().match(act) is None:
            continue
        if official(_COMRADE.sub("", who)) is not None or _NAMED.fullmatch(who) is not None:
            person = _COMRADE.sub("", who)  # the shortest: 副县长丁一|领衔督办
        elif _are_bodies(who):
            parted.append((who, act))
    if person is not None:
        return said._replace(leader=said.leader or person)
    if not parted:
        return None
    # 县人力资源和社会|保障局 is no body, 各街道协力|推进 no name: the longest whole name, else the shortest list
    whole = [
        each for each in parted if is_whole_name(each[0]) or is_collective(split_names(each[0])[-1].name)
    ]
    who, act = next(
        (each for each in whole if not any(_is_verb(each[0].removeprefix(other)) for other, _ in whole)),
        parted[-1],
    )
    told = role or _role(act, first=not said.leads)
    names = split_names(who)
    if role is None and told == "lead" and len(names) > 1 and not _says_lead(act):
        rest = who[names[1].begin :]  # 甲局、乙局负责: no word says that both lead
        return said._replace(bodies=(*said.bodies, (who[: names[0].end], "lead"), (rest, "support")))
    return said._replace(bodies=(*said.bodies, (who, told)))


def _is_verb(text: str) -> bool:
    """Whether what one reading of names has more than another is a verb (水务集团|组织 实施), or begins with one and
    names no further body (沿线各镇街|做好用地 保障)."""
    said = simplified(text)
    return _acts().fullmatch(said) is not None or (
        _acts().match(said) is not None and "、" not in said and not is_whole_name(said)
    )


def _says_lead(act: str) -> bool:
    return any(word in act for word in words("labels", "spoken_lead"))


def _role(act: str, *, first: bool = False) -> Role:
    """The role that a verb tells: the first body leads where the verb says of neither."""
    if _says_lead(act):
        return "lead"
    supports = any(
        word in act for word in (*words("labels", "support_part"), *words("labels", "spoken_support"))
    )
    return "lead" if first and not supports else "support"


def _is_general(names: str) -> bool:
    """Whether the last name of a list is a word for bodies and no name: 列第一位的单位; 各有关部门 is one."""
    if not names.endswith(_GENERAL) or names.endswith(_MEMBERS):
        return False
    return not is_collective(split_names(names)[-1].name)


def _are_bodies(names: str) -> bool:
    """Whether names are all of bodies, and none is a label: 列第一位的为牵头单位, 各牵头部门."""
    listed = split_names(names)
    known = is_unit_list(names) or (len(listed) > 1 and all(is_member(name.name) for name in listed))
    return known and all(
        holder_of(name.name) is None and _HOLDER.search(name.name) is None for name in listed
    )


@cache
def _acts() -> re.Pattern[str]:
    """What a body or an official does begins with one of these."""
    parts = ("lead_part", "support_part", "unit_part", "leader_part")
    return re.compile(any_part("leading", "supporting", "acting", *parts, "spoken_acts", "manner"))


_OFFICE: Final = re.compile("(?:[局委办厅部处科股室会司署院队站所]|中心|政府|公司|集团)$")
"""A park, a school or a farm before a colon is what is to be built."""
_FRONT: Final = re.compile(
    r"[【\[〔](?P<framed>[^【】\[\]〔〕]{2,60})[】\]〕][:：]?"
    r"|由(?P<lead>[^，,。；;：:]{2,40}?)(?:牵头|主办)(?:[、，,](?P<support>[^，,。；;：:]{2,60}?)(?:配合|协助|参与|参加))?[，,]"
    r"|(?P<asked>[^，,。；;：:（(【\[]{2,30}?)要会同(?P<beside>[^，,。；;：:]{2,60})[，,]"
    r"|(?P<bare>[^：:，,。；;（(【\[]{2,60})[：:]"
)


def front_bodies(text: str, begin: int) -> Bracket | None:
    """The bodies in front of what they have to do, as a clause with labels: 甲局：新建水厂2座, 【乙局】新建学校4所,
    由甲局牵头、乙局配合，新建…, 甲局要会同乙局，新建…; None without any."""
    match = _FRONT.match(text, len(text) - len(text[begin:].lstrip()))
    if match is None or not text[match.end() :].strip():
        return None
    lead, support = match["lead"] or match["asked"], match["support"] or match["beside"]
    if lead is not None:
        if not _are_bodies(lead) or not (support is None or _are_bodies(support)):
            return None
        return Bracket(
            begin, match.end(), f"牵头单位：{lead}" + (f"；配合单位：{support}" if support else "")
        )
    names = (match["framed"] or match["bare"]).strip()
    framed = match["framed"] is not None
    if not _are_bodies(names) or not all(framed or _OFFICE.search(name.name) for name in split_names(names)):
        return None
    if not framed and any(_opens_with_verb(name.name) for name in split_names(names)):
        return None  # 推进社保服务就近办：一是…
    return Bracket(begin, match.end(), f"责任单位：{names}")


def _opens_with_verb(name: str) -> bool:
    """Whether what ends as a body begins as a task: 推进…就近办, 建设“…”服务站; no short name does (建设局)."""
    said = simplified(name)
    if len(name) < _TASK or not said.startswith(words("report", "verb")):
        return False
    return "“" in name or not said.startswith(_OF_BODIES)


def sentences(text: str) -> list[Bracket]:
    """The sentences of a paragraph that do nothing but assign: 此项由甲局负总责，乙局做好指导。"""
    found: list[Bracket] = []
    begin = 0
    for end in (*(stop.end() for stop in _FULL_STOP.finditer(text)), len(text)):
        said = text[begin:end].strip()
        if said and spoken(said) is not None:
            found.append(Bracket(begin, end, said))
        begin = end
    return found
