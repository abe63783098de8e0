"""Radicals in the place of characters: fonts of some programs name ⻔ or ⼈ where 门 or 人 is printed, in PDF files and
in all that was copied out of one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from govtask_cli.document import Document, Note, Text
from govtask_cli.repair.blocks import each_text

STEP: Final = "radicals"
RADICAL: Final = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff]")
"""Radicals, and the characters that stand twice in Unicode for the sake of old sets."""

# The supplement has no forms of its own in Unicode's tables: each radical, and the character that it looks like.
_SUPPLEMENT: Final = (
    "⺁厂⺄乙⺅亻⺆冂⺉刂⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟"
    "⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠"
    "⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)

_SIMPLIFIED: Final = {0x2F3E: "户", 0x2FAD: "青"}
"""Radicals that fonts for simplified characters share with these, and not with 戶 and 靑."""


@cache
def _table() -> dict[int, str]:
    table = {
        code: unicodedata.normalize("NFKC", chr(code))
        for begin, end in ((0x2F00, 0x2FD6), (0xF900, 0xFB00))
        for code in range(begin, end)
    }
    return (
        table
        | _SIMPLIFIED
        | {
            ord(radical): character
            for radical, character in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
        }
    )


def folded(text: str) -> str:
    """The text with characters in the place of radicals, one for one."""
    return text if RADICAL.search(text) is None else text.translate(_table())


def fold_radicals(document: Document) -> Document:
    """Characters in the place of radicals, with one note that counts them and tells where the first stood."""
    found: list[Text] = []

    def mend(text: Text) -> Text:
        if RADICAL.search(text.plain) is None:
            return text
        found.append(text)
        return Text(run._replace(text=folded(run.text)) for run in text.runs)

    blocks = tuple(each_text(document.blocks, mend))
    if not found:
        return document
    count = sum(len(RADICAL.findall(text.plain)) for text in found)
    first = next(run for run in found[0].runs if RADICAL.search(run.text))
    message = f"{count} radicals were read as the characters they look like"
    return document.mended(blocks, [Note(STEP, "radicals", message, Text((first,)))])
