"""Lines that are titles, annex marks, or headings: known by their shape and by how they end."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import any_word, words

_ASSIGNS: Final = re.compile(r"[(\[][^()\[\]]*(?:负责|牵头|配合|主办|协办|单位:|部门:)[^()\[\]]*[)\]]$")
"""…政策措施（甲局、乙局负责） is a task."""
_SENDING: Final = re.compile(",现?将《|现将《")
"""A sentence that sends a paper, cut behind the paper's name."""
_BRACKET_TAIL: Final = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]$")
_STATUS: Final = re.compile(
    "[0-9一二三四五六七八九十]{1,3}(?:个|项|件)[^，。]{0,8}(?:完成|达到|未达|滞后|推进|超|进度)"
)
"""4个项目完成全年目标 heads the projects below it and opens no part."""
_CRY: Final = re.compile("^[\u4e00-\u9fff]{1,6}[!！?？]")
"""快看！2031年民生实事清单: how newspapers open a title."""
_ANNEX_NUMBER: Final = r"\s*[0-9一二三四五六七八九十]{0,3}\s*[:.、]"
_APPENDIX: Final = 60
_IMPRINTED: Final = 80
_IMPRINT: Final = re.compile("[0-9]月[0-9]{1,2}日印[发發制]?$")
_REMARK_BRACKETS: Final = "（([【［ \u3000"
_MARK: Final = 12
"""An annex mark opens within so many characters: blanks may stand before it."""
_TERM: Final = 40
"""A term that is explained ends within so many characters."""
_PUNCTUATION: Final = re.compile("[，。；：,:;《》、()【】]")
_NESTED: Final = str.maketrans("〈〉", "《》")
"""Book-title marks inside others."""
_BOOK_TITLE: Final = re.compile(r"《([^《》]{4,60})》")


@cache
def _endings() -> tuple[str, ...]:
    return words("headings", "title")


def bare_title(text: str) -> str:
    """A title for comparing: folded, without annex mark, book-title marks or a bracketed remark at its end."""
    word = fold(text)
    word = _annex()[1].sub("", word) if word.startswith(words("headings", "annex")) else word
    word = word.translate(_NESTED).strip("《》")
    shorter = _BRACKET_TAIL.sub("", word) if word.endswith((")", "]")) else word
    return shorter if len(shorter) >= 4 else word


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether a paragraph has the shape of a title: short, no sentence, no marker, and a title's ending."""
    if not 4 <= len(text) <= 120 or "\t" in text or "|" in text:
        return False
    word = fold(text)
    if not 4 <= len(word) <= 70 or word[-1] in "。；;，,:、.":
        return False
    word = _CRY.sub("", word)
    if any(sign in word for sign in "。；;!！?？") or word.count(",") > 1:
        return False
    if (
        not word
        or word[0] in "(（·—-□"
        or marker(word) is not None
        or word.startswith(words("headings", "no_title"))
        or _SENDING.search(word) is not None
    ):
        return False
    bare = bare_title(word)
    if not bare.endswith(_endings()) or (word[-1] in ")]" and _ASSIGNS.search(word) is not None):
        return False
    # 表, 函 and the like end many words: 人民代表.
    return "," not in word or any(bare.endswith(ending) for ending in _endings() if len(ending) > 1)


def is_title_ending(text: str) -> bool:
    """Whether a line is nothing but the last word of a title: 分工表, 任务分解."""
    return len(text) <= 10 and fold(text) in _endings()


def is_body(text: str) -> bool:
    """Whether a line is the name of a body that signs or issues: no punctuation, and ends as such names do."""
    word = fold(text)
    return (
        3 <= len(word) <= 40
        and _PUNCTUATION.search(word) is None
        and word.endswith(words("headings", "signing"))
    )


