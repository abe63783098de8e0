"""Names of responsible units: where a list of them divides, what is an alias, a remark or no name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.persons import is_person
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.lexicon import any_word, words

_OF_EACH: Final = re.compile(r"[\u4e00-\u9fff]{1,3}各(?=.)(?!自)")
BY: Final = re.compile("(?:[此该本各]?项?(?:工作|任务|事项|项目)|具体)?由|会同")
"""由甲局牵头，会同乙局实施; 此项工作由丙局负责."""
OPENING: Final = "（(［[【〔〖﹝<《〈“‘"
CLOSING: Final = "）)］]】〕〗﹞>》〉”’"
_PAIR: Final = dict(zip(CLOSING, OPENING, strict=True))
_HARD: Final = "、，,；;。|｜\n"
_SIGN: Final = re.compile(f"[{re.escape(OPENING + CLOSING + _HARD)}]")
_AND_OTHERS: Final = re.compile(
    r"等(?:[0-9一二三四五六七八九十]{1,3}[个家])?(?:部门|单位|地区|地方|机构|部門|單位)?$"
)
"""The end of a list: 甲局等, 甲局等部门, 甲局等5个单位."""
_BULLETS: Final = BULLETS.replace("·", "") + "｜|—-"
"""Signs that divide labelled values on a line and belong to no name."""
_LONGEST: Final = 60
"""No name of a body has more characters."""
_FIGURE: Final = re.compile(r"[0-9０-９%％](?![^“]*”)")
"""A figure outside quotation marks: a task (…100%通办), not a name (“618”工程办)."""
_POINTS: Final = re.compile(r"^[0-9０-９一二三四五六七八九十、，,.\-—~至第项条]+$")


_REMARKING: Final = ("如", "由", "若", "涉及", "仅", "限", "不含", "不包括", "根据", "视", "按照", "含：")
"""How a remark in brackets begins that is a sentence: （如涉及专项资金，由县财政局审核）."""


class Name(NamedTuple):
    """One name of a list: as printed without white space, its alias, and where it stands in the list's text."""

    name: str
    alias: str | None
    begin: int
    end: int
    remark: str | None = None


@cache
def _suffixes() -> tuple[str, ...]:
    return words("units", "suffix")


@cache
def _collective() -> tuple[str, ...]:
    return words("units", "collective")


def is_whole_name(text: str) -> bool:
    """Whether `text` ends as names of bodies end, with at least two characters."""
    return _is_whole_name(text[-_LONGEST:])


@lru_cache(maxsize=4096)
def _is_whole_name(text: str) -> bool:
    """The same names stand in list after list."""
    name = simplified(fold(text))
    while name and name[-1] in ")]>〉":
        opened = max(name.rfind(sign) for sign in "([<〈")
        if opened <= 0:
            return False
        name = name[:opened]
    if name.endswith(_OFFICES):
        return False
    if _CORPS.search(name) is not None:
        return True
    return len(name) >= (_DIVISION if name[-1:] == "司" else 2) and name.endswith(_suffixes())


def is_unit_list(text: str) -> bool:
    """Whether `text` is nothing but names of bodies: the shape of a cell in a unit column."""
    if not text or "。" in text.rstrip("。") or len(text) > 600 or _FIGURE.search(text):
        return False
    return _is_unit_list(text)


@lru_cache(maxsize=2048)
def _is_unit_list(text: str) -> bool:
    """A cell is asked about once for every column that it might stand in."""
    names = split_names(text)
    return bool(names) and all(is_whole_name(name.name) or is_collective(name.name) for name in names)


def is_collective(name: str) -> bool:
    """Whether `name` stands for a set of bodies: 各镇街, 有关部门, 市直各单位, 局属各学校."""
    said = simplified(name)
    return (said.startswith(_collective()) and said not in _collective()) or _OF_EACH.match(said) is not None


