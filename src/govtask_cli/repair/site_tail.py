"""What a site prints below a document: 主办：… 承办：…, 网站标识码, 地址, behind its toolbars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from govtask_cli.document import Block, Paragraph
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import names_site
from govtask_cli.lexicon import words

_LONGEST = 120
_LABEL = 12
_REPEATED = 2


def site_tail(blocks: Sequence[Block], is_furniture: Callable[[str], bool]) -> frozenset[int]:
    """The places of a site's own lines at the end of a document, where furniture for sure stands before or between
    them: the same words in front of a task (主办：甲局) are its label."""
    tail: set[int] = set()
    sure = False
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if not isinstance(block, Paragraph) or len(block.text.plain) > _LONGEST or _is_item(block):
            break
        word = fold(block.text.plain)
        if is_furniture(block.text.plain):
            sure = True
        elif (named := names_site(word)) or word.startswith(words("furniture", "site")):
            tail.add(at)
            sure = sure or named
        elif word:
            break
    if not sure or not tail:
        return frozenset()
    # A label that opens lines above the tail too is a task's: 主办单位：甲局, under task after task.
    above = Counter(map(_label, blocks[: min(tail)]))
    return frozenset(at for at in tail if not (label := _label(blocks[at])) or above[label] < _REPEATED)


def _is_item(block: Paragraph) -> bool:
    """Whether a line is a numbered one of the document itself, whatever else it names."""
    return marker(block.text.plain) is not None


def _label(block: Block) -> str:
    """The words before the colon that a paragraph opens with, folded."""
    plain = block.text.plain if isinstance(block, Paragraph) else ""
    head, colon, _ = plain[:_LABEL].replace("：", ":").partition(":")
    return fold(head) if colon else ""
