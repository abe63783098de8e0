"""What a web page or a printer puts around a document: toolbars, breadcrumbs, page numbers, the metadata block."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Final

from govtask_cli.document import EMPTY, Block, Document, Label, Note, Paragraph, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import DOCUMENT_NUMBER, field_of_label, metadata_fields
from govtask_cli.grammar.titles import is_body, is_notice_title, is_title
from govtask_cli.lexicon import any_word, words
from govtask_cli.repair.bulleted import with_bulleted_labels
from govtask_cli.repair.page_labels import TAIL, labels_in
from govtask_cli.repair.running import PAGE_NUMBER, running_heads
from govtask_cli.repair.site_tail import site_tail

STEP: Final = "furniture"
_MESSAGE: Final = "page furniture (网页附件) removed"
_HEAD_LINES: Final = 60
"""The metadata block stands above the text; further down the same words are prose."""
_RUNNING: Final = re.compile(r"^[^。；|]{2,40}[(]第[0-9]{1,4}页(?:[,，/]?共[0-9]{1,4}页)?[)]$")
"""A running head that counts the pages."""
_CELLS: Final = re.compile("[|｜]")
_PAIR: Final = 2
_HOME_WORD: Final = 6
_CLOSING: Final = re.compile(r"(?<=\S)\s*[（(](?P<said>[^（()）]{4,12})[)）]\s*$")
_RULE: Final = re.compile(r"^[=\-_*—~·.#]{4,}(?:正文)?[=\-_*—~·.#]*$|^(?:\*{3}|-{3}|_{3}|▲{3,}|▼{3,}|◆{3,})$")
_CRUMBS: Final = re.compile(
    r"^[^。；]{0,80}(?:[>＞»›→][^。；>＞»›→]{0,30}){2,}[>＞»›→]?$|^[^。；，]{0,30}[>＞»›][^。；]*[>＞»›]\s*$"
    r"|^[^。；，0-9><]{2,30}[>＞»›][^。；，0-9><]{2,12}$"
)
_PAIRED: Final = re.compile("[<＜]|[>＞][,，、]")
"""These signs are brackets: 县财政局<县国资委>,县民政局."""
_FILE: Final = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar)[)）]?(?:[(（]?[0-9.]{1,8}[KMkm][Bb]?[)）]?)?$", re.IGNORECASE
)
"""The name of an attached file."""
_FILE_ENDS: Final = frozenset("cxstfdprbkmCXSTFDPRBKM)）")
_CRUMB: Final = re.compile("[>＞»›]")
_MENU: Final = 10
_NO_CRUMB: Final = ("关于", "關於")
_CRUMB_SIGNS: Final = frozenset(">＞»›")
_ARROWS: Final = frozenset(">＞»›→")
_RULED: Final = frozenset("=-_*—~·.#–－第0123456789▲▼◆")
"""A page number or a rule opens with one of these."""
_BRACKET_SIGNS: Final = frozenset("()（）[]【】|")
_MARKED: Final = frozenset("()（）[]【】〔〕「」{}:：|")
_BRACKETS: Final = str.maketrans(dict.fromkeys(_MARKED, ""))
_COMMAS: Final = frozenset("，。；")
_SENTENCE: Final = 60
_VALUES: Final = {
    "index_number": re.compile(r"[0-9A-Za-z][0-9A-Za-z/_\-]{5,40}"),
    "document_number": DOCUMENT_NUMBER,
}
"""Values that nothing else in a document looks like."""


_OTHER: Final = 12
_PLAIN: Final = re.compile("[\u4e00-\u9fff/]+")
"""A value of few words: 主动公开."""
_TITLE_LINES: Final = 3
_CUT: Final = frozenset({"issuer", "document_number"})
"""Fields whose value a line's end may cut."""