def split_names(text: str) -> list[Name]:
    """The names in a list of units, in printed order, with offsets into `text`.

    Lists are divided by 、，；, by white space and by 和 与 及 会同 between whole names, and by 等 before a
    collective name. Brackets close a name only where they hold its second name or a remark.
    """
    found: list[Name] = []
    for begin, end in _pieces(text):
        found.extend(_names_of_piece(text, begin, end))
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Stretches between hard separators that stand outside brackets and quotation marks."""
    pieces: list[tuple[int, int]] = []
    stack: list[str] = []
    begin = 0
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match[0]
        if sign in OPENING:
            stack.append("(" if sign == "（" else sign)
        elif sign in _PAIR:
            opened = "(" if _PAIR[sign] == "（" else _PAIR[sign]
            if opened in stack:
                while stack.pop() != opened:
                    continue
        elif not stack and not (sign == "、" and _LEVELS.match(text, at)):
            pieces.append((begin, at))
            begin = at + 1
    pieces.append((begin, len(text)))
    return [(left, right) for left, right in pieces if text[left:right].strip()]


def _names_of_piece(text: str, begin: int, end: int) -> list[Name]:
    """The names of a stretch without hard separators: usually one."""
    piece = text[begin:end]
    names = _remembered(piece) if len(piece) <= _LONGEST else _names(piece)
    return [
        Name(name, alias, begin + left, begin + right, remark) for name, alias, left, right, remark in names
    ]


@lru_cache(maxsize=4096)
def _remembered(piece: str) -> tuple[Name, ...]:
    """The same names stand in list after list."""
    return _names(piece)


def _names(piece: str) -> tuple[Name, ...]:
    """The names of a stretch, with their offsets in it."""
    names: list[Name] = []
    left = 0
    for cut_begin, cut_end in [*_soft_cuts(piece), (len(piece), len(piece))]:
        name = _name(piece[left:cut_begin], left)
        if name is not None:
            names.append(name)
        left = cut_end
    return tuple(names)


_DIVISION: Final = 3
"""规划司 is a body; 市司 is the beginning of 市司法局."""
_LEVEL: Final = frozenset("省市区县州旗镇乡")
_LEVELS: Final = re.compile(
    "(?<=各[市县区州旗盟縣區])、[市县区州旗盟縣區](?:[（(][市县区州旗盟縣區、]{1,5}[）)])?(?:人民)?政府"
)
"""各市、县人民政府 is one name: governments of two levels."""
_NEAREST_BRANCH: Final = 3
_BRANCH: Final = 8
"""A branch that is named without its body has no more characters."""
_GOVERNMENT: Final = "政府"
_PLACES: Final = frozenset("县市区旗州镇乡园")
_CORPS: Final = re.compile("[〇零一二三四五六七八九十百0-9]{1,5}[团连]$")
"""一九一团 of the production corps."""
_OFFICES: Final = ("常委", "政委")
"""Officials, not bodies, though 委 ends names of bodies."""
_SHORTEST_DUTY: Final = 2
_DUTY: Final = 4
"""A partial duty in a bracket behind a name has so many characters."""
_PLAIN: Final = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff、0-9]+")
_EACH: Final = "(?<=[局委办厅站所队处科心])(?=各(?:村|镇|乡|街|县|区|社区))"
"""农业服务中心各村: the break of a line between two names is gone."""
_SET: Final = (
    r"(?:[\u4e00-\u9fff]{0,14}(?:[相有]关|成员|责任|职能|直属)(?:部门|单位)"
    r"|[\u4e00-\u9fff]{1,4}各(?:[\u4e00-\u9fff]{0,2}单位|部门|[科处]室))(?:[（(][^（）()]{1,8}[)）])?$"
)
"""What 等 leads over to at the end of a list: 甲局、乙局等市级相关部门."""
_SET_ALONE: Final = re.compile(_SET)
_FIELDS: Final = ("农村", "乡村")
"""农业农村和水利局 is one name."""
_PLACE: Final = "和[\u4e00-\u9fff]{1,3}[县市区州旗镇乡路街]"
"""What may be the name of a place: 和川县, 和平区."""
_SHORTEST_MEMBER: Final = 3
_NO_PLACE: Final = ("人民政府", "政府")
"""各乡镇党委和人民政府 is one name: the second half has no place of its own."""


def _soft_cuts(piece: str) -> list[tuple[int, int]]:
    """Where white space, a joining word or 等 divides two names that are both whole."""
    cuts: list[tuple[int, int]] = []
    left = 0
    inside = bracketed_spans(piece)
    for match in _soft().finditer(simplified(piece)):
        begin, end = match.span()
        if begin < left or stands_inside(begin, inside):
            continue
        before, after = piece[max(left, begin - _LONGEST) : begin], piece[end : end + _LONGEST]
        if match.group("等") is not None:
            if not is_collective(after.lstrip()) and _SET_ALONE.fullmatch(after.strip()) is None:
                continue
        elif not _is_joint(match, before, after):
            continue
        cuts.append((begin, end))
        left = end
    return cuts


def _is_joint(match: re.Match[str], before: str, after: str) -> bool:
    """Whether white space or a joining word stands between two whole names."""
    is_word = match.group("word") is not None
    if is_word and _joins_set(before.strip(), after.strip()):
        return True
    if not (is_member(before) and _opens_whole_name(after)):
        return False
    if is_word:
        return not _is_one_name(before, after)
    return not (match.group("space") is not None and _opens_with_branch(before, after))


def _joins_set(before: str, after: str) -> bool:
    """Whether a joining word leads from a place or a set of bodies to another set: 丰原县及各功能区管委会."""
    if not is_collective(after) and _SET_ALONE.fullmatch(after) is None:
        return False
    return len(before) > 1 and (before[-1] in _PLACES or is_collective(before)) and not _is_generic(after)


def bracketed_spans(piece: str) -> list[tuple[int, int]]:
    """Stretches between brackets or quotation marks, the outermost ones; an open one reaches to the end."""
    spans: list[tuple[int, int]] = []
    depth = begin = 0
    for match in _SIGN.finditer(piece):
        if match[0] in OPENING:
            begin = match.start() if depth == 0 else begin
            depth += 1
        elif match[0] in _PAIR and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, match.end()))
    if depth:
        spans.append((begin, len(piece)))
    return spans


def stands_inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies between the ends of one of the spans, which are sorted and apart."""
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _is_one_name(before: str, after: str) -> bool:
    """Whether a joining word stands inside a name: 各有关地区和部门, 乡镇党委和人民政府, 实验室与设备管理处."""
    facility = simplified(before.strip()) in words("units", "facility")
    branch = len(after) <= _NEAREST_BRANCH and after.endswith(words("units", "branch"))  # 人民银行和川分行
    return facility or branch or _is_generic(after) or after.startswith(_NO_PLACE)