@cache
def _annex() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The mark of an annex alone, and before its title: 附件2, 附表1：…."""
    mark = rf"^(?:{any_word(words('headings', 'annex'))}){_ANNEX_NUMBER}"
    return re.compile(f"{mark}?$"), re.compile(rf"{mark}\s*(?=\S)")


@cache
def _annex_signs() -> frozenset[str]:
    return frozenset(fold(word)[0] for word in words("headings", "annex"))


def _opens_annex(text: str) -> bool:
    """A cheap look: the first sign that is no blank begins a word for annexes."""
    return text.lstrip()[:1] in _annex_signs()


def is_annex_mark(text: str) -> bool:
    """Whether a paragraph is only the mark of an annex: 附件, 附表1, 附件2：."""
    return len(text) <= _MARK and _opens_annex(text) and _annex()[0].match(fold(text)) is not None


def is_annex_title(text: str) -> bool:
    """Whether a paragraph names an annex with its title on one line: 附表1：某某任务分解."""
    return len(text) <= 120 and _opens_annex(text) and _annex()[1].match(fold(text)) is not None


def heads_states(text: str) -> bool:
    """Whether a line heads projects by their state and is no title: 4个项目完成全年目标."""
    return _STATUS.match(fold(text)) is not None


def explains(title: str) -> bool:
    """Whether a title is that of a paper that tells of another one: 《…分工方案》政策解读."""
    return speaks_of("explains", title)


def invites(text: str) -> bool:
    """Whether a title is that of events or offers: …周末文化活动预告."""
    return speaks_of("invites", text)


def forwards(text: str) -> bool:
    """Whether a paragraph sends a paper: 现印发给你们，请认真落实."""
    return speaks_of("forwarding", text)


def is_rules_title(text: str) -> bool:
    """Whether a title is that of rules or of an interpretation: …督查工作办法, …政策解读."""
    return bare_title(text).endswith(words("headings", "rules"))


def is_remark(text: str) -> bool:
    """Whether a paragraph is a remark on the whole list, whatever it speaks of: （注：责任单位列首位的牵头）."""
    return text.lstrip(_REMARK_BRACKETS).startswith(words("headings", "remark"))


def names_copies(text: str) -> bool:
    """Whether a line says who else gets the document: 抄送：县委办公室."""
    return text.lstrip()[:1] in _copying() and fold(text).startswith(_copies())


def is_imprint(text: str) -> bool:
    """Whether a line says who had a document printed, and when: 某区人民政府办公室　2031年3月3日印发."""
    return len(text) <= _IMPRINTED and _IMPRINT.search(text) is not None


@cache
def _copying() -> frozenset[str]:
    return frozenset(label[0] for label in words("headings", "copies"))


@cache
def _copies() -> tuple[str, ...]:
    return tuple(f"{label}:" for label in words("headings", "copies"))


def is_lead_in(text: str) -> bool:
    """Whether a stretch only announces the measures below an item: 具体措施：."""
    bare = simplified(text.strip())
    return bare[-1:] in {":", "："} and bare[:-1] in words("headings", "lead_in")


def named_titles(text: str) -> list[str]:
    """Titles between 《》, folded: a notice names its annexes in this way."""
    return [bare_title(title) for title in _BOOK_TITLE.findall(text)]


def is_notice_title(text: str) -> bool:
    """Whether a title is that of a covering notice: …的通知."""
    return bare_title(text).endswith(words("headings", "notice"))


def is_appendix_title(text: str) -> bool:
    """Whether a title announces what holds no tasks: 名词解释, 注释, 相关报道."""
    if len(text) > _APPENDIX:
        return False
    word = bare_title(text)
    return len(word) <= 30 and word.endswith(words("headings", "appendix"))


def is_speech(text: str) -> bool:
    """Whether a line opens with who speaks: 主持人：各位网友大家好; 问题：… is a label."""
    name, colon, _ = text[:_TERM].replace(":", "：").partition("：")
    who = name.strip()
    return bool(colon) and any(
        who == speaker or (len(speaker) > 1 and who.startswith(speaker))
        for speaker in words("headings", "speaker")
    )


def is_definition(text: str) -> bool:
    """Whether a line explains a term: 完整社区：指在步行范围内……."""
    term, colon, sense = text[:_TERM].replace(":", "：").partition("：")
    return bool(colon) and bool(term) and sense.strip().startswith(words("headings", "defines"))


def speaks_of(kind: str, text: str) -> bool:
    """Whether a title holds a word of `kind` (tasks, progress, breakdown, livelihood, explains) in the lexicon."""
    return telling_word(kind, text) is not None


def telling_word(kind: str, text: str) -> str | None:
    """The word of `kind` in the lexicon that a title holds; None where it holds none."""
    word = fold(text)
    return next((known for known in words("headings", kind) if known in word), None)
