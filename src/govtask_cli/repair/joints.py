"""Whether two stretches of text that a page or line break parted are one, and how they join.

A sentence that was cut goes on without anything between; a new sub-number or paragraph starts a new line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from govtask_cli.document import Block, Note, Text
from govtask_cli.grammar.labels import label_at_start, label_places
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.signs import BULLETS
from govtask_cli.grammar.units import (
    is_branch,
    is_collective,
    is_member,
    is_unit_list,
    is_whole_name,
    split_names,
)
from govtask_cli.lexicon import any_word, words
from govtask_cli.repair.blocks import plain_of

_TERMINAL: Final = frozenset("。！？；;!?：:")
_CLOSERS: Final = "”’」』）)》>】]〕〗﹞］"
_OPENERS: Final = "（(《【〔〖﹝「“‘[［"
_PAIRS: Final = {"（": "(", "(": "(", "［": "[", "[": "["}
_OPENED: Final = dict(zip("）)》】〕〗﹞」”’]］", "((《【〔〖﹝「“‘[[", strict=True))
_SIGN: Final = re.compile(r"[（()）《》【】〔〕〖〗﹝﹞「」“”‘’\[\]［］]")
_MID: Final = frozenset("、，,-—~～和与及或的")
_NAME_END: Final = re.compile(r"[、，,；;：:\s]")
_COMMA: Final = re.compile("[，、,]")
_WORD_END: Final = re.compile("(?![一二三四五六七八九十])[\u4e00-\u9fff][，、；]")
_HALTS: Final = frozenset("；;")
_COLONS: Final = frozenset("：:")
_LONGEST_NAME: Final = 40
_BRANCH: Final = 8
_REST: Final = 3
_SHORT: Final = 20
"""A line of fewer characters that ends without a stop is a heading rather than a cut sentence."""
_SAID_TWICE: Final = frozenset({"lead", "support", "units", "leader", "deadline"})
"""Labels of these kinds stand in the brackets that a page break cuts."""


def ends_sentence(text: str) -> bool:
    """Whether a stretch ends where a sentence may end: a stop, or a stop before closing quotes and brackets."""
    tail = text.rstrip().rstrip(_CLOSERS)
    return not tail or tail[-1] in _TERMINAL or (tail != text.rstrip() and text.rstrip()[-1] in "）)〗】］")


def unclosed(text: str) -> int:
    """Where the first bracket or quotation mark that never closes stands, or -1. Round brackets of any width pair."""
    stack: list[tuple[str, int]] = []
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match[0]
        if sign in _OPENERS:
            stack.append((_PAIRS.get(sign, sign), at))
        else:
            opened = _OPENED[sign]
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == opened:
                    del stack[depth:]
                    break
    return stack[0][1] if stack else -1


_POINT_ALONE: Final = re.compile(r"[；;：:。][（(][0-9]{1,2}[)）]$")
"""A point of a list at a line's end, whose words follow: …；（3）."""


def is_cut(text: str) -> bool:
    """Whether a stretch breaks off in the middle: an open bracket, a comma or 、 at its end, or no stop at all."""
    plain = text.rstrip()
    if not plain:
        return False
    if plain[-1] in _MID or unclosed(plain) >= 0 or _POINT_ALONE.search(plain):
        return True
    return not ends_sentence(plain) and (len(plain) >= _SHORT or "，" in plain or "," in plain)


@cache
def _acts() -> tuple[str, ...]:
    return tuple(word for table in ("leading", "supporting", "acting") for word in words("labels", table))


@cache
def _role() -> re.Pattern[str]:
    """What a list of names may end in: 自然资 / 源部配合."""
    return re.compile(f"(?<=.)(?:{any_word((*words('labels', 'manner'), *_acts()))})+$")


def _completes_act(plain: str, further: str) -> bool:
    """Whether a line ends amid the words that give a role, or before them: 各县区按职责分工负 / 责."""
    rest = further.rstrip("）)】。；; ")
    return 0 < len(rest) <= _BRANCH and any(
        word.endswith(rest) and (plain + rest).endswith(word) for word in _acts()
    )


def parts_names(left: str, right: str) -> bool:
    """Whether a line ends between two names of a list that nothing but blanks divides: …市住建局 / 市民政局 …."""
    said = left[max(left.rfind(sign) for sign in "：:（([【。") + 1 :]
    if "、" in said:
        return False
    begun = _NAME_END.split(said)[-1]
    head = _role().sub("", _NAME_END.split(right, maxsplit=1)[0].rstrip("）)。；;】]"))
    alike = head[:1] == begun[:1] or head[:1] == "各"
    return alike and is_whole_name(begun) and (is_whole_name(head) or is_collective(head))


def _is_prefix(begun: str, plain: str) -> bool:
    """Whether the last name of a list is what other names of it begin with."""
    names = _NAME_END.split(plain)[:-1]
    return 1 < len(begun) <= _REST and sum(name.startswith(begun) and name != begun for name in names) > 0


_OPENING_BRACKET: Final = re.compile("[（(〈<][\u4e00-\u9fff、]{1,12}[)）〉>]")
_ENDINGS: Final = frozenset("局厅委办部处科室站所队院校馆心司团府道镇区县市省旗州村场位门街")
"""A name surely ends with one of these."""
_BEGINNINGS: Final = frozenset("省市区县州旗镇乡各有街")
"""Names of lists begin with these, and no rest of a name does."""
_OFFICES: Final = frozenset({"办公室", "办公厅"})