def _is_generic(after: str) -> bool:
    """Whether nothing but a word for bodies in general follows: 各有关地区和部门 is one name."""
    return simplified(after.strip()) in words("units", "generic")


def _opens_with_branch(before: str, after: str) -> bool:
    """Whether what stands behind white space opens with a branch of the body before it, or with all that are of it:
    县政府 各部门."""
    head = re.split(r"[\s、，,；;]", after, maxsplit=1)[0]
    whole = head[:1] == "各" and _is_generic(head[1:]) and before.endswith(_GOVERNMENT)
    return whole or (len(head) <= _BRANCH and is_branch(head, before))


def is_branch(name: str, before: str) -> bool:
    """Whether a name is that of a branch, which needs the body `before` it: 某某局 青石分局 is one name; not where both
    are of the same level, 区城管局 区公安分局, or both branches: 税务分局 市场监管分局."""
    begun = before.strip()
    same = (name[:1] in _LEVEL and name[:1] == begun[:1]) or name[:2] == begun[:2]
    ending = next((word for word in words("units", "branch") if name.endswith(word)), None)
    return ending is not None and not same and not begun.endswith(ending)


@cache
def _soft() -> re.Pattern[str]:
    joining = any_word(words("units", "joining"))
    others = rf"(?P<等>等)(?:以及|及|和|与)?(?=\s*(?:{any_word(_collective())}|{_SET}))"
    behind = rf"\s+(?!{_PLACE})(?:{joining})"  # 财政所 与派出所; but 云溪县政府 和川县政府
    return re.compile(rf"(?P<word>{behind}|{joining}|[/／])|(?P<space>\s+)|{others}|{_EACH}")


