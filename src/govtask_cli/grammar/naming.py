"""Figures that only name something: class thresholds, capacities of projects, radii, ranks without a rank.

Each rule looks at one figure and its surroundings and says whether the figure is part of a name. A figure
that no rule claims states something.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from govtask_cli.grammar.clauses import SIGHT, ends_here, noun_follows
from govtask_cli.grammar.figures import Figure, leads
from govtask_cli.grammar.measure_words import any_of, vocabulary
from govtask_cli.lexicon import lexicon

_CLAUSE_END: Final = re.compile(r"[，,。；;：:！!？?\n)）]")
_ITEM_END: Final = re.compile(r"[、，,。；;：:！!？?\n)）]")
_PRODUCED: Final = ("年产", "日产", "年处理", "日处理", "年加工", "年出栏")
_NOUN: Final = 2
"""Characters that a noun has at least."""
_NEAR: Final = 12
"""Characters beside a figure in which the noun is looked for that its unit counts."""
_COORDINATED: Final = re.compile(r"\s?(?:且|或|并且|或者)")
_BOUNDED_AFTER: Final = frozenset(("money", "people", "extent", "capacity", "time", "scale"))
_UNSTATED: Final = frozenset(("在", "到", "从", "由", "每年", "每月", "提前", "了", "近", "约", "再", "有"))


_COUNTED: Final = re.compile(r"[\u4e00-\u9fff]{2,10}[0-9]{1,5}[余多]?[台套座辆艘组架口]")
"""A thing and how many of it."""


class Setting(NamedTuple):
    """A figure in its masked text: its clause before it and what follows it."""

    text: str
    figure: Figure
    before: str

    @property
    def after(self) -> str:
        """The next 60 characters."""
        return self.text[self.figure.stop : self.figure.stop + SIGHT]

    @property
    def at_end(self) -> bool:
        """Whether the clause or list member ends with the figure."""
        return ends_here(self.text, self.figure.stop)

    @property
    def noun(self) -> bool:
        """Whether a noun stands directly behind the figure."""
        return noun_follows(self.text, self.figure.stop)

    @property
    def clause_rest(self) -> str:
        """What follows up to the next comma."""
        return _CLAUSE_END.split(self.after, maxsplit=1)[0]

    @property
    def item_rest(self) -> str:
        """What follows up to the next comma or 、."""
        return _ITEM_END.split(self.after, maxsplit=1)[0]


def names_something(text: str, figure: Figure, clause_start: int) -> bool:
    """Whether the figure is part of a name, so that it measures nothing. `text` is masked."""
    setting = Setting(text, figure, text[clause_start : figure.begin])
    return any(rule(setting) for rule in (_COUNT_RULES if figure.kind == "count" else RULES))


def per_each(setting: Setting) -> bool:
    """每500人配备1名: the 500 only says for how many."""
    return setting.figure.begin == setting.figure.start and setting.before.endswith(("每", "每隔", "每满"))


def order_of_text(setting: Setting) -> bool:
    """围绕5个方面: a count of headings."""
    return setting.figure.kind == "count" and setting.after.startswith(vocabulary("aspects"))


def numbered_body(setting: Setting) -> bool:
    """某院39所等单位: a body known by its number."""
    return setting.figure.unit in ("所", "处", "站", "团") and setting.after.startswith("等")


def unit_of_other_things(setting: Setting) -> bool:
    """产业园2期, 公交5路: a unit that counts some things only, and none of these stands beside it."""
    beside: dict[str, str] = lexicon("measures")["only_beside"]["patterns"]
    pattern = beside.get(setting.figure.unit)
    if pattern is None:
        return False
    if setting.figure.han or setting.figure.value == 1:
        return True
    near = setting.before[-_NEAR:] + "|" + setting.after[:_NEAR]
    return re.search(pattern, near) is None


def radius(setting: Setting) -> bool:
    """15分钟生活圈, 1公里范围."""
    figure = setting.figure
    if figure.kind not in ("extent", "time"):
        return False
    return re.match(r"[内的]{0,2}.{0,8}?" + any_of("radius"), setting.item_rest) is not None


def unstated_duration(setting: Setting) -> bool:
    """24小时服务, 3个工作日内办结 give no figure; 优良天数达到330天, 压缩至3个工作日 do."""
    figure = setting.figure
    if figure.kind != "time":
        return False
    stated = any(word not in _UNSTATED for word in figure.lead) or setting.before.endswith(
        vocabulary("lengths")
    )
    return not (stated and (setting.at_end or setting.after.startswith("的")))


def class_threshold(setting: Setting) -> bool:
    """10亿元以上项目, 1万元以下家庭, 100亿元以上1个: a bound with the class it sorts behind it."""
    figure, after = setting.figure, setting.after
    alone = setting.before.rstrip()[-1:] in {"", "、", "，"}
    if figure.kind in _BOUNDED_AFTER and leads(figure, "at_least") and alone:
        return re.match(any_of("class_nouns"), after) is not None  # 培育超10亿元企业4家、超50亿元企业1家
    if not figure.bounded or figure.kind not in _BOUNDED_AFTER:
        return False
    if re.match(r"\s?[0-9０-９]", after) or _COORDINATED.match(after):
        return True
    if after.startswith("的"):
        return not after[1:].startswith(vocabulary("target_nouns"))
    return setting.noun


def size_of_a_settlement(setting: Setting) -> bool:
    """30户以上自然村: the households by which places are sorted."""
    figure = setting.figure
    sorts = figure.unit in ("户", "人") and figure.bounded
    return sorts and setting.after.startswith(vocabulary("settlements"))


def attribute_of_a_noun(setting: Setting) -> bool:
    """年产值超20亿元产业链, 总投资20亿元的项目, 亩均税收低于5万元企业."""
    figure, after = setting.figure, setting.after
    if figure.kind == "count" or not setting.before.endswith(vocabulary("attributes")):
        return False
    if after.startswith(vocabulary("after_size")):
        return False
    if after.startswith("的"):
        founded = re.search(any_of("founding"), setting.before) is not None
        return not founded and not after[1:].startswith(vocabulary("target_nouns"))
    if not setting.noun:
        return False
    bounded = any(leads(figure, table) for table in ("at_least", "at_most", "about"))
    return bounded or re.search(any_of("class_nouns"), setting.item_rest) is not None


def capacity_of_a_project(setting: Setting) -> bool:
    """332万千瓦火电项目, 60万吨仓储等项目: a capacity right before a project's noun."""
    figure = setting.figure
    produced = figure.kind == "count" and setting.before.endswith(_PRODUCED)
    if (figure.kind != "capacity" and not produced) or figure.bounded or not setting.noun:
        return False
    if re.search(any_of("projects"), setting.item_rest):
        return True
    rest = re.split("、(?=" + any_of("done") + ")", setting.clause_rest, maxsplit=1)[0]
    return re.search(any_of("projects") + r"(?!\s?[0-9０-９])", rest) is not None