def drop_furniture(document: Document) -> Document:
    """Furniture becomes notes, the metadata block becomes `Label`s."""
    kept: list[Block] = []
    notes: list[Note] = []
    at_head = True
    crumbs_follow = on_menu = opened = False
    passed = 0
    blocks = tuple(with_bulleted_labels(document.blocks))
    dropped = running_heads(blocks) | site_tail(
        blocks, lambda plain: is_furniture(fold(plain)) or _is_toolbar(plain)
    )
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            kept.append(block)
            continue
        if (remark := _closing_remark(block.text)) is not None:
            notes.append(Note(STEP, "furniture", _MESSAGE, block.text.cut(remark).strip(), dropped=True))
            block = replace(block, text=block.text.cut(0, remark))
        plain = block.text.plain
        on_menu = (
            (on_menu or fold(plain) in words("furniture", "home"))
            and at_head
            and _is_menu_word(block, first=not on_menu)
        )
        closes = at_head and opened and plain.strip() == "】"  # 【字号： / 大 / 】
        opened = plain.count("【") > plain.count("】") or (opened and not closes)
        if index in dropped or on_menu or closes:
            notes.append(Note(STEP, "furniture", _MESSAGE, block.text.strip(), dropped=True))
            passed += block.gap + 1
            continue
        if len(plain) > 300:
            at_head = crumbs_follow = False
            kept.append(block)
            continue
        if _is_prose(plain) and not (at_head and labels_in(block.text)):
            at_head = at_head and not plain.rstrip().endswith("。") and marker(plain) is None
            crumbs_follow = False
            kept.append(replace(block, gap=block.gap + passed) if passed else block)
            passed = 0
            continue
        word = fold(plain)
        at_head = at_head and index < _HEAD_LINES and not _opens_body(plain, word)
        text, tools = _parted(block.text) if at_head else (block.text, EMPTY)
        labels = labels_in(text) if at_head and not _are_whole_lines(word) else []
        if labels:
            kept.extend(labels)
            if tools:
                notes.append(Note(STEP, "furniture", _MESSAGE, tools, dropped=True))
        elif (title := _glued_title(block.text, document.blocks)) is not None:
            begin = len(plain) - len(title)
            notes.append(Note(STEP, "furniture", _MESSAGE, block.text.cut(0, begin).strip(), dropped=True))
            kept.append(replace(block, text=title, gap=block.gap + passed))
        elif (
            is_furniture(word)
            or _is_toolbar(plain)
            or _ends_in_title(plain, blocks)
            or (crumbs_follow and (">" in word or "＞" in word))
        ):
            notes.append(Note(STEP, "furniture", _MESSAGE, block.text.strip(), dropped=True))
            crumbs_follow = "位置" in word
            passed += block.gap + 1
            continue
        else:
            # A page number that stood between two lines leaves the gap of a page break.
            kept.append(replace(block, gap=block.gap + passed) if passed else block)
        passed = 0
        crumbs_follow = False
    return document.mended(_with_values(kept), notes)


def _is_menu_word(block: Paragraph, *, first: bool) -> bool:
    """Whether a line can stand in the menu of a site, a word a line: 首页 / 政务公开 / 互动交流."""
    plain = block.text.plain.strip()
    return (first or not block.gap) and len(plain) <= _HOME_WORD and plain.isalpha() and not is_title(plain)


def _parted(text: Text) -> tuple[Text, Text]:
    """A line and the toolbar behind it: 发布日期：2031年3月2日 【打印】【关闭】; nothing where none stands there."""
    at = text.plain.find("【", 1)
    if at < 0 or not _are_whole_lines(fold(text.plain[at:])):
        return text, EMPTY
    return text.cut(0, at).strip(), text.cut(at).strip()


