"""Labels and headers of responsibility by their parts: 具体承办处室, 分管副县长, 挂帅领导.

No list holds them all: every level of government puts them together from a level (市级), one or two words that
say what is done (牵头, 配合, 承办) and a noun (单位, 部门, 办所). The parts are words of the lexicon; the words that
say what is done decide the role.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, words

Holder = Literal["lead", "support", "units", "leader"]

_LEVEL: Final = "(?:[省市区县旗州盟镇乡街校院所厂]{1,2}(?:政府|委|党委|级)?|中央|国家|部委?)"
_COLLECTIVE: Final = re.compile(f"{_LEVEL}(?:相关|有关|其他|其它)")
"""县级相关部门： is whom a notice speaks to."""
_BOTH: Final = "[、和及与/]"
_DASHES: Final = str.maketrans("－～", "--")
_LONGEST: Final = 16
_NO_LABELS: Final = frozenset({"相关", "其他", "其它", "支持", "支撑", "会同", "共建"})
"""Parts that say nothing without their noun."""


def any_part(*tables: str) -> str:
    """Any word of several tables of labels, as a pattern: the longest first."""
    found = sorted(
        {word for table in tables for word in words("labels", table)}, key=lambda word: (-len(word), word)
    )
    return f"(?:{any_word(found)})"


@cache
def _units() -> str:
    done = any_part("lead_part", "support_part", "unit_part")
    noun = any_part("unit_noun")
    part = rf"{done}(?:[（(]{done}[)）])?"
    return (
        rf"{_LEVEL}?(?:{any_part('label_adjective')})?{part}(?:{_BOTH}?{part}){{0,2}}{noun}"
        rf"(?:[（(]{noun}[)）]|{_BOTH}{noun})?"
    )


@cache
def _leader() -> str:
    done = any_part("leader_part")
    return rf"{_LEVEL}?(?:{any_part('label_adjective')})?(?:{done}){{0,2}}{_LEVEL}?{any_part('leader_noun')}"


@cache
def _whole() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_units()), re.compile(_leader())


@cache
def _alone() -> dict[str, Holder]:
    """Parts that are labels without a noun: 主责：, 【联动】."""
    found: dict[str, Holder] = {
        part: "support" for part in words("labels", "support_part") if part not in _NO_LABELS
    }
    lead: Holder = "lead"
    leader: Holder = "leader"
    found |= dict.fromkeys(words("labels", "leader_alone"), leader)
    return found | dict.fromkeys(words("labels", "lead_part"), lead)


_WHEN: Final = (
    "(?:本月|本季度?|上半年|下半年|前[一二三两]季度|第?[一二三四1-4]季度|[0-9]{1,2}(?:[-—–~至][0-9]{1,2})?月份?|[一二三四五六七八九十]{1,2}月份?|全年|年度|年底"
    "|当前|目前|截至目前|今年以来|最新|实际|阶段性?)"
)


@cache
def _texts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Labels of what is said about a task, put together of parts: 当前推进情况, 办结时间, 下阶段安排."""
    what = any_part("about_part")
    by_when = "(?:完成|办结|销号|销账|限办|结案|整改|截止|清零|竣工|验收|交付|达标|要求)"
    sources = (
        (
            "next_steps",
            rf"(?:(?:下一?步|下一?阶段|下月|下季度|后续|下步)(?:{what}|的)*(?:打算|计划|安排|措施|举措|重点|考虑|工作)?"
            rf"|(?:下半年|下一年|四季度|明年)(?:{what}|的)*(?:打算|计划|安排|措施|举措|重点|考虑|工作))",
        ),
        (
            "content",
            rf"(?:{what}|实事|具体|主要|年度)*内容(?:[及和与、](?:标准|规模|要求|目标|举措|措施|进度))?",
        ),
        (
            "target",
            "全[省市县区州旗盟镇乡街校院域](?:年度?|总)?(?:目标|计划|任务|指标)(?:任务|总量|总数|数量|数|值)?(?:[（(].{1,6}[)）])?",
        ),
        (
            "problems",
            rf"(?:{what}|存在|面临|遇到|主要|突出|的)*(?:问题|困难|难点|堵点|卡点|痛点){{1,2}}(?:[和及与、](?:问题|困难|原因|不足))?"
            "|需要?协调(?:解决)?的?(?:问题|事项)",
        ),
        (
            "shortfall",
            rf"(?:{what}|主要|的|进度)*(?:滞后|落后|偏慢|迟缓|逾期|超期|延期|欠进度|欠序时|未完成|未按[期时](?:完成|办结|推进|整改|达标)?|未如期完成|未及时完成|未能按[期时]完成|未按(?:计划|进度|时序|序时)(?:完成|推进)?|未办结|未达标|未达(?:到)?序时|未达到?(?:目标|计划|要求|预期|进度|时序)*)"
            "(?:进度)?(?:的|主要|原因|缘由|成因|说明|情况)+",
        ),
        (
            "deadline",
            rf"(?:{what}|要求|计划|预计|拟|应)*(?:时限|期限|时间节点|节点|截止时间|截止日期|时间)(?:要求)?|{by_when}+日期|销[号账]|限期",
        ),
        ("status", rf"(?:{what}|{_WHEN}|亮灯|进度|进展|完成)*(?:状态|亮灯情况|亮灯|评价结果|评价|评定|研判)"),
        ("completion", rf"(?:{what}|{_WHEN}|投资|年度)*完成(?:比例|百分比|率)(?:[（(][%％][)）])?"),
        (
            "frequency",
            r"(?:进展|进度)?(?:报送|上报|填报|报告|调度|督查|督办|通报|反馈)(?:频次|频率|周期)|报送(?:要求)?",
        ),
        (
            "on_schedule",
            r"是否(?:已|能)?(?:按|达|如期|完成|符合|滞后|超)[\u4e00-\u9fff]{0,8}|时序进度|序时(?:进度)?情况",
        ),
        (
            "progress",
            rf"(?:{what}|{_WHEN})*(?:进展|进度|推进|落实|完成|办理|整改|实施|执行|建设)(?:情况|成效|结果)",
        ),
        ("progress", rf"(?:{what}|{_WHEN})+(?:进展|进度|成效|战果|实绩|成果)"),
    )
    return tuple((kind, re.compile(source)) for kind, source in sources)


