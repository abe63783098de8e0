"""What a web page or a printer puts around a document: toolbars, breadcrumbs, page numbers, the metadata block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Final

from govtask_cli.document import Block, Document, Label, Note, Paragraph, Text
from govtask_cli.grammar.columns import column_field
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import BULLETS, DOCUMENT_NUMBER, field_of_label, metadata_fields
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import is_body, is_title
from govtask_cli.lexicon import any_word, words
from govtask_cli.repair.running import PAGE_NUMBER, running_heads
from govtask_cli.repair.site_tail import site_tail

STEP: Final = "furniture"
_MESSAGE: Final = "page furniture (网页附件) removed"
_HEAD_LINES: Final = 60
"""The metadata block stands above the text; further down the same words are prose."""
_RUNNING: Final = re.compile(r"^[^。；|]{2,40}[(]第[0-9]{1,4}页(?:[,，/]?共[0-9]{1,4}页)?[)]$")
"""A running head that counts the pages."""
_RULE: Final = re.compile(r"^[=\-_*—~·.#]{4,}(?:正文)?[=\-_*—~·.#]*$")
_CRUMBS: Final = re.compile(
    r"^[^。；]{0,80}(?:[>＞»›→][^。；>＞»›→]{0,30}){2,}[>＞»›→]?$|^[^。；，]{0,30}[>＞»›][^。；]*[>＞»›]\s*$"
    r"|^[^。；，0-9><]{2,30}[>＞»›][^。；，0-9><]{2,12}$"
)
_FILE: Final = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar)[)）]?(?:[(（]?[0-9.]{1,8}[KMkm][Bb]?[)）]?)?$", re.IGNORECASE
)
"""The name of an attached file."""
_FILE_ENDS: Final = frozenset("cxstfdprbkmCXSTFDPRBKM)）")
_CRUMB_SIGNS: Final = frozenset(">＞»›")
_ARROWS: Final = frozenset(">＞»›→")
_RULED: Final = frozenset("=-_*—~·.#–－第0123456789")
"""A page number or a rule opens with one of these."""
_BRACKET_SIGNS: Final = frozenset("()（）[]【】|")
_BETWEEN: Final = re.compile(r"[()（）\[\]【】|]+")
_MARKED: Final = frozenset("()（）[]【】〔〕「」{}:：|")
_BRACKETS: Final = str.maketrans(dict.fromkeys(_MARKED, ""))
_COMMAS: Final = frozenset("，。；")
_SIGNS: Final = frozenset(f"【[{BULLETS}")
_OPENERS: Final = f" \t\u3000\u00a0\u2002\u2003|【[{BULLETS}"
"""What may stand before a label."""
_SENTENCE: Final = 60
_VALUES: Final = {
    "index_number": re.compile(r"[0-9A-Za-z][0-9A-Za-z/_\-]{5,40}"),
    "document_number": DOCUMENT_NUMBER,
}
"""Values that nothing else in a document looks like."""


def drop_furniture(document: Document) -> Document:
    """Furniture becomes notes, the metadata block becomes `Label`s."""
    kept: list[Block] = []
    notes: list[Note] = []
    at_head = True
    crumbs_follow = False
    passed = 0
    dropped = running_heads(document.blocks) | site_tail(document.blocks, _is_furniture)
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            kept.append(block)
            continue
        plain = block.text.plain
        if index in dropped:
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
        labels = labels_in(block.text) if at_head else []
        if labels:
            kept.extend(labels)
        elif (title := _glued_title(block.text)) is not None:
            begin = len(plain) - len(title)
            notes.append(Note(STEP, "furniture", _MESSAGE, block.text.cut(0, begin).strip(), dropped=True))
            kept.append(replace(block, text=title, gap=block.gap + passed))
        elif _is_furniture(word) or _is_toolbar(plain) or (crumbs_follow and (">" in word or "＞" in word)):
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


def _with_values(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a label whose value stands on the next line has it."""
    held: Label | None = None
    for block in blocks:
        if held is not None:
            fits = isinstance(block, Paragraph) and _fits(held.name.plain, block.text.plain)
            yield Label(held.name, block.text.strip()) if fits and isinstance(block, Paragraph) else held
            held = None
            if fits:
                continue
        if isinstance(block, Label) and not block.value:
            held = block
        else:
            yield block
    if held is not None:
        yield held