@cache
def _member_ends() -> tuple[str, ...]:
    return words("units", "member")


def is_member(name: str) -> bool:
    """Whether a stretch is a name of a list: of a body, a village or a school."""
    if is_whole_name(name):
        return True
    sized = _SHORTEST_MEMBER <= len(name) <= _BRANCH
    return sized and name.endswith(_member_ends()) and not name.endswith(_FIELDS)


def _opens_whole_name(text: str) -> bool:
    """Whether a whole name starts here, up to the next soft separator or the end."""
    text = text.strip()
    head = re.split(r"\s+|以及|会同|及|和|与|等", text, maxsplit=1)[0] if text else ""
    return is_member(head) or is_whole_name(text) or is_collective(text)


def _name(piece: str, begin: int) -> Name | None:
    """One name with its alias or remark; None where the piece holds no name (无, 等)."""
    lead = len(piece) - len(piece.lstrip().lstrip(_BULLETS))
    stripped = piece.strip().rstrip("。.：: " + _BULLETS).lstrip(_BULLETS)
    stripped = _AND_OTHERS.sub("", stripped) or stripped
    opening = BY.match(stripped)
    if opening is not None and is_member(stripped):
        lead, stripped = lead + opening.end(), stripped[opening.end() :]
    if not stripped or stripped in words("units", "none") or stripped == "等":
        return None
    start = begin + lead
    name, alias, remark = _bracketed(stripped)
    plain = "".join(name.split())
    if not plain:
        return None
    return Name(plain, alias, start, start + len(stripped), remark)


def _bracketed(name: str) -> tuple[str, str | None, str | None]:
    """A name without its closing bracket: (name, alias, remark)."""
    if not name or name[-1] not in "）)］]】〕〗﹞>〉":
        return name, None, None
    if name[-1] in "]】〕" and _PAIR[name[-1]] not in name:
        return name[:-1], None, None  # the end of the bracket around the list
    opened = name.replace("（", "(").rfind(_PAIR[name[-1]].replace("（", "("))  # of either width
    if opened <= 0:
        return name, None, None
    head, inner = name[:opened], "".join(name[opened + 1 : -1].split())
    said = simplified(inner)
    remarks = any(word in said for word in words("labels", "remark")) or said.startswith(_REMARKING)
    if remarks or _POINTS.match(inner):
        head = head.rstrip()
        bare, alias, _ = _bracketed(_AND_OTHERS.sub("", head) or head)
        return bare, alias, inner
    if said.startswith(("负责", "牵头", "配合")) and len(head) > 1:
        return head, None, inner
    if is_collective(head) or not is_whole_name(head):
        return name, None, None
    if is_whole_name(inner):
        return head, inner, None
    if "负责" in said:
        return head, None, inner
    if is_person(inner):
        return head, None, inner  # 市农业局（王明）
    if len(inner) >= _DUTY and _PLAIN.fullmatch(inner) is not None and not said.endswith(_places()):
        return head, None, inner  # 市农业局（户厕改造）
    return name, None, None


def without_duty(name: str, task: str) -> str:
    """A name without a bracket that says a thing of its task: 区民政局（床位） where `task` speaks of 床位."""
    if not name.endswith(("）", ")")):
        return name
    opened = name.replace("（", "(").rfind("(")
    inner = name[opened + 1 : -1]
    if opened <= 0 or len(inner) < _SHORTEST_DUTY or inner not in task or not is_whole_name(name[:opened]):
        return name
    return name if simplified(inner).endswith(_places()) else name[:opened]


@cache
def _places() -> tuple[str, ...]:
    """What a bracket that belongs to a name ends in: a body or a place."""
    return (*words("units", "suffix"), *"省市区县州旗镇乡村园")


def rule_of(text: str) -> bool:
    """Whether `text` states that the unit listed first leads."""
    return rule_word(text) is not None


def rule_word(text: str) -> str | None:
    """The words of the lexicon by which `text` states that the unit listed first leads; None where it does not."""
    text = simplified(text)
    found = next((word for word in words("labels", "rule") if word in text), None)
    return found if found is not None and ("牵头" in text or "汇总" in text) else None