def size_of_a_device(setting: Setting) -> bool:
    """75吨锅炉2台, 2吨洒水车5台: what each of the things counted behind it can do."""
    figure = setting.figure
    if figure.kind != "capacity" or figure.bounded or figure.lead or not setting.noun:
        return False
    return _COUNTED.match(setting.item_rest) is not None


def size_of_a_work(setting: Setting) -> bool:
    """推进1.5万亩基地提升工程 names the work; 完成20公里管网改造工程 says how much is done."""
    figure = setting.figure
    if figure.kind != "extent" or figure.bounded or not setting.noun:
        return False
    if setting.before.endswith(vocabulary("done")) or {"完成", "实现", "新增"} & set(figure.lead):
        return False
    return re.search(any_of("works") + r"(?!\s?[0-9０-９])", setting.item_rest) is not None


def policy_articles(setting: Setting) -> bool:
    """人才新政20条 is the name of a paper, unless it is said that 20 were given out."""
    figure, before = setting.figure, setting.before
    if figure.unit != "条" or figure.lead or not before.endswith(vocabulary("policies")):
        return False
    return not any(word in before for word in vocabulary("issuing"))


def rank_without_ranking(setting: Setting) -> bool:
    """第3位 counts where something rises to it or holds it; 第一方阵 is a name."""
    if setting.figure.kind != "rank":
        return False
    near = setting.before[-12:] + "".join(reversed(setting.figure.lead))
    return not setting.at_end or re.search(any_of("ranking"), near) is None