def _fits(name: str, value: str) -> bool:
    """Whether a line can be nothing but the value of a label of this name."""
    field = field_of_label(name)
    word = fold(value)
    if field in {"issued_on", "published_on"}:
        return is_date_line(value)
    if field == "issuer":
        return is_body(value) and not is_title(value)
    pattern = _VALUES.get(field)
    return pattern is not None and pattern.fullmatch(word) is not None


def _is_prose(plain: str) -> bool:
    """Whether a line is too long for furniture: only an arrow, a toolbar's brackets or a known opening could
    make it some, and neither stands in a sentence."""
    return (
        len(plain) > _SENTENCE
        and not _COMMAS.isdisjoint(plain)
        and _ARROWS.isdisjoint(plain)
        and not _opens_furniture(fold(plain[:_SENTENCE]))
    )


def _opens_body(plain: str, word: str) -> bool:
    """Whether the text itself has begun: a numbered paragraph, a table header, a sentence."""
    return marker(plain) is not None or column_field(word) == "number" or word.endswith("。")


@cache
def _whole_lines() -> frozenset[str]:
    return frozenset(fold(word).translate(_BRACKETS) for word in words("furniture", "line"))


def _glued_title(text: Text) -> Text | None:
    """The title that a breadcrumb runs into without a break: 首页 > 政务公开 > 政策文件某市人民政府关于…的通知."""
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
    return None


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """First character → the openings of furniture lines that begin with it."""
    folded = sorted(fold(opening) for opening in words("furniture", "opening"))
    return {first: tuple(group) for first, group in groupby(folded, key=lambda opening: opening[0])}


def _opens_furniture(word: str) -> bool:
    """Whether a folded line begins as lines of furniture do: 当前位置, 责任编辑."""
    return word.startswith(_openings().get(word[:1], ()))


def _are_whole_lines(word: str) -> bool:
    """Whether a line is several lines of furniture in brackets: [打印][关闭]."""
    pieces = [piece for piece in _BETWEEN.split(word) if piece]
    return len(pieces) > 1 and all(piece in _whole_lines() for piece in pieces)


def _is_toolbar(plain: str) -> bool:
    """Whether a line is several lines of furniture with blanks between them: 无障碍浏览 长者模式."""
    pieces = plain.split()
    return len(pieces) > 1 and all(fold(piece).translate(_BRACKETS) in _whole_lines() for piece in pieces)


def _is_furniture(word: str) -> bool:
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
        or (not _BRACKET_SIGNS.isdisjoint(word) and _are_whole_lines(word))
        or _opens_furniture(word)
        or ("请选择" in word and len(word) <= _SENTENCE)
        or (word[0] in _RULED and (PAGE_NUMBER.match(word) or _RULE.match(word)) is not None)
        or (word[-1] == ")" and _RUNNING.match(word) is not None)
        or (not _ARROWS.isdisjoint(word) and _CRUMBS.match(word) is not None)
        or (word[-1] in _FILE_ENDS and _FILE.search(word) is not None)
    )


@cache
def _label_pattern() -> re.Pattern[str]:
    spaced, weak = [], words("furniture", "weak")
    for label in sorted(metadata_fields(), key=len, reverse=True):
        name = r"[\s\u3000]*".join(label)
        behind = r"\s*[:：】\]]" if label in weak else r"\s*[:：】\]]|[\s\u3000]|$"
        spaced.append(f"{name}(?={behind})")
    before = rf"(?<=^)|(?<=^[{BULLETS}])|(?<=[\s\u3000|【\[{BULLETS.rstrip('-–—')}])"
    return re.compile(rf"(?:{before})(?P<label>{'|'.join(spaced) or any_word(())})\s*[】\]]?\s*[:：]?")


def labels_in(text: Text) -> list[Label]:
    """The labels of a metadata line with their values; none where the line does not open with one. Bullets, bars
    and brackets around a label (∙【发文字号】, [ 索引号 ] |) are part of it."""
    plain = text.plain
    start = len(plain) - len(plain.lstrip(_OPENERS))
    matches = [match for match in _label_pattern().finditer(simplified(plain)) if match.start() >= start]
    if not matches or matches[0].start() != start:
        return []
    found: list[Label] = []
    begin = 0
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(plain)
        bare = plain[match.end() : end].rstrip()
        if at + 1 < len(matches) and bare[-1:] in _SIGNS:
            end = match.end() + len(bare) - 1  # the bracket belongs to the next label
        found.append(Label(text.cut(begin, match.end()).strip(), text.cut(match.end(), end).strip()))
        begin = end
    return found
