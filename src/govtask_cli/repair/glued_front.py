"""The front of a document that lost every line break: …办公室关于印发…的通知远政办发〔2030〕3号各市人民政府：….

What stands before the first list is parted where its pieces surely end: behind a title's 通知 or 意见, around
文号, behind the addressees' colon, around the signing body and its date, before labels of the metadata block, and
behind the annex's title where the notice has named it between 《》. What is not sure stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from govtask_cli.document import Block, Document, Note, Paragraph
from govtask_cli.grammar.metadata import metadata_fields
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import is_body, is_title
from govtask_cli.lexicon import any_word, words

STEP: Final = "glued_front"
_WHOLE: Final = 0.6
"""A paragraph with so much of a document's text is the document in one line."""
_SHORTEST: Final = 300
_REACH: Final = 2500
"""Characters in which the front of a document ends."""
_FIRST_ITEM: Final = re.compile(r"一、|[（(]一[）)]|(?<![0-9.．])1(?:[.．](?![0-9])|、)")
_NUMBER: Final = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,12})[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}号(?![）)》、，。])"
)
_HAN: Final = "一二三四五六七八九十"
_DAY: Final = (
    r"(?:(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
    rf"|二[〇○零O0][{_HAN}〇○零]{{2}}年[{_HAN}]{{1,2}}月[{_HAN}]{{1,3}}日)"
)
_SIGNATURE: Final = re.compile(
    rf"[。）)]\s{{0,4}}(?P<body>[\u4e00-\u9fff（）()、]{{3,60}}?)\s{{0,4}}(?P<day>{_DAY})\s{{0,4}}(?=[\u4e00-\u9fff（(【0-9]|\s*$)"
)
_CLOSING: Final = 100
"""Characters at the end of a document in which its signature stands."""
_REMARK: Final = re.compile(r"[（(][^（）()]{0,6}(?:公开|删减|此页无正文)[^（）()]{0,8}[）)]")
_ADDRESSEES: Final = re.compile(
    r"(?P<names>[^。；：:，]{2,60}(?:，[^。；：:，]{2,60}){0,3})[：:]\s{0,2}(?=[\u4e00-\u9fff《“])"
)
_OPENING: Final = re.compile(r"\S{6,60}(?=[ \u3000])")
_CITED: Final = re.compile(r"《([^《》]{4,60})》")
_TO: Final = ("各", "有关", "省", "市", "县", "区", "市直", "机关")
_STATES: Final = re.compile(r"(?:现行)?有效|已?废止|已?失效|主动公开|依申请公开")


def part_glued_front(document: Document) -> Document:
    """The front of a document in one line as paragraphs of their own; the parting leaves a note."""
    sizes = [len(block.text.plain) if isinstance(block, Paragraph) else 0 for block in document.blocks]
    if not sizes or max(sizes) < max(_SHORTEST, sum(sizes) * _WHOLE):
        return document
    place = sizes.index(max(sizes))
    block = document.blocks[place]
    assert isinstance(block, Paragraph)
    cuts = _cuts(simplified(block.text.plain))
    if not cuts:
        return document
    told = f"a document in one line: its front was parted into {len(cuts)} lines"
    pieces = [
        block.text.cut(begin, end).strip() for begin, end in pairwise([0, *cuts, len(block.text.plain)])
    ]
    parted: list[Block] = [
        Paragraph(piece, block.gap if at == 0 else 1) for at, piece in enumerate(pieces) if piece
    ]
    blocks = [*document.blocks[:place], *parted, *document.blocks[place + 1 :]]
    return document.mended(blocks, [Note(STEP, "unrolled", told, pieces[0].cut(0, 12))])


def _cuts(plain: str) -> list[int]:
    """Where the pieces of the front end, in order; the front ends at its first item or heading behind a signature."""
    signed = _SIGNATURE.search(plain, 0, _REACH)
    opened = _FIRST_ITEM.search(plain, signed.end() if signed else 0, _REACH)
    front = plain[: opened.start() if opened else _REACH]
    found = {0, *_labels(front), *_numbers(front), *_signatures(front), *_remarks(front)}
    found |= set(_title(front, found))
    found |= set(_addressees(front, found))
    found |= set(_annex(front, found))
    tail = max(len(front), len(plain) - _CLOSING)
    found |= {tail + at for at in _signatures(plain[tail:])}
    return sorted(found - {0, len(plain)})