@lru_cache(maxsize=1024)
def text_of(label: str) -> str | None:
    """What a label or header announces about a task (deadline, progress, problems, next_steps, shortfall, status),
    put together of known parts; None for any other."""
    word = simplified("".join(label.split())).translate(_DASHES)
    if not 2 <= len(word) <= _LONGEST:
        return None
    return next((kind for kind, pattern in _texts() if pattern.fullmatch(word)), None)


@lru_cache(maxsize=1024)
def holder_of(label: str, *, alone: bool = True) -> Holder | None:
    """Whom a label or a header without its colon names: the lead, supporting or responsible units, or the leader;
    None where it is not put together of known parts. `alone`: a part without its noun will do (主责：)."""
    word = simplified("".join(label.split()))
    if not 2 <= len(word) <= _LONGEST:
        return None
    if _COLLECTIVE.match(word):
        return None
    if alone and word in _alone():
        return _alone()[word]
    units, leader = _whole()
    if leader.fullmatch(word):
        return "leader"
    if not units.fullmatch(word):
        return None
    return _role_of(word)


def _role_of(word: str) -> Holder:
    """The role that the parts of a label tell."""
    leads = any(part in word for part in words("labels", "lead_part"))
    supports = any(part in word for part in words("labels", "support_part"))
    if leads and supports:
        return "units"  # one list of both: 牵头、配合单位
    return "lead" if leads else "support" if supports else "units"


@lru_cache(maxsize=1024)
def likely_holder(label: str) -> Holder | None:
    """The same for a label whose noun the lexicon does not hold (牵头厅局, 协同条线): it is one where names of bodies,
    and nothing else, stand behind it."""
    word = simplified("".join(label.split()))
    if _likely().fullmatch(word) is not None:
        return _role_of(word)
    signed = _signed().fullmatch(word)
    if signed is None or signed["what"] in words("labels", "no_part"):
        return None
    return "support" if signed["supports"] else "lead"


@cache
def _likely() -> re.Pattern[str]:
    done = any_part("lead_part", "support_part", "likely_part")
    other = any_word(words("labels", "no_holder"))
    return re.compile(
        rf"{_LEVEL}?(?:{any_part('label_adjective')})?{done}(?:{_BOTH}?{done})?(?!.*(?:{other})$)[\u4e00-\u9fff]{{1,4}}"
    )


@cache
def _signed() -> re.Pattern[str]:
    """A word that the lexicon does not hold, with a character that says who leads or supports: 牵办单位, 协战部门."""
    supports, leads = (any_word(words("labels", table)) for table in ("support_sign", "lead_sign"))
    noun = any_part("unit_noun")
    sign = rf"(?:(?P<supports>{supports})|{leads})"
    return re.compile(rf"{_LEVEL}?(?P<what>[\u4e00-\u9fff]?{sign}[\u4e00-\u9fff]{{0,2}}?){noun}")


def parts_in(label: str) -> tuple[str, ...]:
    """The words of the lexicon that a label which `holder_of` knows is put together of, in order."""
    return tuple(_part().findall(simplified("".join(label.split()))))


@cache
def _part() -> re.Pattern[str]:
    units = ("lead_part", "support_part", "unit_part", "unit_noun")
    return re.compile(any_part("label_adjective", *units, "leader_part", "leader_noun"))