def chinese_name(setting: Setting) -> bool:
    """四个体系, 十大工程, 百家企业: Chinese numerals count only where they clearly state a figure."""
    figure = setting.figure
    if not figure.han or figure.kind in ("fraction", "rank"):
        return False
    if figure.unit.endswith("百分点"):
        return False
    bounded = figure.relation != "=" or figure.bounded
    numeral = figure.numeral
    if figure.kind in ("share", "time"):
        return not (bounded or _grows(figure))
    if numeral in ("百", "千", "万") or (numeral == "十" and figure.kind != "count"):
        return not _round_number_stated(setting, bounded)
    if bounded and figure.value > 1:
        return False
    if figure.value > 10:
        return figure.unit == "条" or (figure.kind == "scale" and not figure.unit)
    return not _small_count_stated(setting)


def _round_number_stated(setting: Setting, bounded: bool) -> bool:
    """千亿规模, 突破百亿, 近百家, but not 百家企业 nor 千亿产业."""
    figure = setting.figure
    if figure.kind in ("scale", "money"):
        stated = bounded or bool(figure.lead) or setting.at_end
        return setting.after.startswith(vocabulary("after_size")) or (stated and not setting.noun)
    return (bounded and not figure.numeral.startswith("万")) or (bounded and figure.kind != "scale")


def _small_count_stated(setting: Setting) -> bool:
    """新建两座水厂, 新增医院三家; not 三个体系, 四套班子, 一支队伍."""
    figure = setting.figure
    if figure.kind in ("money", "scale"):
        return bool(figure.lead) or (figure.unit != "元" and figure.kind == "money")
    if figure.unit.lstrip("万亿千百") not in vocabulary("plain_counts"):
        return figure.kind == "count" and figure.value > 1 and setting.at_end and _counts_noun_before(setting)
    verb = re.search(any_of("verbs"), setting.before) is not None or bool(figure.lead)
    if figure.value == 1 and not figure.unit.startswith(("万", "亿")):
        return verb and setting.at_end and len(setting.before) > 3
    return verb and (setting.at_end or setting.before.endswith(vocabulary("verbs")) or bool(figure.lead))


def _counts_noun_before(setting: Setting) -> bool:
    """改造农贸市场三个: the noun stands right before the figure, and a verb before the noun."""
    if setting.figure.lead:
        return False
    verbs = [found.end() for found in re.finditer(any_of("verbs"), setting.before)]
    return bool(verbs) and len(setting.before) - verbs[0] >= _NOUN and not setting.before.endswith("的")


def _grows(figure: Figure) -> bool:
    return any(leads(figure, table) for table in ("increase", "increase_share", "decrease", "decrease_share"))


RULES: Final[tuple[Callable[[Setting], bool], ...]] = (
    per_each,
    order_of_text,
    numbered_body,
    unit_of_other_things,
    radius,
    unstated_duration,
    class_threshold,
    size_of_a_settlement,
    attribute_of_a_noun,
    capacity_of_a_project,
    size_of_a_device,
    size_of_a_work,
    policy_articles,
    rank_without_ranking,
    chinese_name,
)
_COUNT_RULES: Final = (
    per_each,
    order_of_text,
    numbered_body,
    unit_of_other_things,
    size_of_a_settlement,
    capacity_of_a_project,
    policy_articles,
    chinese_name,
)