def _labels(front: str) -> Iterator[int]:
    """Before each label of the metadata block, and behind the value of the last where that is surely one."""
    found = list(_label().finditer(front))
    if not found or (found[0].start() > 0 and len(found) < 2):
        return
    for label in found:
        yield label.start()
    value = re.compile(rf"\s*(?:{_DAY}|{_STATES.pattern})").match(front, found[-1].end())
    if value is not None:
        yield value.end()


@cache
def _label() -> re.Pattern[str]:
    """A label of the metadata block with its colon; blanks may stand between its characters."""
    strong = set(metadata_fields()) - set(words("furniture", "weak"))
    known = sorted(
        (label for label in strong if label.isalpha() and not label.isascii()), key=len, reverse=True
    )
    spaced = (r"[ \u3000]{0,4}".join(map(re.escape, label)) for label in known)
    return re.compile(rf"(?:{'|'.join(spaced)})[：:]")


def _numbers(front: str) -> Iterator[int]:
    """Around each 文号 that is no citation: it begins behind the word that ends a title or a masthead."""
    for number in _NUMBER.finditer(front):
        opened = front.rfind("（", 0, number.start()), front.rfind("(", 0, number.start())
        if max(opened) > max(front.rfind("）", 0, number.start()), front.rfind(")", 0, number.start())):
            continue
        body = number["body"]
        ends = [match.end() for match in _ending().finditer(body) if match.end() < len(body) - 1]
        if ends:
            yield number.start() + ends[-1]
            yield number.end()
        elif number.start() == 0 or not "\u4e00" <= front[number.start() - 1] <= "\u9fff":
            yield number.start()
            yield number.end()


@cache
def _ending() -> re.Pattern[str]:
    return re.compile("文件|" + any_word(words("headings", "notice")))


def _title(front: str, known: set[int]) -> Iterator[int]:
    """Behind a title's last word (…的通知), and before its body where a masthead names the same body."""
    opening = _OPENING.match(front)
    if opening is not None and is_title(opening[0]):
        yield opening.end()
    for about in re.finditer("关于", front):
        begin = max((at for at in known if at <= about.start()), default=0)
        said = front[begin : about.start()]
        if len(said) > 60 or "。" in said:
            return
        half = len(said) // 2
        if len(said) % 2 == 0 and half >= 4 and said[:half] == said[half:]:
            yield begin + half
        end = re.compile(rf"的(?:{_ending().pattern})(?![》〉”精要])").search(
            front, about.end(), about.end() + 120
        )
        if end is not None:
            yield end.end()
        return


def _addressees(front: str, known: set[int]) -> Iterator[int]:
    """Behind the colon of the first line that follows a title or a 文号 and speaks to bodies."""
    for at in sorted(known):
        match = _ADDRESSEES.match(front, at)
        if match is not None and at and match["names"].startswith(_TO):
            yield match.end()
            return


def _signatures(front: str) -> Iterator[int]:
    """Before the signing body, between it and its date, and behind that."""
    for match in _SIGNATURE.finditer(front):
        if is_body(match["body"]):
            yield from (match.start("body"), match.start("day"), match.end("day"))


def _remarks(front: str) -> Iterator[int]:
    """Around （此件公开发布） and its like."""
    for match in _REMARK.finditer(front):
        yield from (match.start(), match.end())


def _annex(front: str, known: set[int]) -> Iterator[int]:
    """Behind the annex's title, which the notice names between 《》 or which ends where the front ends."""
    last = max(known)
    rest = front[last:]
    for title in _CITED.findall(front[:last]):
        at = rest.find(title)
        if 0 <= at <= 12 and last:
            yield last + at + len(title)
            return
    if last and is_title(rest):
        yield len(front)