def ends_word(above: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether the line at `at` begins with the last character of a word that the line above it, a sentence with commas,
    breaks off: 深化作风建 / 设，整治…."""
    if len(above) < _SHORT or _COMMA.search(above) is None:
        return False
    said = plain_of(blocks[at])
    if len(said) == 1 and at + 1 < len(blocks):
        said += plain_of(blocks[at + 1])[:1]
    return _WORD_END.match(said) is not None


def opens_with_units(text: str) -> bool:
    """Whether what stands before the first label of a line is nothing but names of a list: 中心小学　配合单位：某某办."""
    head = text[: next((at for at in label_places(text) if at), len(text))].strip(" \t\u3000，,；;。")
    return is_unit_list(head) or bool(head and all(is_member(name.name) for name in split_names(head)))


def _joins_on(plain: str, further: str) -> bool:
    """Whether a line joins one more body to the list that the line above ends in: …、投资促进局 / 与各园区."""
    if plain[-1:] in _HALTS and label_at_start(plain) is not None and is_unit_list(further):
        return True  # 配合单位：甲局；乙局； / 各乡镇（街道）
    opening = _joining().match(further)
    return (
        opening is not None
        and is_unit_list(further[opening.end() :].rstrip("。；; "))
        and is_whole_name(_NAME_END.split(plain)[-1])
    )


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(f"(?:{any_word(words('units', 'joining'))})")


def completes_name(plain: str, further: str) -> bool:
    """Whether the last name of a line of units is no name by itself and is one with the next line's first word, or
    the next line has the rest of what such a list ends in."""
    if _completes_act(plain, further) or _joins_on(plain, further):
        return True
    head = _role().sub("", _NAME_END.split(further.rstrip("。；;"), maxsplit=1)[0])
    begun = _NAME_END.split(plain)[-1]
    if further[len(head) : len(head) + 1] in _COLONS:
        return False  # a label of its own
    listed = "、" in further or "、" in plain  # no 、 at the line's end: the name goes on
    if 2 < len(head) <= _BRANCH and is_branch(head, begun) and is_whole_name(begun):
        return listed or head == further.rstrip("。；; ")  # 市自然资源和规划局 / 蓼城分局
    alone = head == further.rstrip("。；; ") and (len(head) == 1 or head in words("units", "never_alone"))
    if ((listed and head in _OFFICES) or alone) and is_whole_name(begun + head):
        return True  # 教师工作部、纪委 / 办公室、工会; 市城投 / 集团
    if head and is_whole_name(begun + head):
        if _is_prefix(begun, plain):
            return True  # 街道农业农村办、街道 / 财政所
        weak = begun.isalpha() and begun[-1:] not in _ENDINGS and not is_collective(begun) and len(begun) > 1
        if "、" in plain and weak and head[0] not in _BEGINNINGS:
            return True  # 省民政厅、省住房城乡 / 建设厅
    if (opened := _OPENING_BRACKET.match(further)) is not None:
        if is_collective(begun):
            return True  # 各乡镇 / （街道）
        if listed and is_whole_name(begun) and is_whole_name(opened[0][1:-1]):
            return True  # 省发改委 / 〈省能源局〉、省财政厅
    if ends_sentence(plain) or not 0 < len(begun) <= _LONGEST_NAME:
        return False
    cut = len(head) <= _REST and any(  # 各街道办 / 事处: an ending of names stands on both lines
        len(ending) > len(head) and (begun + head).endswith(ending) for ending in words("units", "suffix")
    )
    ends = head[-1:] in _ENDINGS and len(head) <= _REST
    if "、" in plain and ends and is_collective(begun) and begun[-1] not in _ENDINGS:
        return True  # 各行政 / 村
    whole = is_member(begun) or (is_collective(begun) and begun[-1] in _ENDINGS)
    return (cut or not whole) and is_whole_name(begun + head)


def opens_anew(text: str) -> bool:
    """Whether a stretch starts something of its own: a marker or a label, or a bullet apart from its words."""
    bulleted = len(text) > 1 and text[0] in BULLETS and text[1].isspace()
    return bulleted or marker(text) is not None or label_at_start(text.lstrip()) is not None


def doubled(left: str, right: str) -> int:
    """How many characters at the end of `left` a page break printed twice.

    Only where the word is sure: dropping them must leave a clause label (（责 + 责任单位：).
    """
    tail = left.rstrip()
    for size in range(min(4, len(tail)), 0, -1):
        if (
            right.startswith(tail[-size:])
            and label_at_start(right) in _SAID_TWICE
            and tail[: len(tail) - size][-1:] in "（([【。；"
        ):
            return size
    return 0


def join(parts: list[Text], step: str, *, units: bool = False) -> tuple[Text, list[Note]]:
    """The stretches of one cell or paragraph as one text, with a note for every sentence that was mended. `units`:
    the cell holds names of bodies, and a line may end inside one."""
    kept: list[Text] = []
    notes: list[Note] = []
    for part in parts:
        part = part.strip()
        if not part:
            continue
        if not kept:
            kept.append(part)
            continue
        left = kept[-1].plain
        if (is_cut(left) or (units and completes_name(left, part.plain))) and not opens_anew(part.plain):
            kept[-1] = Text.join([kept[-1], part])
            notes.append(Note(step, "joined", f"a sentence cut after …{left[-8:]} was joined again", part))
        else:
            kept.append(part)
    return Text.join(kept, "\n"), notes