def _with_values(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a label whose value stands on the next line, or ends there, has it."""
    held: Label | None = None
    lines = frozenset(block.text.plain.strip() for block in blocks if isinstance(block, Paragraph))
    past = 0
    for at, block in enumerate(blocks):
        if at < past:
            continue
        if isinstance(block, Label) and (rest := _rest_of_title(block, blocks, at + 1)):
            past = at + 1 + len(rest)
            yield Label(block.name, Text.join([block.value, *rest]))
            continue
        if held is not None:
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            ends = isinstance(below, Label) or (isinstance(below, Paragraph) and below.gap > 0)
            other = field_of_label(held.name.plain) == "other"
            fits = (
                isinstance(block, Paragraph)
                and (not other or (ends and not block.gap))
                and (
                    _fits(held.name.plain, block.text.plain.strip(TAIL))
                    if _is_empty(held)
                    else _completes(held, block) or _goes_on(held, block, lines)
                )
            )
            if fits and isinstance(block, Paragraph):
                yield Label(held.name, Text.join([held.value, block.text.strip()]))
            else:
                yield held
            held = None
            if fits:
                continue
        if isinstance(block, Label) and (_is_empty(block) or _is_cut_title(block) or _is_cut_value(block)):
            held = block
        else:
            yield block
    if held is not None:
        yield held


def _rest_of_title(label: Label, blocks: Sequence[Block], at: int) -> list[Text]:
    """The lines that end the notice's title that a label begins: …关于印发《 / 2031年…》的 / 通知; nothing where they do
    not."""
    value = label.value.plain
    if field_of_label(label.name.plain) != "title" or "关于" not in value or is_notice_title(value):
        return []
    rest: list[Text] = []
    for block in blocks[at : at + _TITLE_LINES]:
        if not isinstance(block, Paragraph) or block.gap or "关于" in block.text.plain:
            break
        rest.append(block.text.strip())
        value += rest[-1].plain
        if is_notice_title(value) and value.count("《") == value.count("》"):
            return rest
    return []


def _is_empty(label: Label) -> bool:
    """Whether a label has no value but the bar of a cell: 索引号： |."""
    return not label.value.plain.strip(TAIL)


def _is_cut_title(label: Label) -> bool:
    """Whether a label names the document by what is no whole title."""
    field = metadata_fields().get(fold(label.name.plain).strip(":"), "")
    value = label.value.plain
    return field == "title" and (not is_title(value) or ("关于" in value and not is_notice_title(value)))


def _is_cut_value(label: Label) -> bool:
    """Whether what follows a label is no whole value of its field: 发布机构：某区人民."""
    field = field_of_label(label.name.plain)
    return field in _CUT and not _fits(label.name.plain, label.value.plain.strip(TAIL))


def _completes(label: Label, block: Paragraph) -> bool:
    """Whether the next line holds the rest of such a value."""
    if field_of_label(label.name.plain) not in _CUT or block.gap:
        return False
    return _fits(label.name.plain, label.value.plain.strip(TAIL) + block.text.plain.strip(TAIL))


def _goes_on(label: Label, block: Paragraph, lines: Collection[str]) -> bool:
    """Whether the next line holds the rest of a title that was wrapped; one that is a title by itself (务的通知)
    does where the document says the whole on a line of its own."""
    rest = block.text.plain.strip()
    whole = label.value.plain + rest
    if _is_cut_value(label) or block.gap or not is_title(whole):
        return False
    notice = is_notice_title(whole) and "关于" in label.value.plain and "关于" not in rest
    return whole in lines or not is_title(rest) or notice


def _fits(name: str, value: str) -> bool:
    """Whether a line can be nothing but the value of a label of this name."""
    field = field_of_label(name)
    word = fold(value)
    if field in {"issued_on", "published_on"}:
        return is_date_line(value)
    if field == "issuer":
        return is_body(value) and not is_title(value)
    if field == "other":
        plain = 0 < len(word) <= _OTHER and _PLAIN.fullmatch(word) is not None
        return plain and not is_title(value) and not is_body(value) and column_field(word) is None
    pattern = _VALUES.get(field)
    return pattern is not None and pattern.fullmatch(word) is not None


def _is_prose(plain: str) -> bool:
    """Whether a line is too long for furniture: only an arrow, a toolbar's brackets or a known opening could
    make it some, and neither stands in a sentence."""
    return (
        len(plain) > _SENTENCE
        and not _COMMAS.isdisjoint(plain)
        and _ARROWS.isdisjoint(plain)
        and not opens_furniture(fold(plain[:_SENTENCE]))
    )


def _opens_body(plain: str, word: str) -> bool:
    """Whether the text itself has begun: a numbered paragraph, a table header, numbers side by side, a sentence."""
    label = word.removesuffix(":1")  # 序号：1
    if marker(plain) is not None or column_field(label) == "number" or word.endswith("。"):
        return True
    cells = _CELLS.split(word.strip("|｜"), maxsplit=2) if _CELLS.search(word) is not None else []
    if len(cells) > 1 and cells[1].isdecimal() and column_field(cells[0]) == "number":
        return True  # | 序号 | 1 | 2 |
    fields = [column_field(cell) for cell in _CELLS.split(word.strip("|｜"))] if len(cells) > _PAIR else []
    return "number" in fields and len(set(fields) - {None}) > _PAIR  # | 分类 | 序号 | 事项名称 |


@cache
def _whole_lines() -> frozenset[str]:
    return frozenset(fold(word).translate(_BRACKETS) for word in words("furniture", "line"))


def _glued_title(text: Text, blocks: Sequence[Block]) -> Text | None:
    """The title that a breadcrumb runs into without a break: 首页 > 政务公开 > 政策文件某市人民政府关于…的通知; or that
    is its last crumb and stands nowhere else."""
    plain = text.plain
    if _CRUMB_SIGNS.isdisjoint(plain):
        return None
    at = max(plain.rfind(sign) for sign in ">＞»›")
    if sum(plain.count(sign) for sign in ">＞»›") < 2:
        return None
    begin = at + 1 + len(plain[at + 1 :]) - len(plain[at + 1 :].lstrip())
    for crumb in words("furniture", "crumb"):
        if plain.startswith(crumb, begin) and is_title(plain[begin + len(crumb) :].strip()):
            return text.cut(begin + len(crumb)).strip()
    title = text.cut(begin).strip()
    if title.plain.startswith(_NO_CRUMB) or "关于" in title.plain[2:40]:
        return title if is_title(title.plain) and not _stands_among(title.plain, blocks) else None
    return None


def _stands_among(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a title has a line of its own."""
    said = fold(title)
    return any(isinstance(block, Paragraph) and fold(block.text.plain) == said for block in blocks)


def _ends_in_title(plain: str, blocks: Sequence[Block]) -> bool:
    """Whether the last crumb of a line is the title, which stands on a line of its own too."""
    crumbs = _CRUMB.split(plain) if not _CRUMB_SIGNS.isdisjoint(plain) else ()
    if len(crumbs) <= 2 or len(crumbs[-1]) <= _MENU or not is_title(crumbs[-1].strip()):
        return False
    return _stands_among(crumbs[-1], blocks)


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """First character → the openings of furniture lines that begin with it."""
    folded = sorted(fold(opening) for opening in words("furniture", "opening"))
    return {first: tuple(group) for first, group in groupby(folded, key=lambda opening: opening[0])}


@cache
def _toolbar() -> re.Pattern[str]:
    """Lines of furniture one behind the other; atomic, since 大中小 is one line of them or three."""
    return re.compile(rf"(?>{any_word(sorted(_whole_lines(), key=len, reverse=True))})++")


def opens_furniture(word: str) -> bool:
    """Whether a folded line begins as lines of furniture do: 当前位置, 责任编辑."""
    return word.startswith(_openings().get(word[:1], ()))


def _are_whole_lines(word: str) -> bool:
    """Whether a line is several lines of furniture in brackets: [打印][关闭], [字号:大中小]打印关闭."""
    return not _BRACKET_SIGNS.isdisjoint(word) and _toolbar().fullmatch(word.translate(_BRACKETS)) is not None


def _is_toolbar(plain: str) -> bool:
    """Whether a line is several lines of furniture with blanks between them: 长者模式 登录, 打印 下一篇：无."""
    pieces = [fold(piece) for piece in plain.split()]
    return (
        len(pieces) > 1
        and pieces[0].translate(_BRACKETS) in _whole_lines()
        and all(piece.translate(_BRACKETS) in _whole_lines() or opens_furniture(piece) for piece in pieces)
    )


def _closing_remark(text: Text) -> int | None:
    """Where a remark of the website begins that closes a paragraph: ….（此件公开发布）; None where there is none."""
    match = _CLOSING.search(text.plain) if text.plain.rstrip()[-1:] in {")", "）"} else None
    said = fold(match["said"]) if match is not None else ""
    known = said in _whole_lines() and any(word in said for word in words("labels", "remark"))
    return match.start() if match is not None and known and match.start() else None


def _holds_names(word: str) -> bool:
    """Whether the arrows of a line are brackets around second names: 区财政局<区国资委>."""
    return word.count("<") == word.count(">") > 0


def is_furniture(word: str) -> bool:
    """Whether a folded line is furniture as a whole."""
    bare = word if _MARKED.isdisjoint(word) else word.translate(_BRACKETS)
    if not bare:
        # A bracket that only closes is the end of a line above: 各街道（镇 / ）
        # and bars alone may be the edge of a table, of which the next step knows more.
        return (
            bool(word)
            and all(sign in "()[]:|" for sign in word)
            and word.strip(")]") != ""
            and bool(word.strip("|"))
        )
    return (
        bare in _whole_lines()
        or _are_whole_lines(word)
        or opens_furniture(word)
        or ("请选择" in word and len(word) <= _SENTENCE)
        or (word[0] in _RULED and (PAGE_NUMBER.match(word) or _RULE.match(word)) is not None)
        or (word[-1] == ")" and _RUNNING.match(word) is not None)
        or (not _ARROWS.isdisjoint(word) and not _holds_names(word) and _are_crumbs(word))
        or (word[-1] in _FILE_ENDS and _FILE.search(word) is not None)
    )


def _are_crumbs(word: str) -> bool:
    """Whether a folded line is the path to a page: 首页>政务公开>重点任务."""
    return _CRUMBS.match(word) is not None and _PAIRED.search(word) is None
